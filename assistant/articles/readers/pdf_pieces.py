"""A page's glyphs to pieces, the runs of letters that stand together, and the pieces to rows by their baselines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from assistant.articles.readers.pdf_glyphs import Glyph
from assistant.language.normalise import clean_characters
from assistant.language.raised import raised

# In sizes of the letters: a wider gap may part columns or cells, a narrower one words; letters of one word touch.
COLUMN_GAP, WORD_GAP = 0.8, 0.2
# A letter that is so much smaller than those before it and stands so much higher is set above the line.
_RAISED_SIZE, _RAISED_BY, _RAISED_AT_MOST = 0.88, 0.15, 0.7
_SAME_BASELINE = 0.4
# What is so many times larger belongs to other words.
_OTHER_SIZE = 2.2
# Letters of a line that is written downwards follow each other within this many sizes.
_DOWNWARD_STEP = 1.6
# Letter-spaced words: between words there is at least this much more room than between letters.
_SPACED_WORD = 1.6
# Fewer words of one letter each may be initials.
FEWEST_SPACED = 4
# The first letter of a text, so much larger than the others, hangs down beside the first lines.
_HANGING_SIZE, _HANGING_GAP = 1.6, 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that stand together on one baseline `y`, from `left` to `right`, in points along the line."""

    text: str
    left: float
    right: float
    y: float
    size: float


Row = list[Piece]


def layers_of(glyphs: Sequence[Glyph]) -> list[list[Row]]:
    """The rows of a page from its top, for each direction of reading on it, that of the most letters first.

    Lines that are written downwards, as Chinese and Japanese can be, are lines turned by a quarter: the next one is to
    their left, as it is below when the page is turned.
    """
    by_direction: dict[int, list[Glyph]] = {}
    for glyph in _downward(glyphs):
        by_direction.setdefault(glyph.turned, []).append(glyph)
    layers = sorted(by_direction.values(), key=len, reverse=True)
    return [rows for layer in layers if (rows := _rows(_with_hanging_letters(list(_pieces(layer)))))]


def row_text(row: Sequence[Piece], cell_mark: str = " ") -> str:
    """The words of a row's pieces in the order in which they are read, `cell_mark` between those far apart."""
    text = "".join(piece.text for piece in row)
    ordered = sorted(row, key=lambda piece: piece.left, reverse=is_right_to_left(text))
    words = ordered[0].text
    for before, piece in pairwise(ordered):
        gap, size = max(piece.left - before.right, before.left - piece.right), max(piece.size, before.size)
        words += (cell_mark if gap > COLUMN_GAP * size else " " if gap > WORD_GAP * size else "") + piece.text
    return words


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are of scripts that run from right to left."""
    if text.isascii():
        return False
    kinds = Counter(unicodedata.bidirectional(character) for character in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _downward(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs, those of lines that are written downwards turned by three quarters, as they are read."""
    stands_below = [_is_below(before, after) for before, after in pairwise(glyphs)]
    for number, glyph in enumerate(glyphs):
        if any(stands_below[max(0, number - 1) : number + 1]):
            # Along the line is down the page, and the next line is to the left.
            middle = (glyph.left + glyph.right) / 2
            top = glyph.y + glyph.size
            yield replace(glyph, left=-top, right=-glyph.y, y=middle, turned=(glyph.turned + 3) % 4)
        else:
            yield glyph


def _is_below(before: Glyph, after: Glyph) -> bool:
    if before.turned != after.turned or not (before.character > "\u2e7f" and after.character > "\u2e7f"):
        return False
    shifted = abs((before.left + before.right) - (after.left + after.right)) / 2
    return shifted < 0.3 * after.size and 0.5 * after.size < before.y - after.y < _DOWNWARD_STEP * after.size


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[Piece]:
    leftward = is_right_to_left("".join(glyph.character for glyph in glyphs))
    piece: list[Glyph] = []
    last: Glyph | None = None  # that is no space
    for glyph in glyphs:
        if not glyph.character.isspace():
            if last and _is_apart(last, piece, glyph):
                yield from _piece(piece, leftward=leftward)
                piece = []
            last = glyph
        piece.append(glyph)
    yield from _piece(piece, leftward=leftward)


def _is_apart(last: Glyph, piece: Sequence[Glyph], glyph: Glyph) -> bool:
    size = max(glyph.size, last.size, piece[0].size if piece else 0.0)
    gap = max(glyph.left - last.right, last.left - glyph.right)
    if max(glyph.size, last.size) > _OTHER_SIZE * min(glyph.size, last.size):
        return True
    return abs(glyph.y - last.y) > _RAISED_AT_MOST * size or gap > COLUMN_GAP * size


