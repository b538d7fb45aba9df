"""What a reader follows, and the order in which articles came into the library: what a digest tells of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from assistant.index.storage.checksums import forget_kept, is_kept_sound, seal_kept
from assistant.index.storage.rows import moment
from assistant.index.storage.schema import insert
from assistant.records.following import Followed

_TABLE, _KEY = "followed", "number"


class FollowedReader:
    """Questions to these tables over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Followed]:
        """What is followed, the oldest first; a damaged row is left out."""
        rows = self._connection.execute(f"SELECT * FROM {_TABLE} ORDER BY {_KEY}").fetchall()
        return [_followed(row) for row in rows if is_kept_sound(self._connection, _TABLE, row)]

    def last_arrival(self) -> int:
        """The number of the newest article that came into the library; 0 where none came since this is noted."""
        return int(self._connection.execute("SELECT coalesce(max(number), 0) FROM arrived").fetchone()[0])

    def arrival_before(self, first: datetime) -> int:
        """The number of the last article that came before a moment."""
        sql = "SELECT coalesce(max(number), 0) FROM arrived WHERE arrived_at < ?"
        return int(self._connection.execute(sql, (moment(first),)).fetchone()[0])

    def arrived_after(self, number: int) -> dict[str, str]:
        """The articles that came after the one of this number and are there: by id, when (ISO 8601, UTC)."""
        sql = "SELECT id, arrived_at FROM arrived WHERE number > ? AND id IN (SELECT id FROM articles) ORDER BY number"
        return {row[0]: row[1] for row in self._connection.execute(sql, (number,))}


def note_arrival(connection: sqlite3.Connection, article_id: str, now: datetime) -> None:
    """Notes inside a transaction that an article came; one that was there before, and went, came then."""
    connection.execute("INSERT OR IGNORE INTO arrived (id, arrived_at) VALUES (?, ?)", (article_id, moment(now)))


def add(connection: sqlite3.Connection, topic: str, sources: tuple[str, ...], now: datetime) -> int:
    """Follows a topic, or sources, from now on, inside a transaction; gives its number."""
    row = {
        "topic": topic,
        "sources": json.dumps(sources, ensure_ascii=False),
        "added_at": moment(now),
        "told_at": None,
        "last_arrival": FollowedReader(connection).last_arrival(),
    }
    number = insert(connection, _TABLE, row)
    seal_kept(connection, _TABLE, _KEY, number)
    return number


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Follows it no longer, inside a transaction."""
    connection.execute(f"DELETE FROM {_TABLE} WHERE {_KEY} = ?", (number,))
    forget_kept(connection, _TABLE, number)


def note_told(connection: sqlite3.Connection, numbers: Sequence[int], last_arrival: int, now: datetime) -> None:
    """Notes inside a transaction up to which arrival a digest told of what is followed under these numbers."""
    for number in numbers:
        connection.execute(
            f"UPDATE {_TABLE} SET told_at = ?, last_arrival = max(last_arrival, ?) WHERE {_KEY} = ?",
            (moment(now), last_arrival, number),
        )
        seal_kept(connection, _TABLE, _KEY, number)


def _followed(row: sqlite3.Row) -> Followed:
    return Followed(
        row["number"],
        row["topic"],
        tuple(map(str, json.loads(row["sources"]))),
        row["added_at"],
        row["told_at"],
        row["last_arrival"],
    )
