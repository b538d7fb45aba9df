"""An article's sentence to what its relative dates mean: which Wednesday, which April."""

from __future__ import annotations

from dataclasses import replace

from assistant.articles.date_expressions import find_dates
from assistant.articles.days_in_words import meanings_in_words
from assistant.types import Article, DateExpression, Sentence


def resolved_dates(article: Article, sentence: Sentence) -> tuple[DateExpression, ...]:
    """The sentence's dates that only the day of publication tells, in order: ``article.text[start:end] == text``.

    Read with the paragraph before it, from which "two days earlier" may be counted. None where that day is not known.
    """
    if article.published is None:
        return ()
    before = article.text.rfind("\n\n", 0, max(0, article.text.rfind("\n\n", 0, sentence.start)))
    start = 0 if before < 0 else before + 2
    found = find_dates(article.text[start : sentence.end], article.published)
    moved = (replace(each, start=each.start + start, end=each.end + start) for each in found if each.relative)
    return tuple(each for each in moved if each.start >= sentence.start)


def dates_in_brackets(article: Article, sentence: Sentence) -> str:
    """`` {Wednesday = 31 July 2024; last April = April 2024}`` for behind a sentence that a model reads, or nothing."""
    meanings = meanings_in_words(resolved_dates(article, sentence), article.published)
    return f" {{{meanings}}}" if meanings else ""
