"""Checksums of what the catalogue holds: of each article and all that was made of it, and of each kept row.

SQLite notices a page that makes no sense, never a letter that became another one. So whoever writes a row seals it
here, and whoever quotes it compares. A checksum keeps off chance, not an attacker, who could seal a row as well.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.index.storage.schema import rows_for

_BYTES = 8
# The columns of an article that its checksum covers: all but the key, and the fingerprint, which is one itself.
_ARTICLE = (
    *("id", "file", "path", "title", "source", "url", "authors", "published", "published_time", "day", "origins"),
    *("remarks", "text"),
)
# The kept rows that are sealed one by one: the table and its key; all its columns count.
KEPT = {
    "versions": "number",
    "answers": "id",
    "set_days": "id",
    "followed": "number",
    "removed": "id",
    "fetched": "address",
    "read_paths": "path",
}
# The tables that have one checksum each, sealed when a run ends and taken back by the first write: what they hold can
# be made again, and no single row of them is quoted.
TABLES = {
    "words": ("words_data", "words_idx", "words_docsize"),
    **{table: (table,) for table in ("facts", "files", "earlier_ids", "addresses", "replaced", "failures")},
}
_TABLE = "table"
SENTENCES = "SELECT number, start, end, paragraph FROM sentences WHERE article = ? ORDER BY number"
_CHUNKS = "SELECT id, number, first, last, day FROM chunks WHERE article = ? ORDER BY id"
_VECTORS = (
    "SELECT chunks.id, vector FROM chunks LEFT JOIN vectors ON vectors.chunk = chunks.id WHERE chunks.article = ?"
    " ORDER BY chunks.id"
)
_DATES = 'SELECT sentence, start, "end", first, last, relative FROM dates WHERE article = ? ORDER BY start'
_UTTERANCES = (
    "SELECT sentence, speaker, mention_start, mention_end, said_start, said_end, kind, confidence FROM utterances"
    " WHERE article = ? ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Checksums:
    """What was sealed of one article; None for what was not."""

    row: bytes | None = None
    parts: bytes | None = None
    vectors: bytes | None = None
    dates: bytes | None = None
    utterances: bytes | None = None


def digest(rows: Iterable[Sequence[object]]) -> bytes:
    """A checksum of rows of values: of their kinds, their lengths and what they are."""
    found = hashlib.blake2b(digest_size=_BYTES)
    for row in rows:
        for value in row:
            content = _content(value)
            found.update(f"{type(value).__name__}{len(content)}:".encode())
            found.update(content)
    return found.digest()


def parts_digest(sentences: Iterable[Sequence[object]], chunks: Iterable[Sequence[object]]) -> bytes:
    """A checksum of an article's sentences and chunks: rows of numbers, of which there are thousands in a question."""
    rows = ([tuple(row) for row in sentences], [tuple(row) for row in chunks])
    return hashlib.blake2b(repr(rows).encode("utf-8", "backslashreplace"), digest_size=_BYTES).digest()


def article_digest(row: sqlite3.Row) -> bytes:
    """A checksum of a row of `articles`."""
    return digest([[row[name] for name in _ARTICLE]])


def chunks_of(connection: sqlite3.Connection, key: int) -> list[sqlite3.Row]:
    """The rows of an article's chunks, as their checksum takes them."""
    return connection.execute(_CHUNKS, (key,)).fetchall()


def dates_digest(connection: sqlite3.Connection, key: int) -> bytes:
    """A checksum of the dates that an article names."""
    return digest(connection.execute(_DATES, (key,)))


def utterances_digest(connection: sqlite3.Connection, key: int) -> bytes:
    """A checksum of who says what in an article."""
    return digest(connection.execute(_UTTERANCES, (key,)))


def made_of(connection: sqlite3.Connection, key: int) -> Checksums:
    """The checksums that an article and all that was made of it have now."""
    row = connection.execute("SELECT * FROM articles WHERE key = ?", (key,)).fetchone()
    return Checksums(
        row=None if row is None else article_digest(row),
        parts=parts_digest(connection.execute(SENTENCES, (key,)), chunks_of(connection, key)),
        vectors=digest(connection.execute(_VECTORS, (key,))),
        dates=dates_digest(connection, key),
        utterances=utterances_digest(connection, key),
    )


def sealed(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Checksums]:
    """The checksums that were sealed of articles, by key."""
    rows = rows_for(connection, "SELECT * FROM article_checksums WHERE article IN ({})", keys)
    return {row[0]: Checksums(*row[1:]) for row in map(tuple, rows)}


