"""The steps of `ask` from a question to passages: each fills in one thing, or leaves the record as it is."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.asked import Asked
from assistant.answering.asking.scope import narrowed, with_understood
from assistant.answering.evidence.evidence import resolved_between
from assistant.answering.quoting.lookups import count_mentions, find_speech
from assistant.answering.quoting.outside_filters import given_up, search_unscoped
from assistant.answering.searching.retrieve import Retrieved
from assistant.answering.searching.retrieve_parts import count_undated, retrieve_parts
from assistant.answering.summaries.latest import find_news
from assistant.records.evidence import Passage, Scores

# Below this cosine a passage that holds none of the words has nothing to do with the question.
_LEAST_COSINE = 0.2


def read_scope(asked: Asked) -> Asked:
    """Which times and sources the words of the question ask for."""
    with asked.timed("retrieve"):
        return replace(asked, query=with_understood(asked.query, asked.tools.library))


def look_up_count(asked: Asked) -> Asked:
    """How many articles mention something, where that is asked."""
    with asked.timed("retrieve"):
        query, counted = count_mentions(asked.query, asked.tools.library)
    return replace(asked, query=query, looked_up=counted)


def look_for_news(asked: Asked) -> Asked:
    """The newest articles, where the latest is asked for as such."""
    if asked.looked_up is not None:
        return asked
    tools = asked.tools
    with asked.timed("retrieve"):
        news = find_news(narrowed(asked.query), tools.library, tools.embedder, tools.search_options)
    return replace(asked, news=news, passages=news.passages if news else ())


def look_up_speech(asked: Asked) -> Asked:
    """What somebody said, where that is asked and no model answers."""
    if asked.looked_up is not None or asked.news is not None or asked.tools.model is not None:
        return asked
    with asked.timed("retrieve"):
        said, in_period = find_speech(asked.query, asked.tools.library, asked.tools.embedder)
    return replace(asked, looked_up=said, in_period=in_period)


def search(asked: Asked) -> Asked:
    """The passages, unless the question was looked up; and how much the filters leave out."""
    tools = asked.tools
    with asked.timed("retrieve"):
        newest = tools.library.catalogue.newest(narrowed(asked.query).question.filters)
        if asked.looked_up is not None or asked.news is not None:
            return replace(asked, undated_articles=count_undated(asked.query, tools.library), newest=newest)
        found = retrieve_parts(asked.query, tools.library, tools.embedder, tools.for_evidence)
    return replace(asked, passages=found.passages, undated_articles=found.undated_articles, newest=newest)


def widen(asked: Asked) -> Asked:
    """Everything that the filters let through, for the second attempt: what the words asked for is given up."""
    tools, query = asked.tools, given_up(asked.query)
    query = replace(query, understood=replace(query.understood, latest=asked.answer.understood.latest))
    begun = Asked(query, tools, asked.watch, asked.listener, asked.answer, given=asked.given)
    with asked.timed("retrieve"):
        unscoped = search_unscoped(query, tools.library, tools.embedder, tools.for_evidence)
        newest = tools.library.catalogue.newest(query.question.filters)
    return look_up_speech(replace(begun, passages=unscoped.passages, unscoped=unscoped, newest=newest))


def related(found: Retrieved, limit: int) -> Retrieved:
    """The first passages without those that have nothing to do with the question, their dates resolved."""
    kept = [_dated(passage) for passage in found.passages[:limit] if is_related(passage.scores)]
    return replace(found, passages=tuple(kept))


def _dated(passage: Passage) -> Passage:
    start, end = passage.sentences[0].start, passage.sentences[-1].end
    return replace(passage, dates=resolved_between(passage.article, start, end))


def is_related(scores: Scores) -> bool:
    """Whether a passage holds one of the words or lies near the question."""
    return scores.keyword is not None or (scores.dense or 0.0) >= _LEAST_COSINE
