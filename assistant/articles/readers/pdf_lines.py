"""A PDF's lines, with their size and place, to paragraphs and the heading that is set largest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.language.languages import language_of
from assistant.language.lines import ends_sentence, join_lines, usual_width, words_of
from assistant.models.english_words import english_words

# Lines at least this much larger than most of the text are headings; a step down the page this much longer than
# usual parts paragraphs. Body text on real pages varies by a few per cent in either.
HEADING_SIZE, PARAGRAPH_STEP = 1.15, 1.3
# A first line that begins this much further in than the one above, in its letters' size, begins a paragraph.
INDENT = 0.8
# Lines of this share of the usual size, from one that begins with a mark to the end of the column, are notes.
NOTE_SIZE = 0.92

# Shorter halves are words by chance ("re", "in", "or").
SHORTEST_HALF = 3

_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_WORD_END = re.compile(r"[^\W\d_]+")
_NOTE_MARK = re.compile(r"(?:\d{1,3}[.)]?\s|[¹²³⁴-⁹⁰]+|[*†‡§])\s*\S")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words, the height of its letters and its distance from the page's foot, in points.

    `indent` is how far from the left edge of its column it begins.
    """

    text: str
    size: float
    height: float
    indent: float = 0.0
    in_table: bool = False


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> tuple[list[str], str]:
    """The paragraphs of all pages, and which of them on the first page is its largest heading (empty: none).

    Notes at the foot of a page or column come last, so that no sentence is cut by them.
    """
    lines = [line for page in pages for line in page]
    body = _usual_size(lines)
    parted = [_without_notes(page, body) for page in pages]
    texts, notes = [text for text, _ in parted], [note for _, note in parted]
    width = usual_width([line.text for line in lines if line.size < body * HEADING_SIZE])
    words = _with_compounds([line.text for line in lines])
    heading, largest, paragraphs = "", body * HEADING_SIZE, list[str]()
    for block in [*_blocks(texts, body), *_blocks(notes, body)]:
        size = block[0].size
        if block[0].in_table:
            paragraphs.append("\n".join(line.text for line in block))
        elif size >= body * HEADING_SIZE:
            paragraphs.append(" ".join(line.text for line in block))
            if size >= largest and block[0] in pages[0]:
                largest, heading = size + 0.1, paragraphs[-1]
        else:
            paragraphs += join_lines([line.text for line in block], width=width, words=words, hyphenated=True)
    return paragraphs, heading


def _without_notes(page: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of the notes at the foot of its columns."""
    text: list[Line] = []
    notes: list[Line] = []
    column: list[Line] = []
    for line, following in pairwise([*page, None]):
        column += [line] if line else []
        if following and line and following.height < line.height:
            continue
        first = _first_note(column, body)
        text, notes, column = [*text, *column[:first]], [*notes, *column[first:]], []
    return text, notes


def _first_note(column: Sequence[Line], body: float) -> int:
    """Where the notes begin that end a column; behind its last line when there are none."""
    first = len(column)
    while first > 0 and column[first - 1].size < body * NOTE_SIZE and not column[first - 1].in_table:
        first -= 1
    marked = [number for number in range(first, len(column)) if _NOTE_MARK.match(column[number].text)]
    return marked[0] if marked else len(column)


def _with_compounds(lines: Sequence[str]) -> frozenset[str]:
    """The words of the text, and of those that a line's end breaks at their own hyphen ("twenty-first") the whole.

    A hyphen at a line's end is a word's own when both halves are words and the two together are none. The text tells
    its words; an English one is helped by the words that English has most.
    """
    broken = [
        (left[1], right[0])
        for above, line in pairwise(lines)
        if (left := _BROKEN_WORD.search(above)) and (right := _WORD_END.match(line))
    ]
    # Not the halves themselves, as far as they do not stand alone elsewhere.
    alone = Counter(word.lower() for line in lines for word in _WORD_END.findall(line))
    alone -= Counter(half.lower() for halves in broken for half in halves)
    known = set(alone) | (english_words() if broken and language_of("\n".join(lines)) == "en" else set())
    return words_of(lines) | {
        f"{left}-{right}"
        for left, right in broken
        if min(len(left), len(right)) >= SHORTEST_HALF
        and (left + right).lower() not in known
        and known.issuperset({left.lower(), right.lower()})
    }


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
    if above.in_table or line.in_table:
        return above.in_table != line.in_table or new_page
    headings = [one.size >= body * HEADING_SIZE for one in (above, line)]
    if headings[0] != headings[1] or (headings[0] and abs(above.size - line.size) > 0.5):
        return True
    if new_page or line.height > above.height:  # the next page or column
        return ends_sentence(above.text)
    if not headings[0] and above.indent < 0.2 * line.size and INDENT < line.indent / line.size < 4 * INDENT:
        return True
    # A step within a heading is as much longer as its letters are higher.
    return above.height - line.height > usual_step * PARAGRAPH_STEP * max(1.0, line.size / body)


def _usual_size(lines: Sequence[Line]) -> float:
    """The size that most characters are set in."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[line.size] += len(line.text)
    return characters.most_common(1)[0][0] if characters else 0.0
