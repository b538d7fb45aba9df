"""A file of JSON Lines to questions whose answers are known; every bad row is named with its line."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO

from assistant.errors import UsageError
from assistant.records.evaluation import KnownQuestion

FIELDS = ("question", "id", "as_of", "answers", "articles", "quotes", "answerable")
STDIN = "-"
# One look at a terminal's line or two; a file with one wrong column has the fault in every row.
_MOST_FAULTS = 5


def read_known_questions(file: Path, stdin: BinaryIO, *, warn: Callable[[str], None]) -> tuple[KnownQuestion, ...]:
    """The questions of a file, or for ``-`` of standard input; blank lines are passed over.

    Fields that are not ours are counted in one warning. Raises UsageError, which names the first bad rows as FILE:LINE
    with what is wrong.
    """
    name = "standard input" if str(file) == STDIN else str(file)
    try:
        data = stdin.read() if str(file) == STDIN else file.read_bytes()
    except OSError as error:
        raise UsageError(f"{name!r} cannot be read: {error.strerror}.") from error
    questions: list[KnownQuestion] = []
    unknown: Counter[str] = Counter()
    faults: list[str] = []
    for line, row in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if not row.strip():
            continue
        try:
            given = _object(row)
            questions.append(_question(line, given))
            unknown.update(given.keys() - set(FIELDS))
        except _BadRow as bad:
            faults.append(f"{name}:{line}: {bad}")
    if faults:
        more = f"; and {len(faults) - _MOST_FAULTS:,} more" if len(faults) > _MOST_FAULTS else ""
        raise UsageError("; ".join(faults[:_MOST_FAULTS]) + f"{more}.", hint="See assistant eval --help for the rows.")
    if not questions:
        raise UsageError(f"{name!r} holds no question.", hint="See assistant eval --help for the rows.")
    if unknown:
        said = ", ".join(f"{field} ({count:,})" for field, count in sorted(unknown.items()))
        warn(f"Fields that are not read, with the rows that have them: {said}. A row's fields: {', '.join(FIELDS)}.")
    return tuple(questions)


class _BadRow(ValueError):
    """What is wrong with one row, in the reader's words."""


def _object(row: bytes) -> Mapping[str, object]:
    try:
        given = json.loads(row.decode("utf-8"))
    except UnicodeDecodeError:
        raise _BadRow("is not UTF-8") from None
    except (ValueError, RecursionError):  # a number or a depth that Python refuses is no row of ours either
        raise _BadRow("is not JSON") from None
    if not isinstance(given, dict):
        raise _BadRow("is not a JSON object")
    return given


def _question(line: int, given: Mapping[str, object]) -> KnownQuestion:
    lists = {name: _texts(given, name) for name in ("answers", "articles", "quotes")}
    answerable = given.get("answerable")
    if answerable is not None and not isinstance(answerable, bool):
        raise _BadRow(f"answerable is {_shown(answerable)}, not true or false")
    known = [name for name, texts in lists.items() if texts]
    if answerable is False and known:
        raise _BadRow(f"answerable is false, but there are {' and '.join(known)}")
    return KnownQuestion(
        line=line,
        text=_asked(given),
        id=_id(given),
        as_of=_day(given),
        answers=_with_words("answers", lists["answers"]),
        articles=tuple(name.removeprefix("./") for name in lists["articles"]),
        quotes=_with_words("quotes", lists["quotes"]),
        answerable=answerable is not False,
    )


def _asked(given: Mapping[str, object]) -> str:
    text = given.get("question")
    if text is None:
        raise _BadRow("has no question")
    if not isinstance(text, str):
        raise _BadRow(f"question is {_shown(text)}, not a text")
    if not any(character.isalnum() for character in text):
        raise _BadRow("the question is empty")
    return _whole_characters(text).strip()


def _id(given: Mapping[str, object]) -> str | int | None:
    value = given.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise _BadRow(f"id is {_shown(value)}, not a text or a whole number")
    return value


def _day(given: Mapping[str, object]) -> date | None:
    value = given.get("as_of")
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _BadRow(f"as_of is {_shown(value)}, not a day such as 2024-08-01")


def _texts(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = given.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise _BadRow(f"{name} is {_shown(values)}, not a list of texts")
    for value in values:
        if not isinstance(value, str):
            raise _BadRow(f"{name} holds {_shown(value)}, which is not a text")
        if not value.strip():
            raise _BadRow(f"{name} holds an empty text")
    return tuple(_whole_characters(value).strip() for value in values)


def _with_words(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts; one without a word or a figure would be found in every sentence."""
    for text in texts:
        if not any(character.isalnum() for character in text):
            raise _BadRow(f"{name} holds {_shown(text)}, which has no word in it")
    return texts


def _whole_characters(text: str) -> str:
    """The text without halves of characters, which JSON's escapes can write and nothing else can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"
