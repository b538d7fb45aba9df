"""Repairs a library whose catalogue cannot be read: what can be read of it makes a new one, and the old one is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from assistant.index.lock import writer_lock
from assistant.index.storage.checking import find_damage
from assistant.index.storage.checksums import KEPT
from assistant.index.storage.mending import Mending
from assistant.index.storage.rows import have_read_again
from assistant.index.storage.salvage import copy_files, salvage_into
from assistant.index.storage.schema import CATALOGUE_FILE, create_catalogue
from assistant.index.updating.copies import KINDS, counts_of, install, set_aside, working_folder
from assistant.records.health import Salvage

_NAMED = 20
# The rows that there were by their checksums, and are no more.
_LOST_ARTICLES = "SELECT count(*) FROM article_checksums WHERE article NOT IN (SELECT key FROM articles)"
_LOST_KEPT = "SELECT key FROM checksums WHERE kind = '{0}' AND key NOT IN (SELECT cast({1} AS TEXT) FROM {0})"
_LOST_FILES = "SELECT path FROM files WHERE path NOT IN (SELECT file FROM articles) ORDER BY path"


def repair(folder: Path, clock: Callable[[], datetime]) -> Salvage:
    """Makes a new catalogue of all that can be read of the one in `folder`, and says what was saved and what lost.

    The damaged files are kept in a folder of their own. Rows that are not what was stored are set aside; what
    was made of texts is made anew by the next `index`, which also reads again the files of articles that are lost.
    """
    with writer_lock(folder, "assistant doctor --repair"), working_folder(folder) as place:
        kept = set_aside(folder, f"{clock():%Y%m%dT%H%M%S}")
        old, new = place / "old", place / "new"
        copy_files(folder, old)
        new.mkdir(mode=0o700)
        with closing(create_catalogue(new)) as connection:
            if (old / CATALOGUE_FILE).exists():
                salvage_into(connection, old / CATALOGUE_FILE)
            lost, names = _lost(connection)
            mending = Mending(connection, clock)
            found = list(find_damage(connection))
            mending.begin(found)
            mending.rebuild_words_now()
            _read_lost_again(connection)
            saved = counts_of(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        install(folder, new / CATALOGUE_FILE)
    told = [str(each) for each in found][:_NAMED]
    return Salvage(saved, lost, (*names[:_NAMED], *told), str(kept))


def _lost(connection: sqlite3.Connection) -> tuple[dict[str, int], list[str]]:
    """How many rows of each kind are known to be lost, and the names of those that have one."""
    lost = {"articles": int(connection.execute(_LOST_ARTICLES).fetchone()[0])}
    names = [f"the articles of {row[0]!r}" for row in connection.execute(_LOST_FILES)] if lost["articles"] else []
    for name, table in KINDS.items():
        if table != "articles":
            key = KEPT[table]
            gone = [row[0] for row in connection.execute(_LOST_KEPT.format(table, key))]
            lost[name] = len(gone)
            connection.executemany("DELETE FROM checksums WHERE kind = ? AND key = ?", [(table, each) for each in gone])
    connection.execute("DELETE FROM article_checksums WHERE article NOT IN (SELECT key FROM articles)")
    return lost, names


def _read_lost_again(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM files WHERE path NOT IN (SELECT file FROM articles)")
    # Files of several articles may have lost some of them: their checksums would say that nothing changed.
    have_read_again(connection)
    connection.execute("DELETE FROM facts WHERE name IN ('checked_at', 'succession')")
