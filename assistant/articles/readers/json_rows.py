"""JSON Lines, or a JSON array or object, to rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from assistant.articles.readers.decoding import MIB, DecodedLines, decoded, read_whole
from assistant.articles.readers.json_feeds import feed_rows_of, is_json_feed
from assistant.articles.readers.rows import Row, has_text
from assistant.articles.readers.wrapped_values import plain_values
from assistant.errors import UnreadableFile

LARGEST_JSON_BYTES = 256 * MIB  # a JSON file is read whole, at up to ten times its size in memory
# Names that a field holding the articles often has; tried before the others.
_LIST_NAMES = ("articles", "items", "data", "results", "docs", "documents", "entries", "rows", "response")
_DEEPEST = 3


def json_lines(stream: BinaryIO) -> Iterator[Row]:
    """A row for each line that is not blank; never more than about a MiB of lines in memory."""
    lines = DecodedLines(stream)
    return _parsed(lines, lines.new_remarks)


def json_rows(stream: BinaryIO) -> Iterator[Row]:
    """The rows of a JSON file: an array of objects, an object with one such array, or one object that is an article.

    A JSON Feed's items and WordPress' posts are rows too. A file that holds one object a line is read as JSON Lines.
    Raises UnreadableFile when it is no JSON or has no rows.
    """
    found = decoded(read_whole(stream, LARGEST_JSON_BYTES))
    for row in _rows_in(found.text):
        yield replace(row, remarks=found.remarks) if row.number == 1 else row


def _rows_in(text: str) -> Iterator[Row]:
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in text.strip():
            yield from _parsed(text.split("\n"), tuple)
            return
        raise UnreadableFile(
            f"is not valid JSON (line {error.lineno}, character {error.colno}: {error.msg})"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("is not JSON that can be read") from error
    if is_json_feed(value):
        yield from feed_rows_of(value)
        return
    if isinstance(value, dict) and has_text(plain_values(value)):
        yield _row(1, value)
        return
    rows = value if isinstance(value, list) else _array_of_objects(value, _DEEPEST)
    if rows is None:
        names = ", ".join(map(str, list(value)[:10])) if isinstance(value, dict) else type(value).__name__
        raise UnreadableFile(f"is neither an article nor a list of them (it holds: {names})")
    for number, row in enumerate(rows, start=1):
        yield _row(number, row)


def _parsed(lines: Iterable[str], new_remarks: Callable[[], tuple[str, ...]]) -> Iterator[Row]:
    number = 0
    for line in lines:
        if not line.strip():
            continue
        number += 1
        try:
            value = json.loads(line, strict=False)
        except json.JSONDecodeError as error:
            yield Row(number, bad=f"is not valid JSON (character {error.colno}: {error.msg})")
        except (ValueError, RecursionError):  # a number of thousands of digits; a thousand brackets
            yield Row(number, bad="is not JSON that can be read")
        else:
            yield replace(_row(number, value), remarks=new_remarks())


def _row(number: int, value: object) -> Row:
    return Row(number, plain_values(value)) if isinstance(value, dict) else Row(number, bad="is not a JSON object")


def _array_of_objects(value: object, levels: int) -> list[object] | None:
    """The list of objects in an object, or in an object within it, under a usual name or else under any."""
    if not isinstance(value, Mapping) or not levels:
        return None
    names = sorted(value, key=lambda name: _LIST_NAMES.index(name) if name in _LIST_NAMES else len(_LIST_NAMES))
    for name in names:
        if isinstance(value[name], list) and any(isinstance(item, Mapping) for item in value[name]):
            return list(value[name])
    inner = (_array_of_objects(value[name], levels - 1) for name in names)
    return next((rows for rows in inner if rows is not None), None)
