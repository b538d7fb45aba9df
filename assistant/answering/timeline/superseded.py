"""Planned happenings to the later reports that give them another day, or tell that they came on another day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answering.comparing.differing_copies import twin
from assistant.answering.evidence.remarks import brings_up_to_date
from assistant.answering.timeline.events import Report
from assistant.answering.timeline.report_likeness import likeness
from assistant.answering.timeline.same_event import Happening, place_of
from assistant.language.words import stem, stems_in
from assistant.records.ports import Embedder

_MOVED = re.compile(
    r"\b(?:put (?:off|back)|postponed|delay(?:ed|s)?|deferred|moved|brought forward|pushed back|rescheduled"
    r"|cancel(?:l?ed|s)|called off|scrapped|abandoned|suspended|slipped|missed|new date|revised|instead of|rather than"
    r"|and not|not on|was to have|were to have|had been (?:due|scheduled|set|planned)|originally|previously)\b",
    re.IGNORECASE,
)
# The last words of verbs that give a day to another day: "put off", "put back".
_MOVING = frozenset("put pushed brought changed revised".split())
# A plan for a year is not moved by one for a day of it.
_LONG_DAYS = 32
# How alike two sentences are, without their days, that tell of one plan; less is enough where the later one names the
# day that was planned, as it mostly does.
_ONE_PLAN, _NAMES_THE_DAY = 0.5, 0.2


def superseded(happenings: Sequence[Happening], embedder: Embedder) -> Mapping[int, tuple[Report, ...]]:
    """For the places of the plans that did not hold, the reports that say so, the earliest first."""
    plans = [place for place, each in enumerate(happenings) if each.planned]
    every = [report for each in happenings for report in each.reports]
    if not plans:
        return {}
    alike = likeness(every, embedder)
    places = {report.key: place for place, report in enumerate(every)}
    found: dict[int, tuple[Report, ...]] = {}
    for plan in plans:
        happening = happenings[plan]
        likest = alike[:, [places[own.key] for own in happening.reports]].max(axis=1)
        told = min(_published(report) for report in happening.reports)
        later = [
            report
            for report in every
            if _published(report) > told and _replaces(report, happening, float(likest[places[report.key]]))
        ]
        if later:
            found[plan] = tuple(sorted(later, key=lambda report: (_published(report), report.key))[:1])
    return found


def _replaces(report: Report, plan: Happening, alike: float) -> bool:
    """Whether a later report tells that a plan came to nothing, or gives its event another day."""
    if report.key == plan.best.key:
        return False
    if any(own.key == report.key for own in plan.reports):
        # "The bridge was to have reopened on 30 April", said before that day or after it.
        return bool(_MOVED.search(report.text)) or _published(report) > plan.last
    if alike < _NAMES_THE_DAY or not _speaks_of(report, plan):
        return False
    names_day = any(each.span.first == plan.first for each in report.dates)
    if names_day and _says_moved(report) and alike >= _NAMES_THE_DAY:
        return True
    return alike >= _ONE_PLAN and _has_other_day(report, plan) and _gives_another_day(report, plan)


def _has_other_day(report: Report, plan: Happening) -> bool:
    apart = report.last < plan.first or report.first > plan.last
    return apart and max((plan.last - plan.first).days, (report.last - report.first).days) < _LONG_DAYS


def _gives_another_day(report: Report, plan: Happening) -> bool:
    """Whether a report with another day tells of the planned event, and not of a further one like it."""
    one, two = place_of(plan.best), place_of(report)
    if brings_up_to_date(one, two) and twin(one, two) is not None:
        return True
    same_verb = stem(report.verb) in {stem(own.verb) for own in plan.reports if own.verb}
    if _says_moved(report):
        return same_verb or _MOVED.search(report.verb) is not None or report.verb in _MOVING
    return same_verb and not report.planned and report.first > plan.first and report.first == report.last


def _says_moved(report: Report) -> bool:
    return _MOVED.search(f"{report.text} {report.article.title}") is not None


def _speaks_of(report: Report, plan: Happening) -> bool:
    """Whether a report has the word for what was planned: "reopen" in "the reopening of the bridge"."""
    words = {stem(own.verb) for own in plan.reports if len(own.verb) > 2}
    return bool(words & stems_in(f"{report.text} {report.article.title}"))


def _published(report: Report) -> date:
    return report.article.published or date.min
