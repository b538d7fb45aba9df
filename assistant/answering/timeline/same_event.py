"""Reports to happenings: those that tell of one event become one, with the sources that report it counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.comparing.differing_copies import twin
from assistant.answering.evidence.near_duplicates import stands_in
from assistant.answering.evidence.prompt_injection import holds_order
from assistant.answering.evidence.remarks import Place, brings_up_to_date
from assistant.answering.timeline.events import Report
from assistant.answering.timeline.report_likeness import likeness
from assistant.records.answers import DayFrom
from assistant.records.articles import Article
from assistant.records.evidence import Handle
from assistant.records.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A report without a day of its own may come so many days after the event; two such ones of one event, so far apart.
_DAYS_LATER, _DAYS_BETWEEN = 2, 1
# Two named days so far apart may be one event's, if the reports are alike enough: a slip, or another time zone.
_DAYS_DIFFERING = 1
_VAGUE_DAYS = 7
# The likeness from which on two reports are of one event: of the pairs judged by hand .80 that reach it are, and .70 of
# those that are reach it.
SAME, _SAME_ON_AVERAGE = 0.6, 0.5
# More is asked where one says "in May" and the other "on 3 May", and still more where they name two days.
_SAME_VAGUELY, _SAME_OTHER_DAY = 0.75, 0.85


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with its reports, the one that stands for it first."""

    first: date
    last: date
    day_from: DayFrom
    planned: bool
    reports: tuple[Report, ...]
    source_names: tuple[str, ...]
    other_days: tuple[Report, ...] = ()  # reports that name another day for it

    @property
    def best(self) -> Report:
        """The report that stands for it."""
        return self.reports[0]

    @property
    def sources(self) -> int:
        """How many sources report it; near-copies of one text count once."""
        return len(self.source_names)


def merged(reports: Sequence[Report], embedder: Embedder) -> list[Happening]:
    """The happenings of the reports, by day."""
    ordered = sorted(reports, key=_clearest_first)
    if not ordered:
        return []
    alike = likeness(ordered, embedder)
    groups: list[list[int]] = []
    for place, report in enumerate(ordered):
        best, most = None, 0.0
        for group in groups:
            near = [alike[place][other] for other in group if may_be_one(report, ordered[other], alike[place][other])]
            # Like most of the group, and one of it very much: a chain of half-likes must not join two events.
            if len(near) * 2 > len(group) and (score := 0.5 * max(near) + 0.5 * sum(near) / len(near)) > most:
                best, most = group, score
        if best is not None and most >= SAME:
            best.append(place)
        else:
            groups.append([place])
    joined = _joined(groups, ordered, alike)
    return sorted((_happening([ordered[at] for at in group]) for group in joined), key=in_order)


def with_denials(happening: Happening, unreported: Sequence[Place]) -> Happening:
    """A happening with the sentences that say something else of it in nearly the words of the one that stands for it.

    They are shown with the reports, and make no source one that reports it.
    """
    best, words = place_of(happening.best), set(happening.best.text.lower().split())
    denials = [
        replace(happening.best, article=place.article, sentence=place.sentence, dates=())
        for place in unreported
        if 2 * len(words.intersection(place.text.lower().split())) >= len(words)
        and twin(best, place) is not None
        and not holds_order(place.text)
    ]
    return replace(happening, reports=(*happening.reports, *denials))


def _joined(groups: Sequence[list[int]], reports: Sequence[Report], alike: NDArray[np.float64]) -> list[list[int]]:
    """The groups, of which those that are alike on average have become one."""
    kept: list[list[int]] = []
    for group in groups:
        for other in kept:
            pairs = [(one, two) for one in other for two in group]
            allowed = all(may_be_one(reports[one], reports[two], alike[one][two]) for one, two in pairs)
            if allowed and sum(alike[one][two] for one, two in pairs) >= _SAME_ON_AVERAGE * len(pairs):
                other.extend(group)
                break
        else:
            kept.append(list(group))
    return kept


def in_order(happening: Happening) -> tuple[date, date, tuple[str, int, int]]:
    """By day, the shorter first, and then in the same order always."""
    return happening.first, happening.last, happening.best.key


