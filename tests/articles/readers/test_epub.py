import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from assistant.articles.files import read_articles
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def package(manifest: str, spine: str, metadata: str = "") -> str:
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The Sea</dc:title><dc:creator>A. Writer</dc:creator><dc:creator>B. Writer</dc:creator>"
        f"<dc:publisher>Courier</dc:publisher><dc:date>2024-08-01</dc:date>{metadata}</metadata>"
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )


def item(name: str, href: str, kind: str = "application/xhtml+xml", more: str = "") -> str:
    return f'<item id="{name}" href="{href}" media-type="{kind}" {more}/>'


def chapter(*lines: str) -> str:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{"".join(lines)}</body></html>'


BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": package(
        item("one", "text/one.xhtml")
        + item("two", "text/two%20b.xhtml")
        + item("cover", "cover.xhtml")
        + item("notes", "notes.xhtml")
        + item("nav", "nav.xhtml", more='properties="nav"')
        + item("font", "font.ttf", "font/ttf"),
        '<itemref idref="cover"/><itemref idref="nav"/><itemref idref="two"/><itemref idref="one"/>'
        '<itemref idref="notes" linear="no"/><itemref idref="none"/>',
    ),
    "OPS/nav.xhtml": chapter(
        "<nav><a href='text/one.xhtml#a'>The first</a><a href='text/one.xhtml#b'>Another</a></nav>"
    ),
    "OPS/text/one.xhtml": chapter("<h1>The first</h1><p>The tide rose.</p><script>x()</script><p>It fell.</p>"),
    "OPS/text/two b.xhtml": chapter("<h2>The second</h2><p>The moon pulls.</p>"),
    "OPS/cover.xhtml": chapter("<img src='cover.jpg' alt='Cover'/>"),
    "OPS/notes.xhtml": chapter("<p>A note.</p>"),
    "OPS/font.ttf": "font",
}


def packed(files: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def read(folder: Path, data: bytes) -> list[Article]:
    (folder / "sea.epub").write_bytes(data)
    found = list(read_articles(folder / "sea.epub", name="sea.epub"))
    return [one for one in found if isinstance(one, Article)]


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, data)
    return refused.value.message


def test_each_chapter_is_an_article_in_the_order_of_reading(tmp_path: Path) -> None:
    two, one = read(tmp_path, packed(BOOK))
    assert one == Article(
        id=one.id,
        path="sea.epub#2",
        text="The tide rose.\n\nIt fell.",
        title="The Sea: The first",
        source="Courier",
        authors=("A. Writer", "B. Writer"),
        published=date(2024, 8, 1),
        origins=dict.fromkeys(["title", "source", "authors", "published"], Origin.PROPERTIES),
    )
    assert (two.path, two.title, two.text) == ("sea.epub#1", "The Sea: The second", "The moon pulls.")


def test_a_chapter_keeps_its_id_when_another_is_put_before_it(tmp_path: Path) -> None:
    before = read(tmp_path, packed(BOOK))
    moved = BOOK["OPS/book.opf"].replace('<itemref idref="two"/><itemref idref="one"/>', '<itemref idref="one"/>')
    assert [one.id for one in read(tmp_path, packed({**BOOK, "OPS/book.opf": moved}))] == [before[1].id]


def test_the_names_of_epub_2_are_read(tmp_path: Path) -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>'
        'Chapter One</text></navLabel><content src="text/one.xhtml"/></navPoint></navMap></ncx>'
    )
    opf = package(
        item("one", "text/one.xhtml") + item("ncx", "toc.ncx", "application/x-dtbncx+xml"), '<itemref idref="one"/>'
    )
    (one,) = read(tmp_path, packed({**BOOK, "OPS/book.opf": opf, "OPS/toc.ncx": ncx}))
    assert (one.title, one.text) == ("The Sea: Chapter One", "The tide rose.\n\nIt fell.")


def locks(place: str) -> str:
    reference = f"<CipherData><CipherReference URI='{place}'/></CipherData>"
    return f"<encryption><EncryptedData>{reference}</EncryptedData></encryption>"


def test_a_book_whose_fonts_alone_are_encrypted_is_read_and_a_locked_one_is_said(tmp_path: Path) -> None:
    assert len(read(tmp_path, packed({**BOOK, "META-INF/encryption.xml": locks("OPS/font.ttf")}))) == 2
    said = "is locked (its publisher protects it against copying)"
    assert reason(tmp_path, packed({**BOOK, "META-INF/encryption.xml": locks("OPS/text/two%20b.xhtml")})) == said


ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
DAMAGED = "is not an EPUB book, or damaged"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, DAMAGED),
        ({"META-INF/container.xml": "<container/>"}, "is not an EPUB book"),
        ({"META-INF/container.xml": "no XML"}, DAMAGED),
        ({"META-INF/container.xml": CONTAINER}, DAMAGED),
        ({**BOOK, "OPS/book.opf": package("", "")}, "holds no text"),
        ({**BOOK, "OPS/book.opf": package(item("one", "../../../etc/passwd"), '<itemref idref="one"/>')}, DAMAGED),
        ({**BOOK, "OPS/text/one.xhtml": "<p>" + "a " * 20_000_000}, "unpacks to more than 32 MiB"),
    ],
)
def test_a_hostile_book_is_refused_with_the_reason(tmp_path: Path, files: Mapping[str, str], said: str) -> None:
    assert reason(tmp_path, packed(files)) == said


def test_a_book_cut_off_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, packed(BOOK)[:-40]) == DAMAGED


def test_a_damaged_book_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed(BOOK))
    at = data.index(b"META-INF/container.xml") + len("META-INF/container.xml")
    data[at : at + 30] = bytes(range(30))
    assert reason(tmp_path, bytes(data)) == DAMAGED


def test_nothing_is_resolved_or_fetched_for_a_book(tmp_path: Path) -> None:
    opf = ENTITIES + BOOK["OPS/book.opf"].replace("The Sea", "The &a;Sea")
    assert {one.title for one in read(tmp_path, packed({**BOOK, "OPS/book.opf": opf}))} <= {
        "The Sea: The first",
        "The Sea: The second",
        "The &a;Sea: The first",
        "The &a;Sea: The second",
    }
