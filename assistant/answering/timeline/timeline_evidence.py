"""A topic, or the whole library, to the reports of events that a timeline is made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from assistant.answering.asking.understand import understand
from assistant.answering.evidence.remarks import Place
from assistant.answering.searching.coverage import Terms, share, terms_of
from assistant.answering.searching.retrieve import SearchOptions, retrieve
from assistant.answering.summaries.summary_evidence import about_topic
from assistant.answering.timeline.events import Report, reports_in
from assistant.answering.timeline.report_likeness import without_days, words_shared
from assistant.answering.timeline.same_event import source_of
from assistant.answering.timeline.timeline_topic import Topic
from assistant.index.library import Library
from assistant.index.storage.catalogue import DatesOfArticle
from assistant.language.words import stems_in
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Handle, Passage
from assistant.records.ports import Embedder

# Of a topic's timeline: how many articles are looked at, and by how many passages each is judged.
_SEARCHED = 400
_PER_ARTICLE = 3
# An article that only mentions the topic may report an event of it: its sentences are judged one by one.
_FLOOR = 0.2
# How much a sentence must be about the topic, from 0 to 1, and its parts: its own words, those around it, its title's.
_ABOUT = 0.28
_OWN, _NEAR, _TITLE = 0.6, 0.2, 0.2
_WHOLLY_ABOUT = 0.6
# Comparing every report with every other, and embedding each, is quick up to here.
MOST_COMPARED = 1_500
# An article tells its own news in its first sentences; of the whole library's articles only these are read.
_FIRST_SENTENCES = 5
# Of so few articles the other sentences are read too, where those give fewer events than are wanted.
_FEW_ARTICLES = 100
# So many articles are read at a time.
_BATCH = 200
# Two sentences that share so much of their words count as one matter in choosing what is compared.
_ALIKE = 0.3
_DAYS_OF_ONE_EVENT = 1


@dataclass(frozen=True, slots=True)
class Reported:
    """The reports a timeline is made from, each with how much it is about the topic, and what was left out.

    `nearest` are passages for when there is none. `uncompared` counts reports beyond what can be compared. `further`
    are those from further down in the articles of a small library. `unreported` are sentences that report no event of a
    known day, of a topic's or a small library's articles: one may deny what another reports.
    """

    reports: tuple[Report, ...]
    relevance: Mapping[tuple[str, int, int], float]
    nearest: tuple[Passage, ...] = ()
    undated_articles: int = 0
    uncompared: int = 0
    further: tuple[Report, ...] = ()
    unreported: tuple[Place, ...] = ()


def reports_on(topic: Topic, library: Library, embedder: Embedder, search_options: SearchOptions) -> Reported:
    """The reports of events of a topic. Raises the library's errors."""
    query = understand(replace(topic.question, text=topic.text, filters=topic.articles))
    wider = replace(search_options, limit=_SEARCHED, per_article=_PER_ARTICLE, recent_days=None, reranker=None)
    retrieved = retrieve(query, library, embedder, wider)
    terms = terms_of(query, library.commonness)
    about, best = about_topic(terms, retrieved.passages, floor=_FLOOR, of_best=_FLOOR)
    wholes = [found[0].article for found in about]
    wholes += [copy for found in about for passage in found for copy in passage.every_copy]
    articles = {article.id: article for article in wholes}
    read = list(_read(articles.values(), library))
    wanted = embedder.embed([query.standalone])[0]
    held = [
        (report, sentences)
        for article, sentences, dates in read
        for report in reports_in(article, sentences, dates)
        if topic.bounds_hold(report)
    ]
    # The vectors with which the reports are compared later.
    vectors = embedder.embed([without_days(report) for report, _ in held]) @ wanted if held else []
    relevance = {
        report.key: _relevance(report, sentences, terms, float(cosine))
        for (report, sentences), cosine in zip(held, vectors, strict=True)
    }
    chosen = sorted(
        (report for report in certain([report for report, _ in held]) if relevance[report.key] >= _ABOUT),
        key=lambda each: (-relevance[each.key], each.key),
    )
    return Reported(
        reports=tuple(chosen[:MOST_COMPARED]),
        relevance=relevance,
        nearest=tuple(found[0] for found in best[:3]),
        undated_articles=sum(article.published is None for article in articles.values()),
        uncompared=max(0, len(chosen) - MOST_COMPARED),
        unreported=tuple(_unreported(read, chosen)),
    )


