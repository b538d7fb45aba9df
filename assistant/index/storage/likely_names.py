"""The beginning of a name, or one that nothing has, to the names in the catalogue that may be meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.nearest import nearest_texts

# Among so many titles, the newest, is looked for one like what was typed: 0.1 s.
_TITLES = 200_000


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article's id and title."""

    id: str
    title: str


def ids_beginning(connection: sqlite3.Connection, beginning: str, limit: int) -> list[NamedArticle]:
    """The newest articles whose ids begin so."""
    rows = connection.execute(
        "SELECT id, title FROM articles WHERE id >= ? AND id < ? || 'g' ORDER BY day DESC, id LIMIT ?",
        (beginning, beginning, limit),
    )
    return [NamedArticle(*row) for row in rows]


def sources_beginning(connection: sqlite3.Connection, beginning: str, limit: int) -> list[str]:
    """The sources whose names begin so; those with most articles first."""
    rows = connection.execute(
        "SELECT source FROM articles WHERE source <> '' GROUP BY source ORDER BY count(*) DESC, source"
    )
    return [row[0] for row in rows if row[0].startswith(beginning)][:limit]


def titles_like(connection: sqlite3.Connection, typed: str, limit: int) -> list[NamedArticle]:
    """The articles whose titles hold what was typed, or something like it, the nearest first."""
    rows = connection.execute("SELECT id, title FROM articles ORDER BY day DESC, id LIMIT ?", (_TITLES,))
    articles = [NamedArticle(*row) for row in rows]
    return [articles[place] for place in nearest_texts(typed, [each.title for each in articles], limit)]


def in_words(articles: Sequence[NamedArticle]) -> str:
    """The articles as a question: "Did you mean 'The tide' (0123456789ab) or …?"; "" without any."""
    named = [f"{each.title!r} ({each.id})" for each in articles]
    joined = " or ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)
    return f"Did you mean {joined}?" if named else ""
