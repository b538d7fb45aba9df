"""Sets a damaged catalogue right: what can be made again goes, and the rest is set aside, so that `index` makes it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from assistant.index.storage import checksums
from assistant.index.storage.checking import Damage, Damaged
from assistant.index.storage.rows import have_read_again, moment
from assistant.index.storage.strangers import undefended
from assistant.index.storage.tables import WORDS_OF_CHUNKS
from assistant.records.articles import SkippedFile

_OF_ARTICLE = ("sentences", "chunks", "marked", "dates", "utterances")
# The words of every chunk, as CatalogueWriter gives them to FTS5 and takes them back.
_ALL_WORDS = f"INSERT INTO words (rowid, title, text) SELECT {WORDS_OF_CHUNKS}"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A damaged row that was set aside: its number there, and for an article the id it had."""

    number: int
    article_id: str | None


class Mending:
    """Mends one catalogue; the caller holds the writer's lock, and reads and makes anew what is missing afterwards."""

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._connection, self._clock = connection, clock
        self._set_aside: dict[Damage, SetAside] = {}

    def begin(self, found: Sequence[Damage]) -> None:
        """Takes out all that is damaged, in one transaction, and seals what an earlier version had not sealed."""
        with self._transaction():
            for each in found:
                self._take_out(each)
            for table in _OF_ARTICLE:
                self._connection.execute(f"DELETE FROM {table} WHERE article NOT IN (SELECT key FROM articles)")
            self._connection.execute("DELETE FROM vectors WHERE chunk NOT IN (SELECT id FROM chunks)")
            if found:  # the pack may hold what is taken out: it is made anew
                for table in ("packs", "gone"):
                    self._connection.execute(f"DELETE FROM {table}")
            if any(each.kind in (Damaged.ARTICLE, Damaged.DERIVED) or each.name == "words" for each in found) or any(
                each.kind is Damaged.TABLES and each.key in ("words", "chunks") for each in found
            ):
                self._rebuild_words()
            self._seal_unsealed()

    def finish(self) -> list[SkippedFile]:
        """Seals the tables, and says of each damage what became of it."""
        told = []
        with self._transaction():
            for damage, aside in self._set_aside.items():
                told.append(SkippedFile(damage.name, self._outcome(damage, aside)))
            self._connection.execute(
                "DELETE FROM quarantined WHERE kind = ? AND json_extract(content, '$.id') IN (SELECT id FROM articles)",
                (str(Damaged.ARTICLE),),
            )
            checksums.forget_gone(self._connection)
            checksums.seal_tables(self._connection)
        return told

    def derive_again(self, made_by: str) -> None:
        """Has all that was made of the articles' texts made anew by `made_by`; until then questions find the old."""
        with self._transaction():
            self._connection.execute("UPDATE articles SET fingerprint = ''")
            self._connection.execute("DELETE FROM generations")
            self._connection.execute("DELETE FROM facts WHERE name = 'succession'")
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('made_by', ?)", (made_by,))

    def rebuild_words_now(self) -> None:
        """Makes the index of words anew, from the texts; that of the answers' words is left empty (record.py)."""
        with self._transaction():
            self._rebuild_words()

    def _rebuild_words(self) -> None:
        # A damaged index may refuse to be emptied; it is always dropped, with whatever it holds.
        for table in ("words", "words_of_answers"):
            sql = "SELECT sql FROM sqlite_master WHERE name = ?"
            made = self._connection.execute(sql, (table,)).fetchone()[0]
            self._note_as_new(table, made)
            self._connection.execute(f"DROP TABLE {table}")
            self._connection.execute(made)
        self._connection.execute(_ALL_WORDS)

    def _note_as_new(self, table: str, made: str) -> None:
        """Gives an index the notes of an empty one: FTS5 opens none whose own are damaged, not even to drop it."""
        with closing(sqlite3.connect(":memory:")) as new, undefended(self._connection):
            new.execute(made)
            for notes in (f"{table}_config", f"{table}_data"):
                for row in new.execute(f"SELECT * FROM {notes}"):
                    self._connection.execute(f"INSERT OR REPLACE INTO {notes} VALUES (?, ?)", row)

    def _take_out(self, damage: Damage) -> None:
        if damage.kind is Damaged.ARTICLE:
            self._take_out_article(damage)
        elif damage.kind is Damaged.DERIVED:
            self._connection.execute("UPDATE articles SET fingerprint = '' WHERE key = ?", (damage.key,))
            row = self._connection.execute("SELECT file FROM articles WHERE key = ?", (damage.key,)).fetchone()
            have_read_again(self._connection, _clean(str(row["file"])))
            self._drop_derived(damage.key)
            self._note(damage, None)
        elif damage.kind is Damaged.MARKS:
            for table in ("marked", "dates", "utterances"):
                self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (damage.key,))
            self._note(damage, None)
        elif damage.kind is Damaged.TABLES:
            self._take_out_table(damage)
        else:
            self._take_out_kept(damage)

    def _take_out_article(self, damage: Damage) -> None:
        row = self._connection.execute("SELECT * FROM articles WHERE key = ?", (damage.key,)).fetchone()
        self._set_row_aside(damage, row, article_id=row["id"])
        known = self._connection.execute("DELETE FROM files WHERE path = ?", (_clean(str(row["file"])),)).rowcount
        if not known or not str(row["path"]).startswith(str(row["file"])):  # what is damaged may be the file's name
            have_read_again(self._connection)
        self._drop_derived(damage.key)
        self._connection.execute("DELETE FROM articles WHERE key = ?", (damage.key,))
        checksums.forget(self._connection, int(damage.key))

    def _take_out_kept(self, damage: Damage) -> None:
        table, key = str(damage.kind), checksums.KEPT[str(damage.kind)]
        row = self._connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (damage.key,)).fetchone()
        if row is None:  # it is gone, and only its checksum tells that it was there
            self._note(damage, None)
        else:
            self._set_row_aside(damage, row, article_id=None)
            self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (damage.key,))
        checksums.forget_kept(self._connection, table, damage.key)

    def _take_out_table(self, damage: Damage) -> None:
        """Every file is read again, and who replaces whom is found out again; words are made anew from the texts."""
        if damage.key == "generations":
            self._connection.execute("DELETE FROM generations")
        elif damage.key not in ("words", "chunks", "vectors", "index"):
            for table in ("files", "addresses", "replaced", "failures"):
                self._connection.execute(f"DELETE FROM {table}")
            self._connection.execute("DELETE FROM facts WHERE name IN ('succession', 'read_by')")
        self._note(damage, None)

    def _drop_derived(self, key: int | str) -> None:
        self._connection.execute("DELETE FROM vectors WHERE chunk IN (SELECT id FROM chunks WHERE article = ?)", (key,))
        for table in _OF_ARTICLE:
            self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (key,))

    def _set_row_aside(self, damage: Damage, row: sqlite3.Row, *, article_id: str | None) -> None:
        content = json.dumps({name: _as_json(row[name]) for name in row.keys()})  # noqa: SIM118 - a Row's own are values
        found_at = moment(self._clock())
        added = self._connection.execute(
            "INSERT INTO quarantined (kind, name, found_at, content) VALUES (?, ?, ?, ?)",
            (str(damage.kind), _clean(damage.name), found_at, content),
        )
        self._note(damage, SetAside(int(added.lastrowid or 0), article_id))

    def _note(self, damage: Damage, aside: SetAside | None) -> None:
        self._set_aside[damage] = aside or SetAside(0, None)

    def _outcome(self, damage: Damage, aside: SetAside) -> str:
        if damage.kind is not Damaged.ARTICLE:
            return _OUTCOMES[damage.kind]
        rows = self._connection.execute(
            "SELECT 1 FROM articles WHERE id = ? OR path = ?", (aside.article_id, damage.name)
        )
        if rows.fetchone() is None:
            return _LOST
        self._connection.execute("DELETE FROM quarantined WHERE number = ?", (aside.number,))
        return "was damaged in the library and is read again from its file"

    def _seal_unsealed(self) -> None:
        keys = self._connection.execute(
            "SELECT key FROM articles WHERE key NOT IN (SELECT article FROM article_checksums)"
        )
        for row in keys.fetchall():
            checksums.seal_article(self._connection, row[0])
        for table, key in checksums.KEPT.items():
            sql = (
                f"SELECT {key} FROM {table} WHERE cast({key} AS TEXT) NOT IN (SELECT key FROM checksums WHERE kind = ?)"
            )
            for row in self._connection.execute(sql, (table,)).fetchall():
                checksums.seal_kept(self._connection, table, key, row[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            checksums.unseal_tables(self._connection)
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


_ASIDE = "what is left of it is set aside in the table `quarantined`"
_LOST = f"was damaged in the library, and no file has it now: {_ASIDE}"
_OUTCOMES = {
    Damaged.DERIVED: "what was made of it in the library was damaged and is made anew",
    Damaged.MARKS: "its dates and speech in the library were damaged and are read again",
    Damaged.VERSIONS: f"an earlier version of this article was damaged or lost: {_ASIDE}",
    Damaged.ANSWERS: f"the answer kept to this question was damaged: {_ASIDE}",
    Damaged.FOLLOWED: f"what was followed under this name was damaged or lost: {_ASIDE}",
    Damaged.SET_DAYS: f"the day set by hand for this article was damaged or lost: {_ASIDE}",
    Damaged.REMOVED: f"that this article was removed by hand was damaged or lost, and it may come back: {_ASIDE}",
    Damaged.FETCHED: f"what was known of this address was damaged or lost; name it once more: {_ASIDE}",
    Damaged.READ_PATHS: f"that this path is to be read was damaged or lost; name it once more: {_ASIDE}",
    Damaged.TABLES: "this table of the library was damaged and is made anew",
}


def _as_json(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    r"""A text as SQLite can store it; bytes that are no UTF-8 are written as \\x…."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
