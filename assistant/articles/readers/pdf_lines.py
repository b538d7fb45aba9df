"""A PDF's lines, with their size and place, to paragraphs and the heading that is set largest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.language.lines import ends_sentence, join_lines, usual_width, words_of

# Lines at least this much larger than most of the text are headings; a step down the page this much longer than
# usual parts paragraphs. Body text on real pages varies by a few per cent in either.
HEADING_SIZE, PARAGRAPH_STEP = 1.15, 1.3

_PAGE_NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words, the height of its letters and its distance from the page's foot, in points."""

    text: str
    size: float
    height: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> tuple[list[str], str]:
    """The paragraphs of all pages, and which of them on the first page is its largest heading (empty: none)."""
    kept = [_without_running_lines(page, _running(pages), alone=len(pages) == 1) for page in pages]
    lines = [line for page in kept for line in page]
    body = _usual_size(lines)
    texts = [line.text for line in lines]
    width, words = usual_width([line.text for line in lines if line.size < body * HEADING_SIZE]), words_of(texts)
    heading, largest, paragraphs = "", body * HEADING_SIZE, list[str]()
    for block in _blocks(kept, body):
        size = block[0].size
        if size >= body * HEADING_SIZE:
            paragraphs.append(" ".join(line.text for line in block))
            if size >= largest and block[0] in kept[0]:
                largest, heading = size + 0.1, paragraphs[-1]
        else:
            paragraphs += join_lines([line.text for line in block], width=width, words=words, hyphenated=True)
    return paragraphs, heading


def _blocks(pages: Sequence[Sequence[Line]], body: float) -> list[list[Line]]:
    """Lines of one size that follow each other at the usual distance; a sentence goes on over the end of a page."""
    steps = [
        above.height - line.height for page in pages for above, line in pairwise(page) if above.height > line.height
    ]
    usual_step = median(steps) if steps else 0.0
    blocks: list[list[Line]] = []
    for page in pages:
        for number, line in enumerate(page):
            if blocks and not _parted(blocks[-1][-1], line, body, usual_step, new_page=number == 0):
                blocks[-1].append(line)
            else:
                blocks.append([line])
    return blocks


def _parted(above: Line, line: Line, body: float, usual_step: float, *, new_page: bool) -> bool:
    headings = [one.size >= body * HEADING_SIZE for one in (above, line)]
    if headings[0] != headings[1] or (headings[0] and abs(above.size - line.size) > 0.5):
        return True
    if new_page:
        return ends_sentence(above.text)
    # A step within a heading is as much longer as its letters are higher.
    return above.height - line.height > usual_step * PARAGRAPH_STEP * max(1.0, line.size / body)


def _usual_size(lines: Sequence[Line]) -> float:
    """The size that most characters are set in."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[line.size] += len(line.text)
    return characters.most_common(1)[0][0] if characters else 0.0


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """First and last lines that stand on at least half of three or more pages, whatever numbers they carry."""
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in (*page[:1], *page[-1:])})
    return frozenset(shape for shape, count in edges.items() if count >= max(3, len(pages) / 2))


def _without_running_lines(page: Sequence[Line], running: frozenset[str], *, alone: bool) -> list[Line]:
    """The page without running heads and feet and, unless it is the only one, page numbers."""
    lines = list(page)
    for edge in (0, -1):
        while lines and (_shape(lines[edge]) in running or (not alone and _PAGE_NUMBER.fullmatch(lines[edge].text))):
            del lines[edge]
    return lines


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)
