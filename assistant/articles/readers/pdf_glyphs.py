"""A PDF to the glyphs of page after page, each with its character, place, size and direction, as a person sees them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2

MOST_PAGES = 2_000
MOST_GLYPHS = 200_000  # of one page; a broadsheet has about 20,000
# A picture of the page, to see which letters show: pixels for a point, and at most so many in all.
PICTURE_SCALE, LEAST_SCALE, MOST_PIXELS = 2.0, 0.5, 8_000_000
# Letters differ from what is behind them by at least this much of 255; antialiasing leaves about half of the contrast.
LEAST_CONTRAST = 24
SMALLEST_LETTER = 1.5  # points: nobody can read it
_WHITE = 200  # from here on each colour of a letter is so light that it may not show on paper
_ROOT = re.compile(rb"(\d{1,9}) (\d{1,5}) obj\s*<<[^>]{0,200}/Type\s*/Catalog")
LEAST_HIDDEN = 10  # letters on a page that are worth a remark
_INVISIBLE, _CLIPPING = 3, 7  # text rendering modes that draw nothing (ISO 32000-1, 9.3.6)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character in the coordinates of its own direction of reading: x runs along the line, y up from it.

    `y` is the baseline, `size` that of the font in points; `turned` says by how many quarter turns, against the clock,
    its direction differs from left to right. `known` is false when its font does not say which character it is.
    """

    character: str
    left: float
    right: float
    y: float
    size: float
    turned: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file's properties by their names, and how many pages it has; each of `pages` is read when it is asked for."""

    properties: dict[str, str]
    count: int
    pages: Iterator[DrawnPage]


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's visible glyphs (None when it is broken), and whether words are drawn on it that do not show."""

    glyphs: list[Glyph] | None
    hides_words: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    turned: int
    mode: int
    light: bool


def read_glyphs(file: Path) -> Drawn:
    """What a PDF draws; raises UnreadableFile when it is damaged, locked or too long."""
    import pypdfium2

    try:
        document = _open(file)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_refusal(getattr(error, "err_code", None))) from error
    if len(document) > MOST_PAGES:
        raise UnreadableFile(f"has more than {MOST_PAGES} pages")
    return Drawn(document.get_metadata_dict(), len(document), _pages(document))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[DrawnPage]:
    import pypdfium2

    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield DrawnPage(None)
            continue
        shown, hidden = _visible(page)
        page.close()
        yield DrawnPage(shown, hidden >= LEAST_HIDDEN)


def _open(file: Path) -> pypdfium2.PdfDocument:
    """The document; one that was cut off before it says which object is its root gets that said again."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        data = file.read_bytes()
        roots = _ROOT.findall(data)
        if getattr(error, "err_code", None) != pdfium.FPDF_ERR_FORMAT or not roots:
            raise
        trailer = b"\ntrailer\n<< /Root %b %b R >>\nstartxref\n0\n%%%%EOF\n" % roots[-1]
        return pypdfium2.PdfDocument(data + trailer)


def _refusal(code: int | None) -> str:
    import pypdfium2.raw as pdfium

    if code == pdfium.FPDF_ERR_PASSWORD:
        return "is locked with a password"
    if code == pdfium.FPDF_ERR_SECURITY:
        return "is encrypted in a way that cannot be read"
    return "is damaged"


def _visible(page: pypdfium2.PdfPage) -> tuple[list[Glyph], int]:
    """The glyphs of a page that a person can see, in the order in which they are drawn, and how many do not show.

    Invisible text over a picture stays: it is what a program read in the picture. All else that does not show goes:
    invisible, outside the page, too small, or no different from what is around it.
    """
    left, bottom, right, top = page.get_bbox()
    pictures, painted = _painted(page)
    found = [
        (glyph, style, box)
        for glyph, style, box in _glyphs(page)
        if box[0] < right and box[2] > left and box[1] < top and box[3] > bottom and style.size >= SMALLEST_LETTER
    ]
    pixels = None
    if painted or any(style.light for _, style, _ in found):
        pixels = _picture(page)
    shown = []
    for glyph, style, box in found:
        if style.mode in {_INVISIBLE, _CLIPPING}:
            if any(_covers(picture, box) for picture in pictures):
                shown.append(glyph)
        elif pixels is None or glyph.character.isspace() or _shows(pixels, page, box):
            shown.append(glyph)
    drawn = sum(not glyph.character.isspace() for glyph, _, _ in found)
    return shown, drawn - sum(not glyph.character.isspace() for glyph in shown)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[tuple[Glyph, _Style, tuple[float, float, float, float]]]:
    """Each character with how it is drawn and its box on the page (left, bottom, right, top)."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    text = textpage.raw  # each call by the wrapper costs a look-up more
    count = textpage.count_chars()
    if count > MOST_GLYPHS:
        raise UnreadableFile(f"has a page with more than {MOST_GLYPHS} letters")
    styles: dict[int, _Style] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    rectangle = pdfium.FS_RECTF()
    last: _Style | None = None
    high = ""
    for index in range(count):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character in "\r\n" and pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if "\ud800" <= character < "\udc00":  # the first half of a character beyond the first 65,536
            high = character
            continue
        if high:
            character, high = (high + character).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
        item = pdfium.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(item.contents) if item else 0
        if address and address not in styles:
            styles[address] = _style(text, index, item)
        style = styles.get(address, last)
        pdfium.FPDFText_GetLooseCharBox(text, index, rectangle)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if style is None:
            continue
        last = style
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        known = pdfium.FPDFText_HasUnicodeMapError(text, index) != 1
        yield _turned(_hyphen(character), box, (x.value, y.value), style, known=known), style, box


