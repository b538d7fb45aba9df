"""What the catalogue knows of the pack of vectors: how much of its files counts, and which of its chunks are gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

_AT_ONCE = 5_000
_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it was published: so many rows, the last for `last_chunk`.

    `checksum` is the CRC-32 of the rows. What its files hold beyond them does not count.
    """

    number: int
    rows: int
    dimension: int
    last_chunk: int
    checksum: int


# A chunk's id, its article's key, its day, FTS5's count of its terms and its vector, as they are stored.
StoredChunk = tuple[int, int, int | None, bytes, bytes | None]


class PackTable:
    """Questions about the pack over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def current(self) -> Pack | None:
        """The published pack; None where what is noted of one cannot be."""
        row = self._connection.execute("SELECT number, rows, dimension, last_chunk, checksum FROM packs").fetchone()
        is_whole = row is not None and all(isinstance(each, int) and each >= 0 for each in row)
        return Pack(*row) if is_whole else None

    def fits(self) -> bool:
        """Whether the pack has as many chunks as the catalogue, those that are gone aside: 7 ms for a million.

        Where it has not, a row of either is lost. It is asked in one statement, for a writer may go on meanwhile.
        """
        row = self._connection.execute(
            "SELECT rows - (SELECT count(*) FROM gone)"
            " = (SELECT count(*) FROM chunks) - (SELECT count(*) FROM chunks WHERE id > last_chunk) FROM packs"
        ).fetchone()
        return row is None or bool(row[0])

    def next_number(self) -> int:
        """A number that no pack ever had."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'packs'").fetchone()
        return 1 if row is None else int(row[0]) + 1

    def dimension(self) -> int:
        """How many numbers a vector has, as most of the first have: some may be damaged; 0 in a library without one."""
        row = self._connection.execute(
            "SELECT length(vector) / 2 FROM (SELECT vector FROM vectors LIMIT ?)"
            " WHERE typeof(vector) = 'blob' AND length(vector) > 1 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
            (_COMPARED,),
        ).fetchone()
        return 0 if row is None else int(row[0])

    def gone(self) -> list[int]:
        """The chunks that are in the pack and no longer in the library, ascending."""
        return [row[0] for row in self._connection.execute("SELECT chunk FROM gone ORDER BY chunk")]

    def chunks_after(self, chunk: int) -> Iterator[list[StoredChunk]]:
        """The chunks with ids above this one, ascending, some thousand at a time."""
        rows = self._connection.execute(
            "SELECT chunks.id, chunks.article, chunks.day, words_docsize.sz, vectors.vector FROM chunks"
            " JOIN words_docsize ON words_docsize.id = chunks.id LEFT JOIN vectors ON vectors.chunk = chunks.id"
            " WHERE chunks.id > ? ORDER BY chunks.id",
            (chunk,),
        )
        rows.row_factory = None
        while batch := rows.fetchmany(_AT_ONCE):
            yield batch

    def replaced_articles(self, day: int) -> list[int]:
        """The keys of articles that another one stands for on this day, an ordinal."""
        rows = self._connection.execute(
            "SELECT articles.key FROM main.replaced CROSS JOIN main.articles ON articles.id = replaced.id"
            " WHERE replaced.day <= ?",
            (day,),
        )
        return [row[0] for row in rows]
