"""A Word file to an article: its paragraphs, list items and tables, its properties as metadata."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.metadata.given import RawArticle
from assistant.articles.readers.plain_text import take_header
from assistant.articles.readers.sandbox import MIB, Extracted, extract_apart, read_apart
from assistant.articles.readers.word_formulas import spell_formulas
from assistant.errors import UnreadableFile
from assistant.language.raised import lowered, raised, with_fractions

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table

LARGEST_XML_BYTES = 64 * MIB  # takes up to ten times as much memory

# The pieces of a paragraph's text, those of formulas too: not what was deleted, moved away, struck or formatted hidden,
# or stands twice for older programs.
_ON = "[not(@w:val='0' or @w:val='false' or @w:val='off')]"
_PIECES = (
    ".//*[self::w:t or self::m:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen"
    " or self::w:sym[@w:font='Symbol']]"
    "[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::*[local-name()='Fallback'])]"
    f"[not(ancestor::w:r/w:rPr[w:vanish{_ON} or w:strike{_ON} or w:dstrike{_ON}])]"
)
# A sign of the font Symbol is a Greek letter or a sign such as ≥, and its number does not say which.
_PIECE_WORDS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
# What stands above or below the line: of a run by its formatting, of a formula by the part that holds it.
_VERTICAL = ".//w:r[w:rPr/w:vertAlign[@w:val='{}']]/w:t | .//{}//m:t | .//{}//m:t"
_RAISED = _VERTICAL.format("superscript", "m:sup", "m:num")
_LOWERED = _VERTICAL.format("subscript", "m:sub", "m:den")
_WRAPPERS = frozenset(["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"])
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
    spell_formulas(document.element.body)
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
    from docx.text.paragraph import Paragraph

    for block in _unwrapped(document.element.body):
        if _name(block) == "tbl":
            yield from ((row, "table") for row in _rows(Table(block, document)))
            continue
        paragraph = Paragraph(block, document)
        style = (paragraph.style and paragraph.style.name) or ""
        words = _words(block).strip()
        if words and (style.startswith("List") or block.xpath("./w:pPr/w:numPr")):
            yield "- " + words, "list"
        elif words:
            yield words, style
        yield from ((words, "") for box in block.xpath(".//w:txbxContent//w:p") if (words := _words(box).strip()))


def _unwrapped(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables, those within content controls and tracked changes too."""
    for child in parent:
        if _name(child) in {"p", "tbl"}:
            yield child
        elif _name(child) in _WRAPPERS:
            yield from _unwrapped(child)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        if row._tr.xpath("./w:trPr/w:del"):
            continue
        cells = dict.fromkeys(cell._tc for cell in row.cells)  # a merged cell comes once for each that it covers
        texts = [" ".join(_words_in_cell(cell, table)) for cell in cells]
        if any(texts):
            yield " | ".join(texts)


def _words_in_cell(cell: BaseOxmlElement, table: Table) -> Iterator[str]:
    """The words of its paragraphs, and those of the rows of a table in it."""
    from docx.table import Table

    for each in _unwrapped(cell):
        if _name(each) == "tbl":
            yield from _rows(Table(each, table))
        elif words := _words(each).strip():
            yield words


def _words(paragraph: BaseOxmlElement) -> str:
    """The words of a paragraph, without those of the text boxes that hang on it."""
    words, denominator = "", None
    above, below = set(paragraph.xpath(_RAISED)), set(paragraph.xpath(_LOWERED))
    for piece in paragraph.xpath(_PIECES):
        if next(each for each in piece.iterancestors() if _name(each) == "p") is not paragraph:
            continue
        own = _PIECE_WORDS.get(_name(piece), piece.text or "")
        divisor = next((each for each in piece.iterancestors() if _name(each) == "den"), None)
        if divisor is not None and divisor is not denominator:
            words += "/"
        denominator = divisor
        words += raised(own) if piece in above else lowered(own, words) if piece in below else own
    return with_fractions(words)


def _name(element: BaseOxmlElement) -> str:
    return str(element.tag).rpartition("}")[2]


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
