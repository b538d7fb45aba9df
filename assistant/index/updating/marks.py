"""Reads off an article's sentences the days they name and who says what."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.index.storage.writing import Marks
from assistant.records.articles import Article, Sentence

# Whoever changes what the rules find raises the number: then every article is read for them again.
METHOD = "dates=4 speech=2"


def marks_of(article: Article, sentences: Sequence[Sentence]) -> Marks:
    """The dates, resolved from the day of publication, and the utterances of an article."""
    from assistant.articles.speech.speech import find_utterances  # both: 0.2 s, not paid when nothing changed
    from assistant.time.date_expressions import find_dates

    return Marks(METHOD, find_dates(article.text, article.published), find_utterances(article, sentences))
