"""An article's relative dates to those that are certain enough to print, to send to a model and to put on a timeline.

What "Friday" or "3 May" means is read elsewhere, for readers and articles alike; this asks whether an article's may be
relied on. It may where all of this holds, and where it does not, nothing is said of the date:

- it is one day or one whole month, and no name, no end of a span, in no quotation, no brackets and no headline;
- it says itself on which side of the day of publication it lies ("last month", "Tuesday 4 March"), or the verbs of its
  clause do, which all are of one tense, and the day that it was resolved to lies there;
- it lies near the day of publication, and nothing around it speaks of another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from assistant.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SHORT_MONTHS, WEEKDAYS
from assistant.language.languages import language_of
from assistant.language.tense import SCHEDULED, Tense, Verb, verbs_in
from assistant.language.titles import ABBREVIATED
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern
from assistant.records.time import DateExpression
from assistant.time.date_places import without_quotations
from assistant.time.tokens import read_tokens
from assistant.time.words import MONTH_KINDS, Kind

# Days from the publication. A weekday further back is as often one shortly ahead of it: an article keeps the day on
# which it was first put up when it is written on. Of 39 such in news that were read, 8 were wrong; of 200 nearer, none.
_NEAR_WEEKDAY, _NEAR_DAY, _NEAR_MONTH = 3, 60, 120
# Characters: no sentence of an article is longer. A story of another year may have told its day some way before, and a
# year alone matters only near.
_LONGEST, _EARLIER, _EARLIER_YEAR = 1_500, 1_000, 400
# Words between a plan's verb and its day; further off the day is often a noun's ("will discuss … the vote on Friday").
_NEAR_PLAN = 6

_MONTH = rf"(?:{alternatives(ENGLISH_MONTHS)}|(?:{alternatives(SHORT_MONTHS)})\b\.?)"
_WEEKDAY = rf"(?:{alternatives(ENGLISH_WEEKDAYS)})"
_BARE_WEEKDAY = lazy_pattern(
    rf"(?:(?:early|late)\s+(?:on\s+)?)?{_WEEKDAY}(?:\s+(?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_DAY_OF_MONTH = lazy_pattern(
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}", re.IGNORECASE
)
_BARE_MONTH = lazy_pattern(_MONTH, re.IGNORECASE)
_POINTED_WEEKDAY = lazy_pattern(rf"(?P<which>last|this|next)\s+(?P<day>{_WEEKDAY})", re.IGNORECASE)
_OF_ITSELF = lazy_pattern(r"(?:last|this|next)\s+month|\w+\s+days\s+ago", re.IGNORECASE)
_OF_THE_DAY = lazy_pattern(r"yesterday|today|tomorrow", re.IGNORECASE)
_YEAR = lazy_pattern(r"(?<![\d$£€,.-])(?:1[5-9]|20)\d\ds?(?![\d,%])")

_DAY_OF_YEAR = lazy_pattern(rf"{_MONTH}\s+(?:\d{{1,2}},?\s+)?((?:1[5-9]|20)\d\d)\b", re.IGNORECASE)

_SENTENCE_END = lazy_pattern(r"[.!?…][”\"’')\]]*(?:\s+(?=[“\"‘'(\[]?[A-Z0-9])|\s*\Z)")
_NO_END = lazy_pattern(
    rf"\b(?:{ABBREVIATED}|St|No|vs|[A-Z]|[ap]\.m|{alternatives(SHORT_MONTHS)})\Z",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 12
# Pictures and what stands below them, of any day.
_CREDIT = lazy_pattern(r"\b(?:Getty|Reuters|AFP|AP|EPA|file|photo\w*|pictured)\b|USA TODAY NETWORK", re.IGNORECASE)

_CLAUSE_BEGINS = lazy_pattern(
    r"[;:,]|\s[–—-]{1,2}\s|—|\b(?:and|but|or|who|whom|whose|which|where|when|while|because|although|though|if|unless|once"
    r"|whether|whereas|until|before|after|as|that|so|than|what|why|how|amid|following)\b",
    re.IGNORECASE,
)
_OPENS = lazy_pattern(r"(?:\A|(?:[.:;—–]|\b(?:and|but|that))\s+)(?:on|in)?\s*\Z", re.IGNORECASE)
_IN = lazy_pattern(r"\bin\s+\Z", re.IGNORECASE)
_ON = lazy_pattern(r"\bon\s+\Z", re.IGNORECASE)
# "The Monday meeting", "a happy Friday", "by Friday": no day on which something was or will be.
_HELD = lazy_pattern(
    r"(?:[’'-]|\b(?:an?|the|one|this|that|last|next|any|some|each|every|first|same|another|previous|following|happy|by"
    r"|since|from|till|until|through|between|to)\s+(?:on\s+)?)\Z",
    re.IGNORECASE,
)
# Behind a date that is no name and no noun's ("Friday night football", "the Monday meeting") one of these stands.
_FREE = lazy_pattern(
    r"\s*(?:\Z|[,.;!?)—–]|\s(?:in|at|on|to|that|by|with|from|for|of|as|after|before|when|while|and|but|he|she|it|they|the"
    r"|an?|his|her|their|its|about|against|during|following|over|outside|inside|near|around|where|because|if|amid"
    r"|without|whether|into|under|not|there)\b)"
)
_OWNS = lazy_pattern(r"[’'-]")
_GOES_ON = lazy_pattern(
    rf"\s*(?:to|through|until|till|[–-])\s+(?:\d|noon\b|midnight\b|(?:early\s+|late\s+)?{_WEEKDAY})", re.IGNORECASE
)
# What stands between a verb and a day that need not be the verb's: "tickets for the match on Friday", and between a
# past and one: "voted to close the mine on Friday".
_TO_DO = lazy_pattern(r"\bto\s+(?!(?:the|an?|his|her|its|their|this|that|these|those|about|more)\b)[a-z]+")
_OTHER_DAY = lazy_pattern(
    r"\b(?:ahead|for|about|towards?|next|coming|upcoming|planned|scheduled|expected|proposed|future|every|each|not"
    r"|deadline|usually|typically|often)\b"
)
_TOLD = lazy_pattern(
    r"\b(?:said|announced|confirmed|reported|tweeted|wrote|warned|testified|ruled|told(?:\s[\w’'.-]+){1,2})\s+(?:on\s+)?\Z"
)
_PUT_OFF = lazy_pattern(
    r"\b(?:put (?:off|back)|pushed back|postponed|deferred|adjourned|delayed|rescheduled)\b[^;.]*\b(?:to|until)\s+\Z"
)
_PERFECT = lazy_pattern(r"(?:had|has|have)\s")
# "The game postponed Friday", "a hearing set on Friday": of the day there is no telling.
_ARRANGED = SCHEDULED | frozenset(
    "proposed moved anticipated canceled cancelled likely supposed meant poised called arranged needed required".split()
)
# "On January 6" is the day of one year, whenever it is told: month and day.
_NAMES = frozenset({(1, 6), (9, 11), (10, 7)})


@dataclass(frozen=True, slots=True)
class _Place:
    """A date at `[start, stop)` of its sentence, whose quotations and brackets are blank; and what stands earlier."""

    sentence: str
    start: int
    stop: int
    earlier: str

    @property
    def words(self) -> str:
        return self.sentence[self.start : self.stop]

    @property
    def before(self) -> str:
        return self.sentence[: self.start]

    @property
    def behind(self) -> str:
        return self.sentence[self.stop :]


def certain_dates(
    text: str, dates: Iterable[DateExpression], published: date, *, among: Iterable[DateExpression] = ()
) -> tuple[DateExpression, ...]:
    """The dates of an article's text, published on a day, without the relative ones that are not certain.

    `among` are all dates of the text, where `dates` are only some of them.
    """
    asked = tuple(dates)
    every = tuple(among) or asked
    return tuple(
        each
        for each in asked
        if not each.relative or (_is_certain(text, each, published) and not _is_overtaken(text, each, every, published))
    )


def _is_overtaken(text: str, each: DateExpression, every: Iterable[DateExpression], published: date) -> bool:
    """Whether a date that lies later stands before it in the sentence: "begins Monday and ends on Thursday"."""
    first = each.span.first
    return any(
        other.end <= each.start
        and first is not None
        and other.span.first is not None
        and other.span.first > first > published
        and _SENTENCE_END.search(text[other.end : each.start]) is None
        for other in every
    )


def _is_certain(text: str, each: DateExpression, published: date) -> bool:
    first, last = each.span.first, each.span.last
    if first is None or last is None:
        return False
    is_month = first != last and _BARE_MONTH.fullmatch(each.text) is not None
    if first != last and not is_month and not _OF_ITSELF.fullmatch(each.text):
        return False
    place = _place_of(text, each)
    if place is None or _speaks_of_another_year(place, {first.year, published.year}):
        return False
    if _HELD.search(place.before) and not _PUT_OFF.search(place.before):
        return False
    if _is_named_twice(place.words, first):
        return abs((first - published).days) <= _NEAR_DAY
    if _says_its_side(place.words, first, published):
        return not _OWNS.match(place.behind)
    is_free = _FREE.match(place.behind) is not None or _leads_verb(place)
    return is_free and not _GOES_ON.match(place.behind) and _verbs_agree(place, first, last, published)


def _place_of(text: str, each: DateExpression) -> _Place | None:
    """Where a date stands; None within a quotation or brackets, and where that is no sentence of prose."""
    begin = max(text.rfind("\n", 0, each.start) + 1, each.start - _LONGEST)
    end = text.find("\n", each.end, each.end + _LONGEST)
    line = text[begin : end if end >= 0 else each.end + _LONGEST]
    plain = _plain(line)
    start, stop = each.start - begin, each.end - begin
    if not plain[start:stop].strip():
        return None
    since, until = 0, None
    for match in _SENTENCE_END.finditer(line):
        before = line[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
        if match.end() < len(line) and _NO_END.search(before):
            continue
        if match.start() >= stop:
            until = match.start() + 1
            break
        since = match.end() if match.end() <= start else since
    if until is None or _CREDIT.search(line, since, until):
        return None
    return _Place(
        plain[since:until], start - since, stop - since, text[max(0, begin + since - _EARLIER) : begin + since]
    )


@lru_cache(maxsize=512)
def _plain(line: str) -> str:
    return without_quotations(line)


def _speaks_of_another_year(place: _Place, years: set[int]) -> bool:
    near = (place.earlier[-_EARLIER_YEAR:], place.before, place.behind)
    named = {each for part in near for each in _YEAR.findall(part)} | set(_DAY_OF_YEAR.findall(place.earlier))
    return not named <= {str(year) for year in years}


def _is_named_twice(words: str, day: date) -> bool:
    """Whether a weekday and a day of the month agree, as they do in one year of five or six: Tuesday 4 March."""
    tokens = read_tokens(words)
    has_month = any(token.kind in MONTH_KINDS for token in tokens)
    return has_month and WEEKDAYS.get(tokens[0].word) == day.weekday()


def _says_its_side(words: str, day: date, published: date) -> bool:
    """Last month, two days ago, and "next Monday" where the first to come is also that of the next week."""
    if _OF_ITSELF.fullmatch(words):
        return True
    pointed = _POINTED_WEEKDAY.fullmatch(words)
    if pointed is None:
        return read_tokens(words)[0].kind is Kind.DAY_ABROAD and day == published - timedelta(days=1)
    weekday, which = WEEKDAYS[pointed["day"].lower()], pointed["which"].lower()
    if which == "this":
        return day > published
    return weekday <= published.weekday() if which == "next" else weekday >= published.weekday()


def _verbs_agree(place: _Place, first: date, last: date, published: date) -> bool:
    away = abs((first - published).days)
    is_day_of_month = _DAY_OF_MONTH.fullmatch(place.words) is not None
    if _BARE_WEEKDAY.fullmatch(place.words):
        near = away <= _NEAR_WEEKDAY
    elif _BARE_MONTH.fullmatch(place.words):
        near = _IN.search(place.before) is not None and away <= _NEAR_MONTH and not first <= published <= last
    else:
        near = (
            is_day_of_month and away <= _NEAR_DAY and (first.month, first.day) not in _NAMES
        ) or _OF_THE_DAY.fullmatch(place.words) is not None
    if not near or language_of(place.sentence) not in {"en", None}:
        return False
    ahead = _looks_ahead(place)
    if ahead is None or (place.words.lower() == "today" and not _TOLD.search(place.before)):
        return False  # "Today, few remember it", "they viewed the country of today as"
    return first >= published if ahead else last <= published


def _looks_ahead(place: _Place) -> bool | None:
    """Whether the verbs of a date's clause put it ahead; None where they do not tell, or not the same."""
    if _TOLD.search(place.before):
        return False
    if _PUT_OFF.search(place.before):
        return True
    inside, behind = _verbs_of_clause(place)
    if not inside and not _leads_verb(place) and not _OPENS.search(place.before):
        return None
    # A day of the month that is near is one of this year, whenever it was told: "was to have reopened on 30 April".
    tell = _puts_day_ahead if _DAY_OF_MONTH.fullmatch(place.words) else _puts_ahead
    sides = {tell(verb) for verb in (*inside, *behind)}
    ahead = sides.pop() if len(sides) == 1 else None
    between = _ON.sub("", place.before[inside[-1].end :]) if inside else ""
    is_far = len(between.split()) > _NEAR_PLAN if ahead else _TO_DO.search(between)
    return None if is_far or _OTHER_DAY.search(between) else ahead


