"""Reads the earlier versions of articles: those kept when a text changed or went, and those in files still there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import pairwise

from assistant.index.storage.rows import article_of
from assistant.index.storage.schema import rows_for
from assistant.index.storage.soundness import Soundness
from assistant.index.storage.succession import order, same_text
from assistant.records.versions import History, Version

_SHORTEST_ID = 4


class VersionReader:
    """Questions to the catalogue about what its articles were."""

    def __init__(self, connection: sqlite3.Connection, soundness: Soundness) -> None:
        self._connection, self._soundness = connection, soundness

    def history(self, article_id: str) -> History:
        """All versions of the article that this id belongs to now; without any for an id never heard of.

        Damaged ones are left out.
        """
        now = self.current_ids([article_id])[article_id]
        rows = self._connection.execute("SELECT * FROM articles WHERE id = ?", (now,)).fetchall()
        current = next((article for _, article in self._soundness.articles(rows)), None)
        found: list[tuple[int, Version]] = []
        members = self._connection.execute(
            "SELECT articles.*, replaced_at FROM replaced JOIN articles ON articles.id = replaced.id WHERE by_id = ?",
            (now,),
        ).fetchall()
        found += [(0, Version(article, row["replaced_at"])) for row, article in self._soundness.articles(members)]
        for name in (now, *(each["id"] for each in members)):
            kept = self._connection.execute("SELECT * FROM versions WHERE id = ?", (name,)).fetchall()
            found += [
                (each["number"], Version(article_of(each), each["replaced_at"]))
                for each in kept
                if self._soundness.kept("versions", each, f"An earlier version of the article {each['path']!r}")
            ]
        found.sort(key=lambda each: (each[1].replaced_at, order(each[1].article), each[0]))
        versions = [version for _, version in found]
        states = [*(version.article for version in versions), *([current] if current else [])]
        again = {number for number, pair in enumerate(pairwise(states)) if same_text(*pair)}
        return History(now, current, tuple(each for number, each in enumerate(versions) if number not in again))

    def counts(self) -> dict[str, int]:
        """How many earlier versions each current article has, by id, where there are any."""
        rows = self._connection.execute("SELECT id FROM versions UNION SELECT by_id FROM replaced")
        histories = (self.history(row[0]) for row in rows.fetchall())
        return {each.id: len(each.earlier) for each in histories if each.current and each.earlier}

    def current_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """The id by which the article of each id goes now, which need not be there: it may be withdrawn."""
        wanted = list(dict.fromkeys(ids))
        there = self._pairs("SELECT id, id FROM articles WHERE id IN ({})", wanted)
        renamed = self._pairs("SELECT id, now FROM earlier_ids WHERE id IN ({})", wanted)
        now = {each: there.get(each) or renamed.get(each, each) for each in wanted}
        later = self._pairs("SELECT id, by_id FROM replaced WHERE id IN ({})", list(now.values()))
        return {each: later.get(name, name) for each, name in now.items()}

    def replaced_by(self, article_id: str) -> str | None:
        """The id of the article that stands for this one, which is there too."""
        row = self._connection.execute("SELECT by_id FROM replaced WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else str(row[0])

    def find(self, name: str) -> list[str]:
        """Ids, now, of articles that went by this id (or its beginning) or path, or have a version of this title."""
        rows = self._connection.execute(
            "SELECT now FROM earlier_ids WHERE length(:name) >= :short AND id >= :name AND id < :name || 'g'"
            " UNION SELECT id FROM versions WHERE path = :name OR title = :name"
            " OR (length(:name) >= :short AND id >= :name AND id < :name || 'g') LIMIT 10",
            {"name": name, "short": _SHORTEST_ID},
        )
        return list(dict.fromkeys(self.current_ids(row[0] for row in rows.fetchall()).values()))

    def _pairs(self, sql: str, values: list[str]) -> dict[str, str]:
        return {row[0]: row[1] for row in rows_for(self._connection, sql, values)}