def main_reports(topic: Topic, library: Library) -> Reported:
    """The reports of the events that the whole library reports most, from the first sentences of its articles."""
    library.require_sources(topic.articles.sources)
    undated, reports = 0, []
    for batch in _batches(library.catalogue.all_articles(topic.articles)):
        undated += sum(article.published is None for article in batch)
        reports += _within(topic, _read(batch, library, first_sentences=_FIRST_SENTENCES))
    known = certain(reports)
    chosen = _most_reported(known)
    further, unreported = _further(topic, library)
    return Reported(
        reports=tuple(chosen),
        relevance={},
        undated_articles=undated,
        uncompared=len(known) - len(chosen),
        further=tuple(further),
        unreported=tuple(unreported),
    )


def _further(topic: Topic, library: Library) -> tuple[list[Report], list[Place]]:
    articles = list(islice(library.catalogue.all_articles(topic.articles), _FEW_ARTICLES + 1))
    if len(articles) > _FEW_ARTICLES:
        return [], []
    read = list(_read(articles, library))
    every = certain(_within(topic, read))
    further = [report for report in every if report.sentence.number >= _FIRST_SENTENCES][:MOST_COMPARED]
    return further, list(_unreported(read, every))


def _unreported(
    read: Iterable[tuple[Article, Sequence[Sentence], DatesOfArticle]], reports: Sequence[Report]
) -> Iterator[Place]:
    reported = {report.place for report in reports}
    for article, sentences, _ in read:
        for sentence in sentences:
            if (article.id, sentence.start) not in reported:
                yield Place(Handle(1, sentence.number + 1), article, sentence)


def _within(topic: Topic, read: Iterable[tuple[Article, Sequence[Sentence], DatesOfArticle]]) -> list[Report]:
    return [
        report
        for article, sentences, dates in read
        for report in reports_in(article, sentences, dates)
        if topic.bounds_hold(report)
    ]


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, _BATCH)):
        yield batch


def certain(reports: Sequence[Report]) -> list[Report]:
    """The reports without those whose very words stand in articles of several days and mean another day in each.

    Such words are repeated on pages for weeks; of which day they were written is not known.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for report in reports:
        days[report.text].add(report.first)
    places = {(report.place, report.text) for report in reports}
    repeated = Counter(text for _, text in places)
    return [
        report
        for report in reports
        if len(days[report.text]) == 1 or repeated[report.text] == 1 or not any(each.relative for each in report.dates)
    ]


def _read(
    articles: Iterable[Article], library: Library, *, first_sentences: int | None = None
) -> Iterator[tuple[Article, Sequence[Sentence], DatesOfArticle]]:
    """Each article with its sentences, or the first of them, and its dates."""
    by_id = {article.id: article for article in articles}
    keys = library.catalogue.keys(by_id)
    by_key = {keys[name]: article for name, article in by_id.items() if name in keys}
    sentences = library.sentences(by_key)
    dates = library.catalogue.dates(by_key, first_sentences=first_sentences)
    for key, article in sorted(by_key.items(), key=lambda each: each[1].id):
        yield article, sentences.get(key, ())[:first_sentences], dates.get(key, {})


def _relevance(report: Report, sentences: Sequence[Sentence], terms: Terms, cosine: float) -> float:
    """How much a report is about a topic: by its words, those around it and in the title, and by its vector.

    Not at all when the topic has names and none of the three holds one of them.
    """
    alike = min(1.0, max(0.0, cosine) / _WHOLLY_ABOUT)
    if not terms.weights:
        return alike
    at, text = report.sentence.number, report.article.text
    around = [sentences[other] for other in (at - 1, at + 1) if 0 <= other < len(sentences)]
    own, near, title = (
        stems_in(report.text),
        stems_in(" ".join(each.of(text) for each in around)),
        stems_in(report.article.title),
    )
    if terms.names and terms.names.isdisjoint(own | near | title):
        return 0.0
    held = own | near
    words = _OWN * share(terms.weights, own) + _NEAR * share(terms.weights, held) + _TITLE * share(terms.weights, title)
    return 0.5 * words + 0.5 * alike


def _most_reported(reports: Sequence[Report]) -> list[Report]:
    """Of very many reports, those of whose matter the most sources have one on the same days."""
    if len(reports) <= MOST_COMPARED:
        return list(reports)
    by_day: dict[date, list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        by_day[report.first].append(place)
    support = [0] * len(reports)
    for day, own in by_day.items():
        around = [
            by_day.get(day + timedelta(days=step), [])
            for step in range(-_DAYS_OF_ONE_EVENT, _DAYS_OF_ONE_EVENT + 1)
            if step
        ]
        places = [*own, *(place for places in around for place in places)]
        shared = words_shared([reports[place] for place in places])
        for row, place in enumerate(own):
            alike = {
                source_of(reports[other].article)
                for other, much in zip(places, shared[row], strict=True)
                if much >= _ALIKE
            }
            support[place] = len(alike)
    best = sorted(range(len(reports)), key=lambda place: (-support[place], -reports[place].worth, reports[place].key))
    return [reports[place] for place in best[:MOST_COMPARED]]
