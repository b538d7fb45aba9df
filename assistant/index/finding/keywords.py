"""Words to the chunks that hold them, scored by BM25 over the chunks seen on a day as if there were no others."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.index.finding.exact import UNDATED
from assistant.index.storage.schema import TOKENIZER

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
# Words whose chunks are kept for the next question; a frequent word's take half a megabyte.
_WORDS_KEPT = 200


def phrase(word: str) -> str:
    """A word as FTS5 takes it literally, whatever it holds."""
    return '"' + _literal(word) + '"'


@dataclass(frozen=True, slots=True)
class _Chunks:
    """Every chunk of the library: ids, ascending, the day of each (UNDATED for none) and its length in terms."""

    ids: NDArray[np.int64]
    days: NDArray[np.int64]
    lengths: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which of the chunks were seen on a day, how many they are, and their average length."""

    day: date
    mask: NDArray[np.bool_]
    count: int
    average_length: float


@dataclass(frozen=True, slots=True)
class _Holders:
    """The places, among all chunks, of those that hold a word, and how often, a title's words counting more."""

    places: NDArray[np.int64]
    weights: NDArray[np.float64]


class Keywords:
    """Keyword search as on a day.

    FTS5 counts every chunk of the library in its scores, so that articles of later days would change them. Here its
    index is read for the chunks that hold a word, and its formula is worked out over those seen on the day.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """`connection` sees the whole library."""
        self._connection = connection
        self._version: int | None = None
        self._chunks: _Chunks | None = None
        self._seen: _Seen | None = None
        self._holders: dict[str, _Holders] = {}

    def search(self, words: Sequence[str], limit: int, *, day: date, among: Sequence[int] | None) -> list[Scored]:
        """The chunks seen on a day that hold any of the words, best first, and all that tie at the limit.

        With `among` only these chunks are found; the statistics stay those of all that were seen.
        """
        import numpy as np

        chunks, seen = self._on(day)
        scores = np.zeros(len(chunks.ids))
        found = np.zeros(len(chunks.ids), dtype=bool)
        for word in words:
            holders = self._holding(word, chunks, seen)
            scores[holders.places] += _scores(holders, chunks.lengths[holders.places], seen)
            found[holders.places] = True
        if among is not None:
            found &= np.isin(chunks.ids, np.array(among, dtype=np.int64))
        places = np.flatnonzero(found)
        if len(places) > limit:
            least = np.partition(scores[places], -limit)[-limit]
            places = places[scores[places] >= least]
        best = places[np.argsort(-scores[places], kind="stable")]
        return list(zip(chunks.ids[best].tolist(), scores[best].tolist(), strict=True))

    def share(self, word: str, *, day: date) -> float:
        """The share of the chunks seen on a day that hold a word in any of its forms, at least one chunk's."""
        chunks, seen = self._on(day)
        return max(1, len(self._holding(word, chunks, seen).places)) / max(1, seen.count)

    def _on(self, day: date) -> tuple[_Chunks, _Seen]:
        """All chunks, read anew when the library has changed, and which of them were seen on a day."""
        version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        if self._chunks is None or self._version != version:
            self._chunks, self._seen, self._version = self._all_chunks(), None, version
            self._holders.clear()
        if self._seen is None or self._seen.day != day:
            mask = self._chunks.days <= day.toordinal()
            count = int(mask.sum())
            self._seen = _Seen(day, mask, count, float(self._chunks.lengths[mask].sum()) / max(1, count))
        return self._chunks, self._seen

    def _all_chunks(self) -> _Chunks:
        import numpy as np

        sql = "SELECT chunks.id, chunks.day, sz FROM chunks JOIN words_docsize USING (id) ORDER BY chunks.id"
        rows = self._connection.execute(sql).fetchall()
        return _Chunks(
            np.array([row[0] for row in rows], dtype=np.int64),
            np.array([UNDATED if row[1] is None else row[1] for row in rows], dtype=np.int64),
            np.array([_length(row[2]) for row in rows], dtype=np.float64),
        )

    def _holding(self, word: str, chunks: _Chunks, seen: _Seen) -> _Holders:
        """The chunks seen that hold a word."""
        import numpy as np

        if word not in self._holders:
            if len(self._holders) >= _WORDS_KEPT:
                self._holders.clear()
            rows = self._occurrences(word) if len(chunks.ids) else []
            numbers = np.array([number for number, _ in rows], dtype=np.int64)
            weights = np.array([weight for _, weight in rows], dtype=np.float64)
            places = np.minimum(np.searchsorted(chunks.ids, numbers), len(chunks.ids) - 1)
            known = chunks.ids[places] == numbers if len(rows) else np.zeros(0, dtype=bool)
            self._holders[word] = _Holders(places[known], weights[known])
        every = self._holders[word]
        kept = seen.mask[every.places]
        return _Holders(every.places[kept], every.weights[kept])

    def _occurrences(self, word: str) -> list[tuple[int, float]]:
        """The chunks that hold a word, each with its weighted number; a word of several terms is held in a row."""
        terms = self._terms(word)
        if not terms:
            return []
        if len(terms) == 1:
            sql = (
                "SELECT doc, sum(CASE col WHEN 'title' THEN ? ELSE 1.0 END) FROM temp.occurrences"
                " WHERE term = ? GROUP BY doc"
            )
            return [(row[0], row[1]) for row in self._connection.execute(sql, (TITLE_WEIGHT, terms[0]))]
        sql = "SELECT doc, col, offset FROM temp.occurrences WHERE term = ?"
        beginnings = [
            {(row[0], row[1], row[2] - place) for row in self._connection.execute(sql, (term,))}
            for place, term in enumerate(terms)
        ]
        weights: dict[int, float] = {}
        for number, column, _ in set.intersection(*beginnings):
            weights[number] = weights.get(number, 0.0) + (TITLE_WEIGHT if column == "title" else 1.0)
        return sorted(weights.items())

    def _terms(self, word: str) -> list[str]:
        """The terms that the index has for a word, in order: it is put through the same tokenizer."""
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


def _length(sizes: bytes) -> int:
    """How many words a chunk has: FTS5 keeps the number of each column as a variable-length integer."""
    total = value = 0
    for byte in sizes:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            total, value = total + value, 0
    return total
