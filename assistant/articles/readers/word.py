"""A Word file to an article: its paragraphs, list items and tables, its properties as metadata."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.metadata.given import RawArticle
from assistant.articles.readers.plain_text import take_header
from assistant.articles.readers.sandbox import MIB, Extracted, extract_apart, read_apart
from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table

LARGEST_XML_BYTES = 64 * MIB  # takes up to ten times as much memory

# The pieces of a paragraph's text: not those that were deleted, are formatted hidden or stand twice for older programs.
_PIECES = (
    ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
    "[not(ancestor::w:del) and not(ancestor::*[local-name()='Fallback']) and not(ancestor::w:r/w:rPr/w:vanish)]"
)
_PIECE_WORDS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# The template that python-docx copies carries these; a file made with it and not filled in has them still.
_FROM_TEMPLATE = frozenset(["Word Document", "python-docx", "2013-12-23T23:15:00", "2013-12-23T23:15:00+00:00"])


def read_word(file: Path) -> RawArticle:
    """The article in a .docx file; raises UnreadableFile when it is none, or locked."""
    _require_word(file)
    found = read_apart(__name__, file)
    given, text = take_header(found.text)
    return RawArticle(text, (*given, *found.given), found.remarks)


def word_paragraphs(file: Path) -> str:
    """The heading and the text of a .docx file, nothing taken out; raises UnreadableFile as read_word does."""
    _require_word(file)
    found = extract_apart(__name__, file)
    return "\n\n".join(filter(None, [found["heading"], found["text"].strip()]))


def _require_word(file: Path) -> None:
    """Raises UnreadableFile for what is no .docx file by its first bytes."""
    with file.open("rb") as stream:
        start = stream.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableFile("is locked with a password, or a Word file of the kind used before 2007")
    if not start.startswith(b"PK"):
        raise UnreadableFile("is not a Word file")


def extract(file: Path) -> Extracted:
    """Runs in the child: what python-docx reads."""
    import docx

    with zipfile.ZipFile(file) as archive:
        unpacked = sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))
    if unpacked > LARGEST_XML_BYTES:
        raise UnreadableFile(f"unpacks to more than {LARGEST_XML_BYTES // MIB} MiB of text and marks")
    document = docx.Document(str(file))
    heading, blocks = "", list(_blocks(document))
    if blocks and blocks[0][1] in {"Title", "Heading 1"}:
        heading = blocks.pop(0)[0]
    text, last_style = "", ""
    for words, style in blocks:
        together = style == last_style and style in {"list", "table"}
        text += ("\n" if together else "\n\n") + words
        last_style = style
    return Extracted(text=text, heading=heading, properties=_properties(document))


def _blocks(document: Document) -> Iterator[tuple[str, str]]:
    """The words of each paragraph, item or row with its style; items of lists have the style "list"."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ((row, "table") for row in _rows(block))
            continue
        style = (block.style and block.style.name) or ""
        words = _words(block._p).strip()
        if words and (style.startswith("List") or block._p.xpath("./w:pPr/w:numPr")):
            yield "- " + words, "list"
        elif words:
            yield words, style


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = dict.fromkeys(cell._tc for cell in row.cells)  # a merged cell comes once for each that it covers
        texts = [" ".join(_words(paragraph).strip() for paragraph in cell.xpath("./w:p")) for cell in cells]
        if any(texts):
            yield " | ".join(texts)


def _words(element: BaseOxmlElement) -> str:
    pieces = element.xpath(_PIECES)
    return "".join(_PIECE_WORDS.get(piece.tag.rpartition("}")[2], piece.text or "") for piece in pieces)


def _properties(document: Document) -> dict[str, str | list[str]]:
    core = document.core_properties
    created = core.created.isoformat() if core.created else ""
    # Word parts its authors with semicolons; a comma stands within one name.
    authors = [name for name in core.author.split(";") if name not in _FROM_TEMPLATE]
    return {
        "title": "" if core.title in _FROM_TEMPLATE else core.title,
        "authors": authors,
        "published": "" if created in _FROM_TEMPLATE else created,
    }
