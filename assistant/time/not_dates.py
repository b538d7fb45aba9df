"""Words that look like a date and are none: names, habits, counts, other meanings of "may" and "march"."""

from __future__ import annotations

from assistant.time.view import View
from assistant.time.words import Kind

_BEFORE_YEAR = frozenset(
    "in since until till during by before after from of around circa year years through throughout between early late"
    " mid and or to for en im w år vuonna în seit del de nel dal van sinds em desde jahr année año anno".split()
)
_COUNTED = frozenset(
    "people men women children cases votes voters dollars pounds euros jobs troops soldiers deaths homes households"
    " students years days weeks months hours minutes seconds km miles metres meters feet kilometres kilometers percent"
    " per budget election elections campaign season census edition cup film flood olympics championship report prices"
    " terms money others patients workers meters tonnes tons".split()
)
_IS_PLACE = frozenset("in since last until by early late mid during from to between and of through next this".split())
_NAMES_OF_DAY = frozenset(
    "black good super cyber bloody giving easter palm ash holy maundy shrove fat whit every each any most some"
    " alternate one a an no".split()
)
_PAPERS = frozenset(
    "Times Telegraph Mirror Express Mail Independent Post Herald Tribune Observer Club Group Agreement Weekly Night"
    " Gras".split()
)
_WEEKLY = frozenset("prayers prayer sermon sermons school mass roast lunch league newspaper edition".split())
_NAMED_AFTER_MONTHS = frozenset("revolution uprising manifesto surprise group".split())
_NAMED_AFTER_DATES = _NAMED_AFTER_MONTHS | frozenset(
    "movement mouvement movimiento movimento bewegung attacks attack massacre committee insurrection riot riots"
    " hijackers agreement accord accords coup brigade brigades martyrs panel hearing hearings memorial".split()
)
# "The Sept. 11 victims", but "on Sept. 11 families gathered".
_PEOPLE = frozenset("victim victims families attackers terrorists survivors defendants plotters plot suspects".split())
_KINDS_OF_REPORT = frozenset(
    "results earnings profit profits revenue revenues report reports figures numbers forecast guidance".split()
)
_HEAT = frozenset("temperatures temperature highs lows degrees fahrenheit heat".split())
# Months that are also people's names or words.
_ALSO_WORDS = frozenset({3, 4, 5, 6, 8})


def is_no_year(view: View, i: int, j: int) -> bool:
    """Whether the four figures at ``[i, j)`` count or name something."""
    if view.typed:
        return False
    before, following = view.word(i - 1), view.word(j)
    if before == "(" and following in {")", ",", ";"}:
        return False
    if before == "to" and view.word(i - 2) in {"prior", "up"}:
        return False
    if before == "-" and view.kind(i - 2) is Kind.PART:
        return False
    if before == "of" and view.word(i - 2) in {"class", "spirit", "generation"}:
        return True
    if before in {"and", "or", "to"} and not (view.anchor and view.anchor.end == i - 1 and view.anchor.named):
        return True
    if before not in _BEFORE_YEAR:
        return not (view.asked and i + 1 == len(view.tokens))
    return following in _COUNTED or following in {"-", "%"}


def is_no_month(view: View, i: int) -> bool:
    """Whether a month's name without day and year may be another word, or somebody's name."""
    if view.word(i - 1) in {"every", "each", "all"} or view.word(i + 1) == "day":
        return True
    if view.kind(i) is Kind.MONTH_SHORT and not view.typed:
        ranged = view.word(i + 1) in {"-", "–"} and view.kind(i + 2) in {Kind.MONTH_SHORT, Kind.MONTH}
        placed = view.word(i - 1) in _IS_PLACE and view.word(i - 1) not in {"to", "and", "of"}
        is_joined = view.word(i + 1) == "-" and not ranged  # Mar-a-Lago
        return not view.written(i)[:1].isupper() or is_joined or not (ranged or placed)
    if view.typed or view.at(i).number not in _ALSO_WORDS:
        return False
    before = view.word(i - 1)
    if before not in _IS_PLACE and not (before == "-" and view.word(i - 2) in {"mid", "early", "late"}):
        return True
    if view.written(i).islower() and (view.at(i).number in {3, 5}) and before in {"to", "and"}:
        return True
    # "said April Jones": a capitalised word follows that begins no sentence.
    return (
        before not in {"in", "last", "next", "this", "since", "early", "late", "mid", "-"}
        and view.written(i + 1).istitle()
    )


def is_no_weekday(view: View, i: int) -> bool:
    """Whether a weekday is a habit, a feast or a newspaper."""
    if view.word(i - 1) in _NAMES_OF_DAY or _is_working_week(view, i) or _is_working_week(view, i - 2):
        return True
    following = view.written(i + 1)
    if view.kind(i + 1) is Kind.HALF_OF_DAY and following.istitle() and _is_within_sentence(view, i):
        return True  # "the Monday Morning podcast"
    return following.removesuffix("'s").removesuffix("’s") in _PAPERS or view.word(i + 1) in _WEEKLY


def _is_within_sentence(view: View, i: int) -> bool:
    """Whether small words stand around a name; beside "on" and in a headline capitals mean nothing."""
    return view.word(i - 1) in {"the", "a", "his", "her", "its", "their", "our"} and view.written(i - 1).islower()


def is_possessive(view: View, i: int) -> bool:
    """Whether the word owns what follows: Sunday's vote."""
    return view.written(i).endswith(("'s", "’s"))


def _is_working_week(view: View, i: int) -> bool:
    """Monday to Friday, as opening hours have it."""
    days = (view.word(i)[:3], view.word(i + 2)[:3])
    return days == ("mon", "fri") and view.word(i + 1) in {"to", "through", "-", "–"} and view.word(i - 1) != "from"


def is_named_after(view: View, i: int, j: int) -> bool:
    """Whether the date ``[i, j)`` is part of a name: the September 11 attacks, Mouvement du 22 mars."""
    named = _NAMED_AFTER_DATES if view.kind(j - 1) in {Kind.NUMBER, Kind.ORDINAL} else _NAMED_AFTER_MONTHS
    if view.word(j) in named and view.word(j - 1) != ",":
        return True
    if view.word(j) in _PEOPLE and view.word(i - 1) not in {"on", ",", ".", ""}:
        return True
    k = i - 1
    while view.word(k) in {"du", "del", "de", "of", "des", "the", "vom"}:
        k -= 1
    return k < i - 1 and view.written(k).istitle() and view.word(k) in _NAMED_AFTER_DATES


def is_newspaper(view: View, i: int) -> bool:
    """USA Today, India Today: a capital within a sentence, behind another."""
    before, written = view.written(i - 1), view.written(i)
    return written[:1].isupper() and (before == "USA" or (before.istitle() and written.istitle()))


def is_temperature(view: View, i: int) -> bool:
    """Whether figures such as "the 80s" are degrees."""
    return any(view.word(j) in _HEAT for j in range(i - 12, i + 6))


def is_kind_of_report(view: View, i: int) -> bool:
    """Whether a quarter before this place names a report that comes every year: Q3 results."""
    return view.word(i) in _KINDS_OF_REPORT
