"""The paths that were given to be read, as the library keeps paths: what `index` reads when it is given none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def read_paths(connection: sqlite3.Connection) -> list[str]:
    """Every path that was read and has not been forgotten, sorted."""
    return [row[0] for row in connection.execute("SELECT path FROM read_paths ORDER BY path")]


def keep_read_path(connection: sqlite3.Connection, path: str, *, read_at: str) -> None:
    """Notes that a path is read, at a moment (ISO 8601, UTC)."""
    connection.execute("INSERT OR REPLACE INTO read_paths VALUES (?, ?)", (path, read_at))


def forget_read_paths(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forgets paths, which are then not read again unless they are given."""
    connection.executemany("DELETE FROM read_paths WHERE path = ?", [(path,) for path in paths])
