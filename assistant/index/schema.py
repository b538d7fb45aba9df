"""Opens the catalogue's SQLite file: its tables, its version and its connections."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from assistant.errors import LibraryDamaged, LibraryMissing

CATALOGUE_FILE = "catalogue.db"
SCHEMA_VERSION = 1
# A reader's answer may wait for a batch of articles to be committed; the longest batch seen took 0.4 s.
BUSY_SECONDS = 30.0

# `day` is a date's proleptic ordinal, as datetime.date.toordinal gives it. Chunk numbers are never used twice
# (AUTOINCREMENT): a published generation may still hold a removed one.
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
    source TEXT, url TEXT, authors TEXT NOT NULL, published TEXT, published_time TEXT, day INTEGER,
    origins TEXT NOT NULL, text TEXT NOT NULL, fingerprint TEXT NOT NULL
);
CREATE INDEX articles_by_file ON articles (file);
CREATE INDEX articles_by_day ON articles (day);
CREATE TABLE sentences (
    article INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    paragraph INTEGER NOT NULL, PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, number INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, day INTEGER
);
CREATE INDEX chunks_by_article ON chunks (article);
CREATE INDEX chunks_by_day ON chunks (day);
CREATE TABLE vectors (chunk INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content='', tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TABLE generations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL, last_chunk INTEGER NOT NULL, count INTEGER NOT NULL,
    files TEXT NOT NULL
);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, asked_at TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL
);
"""


def create_catalogue(folder: Path) -> sqlite3.Connection:
    """Opens the catalogue in `folder` for writing, making it when there is none. Raises LibraryDamaged."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = _connect(folder / CATALOGUE_FILE)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    except sqlite3.DatabaseError as error:
        raise _damaged(folder, str(error)) from error
    _require_version(connection, folder)
    return connection


def open_catalogue(folder: Path) -> sqlite3.Connection:
    """Opens an existing catalogue for questions. Raises LibraryMissing and LibraryDamaged."""
    if not (folder / CATALOGUE_FILE).is_file():
        raise LibraryMissing(
            f"There is no library in {str(folder.parent)!r}.",
            hint="Run `assistant index PATH` with the folder of your articles first.",
        )
    connection = _connect(folder / CATALOGUE_FILE)
    _require_version(connection, folder)
    return connection


def _connect(file: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise LibraryDamaged(f"The catalogue {str(file)!r} cannot be opened: {error}.") from error
    connection.row_factory = sqlite3.Row
    # In WAL mode a commit is atomic after a kill; NORMAL may lose the last commits, never the file, at a power cut.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _require_version(connection: sqlite3.Connection, folder: Path) -> None:
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT name FROM facts LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(folder, str(error)) from error
    if version != SCHEMA_VERSION:
        raise _damaged(folder, f"its version is {version}, this program reads {SCHEMA_VERSION}")


def _damaged(folder: Path, reason: str) -> LibraryDamaged:
    return LibraryDamaged(
        f"The library's catalogue in {str(folder)!r} cannot be used: {reason}.",
        hint="Move that folder away and run `assistant index` again: the articles themselves are untouched.",
    )