def _hyphen(character: str) -> str:
    """PDFium marks the hyphen that ends a line."""
    return "-" if character in "\x02\ufffe" else character


def _style(text: Any, index: int, item: Any) -> _Style:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    turned = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text, index, *colour)
    red, green, blue, alpha = (part.value for part in colour)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    return _Style(round(size, 1), turned, mode, min(red, green, blue) >= _WHITE or alpha < 255 - _WHITE)


def _turned(
    character: str,
    box: tuple[float, float, float, float],
    origin: tuple[float, float],
    style: _Style,
    *,
    known: bool,
) -> Glyph:
    left, bottom, right, top = box
    x, y = origin
    along, baseline = [((left, right), y), ((bottom, top), -x), ((-right, -left), -y), ((-top, -bottom), x)][
        style.turned
    ]
    return Glyph(character, along[0], along[1], baseline, style.size, style.turned, known)


def _painted(page: pypdfium2.PdfPage) -> tuple[list[tuple[float, float, float, float]], bool]:
    """The boxes of the page's pictures, and whether anything is painted that may hide letters or lie behind them."""
    import pypdfium2.raw as pdfium

    pictures, painted = [], False
    for item in page.get_objects(max_depth=4):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(item.get_bounds())
            painted = True
        elif item.type in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING} and not painted:
            left, bottom, right, top = item.get_bounds()
            painted = min(right - left, top - bottom) > 3  # less is a rule, not a ground
    return pictures, painted


def _covers(picture: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return picture[0] <= middle_x <= picture[2] and picture[1] <= middle_y <= picture[3]


def _picture(page: pypdfium2.PdfPage) -> np.ndarray[Any, Any] | None:
    """The page as grey pixels, its text unturned, row 0 at the top; None for one too large to see letters on it."""
    width, height = page.get_size()
    scale = min(PICTURE_SCALE, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
    if scale < LEAST_SCALE:
        return None
    picture = page.render(scale=scale, grayscale=True, rotation=-page.get_rotation() % 360)
    pixels: np.ndarray[Any, Any] = picture.to_numpy().squeeze()
    return pixels


def _shows(pixels: np.ndarray[Any, Any], page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> bool:
    """Whether anything stands out within the box of a letter."""
    left, bottom, right, top = page.get_bbox()
    across, down = pixels.shape[1] / (right - left), pixels.shape[0] / (top - bottom)
    columns = slice(max(0, int((box[0] - left) * across)), max(1, math.ceil((box[2] - left) * across)))
    rows = slice(max(0, int((top - box[3]) * down)), max(1, math.ceil((top - box[1]) * down)))
    seen = pixels[rows, columns]
    return bool(seen.size) and int(seen.max()) - int(seen.min()) >= LEAST_CONTRAST
