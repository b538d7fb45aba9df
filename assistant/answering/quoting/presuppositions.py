"""A question and the sentences that come nearest to what the question takes for granted and they contradict.

Only what can be read off is named: a weekday, a day, a count, or that something happened which a sentence says did not.
The sentence must hold nearly all the question's other words, so that it speaks of the same event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asking.question_parts import names_of
from assistant.answering.asking.understand import AnswerType, Query
from assistant.answering.comparing.asked_value import noun_behind
from assistant.answering.evidence.remarks import Place, Remark, places
from assistant.language.words import FUNCTION_WORDS, content_words, stem, stems_in, words_of
from assistant.patterns import lazy_pattern
from assistant.records.answers import NoteKind
from assistant.records.evidence import Evidence, Handle
from assistant.time.dates_compared import agree
from assistant.time.reading import read

# So much of the question's other words the sentence and its title must hold, and all of its names.
_SAME_EVENT = 0.7
# A sentence with what the question says and so much of its words may bear the question out.
_RIVAL = 0.4
_WEEKDAY = lazy_pattern(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DENIED = lazy_pattern(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would)(?: not|n[’']t| never) (?:\w+ly )?(?:yet |been )?"
    r"(?P<verb>\w+)"
)
# "Did it open?" takes nothing for granted; "when did it open" and "why was it closed" do.
_TAKES_FOR_GRANTED = lazy_pattern(r"\b(?:when|why|where|how|who|what)\b", re.IGNORECASE)
_NEGATED = lazy_pattern(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)


def premises_of(query: Query, nearest: Sequence[Handle], evidence: Evidence) -> list[Remark]:
    """At most one remark, on the first of the nearest sentences that contradicts what the question says."""
    every = {place.handle: place for place in places(evidence)}
    for place in (every[handle] for handle in nearest if handle in every):
        rivals = [each.text for each in every.values() if each.article.id != place.article.id or _is_near(each, place)]
        said = _day(query, place, rivals) or _count(query, place, rivals) or _denial(query, place)
        if said:
            return [Remark(NoteKind.PREMISE, said, (place.handle,))]
    return []


def _is_near(other: Place, place: Place) -> bool:
    return abs(other.sentence.number - place.sentence.number) <= 1


def _day(query: Query, place: Place, rivals: Sequence[str]) -> str | None:
    """That the sentence names another weekday or day for what happened, and no rival the one of the question."""
    question, text = query.standalone, place.text
    pairs = [(_WEEKDAY.findall(question), _WEEKDAY.findall(text))]
    pairs.append((_dates(question), _dates(text)))
    for asked, told in pairs:
        if (
            len(asked) == 1
            and len(told) == 1
            and not _is_same_day(asked[0], told[0])
            and not any(_holds(asked[0], query, each) for each in rivals)
        ):
            left_out = read(asked[0]).stems
            if query.answer_type is not AnswerType.DATE and _is_same_event(query, place, left_out):
                return f"The article says {told[0]}, not {asked[0]}."
    return None


def _is_same_day(asked: str, told: str) -> bool:
    """Whether two dates may be one: "Nov. 5" and "5 November 2022"."""
    if asked == told:
        return True
    return any(agree(one, other) for one in read(asked).dates for other in read(told).dates if one.days)


def _holds(said: str, query: Query, rival: str) -> bool:
    """Whether another sentence has what the question says, and a good part of its words."""
    words = {stem(word) for word in query.words}
    return said in rival and len(words & read(rival).stems) >= _RIVAL * len(words)


def _dates(text: str) -> list[str]:
    return [
        mention.text.rstrip(".")
        for mention in read(text).dates
        if not mention.relative and any(day.month and day.day for day in mention.days)
    ]


def _count(query: Query, place: Place, rivals: Sequence[str]) -> str | None:
    """That the sentence counts another number of what the question counts, and no rival the question's."""
    for figure in read(query.standalone).plain_figures:
        noun = noun_behind(query.standalone, figure)[:1]
        of_name = query.standalone[figure.end :].lstrip()[:1].isupper()  # "the 1998 World Cup" counts nothing
        if not noun or noun[0] in FUNCTION_WORDS or of_name:
            continue
        others = [each for each in read(place.text).plain_figures if noun_behind(place.text, each)[:1] == noun]
        if len(others) != 1 or others[0].values & figure.values or others[0].rounding or figure.rounding:
            continue
        if any(_holds(figure.text, query, each) for each in rivals) or not _is_same_event(
            query, place, read(figure.text).stems
        ):
            continue
        word = words_of(place.text[others[0].end :])[0]
        return f"The article says {others[0].text} {word}, not {figure.text}."
    return None


def _denial(query: Query, place: Place) -> str | None:
    """That the sentence says of the question's verb that it did not happen."""
    question = query.standalone
    if not _TAKES_FOR_GRANTED.search(question) or _NEGATED.search(question):
        return None
    words = content_words(question)
    verb = stem(words[-1]) if words else ""
    for found in _DENIED.finditer(place.text):
        if stem(found["verb"].lower()) == verb and _is_same_event(query, place, frozenset()):
            return f"The article says “{found.group()}”."
    return None


def _is_same_event(query: Query, place: Place, left_out: frozenset[str]) -> bool:
    held = stems_in(f"{place.text} {place.article.title}")
    names = {word for name in names_of(query.standalone) for word in read(name).stems} - left_out
    words = {stem(word) for word in query.words} - left_out
    return names <= held and bool(words) and len(words & held) >= _SAME_EVENT * len(words)
