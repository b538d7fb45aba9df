"""Checks the whole catalogue: its pages, and every row that has a checksum."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.errors import LibraryDamaged, LibraryError
from assistant.index.storage import checksums
from assistant.index.storage.schema import open_catalogue
from assistant.index.storage.soundness import are_in_order, sound_article
from assistant.index.storage.strangers import require_place_of_vectors

# What SQLite says of a row whose pages are in order: that row is mended like any other.
_OF_A_ROW = re.compile(r"(?:NULL|TEXT|NUMERIC|BLOB|REAL|INT|non-\w+) value in (\w+)\.")
# And of an index, which is made anew from its table (SQLite's own, and from 3.44 on that of FTS5, too).
_OF_AN_INDEX = re.compile(r"(?:row|wrong #|non-unique|rowid) .*\bindex\b|.*\bFTS5?\b|.*inverted index", re.IGNORECASE)
_AT_ONCE = 200
# Rows of articles that are gone: a kill leaves none, for an article and all that was made of it go together.
_ORPHANS = {
    **{
        table: f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT key FROM articles)"
        for table in ("sentences", "chunks", "marked", "dates", "utterances")
    },
    "vectors": "SELECT count(*) FROM vectors WHERE chunk NOT IN (SELECT id FROM chunks)",
    "words": "SELECT count(*) FROM words_docsize WHERE id NOT IN (SELECT id FROM chunks)",
    "chunks without words": "SELECT count(*) FROM chunks WHERE id NOT IN (SELECT id FROM words_docsize)",
    "replaced": "SELECT count(*) FROM replaced WHERE id NOT IN (SELECT id FROM articles)"
    " OR by_id NOT IN (SELECT id FROM articles)",
}


class Damaged(StrEnum):
    """What of the catalogue is damaged."""

    ARTICLE = "article"  # its own row: its text, or what is known of it
    DERIVED = "derived"  # what was made of an article's text: sentences, chunks, vectors
    MARKS = "marks"  # the dates and utterances in an article
    VERSIONS = "versions"
    ANSWERS = "answers"
    SET_DAYS = "set_days"
    FOLLOWED = "followed"
    REMOVED = "removed"
    FETCHED = "fetched"
    READ_PATHS = "read_paths"
    TABLES = "tables"  # rows of a table that has one checksum, or rows that belong to nothing


@dataclass(frozen=True, slots=True)
class Damage:
    """One row, or one table, that is not what was stored; `key` is the row's own, `name` what a reader knows it by."""

    kind: Damaged
    key: int | str
    name: str

    def __str__(self) -> str:
        return _WORDS[self.kind].format(self.name)


# The column by which a reader knows a row, where it is not its key.
_NAMES = {"answers": "question", "versions": "id", "removed": "path", "followed": "topic"}
_WORDS = {
    Damaged.ARTICLE: "the article {!r}",
    Damaged.DERIVED: "what was made of the article {!r}",
    Damaged.MARKS: "the dates and speech in the article {!r}",
    Damaged.VERSIONS: "an earlier version of the article {!r}",
    Damaged.ANSWERS: "the answer kept to {!r}",
    Damaged.SET_DAYS: "the day set by hand for the article {!r}",
    Damaged.FOLLOWED: "what is followed as {!r}",
    Damaged.REMOVED: "that the article {!r} was removed by hand",
    Damaged.FETCHED: "what is known of the address {!r}",
    Damaged.READ_PATHS: "that {!r} is a path to read",
    Damaged.TABLES: "the table {}",
}


def health(folder: Path) -> str | None:
    """What is wrong with the pages of the catalogue in `folder`, None where they are in order. Raises LibraryMissing.

    It reads every page, and no row: a second for 226,000 chunks.
    """
    try:
        with closing(open_catalogue(folder)) as connection:
            return page_fault(connection)
    except LibraryDamaged as error:
        return error.message


def first_damage(folder: Path) -> str | None:
    """The first damage in the catalogue in `folder`, of its pages or of its rows; None where there is none."""
    try:
        with closing(open_catalogue(folder)) as connection:
            return page_fault(connection) or next((str(each) for each in find_damage(connection)), None)
    except LibraryDamaged as error:
        return error.message.rstrip(".")
    except (LibraryError, OSError):
        return None


