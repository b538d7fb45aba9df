"""A query to what exactly it asks for: the noun that is counted, the measure of a figure, the day an event was on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.answering.asking.question_parts import added_to
from assistant.answering.asking.understand import AnswerType, Query, last_clause
from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern
from assistant.time.dates_compared import Day
from assistant.time.reading import read


class Measure(StrEnum):
    """What a figure that answers must be a figure of."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    AGE = "age"
    EXTENT = "extent"  # length, height, weight, speed, duration


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What is wanted, of which the last sentence of the question tells as much as it can.

    `counted` are the nouns of "how many" in lower case, `since` is the day of a past event, and `doer` is whether the
    person wanted is the one who did it, as in "who killed her".
    """

    wanted: AnswerType
    measure: Measure | None = None
    counted: tuple[str, ...] = ()
    since: date | None = None
    doer: bool = False


_MEASURES: tuple[tuple[re.Pattern[str], Measure], ...] = tuple(
    (lazy_pattern(pattern), measure)
    for pattern, measure in (
        (r"\bhow old\b|\bwhat age\b|\bage of\b", Measure.AGE),
        (r"\b(?:what|which) (?:percentage|share|proportion|per ?cent)\b|\bhow much of\b", Measure.SHARE),
        (r"\bhow many\b|\bnumber of\b|\bcombien d[e’']|\bcuánt[oa]s\b|\bwie ?viele\b", Measure.COUNT),
        (r"\bhow (?:long|far|high|tall|big|large|deep|wide|heavy|fast|strong|late|often)\b", Measure.EXTENT),
        (
            r"\b(?:costs?|sells?|sold|prices?|pays?|paid|worth|fined?|fees?|salary|earns?|spen[dt]s?|fares?|money|sum"
            r"|debts?|loans?|damages?|bill|budget|funds?|raised?|donat\w+|invest\w*|claims?)\b",
            Measure.MONEY,
        ),
    )
)
_COUNTED = lazy_pattern(
    r"\b(?:how many|number of|combien d[e’']|cuánt[oa]s|wie ?viele)\s*(?:of (?:the|these|his|her|their|its) )?"
    r"((?:[\w’'-]+ ?){1,5})",
    re.IGNORECASE,
)
_NO_NOUN = frozenset("more most other new positive different".split())
# What follows the noun and is no part of it: "how many firms bid", "how many pages were seized".
_VERB = lazy_pattern(
    r"\w+ed|bid|still|now|went|made|got|won|lost|left|sold|came|took|go|live|work|saw|use|compte(?:nt)?|sont|ont"
    r"|lent|ran|sank|hit|struck|built|bought|held|paid|met|rose|fell|gave|began|sent|spent|wrote|stood|led|fled|said"
)
# Of such deeds sentences often tell without the doer.
_DEED = lazy_pattern(
    r"\bwho (?:kill|murder|shot|shoot|assassinat|attack|bomb|poison|stabb|kidnap|abduct|stole|robb|strangl|hack"
    r"|sabotag|wound|injur)\w*",
    re.IGNORECASE,
)
# "How many crowns" asks for a price.
_CURRENCY = lazy_pattern(r"\w*dollars?|euros?|crowns?|francs?|yen|yuan|rupees?|pesos?|rou?bles?|cents?|pence|kron\w+")
_MOST_NOUNS = 2
_PAST = lazy_pattern(r"\b(?:did|was|were|had|has|have|happened|won|said)\b", re.IGNORECASE)
_TO_COME = lazy_pattern(r"\b(?:will|would|planned|due|expected|scheduled|set|going)\b", re.IGNORECASE)


def asked_for(query: Query) -> AskedFor:
    """What the last sentence of the question asks for; what stands before it only leads there."""
    clause = last_clause(query.standalone) + added_to(query.standalone)
    since = _event_day(query)
    if query.answer_type is not AnswerType.NUMBER:
        doer = query.answer_type is AnswerType.PERSON and _DEED.search(clause) is not None
        return AskedFor(query.answer_type, since=since, doer=doer)
    lower = clause.lower()
    measure = next((measure for pattern, measure in _MEASURES if pattern.search(lower)), None)
    counted = _counted(clause) if measure is Measure.COUNT else ()
    if counted and _CURRENCY.fullmatch(counted[-1]):
        return AskedFor(query.answer_type, Measure.MONEY, (), since)
    return AskedFor(query.answer_type, measure, counted, since)


def _counted(clause: str) -> tuple[str, ...]:
    found = _COUNTED.search(clause)
    nouns: list[str] = []
    for word in re.findall(r"[\w’'-]+", found.group(1).lower()) if found else []:
        if word in FUNCTION_WORDS or (nouns and _VERB.fullmatch(word)):
            break
        if word not in _NO_NOUN:
            nouns.append(re.sub(r"[’']s?$", "", word))
    return tuple(nouns[-_MOST_NOUNS:])


def _event_day(query: Query) -> date | None:
    """The day of a past event that the question names: no article from before it can tell how it went.

    A day without a year is the last one that has been, which is only sure when it is asked within a year.
    """
    text, today = query.standalone, query.understood.seen_from or query.question.today
    if not _PAST.search(text) or _TO_COME.search(text):
        return None
    days = [_first_day(day, today) for mention in read(text).dates if not mention.relative for day in mention.days]
    return min((day for day in days if day), default=None)


def _first_day(day: Day, today: date) -> date | None:
    if day.month is None:
        return None
    try:
        if day.year is not None:
            return date(day.year, day.month, day.day or 1)
        this_year = date(today.year, day.month, day.day or 1)
        return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:  # 30 February, or 29 February in another year
        return None
