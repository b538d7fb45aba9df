import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.articles.files import read_articles
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin


def packed(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def read(folder: Path, data: bytes, name: str = "eagle.docx") -> Article:
    (folder / name).write_bytes(data)
    (article,) = read_articles(folder / name, name=name)
    assert isinstance(article, Article)
    return article


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, data)
    return refused.value.message


def test_paragraphs_lists_and_tables_are_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Eagle lands", 0)
    document.add_paragraph("The Eagle has landed, with ").add_run("two people").bold = True
    document.add_heading("The crew", 2)
    document.add_paragraph("Neil Armstrong", style="List Bullet")
    document.add_paragraph("Buzz Aldrin", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ["Place", "Year", "Moon", "1969"], strict=True
    ):
        cell.text = text
    document.add_paragraph("One line").add_run().add_break()
    document.paragraphs[-1].add_run("and\tanother")
    article = read(tmp_path, packed(document))
    assert article == Article(
        id=article.id,
        path="eagle.docx",
        text="The Eagle has landed, with two people\n\nThe crew\n\n- Neil Armstrong\n- Buzz Aldrin\n\n"
        "Place | Year\nMoon | 1969\n\nOne line\nand another",
        title="Eagle lands",
        origins={"title": Origin.HEADING},
    )


def test_the_properties_are_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The Eagle has landed.")
    document.core_properties.title = "Eagle lands"
    document.core_properties.author = "A. Writer;NASA, Office of Public Affairs"
    document.core_properties.created = datetime(1999, 7, 20, 20, 17, tzinfo=UTC)
    article = read(tmp_path, packed(document))
    assert article == Article(
        id=article.id,
        path="eagle.docx",
        text="The Eagle has landed.",
        title="Eagle lands",
        authors=("A. Writer", "NASA, Office of Public Affairs"),
        published=date(1999, 7, 20),
        published_time="1999-07-20T20:17:00+00:00",
        origins=dict.fromkeys(["title", "authors", "published"], Origin.PROPERTIES),
    )


def test_header_lines_in_the_text_are_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Date: 20 July 1969")
    document.add_paragraph("The Eagle has landed.")
    document.core_properties.created = datetime(1999, 7, 20, tzinfo=UTC)
    article = read(tmp_path, packed(document))
    assert (article.text, article.published) == ("The Eagle has landed.", date(1969, 7, 20))


def test_hidden_and_deleted_words_are_not_text_and_inserted_ones_are(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The Eagle ")
    paragraph.add_run("(a secret instruction) ").font.hidden = True
    namespaces = nsdecls("w")
    for change in (
        "<w:del {}><w:r><w:t>crashed </w:t></w:r></w:del>",
        "<w:ins {}><w:r><w:t>landed</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(change.format(namespaces)))
    assert read(tmp_path, packed(document)).text == "The Eagle landed"


def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    empty_zip = io.BytesIO()
    with zipfile.ZipFile(empty_zip, "w") as archive:
        archive.writestr("x", "y")
    assert {
        "no Word file": reason(tmp_path, b"Text"),
        "empty": reason(tmp_path, packed(docx.Document())),
        "old or locked": reason(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest"),
        "another archive": reason(tmp_path, empty_zip.getvalue()).partition(" (")[0],
        "cut off": reason(tmp_path, packed(docx.Document())[:5000]).partition(" (")[0],
    } == {
        "no Word file": "is not a Word file",
        "empty": "holds no text",
        "old or locked": "is locked with a password, or a Word file of the kind used before 2007",
        "another archive": "is damaged",
        "cut off": "is damaged",
    }


def with_document(xml: str) -> bytes:
    """A Word file whose main part is this XML."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(docx.Document()))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return data.getvalue()


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    paragraph = "<w:p><w:r><w:t>Text &a;</w:t></w:r></w:p>"
    xml = f"{entities}<w:document {nsdecls('w')}><w:body>{paragraph}</w:body></w:document>"
    assert read(tmp_path, with_document(xml)).text == "Text"


def test_a_bomb_does_not_go_off(tmp_path: Path) -> None:
    xml = (
        f"<w:document {nsdecls('w')}><w:body>"
        f"{'<w:p><w:r><w:t>Text</w:t></w:r></w:p>' * 2_000_000}</w:body></w:document>"
    )
    assert reason(tmp_path, with_document(xml)) == "unpacks to more than 64 MiB of text and marks"