def seal_article(connection: sqlite3.Connection, key: int) -> None:
    """Seals an article and all that was made of it, as it is now."""
    now = made_of(connection, key)
    values = (key, now.row, now.parts, now.vectors, now.dates, now.utterances)
    connection.execute("INSERT OR REPLACE INTO article_checksums VALUES (?, ?, ?, ?, ?, ?)", values)


def seal_row(connection: sqlite3.Connection, article_id: str) -> None:
    """Seals an article of which only its own row has changed."""
    row = connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is not None:
        sql = "UPDATE article_checksums SET row = ? WHERE article = ?"
        connection.execute(sql, (article_digest(row), row["key"]))


def seal_marks(connection: sqlite3.Connection, key: int) -> None:
    """Seals the dates and utterances of an article."""
    connection.execute(
        "UPDATE article_checksums SET dates = ?, utterances = ? WHERE article = ?",
        (dates_digest(connection, key), utterances_digest(connection, key), key),
    )


def unseal_vectors(connection: sqlite3.Connection) -> None:
    """Takes the vectors of all articles for not yet made."""
    connection.execute("UPDATE article_checksums SET vectors = NULL")


def forget(connection: sqlite3.Connection, key: int) -> None:
    """Strikes the checksums of an article that is removed."""
    connection.execute("DELETE FROM article_checksums WHERE article = ?", (key,))


def seal_kept(connection: sqlite3.Connection, table: str, column: str, value: object) -> None:
    """Seals the rows of a table in KEPT that have a value in a column, and strikes the checksums of rows now gone."""
    for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,)).fetchall():
        values = (table, str(row[KEPT[table]]), digest([tuple(row)]))
        connection.execute("INSERT OR REPLACE INTO checksums VALUES (?, ?, ?)", values)


def forget_kept(connection: sqlite3.Connection, table: str, key: object) -> None:
    """Strikes the checksum of a row that is removed."""
    connection.execute("DELETE FROM checksums WHERE kind = ? AND key = ?", (table, str(key)))


def gone(connection: sqlite3.Connection, table: str) -> list[str]:
    """The keys of rows that were sealed and are not there."""
    sql = f"SELECT key FROM checksums WHERE kind = ? AND key NOT IN (SELECT cast({KEPT[table]} AS TEXT) FROM {table})"
    return [row[0] for row in connection.execute(sql, (table,))]


def forget_gone(connection: sqlite3.Connection) -> None:
    """Strikes the checksums of rows that were removed."""
    for table, key in KEPT.items():
        sql = f"DELETE FROM checksums WHERE kind = ? AND key NOT IN (SELECT cast({key} AS TEXT) FROM {table})"
        connection.execute(sql, (table,))


def is_kept_sound(connection: sqlite3.Connection, table: str, row: sqlite3.Row) -> bool:
    """Whether a row of a table in KEPT is what was sealed; one of an earlier version of this program was not sealed."""
    sql = "SELECT digest FROM checksums WHERE kind = ? AND key = ?"
    found = connection.execute(sql, (table, str(row[KEPT[table]]))).fetchone()
    return found is None or found[0] == digest([tuple(row)])


def sound_rows(connection: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    """The rows of a table in KEPT, by their key, but for those that are not what was sealed."""
    key = KEPT[table]
    kept = {row[0]: row[1] for row in connection.execute("SELECT key, digest FROM checksums WHERE kind = ?", (table,))}
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY {key}").fetchall()
    return [row for row in rows if kept.get(str(row[key])) in (None, digest([tuple(row)]))]


def seal_tables(connection: sqlite3.Connection) -> None:
    """Seals the tables that have one checksum each, as they are now."""
    for name in TABLES:
        values = (_TABLE, name, _table_digest(connection, name))
        connection.execute("INSERT OR REPLACE INTO checksums VALUES (?, ?, ?)", values)


def unseal_tables(connection: sqlite3.Connection) -> None:
    """Takes these checksums back, because the tables are being written to."""
    connection.execute("DELETE FROM checksums WHERE kind = ?", (_TABLE,))


def is_table_sound(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a table is what was sealed; one that is not sealed may be."""
    found = connection.execute("SELECT digest FROM checksums WHERE kind = ? AND key = ?", (_TABLE, name)).fetchone()
    return found is None or found[0] == _table_digest(connection, name)


def _table_digest(connection: sqlite3.Connection, name: str) -> bytes:
    return digest(row for table in TABLES[name] for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))


def _content(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return str(value).encode("utf-8", "backslashreplace")