def _piece(glyphs: Sequence[Glyph], *, leftward: bool) -> Iterator[Piece]:
    inked = [glyph for glyph in glyphs if not glyph.character.isspace()]
    if not inked:
        return
    size, y = Counter((glyph.size, glyph.y) for glyph in inked).most_common(1)[0][0]
    size = max(size, median(glyph.size for glyph in inked))
    shown = _logical(glyphs) if _goes_left(glyphs, leftward=leftward) else _with_spaces(glyphs, inked)
    runs = groupby(shown, key=lambda glyph: _is_raised(glyph, size, y))
    words = "".join(
        raised(text) if above else text for above, run in runs for text in ["".join(one.character for one in run)]
    )
    text = " ".join(clean_characters(words).split())
    if text:
        yield Piece(text, min(one.left for one in inked), max(one.right for one in inked), y, size)


def _goes_left(glyphs: Sequence[Glyph], *, leftward: bool) -> bool:
    """Whether a piece is of a script that is read from the right; a figure alone goes with what most of the page is."""
    text = "".join(glyph.character for glyph in glyphs)
    return is_right_to_left(text) or (leftward and "L" not in map(unicodedata.bidirectional, text))


def _logical(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs as they are read from the right, figures and foreign words from the left."""
    from_right = _with_drawn_gaps(sorted(glyphs, key=lambda glyph: -(glyph.left + glyph.right)))
    ordered: list[Glyph] = []
    for goes_left, run in groupby(_with_level(from_right), key=lambda one: one[1]):
        part = [glyph for glyph, _ in run]
        ordered += part if goes_left else part[::-1]
    return ordered


def _with_level(glyphs: Sequence[Glyph]) -> list[tuple[Glyph, bool]]:
    """Each glyph with whether it is read leftward; what stands within a figure or foreign word is not."""
    kinds = [unicodedata.bidirectional(glyph.character) for glyph in glyphs]
    strong = [number for number, kind in enumerate(kinds) if kind in {"L", "EN", "AN", "R", "AL"}]
    levels = [True] * len(glyphs)
    for first, second in pairwise([*strong, *strong[-1:]]):
        if kinds[first] not in {"R", "AL"}:
            within = kinds[second] not in {"R", "AL"}
            for number in range(first, max(second, first + 1) if within else first + 1):
                levels[number] = False
    return list(zip(glyphs, levels, strict=True))


def _is_raised(glyph: Glyph, size: float, y: float) -> bool:
    return glyph.size <= _RAISED_SIZE * size and _RAISED_BY * size < glyph.y - y < _RAISED_AT_MOST * size


def _with_spaces(glyphs: Sequence[Glyph], inked: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs with the spaces between words; letter-spaced words ("T h e  h a r b o u r") close up."""
    words = "".join(glyph.character for glyph in glyphs).split()
    if len(words) < FEWEST_SPACED or median(map(len, words)) > 1 or not re.search(r"[a-zA-Z]", "".join(words)):
        return _with_drawn_gaps(glyphs)
    gaps = [max(0.0, after.left - before.right) for before, after in pairwise(inked)]
    usual, closed = median(gaps), [inked[0]]
    for glyph, gap in zip(inked[1:], gaps, strict=True):
        if gap > _SPACED_WORD * usual:
            closed.append(replace(glyph, character=" "))
        closed.append(glyph)
    return closed


def _with_drawn_gaps(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs with a space where two stand apart like words and none was drawn."""
    spaced = [glyphs[0]]
    for before, glyph in pairwise(glyphs):
        gap = max(glyph.left - before.right, before.left - glyph.right)
        if gap > WORD_GAP * max(before.size, glyph.size) and not (before.character + glyph.character).count(" "):
            spaced.append(replace(glyph, character=" "))
        spaced.append(glyph)
    return spaced


def _with_hanging_letters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, a large letter that hangs beside the first lines put in front of the first of them."""
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    kept = list(pieces)
    for letter in pieces:
        if len(letter.text) > 1 or not letter.text.isupper() or letter.size < _HANGING_SIZE * usual:
            continue
        beside = [
            piece
            for piece in kept
            if 0 <= piece.left - letter.right < _HANGING_GAP * usual and letter.y < piece.y < letter.y + letter.size
        ]
        if not beside:
            continue
        first = max(beside, key=lambda piece: piece.y)
        words = letter.text + (" " if first.text[0].isupper() else "") + first.text
        for piece in beside:  # they begin where the column does
            text = words if piece is first else piece.text
            kept[kept.index(piece)] = replace(piece, text=text, left=letter.left)
        kept.remove(letter)
    return kept


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces of one baseline, from the top of the page; in a row from its left."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        if rows and rows[-1][0].y - piece.y <= _SAME_BASELINE * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]
