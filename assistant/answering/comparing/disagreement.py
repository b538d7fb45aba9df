"""Cited sentences and the other evidence to what a reader must know: that articles differ, or that one was corrected.

Only numbers and days are compared, and only where two articles give one value each for what was asked, about the same
thing by the question's names and words: a note that is wrong costs more trust than one that is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from assistant.answering.asking.answer_type import asked_for
from assistant.answering.asking.question_parts import names_of
from assistant.answering.asking.understand import AnswerType, Query
from assistant.answering.comparing.asked_value import GivenValue, value_given_by
from assistant.answering.comparing.corrections import corrections_of
from assistant.answering.comparing.differing_copies import remarks_on_twins
from assistant.answering.evidence.remarks import Place, Remark, brings_up_to_date, named, places
from assistant.language.words import stem, stems_in, words_of
from assistant.patterns import lazy_pattern
from assistant.records.answers import NoteKind
from assistant.records.evidence import Evidence, Handle

# Two reports of one event are not further apart; a yearly count comes again.
_DAYS_APART = 120
# So much of the question's words, and of those that the cited sentence holds, the other one must hold.
_LEAST_SHARE = 0.5
# Values further apart, or told so many days apart with no word of a change, are of two things: the votes of a first and
# of a second round, a programme's cost and what one person gets.
_TIMES_APART = 20
_DAYS_OF_ONE_EVENT = 7
_AS_MUCH = 0.8
_MOST_SIDES = 4
_SIZES = "larg|bigg|small|high|low|old|young|long|short|fast|slow|rich|poor|cheap|tall|deep|heavi|strong|deadli"
_MOST = lazy_pattern(
    rf"\b(?:the|\w+[’']s) (most|fewest|least|best|worst|(?:{_SIZES})est"
    r"|(?:(?<=is the )|(?<=was the ))(?:first|last))\b"
)


def notes_on(query: Query, cited: Sequence[Handle], evidence: Evidence) -> list[Remark]:
    """What must be said besides an answer that cites these sentences, a correction first."""
    every = places(evidence)
    shown = [place for handle in cited for place in every if place.handle == handle]
    corrections = corrections_of(shown, every)
    corrected = {handle for remark in corrections for handle in remark.handles}
    found = corrections + ([] if corrected & set(cited) else _differences(query, shown, every))
    known = [set(remark.handles) for remark in found]
    return found + [
        twin for twin in remarks_on_twins(shown, every) if not any(set(twin.handles) <= each for each in known)
    ]


def not_compared(query: Query, cited: Sequence[Handle], evidence: Evidence) -> list[Remark]:
    """Says, where the question asks for the most or the first of something, that no cited sentence calls it so."""
    asked = _MOST.search(query.standalone)
    if asked is None or any(asked[1] in words_of(place.text) for place in places(evidence) if place.handle in cited):
        return []
    return [Remark(NoteKind.NOT_COMPARED, f"No sentence here says “{asked[1]}”: the articles were not compared.", ())]


def _differences(query: Query, shown: Sequence[Place], every: Sequence[Place]) -> list[Remark]:
    asked, words = asked_for(query), _words_asked(query)
    if asked.wanted not in {AnswerType.NUMBER, AnswerType.DATE}:
        return []
    first = next((given for place in shown if (given := value_given_by(place, asked, words))), None)
    if first is None:
        return []
    sides = [first]
    order = [*shown, *(place for place in every if place not in shown)]
    for place in order:
        given = value_given_by(place, asked, words)
        if given is None or given.unit != first.unit or any(given.agrees_with(side) for side in sides):
            continue
        if all(place.article.id != side.place.article.id for side in sides) and _is_same_thing(query, sides, given):
            sides.append(given)
    return _remark(sides[:_MOST_SIDES])


def _remark(sides: Sequence[GivenValue]) -> list[Remark]:
    """What to say of two or more values in the order of their days; nothing when they may be of two things."""
    if len(sides) < 2:
        return []
    ordered = sorted(sides, key=lambda side: str(side.place.article.published or ""))
    listed = [f"{side.text} ({named(side.place.article)})" for side in ordered]
    days = [side.place.article.published for side in ordered if side.place.article.published]
    latest = None
    if all(brings_up_to_date(one.place, two.place) for one, two in pairwise(ordered)):
        latest = ordered[-1].place.handle
        what = "day" if sides[0].unit == "day" else "figure"
        text = f"The {what} has changed: first {', then '.join(listed)}."
    elif days and days[-1] - days[0] > timedelta(days=_DAYS_OF_ONE_EVENT):
        return []
    else:
        text = f"The articles differ: {', '.join(listed[:-1])} and {listed[-1]}."
    return [Remark(NoteKind.DISAGREEMENT, text, tuple(side.place.handle for side in ordered), latest)]


def _is_same_thing(query: Query, sides: Sequence[GivenValue], other: GivenValue) -> bool:
    first, day = sides[0], other.place.article.published
    days = [side.place.article.published for side in sides if side.place.article.published]
    if day and days and all(abs(day - each) > timedelta(days=_DAYS_APART) for each in days):
        return False
    if first.size and other.size and max(first.size, other.size) > _TIMES_APART * min(first.size, other.size):
        return False
    names = {word for name in names_of(query.standalone) for word in stems_in(name)}
    words = _words_asked(query) - {stem(part) for noun in asked_for(query).counted for part in words_of(noun)}
    held = [stems_in(f"{given.place.text} {given.place.article.title}") for given in (first, other)]
    if not words or names - stems_in(other.place.article.text) - held[1]:
        return False
    least = max(_LEAST_SHARE * len(words), _AS_MUCH * len(words & held[0]))
    return len(words & held[1]) >= least


def _words_asked(query: Query) -> set[str]:
    """The stems of the question's words that are no names."""
    names = {word for name in names_of(query.standalone) for word in stems_in(name)}
    return {stem(word) for word in query.words} - names
