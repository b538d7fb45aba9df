"""The articles that the reader removed by hand: taken out, kept out, erased and let in again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from assistant.articles.metadata.build import ID_DIGITS
from assistant.index.storage.checksums import forget_gone, forget_kept, seal_kept, sound_rows
from assistant.index.storage.record import forget
from assistant.index.storage.rows import article_of, have_read_again, moment
from assistant.index.storage.schema import rows_for
from assistant.index.storage.writing import CatalogueWriter
from assistant.patterns import lazy_pattern
from assistant.records.articles import Article
from assistant.records.removals import RemovedArticle

# Set while the text of removed articles is being erased, so that a run that is cut off is completed by the next.
ERASING = "erasing"
_SHORTEST_ID = 4
_ROW = lazy_pattern(r"#\d+$")
_ID = lazy_pattern(rf"\b[0-9a-f]{{{ID_DIGITS}}}\b")


class KeptOut:
    """Tells whether an article that is read was removed by hand."""

    def __init__(self, connection: sqlite3.Connection, root: Path) -> None:
        rows = sound_rows(connection, "removed")
        self._root = root
        self._ids = {row["id"] for row in rows}
        self._files = {row["content"]: row["file"] for row in rows}

    def holds(self, article: Article, *, new: bool) -> bool:
        """By its id; a `new` one also where it says what a removed one said whose file is gone: it was renamed."""
        if not self._ids or article.id in self._ids:
            return bool(self._ids)
        file = self._files.get(_content(article)) if new else None
        return file is not None and not (self._root / file).exists()


class RemovedReader:
    """Questions to the catalogue about articles that were removed, or are to be."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[RemovedArticle]:
        """Every article that the reader removed, by path."""
        rows = sorted(sound_rows(self._connection, "removed"), key=itemgetter("path"))
        return [RemovedArticle(row["id"], row["file"], row["path"], row["title"], row["removed_at"]) for row in rows]

    def find(self, name: str) -> list[RemovedArticle]:
        """Removed articles whose id begins with `name`, or whose path, file name or title is `name`."""
        found = self.all()
        exact = [each for each in found if name in (each.id, each.path)]
        return exact or [each for each in found if _is_called(each, name)]

    def withdrawn(self) -> list[Article]:
        """The last version of each article that is not in the library any more."""
        rows = self._connection.execute(
            "SELECT *, max(number) FROM versions WHERE id NOT IN (SELECT id FROM articles) GROUP BY id ORDER BY path"
        )
        return [article_of(row) for row in rows]

    def members(self, ids: Sequence[str]) -> list[str]:
        """These articles, and those in other files for which they stand as the later state."""
        found = rows_for(self._connection, "SELECT id FROM replaced WHERE by_id IN ({})", ids)
        return list(dict.fromkeys([*ids, *(row[0] for row in found)]))

    def answers_quoting(self, ids: Iterable[str]) -> list[int]:
        """The answers kept that name one of these articles, by an id of now or of earlier."""
        wanted = list(ids)
        former = [row[0] for row in rows_for(self._connection, "SELECT id FROM earlier_ids WHERE now IN ({})", wanted)]
        names = {*wanted, *former}
        rows = self._connection.execute("SELECT id, answer FROM answers")
        return [row[0] for row in rows if not names.isdisjoint(_ID.findall(row[1]))]


def remove(
    writer: CatalogueWriter, ids: Sequence[str], clock: Callable[[], datetime], *, erase: bool, answers: bool = False
) -> None:
    """Takes articles out for good, in one transaction: their texts are kept as withdrawn versions, or erased.

    With `answers` the answers kept that quote them are erased too.
    """
    now = moment(clock())
    with writer.changing() as (connection, _):
        if answers:
            forget(connection, RemovedReader(connection).answers_quoting(ids))
        for article_id in ids:
            _remove(connection, writer, article_id, now, erase=erase)
        if erase:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, '1')", (ERASING,))
        forget_gone(connection)


def let_in(writer: CatalogueWriter, removed: Iterable[RemovedArticle]) -> None:
    """Forgets that articles were removed, and has their files read again."""
    with writer.changing() as (connection, _):
        for each in removed:
            connection.execute("DELETE FROM removed WHERE id = ?", (each.id,))
            forget_kept(connection, "removed", each.id)
            have_read_again(connection, each.file)


def _remove(connection: sqlite3.Connection, writer: CatalogueWriter, article_id: str, now: str, *, erase: bool) -> None:
    row = connection.execute("SELECT file FROM articles WHERE id = ?", (article_id,)).fetchone()
    article = writer.take_out(article_id, keep=not erase)
    if article is None:  # withdrawn before: only its versions are left, and they go only when erased
        last = connection.execute("SELECT * FROM versions WHERE id = ? ORDER BY number DESC LIMIT 1", (article_id,))
        version = last.fetchone()
        if version is None or not erase:
            return
        article = article_of(version)
    file = row["file"] if row else _ROW.sub("", article.path)
    known = connection.execute("SELECT file FROM removed WHERE id = ?", (article_id,)).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO removed VALUES (?, ?, ?, ?, ?, ?)",
        (article_id, known["file"] if known else file, article.path, "" if erase else article.title,
         _content(article), now),
    )  # fmt: skip
    seal_kept(connection, "removed", "id", article_id)
    if erase:
        connection.execute("DELETE FROM versions WHERE id = ?", (article_id,))
        connection.execute("DELETE FROM earlier_ids WHERE id = :id OR now = :id", {"id": article_id})
        connection.execute("DELETE FROM set_days WHERE id = ?", (article_id,))
        connection.execute("DELETE FROM quarantined WHERE json_extract(content, '$.id') = ?", (article_id,))


def _is_called(removed: RemovedArticle, name: str) -> bool:
    if name == removed.title or removed.path.endswith(f"/{name}"):
        return True
    return len(name) >= _SHORTEST_ID and removed.id.startswith(name)


def _content(article: Article) -> str:
    return hashlib.sha256(f"{article.title}\x1f{article.text}".encode("utf-8", "surrogatepass")).hexdigest()
