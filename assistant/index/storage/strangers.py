"""Refuses a catalogue that somebody else made to act: a schema, a journal or a row that this program would not write.

SQLite runs triggers and views that a file holds, and deletes the file that a journal names. Nothing of that is needed:
the catalogue's schema is known to the letter, and its vectors lie in its own folder or on a server the reader named.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryDamaged
from assistant.patterns import lazy_pattern

_PLACE = lazy_pattern(r"vectors/[0-9]{6,}")
_NAME = lazy_pattern(r"CREATE (?:VIRTUAL )?(?:TABLE|INDEX) (\w+)")
# Written by SQLite itself: for AUTOINCREMENT, and for full-text indexes, the same since their first release.
_OF_FTS5 = {
    "config": "CREATE TABLE '{0}_config'(k PRIMARY KEY, v) WITHOUT ROWID",
    "data": "CREATE TABLE '{0}_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "docsize": "CREATE TABLE '{0}_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    "idx": "CREATE TABLE '{0}_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
}
_OF_SQLITE = {
    "sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)",
    **{f"{table}_{end}": sql.format(table) for table in ("words", "words_of_answers") for end, sql in _OF_FTS5.items()},
}
# A rollback journal that belongs to a transaction over several files ends with the name of another file, which SQLite
# deletes, and this (https://www.sqlite.org/fileformat2.html, "The Super-Journal"). This program writes no such journal.
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")

_HINT = (
    "Something else has changed it. `assistant doctor --repair` saves what it holds in a new one; the articles"
    " themselves are untouched."
)


def harden(connection: sqlite3.Connection) -> None:
    """Has SQLite distrust what the file says: functions in its schema, its own tables written to, its cells' sizes."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    _defend(connection, on=True)


@contextmanager
def undefended(connection: sqlite3.Connection) -> Iterator[None]:
    """Lets the tables that belong to a full-text index be written to, in which only SQLite itself writes else."""
    _defend(connection, on=False)
    try:
        yield
    finally:
        _defend(connection, on=True)


def _defend(connection: sqlite3.Connection, *, on: bool) -> None:
    configure = getattr(connection, "setconfig", None)  # from Python 3.12 on
    if configure is not None:
        configure(getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE"), on)  # noqa: B009 - unknown to the types of 3.11


def refuse_strange_journal(database: Path) -> None:
    """Raises LibraryDamaged for a database whose opening would delete another file; to be called before."""
    if deletes_on_opening(database):
        name = f"{database.name}-journal"
        raise _damaged(database.parent, f"{name!r} names another file, which opening it would delete")


def deletes_on_opening(database: Path) -> bool:
    """Whether a journal beside a database would have SQLite delete another file, or is no file at all."""
    try:
        descriptor = os.open(f"{database}-journal", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return True
        return os.pread(descriptor, len(_SUPER_JOURNAL), max(0, status.st_size - len(_SUPER_JOURNAL))) == _SUPER_JOURNAL
    finally:
        os.close(descriptor)


def refuse_actors(connection: sqlite3.Connection, folder: Path) -> None:
    """Raises LibraryDamaged for a catalogue of any version that holds a trigger or a view."""
    row = connection.execute("SELECT type, name FROM sqlite_master WHERE type NOT IN ('table', 'index')").fetchone()
    if row is not None:
        raise _damaged(folder, f"it holds the {row[0]} {row[1]!r}, which this program did not make")


def refuse_strangers(connection: sqlite3.Connection, folder: Path, scripts: Sequence[str]) -> None:
    """Raises LibraryDamaged unless the schema is what these scripts make: 0.1 ms. The first stranger is named."""
    found = {row[1]: (row[0], row[2]) for row in _schema(connection)}
    expected = dict(_written(scripts)) | _OF_SQLITE
    if {name: sql for name, (_, sql) in found.items()} != expected:
        # A column that was added later changes the text of its table: only SQLite itself knows how. 2 ms.
        expected = _made_by_sqlite(scripts)
    for name, (kind, sql) in found.items():
        if expected.get(name) != sql:
            raise _damaged(folder, f"it holds the {kind} {name!r}, which this program did not make")
    if missing := sorted(expected.keys() - found.keys()):
        raise _damaged(folder, f"it lacks {missing[0]!r}")


def require_place_of_vectors(place: object) -> None:
    """Raises LibraryDamaged unless vectors may lie there: on a server, or in a numbered folder of the library's own.

    Which server is asked is not for the catalogue to say (index/finding/remote.py).
    """
    is_on_server = isinstance(place, str) and place.startswith(("http://", "https://"))
    if not is_on_server and not (isinstance(place, str) and _PLACE.fullmatch(place)):
        raise LibraryDamaged(
            f"The library's catalogue cannot be used: its vectors are said to lie in {place!r}.", hint=_HINT
        )


def _schema(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    for row in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid"):
        if row[2] is not None or not str(row[1]).startswith("sqlite_autoindex_"):
            yield row[0], row[1], row[2]


def _written(scripts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the scripts make: its name, and the statement, which SQLite keeps as it is."""
    for script in scripts:
        for statement in script.split(";"):
            sql = statement.strip()
            if found := _NAME.match(sql):
                yield found[1], sql


def _made_by_sqlite(scripts: Sequence[str]) -> dict[str, str]:
    with sqlite3.connect(":memory:") as connection:
        connection.executescript("".join(scripts))
        made = {name: sql for _, name, sql in _schema(connection)}
    connection.close()
    return made


def _damaged(folder: Path, reason: str) -> LibraryDamaged:
    return LibraryDamaged(f"The library's catalogue in {str(folder)!r} cannot be used: {reason}.", hint=_HINT)
