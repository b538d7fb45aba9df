"""An EPUB book or magazine to rows, one a chapter document, in the order in which they are read.

The file is opened in a process of its own (sandbox.py): it is a zip file, and may be a bomb.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from assistant.articles.readers.decoding import MIB, decode
from assistant.articles.readers.html_tree import drop_unseen, paragraphs_in, parse_html
from assistant.articles.readers.rows import Row
from assistant.articles.readers.sandbox import LONGEST_TEXT, extract_apart
from assistant.articles.readers.shown_words import Element
from assistant.errors import UnreadableFile
from assistant.language.normalise import one_line

LARGEST_DOCUMENT_BYTES = 32 * MIB
MOST_DOCUMENTS = 5_000
_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_DOCUMENTS = frozenset(("application/xhtml+xml", "text/html"))
_NCX = "application/x-dtbncx+xml"
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError),
    *(struct.error,),
)
_HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document of a book; `place` is its path in the file, which does not change with what comes before it."""

    place: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """What the child found; fields as the book gives them."""

    title: str
    authors: list[str]
    publisher: str
    published: str
    chapters: Sequence[Chapter]


def epub_rows(file: Path) -> Iterator[Row]:
    """A row for each chapter that holds text; raises UnreadableFile for what is no book, or locked."""
    book = extract_apart(__name__, file)
    chapters = [Chapter(**chapter) for chapter in book["chapters"]]
    for number, chapter in enumerate(chapters, start=1):
        named = [book["title"], chapter.title or (f"Part {number}" if len(chapters) > 1 else "")]
        values = {
            "title": ": ".join(dict.fromkeys(filter(None, named))),
            "authors": book["authors"],
            "source": book["publisher"] or book["title"],
            "published": book["published"],
            "text": chapter.text.split("\n\n"),
        }
        yield Row(number, {name: value for name, value in values.items() if value}, key=chapter.place)


def extract(file: Path) -> Book:
    """Runs in the child: what the book's package document names."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _book(archive)
    except _DAMAGED as error:
        raise UnreadableFile("is not an EPUB book, or damaged") from error


def _book(archive: zipfile.ZipFile) -> Book:
    container = _xml(archive, _CONTAINER)
    paths = container.xpath("//*[local-name()='rootfile']/@full-path")
    if not paths:
        raise UnreadableFile("is not an EPUB book")
    package = _xml(archive, str(paths[0]))
    base = posixpath.dirname(str(paths[0]))
    items = {item.get("id"): item for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")}
    places = [_place(base, item.get("href", "")) for item in _in_order(package, items)]
    locked = _locked(archive)
    if any(place in locked for place in places):
        raise UnreadableFile("is locked (its publisher protects it against copying)")
    titles = _titles(archive, base, items.values())
    chapters = [chapter for place in places if (chapter := _chapter(archive, place, titles.get(place, ""))).text]
    if not chapters:
        raise UnreadableFile("holds no text")
    if sum(len(chapter.text) for chapter in chapters) > LONGEST_TEXT:
        raise UnreadableFile(f"holds more than {LONGEST_TEXT} characters of text")
    return Book(
        title=next(iter(_metadata(package, "title")), ""),
        authors=_metadata(package, "creator"),
        publisher=next(iter(_metadata(package, "publisher")), ""),
        published=next(iter(_metadata(package, "date")), ""),
        chapters=chapters,
    )


def _in_order(package: Element, items: Mapping[str, Element]) -> list[Element]:
    """The documents in reading order, without those beside it (``linear="no"``) and the table of contents."""
    listed = package.xpath("//*[local-name()='spine']/*[local-name()='itemref'][not(@linear='no')]/@idref")
    found = [items[name] for name in dict.fromkeys(listed) if name in items][:MOST_DOCUMENTS]
    return [item for item in found if item.get("media-type") in _DOCUMENTS and not _is_contents(item)]


def _is_contents(item: Element) -> bool:
    return "nav" in (item.get("properties") or "").split()


def _locked(archive: zipfile.ZipFile) -> set[str]:
    """The files that are encrypted; fonts often are, in a book that is not locked."""
    if _LOCKS not in archive.namelist():
        return set()
    return {unquote(str(place)) for place in _xml(archive, _LOCKS).xpath("//*[local-name()='CipherReference']/@URI")}


def _titles(archive: zipfile.ZipFile, base: str, items: Any) -> dict[str, str]:
    """What the table of contents, of EPUB 3 or 2, calls each document; of several names for one, the first."""
    titles: dict[str, str] = {}
    for item in items:
        place = _place(base, item.get("href", ""))
        inside = posixpath.dirname(place)
        if _is_contents(item):
            links = [(link.get("href"), link.xpath("string()")) for link in _xml(archive, place).xpath("//*[@href]")]
        elif item.get("media-type") == _NCX:
            points = _xml(archive, place).xpath("//*[local-name()='navPoint']")
            links = [
                (
                    point.xpath("string(./*[local-name()='content']/@src)"),
                    point.xpath("string(./*[local-name()='navLabel'])"),
                )
                for point in points
            ]
        else:
            continue
        for address, words in links:
            if one_line(words):
                titles.setdefault(_place(inside, address), one_line(words))
    return titles


def _chapter(archive: zipfile.ZipFile, place: str, listed: str) -> Chapter:
    """A document's title, from the table of contents or else its first heading, and its text without that heading."""
    page = parse_html(decode(_bytes(archive, place)))
    drop_unseen(page)
    paragraphs = paragraphs_in(page)
    heading = next((words for element in page.iter(*_HEADINGS) if (words := one_line(element.text_content()))), "")
    title = listed or heading
    rest = (
        paragraphs[1:] if paragraphs and one_line(paragraphs[0]) in (title, heading) and paragraphs[1:] else paragraphs
    )
    return Chapter(place, title, "\n\n".join(rest))


def _metadata(package: Element, name: str) -> list[str]:
    elements = package.xpath(f"//*[local-name()='metadata']/*[local-name()='{name}']")
    return [words for element in elements if (words := one_line(element.xpath("string()")))]


def _place(base: str, address: str) -> str:
    """The name in the zip file that an address in a document of the folder `base` leads to."""
    return posixpath.normpath(posixpath.join(base, unquote(urlsplit(address).path)))


def _xml(archive: zipfile.ZipFile, name: str) -> Element:
    """A document of the package as a tree; no entity is resolved and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(_bytes(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("is not an EPUB book, or damaged") from error
    if root is None:
        raise UnreadableFile("is not an EPUB book, or damaged")
    return root


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as packed:
        data = packed.read(LARGEST_DOCUMENT_BYTES + 1)
    if len(data) > LARGEST_DOCUMENT_BYTES:
        raise UnreadableFile(f"unpacks to more than {LARGEST_DOCUMENT_BYTES // MIB} MiB")
    return data
