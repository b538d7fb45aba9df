"""A topic as it was typed to what it is about, and to the days and sources that bound its events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.scope import with_understood, within
from assistant.answering.asking.understand import understand
from assistant.answering.timeline.events import Report, is_vague
from assistant.index.library import Library
from assistant.records.questions import Filters, Question, Understood


@dataclass(frozen=True, slots=True)
class Topic:
    """What a timeline is of: nothing in particular where `text` is empty.

    An event counts that lies within one of `bounds`. `articles` are the filters of the articles that are read, which
    have no days of their own: an article tells of other days than that of its publication.
    """

    text: str
    question: Question
    bounds: tuple[Filters, ...]
    understood: Understood

    @property
    def articles(self) -> Filters:
        """The filters of the articles that are read."""
        every = [source for each in self.bounds for source in each.sources]
        narrowed = all(each.sources for each in self.bounds)
        sources = tuple(dict.fromkeys(every)) if narrowed else ()
        return replace(self.question.filters, since=None, until=None, sources=sources)

    def bounds_hold(self, report: Report) -> bool:
        """Whether an event's days lie within those asked for, and its source is one asked for with them."""
        return any(_is_within(report, each) for each in self.bounds)


def topic_of(question: Question, library: Library) -> Topic:
    """The topic that is the question's text; times and sources it names bound the events, unless it is literal."""
    text = question.text.strip()
    if not text:
        return Topic("", question, (question.filters,), Understood())
    understood = replace(with_understood(understand(question), library).understood, latest=False)
    bounds = tuple(within(question, part).filters for part in understood.parts) or (question.filters,)
    return Topic(_without(text, understood.words), question, bounds, understood)


def _without(text: str, words: Sequence[str]) -> str:
    """The text without the words that bound it; empty where no letter or digit is left."""
    for each in words:
        text = text.replace(each, " ", 1)
    left = " ".join(text.split()).strip(" ,;:")
    return left if any(letter.isalnum() for letter in left) else ""


def _is_within(report: Report, bound: Filters) -> bool:
    """Whether an event lies within the bounds: of some days one at least, of a vaguer time ("this year") all of it."""
    earliest, latest = (report.first, report.last) if is_vague(report) else (report.last, report.first)
    if bound.since and earliest < bound.since:
        return False
    if bound.until and latest > bound.until:
        return False
    source = (report.article.source or "").casefold()
    return not bound.sources or source in {each.casefold() for each in bound.sources}
