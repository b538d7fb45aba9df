"""A CSV or TSV file to rows: the first line names the columns, and shows what parts them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import BinaryIO

from assistant.articles.metadata.published import length_of_date
from assistant.articles.readers.decoding import LONGEST_LINE_BYTES, DecodedLines
from assistant.articles.readers.rows import Row, is_known_name
from assistant.errors import UnreadableFile
from assistant.language.lines import ends_sentence
from assistant.language.normalise import cut_at_word, one_line

DELIMITERS = ",;\t|"
_LONGEST_SHOWN = 80
# A first line by which Excel is told what parts the columns.
_NAMED_DELIMITER = re.compile(r"sep=(.)", re.IGNORECASE)


def csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """A row for each record after the header; raises UnreadableFile when there is no header."""
    decoded = DecodedLines(stream)
    columns, delimiter, header_at, lines = _header(iter(decoded))
    # Strict, for a quotation mark that is never closed would otherwise swallow the rest of the file without a word.
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        first_line = header_at + records.line_num + 1
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Row(number, bad=f"(lines {first_line} to {header_at + records.line_num}) is not valid CSV: {error}")
            continue
        if not any(map(str.strip, record)):
            continue
        number += 1
        if len(record) > len(columns):
            yield Row(number, bad=f"(line {first_line}) has {len(record)} fields, and the header has {len(columns)}")
        else:
            yield Row(number, dict(zip_longest(columns, record, fillvalue="")), remarks=decoded.new_remarks())


def _header(lines: Iterator[str]) -> tuple[list[str], str, int, Iterator[str]]:
    """The names of the columns, what parts them, the number of their line, and the lines behind it.

    Raises UnreadableFile where there are none.
    """
    rest = _lines_of_any_end(lines)
    written = ((number, line) for number, line in enumerate(rest, start=1) if line.strip())
    header_at, first = next(written, (0, ""))
    named = _NAMED_DELIMITER.fullmatch(first.strip("\r\n"))
    header_at, header_line = next(written, (0, "")) if named else (header_at, first)
    if not header_line or "\0" in header_line:
        raise UnreadableFile("is empty" if not header_line else "is not a text file (it holds zero bytes)")
    delimiter = named[1] if named else _delimiter(header_line)
    # The module's own limit is 131,072 characters, which a long article exceeds.
    csv.field_size_limit(LONGEST_LINE_BYTES)
    try:
        columns = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
    except csv.Error as error:
        raise UnreadableFile(f"has a header that is not valid CSV: {error}") from error
    if not any(map(is_known_name, columns)) and any(map(_is_data, columns)):
        shown = cut_at_word(one_line(header_line), _LONGEST_SHOWN)
        raise UnreadableFile(f"has no header: its first line must name the columns, and is {shown!r}")
    return columns, delimiter, header_at, rest


def _lines_of_any_end(lines: Iterator[str]) -> Iterator[str]:
    """The lines, where they end with a carriage return alone, as Mac OS had them before 2001, parted there."""
    first = next(lines, "")
    if "\r" not in first.rstrip("\r\n"):
        yield from chain([first], lines)
        return
    for line in chain([first], lines):
        yield from io.StringIO(line, newline="\r")


def _is_data(cell: str) -> bool:
    """Whether this is no name of a column, but a date, an address or a sentence."""
    return length_of_date(cell) == len(cell) > 0 or "://" in cell or ends_sentence(cell)


def _delimiter(header_line: str) -> str:
    """The one of the usual delimiters that stands most often outside quotation marks in the header."""
    outside = "".join(header_line.split('"')[::2])
    counts = Counter(character for character in outside if character in DELIMITERS)
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
