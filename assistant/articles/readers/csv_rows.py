"""A CSV or TSV file to rows: the first line names the columns, and shows what parts them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import BinaryIO

from assistant.articles.readers.decoding import LONGEST_LINE_BYTES, DecodedLines
from assistant.articles.readers.rows import Row
from assistant.errors import UnreadableFile

DELIMITERS = ",;\t|"


def csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """A row for each record after the header; raises UnreadableFile when there is no header."""
    decoded = DecodedLines(stream)
    lines = iter(decoded)
    header_line = next((line for line in lines if line.strip()), "")
    if not header_line or "\0" in header_line:
        raise UnreadableFile("is empty" if not header_line else "is not a text file (it holds zero bytes)")
    delimiter = _delimiter(header_line)
    # The module's own limit is 131,072 characters, which a long article exceeds.
    csv.field_size_limit(LONGEST_LINE_BYTES)
    try:
        columns = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
    except csv.Error as error:
        raise UnreadableFile(f"has a header that is not valid CSV: {error}") from error
    # Strict, for a quotation mark that is never closed would otherwise swallow the rest of the file without a word.
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        first_line = records.line_num + 2
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Row(number, bad=f"(lines {first_line} to {records.line_num + 1}) is not valid CSV: {error}")
            continue
        if not any(map(str.strip, record)):
            continue
        number += 1
        if len(record) > len(columns):
            yield Row(number, bad=f"(line {first_line}) has {len(record)} fields, and the header has {len(columns)}")
        else:
            yield Row(number, dict(zip_longest(columns, record, fillvalue="")), remarks=decoded.new_remarks())


def _delimiter(header_line: str) -> str:
    """The one of the usual delimiters that stands most often outside quotation marks in the header."""
    outside = "".join(header_line.split('"')[::2])
    counts = Counter(character for character in outside if character in DELIMITERS)
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
