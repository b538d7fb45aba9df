"""The rows of a file's pages without running heads, feet and page numbers, wherever they are drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.articles.readers.pdf_pieces import Row, row_text
from assistant.language.lines import ends_sentence

# Rows from the edge of a page that may be its head or foot, if they stand apart from the text: by their size, or by
# this much more room than between its lines.
MOST_MARGIN_ROWS = 3
APART_SIZE, APART_STEP = 0.95, 1.3
# Heads of left and of right pages, or of chapters, stand on some of the pages only.
LEAST_PAGES, LEAST_OF_MANY_PAGES, MANY_PAGES = 2, 3, 9
SHORTEST_HEAD = 4  # characters of a part of a row

_PAGE_NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.IGNORECASE)
# What browsers print around a page: when, its address, which page of how many.
_PRINTED_AT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pages:
    """The rows of the pages' texts, and the address that a browser printed beside them (empty: none)."""

    rows: list[list[Row]]
    printed_from: str = ""


def without_margins(pages: Sequence[list[Row]]) -> Pages:
    """The pages without what stands around their text."""
    body, step = _usual_size(pages), _usual_step(pages)
    margins = [_margin(page, body, step) + _margin(page[::-1], body, step) for page in pages]
    shapes = Counter(shape for margin in margins for shape in {shape for row in margin for shape in _shapes(row)})
    needed = LEAST_PAGES if len(pages) < MANY_PAGES else LEAST_OF_MANY_PAGES
    running = frozenset(shape for shape, count in shapes.items() if count >= needed)
    address = _printed_from(margins)
    kept = []
    for page, margin in zip(pages, margins, strict=True):
        goes = [
            _is_in(row, margin) and (not running.isdisjoint(_shapes(row)) or (bool(address) and _is_browsers(row)))
            if not _PAGE_NUMBER.fullmatch(row_text(row))
            else len(pages) > 1 and (_is_in(row, margin) or not ends_sentence(row_text(row)))
            for row in page
        ]
        first = next((number for number, gone in enumerate(goes) if not gone), len(page))
        last = next((number for number, gone in enumerate(goes[::-1]) if not gone), 0)
        kept.append(page[first : len(page) - last])
    # Slides may all say the same, and nothing else.
    return Pages(kept if any(kept) else list(pages), address)


def _margin(page: Sequence[Row], body: float, step: float) -> list[Row]:
    """The rows at the edge of a page, which comes first here, that stand apart from the text."""
    margin: list[Row] = []
    for row, inner in pairwise([*page[: MOST_MARGIN_ROWS + 1], *([[]] if len(page) == 1 else [])]):
        size = max(piece.size for piece in row)
        near = bool(inner) and abs(row[0].y - inner[0].y) <= step * APART_STEP
        # A sentence of the text's own size is text, even where many pages end with the like of it.
        if size >= body * APART_SIZE and (near or ends_sentence(row_text(row))):
            break
        margin.append(row)
    return margin


def _is_in(row: Row, margin: Sequence[Row]) -> bool:
    return any(row is one for one in margin)


def _printed_from(margins: Sequence[Sequence[Row]]) -> str:
    """The address that a browser printed, together with the time, at the edges of the first page."""
    words = [piece.text for row in (margins[0] if margins else []) for piece in row]
    address = next(filter(_ADDRESS.fullmatch, words), "")
    if not address or not any(map(_PRINTED_AT.match, words)):
        return ""
    return "" if address.endswith(("…", "...")) else address


def _is_browsers(row: Row) -> bool:
    return any(_PRINTED_AT.match(piece.text) or _ADDRESS.fullmatch(piece.text) for piece in row)


def _usual_size(pages: Sequence[list[Row]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            for piece in row:
                sizes[piece.size] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _usual_step(pages: Sequence[list[Row]]) -> float:
    steps = [above[0].y - row[0].y for page in pages for above, row in pairwise(page)]
    return median(steps) if steps else 0.0


def _shapes(row: Row) -> set[str]:
    """The words of a row and of its parts, whatever their numbers: of two heads in a row one may change."""
    words = [row_text(row), *(piece.text for piece in row if len(piece.text) >= SHORTEST_HEAD)]
    return {re.sub(r"\d+", "0", one) for one in words}
