"""Phrases of six other languages that are counted from a day: letzte Woche, le mois dernier, hace dos semanas, ieri."""

from __future__ import annotations

from datetime import timedelta

from assistant.time import spans
from assistant.time.deictic import which_month, which_season, which_weekday
from assistant.time.spans import closest, is_year_token, nearest, span_of
from assistant.time.tokens import Token
from assistant.time.view import Named, Read, View, one_day
from assistant.time.words import Kind, Unit

_UNITS = (Kind.UNIT_ABROAD, Kind.UNIT)
_NUMBERS = (Kind.NUMBER, Kind.NUMBER_ABROAD, Kind.A)
# "hier" is French for yesterday and German for here; "morgen" is tomorrow, and after these words the morning.
_UP_TO = frozenset("bis jusqu'à jusqu’à hasta fino até tot".split())
_SINCE = frozenset("seit depuis desde dal dall'inizio sinds".split())
_BETWEEN = frozenset("a à la al all' de il el o".split())  # "hasta finales de mayo", "jusqu'à la fin de mai"
_FRENCH = frozenset("le la les est a que qui du des et il elle dans s'est s’est l'a l’a au pour une un".split())
_MORNING = frozenset("am guten jeden heute gestern zum la esta deze vom diesem".split())
_PLACING = frozenset("im en in em nel seit depuis desde da sinds a".split())


def read_day_abroad(view: View, i: int) -> Read | None:
    """Gestern, hier, ayer, ieri, ontem, gisteren."""
    word = view.word(i)
    if view.reference is None or (word in {"morgen", "mañana"} and view.word(i - 1) in _MORNING):
        return None
    if word == "hier" and not any(view.word(j) in _FRENCH for j in range(i - 12, i + 12)):
        return None
    return Read(i, i + 1, spans.around(Unit.DAY, view.reference + timedelta(days=view.at(i).number)), Unit.DAY)


def read_which_abroad(view: View, i: int) -> Read | None:
    """Letzte Woche, cette année, diesen Mittwoch, letzten Mai, letzten Sommer; die letzten drei Monate."""
    step, today, unit = view.at(i).number, view.reference, view.at(i + 2).unit
    if today and step and view.kind(i + 1) in _NUMBERS and view.kind(i + 2) in _UNITS:
        return Read(i, i + 3, spans.counted(unit, today, step * view.at(i + 1).number), unit)
    return _pointed(view, i, view.at(i + 1), step)


def read_then_which(view: View, i: int) -> Read | None:
    """La semaine dernière, el mes pasado, lunedì scorso, l'été dernier."""
    if view.kind(i + 1) is not Kind.WHICH_ABROAD:
        return None
    return _pointed(view, i, view.at(i), view.at(i + 1).number)


def _pointed(view: View, i: int, token: Token, step: int) -> Read | None:
    """The two words from `i`: one points, the other, `token`, says what to."""
    today = view.reference
    if today is None:
        return None
    if token.kind in _UNITS and token.unit is not Unit.DAY:
        return Read(i, i + 2, spans.shifted(token.unit, today, step), token.unit)
    if token.kind is Kind.WEEKDAY_ABROAD:
        return one_day(i, i + 2, which_weekday(token.number, step, today))
    if token.kind in {Kind.MONTH_ABROAD, Kind.MONTH}:
        return which_month((i, i + 2), token.number, step, today)
    if token.kind in {Kind.SEASON_ABROAD, Kind.SEASON}:
        return which_season(view, (i, i + 2), token.number, step)
    return None


def read_ago_abroad(view: View, i: int) -> Read | None:
    """Vor drei Tagen, hace dos semanas, há um mês."""
    if (
        view.reference is None
        or view.at(i).number > 0
        or view.kind(i + 1) not in _NUMBERS
        or view.kind(i + 2) not in _UNITS
    ):
        return None
    unit = view.at(i + 2).unit
    return Read(i, i + 3, spans.shifted(unit, view.reference, -view.at(i + 1).number), unit)


def read_count_abroad(view: View, i: int) -> Read | None:
    """Il y a trois jours, due settimane fa, drie weken geleden."""
    if view.reference is None or view.kind(i + 1) not in _UNITS:
        return None
    unit, count = view.at(i + 1).unit, view.at(i).number
    if view.kind(i + 2) is Kind.AGO_ABROAD and view.at(i + 2).number > 0:
        return Read(i, i + 3, spans.shifted(unit, view.reference, -count), unit)
    if [view.word(j) for j in range(i - 3, i)] == ["il", "y", "a"]:
        return Read(i - 3, i + 2, spans.shifted(unit, view.reference, -count), unit)
    return None


def read_season_abroad(view: View, i: int) -> Read | None:
    """Sommer 2024, été 2023, l'été dernier."""
    j = view.after(i + 1, "de", "del")
    if is_year_token(view, j) and not (view.word(i) == "été" and view.word(i - 1) in {"a", "ont", "ayant"}):
        return Read(i, j + 1, spans.season(view.at(j).number, view.at(i).number), Unit.SEASON, relative=False)
    return read_then_which(view, i)


def read_part_abroad(view: View, i: int) -> Read | None:
    """Anfang Mai, fin juin 2024, a mediados de julio: a third of the month, or the edge that a bound names."""
    part, j = str(view.at(i).value), view.after(i + 1, "-", "de", "di", "d'", "des")
    german = view.word(i) in {"anfang", "mitte", "ende"}
    if view.kind(j) is not Kind.MONTH_ABROAD and not (german and view.kind(j) is Kind.MONTH):
        return None
    month, k = view.at(j).number, view.after(j + 1, "de", "del")
    if is_year_token(view, k):
        span, end = span_of(Named(view.at(k).number, month)), k + 1
    elif view.reference:
        ahead = bool(view.ahead(i, j + 1)) if view.asked else None
        span, end = closest(Named(None, month), view.reference, ahead=ahead), j + 1
    else:
        return None
    if span is None or span.first is None or span.last is None:
        return None
    before = i - 1
    while view.word(before) in _BETWEEN:
        before -= 1
    if part == "late" and view.word(before) in _UP_TO:
        return Read(i, end, spans.around(Unit.DAY, span.last), Unit.DAY, end == j + 1)
    if part == "early" and view.word(before) in _SINCE:
        return Read(i, end, spans.around(Unit.DAY, span.first), Unit.DAY, end == j + 1)
    return Read(i, end, spans.part(span, Unit.MONTH, part), Unit.WEEK, end == j + 1)


def read_month_alone_abroad(view: View, i: int) -> Read | None:
    """Im Mai, en juillet, in agosto: in a question, and after a word that places it."""
    if view.reference is None or view.word(i - 1) not in _PLACING:
        return None
    named, ahead = Named(None, view.at(i).number), view.ahead(i, i + 1)
    if ahead is None and not view.asked:  # few verbs of other languages are read
        span = closest(named, view.reference, ahead=None)
    else:
        span = nearest(named, view.reference, ahead=bool(ahead))
    return Read(i, i + 1, span, Unit.MONTH, named=named) if span else None
