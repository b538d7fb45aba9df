"""Two phrases joined to one stretch: from 3 May to 5 June, between Monday and Wednesday, July–September 2023."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.named import nearest
from assistant.time.view import Read, View, one_day
from assistant.time.words import WEEKDAY_KINDS

Reader = Callable[[View, int], Read | None]
_JOINS = frozenset("to until till through – - — and bis à au al a tot".split())
_MOVES = frozenset("moved postponed delayed changed pushed brought rescheduled shifted deferred extended".split())


def read_range(view: View, first: Read, read_simple: Reader) -> Read | None:
    """From A to B, between A and B, A – B: when one has no year, that of the other is its own."""
    before, join = view.word(first.start - 1), view.word(first.end)
    if join == "into" and first.weekday is not None and view.kind(first.end + 1) in WEEKDAY_KINDS:
        join = "to"  # "Saturday night into Sunday"
    if join not in _JOINS or (join == "and") != (before == "between"):
        return None
    if before == "from" and view.word(first.start - 2) in _MOVES:
        return None
    if before != "from" and join in {"a", "al", "au", "à", "until", "till"}:
        return None
    second = read_simple(replace(view, anchor=first), view.after(first.end + 1, "the"))
    if second is None:
        return None
    if before not in {"from", "between"} and not (first.named and second.named) and first.weekday is None:
        return None
    one, other = _agreed(first, second)
    if one.first > other.last:
        return None
    smaller = min(first.unit, second.unit, key=lambda unit: unit.value)
    relative = first.relative and second.relative
    return Read(first.start, second.end, DaySpan(one.first, other.last), smaller, relative)


def _agreed(first: Read, second: Read) -> tuple[Read, Read]:
    if first.named and second.named:
        one, other = first.named, second.named
        if one.month and one.year is None and other.year is not None:
            span = nearest(one, second.last, ahead=False)
            return (Read(first.start, first.end, span, first.unit, relative=False) if span else first), second
        if other.month and other.year is None and one.year is not None:
            span = nearest(other, first.first, ahead=True)
            return first, (Read(second.start, second.end, span, second.unit, relative=False) if span else second)
    if first.first <= second.last:
        return first, second
    if first.named and first.named.year is None:
        span = nearest(first.named, second.last, ahead=False)
        return (Read(first.start, first.end, span, first.unit) if span else first), second
    if first.weekday is not None:
        return one_day(first.start, first.end, spans.weekday_up_to(first.weekday, second.last)), second
    return first, second
