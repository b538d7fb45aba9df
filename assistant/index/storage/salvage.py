"""Reads what can still be read of a damaged catalogue: each table from both ends, and what lies between row by row."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from assistant.index.storage.schema import CATALOGUE_FILE

_PAGE = 4096
# Reads that fail, in one table: an inner page that is lost fails for all below it, and each may take milliseconds.
_MOST_FAILURES = 1_000
_BEYOND = 1 << 20
_FILES = ("", "-wal", "-shm")

Row = tuple[object, ...]


def catalogue_files(folder: Path) -> list[Path]:
    """The files that a catalogue is made of: the database, and what SQLite keeps beside it."""
    return [folder / f"{CATALOGUE_FILE}{end}" for end in _FILES if (folder / f"{CATALOGUE_FILE}{end}").exists()]


def salvage_into(new: sqlite3.Connection, damaged: Path) -> None:
    """Copies all that can be read of the catalogue file `damaged` into a new, empty catalogue.

    Rows that the new catalogue refuses, such as those without a text, are left out.
    """
    tables = _tables(new)
    with closing(_open(damaged)) as old:
        if not _knows_tables(old):
            _put_first_page(damaged, new)
    with closing(_open(damaged)) as old:
        for table in tables:
            columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
            names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
            for row in _readable_rows(old, table, names, rowid=_has_rowid(new, table)):
                try:
                    new.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", _storable(row))
                except (sqlite3.Error, OverflowError):
                    continue


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'words%'"
        " AND name NOT IN ('generations', 'packs', 'gone')"
    )
    return [row[0] for row in rows]


def _has_rowid(connection: sqlite3.Connection, table: str) -> bool:
    row = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return "WITHOUT ROWID" not in str(row[0])


def _open(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, isolation_level=None)
    # So SQLite reads a file that was cut off, and passes over what it does not understand of the schema.
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    return connection


def _knows_tables(connection: sqlite3.Connection) -> bool:
    try:
        return bool(connection.execute("SELECT count(*) FROM articles WHERE key < 0").fetchone())
    except sqlite3.Error:
        return False


def _put_first_page(damaged: Path, new: sqlite3.Connection) -> None:
    """Gives a copy of a catalogue whose first page is lost the first page of a new one.

    That page says where each table begins, which is the same in all catalogues that the same version made.
    """
    fresh = bytearray(new.serialize()[:_PAGE])
    pages = damaged.stat().st_size // _PAGE
    fresh[28:32] = pages.to_bytes(4, "big")  # https://www.sqlite.org/fileformat2.html, section 1.3
    fresh[32:40] = bytes(8)  # no list of free pages
    fresh[92:96] = fresh[24:28]
    with damaged.open("r+b") as stream:
        stream.write(fresh)


def _readable_rows(connection: sqlite3.Connection, table: str, names: str, *, rowid: bool) -> Iterator[Row]:
    """Every row that can be read, each once."""
    ahead, whole = _until_failure(connection, f"SELECT {_key(rowid)}{names} FROM {table}")
    yield from _without_key(ahead, rowid)
    if whole:
        return
    order = "rowid" if rowid else ", ".join(names.split(", ")[: _key_length(connection, table)])
    behind, _ = _until_failure(connection, f"SELECT {_key(rowid)}{names} FROM {table} ORDER BY {order} DESC")
    known = set(ahead)
    later = [row for row in behind if row not in known]
    yield from _without_key(later, rowid)
    if rowid:
        low = max((int(str(row[0])) for row in ahead), default=0) + 1
        high = min((int(str(row[0])) for row in later), default=low + _BEYOND) - 1
        yield from _without_key(_between(connection, table, names, (low, high)), rowid)


def _until_failure(connection: sqlite3.Connection, sql: str) -> tuple[list[Row], bool]:
    """The rows up to the first that cannot be read, and whether all could."""
    rows: list[Row] = []
    try:
        for row in connection.execute(sql):
            rows.append(tuple(row))
    except (sqlite3.Error, OverflowError):
        return rows, False
    return rows, True


def _between(connection: sqlite3.Connection, table: str, names: str, bounds: tuple[int, int]) -> Iterator[Row]:
    """Rows by number, in ever smaller ranges around those that cannot be read."""
    waiting, failures = [bounds], 0
    sql = f"SELECT rowid, {names} FROM {table} WHERE rowid BETWEEN ? AND ?"
    while waiting and failures < _MOST_FAILURES:
        low, high = waiting.pop()
        if low > high:
            continue
        try:
            rows = [tuple(row) for row in connection.execute(sql, (low, high))]
        except (sqlite3.Error, OverflowError):
            failures += 1
            if low < high:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]
            continue
        yield from rows


def _key(rowid: bool) -> str:
    return "rowid, " if rowid else ""


def _key_length(connection: sqlite3.Connection, table: str) -> int:
    try:
        return max(1, sum(1 for row in connection.execute(f"PRAGMA table_info({table})") if row[5]))
    except sqlite3.Error:
        return 1


def _without_key(rows: Sequence[Row] | Iterator[Row], rowid: bool) -> Iterator[Row]:
    for row in rows:
        yield row[1:] if rowid else row


def _storable(row: Row) -> Row:
    """A row without the bytes that are no UTF-8, which SQLite's interface does not take: its checksum tells of them."""
    return tuple(
        value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(value, str) else value
        for value in row
    )


def copy_files(folder: Path, place: Path) -> None:
    """Copies the files of the catalogue in `folder` to the folder `place`, and sees them written."""
    place.mkdir(mode=0o700)
    for file in catalogue_files(folder):
        if file.is_file():
            shutil.copyfile(file, place / file.name, follow_symlinks=False)