def may_be_one(report: Report, other: Report, alike: float) -> bool:
    """Whether two reports' days allow them to be of one event."""
    if report.place == other.place:
        return False
    if alike >= _SAME_OTHER_DAY and _disagree(report, other):
        return True
    named = [each.day_from is DayFrom.NAMED for each in (report, other)]
    if all(named):
        apart = max((max(report.first, other.first) - min(report.last, other.last)).days, 0)
        if apart:
            return apart <= _DAYS_DIFFERING and alike >= _SAME_OTHER_DAY
        spans = {(each.last - each.first).days for each in (report, other)}
        return len(spans) == 1 or max(spans) < _VAGUE_DAYS or alike >= _SAME_VAGUELY
    if not any(named):
        return abs((report.first - other.first).days) <= _DAYS_BETWEEN
    day, told = (report, other) if named[0] else (other, report)
    return day.first <= told.first and (told.first - day.last).days <= _DAYS_LATER


def _disagree(report: Report, other: Report) -> bool:
    """Whether they are one sentence but for what they disagree on, which may be the day."""
    one, two = place_of(report), place_of(other)
    return twin(one, two) is not None and not (brings_up_to_date(one, two) or brings_up_to_date(two, one))


def place_of(report: Report, number: int = 1) -> Place:
    """A report as a place to compare, under a number of its own."""
    return Place(Handle(1, number), report.article, report.sentence)


def _clearest_first(report: Report) -> tuple[bool, bool, int, float, date, tuple[str, int, int]]:
    """Clear reports are grouped first, the others join them."""
    return (
        report.day_from is not DayFrom.NAMED,
        report.weak,
        (report.last - report.first).days,
        -report.worth,
        report.article.published or date.max,
        report.key,
    )


def _happening(reports: Sequence[Report]) -> Happening:
    """One event of its reports: what the most sources name as its day, and the clearest sentence that names it."""
    first, last, day_from = _day_of(reports)
    best = _best_of(reports, first, last)
    others = [each for each in reports if each is not best]
    ordered = [best, *sorted(others, key=lambda each: (each.article.published or date.max, each.key))]
    return Happening(
        first=first,
        last=last,
        day_from=day_from,
        planned=all(each.planned for each in reports),
        reports=tuple(ordered),
        source_names=tuple(_sources(ordered)),
        other_days=tuple(each for each in _naming(reports) if each.last < first or each.first > last),
    )


def _day_of(reports: Sequence[Report]) -> tuple[date, date, DayFrom]:
    """The first and the last day of the event, and where they are from."""
    named = _naming(reports)
    # "In late August", and articles of 30 August that lead with it: then that day says more.
    leading = [each for each in reports if each not in named and any(each.first <= other.last for other in named)]
    telling = [each for each in named if _is_exact(each)] or leading or named or reports
    votes = Counter((each.first, each.last) for each in telling)
    # The shorter span, of one event, says more: "on Tuesday" beside "last week"; of two days the one named most often.
    first, last = min(votes, key=lambda span: ((span[1] - span[0]).days, -votes[span], span))
    return first, last, telling[0].day_from


def _best_of(reports: Sequence[Report], first: date, last: date) -> Report:
    """The worthiest report of those that tell that it happened and when, else of the plans for that day."""
    on_day = [each for each in reports if (each.first, each.last) == (first, last)]
    happened = [each for each in reports if not each.planned]
    clearest = [each for each in on_day if not each.planned] or [each for each in happened if _is_exact(each)]
    return max(clearest or on_day, key=lambda each: (each.worth, _age(each)))


def _naming(reports: Sequence[Report]) -> list[Report]:
    return [each for each in reports if each.day_from is DayFrom.NAMED]


def _is_exact(report: Report) -> bool:
    return (report.last - report.first).days < _VAGUE_DAYS


def _age(report: Report) -> tuple[int, tuple[int, ...]]:
    """The original report goes before what later ones made of it."""
    published = report.article.published or date.max
    return -published.toordinal(), tuple(-ord(letter) for letter in report.article.id)


def _sources(reports: Sequence[Report]) -> list[str]:
    """The names of the sources, each once, the first report's first; what copies another's text adds none."""
    names: list[str] = []
    told: list[Report] = []
    for report in reports:
        name = source_of(report.article)
        if name not in names and not any(stands_in(report.text, other.article) for other in told):
            names.append(name)
        told.append(report)
    return names


def source_of(article: Article) -> str:
    """Who published an article, by its title where it names no source."""
    return article.source or f"“{article.title}”"
