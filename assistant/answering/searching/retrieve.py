"""A query to passages: dense and keyword search fused by rank, the first read with the question, copies folded."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking.understand import Query
from assistant.answering.comparing.differing_copies import within_limit
from assistant.answering.evidence.near_duplicates import fold_copies
from assistant.errors import ModelError
from assistant.index.finding.exact import Neighbour
from assistant.index.library import Library
from assistant.index.storage.catalogue import ChunkRow
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Passage, Scores
from assistant.records.ports import Embedder, Reranker

# Candidates taken from each search, and the constant of reciprocal rank fusion (Cormack and others, 2009).
_CANDIDATES = 200
_RANK_CONSTANT = 60
# So many are read together with the question: with 30 or 50 in its place benchmarks/held.py finds nothing more first.
_READ = 20
# How much more an article of the asking day weighs than an old one, where the question asks for the latest.
_DATE_WEIGHT = 1.5
_QUESTION_MARKS = "?？"


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How many passages, how many of one article, who reads them, and how fast recency falls (to 1/e), in days.

    `recent_days` counts only where a question asks for the latest; None: never. `reranker` None: the order of the
    searches stays; beside one their first place is worth `first_place` of its logits (benchmarks/held.py --leave-out).
    `by_words`: vectors are not compared, as the embedder was not trained on the question's script.
    `order` orders what the reranker reads, in its place; where that fails, the reranker does.
    """

    limit: int = 10
    per_article: int = 3
    recent_days: float | None = 30.0
    reranker: Reranker | None = None
    order: Reranker | None = None
    first_place: float = 3.0
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Passages, best first, and how many articles a date filter left out since they are undated."""

    passages: tuple[Passage, ...]
    undated_articles: int = 0


def retrieve(query: Query, whole: Library, embedder: Embedder, search_options: SearchOptions) -> Retrieved:
    """The passages that fit the query best.

    Raises UsageError for a source that no article has, and the library's, the embedder's and the reranker's errors.
    """
    filters = query.question.filters
    library = whole.as_of(filters.as_of)
    library.require_sources(filters.sources)
    dense = []
    if not search_options.by_words:
        dense = library.nearest(embedder.embed([query.standalone])[0], _CANDIDATES, filters)
    keyword = library.with_words(query.words, _CANDIDATES, filters)
    shares = _fused(dense, keyword)
    every = library.chunks(list(shares))
    dated = library.catalogue.ids_and_days({row.article for row in every.values()})
    rows = {number: row for number, row in every.items() if row.article in dated}
    recency = _recency(query, library, {number: dated[row.article][1] for number, row in rows.items()}, search_options)
    order = sorted(
        rows, key=lambda each: (-shares[each] * recency[each], dated[rows[each].article][0], rows[each].chunk.number)
    )
    # Copies and second passages fall out below, so more are read than are wanted.
    first = order[: max(_READ, search_options.limit * 4)]
    articles = library.articles({rows[number].article for number in first})
    sentences = library.sentences(articles)
    first = [number for number in first if rows[number].article in sentences]  # damaged ones are left out
    cosines, bm25 = dict(dense), dict(keyword)
    passages = [
        Passage(
            articles[rows[number].article],
            rows[number].chunk,
            _with_neighbours(rows[number], articles, sentences),
            Scores(
                shares[number] * recency[number],
                dense=cosines.get(number),
                keyword=bm25.get(number),
                date_prior=recency[number],
            ),
        )
        for number in first
    ]
    if search_options.reranker is not None:
        passages = _reranked(query, passages, search_options.reranker, search_options)
    kept = _spread(passages, search_options.per_article)
    return Retrieved(
        tuple(within_limit(fold_copies(kept), search_options.limit)), library.catalogue.count_undated(filters)
    )


def heading(article: Article) -> str:
    """What stands in front of an article's text when it is read: its title and day."""
    day = f"{article.published.day} {article.published:%B %Y}" if article.published else ""
    return "".join(f"{part}. " for part in (article.title.rstrip(". "), day) if part)


def _fused(*rankings: Sequence[Neighbour]) -> dict[int, float]:
    """Each chunk's sum of 1 / (60 + rank), as a share of what first place in all rankings gives."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, (number, _) in enumerate(ranking):
            scores[number] += _RANK_CONSTANT / (_RANK_CONSTANT + rank) / len(rankings)
    return dict(scores)


def _reranked(
    query: Query, passages: Sequence[Passage], reranker: Reranker, search_options: SearchOptions
) -> list[Passage]:
    """The first passages by what orders them and the searches' score together, then the others as they were."""
    read = passages[:_READ]
    texts = [heading(each.article) + each.text for each in read]
    scores = reranker.scores(query.standalone, texts)
    ordering = scores
    if search_options.order is not None:
        with suppress(ModelError):  # who asked for it has been told
            ordering = search_options.order.scores(query.standalone, texts)
    ranked = [
        Passage(
            each.article,
            each.chunk,
            each.sentences,
            Scores(
                float(placing) + search_options.first_place * each.scores.fused,
                each.scores.dense,
                each.scores.keyword,
                each.scores.date_prior,
                reranked=float(score),
            ),
        )
        for each, placing, score in zip(read, ordering, scores, strict=True)
    ]
    return [*sorted(ranked, key=lambda each: -each.scores.fused), *passages[_READ:]]


def _spread(passages: Iterable[Passage], per_article: int) -> list[Passage]:
    """At most so many of each article."""
    taken: Counter[str] = Counter()
    kept = []
    for passage in passages:
        taken[passage.article.id] += 1
        if taken[passage.article.id] <= per_article:
            kept.append(passage)
    return kept


def _with_neighbours(
    row: ChunkRow, articles: Mapping[int, Article], sentences: Mapping[int, Sequence[Sentence]]
) -> tuple[Sentence, ...]:
    """A chunk's sentences; with the sentence before that asks what it answers, and the one after that answers it."""
    text, all_sentences = articles[row.article].text, sentences[row.article]
    first, last = row.chunk.first, row.chunk.last
    if first > 0 and _asks(all_sentences[first - 1].of(text)):
        first -= 1
    if last < len(all_sentences) and _asks(all_sentences[last - 1].of(text)):
        last += 1
    return tuple(all_sentences[first:last])


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"'”’»)] ").endswith(tuple(_QUESTION_MARKS))


def _recency(
    query: Query, library: Library, days: Mapping[int, date | None], search_options: SearchOptions
) -> Mapping[int, float]:
    """1, and where the latest is asked for up to 1 + the weight for an article of the library's last days."""
    fall = search_options.recent_days
    if fall is None or not query.understood.latest:
        return dict.fromkeys(days, 1.0)
    newest = library.catalogue.published_span()[1] or query.question.today
    reference = min(query.question.today, newest)
    return {
        number: 1.0 + _DATE_WEIGHT * math.exp(-max(0, (reference - day).days) / fall) if day else 1.0
        for number, day in days.items()
    }
