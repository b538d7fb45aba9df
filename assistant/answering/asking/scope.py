"""A query to what its words ask for of time and sources: parts, each of which gets evidence of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.answering.asking.fragments import is_fragment
from assistant.answering.asking.question_parts import added_to
from assistant.answering.asking.sources_in_question import NamedSource, absent_sources, find_sources, places_of_names
from assistant.answering.asking.time_in_question import NamedTime, asks_for_latest, find_times
from assistant.answering.asking.understand import Query, query_for
from assistant.index.library import Library
from assistant.language.words import content_words
from assistant.patterns import lazy_pattern
from assistant.records.questions import Filters, Question, Understood
from assistant.records.time import DaySpan

_OPEN = DaySpan()
# "This week", asked on a Thursday, is the last seven days as well: of 86 such questions of a news quiz 68 are answered
# by an article of the calendar week, 84 by one of seven days.
_WEEK = timedelta(days=6)
# A library whose newest article is no older is still added to: of a monthly's, "last week" is the reader's.
_LIVING = timedelta(days=31)
# A time so long before the oldest article is history that later articles tell.
_BEFORE = timedelta(days=3 * 365)
# What stands between two names of one list: "TechCrunch and The Verge".
_LISTED = lazy_pattern(r"[\s,'‘’“”\"&]*(?:\b(?:and|or|the|both|versus|vs)\b[\s,.'‘’“”\"]*)*", re.IGNORECASE)
# A time right before a name belongs to it: "the 1 October TechCrunch article", "their 19 December article in the Post".
_CLOSE = lazy_pattern(r"(?![^,;]*\b(?:and|or|but|while|whereas|than|to|with|did|does|do)\b)[^,;]{0,25}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """What one stretch of a question names; both in its order."""

    times: tuple[NamedTime, ...]
    sources: tuple[NamedSource, ...]

    @property
    def words(self) -> tuple[str, ...]:
        named = [(each.start, each.text) for each in self.times] + [(each.start, each.text) for each in self.sources]
        return tuple(text for _, text in sorted(named))


def with_understood(query: Query, library: Library) -> Query:
    """The query with what its words ask for; the question's own filters win, and `literal` leaves them alone.

    What a follow-up names itself takes the place of what the question before it named.
    """
    question = query.question
    latest = asks_for_latest(query.standalone)
    if question.literal:
        return replace(query, understood=Understood(latest=latest))
    added = added_to(query.standalone) if question.history else ""
    seen_from = _seen_from(query, library)
    own, carried = (
        _named(text, question, seen_from, library) for text in (query.standalone.removesuffix(added), added)
    )
    if not is_fragment(query.standalone.removesuffix(added)):
        carried = replace(carried, times=())  # "Has it been rebuilt?" asks of a later time
    if (own.times and own.sources) or not (own.times or own.sources):
        chosen = own if own.times or own.sources else carried
        parts, words = _parts(chosen, query.standalone.removesuffix(added) if chosen is own else added), chosen.words
    else:
        both = _Named(own.times or carried.times, own.sources or carried.sources)
        parts, words = _all_pairs(both), (*own.words, *both.words)
    filters = _filters([(_searched(span, seen_from or question.today), sources) for span, sources in parts])
    absent = () if question.filters.sources else absent_sources(query.standalone, library.catalogue.sources())
    understood = Understood(
        filters,
        tuple(dict.fromkeys(words)),
        latest,
        seen_from=seen_from if any(part.by_date for part in filters) else None,
        absent=tuple(dict.fromkeys(each.text for each in absent)),
    )
    return replace(query, understood=understood)


def narrowed(query: Query) -> Query:
    """The query with its one part among its filters; as it is where it has none or several."""
    parts = query.understood.parts
    return replace(query, question=within(query.question, parts[0])) if len(parts) == 1 else query


def in_parts(query: Query) -> list[Question]:
    """The question narrowed to each part; as it is where there is none, or they are given up."""
    parts = () if query.understood.given_up else query.understood.parts
    return [within(query.question, part) for part in parts] or [query.question]


def without_bounds(query: Query) -> Query:
    """The query without the words that narrowed its search: what is found there need not say them.

    As it is where nothing narrowed it, that was given up, or nothing else is asked.
    """
    understood = query.understood
    if not understood.parts or understood.given_up:
        return query
    text = query.standalone
    for words in understood.words:
        text = text.replace(words, " ")
    text = re.sub(r"\s+(?=[?.,;])", "", " ".join(text.split()))
    return replace(query_for(query.question, text), understood=understood) if content_words(text) else query


def within(question: Question, part: Filters) -> Question:
    """The question narrowed to one part; filters of its own stay as they are."""
    own = question.filters
    filters = replace(
        own,
        since=own.since if own.by_date else part.since,
        until=own.until if own.by_date else part.until,
        sources=own.sources or part.sources,
    )
    return replace(question, filters=filters)


def _seen_from(query: Query, library: Library) -> date | None:
    """The newest article's day, where words of time are meant from there; None where they are meant from today.

    From there when it is more than a month before today, no as-of day is given, and from today a time that the question
    names would lie after it, where no article can be from.
    """
    question, newest = query.question, library.catalogue.published_span()[1]
    if newest is None or question.filters.as_of or question.today - newest <= _LIVING:
        return None
    times = find_times(query.standalone, question.today)
    ends = [time.span.first or time.span.last for time in times if time.relative]
    return newest if any(day > newest for day in ends if day) else None


def _named(text: str, question: Question, seen_from: date | None, library: Library) -> _Named:
    filters = question.filters
    if not text:
        return _Named((), ())
    known = library.catalogue.sources()
    names = places_of_names(text, known)
    oldest = library.catalogue.published_span()[0] or date.min
    times = [
        time
        for time in (() if filters.by_date else find_times(text, question.today, seen_from))
        if not any(time.start < end and start < time.end for start, end in names)
        and (time.span.last is None or oldest - time.span.last <= _BEFORE)
    ]
    return _Named(tuple(times), () if filters.sources or filters.articles else find_sources(text, known))


def _parts(named: _Named, text: str) -> list[tuple[DaySpan, tuple[str, ...]]]:
    """Each source with the time that belongs to it, and each time without a source."""
    groups = _listed_together(named.sources, text)
    if len(named.times) == 1 and groups and named.times[0].end <= groups[0][0].start:
        return _all_pairs(named)
    if not groups or not named.times:
        return _all_pairs(named)
    times_of: list[list[DaySpan]] = [[] for _ in groups]
    for time, place in zip(named.times, _places(named.times, groups, text), strict=True):
        times_of[place].append(time.span)
    dated = {each.sources for group, spans in zip(groups, times_of, strict=True) for each in group if spans}
    parts = []
    for group, spans in zip(groups, times_of, strict=True):
        for each in group:
            if spans or each.sources not in dated:
                parts += [(span, each.sources) for span in spans or [_OPEN]]
    return parts


def _all_pairs(named: _Named) -> list[tuple[DaySpan, tuple[str, ...]]]:
    spans = [time.span for time in named.times]
    sources = [each.sources for each in named.sources]
    if not spans and not sources:
        return []
    return [(span, source) for source in sources or [()] for span in spans or [_OPEN]]


def _listed_together(sources: Sequence[NamedSource], text: str) -> list[list[NamedSource]]:
    groups: list[list[NamedSource]] = []
    for each in sources:
        if groups and _LISTED.fullmatch(text[groups[-1][-1].end : each.start]):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _places(times: Sequence[NamedTime], groups: Sequence[Sequence[NamedSource]], text: str) -> list[int]:
    """For each time the place of the group of sources that it belongs to: the one before it, unless it leads one."""
    places = []
    before = [sum(group[0].start < time.start for group in groups) for time in times]
    lead = len(times) == len(groups) and before == list(range(len(groups)))  # "in May the Post …, in June the Courier"
    for time, count in zip(times, before, strict=True):
        leads = lead or count == 0
        if not leads and count < len(groups):
            leads = _CLOSE.fullmatch(text[time.end : groups[count][0].start]) is not None
        places.append(count if leads else count - 1)
    return places


def _searched(span: DaySpan, today: date) -> DaySpan:
    """The days to search for a span: of the week that is not over yet the seven days up to today at least."""
    if span.first is None or span.last is None or not span.first <= today <= span.last:
        return span
    return replace(span, first=min(span.first, today - _WEEK)) if span.last - span.first == _WEEK else span


def _filters(parts: Sequence[tuple[DaySpan, tuple[str, ...]]]) -> tuple[Filters, ...]:
    return tuple(dict.fromkeys(Filters(since=span.first, until=span.last, sources=sources) for span, sources in parts))