def page_fault(connection: sqlite3.Connection) -> str | None:
    """The first fault that SQLite finds in its pages, None where there is none; that of a single row is no such one."""
    try:
        for row in connection.execute("PRAGMA quick_check"):
            if row[0] != "ok" and not _OF_A_ROW.match(row[0]) and not _OF_AN_INDEX.match(row[0]):
                return str(row[0])
    except LibraryDamaged as error:
        return str(error.__cause__ or error.message)
    return None


def find_damage(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Everything in the catalogue that is not what was stored. Raises LibraryDamaged where it cannot be read."""
    articles = list(_damaged_articles(connection))
    yield from articles
    yield from _damaged_kept_rows(connection)
    yield from _damaged_tables(connection)
    for table, sql in _ORPHANS.items():
        # Beside a damaged article rows that belong to nothing are its own.
        if not articles and connection.execute(sql).fetchone()[0]:
            yield Damage(Damaged.TABLES, table.split()[0], table)


def is_generation(place: object, last_chunk: object, count: object, files: object) -> bool:
    """Whether a row of `generations` names vectors where they may be."""
    try:
        require_place_of_vectors(place)
    except LibraryDamaged:
        return False
    return isinstance(last_chunk, int) and isinstance(count, int) and isinstance(files, str)


def has_damaged_index(connection: sqlite3.Connection) -> bool:
    """Whether an index does not fit its table, which only the slower of SQLite's checks finds."""
    try:
        rows = connection.execute("PRAGMA integrity_check").fetchall()
    except LibraryDamaged:
        return True
    return any(row[0] != "ok" for row in rows)


def words_fault(connection: sqlite3.Connection) -> str | None:
    """What FTS5 finds wrong in its indexes of words, None where they are in order, or nothing can be written."""
    try:
        for table in ("words", "words_of_answers"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except LibraryDamaged as error:
        return error.message
    except LibraryError:
        return None
    return None


def _damaged_articles(connection: sqlite3.Connection) -> Iterator[Damage]:
    last = -(2**63)
    while True:
        rows = connection.execute(
            "SELECT * FROM articles WHERE key > ? ORDER BY key LIMIT ?", (last, _AT_ONCE)
        ).fetchall()
        if not rows:
            return
        sealed = checksums.sealed(connection, [row["key"] for row in rows])
        for row in rows:
            yield from _damage_of(connection, row, sealed.get(row["key"]))
        last = rows[-1]["key"]


def _damaged_kept_rows(connection: sqlite3.Connection) -> Iterator[Damage]:
    for table, key in checksums.KEPT.items():
        for row in connection.execute(f"SELECT * FROM {table}"):
            if not checksums.is_kept_sound(connection, table, row):
                yield Damage(Damaged(table), row[key], str(row[_NAMES.get(table, key)]))
        if table != "answers":  # which may be deleted by hand, as the documents say
            for gone in checksums.gone(connection, table):
                yield Damage(Damaged(table), gone, gone)


def _damaged_tables(connection: sqlite3.Connection) -> Iterator[Damage]:
    for table in checksums.TABLES:
        if not checksums.is_table_sound(connection, table):
            yield Damage(Damaged.TABLES, table, table)
    for row in connection.execute("SELECT place, last_chunk, count, files FROM generations"):
        if not is_generation(*row):
            yield Damage(Damaged.TABLES, "generations", "generations")
            break


def _damage_of(connection: sqlite3.Connection, row: sqlite3.Row, kept: checksums.Checksums | None) -> Iterator[Damage]:
    key, name = row["key"], str(row["path"])
    if sound_article(row, kept) is None:
        yield Damage(Damaged.ARTICLE, key, name)
        return
    now = checksums.made_of(connection, key)
    if kept is None or kept.parts is None:
        sentences = [tuple(each) for each in connection.execute(checksums.SENTENCES, (key,))]
        if not are_in_order(sentences) or (sentences and sentences[-1][2] > len(row["text"])):
            yield Damage(Damaged.DERIVED, key, name)
        return
    if now.parts != kept.parts or (kept.vectors is not None and now.vectors != kept.vectors):
        yield Damage(Damaged.DERIVED, key, name)
    elif (now.dates, now.utterances) != (kept.dates, kept.utterances):
        yield Damage(Damaged.MARKS, key, name)
