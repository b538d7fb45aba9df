"""The files that could not be read: which, why and since when."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime

from assistant.index.storage.rows import moment
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.articles import SkippedFile
from assistant.records.status import Failure

_ROW = re.compile(r"#\d+$")


def failures(connection: sqlite3.Connection) -> list[Failure]:
    """What could not be read when it was last tried."""
    return [Failure(*row) for row in connection.execute("SELECT path, reason, failed_at FROM failures ORDER BY path")]


def note_failures(
    writer: CatalogueWriter,
    skipped: Iterable[SkippedFile],
    looked_at: Callable[[str], bool],
    clock: Callable[[], datetime],
) -> frozenset[str]:
    """Keeps what a run could not read, and forgets what it read or what is gone; the paths that failed alike before.

    `looked_at` tells of a file whether this run looked at it.
    """
    now = moment(clock())
    current = {each.path: each.reason for each in skipped}
    with writer.changing() as (connection, _):
        before = {each.path: each for each in failures(connection)}
        gone = [path for path in before if path not in current and looked_at(_ROW.sub("", path))]
        connection.executemany("DELETE FROM failures WHERE path = ?", [(path,) for path in gone])
        same = frozenset(path for path, reason in current.items() if path in before and before[path].reason == reason)
        new = [(path, reason, now) for path, reason in current.items() if path not in same]
        connection.executemany("INSERT OR REPLACE INTO failures VALUES (?, ?, ?)", new)
    return same