def _verbs_of_clause(place: _Place) -> tuple[list[Verb], list[Verb]]:
    """The verbs of a date's clause that stand in front of it, and those behind."""
    opened = max((match.end() for match in _CLAUSE_BEGINS.finditer(place.before)), default=0)
    closed = _CLAUSE_BEGINS.search(place.sentence, place.stop)
    verbs = verbs_in(place.sentence)
    inside = [verb for verb in verbs if opened <= verb.start < place.start]
    if closed and closed.group() == "," and not inside:  # "On Friday, the court ruled"
        closed = _CLAUSE_BEGINS.search(place.sentence, closed.end())
    close = closed.start() if closed else len(place.sentence)
    return inside, [verb for verb in verbs if place.stop <= verb.start < close]


def _leads_verb(place: _Place) -> bool:
    """Whether a date stands between a subject and its verb: "Rescuers on Friday called off the search"."""
    return _ON.search(place.before) is not None and any(v.start == place.stop + 1 for v in verbs_in(place.sentence))


def _puts_ahead(verb: Verb) -> bool | None:
    """Whether a verb tells of a day ahead, or, if it is a past, of one gone by; None for every other."""
    return None if verb.then or _PERFECT.match(verb.text) else _puts_day_ahead(verb)


def _puts_day_ahead(verb: Verb) -> bool | None:
    """The same, of a day that can be no other year's; also for a plan told in the past, a perfect, and "begins"."""
    is_arranged = verb.tense is not Tense.SAID and verb.text.split()[-1] in _ARRANGED
    return None if verb.tense is Tense.VOWED or (verb.ahead is False and is_arranged) else verb.ahead
