"""Passages to evidence: each article's sentences once, numbered, and what their relative dates surely mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from assistant.answering.evidence.near_duplicates import also_in
from assistant.records.answers import Citation
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Evidence, EvidenceArticle, Handle, Passage
from assistant.records.time import DateExpression
from assistant.time.certain_dates import certain_dates
from assistant.time.date_expressions import find_dates
from assistant.time.days_in_words import meanings_in_words


def gather_evidence(passages: Sequence[Passage]) -> Evidence:
    """The sentences of all passages; articles in the order of their best passage."""
    sentences: dict[str, dict[int, Sentence]] = {}
    articles: dict[str, Article] = {}
    copies: dict[str, dict[str, Article]] = {}
    for passage in passages:
        key = passage.article.id
        articles[key] = passage.article
        sentences.setdefault(key, {}).update({each.number: each for each in passage.sentences})
        copies.setdefault(key, {}).update({copy.id: copy for copy in passage.every_copy})
    return Evidence(
        tuple(
            EvidenceArticle(
                number,
                articles[key],
                tuple(found[place] for place in sorted(found)),
                tuple(copies[key].values()),
            )
            for number, (key, found) in enumerate(sentences.items(), start=1)
        )
    )


class Citations:
    """Gives evidence sentences their reader's numbers in the order in which they are first cited.

    From 1, or behind the numbers that are `given` already; those stay.
    """

    def __init__(self, evidence: Evidence, given: Sequence[Citation] = ()) -> None:
        self._evidence = evidence
        self._articles = [each for part in evidence.articles for each in (*part.copies, part.article)]
        self._numbered = {(each.article.id, each.start): each for each in given}
        self._last = max((each.n for each in given), default=0)

    def number(self, handles: Iterable[Handle]) -> tuple[int, ...]:
        """The reader's numbers of handles that the evidence holds, each once."""
        numbers = []
        for handle in handles:
            found = self._evidence.find(handle)
            if found is None:
                continue
            article, sentence = found
            key = (article.id, sentence.start)
            if key not in self._numbered:
                quote = sentence.of(article.text)
                self._last += 1
                self._numbered[key] = Citation(
                    n=self._last,
                    quote=quote,
                    start=sentence.start,
                    end=sentence.end,
                    article=article,
                    copies=also_in(quote, article, self._articles),
                    dates=resolved_dates(article, sentence),
                )
            numbers.append(self._numbered[key].n)
        return tuple(dict.fromkeys(numbers))

    def all(self) -> tuple[Citation, ...]:
        """Every citation given so far, by number."""
        return tuple(self._numbered.values())


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
    return certain_dates(article.text, relative[first:last], article.published, among=relative)


def dates_in_brackets(article: Article, sentence: Sentence) -> str:
    """`` {Wednesday = 31 July 2024; last April = April 2024}`` for behind a sentence that a model reads, or nothing."""
    meanings = meanings_in_words(resolved_dates(article, sentence), article.published)
    return f" {{{meanings}}}" if meanings else ""


# The whole article, for a date may be read by one named before it. Some 5 ms for 1,000 words: kept for the other
# sentences of an answer's articles.
@lru_cache(maxsize=64)
def _relative_dates(text: str, published: date) -> tuple[DateExpression, ...]:
    return tuple(each for each in find_dates(text, published) if each.relative)
