"""A PDF to an article: its pages' lines joined to paragraphs, its properties as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.articles.metadata.given import MADE, Field, RawArticle
from assistant.articles.readers.pdf_columns import lines_in_order
from assistant.articles.readers.pdf_glyphs import DrawnPage, read_glyphs
from assistant.articles.readers.pdf_lines import paragraphs_of
from assistant.articles.readers.pdf_margins import without_margins
from assistant.articles.readers.pdf_pieces import Row, layers_of, row_text
from assistant.articles.readers.pdf_readable import has_words, is_readable
from assistant.articles.readers.plain_text import take_header
from assistant.articles.readers.sandbox import Extracted, allow_more_seconds, read_apart
from assistant.errors import UnreadableFile
from assistant.language.normalise import one_line

SECONDS_A_PAGE = 0.1  # of the processor, beside those for any file; a page of 4,000 characters took 0.027
# Titles that a program put there, not a person.
_NO_TITLE = re.compile(
    r"(?:untitled.*|\(?anonymous\)?|microsoft word - .*|.*\.(?:docx?|odt|rtf|indd|qxd|pdf|tex|html?))?", re.IGNORECASE
)
_NO_AUTHOR = re.compile(r"\(?(?:anonymous|unspecified|unknown|user|admin(?:istrator)?)\)?", re.IGNORECASE)
# Programs that make a file of what is printed: their day is that of printing, whenever the article came out.
_PRINTERS = re.compile(
    r"mozilla|firefox|chrom(?:e|ium)|safari|skia/pdf|wkhtmltopdf|quartz|print to pdf|cutepdf|pdfcreator|pdf24|dopdf"
    r"|ghostscript|webkit",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def read_pdf(file: Path) -> RawArticle:
    """The article in a PDF; raises UnreadableFile when it is no PDF, locked, or only pictures."""
    with file.open("rb") as stream:
        if b"%PDF-" not in stream.read(1024):
            raise UnreadableFile("is not a PDF")
    found = read_apart(__name__, file)
    given, text = take_header(found.text)
    properties = (replace(one, name=MADE) if one.field is Field.PUBLISHED else one for one in found.given)
    return RawArticle(text, (*given, *properties), found.remarks)


def extract(file: Path) -> Extracted:
    """Runs in the child: what PDFium reads, with lines already joined to paragraphs."""
    drawn = read_glyphs(file)
    allow_more_seconds(drawn.count * SECONDS_A_PAGE)
    layers, remarks = _readable(drawn.pages)
    pages = without_margins([page[0] for page in layers])
    lines = [lines_in_order(rows) for rows in pages.rows]
    paragraphs, heading = paragraphs_of(lines)
    for page in layers:
        for turned in page[1:]:
            paragraphs += paragraphs_of([lines_in_order(turned)])[0]
    properties = _properties(drawn.properties, pages.printed_from)
    if heading and properties["title"] in {"", heading} and len(paragraphs) > 1:
        paragraphs.remove(heading)
    return Extracted("\n\n".join(paragraphs), "" if properties["title"] else heading, properties, remarks)


def _readable(drawn: Iterable[DrawnPage]) -> tuple[list[list[list[Row]]], tuple[str, ...]]:
    """The layers of the pages with text that is known, and what there is to say of the others.

    Raises UnreadableFile when no page has any.
    """
    pages: list[list[list[Row]]] = []
    broken, unknown, hiding = list[str](), list[str](), list[str]()
    for number, page in enumerate(drawn, start=1):
        if page.hides_words:
            hiding.append(str(number))
        layers = layers_of(page.glyphs) if page.glyphs and is_readable(page.glyphs) else []
        if layers and has_words(" ".join(row_text(row) for rows in layers for row in rows)):
            pages.append(layers)
        elif page.glyphs is None:
            broken.append(str(number))
        elif any(not glyph.character.isspace() for glyph in page.glyphs):
            unknown.append(str(number))
    if not pages:
        raise UnreadableFile(_why_no_text(broken=bool(broken), unknown=bool(unknown)))
    remarks = {
        "pages that could not be read": broken,
        "pages whose letters cannot be told": unknown,
        "pages with words that do not show, which are left out": hiding,
    }
    return pages, tuple(f"{remark}: {', '.join(numbers)}" for remark, numbers in remarks.items() if numbers)


def _why_no_text(*, broken: bool, unknown: bool) -> str:
    if unknown:
        return "holds no text that can be read: it does not say which letters it draws, or where words end"
    return "is damaged" if broken else "holds no text: its pages are pictures, perhaps scanned"


def _properties(information: Mapping[str, str], printed_from: str) -> dict[str, str | list[str]]:
    title, author, created = (one_line(information.get(name) or "") for name in ("Title", "Author", "CreationDate"))
    maker = f"{information.get('Creator')} {information.get('Producer')}"
    stamp = None if printed_from or _PRINTERS.search(maker) else _STAMP.match(created)
    return {
        "title": "" if _NO_TITLE.fullmatch(title) else title,
        "authors": "" if _NO_AUTHOR.fullmatch(author) else author,
        **({"url": printed_from} if printed_from else {}),
        **({"published": _iso(stamp)} if stamp else {}),
    }


def _iso(stamp: re.Match[str]) -> str:
    """A PDF's ``D:20240801103000+02'00'`` (ISO 32000-1, 7.9.4) as ISO 8601."""
    year, month, day, hour, minute, second, utc, sign, zone_hours, zone_minutes = stamp.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = "Z" if utc else f"{sign}{zone_hours}:{zone_minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
