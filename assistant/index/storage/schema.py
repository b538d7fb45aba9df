"""Opens the catalogue's SQLite file, brings it up to date and gives connections that raise our errors."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.errors import LibraryDamaged, LibraryError, LibraryLocked, LibraryMissing
from assistant.index.own_files import make_file, require_own
from assistant.index.storage.strangers import harden, refuse_actors, refuse_strange_journal, refuse_strangers
from assistant.index.storage.tables import ADDED, SCHEMA_VERSION, WRITTEN_ANEW
from assistant.language.scripts import searchable

CATALOGUE_FILE = "catalogue.db"
# Says that a catalogue was made here: one that is gone, or empty, is not made again without a word.
MADE = "catalogue.made"
# A reader's answer may wait for a batch of articles to be committed; the longest batch seen took 0.4 s.
BUSY_SECONDS = 30.0
# SQLite's oldest limit on the number of `?` in one statement is 999.
_MOST_VALUES = 900
_ROWS_AT_ONCE = 200


def rows_for(
    connection: sqlite3.Connection, sql: str, values: Sequence[object], rest: Sequence[object] = ()
) -> Iterator[Any]:
    """The rows for all the values, however many, whose marks go where `sql` has {}; `rest` are those behind them."""
    for start in range(0, len(values), _MOST_VALUES):
        part = values[start : start + _MOST_VALUES]
        yield from connection.execute(sql.format(",".join("?" * len(part))), (*part, *rest)).fetchall()


def create_catalogue(folder: Path) -> sqlite3.Connection:
    """Opens the catalogue in `folder` for writing, making it when there is none. Raises LibraryError's classes."""
    require_own(folder)
    if not catalogue_is_there(folder) and any(catalogue_is_there(folder, end) for end in ("-wal", "-journal")):
        raise damaged(folder, "it is gone, and its log is not")  # SQLite would remove the log
    with suppress(OSError):  # SQLite says what is wrong; the files that it puts beside this one get the same mode
        make_file(folder / CATALOGUE_FILE)
    connection = _connect(folder, str(folder / CATALOGUE_FILE))
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        if _is_new(connection):
            if os.path.lexists(folder / MADE):
                raise damaged(folder, "there was one, and it is gone or empty")
            tables = "".join(ADDED.values())
            connection.executescript(f"BEGIN IMMEDIATE; {tables} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        _bring_up_to_date(connection, folder)
        note_made(folder)
    except BaseException:
        connection.close()
        raise
    return connection


def note_made(folder: Path) -> None:
    """Notes that there is a catalogue in `folder`."""
    make_file(folder / MADE)


def catalogue_is_there(folder: Path, end: str = "") -> bool:
    """Whether something lies where the catalogue of a library, or a file beside it, belongs, be it one or not."""
    return os.path.lexists(folder / f"{CATALOGUE_FILE}{end}")


def empty_catalogue(folder: Path) -> sqlite3.Connection:
    """A catalogue without articles that is kept in memory, for a `folder` that has none."""
    connection = _connect(folder, ":memory:")
    connection.executescript("".join(ADDED.values()))
    return connection


def open_catalogue(folder: Path) -> sqlite3.Connection:
    """Opens an existing catalogue for questions. Raises LibraryError's classes."""
    require_own(folder)
    file = folder / CATALOGUE_FILE
    if not file.is_file():
        raise _missing(folder)
    connection = _connect(folder, str(file))
    try:
        try:
            new = _is_new(connection)
        except LibraryDamaged:
            raise
        except LibraryError:
            connection.close()
            connection = _open_unchanging(file)
            new = _is_new(connection)
        if new:  # a kill came before the tables were made
            raise _missing(folder)
        _bring_up_to_date(connection, folder)
    except BaseException:
        connection.close()
        raise
    return connection


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> int:
    """Puts in a row, given by column, and says its number; the names are ours, never a reader's words."""
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    added = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
    return int(added.lastrowid or 0)


def _open_unchanging(file: Path) -> sqlite3.Connection:
    """Opens a catalogue in a folder where nothing may be written, not even SQLite's lock file beside it.

    What is in the write-ahead log is not seen then, so there must be none.
    """
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        raise LibraryError(
            f"The library in {str(file.parent)!r} cannot be opened: its folder is read-only, and a writer was cut off.",
            hint="Ask something once where the folder can be written to.",
        )
    return _connect(file.parent, f"file:{quote(str(file))}?mode=ro&immutable=1", uri=True)


def _connect(folder: Path, database: str, *, uri: bool = False) -> sqlite3.Connection:
    refuse_strange_journal(folder / CATALOGUE_FILE)
    try:
        connection = sqlite3.connect(
            database, timeout=BUSY_SECONDS, isolation_level=None, uri=uri, factory=_CatalogueConnection
        )
    except sqlite3.OperationalError as error:
        raise LibraryError(f"The catalogue in {str(folder)!r} cannot be opened: {error}.") from error
    connection.folder = folder
    connection.row_factory = sqlite3.Row
    connection.text_factory = _text
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("searchable", 1, searchable, deterministic=True)
    harden(connection)
    return connection


def _text(stored: bytes) -> str:
    """A text that is damaged is still read: its checksum tells, and what stands beside it is not lost with it."""
    return stored.decode("utf-8", "surrogateescape")


def _folded(text: str | None) -> str | None:
    """SQLite's own lower() knows ASCII only."""
    return None if text is None else text.casefold()


def _is_new(connection: sqlite3.Connection) -> bool:
    # In WAL mode a commit is atomic after a kill; NORMAL may lose the last commits, never the file, at a power cut.
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return bool(version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)


def _bring_up_to_date(connection: sqlite3.Connection, folder: Path) -> None:
    """Adds what a later version of this program keeps; a library of a version unknown to it raises LibraryDamaged."""
    if _is_older(connection):
        refuse_actors(connection, folder)
        try:
            _add_tables(connection)
        except LibraryError as error:
            if _code(error.__cause__) == sqlite3.SQLITE_READONLY:
                raise _too_old(folder) from error
            raise
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise damaged(folder, f"its version is {version}, this program reads {SCHEMA_VERSION}")
    refuse_strangers(connection, folder, tuple(ADDED.values()))


def _is_older(connection: sqlite3.Connection) -> bool:
    return 0 < int(connection.execute("PRAGMA user_version").fetchone()[0]) < SCHEMA_VERSION


def _add_tables(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have done it while this one waited.
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for later in range(version + 1, SCHEMA_VERSION + 1):
        for statement in filter(str.strip, (ADDED.get(later, "") + WRITTEN_ANEW.get(later, "")).split(";")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


class _CatalogueConnection(sqlite3.Connection):
    """A connection whose statements raise our errors instead of SQLite's."""

    folder: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self.cursor(_CatalogueCursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        return self.cursor(_CatalogueCursor).executemany(sql, parameters)


class _CatalogueCursor(sqlite3.Cursor):
    """Damage may show in any statement and at any row of its result."""

    connection: _CatalogueConnection

    def execute(self, sql: str, parameters: Any = (), /) -> _CatalogueCursor:
        try:
            super().execute(sql, parameters)
        except _FAILURES as error:
            raise self._ours(error) from error
        return self

    def executemany(self, sql: str, parameters: Any, /) -> _CatalogueCursor:
        try:
            super().executemany(sql, parameters)
        except _FAILURES as error:
            raise self._ours(error) from error
        return self

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # many rows at once: a call for each would double the time
        while rows := self.fetchmany(_ROWS_AT_ONCE):
            yield from rows

    def fetchone(self) -> Any:
        return next(iter(self.fetchmany(1)), None)

    def fetchall(self) -> list[Any]:
        return list(self)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        try:
            return super().fetchmany(size)
        except _FAILURES as error:
            raise self._ours(error) from error

    def _ours(self, error: sqlite3.DatabaseError | UnicodeDecodeError) -> Exception:
        """What SQLite's error means to the reader of a library; one that means a fault of ours stays itself."""
        folder = self.connection.folder
        if isinstance(error, UnicodeDecodeError):
            return damaged(folder, "a name in it is damaged")
        code = _code(error)
        if code in _DAMAGE or any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
            return damaged(folder, str(error))
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return LibraryLocked(f"The library's catalogue in {str(folder)!r} is busy: {error}.", hint="Try again.")
        if code in _SURROUNDINGS:
            return LibraryError(f"The library's catalogue in {str(folder)!r} cannot be used: {error}.")
        return error


def _code(error: BaseException | None) -> int:
    """SQLite's code for what went wrong; the higher bits, which tell details, are left out."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


# Python cannot decode SQLite's own message where that quotes a damaged name.
_FAILURES = (sqlite3.DatabaseError, UnicodeDecodeError)
# Codes for what a sound catalogue never meets, and what SQLite says where its code is only that of an error.
_DAMAGE = frozenset(
    (
        *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH),
        *(sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_RANGE),
    )
)
_SIGNS_OF_DAMAGE = (
    *(
        "no such table",
        "no such fts5 table",
        "no such column",
        "no such module",
        "has no column",
        "vtable constructor failed",
        "malformed",
    ),
    *("invalid fts5", "fts5: missing", "fts5: corrupt", "may not be modified", "unsupported file format"),
    *("cannot modify", "is not a table", "already exists"),
)
# Codes for what is wrong around the file, not in it.
_SURROUNDINGS = frozenset(
    (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY)
)


def _missing(folder: Path) -> LibraryMissing:
    return LibraryMissing(
        f"There is no library in {str(folder.parent)!r}.",
        hint="Run `assistant index PATH` with the folder of your articles first.",
    )


def _too_old(folder: Path) -> LibraryError:
    return LibraryError(
        f"The library in {str(folder.parent)!r} was made by an earlier version of this program, and nothing can be"
        " written there to bring it up to date.",
        hint="Open it once where its folder can be written to, for example with `assistant articles`.",
    )


def damaged(folder: Path, reason: str) -> LibraryDamaged:
    """What is said of a catalogue that cannot be used."""
    return LibraryDamaged(
        f"The library's catalogue in {str(folder)!r} cannot be used: {reason}.",
        hint="`assistant doctor --repair` saves what can be read; the articles themselves are untouched.",
    )
