"""A PDF to an article: its pages' lines joined to paragraphs, its properties as metadata."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.metadata.given import RawArticle
from assistant.articles.readers.pdf_lines import Line, paragraphs_of
from assistant.articles.readers.plain_text import take_header
from assistant.articles.readers.sandbox import Extracted, read_apart
from assistant.errors import UnreadableFile
from assistant.language.normalise import clean_characters, one_line

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 2_000
# What pypdf raises on a page that is broken, besides its own errors.
_PAGE_ERRORS = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, struct.error, zlib.error)
# Titles that a program put there, not a person.
_NO_TITLE = re.compile(
    r"(?:untitled.*|microsoft word - .*|.*\.(?:docx?|odt|rtf|indd|qxd|pdf|tex|html?))?", re.IGNORECASE
)
_STAMP = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def read_pdf(file: Path) -> RawArticle:
    """The article in a PDF; raises UnreadableFile when it is no PDF, locked, or only pictures."""
    with file.open("rb") as stream:
        if b"%PDF-" not in stream.read(1024):
            raise UnreadableFile("is not a PDF")
    found = read_apart(__name__, file)
    given, text = take_header(found.text)
    return RawArticle(text, (*given, *found.given), found.remarks)


def extract(file: Path) -> Extracted:
    """Runs in the child: what pypdf reads, with lines already joined to paragraphs."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError

    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("is locked with a password")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableFile(f"has more than {MOST_PAGES} pages")
        pages, remarks = _pages(reader)
    except DependencyError as error:
        raise UnreadableFile("is encrypted in a way that cannot be read") from error
    except LimitReachedError as error:
        raise UnreadableFile("unpacks to more data than is allowed") from error
    paragraphs, heading = paragraphs_of(pages)
    properties = _properties(reader)
    if heading and properties["title"] in {"", heading} and len(paragraphs) > 1:
        paragraphs.remove(heading)
    return Extracted("\n\n".join(paragraphs), "" if properties["title"] else heading, properties, remarks)


def _pages(reader: PdfReader) -> tuple[list[list[Line]], tuple[str, ...]]:
    from pypdf.errors import LimitReachedError, PyPdfError

    pages: list[list[Line]] = []
    broken: list[str] = []
    for number, page in enumerate(reader.pages, start=1):
        try:
            pages.append(_lines(page))
        except LimitReachedError:
            raise
        except (PyPdfError, *_PAGE_ERRORS):
            broken.append(str(number))
    if not any(pages):
        raise UnreadableFile("is damaged" if broken else "holds no text: its pages are pictures, perhaps scanned")
    return pages, (f"pages that could not be read: {', '.join(broken)}",) if broken else ()


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which it draws them."""
    pieces: list[tuple[str, float, float]] = []

    def note(text: str, transform: Sequence[float], matrix: Sequence[float], _font: object, size: float) -> None:
        scale = abs(transform[3] * matrix[3]) or 1.0
        pieces.append((text, round(size * scale, 1), matrix[5] * transform[3] + transform[5]))

    page.extract_text(visitor_text=note)
    lines: list[Line] = []
    words, size, height = "", 0.0, 0.0
    for text, piece_size, piece_height in [*pieces, ("\n", 0.0, 0.0)]:
        for number, part in enumerate(clean_characters(text).split("\n")):
            if number and words.strip():
                lines.append(Line(one_line(words), size, height))
            if number:
                words, size = "", 0.0
            if part.strip() and not words.strip():
                height = piece_height
            words += part
            size = max(size, piece_size) if part.strip() else size
    return lines


def _properties(reader: PdfReader) -> dict[str, str]:
    information: Mapping[str, object] = reader.metadata or {}
    title, author, created = (
        one_line(str(information.get(name) or "")) for name in ("/Title", "/Author", "/CreationDate")
    )
    stamp = _STAMP.match(created)
    properties = {"title": "" if _NO_TITLE.fullmatch(title) else title, "authors": author}
    return properties | ({"published": _iso(stamp)} if stamp else {})


def _iso(stamp: re.Match[str]) -> str:
    """A PDF's ``D:20240801103000+02'00'`` (ISO 32000-1, 7.9.4) as ISO 8601."""
    year, month, day, hour, minute, second, utc, sign, zone_hours, zone_minutes = stamp.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = "Z" if utc else f"{sign}{zone_hours}:{zone_minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
