"""The sources to be compared to the evidence that each has on a topic, or on the main stories of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.evidence.evidence import gather_evidence
from assistant.answering.summaries.stories import find_stories
from assistant.answering.summaries.summary_evidence import age, find_topic, joined, lead_of
from assistant.answering.summaries.summary_lines import Topic
from assistant.answering.tools import Tools
from assistant.records.articles import Article
from assistant.records.evidence import Evidence
from assistant.records.questions import Question

# Of so many stories so many beginnings of each source are read.
_STORIES, _OF_EACH = 30, 3


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """The evidence of all sources, one after the other: `sources` gives the place of each article's source.

    `articles` are all that are about it, read or not; `alone` the ids of those whose story no other source tells, where
    stories are compared.
    """

    evidence: Evidence
    sources: tuple[int, ...]
    topic: Topic | None
    articles: tuple[Article, ...]
    alone: frozenset[str] | None = None


def evidence_of_sources(question: Question, tools: Tools) -> SourceEvidence:
    """What each source of the question's filters has on the topic that is its text; without one, on the main stories.

    Raises UsageError for a source that no article has.
    """
    names = question.filters.sources
    tools.library.require_sources(names)
    topic, articles, of_each, alone = (_on_topic if question.text else _of_stories)(question, tools)
    whole = Evidence()
    sources: list[int] = []
    for place, evidence in enumerate(of_each):
        whole = joined(whole, evidence)
        sources += [place] * len(evidence.articles)
    return SourceEvidence(whole, tuple(sources), topic, tuple(articles), alone)


_Found = tuple[Topic | None, list[Article], list[Evidence], frozenset[str] | None]


def _on_topic(question: Question, tools: Tools) -> _Found:
    topic, articles, of_each = None, list[Article](), list[Evidence]()
    for name in question.filters.sources:
        own = replace(question, filters=replace(question.filters, sources=(name,)))
        found = find_topic(own, tools.library, tools.embedder, tools.search_options)
        topic = topic or Topic(found.query.standalone, found.terms)
        articles += found.articles
        of_each.append(found.evidence)
    return topic, articles, of_each, None


def _of_stories(question: Question, tools: Tools) -> _Found:
    found = find_stories(question.filters, tools.library)
    articles = tools.library.articles([key for story in found.stories for key in story.keys])
    read = [[(key, articles[key]) for key in story.keys if key in articles] for story in found.stories[:_STORIES]]
    of_each = [_leads(name, read, tools) for name in question.filters.sources]
    by_one = [story for story in read if len({(article.source or "").casefold() for _, article in story}) == 1]
    alone = frozenset(article.id for story in by_one for _, article in story)
    return None, list(articles.values()), of_each, alone


def _leads(name: str, stories: Sequence[Sequence[tuple[int, Article]]], tools: Tools) -> Evidence:
    """The beginnings of a source's most typical articles on each story, the oldest first."""
    leads = []
    for story in stories:
        own = [(key, article) for key, article in story if (article.source or "").casefold() == name.casefold()]
        leads += [lead for key, article in own[:_OF_EACH] if (lead := lead_of(key, article, tools.library)) is not None]
    return gather_evidence(sorted(leads, key=lambda lead: age(lead.article)))
