"""The rows of a page to its lines in the order in which they are read: column by column, tables row by row.

A band is a run of rows that leave the same strip of the page empty. Where what stands on both sides of a strip is
lines of text, and not the cells of a table, the strip parts columns: the left one is read first, unless the text runs
from right to left. Each column is looked at in the same way, so that a heading may stand over two of three columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from assistant.articles.readers.pdf_lines import Line
from assistant.articles.readers.pdf_pieces import COLUMN_GAP, Piece, Row, is_right_to_left, row_text

CELL_MARK = " | "
# Of lines of text; cells of a table are shorter. The narrowest columns of newspapers hold about 20 characters.
LEAST_CHARACTERS, LEAST_LINES = 15, 3

Strip = tuple[float, float]


def lines_in_order(rows: Sequence[Row]) -> list[Line]:
    """The lines of these rows, which go from the top of the page to its foot."""
    lines: list[Line] = []
    flowing: list[Row] = []  # rows that stand in no band of columns; a table may go over them
    known = [place for _, places in _parts(rows, []) for place in places]
    for band, places in _parts(rows, known):
        if not places:
            flowing += band
            continue
        lines += _one_column(flowing)
        flowing = []
        columns = _parted(band, places)
        leftward = is_right_to_left("".join(piece.text for row in band for piece in row))
        for column in columns[::-1] if leftward else columns:
            lines += lines_in_order(column)
    return lines + _one_column(flowing)


def _parts(rows: Sequence[Row], known: Sequence[float]) -> Iterator[tuple[Sequence[Row], list[float]]]:
    """Bands of columns with the places that part them, and the rows in between each alone, without any."""
    start = 0
    while start < len(rows):
        band, strips = _band(rows, start)
        places = _places(band, strips)
        if not places:
            band, places = _short_band(rows, start, known)
        yield band, places
        start += len(band)


def _band(rows: Sequence[Row], start: int) -> tuple[Sequence[Row], list[Strip]]:
    """The longest band that begins with this row, and the strips that are empty in all its rows."""
    strips: list[Strip] = [(min(row[0].left for row in rows), max(row[-1].right for row in rows))]
    for number in range(start, len(rows)):
        left_empty = _without(strips, rows[number])
        if not left_empty:
            return rows[start:number], strips if number > start else []
        strips = left_empty
    return rows[start:], strips


def _without(strips: Sequence[Strip], row: Row) -> list[Strip]:
    """What is left of the strips beside the pieces of a row, where it is wide enough."""
    least = COLUMN_GAP * max(piece.size for piece in row)
    left = list(strips)
    for piece in row:
        parts = [
            part
            for start, end in left
            for part in ((start, min(end, piece.left)), (max(start, piece.right), end))
            if part[1] > part[0]
        ]
        left = parts
    return [(start, end) for start, end in left if end - start >= min(least, 12.0)]


def _short_band(rows: Sequence[Row], start: int, known: Sequence[float]) -> tuple[Sequence[Row], list[float]]:
    """The rows from this one on that are parted at a place `known` from elsewhere on the page; else this row alone."""
    for place in known:
        end = next((number for number in range(start, len(rows)) if _covers(rows[number], place)), len(rows))
        band = rows[start:end]
        if band and all(map(_is_text, _parted(band, [place]))):
            return band, [place]
    return rows[start : start + 1], []


def _covers(row: Row, place: float) -> bool:
    return any(piece.left < place < piece.right for piece in row)


def _places(band: Sequence[Row], strips: Sequence[Strip]) -> list[float]:
    """Where the strips part columns of text."""
    places = [(start + end) / 2 for start, end in strips]
    while places:
        columns = _parted(band, places)
        few = max(len(column) for column in columns) < LEAST_LINES
        wrong = next((number for number, column in enumerate(columns) if few or not _is_text(column)), None)
        if wrong is None:
            break
        del places[max(0, wrong - 1)]
    return places


def _parted(band: Sequence[Row], places: Sequence[float]) -> list[list[Row]]:
    bounds = [float("-inf"), *places, float("inf")]
    columns = []
    for left, right in pairwise(bounds):
        column = [[piece for piece in row if left < (piece.left + piece.right) / 2 <= right] for row in band]
        columns.append([row for row in column if row])
    return columns


def _is_text(column: Sequence[Row]) -> bool:
    lengths = [sum(len(piece.text) for piece in row) for row in column]
    return bool(lengths) and median(lengths) >= LEAST_CHARACTERS


def _one_column(rows: Sequence[Row]) -> list[Line]:
    """A line for each row; rows that follow each other and are parted at the same place are those of a table."""
    if not rows:
        return []
    parted = [_share_gaps(above, row) for above, row in pairwise(rows)]
    left = min(row[0].left for row in rows)
    lines = []
    for number, row in enumerate(rows):
        in_table = any(parted[max(0, number - 1) : number + 1])
        size = max(piece.size for piece in row)
        words = row_text(row, CELL_MARK if in_table else " ")
        lines.append(Line(words, size, row[0].y, indent=row[0].left - left, in_table=in_table))
    return lines


def _share_gaps(above: Row, row: Row) -> bool:
    """Whether at least half of the gaps in one of two rows stand over gaps of the other."""
    fewer, more = sorted((_gaps(above), _gaps(row)), key=len)
    least = COLUMN_GAP * row[0].size
    shared = sum(any(min(end, last) - max(start, first) >= least for first, last in more) for start, end in fewer)
    return bool(fewer) and shared >= len(fewer) / 2


def _gaps(row: Sequence[Piece]) -> list[Strip]:
    return [(before.right, after.left) for before, after in pairwise(row)]
