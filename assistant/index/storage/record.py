"""The record of what was asked: past answers listed, found by their words, and forgotten.

The index of their words is made of the answers when it is asked for, so that keeping an answer costs nothing more, and
nothing has to be mended in it: whatever is missing is read off the answers, and it is emptied when one of them goes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from assistant.errors import LibraryError, UsageError
from assistant.index.storage.checksums import forget_gone, is_kept_sound
from assistant.index.storage.schema import rows_for
from assistant.index.storage.tables import TOKENIZER
from assistant.patterns import lazy_pattern
from assistant.records.kept import Asking, KeptRow, Span

EVERYTHING = Asking()
# The words of an answer: its question, what it states, and what it quotes or comes nearest.
_WORDS = """
SELECT id, question,
    (SELECT group_concat(json_extract(value, '$.text'), char(10)) FROM json_each(whole, '$.statements')),
    (SELECT group_concat(json_extract(value, '$.quote'), char(10))
     FROM (SELECT value FROM json_each(whole, '$.citations') UNION ALL SELECT value FROM json_each(whole, '$.nearest')))
FROM (SELECT id, question, CASE WHEN json_valid(answer) THEN answer ELSE 'null' END AS whole FROM answers WHERE {where})
"""
_UNREAD = "id NOT IN (SELECT id FROM words_of_answers_docsize)"
_GONE = "SELECT count(*) FROM words_of_answers_docsize WHERE id NOT IN (SELECT id FROM answers)"
_LATER_THAN_ALL = "~"
_PHRASE = lazy_pattern(r'"([^"]+)"|(\S+)')
_EXCERPT_WORDS = 24
_OPENS, _CLOSES = "\ue000", "\ue001"


class RecordReader:
    """Questions to the record over one connection; `tell` is told what could not be searched."""

    def __init__(self, connection: sqlite3.Connection, tell: Callable[[str], None] | None = None) -> None:
        self._connection, self._tell = connection, tell

    def all(self, since: date | None = None) -> Iterator[KeptRow]:
        """Every answer kept, or those since a day (UTC), the oldest first."""
        asking = Asking(since=since.isoformat() if since else "")
        return map(self._row, self._connection.execute(*_select(asking, "ORDER BY id")))

    def newest(self, asking: Asking = EVERYTHING, limit: int | None = None) -> list[KeptRow]:
        """Those asked for, the newest first; with all the words in any form, those in quotation marks in a row."""
        if asking.words:
            self._read_words()
        rows = self._connection.execute(*_select(asking, "ORDER BY id DESC LIMIT ?", -1 if limit is None else limit))
        found = list(map(self._row, rows))
        return self._with_excerpts(found, asking.words) if asking.words else found

    def count(self, asking: Asking = EVERYTHING) -> int:
        """How many are asked for."""
        return int(self._connection.execute(*_select(asking, "", columns="count(*)")).fetchone()[0])

    def one(self, number: int) -> KeptRow:
        """The answer of this number. Raises UsageError."""
        row = self._connection.execute("SELECT * FROM answers WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise UsageError(f"No answer is kept under the number {number}.", hint="`assistant history` lists them.")
        return self._row(row)

    def last_of(self, command: str) -> KeptRow | None:
        """The newest answer that this command gave."""
        rows = self._connection.execute(
            "SELECT * FROM answers WHERE json_valid(answer) AND json_extract(answer, '$.asked.command') = ?"
            " ORDER BY id DESC LIMIT 1",
            (command,),
        )
        row = rows.fetchone()
        return None if row is None else self._row(row)

    def _row(self, row: sqlite3.Row) -> KeptRow:
        sound = is_kept_sound(self._connection, "answers", row)
        return KeptRow(row["id"], row["asked_at"], row["question"], row["answer"] if sound else "")

    def _read_words(self) -> None:
        """Brings the index of words up to date, where something can be written."""
        try:
            if self._connection.execute(_GONE).fetchone()[0]:
                self._connection.execute("INSERT INTO words_of_answers (words_of_answers) VALUES ('delete-all')")
            self._connection.execute(
                f"INSERT INTO words_of_answers (rowid, question, answer, quotations) {_WORDS.format(where=_UNREAD)}"
            )
        except LibraryError as error:
            unread = self._connection.execute(f"SELECT count(*) FROM answers WHERE {_UNREAD}").fetchone()[0]
            if unread and self._tell is not None:
                self._tell(f"The newest answers ({unread:,}) are not searched. {error}")

    def _with_excerpts(self, rows: Sequence[KeptRow], words: str) -> list[KeptRow]:
        columns, found = "question, answer, quotations", {}
        self._connection.execute("PRAGMA temp_store = MEMORY")  # the disk may be full, or read-only
        self._connection.execute(f'CREATE VIRTUAL TABLE temp.shown USING fts5 ({columns}, tokenize="{TOKENIZER}")')
        try:
            sql = f"INSERT INTO temp.shown (rowid, {columns}) {_WORDS.format(where='id IN ({})')}"
            list(rows_for(self._connection, sql, [row.id for row in rows]))
            excerpt = f"snippet(shown, -1, '{_OPENS}', '{_CLOSES}', '…', {_EXCERPT_WORDS})"
            sql = f"SELECT rowid, {excerpt} FROM temp.shown WHERE shown MATCH ?"
            found = {row[0]: row[1] for row in self._connection.execute(sql, (_query(words),))}
        finally:
            self._connection.execute("DROP TABLE temp.shown")
        return [_marked(row, found.get(row.id, "")) for row in rows]


def forget(connection: sqlite3.Connection, numbers: Sequence[int], *, before: str | None = None) -> None:
    """Deletes answers with all that was made of them, inside a transaction; rows set aside as damaged, too.

    Of those set aside all from before a moment (ISO 8601, UTC). The file still holds their words until it is rewritten.
    """
    connection.executemany("DELETE FROM answers WHERE id = ?", [(number,) for number in numbers])
    aside = "DELETE FROM quarantined WHERE kind = 'answers' AND json_extract(content, '$.{}') {} ?"
    connection.executemany(aside.format("id", "="), [(number,) for number in numbers])
    if before is not None:
        connection.execute(aside.format("asked_at", "<"), (before,))
    connection.execute("INSERT INTO words_of_answers (words_of_answers) VALUES ('delete-all')")
    forget_gone(connection)


def _select(asking: Asking, rest: str, *values: object, columns: str = "answers.*") -> tuple[str, tuple[object, ...]]:
    """The statement, and its values, that finds the rows asked for."""
    tables, parts = "answers", ["asked_at >= ?", "asked_at < ?"]
    until = f"{asking.until}{_LATER_THAN_ALL}" if asking.until else _LATER_THAN_ALL  # the whole of that day
    given: list[object] = [asking.since, until]
    if asking.words:
        tables = "words_of_answers CROSS JOIN answers ON answers.id = words_of_answers.rowid"
        parts.append("words_of_answers MATCH ?")
        given.append(_query(asking.words))
    if asking.session is not None:
        parts.append("(id = ? OR id > ? AND json_valid(answer) AND json_extract(answer, '$.asked.session') = ?)")
        given += [asking.session] * 3
    return f"SELECT {columns} FROM {tables} WHERE {' AND '.join(parts)} {rest}", (*given, *values)


def _query(words: str) -> str:
    """Words as FTS5 takes them literally: all of them, in any form; what stands in quotation marks in a row.

    With AND between them a mark by itself, such as a dash, would match nothing; side by side it is passed over.
    """
    found = [inside or alone for inside, alone in _PHRASE.findall(words)]
    return " ".join('"' + each.replace('"', "").replace("\0", "") + '"' for each in found)


def _marked(row: KeptRow, excerpt: str) -> KeptRow:
    marks: list[Span] = []
    text, opened = "", 0
    for part in re.split(f"([{_OPENS}{_CLOSES}])", excerpt.replace("\n", " ")):
        if part == _OPENS:
            opened = len(text)
        elif part == _CLOSES:
            marks.append((opened, len(text)))
        else:
            text += part
    return KeptRow(row.id, row.asked_at, row.question, row.answer, text, tuple(marks))
