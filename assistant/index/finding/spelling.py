"""A word that no article holds to the one that is written nearly like it, as the articles write it."""

from __future__ import annotations

import sqlite3
from collections import Counter

from assistant.index.finding.keywords import phrase
from assistant.language.nearest import nearest_words
from assistant.language.words import stem
from assistant.patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W\d_]+")
# In so many chunks is looked up how a word is written: most of its forms stand in the first ones.
_LOOKED_AT = 20
# A shorter stem is one slip away from too many others.
_FEWEST_LETTERS = 5


def is_held(connection: sqlite3.Connection, word: str) -> bool:
    """Whether an article holds the word, in any form."""
    found = connection.execute("SELECT 1 FROM main.words WHERE words MATCH ? LIMIT 1", (phrase(word),))
    return found.fetchone() is not None


def nearest_word(connection: sqlite3.Connection, word: str) -> str | None:
    """The word of the articles that is nearly this one, the one that most chunks hold; None where none is.

    Only words that begin with the same letter are compared: with a million chunks, one in twenty of a million stems.
    """
    root = stem(word.lower())
    if len(root) < _FEWEST_LETTERS:
        return None
    connection.execute("PRAGMA temp_store = MEMORY")  # the disk may be full, or read-only
    connection.execute("CREATE VIRTUAL TABLE temp.stems USING fts5vocab('main', 'words', 'row')")
    try:
        sql = "SELECT term, doc FROM temp.stems WHERE term >= ? AND term < ?"
        counts = dict(map(tuple, connection.execute(sql, (root[0], chr(ord(root[0]) + 1)))))
    finally:
        connection.execute("DROP TABLE temp.stems")
    near = nearest_words(root, [term for term in counts if len(term) >= _FEWEST_LETTERS])
    return _as_written(connection, max(near, key=lambda each: (counts[each], each))) if near else None


def _as_written(connection: sqlite3.Connection, term: str) -> str:
    """A stem as the articles write it: most often a whole word, with its capital."""
    rows = connection.execute(
        "SELECT substr(articles.text, low.start + 1, high.end - low.start) FROM main.words"
        " JOIN chunks ON chunks.id = words.rowid JOIN articles ON articles.key = chunks.article"
        " JOIN sentences AS low ON low.article = chunks.article AND low.number = chunks.first"
        " JOIN sentences AS high ON high.article = chunks.article AND high.number = chunks.last - 1"
        " WHERE words MATCH ? LIMIT ?",
        (phrase(term), _LOOKED_AT),
    )
    begins = term.removesuffix("i")  # as which the stemmer gives a "y"
    forms = Counter(form for row in rows for form in _WORD.findall(row[0]) if form.casefold().startswith(begins))
    return min(forms, key=lambda form: (-forms[form], form), default=term)
