"""A sentence and the dates it names to what it tells of them: that something happened then, or is planned.

Which dates count, where a sentence names several. A date counts that goes with a verb of the main clause: the nearest
in front of it, else the first behind it. It does not count inside a quotation, in a clause that only says more of
something ("who was elected in 2020"), behind a word that makes it a limit or a background ("since", "until", "by",
"before", "every"), nor where it only names something ("the 2020 budget"). Of those that count, each that goes with a
verb of its own is an occurrence ("will close on 3 May and reopen on 9 June": two). What happened or is planned goes
before what was said or was so, which is told only where nothing else is; what is told in passing comes last ("after
the boat sank on Monday"). Of two dates of one verb the shorter span counts, then the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.language.languages import language_of
from assistant.language.tense import Tense, Verb, verbs_in
from assistant.records.time import DateExpression
from assistant.time.date_places import is_aside, looks_back, tells_aside, tells_when, verb_of, without_quotations

# A longer span is no day on which something happened; a year is shown as a year.
_LONGEST_DAYS = 366
_FURTHEST_YEARS = 60
# A sentence with more dates than this lists them.
_MOST = 2
_LONG_SPAN_DAYS = 7
# "If the rocket is launched then, it will return on 10 October."
_IF = re.compile(r"(?:\A|,\s)if\b|\bprovided that\b|\bunless\b", re.IGNORECASE)
# "The virus still occurs there today", "she will charge overnight": no day is meant.
_ANY_DAY = frozenset({"overnight", "tonight", "today", "now"})
# "Were in the city for the inauguration on Tuesday".
_OCCASION = re.compile(r"\b(?:at|for|during) (?:the|an?|his|her|its|their)\b")
_HAS = re.compile(r"(?:has|have|['’]ve)\b")
_RANK = {Tense.HAPPENED: 0, Tense.PLANNED: 0, Tense.VOWED: 0, Tense.SAID: 1, Tense.STATE: 2, Tense.PRESENT: 2}
_FOREIGN, _ASIDE = 1, 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What a sentence tells of the days from `first` to `last`; `verb` is the last word of the verb they go with.

    `weak`: on that day somebody spoke, or something was so, or it is told in passing; of anything else that happened
    then the sentence tells nothing. `passing`: so it is told, or by where somebody was on its occasion.
    """

    first: date
    last: date
    planned: bool
    weak: bool = False
    passing: bool = False
    verb: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """An occurrence; those of a lower rank go before it. `verb_start`: where its verb begins."""

    rank: int
    verb_start: int
    occurrence: Occurrence

    @property
    def days(self) -> int:
        return (self.occurrence.last - self.occurrence.first).days


def occurrences_in(text: str, dates: Sequence[DateExpression], published: date | None) -> list[Occurrence]:
    """What a sentence tells of its dates, whose `start` and `end` count in it; see above for which count."""
    found = sorted(_occurrences(text, dates, published), key=lambda each: (each.rank, each.days))
    by_verb: dict[int, Occurrence] = {}
    for each in found:
        if each.rank == found[0].rank:
            by_verb.setdefault(each.verb_start, each.occurrence)
    return list(by_verb.values())[:_MOST]


def _occurrences(text: str, dates: Sequence[DateExpression], published: date | None) -> Iterator[_Found]:
    if not dates:
        return
    plain = without_quotations(text)
    is_foreign = language_of(text) not in {"en", None}
    verbs = () if is_foreign else verbs_in(plain)
    for each in dates:
        days = _days_in_reach(each, published)
        if days is None or not plain[each.start : each.end].strip() or not tells_when(plain, each):
            continue
        if is_aside(plain, each) and not tells_aside(plain, each, verbs):
            continue
        ahead = published is not None and days[0] > published
        if is_foreign:
            yield _Found(_FOREIGN, 0, Occurrence(*days, planned=ahead))
            continue
        verb = verb_of(plain, each, verbs)
        if verb is not None and _tells(plain, each, verb, ahead=ahead):
            yield _told_by(verb, plain, each, days, ahead=ahead)


def _told_by(verb: Verb, text: str, each: DateExpression, days: tuple[date, date], *, ahead: bool) -> _Found:
    """What the verb tells of its date."""
    aside = is_aside(text, each)
    planned = ahead or verb.tense is Tense.PLANNED
    rank = _ASIDE if aside else 0 if planned else _rank(verb, (days[1] - days[0]).days)
    passing = aside or (verb.tense is Tense.STATE and bool(_OCCASION.search(text, verb.end, each.start)))
    return _Found(rank, verb.start, Occurrence(*days, planned, rank > 0, passing, verb=verb.text.split()[-1]))


def _tells(text: str, each: DateExpression, verb: Verb, *, ahead: bool) -> bool:
    """Whether a verb tells something of its date: what happened then, or what is surely meant to."""
    planned = ahead or verb.tense is Tense.PLANNED
    if verb.tense is Tense.UNSURE or (verb.tense is Tense.PLANNED and verb.negated) or (planned and _IF.search(text)):
        return False
    if each.text.lower() in _ANY_DAY and (planned or verb.tense is Tense.PRESENT or _HAS.match(verb.text)):
        return False
    if verb.tense is Tense.PRESENT and not ahead:
        return False
    return not (ahead and looks_back(each, verb, text))  # else it was resolved to a wrong day


def _rank(verb: Verb, days: int) -> int:
    # "Have learned this month": so far, and on no day.
    lasting = _HAS.match(verb.text) and days >= _LONG_SPAN_DAYS
    return _RANK[Tense.STATE if lasting else verb.tense]


def _days_in_reach(each: DateExpression, published: date | None) -> tuple[date, date] | None:
    """The first and the last day of a date, unless it is open, too long, or too many years from the report."""
    first, last = each.span.first, each.span.last
    if first is None or last is None or (last - first).days >= _LONGEST_DAYS:
        return None
    if published is not None and abs(first.year - published.year) > _FURTHEST_YEARS:
        return None
    return first, last
