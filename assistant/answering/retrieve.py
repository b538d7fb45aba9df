"""A query to passages: dense and keyword search fused by article, weighed by date, near-copies folded together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.copies import Shingles
from assistant.answering.understand import Query
from assistant.index.catalogue import ChunkRow
from assistant.index.library import Library
from assistant.index.vectors import Neighbour
from assistant.types import Embedder, Passage, Scores

# Candidates taken from each search. With 500 three gold articles in 225 are lost, 2,000 gain nothing.
_CANDIDATES = 1_000
# Shares of an article's best and second-best chunk by each search (benchmarks/retrieval.py; 225 news questions, all
# 6,881 articles: R@1 .70, R@5 .92, R@10 .97; the best chunks alone .66, .93, .96). An article that is about the
# question has two such chunks, one that mentions it in passing has one.
_KEYWORD_SHARES = (0.4, 0.2)
_DENSE_SHARES = (0.2, 0.2)
# What a chunk gets from a search that did not find it: somewhat less than that search's last.
_KEYWORD_FLOOR = 0.8
_DENSE_FLOOR = 0.95
# How much more an article of the asking day weighs than an old one.
_DATE_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Wishes:
    """How many passages, how many of one article, and how fast the prior on dates falls (to 1/e), in days.

    `prior_days` None: all days weigh alike.
    """

    limit: int = 10
    per_article: int = 3
    prior_days: float | None = 30.0


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Passages, best first, and how many articles a date filter left out since they are undated."""

    passages: tuple[Passage, ...]
    undated_articles: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A chunk with what each search made of it, and its share of each search's best."""

    row: ChunkRow
    keyword: float | None
    dense: float | None
    keyword_share: float
    dense_share: float

    @property
    def share(self) -> float:
        return self.keyword_share + self.dense_share


def retrieve(query: Query, whole: Library, embedder: Embedder, wishes: Wishes) -> Retrieved:
    """The passages that fit the query best.

    Raises UsageError for a source that no article has, and the library's and the embedder's errors.
    """
    filters = query.question.filters
    library = whole.as_of(filters.as_of)
    library.require_sources(filters.sources)
    dense = library.nearest(embedder.embed([query.standalone])[0], _CANDIDATES, filters)
    keyword = library.with_words(query.words, _CANDIDATES, filters)
    by_article: dict[int, list[_Candidate]] = {}
    for candidate in _candidates(dense, keyword, library):
        by_article.setdefault(candidate.row.article, []).append(candidate)
    dated = library.catalogue.ids_and_days(by_article)
    reference = query.question.today
    if query.understood.latest:  # long after a library's end its newest articles are still the latest there are
        reference = min(reference, library.catalogue.published_span()[1] or reference)
    scored = {
        key: (_article_score(chunks), _date_prior(dated[key][1], reference, wishes.prior_days))
        for key, chunks in by_article.items()
    }
    # Copies and second passages fall out below, so more articles are read than passages wanted.
    best = sorted(scored, key=lambda key: (-scored[key][0] * scored[key][1], dated[key][0]))[: wishes.limit * 2]
    articles, sentences = library.articles(best), library.sentences(best)
    passages = []
    for key in best:
        chunks = sorted(by_article[key], key=lambda each: (-each.share, each.row.chunk.number))
        for each in chunks[: wishes.per_article]:
            fused = math.prod(scored[key]) * each.share / (chunks[0].share or 1.0)
            scores = Scores(fused, dense=each.dense, keyword=each.keyword, date_prior=scored[key][1])
            span = sentences[key][each.row.chunk.first : each.row.chunk.last]
            passages.append(Passage(articles[key], each.row.chunk, span, scores))
    passages.sort(key=lambda passage: -passage.scores.fused)
    return Retrieved(tuple(fold_copies(passages)[: wishes.limit]), library.catalogue.count_undated(filters))


def fold_copies(passages: Sequence[Passage]) -> list[Passage]:
    """Passages that print one text become the best of them, which names the articles of the others as its copies."""
    kept: list[Passage] = []
    shingles = Shingles()
    for passage in passages:
        original = next((place for place, other in enumerate(kept) if shingles.is_copy(other, passage)), None)
        if original is None:
            kept.append(passage)
        elif all(copy.id != passage.article.id for copy in kept[original].copies):
            kept[original] = replace(kept[original], copies=(*kept[original].copies, passage.article))
    return kept


def _candidates(dense: Sequence[Neighbour], keyword: Sequence[Neighbour], library: Library) -> list[_Candidate]:
    cosines, bm25 = dict(dense), dict(keyword)
    best_dense, last_dense = (dense[0][1], dense[-1][1]) if dense else (1.0, 0.0)
    best_keyword, last_keyword = (keyword[0][1], keyword[-1][1]) if keyword else (1.0, 0.0)
    if len(keyword) < _CANDIDATES:
        last_keyword = 0.0  # every chunk with any of the words was found
    rows = library.chunks(list(cosines | bm25))
    return [
        _Candidate(
            row,
            bm25.get(number),
            cosines.get(number),
            max(0.0, bm25.get(number, last_keyword * _KEYWORD_FLOOR)) / (best_keyword or 1.0),
            max(0.0, cosines.get(number, last_dense * _DENSE_FLOOR)) / max(best_dense, 1e-6),
        )
        for number, row in rows.items()
    ]


def _article_score(chunks: Sequence[_Candidate]) -> float:
    """An article's score: shares of its two best chunks by each search. One chunk alone counts for half of a second."""
    score = 0.0
    for shares, values in (
        (_KEYWORD_SHARES, sorted((each.keyword_share for each in chunks), reverse=True)),
        (_DENSE_SHARES, sorted((each.dense_share for each in chunks), reverse=True)),
    ):
        score += sum(share * value for share, value in zip(shares, [*values, values[-1] / 2], strict=False))
    return score


def _date_prior(day: date | None, reference: date, days: float | None) -> float:
    """1 for an undated or old article, rising to 1 + the weight for one of the reference day."""
    if day is None or days is None:
        return 1.0
    age = max(0, (reference - day).days)
    return 1.0 + _DATE_WEIGHT * math.exp(-age / days)
