"""Reports to happenings: those that tell of one event become one, with the sources that report it counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.comparing.differing_copies import twin
from assistant.answering.evidence.near_duplicates import stands_in
from assistant.answering.evidence.prompt_injection import holds_order
from assistant.answering.evidence.remarks import Place, brings_up_to_date
from assistant.answering.timeline.events import VAGUE_DAYS, Report, is_vague
from assistant.answering.timeline.report_likeness import likeness
from assistant.records.answers import UNKNOWN_SOURCE, DayFrom
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
    allowed = _allowed(ordered, alike)
    groups = _grouped(alike, allowed)
    joined = _joined(groups, alike, allowed)
    return sorted((_happening([ordered[at] for at in group]) for group in joined), key=in_order)


def with_denials(happenings: Sequence[Happening], unreported: Sequence[Place]) -> list[Happening]:
    """Happenings with the sentences that say something else of one in nearly the words of the one that stands for it.

    They are shown with the reports, and make no source one that reports it.
    """
    holding: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(unreported):
        for word in set(place.text.lower().split()):
            holding[word].append(number)
    return [_with_denials(each, unreported, holding) for each in happenings]


def _with_denials(happening: Happening, unreported: Sequence[Place], holding: Mapping[str, Sequence[int]]) -> Happening:
    best, words = place_of(happening.best), set(happening.best.text.lower().split())
    shared = Counter(number for word in words for number in holding.get(word, ()))
    denials = [
        replace(happening.best, article=place.article, sentence=place.sentence, dates=())
        for number in sorted(number for number, count in shared.items() if 2 * count >= len(words))
        if twin(best, place := unreported[number]) is not None and not holds_order(place.text)
    ]
    return replace(happening, reports=(*happening.reports, *denials))


def _grouped(alike: NDArray[np.float64], allowed: NDArray[np.bool_]) -> list[list[int]]:
    """The places of reports of one event together: each joins the group that it is most like, or begins one."""
    import numpy as np

    groups: list[list[int]] = []
    group_of = np.zeros(len(alike), dtype=np.int64)
    for place in range(len(alike)):
        near = np.flatnonzero(allowed[place, :place])
        # A group in which none is as like as that is never joined.
        promising = dict.fromkeys(group_of[near[alike[place, near] >= SAME]].tolist())
        best, most = None, 0.0
        for number in sorted(promising):
            group = groups[number]
            likes = alike[place, [other for other in group if allowed[place, other]]]
            # Like most of the group, and one of it very much: a chain of half-likes must not join two events.
            if len(likes) * 2 > len(group) and (score := float(0.5 * likes.max() + 0.5 * likes.mean())) > most:
                best, most = number, score
        if best is not None and most >= SAME:
            groups[best].append(place)
        else:
            best = len(groups)
            groups.append([place])
        group_of[place] = best
    return groups


def _joined(groups: Sequence[list[int]], alike: NDArray[np.float64], allowed: NDArray[np.bool_]) -> list[list[int]]:
    """The groups, of which those that are alike on average have become one."""
    import numpy as np

    member = np.zeros((len(groups), len(alike)))
    for number, group in enumerate(groups):
        member[number, group] = 1.0
    likes, refusals = member @ alike @ member.T, member @ ~allowed @ member.T
    sizes = member.sum(axis=1)
    kept: list[list[int]] = []
    first: list[int] = []  # the group that each of those kept began as; its rows and its size grow with what joins it
    for number, group in enumerate(groups):
        enough = likes[first, number] >= _SAME_ON_AVERAGE * sizes[first] * sizes[number]
        joins = np.flatnonzero(enough & (refusals[first, number] == 0))
        if len(joins):
            into = first[joins[0]]
            kept[joins[0]].extend(group)
            likes[into] += likes[number]
            refusals[into] += refusals[number]
            sizes[into] += sizes[number]
        else:
            kept.append(list(group))
            first.append(number)
    return kept


def in_order(happening: Happening) -> tuple[date, date, tuple[str, int, int]]:
    """By day, the shorter first, and then in the same order always."""
    return happening.first, happening.last, happening.best.key


def _allowed(reports: Sequence[Report], alike: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each report and each other, whether their days allow them to be of one event."""
    import numpy as np

    first, last = (np.array([getattr(each, end).toordinal() for each in reports]) for end in ("first", "last"))
    named = np.array([each.day_from is DayFrom.NAMED for each in reports])
    places = {place: number for number, place in enumerate(dict.fromkeys(each.place for each in reports))}
    sentence = np.array([places[each.place] for each in reports])
    apart = np.maximum(np.maximum.outer(first, first) - np.minimum.outer(last, last), 0)
    length = last - first
    one_length = np.equal.outer(length, length) | (np.maximum.outer(length, length) < VAGUE_DAYS)
    both_named = np.where(
        apart > 0,
        (apart <= _DAYS_DIFFERING) & (alike >= _SAME_OTHER_DAY),
        one_length | (alike >= _SAME_VAGUELY),
    )
    none_named = np.abs(np.subtract.outer(first, first)) <= _DAYS_BETWEEN
    # Rows name the day, columns only tell of it.
    told_later = (first[:, None] <= first[None]) & (first[None] - last[:, None] <= _DAYS_LATER)
    row, column = named[:, None], named[None]
    allowed = np.where(row & column, both_named, np.where(row, told_later, np.where(column, told_later.T, none_named)))
    for one, two in np.argwhere((alike >= _SAME_OTHER_DAY) & ~allowed).tolist():
        allowed[one, two] = _disagree(reports[one], reports[two])
    result: NDArray[np.bool_] = allowed & ~np.equal.outer(sentence, sentence)
    return result


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
    telling = [each for each in named if not is_vague(each)] or leading or named or reports
    votes = Counter((each.first, each.last) for each in telling)
    # The shorter span, of one event, says more: "on Tuesday" beside "last week"; of two days the one named most often.
    first, last = min(votes, key=lambda span: ((span[1] - span[0]).days, -votes[span], span))
    return first, last, telling[0].day_from


def _best_of(reports: Sequence[Report], first: date, last: date) -> Report:
    """The worthiest report of those that tell that it happened and when, else of the plans for that day."""
    on_day = [each for each in reports if (each.first, each.last) == (first, last)]
    happened = [each for each in reports if not each.planned]
    clearest = [each for each in on_day if not each.planned] or [each for each in happened if not is_vague(each)]
    return max(clearest or on_day, key=lambda each: (each.worth, _age(each)))


def _naming(reports: Sequence[Report]) -> list[Report]:
    return [each for each in reports if each.day_from is DayFrom.NAMED]


def _age(report: Report) -> tuple[int, tuple[int, ...]]:
    """The original report goes before what later ones made of it."""
    published = report.article.published or date.max
    return -published.toordinal(), tuple(-ord(letter) for letter in report.article.id)


def _sources(reports: Sequence[Report]) -> list[str]:
    """The names of the sources, each once, the first report's first; what copies another's text adds none.

    Articles that name no source have one each, which is not known.
    """
    names: dict[str, str] = {}
    told: list[Report] = []
    for report in reports:
        key = source_of(report.article)
        if key not in names and not any(stands_in(report.text, other.article) for other in told):
            names[key] = report.article.source or UNKNOWN_SOURCE
        told.append(report)
    return list(names.values())


def source_of(article: Article) -> str:
    """Who published an article; of one that names no source, what tells it from others."""
    return article.source or f"“{article.title}”"
