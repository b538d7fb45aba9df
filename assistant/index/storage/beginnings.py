"""The beginning of a name to the sources, titles and ids of articles that begin so."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_MOST = 50
_SHORTEST_ID = 3  # fewer characters are the beginning of any word


def names_beginning(connection: sqlite3.Connection, sources: Sequence[str], beginning: str) -> list[str]:
    """Sources, then titles, then ids; in either case of ASCII letters, at most 50 of each."""
    folded = beginning.casefold()
    found = [each for each in sources if each.casefold().startswith(folded)][:_MOST]
    escaped = "".join(f"\\{each}" if each in "\\%_" else each for each in beginning)
    for column in ("title", "id") if len(beginning) >= _SHORTEST_ID else ("title",):
        rows = connection.execute(
            f"SELECT DISTINCT {column} FROM articles WHERE {column} LIKE ? ESCAPE '\\'"
            f" AND id NOT IN (SELECT id FROM replaced) ORDER BY {column} LIMIT {_MOST}",
            (f"{escaped}%",),
        )
        found += [row[0] for row in rows]
    return found
