"""Searches the whole library, if nothing within the filters of a query answers, for what is about its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.understand import Query
from assistant.answering.quoting.compose_quotes import QuotedAnswer
from assistant.answering.searching.retrieve import SearchOptions, retrieve
from assistant.index.library import Library
from assistant.index.storage.catalogue import DatesOfArticle
from assistant.records.articles import Article, Sentence
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Passage
from assistant.records.ports import Embedder
from assistant.records.questions import Filters
from assistant.records.time import DaySpan
from assistant.time.date_expressions import find_dates

# A sentence by its article's id and its number there.
SentenceKeys = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Unscoped:
    """What a search of everything found; where a time was named, only the sentences `in_period` may answer."""

    passages: tuple[Passage, ...]
    in_period: SentenceKeys | None = None

    @property
    def may_answer(self) -> tuple[Passage, ...]:
        """The passages of the articles that may answer: with what stands around the sentences that tell of the time."""
        if self.in_period is None:
            return self.passages
        articles = {article for article, _ in self.in_period}
        return tuple(passage for passage in self.passages if passage.article.id in articles)


def given_up(query: Query) -> Query:
    """The query of a second attempt, which searches everything its filters let through."""
    return replace(query, understood=replace(query.understood, given_up=True))


def search_unscoped(query: Query, library: Library, embedder: Embedder, search_options: SearchOptions) -> Unscoped:
    """What is found without the query's parts.

    A sentence tells of a time when it, or another of its paragraph, names a day of it: another July's figure is not
    this one's.
    """
    found = retrieve(query, library, embedder, search_options).passages
    parts = query.understood.parts
    if not all(part.by_date for part in parts):
        return Unscoped(found)
    return Unscoped(found, _in_period(parts, found, library))


def only_in_period(quoted: QuotedAnswer, in_period: SentenceKeys) -> QuotedAnswer:
    """The answer without the statements that do not tell of the time."""
    kept = tuple(each for each in quoted.draft.statements if _is_in_period(each, quoted.evidence, in_period))
    return replace(quoted, draft=replace(quoted.draft, statements=kept, declined=not kept))


def _is_in_period(statement: DraftStatement, evidence: Evidence, in_period: SentenceKeys) -> bool:
    found = [evidence.find(handle) for handle in statement.handles]
    return any(each is not None and (each[0].id, each[1].number) in in_period for each in found)


def _in_period(parts: Sequence[Filters], passages: Sequence[Passage], library: Library) -> SentenceKeys:
    """The sentences in whose paragraph a date lies within one of the parts' spans."""
    keys = library.catalogue.keys(dict.fromkeys(passage.article.id for passage in passages))
    articles = {keys[passage.article.id]: passage.article for passage in passages}
    unread = [key for key in articles if not library.catalogue.count("marked", "article = ?", (key,))]
    sentences = library.sentences(unread)
    dates = library.catalogue.dates(articles)
    dates |= {key: _read_now(articles[key], sentences.get(key, ())) for key in unread}
    in_period: set[tuple[str, int]] = set()
    for passage in passages:
        named = dates.get(keys[passage.article.id], {})
        paragraphs = {
            each.paragraph
            for each in passage.sentences
            if any(_lies_within(date.span, part) for date in named.get(each.number, ()) for part in parts)
        }
        in_period |= {(passage.article.id, each.number) for each in passage.sentences if each.paragraph in paragraphs}
    return frozenset(in_period)


def _read_now(article: Article, sentences: Sequence[Sentence]) -> DatesOfArticle:
    """The dates of an article whose dates the library does not hold yet, by the sentence's number."""
    found = find_dates(article.text, article.published)
    return {each.number: tuple(date for date in found if each.start <= date.start < each.end) for each in sentences}


def _lies_within(span: DaySpan, part: Filters) -> bool:
    """Whether the days named are days of the part; "in 2024" names no day of July 2024."""
    if span.first is None or span.last is None:
        return False
    return (part.since is None or part.since <= span.first) and (part.until is None or span.last <= part.until)
