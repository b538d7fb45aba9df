"""Articles whose file was renamed: recognised by what they say, and moved with all that was made of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import replace

from assistant.index.storage.checksums import seal_row
from assistant.index.storage.rows import article_of, fingerprint, row_of
from assistant.index.storage.set_days import dated, has_set_day, own_date, set_day_of
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.articles import Article


class Renames:
    """Gives the articles of files that are gone the place of equal ones in files that are new."""

    def __init__(self, connection: sqlite3.Connection, writer: CatalogueWriter, missing: Collection[str]) -> None:
        """`missing` are the files that the library knows and that are no longer there."""
        self._connection, self._writer, self._missing = connection, writer, frozenset(missing)

    def former(self, article: Article) -> tuple[Article, Article] | None:
        """The article of a missing file that this new one is, and this one with the day set by hand for that one."""
        if not self._missing:
            return None
        rows = self._connection.execute(
            "SELECT * FROM articles WHERE title = ? AND text = ? ORDER BY path", (article.title, article.text)
        )
        for row in rows:
            if row["file"] in self._missing and row["id"] != article.id:
                old = article_of(row)
                new = self._as_set(old, article)
                # Nothing is moved that reading it at its new path would make otherwise, such as a day in a file's name.
                if row["fingerprint"] and fingerprint(replace(old, id=new.id)) == fingerprint(new):
                    return old, new
        return None

    def take(self, file: str, article: Article) -> Article | None:
        """Gives this article, read from `file`, the place of the one that it is; gives that back, None for none."""
        found = self.former(article)
        if found is None:
            return None
        old, new = found
        with self._writer.changing() as (connection, succession):
            row = row_of(new)
            columns = ", ".join(f"{name} = :{name}" for name in row)
            connection.execute(
                f"UPDATE articles SET {columns}, file = :file, fingerprint = :fingerprint WHERE id = :old",
                {**row, "file": file, "fingerprint": fingerprint(new), "old": old.id},
            )
            seal_row(connection, new.id)
            succession.goes_on_as(old, new)
        return old

    def _as_set(self, old: Article, new: Article) -> Article:
        """The new article with the old one's day, where that was set by hand and the file gives the same as before."""
        if not has_set_day(old):
            return new
        row = self._connection.execute("SELECT * FROM set_days WHERE id = ?", (old.id,)).fetchone()
        set_day = None if row is None else set_day_of(row)
        return dated(new, set_day.day) if set_day and set_day.own == own_date(new) else new
