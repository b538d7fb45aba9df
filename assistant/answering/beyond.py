"""A query that nothing within its parts answers to what the whole library tells of the time it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.retrieve import Wishes, retrieve
from assistant.answering.understand import Query
from assistant.index.library import Library
from assistant.types import DaySpan, Embedder, Filters, Passage


def given_up(query: Query) -> Query:
    """The query of a second attempt, which searches everything its filters let through."""
    return replace(query, understood=replace(query.understood, given_up=True))


def search_beyond(
    query: Query, library: Library, embedder: Embedder, wishes: Wishes, *, whole: bool
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Passages from everywhere that may answer, and all that were found.

    Where a time was named, only paragraphs that name a day of it may answer: another July's figure is not this one's.
    `whole`: all passages of the articles that have such a paragraph, for a model, which sees the days that are meant.
    """
    found = retrieve(query, library, embedder, wishes).passages
    parts = query.understood.parts
    if not all(part.by_date for part in parts):
        return found, found
    telling = _telling_of(parts, found, library)
    if not whole:
        return tuple(telling), found
    articles = {passage.article.id for passage in telling}
    return tuple(passage for passage in found if passage.article.id in articles), found


def _telling_of(parts: Sequence[Filters], passages: Sequence[Passage], library: Library) -> list[Passage]:
    """The passages cut down to paragraphs in which a date lies within one of the parts' spans."""
    keys = library.catalogue.keys(dict.fromkeys(passage.article.id for passage in passages))
    dates = library.catalogue.dates({keys[passage.article.id]: passage.article for passage in passages})
    telling = []
    for passage in passages:
        named = dates.get(keys[passage.article.id], {})
        paragraphs = {
            each.paragraph
            for each in passage.sentences
            if any(_lies_within(date.span, part) for date in named.get(each.number, ()) for part in parts)
        }
        kept = tuple(each for each in passage.sentences if each.paragraph in paragraphs)
        if kept:
            telling.append(replace(passage, sentences=kept))
    return telling


def _lies_within(span: DaySpan, part: Filters) -> bool:
    """Whether the days named are days of the part; "in 2024" names no day of July 2024."""
    if span.first is None or span.last is None:
        return False
    return (part.since is None or part.since <= span.first) and (part.until is None or span.last <= part.until)
