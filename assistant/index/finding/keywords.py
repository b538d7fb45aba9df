"""Words to the chunks that hold them, scored by BM25 over the chunks seen on a day as if there were no others."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.index.finding.chunk_table import ChunkReader, ChunkTable
from assistant.index.storage.tables import TOKENIZER
from assistant.language.scripts import searchable
from assistant.records.questions import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A chunk's id and its score; higher is better.
Scored = tuple[int, float]
# A title that holds the words says more than a sentence that does (measured, design.md).
TITLE_WEIGHT = 2.0
# FTS5's bm25() (sqlite.org/fts5.html, section 5.1.1) has these constants, and this in place of an idf that is none.
_K1, _B = 1.2, 0.75
_LEAST_IDF = 1e-6
# A term's place in a title or a chunk takes so many bits.
_OFFSET_BITS = 20
# So many places of words are kept for the next question, at 16 bytes each.
_PLACES_KEPT = 4_000_000


def phrase(word: str) -> str:
    """A word as FTS5 takes it literally, whatever it holds."""
    return '"' + searchable(_literal(word)) + '"'


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which of the chunks were seen on a day, how many they are, and their average length."""

    day: date | None
    mask: NDArray[np.bool_]
    count: int
    average_length: float


@dataclass(frozen=True, slots=True)
class _Holders:
    """The places, among all chunks, of those that hold a word, and how often, a title's words counting more."""

    places: NDArray[np.int64]
    weights: NDArray[np.float64]


class Keywords:
    """Keyword search, as on a day or over the whole library.

    FTS5 counts every chunk of the library in its scores, so that articles of later days would change them, and takes a
    microsecond for each chunk that holds a word. Here its index is read for the chunks that hold a word, and its
    formula is worked out over those seen on the day.
    """

    def __init__(self, connection: sqlite3.Connection, chunks: ChunkReader) -> None:
        """`connection` sees the whole library."""
        self._connection, self._chunks = connection, chunks
        self._table: ChunkTable | None = None
        self._seen: _Seen | None = None
        self._holders: dict[str, _Holders] = {}

    def search(self, words: Sequence[str], limit: int, filters: Filters) -> list[Scored]:
        """The chunks let through that hold any of the words, best first, and all that tie at the limit.

        The statistics are those of all chunks seen on the as-of day, whatever else the filters leave out.
        """
        import numpy as np

        table, seen = self._on(filters.as_of)
        scores = np.zeros(len(table.ids))
        found = np.zeros(len(table.ids), dtype=bool)
        for word in words:
            holders = self._holding(word, table, seen)
            scores[holders.places] += _scores(holders, table.lengths[holders.places], seen)
            found[holders.places] = True
        found &= self._chunks.let_through(filters, table)
        places = np.flatnonzero(found)
        if len(places) > limit:
            least = np.partition(scores[places], -limit)[-limit]
            places = places[scores[places] >= least]
        best = places[np.argsort(-scores[places], kind="stable")]
        return list(zip(table.ids[best].tolist(), scores[best].tolist(), strict=True))

    def share(self, word: str, *, day: date | None) -> float:
        """The share of the chunks seen on a day that hold a word in any of its forms, at least one chunk's."""
        table, seen = self._on(day)
        return max(1, len(self._holding(word, table, seen).places)) / max(1, seen.count)

    def _on(self, day: date | None) -> tuple[ChunkTable, _Seen]:
        """All chunks, and which of them were seen on a day."""
        table = self._chunks.table()
        if self._table is not table:
            self._table, self._seen = table, None
            self._holders.clear()
        if self._seen is None or self._seen.day != day:
            mask = table.present if day is None else table.present & (table.days <= day.toordinal())
            count = int(mask.sum())
            self._seen = _Seen(day, mask, count, float(table.lengths[mask].sum()) / max(1, count))
        return table, self._seen

    def _holding(self, word: str, table: ChunkTable, seen: _Seen) -> _Holders:
        """The chunks seen that hold a word."""
        if word not in self._holders:
            if sum(len(each.places) for each in self._holders.values()) > _PLACES_KEPT:
                self._holders.clear()
            numbers, weights = self._occurrences(word)
            places = table.ids.searchsorted(numbers)
            known = places < len(table.ids)
            known[known] = table.ids[places[known]] == numbers[known]
            self._holders[word] = _Holders(places[known], weights[known])
        every = self._holders[word]
        kept = seen.mask[every.places]
        return _Holders(every.places[kept], every.weights[kept])

    def _occurrences(self, word: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The chunks that hold a word, each with its weighted number; a word of several terms is held in a row."""
        import numpy as np

        beginnings = [self._places(term) - number for number, term in enumerate(self._terms(word))]
        held = beginnings[0] if beginnings else np.zeros(0, dtype=np.int64)
        for each in beginnings[1:]:
            held = np.intersect1d(held, each, assume_unique=True)
        numbers, is_text = held >> _OFFSET_BITS + 1, held >> _OFFSET_BITS & 1
        firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
        if not len(firsts):
            return numbers, np.zeros(0)
        return numbers[firsts], np.add.reduceat(np.where(is_text, 1.0, TITLE_WEIGHT), firsts)

    def _places(self, term: str) -> NDArray[np.int64]:
        """Where a term stands, ascending: the chunk's id, then a bit that is 0 for its title, then the place in either.

        SQLite writes them as one text: a row for each, through Python, took four times as long.
        """
        import numpy as np

        sql = (
            f"SELECT group_concat((doc << {_OFFSET_BITS + 1}) + ((col <> 'title') << {_OFFSET_BITS}) + offset)"
            " FROM temp.occurrences WHERE term = ?"
        )
        text = self._connection.execute(sql, (term,)).fetchone()[0] or ""
        return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, dtype=np.int64)

    def _terms(self, word: str) -> list[str]:
        """The terms that the index has for a word of words.py, in order: it is put through the same tokenizer."""
        self._make_tables()
        self._connection.execute("INSERT INTO temp.typed (rowid, word) VALUES (1, ?)", (_literal(word),))
        try:
            rows = self._connection.execute("SELECT term FROM temp.typed_terms ORDER BY offset")
            return [row[0] for row in rows]
        finally:
            self._connection.execute("INSERT INTO temp.typed (typed) VALUES ('delete-all')")

    def _make_tables(self) -> None:
        for sql in (
            "PRAGMA temp_store = MEMORY",
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed USING fts5 (word, content='', tokenize=\"{TOKENIZER}\")",
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_terms USING fts5vocab (temp, typed, instance)",
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrences USING fts5vocab (main, words, instance)",
        ):
            self._connection.execute(sql)


def _scores(holders: _Holders, lengths: NDArray[np.float64], seen: _Seen) -> NDArray[np.float64]:
    """What one word adds to the score of each chunk that holds it, by FTS5's operations in FTS5's order."""
    held = len(holders.places)
    idf = math.log((seen.count - held + 0.5) / (held + 0.5))
    saturated = (holders.weights * (_K1 + 1.0)) / (
        holders.weights + _K1 * (1 - _B + _B * lengths / (seen.average_length or 1.0))
    )
    return (idf if idf > 0 else _LEAST_IDF) * saturated


def _literal(word: str) -> str:
    return re.sub(r'["\x00]', " ", word)
