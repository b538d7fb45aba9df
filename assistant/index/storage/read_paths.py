"""The paths that were given to be read, as the library keeps paths: what `index` reads when it is given none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from assistant.index.storage.checksums import forget_kept, seal_kept, sound_rows


def read_paths(connection: sqlite3.Connection) -> list[str]:
    """Every path that was read and has not been forgotten, sorted."""
    return [row["path"] for row in sound_rows(connection, "read_paths")]


def keep_read_path(connection: sqlite3.Connection, path: str, *, read_at: str) -> None:
    """Notes that a path is read, at a moment (ISO 8601, UTC)."""
    connection.execute("INSERT OR REPLACE INTO read_paths VALUES (?, ?)", (path, read_at))
    seal_kept(connection, "read_paths", "path", path)


def forget_read_paths(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forgets paths, which are then not read again unless they are given."""
    for path in paths:
        connection.execute("DELETE FROM read_paths WHERE path = ?", (path,))
        forget_kept(connection, "read_paths", path)
