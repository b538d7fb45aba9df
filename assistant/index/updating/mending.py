"""Finds what is damaged in a library before it is brought up to date, and says afterwards what became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from assistant.errors import LibraryDamaged
from assistant.index.lock import writer_lock
from assistant.index.storage.checking import Damage, Damaged, find_damage, has_damaged_index, page_fault, words_fault
from assistant.index.storage.mending import Mending
from assistant.index.storage.schema import create_catalogue, damaged
from assistant.index.updating.copies import sweep_unfinished
from assistant.index.updating.index_plan import IndexPlan

# So many articles are compared in each run, in about 3 s; of more, once a day.
_ALWAYS_COMPARED = 10_000
_CHECKED = "checked_at"


@contextmanager
def mended_catalogue(plan: IndexPlan) -> Iterator[tuple[sqlite3.Connection, Mending]]:
    """The catalogue of a plan's folder, for the one process that may write to it, without what was damaged in it."""
    folder = plan.folder
    with writer_lock(folder, plan.command, plan.waiting), closing(create_catalogue(folder)) as connection:
        sweep_unfinished(folder)
        yield connection, _begun(connection, folder, plan.clock)


def _begun(connection: sqlite3.Connection, folder: Path, clock: Callable[[], datetime]) -> Mending:
    """Takes out what is damaged, so that the run that follows makes it anew.

    Raises LibraryDamaged where pages of the catalogue are damaged: that is repaired only when it is asked for.
    """
    if (fault := page_fault(connection)) is not None:
        raise damaged(folder, fault)
    mending, now = Mending(connection, clock), clock()
    is_due = _is_due(connection, now)
    mending.begin(_found(connection) if is_due else [])
    if is_due:  # after the checksum of the table is taken back: a kill in between must not look like damage
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_CHECKED, now.isoformat()))
    return mending


def _found(connection: sqlite3.Connection) -> list[Damage]:
    try:
        found = list(find_damage(connection))
        reads = True
    except LibraryDamaged:
        found, reads = [], False
    if not reads or has_damaged_index(connection):
        connection.execute("REINDEX")
        found = [*find_damage(connection), Damage(Damaged.TABLES, "index", "index")]
    if words_fault(connection) and not any(each.key == "words" for each in found):
        found.append(Damage(Damaged.TABLES, "words", "words"))
    return found


def _is_due(connection: sqlite3.Connection, now: datetime) -> bool:
    if int(connection.execute("SELECT count(*) FROM articles").fetchone()[0]) <= _ALWAYS_COMPARED:
        return True
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (_CHECKED,)).fetchone()
    try:
        return row is None or abs(now - datetime.fromisoformat(row[0])) > timedelta(days=1)
    except (ValueError, TypeError):
        return True
