"""Articles, or a topic, to the evidence a summary is made from: oldest article first, copies counted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.answering.asking.scope import with_understood
from assistant.answering.asking.understand import Query, understand
from assistant.answering.evidence.evidence import gather_evidence
from assistant.answering.evidence.near_duplicates import fold_copies
from assistant.answering.quoting.outside_filters import given_up
from assistant.answering.searching.coverage import Terms, share, terms_of
from assistant.answering.searching.retrieve import SearchOptions, retrieve
from assistant.answering.searching.retrieve_parts import retrieve_parts
from assistant.index.library import Library
from assistant.language.figures import numbers_in
from assistant.language.words import stems_in
from assistant.records.articles import Article, Chunk
from assistant.records.evidence import Evidence, Passage, Scores
from assistant.records.ports import Embedder
from assistant.records.questions import Question

# A topic's summary draws on this many articles at most, with so many passages of each; the search looks further.
_MOST_ARTICLES = 60
_PER_ARTICLE = 3
_SEARCHED = 200
# Articles that have no more sentences together are read whole: comparing so many takes about 4 s of the processor.
_READ_WHOLE = 700
# A long time is searched in so many stretches at most, of no fewer days.
_WINDOWS, _WINDOW_DAYS = 6, 21
# An article is about a topic from 0 to about 1.5. Below the floor, or far below the best one, it only mentions it. (All
# 56 topics tried that two libraries report on were found; of 60 that they do not report on, but may mention in passing,
# 51 were refused.)
_FLOOR = 0.35
_OF_BEST = 0.35
# An article that lacks the topic's words may still be about it: from this cosine on, and wholly at the second.
_COSINES = (0.35, 0.55)
# Where so many articles hold all of the topic's words, those that lack some of them are about something else.
_PLENTY, _ALL = 5, 0.99
# A full name has one meaning, but its vector says little: an article that holds all of it is about it.
_FULL_NAME = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """What there is on a topic: all `articles` about it, the most so first, and `evidence` of those that are read.

    Both are empty when no article is about it; `nearest` is what comes closest.
    """

    query: Query
    terms: Terms
    evidence: Evidence
    nearest: Evidence
    undated_articles: int
    articles: tuple[Article, ...] = ()


def whole_articles(articles: Sequence[tuple[int, Article]], library: Library) -> Evidence:
    """Every sentence of the articles, each of which comes with its key in the library."""
    sentences = library.sentences([key for key, _ in articles])
    wholes = [
        Passage(article, Chunk(0, 0, len(sentences[key])), sentences[key], Scores(0.0))
        for key, article in articles
        if sentences.get(key)
    ]
    return gather_evidence(fold_copies(sorted(wholes, key=lambda whole: age(whole.article))))


def find_topic(question: Question, library: Library, embedder: Embedder, search_options: SearchOptions) -> Found:
    """The evidence on the topic that is the question's text, within its filters and what its words ask for.

    Raises the library's errors.
    """
    query = with_understood(understand(question), library)
    wider = replace(search_options, limit=_SEARCHED, per_article=_PER_ARTICLE, reranker=None)
    retrieved = retrieve_parts(query, library, embedder, wider)
    terms = terms_of(query, library.commonness)
    passages = _all_dense(
        [*retrieved.passages, *_of_windows(query, library, embedder, wider)], query, library, embedder
    )
    about, best = about_topic(terms, passages, plenty=_MOST_ARTICLES)
    read = _with_leads(about[:_MOST_ARTICLES], library)
    if not best and query.understood.parts:  # what comes nearest is no summary, so it may be of another time
        query = given_up(query)
        _, best = about_topic(terms, retrieve(query, library, embedder, wider).passages)
    return Found(
        query=query,
        terms=terms,
        evidence=_oldest_first(read),
        articles=tuple(passages[0].article for passages in about),
        nearest=_oldest_first(best[:3]),
        undated_articles=retrieved.undated_articles,
    )


def find_before(question: Question, library: Library, embedder: Embedder, search_options: SearchOptions) -> Evidence:
    """What articles before the first day of the question's filters say of its topic; nothing where there is no day."""
    since = question.filters.since
    if since is None or since == date.min:
        return Evidence()
    earlier = replace(question.filters, since=None, until=since - timedelta(days=1))
    return find_topic(replace(question, filters=earlier), library, embedder, search_options).evidence


def joined(first: Evidence, second: Evidence) -> Evidence:
    """Both, the articles of the second numbered after those of the first."""
    parts = [*first.articles, *second.articles]
    return Evidence(tuple(replace(part, number=number) for number, part in enumerate(parts, start=1)))


def about_topic(
    terms: Terms,
    passages: Sequence[Passage],
    *,
    floor: float = _FLOOR,
    of_best: float = _OF_BEST,
    plenty: int = _PLENTY,
) -> tuple[list[list[Passage]], list[list[Passage]]]:
    """The passages of the articles that are about a topic, by article, the most so first; and of all it chose from."""
    by_article: dict[str, list[Passage]] = {}
    for passage in passages:
        by_article.setdefault(passage.article.id, []).append(passage)
    about = {key: _aboutness(terms, found) for key, found in by_article.items()}
    least = max(floor, of_best * max(about.values(), default=0.0))
    holding = [key for key, found in by_article.items() if about[key] >= least and _held(terms, found) > _ALL]
    chosen_from = holding if len(holding) >= plenty else list(about)
    best = sorted(chosen_from, key=lambda key: -about[key])
    return [by_article[key] for key in best if about[key] >= least], [by_article[key] for key in best]


