"""Opens the catalogue as it was on a day: through this connection no article published later can be read."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from assistant.index.storage.schema import open_catalogue

# Undated articles are kept. A view of the connection's own goes before the table of its name, so that every question,
# whoever writes it, is put to what was seen on the day; `main.articles` still names the whole table.
_SEEN = "(day IS NULL OR day <= {day})"
_VIEWS = {
    "articles": f"SELECT * FROM main.articles WHERE {_SEEN}",
    "chunks": f"SELECT * FROM main.chunks WHERE {_SEEN}",
    "vectors": "SELECT * FROM main.vectors AS each"
    f" WHERE EXISTS (SELECT 1 FROM main.chunks WHERE id = each.chunk AND {_SEEN})",
    "versions": "SELECT * FROM main.versions WHERE published IS NULL OR published <= '{iso}'",
    "replaced": "SELECT * FROM main.replaced WHERE day <= {day}",
    # Only library.py searches the words: their statistics are those of all articles.
    "words": "SELECT NULL AS title, NULL AS text WHERE 0",
    **{
        table: f"SELECT * FROM main.{table} AS each"
        f" WHERE EXISTS (SELECT 1 FROM main.articles WHERE key = each.article AND {_SEEN})"
        for table in ("sentences", "marked", "dates", "utterances")
    },
}


def open_seen(folder: Path, day: date) -> sqlite3.Connection:
    """Opens the catalogue in `folder` for questions asked as on a day. Raises LibraryError's classes."""
    connection = open_catalogue(folder)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")  # the library's disk may be full, or read-only
        for name, sql in _VIEWS.items():
            seen = sql.format(day=day.toordinal(), iso=day.isoformat())
            connection.execute(f"CREATE TEMP VIEW {name} AS {seen}")
    except BaseException:
        connection.close()
        raise
    return connection
