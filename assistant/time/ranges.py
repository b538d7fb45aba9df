"""Two phrases joined to one stretch ("from 3 May to 5 June"), or one with a side left open ("since May")."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from assistant.records.time import DateExpression, DaySpan
from assistant.time import spans
from assistant.time.spans import ONE_DAY, nearest
from assistant.time.view import Read, View, one_day
from assistant.time.words import WEEKDAY_KINDS

Reader = Callable[[View, int], Read | None]
_JOINS = frozenset("to until till through – - — and bis à au al a tot".split())
_MOVES = frozenset("moved postponed delayed changed pushed brought rescheduled shifted deferred extended".split())
_SIDES: dict[str, Callable[[Read], DaySpan]] = {
    "since": lambda read: DaySpan(read.first, None),
    "after": lambda read: DaySpan(read.last + ONE_DAY, None),
    "until": lambda read: DaySpan(None, read.last),
    "before": lambda read: DaySpan(None, read.first - ONE_DAY),
}
_WORDS = {
    "since": "since seit depuis desde dal dall'inizio sinds",
    "after": "after nach après dopo",
    "until": "until till by bis jusqu'en jusqu'à hasta até tot",
    "before": "before vor avant antes prima voor",
}
_SIDE_OF = {word: _SIDES[side] for side, words in _WORDS.items() for word in words.split()}
_WORDS_OF_SIDE = {
    "or after": "since",
    "or before": "until",
    "no later than": "until",
    "not later than": "until",
    "no earlier than": "since",
    "not earlier than": "since",
    "earlier than": "before",
    "later than": "after",
    "up to": "until",
    "as of": "until",
    "prior to": "before",
}
_NOT = {"before": "since", "after": "until"}  # "not before May"
_SKIPPED = frozenset("the de di del dem der le la el il en".split())
_ENGLISH = frozenset(
    "the what when who did how which where why does said about with were has had this and for from there".split()
)


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


def opened(view: View, read: Read, expression: DateExpression) -> DateExpression:
    """The expression with one side open, where the word before it says so."""
    i = read.start - 1
    while view.word(i) in _SKIPPED:
        i -= 1
    side = _SIDE_OF.get(view.word(i).replace("’", "'"))
    before = [view.word(j) for j in (i - 2, i - 1, i)]
    named = _WORDS_OF_SIDE.get(" ".join(before)) or _WORDS_OF_SIDE.get(" ".join(before[1:]))
    if before[1] == "not" and before[2] in _NOT:
        named = _NOT[before[2]]
    side = _SIDES[named] if named else side
    if side is None or read.start < 1:
        if view.word(read.end) in {"on", "onwards", "onward", "forward"} and view.word(read.start - 1) == "from":
            return replace(expression, span=DaySpan(read.first, None))
        return expression
    try:
        return replace(expression, span=side(read))
    except OverflowError:  # the first or the last day of the calendar
        return expression


def needs_library(view: View) -> bool:
    """Whether a question may name days in a language that is not read here, by its letters."""
    letters = [char for char in view.text if char.isalpha()]
    if any(not unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return True
    read_here = any(token.kind and token.kind.name.endswith("ABROAD") for token in view.tokens)
    return not view.text.isascii() and not read_here and not any(token.word in _ENGLISH for token in view.tokens)
