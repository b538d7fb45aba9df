"""Past answers as they are kept in a library, and as they are read again."""

from __future__ import annotations

from assistant.answering.past.kept import read_kept
from assistant.records.answers import Answer
from assistant.records.kept import Kept, KeptRow
from assistant.terminal.as_json import dumps_line
from assistant.terminal.kept_json import kept_json

ASKED_AT = "2026-01-03T10:00:59+00:00"


def row_of(answer: Answer, command: str = "ask", session: int | None = None, number: int = 3) -> KeptRow:
    """The row that keeps an answer."""
    return KeptRow(number, ASKED_AT, answer.question.text, dumps_line(kept_json(answer, command, session)))


def kept_of(answer: Answer, command: str = "ask", session: int | None = None, number: int = 3) -> Kept:
    """The answer of that row."""
    kept = read_kept(row_of(answer, command, session, number))
    assert kept is not None
    return kept
