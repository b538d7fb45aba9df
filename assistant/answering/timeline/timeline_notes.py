"""Happenings to what a reader must know besides: that reports of one event differ in a figure or in its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from assistant.answering.comparing.asked_value import noun_behind
from assistant.answering.comparing.differing_copies import remarks_on_twins
from assistant.answering.evidence.remarks import named
from assistant.answering.timeline.events import Report
from assistant.answering.timeline.same_event import Happening, place_of, source_of
from assistant.language.figure import Figure
from assistant.records.answers import Note, NoteKind
from assistant.records.time import DaySpan
from assistant.time.days_in_words import span_in_words
from assistant.time.reading import read

# Two roundings of one figure are no difference.
_ROUNDED = 20
# Values further apart are of two things.
_TIMES_APART = 2
_MOST_SIDES = 3


def notes_on(happening: Happening, number: Callable[[Report], int]) -> list[Note]:
    """What differs between the reports of one event; `number` gives a report its reader's number."""
    notes = [note for note in (_days(happening, number), _figures(happening, number)) if note]
    return notes or _twins(happening, number)


def _twins(happening: Happening, number: Callable[[Report], int]) -> list[Note]:
    """What differs between reports that are otherwise one sentence."""
    every = [place_of(report, at) for at, report in enumerate(happening.reports)]
    return [
        Note(remark.kind, remark.text, tuple(number(happening.reports[handle.sentence]) for handle in remark.handles))
        for remark in remarks_on_twins(every, every)
    ]


def _days(happening: Happening, number: Callable[[Report], int]) -> Note | None:
    others = [each for each in happening.other_days if source_of(each.article) != source_of(happening.best.article)]
    if not others:
        return None
    sides = [happening.best, others[0]]
    said = [f"{span_in_words(DaySpan(side.first, side.last))} ({named(side.article)})" for side in sides]
    return _note(f"Reports differ on the day: {said[0]} and {said[1]}.", sides, number)


def _figures(happening: Happening, number: Callable[[Report], int]) -> Note | None:
    """The first figure of the best report for which another source gives another value of the same noun."""
    best = happening.best
    for figure in _counted(best):
        nouns = noun_behind(best.text, figure)[:1]
        sides: dict[Fraction, tuple[Report, Figure]] = {_size(figure): (best, figure)}
        for other in happening.reports[1:]:
            if source_of(other.article) == source_of(best.article):
                continue
            for rival in _counted(other):
                if (
                    rival.kind == figure.kind
                    and noun_behind(other.text, rival)[:1] == nouns
                    and not _near(sides, rival)
                ):
                    sides.setdefault(_size(rival), (other, rival))
        if 1 < len(sides) <= _MOST_SIDES:
            return _difference(sides, number)
    return None


def _difference(sides: Mapping[Fraction, tuple[Report, Figure]], number: Callable[[Report], int]) -> Note:
    ordered = sorted(sides.values(), key=lambda side: (str(side[0].article.published), side[0].key))
    said = [f"{_with_noun(report, figure)} ({named(report.article)})" for report, figure in ordered]
    text = f"Reports differ: {', '.join(said[:-1])} and {said[-1]}."
    return _note(text, [report for report, _ in ordered], number)


def _counted(report: Report) -> list[Figure]:
    """The figures that count a noun, with one value each."""
    return [
        figure
        for figure in read(report.text).plain_figures
        if len(figure.values) == 1
        and isinstance(next(iter(figure.values)), Fraction)
        and noun_behind(report.text, figure)
    ]


def _near(sides: Mapping[Fraction, object], rival: Figure) -> bool:
    """Whether a figure is one of those known, but for its rounding, or too far from one to be of the same thing."""
    size = _size(rival)
    for known in sides:
        larger, smaller = max(known, size), min(known, size)
        if (larger - smaller) * _ROUNDED <= larger or larger > _TIMES_APART * smaller:
            return True
    return False


def _size(figure: Figure) -> Fraction:
    return max(value for value in figure.values if isinstance(value, Fraction))


def _with_noun(report: Report, figure: Figure) -> str:
    """The figure with the word behind it, as printed."""
    behind = report.text[figure.end :].split(maxsplit=1)
    return f"{figure.text} {behind[0].rstrip('.,;:')}" if behind else figure.text


def _note(text: str, sides: Sequence[Report], number: Callable[[Report], int]) -> Note:
    return Note(NoteKind.DISAGREEMENT, text, tuple(dict.fromkeys(number(side) for side in sides)))
