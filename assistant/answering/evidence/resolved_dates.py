"""Finds which day the relative dates of a sentence certainly mean: which Wednesday, which April."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache

from assistant.records.articles import Article, Sentence
from assistant.records.time import DateExpression
from assistant.time.certain_dates import certain_dates
from assistant.time.date_expressions import find_dates
from assistant.time.days_in_words import meanings_in_words


def resolved_dates(article: Article, sentence: Sentence) -> tuple[DateExpression, ...]:
    """The sentence's dates that only the day of publication tells, in order: ``article.text[start:end] == text``.

    Of those that the catalogue holds of the article the certain ones. None where the day of publication is not known.
    """
    return resolved_between(article, sentence.start, sentence.end)


def resolved_between(article: Article, start: int, end: int) -> tuple[DateExpression, ...]:
    """Such dates of the text between two places, which may hold several sentences."""
    if article.published is None:
        return ()
    relative = _relative_dates(article.text, article.published)
    first, last = (bisect_left(relative, place, key=lambda each: each.start) for place in (start, end))
    return relative[first:last]


def dates_in_brackets(article: Article, sentence: Sentence) -> str:
    """`` {Wednesday = 31 July 2024; last April = April 2024}`` for behind a sentence that a model reads, or nothing."""
    meanings = meanings_in_words(resolved_dates(article, sentence), article.published)
    return f" {{{meanings}}}" if meanings else ""


# The whole article, for a date may be read by one named before it. Some 5 ms for 1,000 words: kept for the other
# sentences of an answer's articles.
@lru_cache(maxsize=64)
def _relative_dates(text: str, published: date) -> tuple[DateExpression, ...]:
    return certain_dates(text, (each for each in find_dates(text, published) if each.relative), published)
