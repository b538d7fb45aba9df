"""Compares what is read for an answer with its checksum: what is damaged is left out, and that is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.errors import LibraryDamaged
from assistant.index.storage.checksums import (
    Checksums,
    article_digest,
    dates_digest,
    is_kept_sound,
    parts_digest,
    sealed,
    utterances_digest,
)
from assistant.index.storage.rows import MEND, article_of, fingerprint
from assistant.index.storage.schema import rows_for
from assistant.records.articles import Article

_TOLD = 3
_CHUNKS = "SELECT article, id, number, first, last, day FROM chunks WHERE article IN ({}) ORDER BY article, id"


class Soundness:
    """What one connection reads, compared; `tell` is told of each damaged article once, of a few by name.

    Without `tell` damage raises LibraryDamaged: who writes must not go on from it.
    """

    def __init__(self, connection: sqlite3.Connection, tell: Callable[[str], None] | None) -> None:
        self._connection, self._tell = connection, tell
        self._told: set[object] = set()

    def articles(self, rows: Sequence[sqlite3.Row]) -> list[tuple[sqlite3.Row, Article]]:
        """Those of the rows of `articles` that are sound, each with its article."""
        checksums = sealed(self._connection, [row["key"] for row in rows])
        found = []
        for row in rows:
            article = sound_article(row, checksums.get(row["key"]))
            if article is None:
                self._leave_out(row["key"], f"The article {row['path']!r}")
            else:
                found.append((row, article))
        return found

    def sentences(self, rows: Mapping[int, Sequence[sqlite3.Row]]) -> set[int]:
        """Those of the articles, by key, whose sentences and chunks are sound."""
        keys = list(rows)
        checksums = sealed(self._connection, keys)
        chunks: dict[int, list[tuple[object, ...]]] = {key: [] for key in keys}
        for row in map(tuple, rows_for(self._connection, _CHUNKS, keys)):
            chunks[row[0]].append(row[1:])
        return {key for key in keys if self._has_sound_parts(key, rows[key], chunks[key], checksums.get(key))}

    def dates(self, keys: Iterable[int]) -> set[int]:
        """Those of the articles whose dates are sound."""
        return self._sound_marks(keys, lambda kept: kept.dates, dates_digest, "The dates in")

    def utterances(self, keys: Iterable[int]) -> set[int]:
        """Those of the articles in which who says what is sound."""
        return self._sound_marks(keys, lambda kept: kept.utterances, utterances_digest, "Who says what in")

    def kept(self, table: str, row: sqlite3.Row, what: str) -> bool:
        """Whether a row of `versions`, `answers` or `set_days` is sound."""
        if is_kept_sound(self._connection, table, row):
            return True
        self._leave_out((table, row[0]), what)
        return False

    def _has_sound_parts(
        self, key: int, rows: Sequence[sqlite3.Row], chunks: Sequence[Sequence[object]], kept: Checksums | None
    ) -> bool:
        sentences = [tuple(row)[1:] for row in rows]
        if kept is None or kept.parts is None:
            sound = are_in_order(sentences)
        else:
            sound = parts_digest(sentences, chunks) == kept.parts
        if not sound:
            self._leave_out(key, f"The article {self._name(key)!r}")
        return sound

    def _sound_marks(
        self,
        keys: Iterable[int],
        of: Callable[[Checksums], bytes | None],
        now: Callable[[sqlite3.Connection, int], bytes],
        what: str,
    ) -> set[int]:
        asked = list(keys)
        checksums, sound = sealed(self._connection, asked), set()
        for key in asked:
            kept = of(checksums[key]) if key in checksums else None
            if kept is None or kept == now(self._connection, key):
                sound.add(key)
            else:
                self._leave_out((what, key), f"{what} the article {self._name(key)!r}")
        return sound

    def _name(self, key: int) -> object:
        row = self._connection.execute("SELECT path FROM articles WHERE key = ?", (key,)).fetchone()
        return key if row is None else row[0]

    def _leave_out(self, key: object, what: str) -> None:
        if self._tell is None:
            raise LibraryDamaged(f"{what} is damaged in the library.", hint=MEND)
        if key in self._told:
            return
        self._told.add(key)
        if len(self._told) <= _TOLD:
            self._tell(f"{what} is damaged in the library and left out. {MEND}")
        elif len(self._told) == _TOLD + 1:
            self._tell("More articles are damaged and left out. `assistant doctor` names them.")


def sound_article(row: sqlite3.Row, kept: Checksums | None) -> Article | None:
    """The article in a row of `articles`, None where it is not what was sealed.

    One that an earlier version of this program stored has no checksum: there the fingerprint of what it says counts.
    """
    if kept is not None and kept.row is not None and article_digest(row) != kept.row:
        return None
    try:
        article = article_of(row)
        if kept is None and row["fingerprint"] and fingerprint(article) != row["fingerprint"]:
            return None
    except (LibraryDamaged, TypeError, ValueError, AttributeError):
        return None
    return article


def are_in_order(sentences: Sequence[Sequence[object]]) -> bool:
    """Whether sentences (number, start, end, paragraph) follow each other as those of a text do."""
    reached = 0
    for place, row in enumerate(sentences):
        number, start, end, _ = row
        if not (isinstance(start, int) and isinstance(end, int)) or number != place or not reached <= start < end:
            return False
        reached = end
    return True