def _aboutness(terms: Terms, passages: Sequence[Passage]) -> float:
    """How much an article is about a topic: by the words of its title and passages, and by its nearest vector."""
    article = passages[0].article
    cosine = max(0.0, *(passage.scores.dense or 0.0 for passage in passages))
    if not terms.weights:  # "news of the week": only the filters choose
        return _FLOOR + cosine
    texts = [passage.text for passage in passages]
    day = article.published.strftime("%Y %m %d") if article.published else ""
    if not terms.names <= stems_in(" ".join([article.title, article.source or "", day, *texts])):
        return 0.0
    if not terms.numbers <= numbers_in("\n".join([article.title, day, *texts])):
        return 0.0
    low, high = _COSINES
    held = max(_held(terms, passages), min(1.0, (cosine - low) / (high - low)))
    is_full_name = len(terms.names) > 1 and terms.names == terms.weights.keys()
    return held * (0.5 * share(terms.weights, stems_in(article.title)) + cosine) + _FULL_NAME * is_full_name


def _held(terms: Terms, passages: Sequence[Passage]) -> float:
    """The weight of the terms that one passage and the title hold, as a share of all."""
    title = stems_in(passages[0].article.title)
    return max(share(terms.weights, title | stems_in(passage.text)) for passage in passages)


def _of_windows(query: Query, library: Library, embedder: Embedder, search_options: SearchOptions) -> Iterator[Passage]:
    """What a search of each stretch of a long time finds: one search of all of it finds most of its loudest days."""
    filters = query.question.filters
    oldest, newest = library.catalogue.published_span()
    if query.understood.parts or oldest is None or newest is None:
        return
    first, last = max(filters.since or oldest, oldest), min(filters.until or newest, newest)
    count = min(_WINDOWS, (last - first).days // _WINDOW_DAYS)
    for number in range(count if count > 1 else 0):
        since = first + (last - first) * number // count
        until = last if number == count - 1 else first + (last - first) * (number + 1) // count - timedelta(days=1)
        within = replace(query.question, filters=replace(filters, since=since, until=until))
        yield from retrieve(replace(query, question=within), library, embedder, search_options).passages


def _all_dense(passages: Sequence[Passage], query: Query, library: Library, embedder: Embedder) -> list[Passage]:
    """Each passage once, with the cosine of its vector also where only its words were found."""
    once = {(each.article.id, each.chunk.number): each for each in reversed(passages)}
    bare = {place for place, each in once.items() if each.scores.dense is None}
    keys = library.catalogue.keys({article for article, _ in bare})
    ids = {(key, row.chunk.number): row.id for key in keys.values() for row in library.catalogue.article_chunks(key)}
    numbers = {place: ids.get((keys[place[0]], place[1])) for place in bare}
    found, vectors = library.catalogue.vectors([number for number in numbers.values() if number is not None])
    asked = embedder.embed([query.standalone])[0]
    cosines = dict(zip(found, (vectors @ asked).tolist(), strict=True)) if found else {}
    return [
        each
        if place not in numbers
        else replace(each, scores=replace(each.scores, dense=cosines.get(numbers[place] or 0)))
        for place, each in reversed(once.items())
    ]


def lead_of(key: int, article: Article, library: Library) -> Passage | None:
    """The beginning of an article, given with its key: news tells first what is new."""
    sentences = library.sentences([key]).get(key, ())
    chunk = next((row.chunk for row in library.catalogue.article_chunks(key)), None)
    return Passage(article, chunk, sentences[chunk.first : chunk.last], Scores(1.0)) if chunk and sentences else None


def _with_leads(articles: Sequence[list[Passage]], library: Library) -> list[list[Passage]]:
    """Each article's passages, its beginning among them; of few articles all that they say."""
    keys = library.catalogue.keys(passages[0].article.id for passages in articles)
    sentences = library.sentences(keys.values())
    if sum(map(len, sentences.values())) <= _READ_WHOLE:
        wholes = [(found[0], sentences.get(keys[found[0].article.id], ())) for found in articles]
        return [[replace(first, chunk=Chunk(0, 0, len(own)), sentences=own)] for first, own in wholes if own]
    read = []
    for passages in articles:
        lead = lead_of(keys[passages[0].article.id], passages[0].article, library)
        known = lead is None or any(each.chunk.number == lead.chunk.number for each in passages)
        read.append(passages if known or lead is None else [*passages, replace(lead, copies=passages[0].copies)])
    return read


def _oldest_first(articles: Sequence[Sequence[Passage]]) -> Evidence:
    ordered = sorted(articles, key=lambda passages: age(passages[0].article))
    return gather_evidence([passage for passages in ordered for passage in passages])


def age(article: Article) -> tuple[bool, date, str, str]:
    """Sorts the oldest article first, undated ones last."""
    return article.published is None, article.published or date.min, article.published_time or "", article.path
