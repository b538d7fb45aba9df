"""Passages to evidence: each article's sentences once, in the article's order, under the article's best rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.evidence.near_duplicates import also_in
from assistant.answering.evidence.resolved_dates import resolved_dates
from assistant.records.answers import Citation
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Evidence, EvidenceArticle, Handle, Passage


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
