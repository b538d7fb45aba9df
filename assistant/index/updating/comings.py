"""What an indexing run notes besides storing: articles renamed, kept out and changed, and files that failed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from assistant.index.storage.failures import note_failures
from assistant.index.storage.removed import KeptOut
from assistant.index.storage.renames import Renames
from assistant.index.storage.rows import moment
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.articles import Article, ArticleChange, Coming, SkippedFile

# When the last run ended that went through (ISO 8601, UTC).
INDEXED_AT = "indexed_at"


class Comings:
    """One run's notes; with `listed`, every article that comes, changes or goes is among the `changes`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        writer: CatalogueWriter,
        *,
        root: Path,
        clock: Callable[[], datetime],
        listed: bool = False,
    ) -> None:
        self._connection, self._writer, self._clock, self._listed = connection, writer, clock, listed
        self._kept_out_by_hand = KeptOut(connection, root)
        self._renames = Renames(connection, writer, ())
        self.changes: list[ArticleChange] = []
        self.renamed = self.kept_out = 0
        self.failed_before: frozenset[str] = frozenset()

    def expect(self, missing: Collection[str]) -> None:
        """Takes in which files are gone: an article of theirs that turns up in another file was renamed."""
        self._renames = Renames(self._connection, self._writer, missing)

    def keeps_out(self, article: Article, *, new: bool) -> bool:
        """Whether the reader removed this article by hand; counts it."""
        held = self._kept_out_by_hand.holds(article, new=new)
        self.kept_out += held
        return held

    def renames(self, file: str, article: Article) -> bool:
        """Whether this article is that of a missing file, which then has its new place; counts it."""
        old = self._renames.take(file, article)
        if old is not None:
            self.renamed += 1
            self.note(Coming.RENAMED, article, was=old.path)
        return old is not None

    def note(self, kind: Coming, article: Article, was: str = "") -> None:
        """Lists an article that came or changed."""
        if self._listed:
            self.changes.append(ArticleChange(kind, article.path, article.title, was))

    def note_gone(self, ids: Iterable[str]) -> None:
        """Lists articles that are about to be withdrawn."""
        if self._listed:
            for each in sorted(ids):
                row = self._connection.execute("SELECT path, title FROM articles WHERE id = ?", (each,)).fetchone()
                if row is not None:
                    self.changes.append(ArticleChange(Coming.REMOVED, *row))

    def finish(self, skipped: Iterable[SkippedFile], looked_at: Callable[[str], bool], named: Collection[str]) -> None:
        """Keeps what could not be read, and when the run ended; `looked_at` tells whether it looked at a file.

        Of a file that was `named` itself the reason is told again.
        """
        self.failed_before = note_failures(self._writer, skipped, looked_at, self._clock).difference(named)
        self._writer.note(INDEXED_AT, moment(self._clock()))


def remarks_on_replaced(before: Mapping[str, str], now: Mapping[str, str]) -> list[SkippedFile]:
    """Says which files hold an earlier version of an article that another file holds too, once."""
    return [
        SkippedFile(path, f"has the same url as {current}, which is later; it is kept as an earlier version of it")
        for path, current in sorted(now.items())
        if path not in before
    ]
