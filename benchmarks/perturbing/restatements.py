"""A sentence to one that gives a date, a number, a contraction or a person in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.perturbing.dates import MONTHS, SHORT_MONTHS, WEEKDAYS, month_number
from benchmarks.perturbing.listed import MEN, WOMEN
from benchmarks.perturbing.names import persons_in
from benchmarks.perturbing.numbers import IN_WORDS
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, is_quoted, quotations, swapped

_ANY_MONTH = "|".join([*MONTHS, *(re.escape(short) for short in SHORT_MONTHS)])
_PAST_VERB = (
    r"(?:said|told|announced|was|were|had|died|won|lost|began|took|made|met|found|held|gave|went|came"
    r"|signed|released|arrested|killed|confirmed|reported|filed|issued|ruled|voted|approved|posted"
    r"|published|launched|opened|closed|tweeted|wrote|revealed|ended)"
)
_PAST_WEEKDAY = re.compile(
    rf"\b{_PAST_VERB}\b(?P<gap>(?: [\w’'-]+){{0,6}}?) (?P<on>on )?(?P<day>{'|'.join(WEEKDAYS)})(?=[.,]| (?:that"
    rf"|in|at|after|by|to|with|morning|afternoon|evening|the|it|he|she|as|for)\b)"
)
_FUTURE = re.compile(
    r"(?i)\b(?:will|next|upcoming|scheduled|expected|set to|plans?|would|until|going to|due|last (?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|by (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_MONTH_DAY = re.compile(
    rf"(?P<month>{_ANY_MONTH}) (?P<day>[1-9]|[12]\d|3[01])(?P<year>, (?:19|20)\d\d)?(?!\d|,\d|[:%]|\.\d|st|nd"
    rf"|rd|th|[-–]| (?:and|to|or) \d|, \d|\w)"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w,.$-])(?P<day>[1-9]|[12]\d|3[01]) (?P<month>{'|'.join(MONTHS)})\b(?P<year> (?:19|20)\d\d)?(?!\w)"
)
_YESTERDAY = re.compile(r"(?<=[a-z] )(?P<word>yesterday)(?=[.,]| (?:that|in|at|after|by|to|with)\b)")
_LAST = re.compile(
    r"(?<!the )(?<!of )(?<!late )(?<!early )(?<!earlier )\b(?P<word>last month|last year|next year)\b(?![’'-])"
)

# A word that already binds the day to its clause: "before Tuesday", "as soon as next year".
_BOUND = re.compile(
    r"(?i)\b(?:as|before|after|by|since|until|through|of|from|than|and|or|for|to|in|over|this|the|[\w’']+[’']s?) $"
)


def restate_date(original: Original, chance: Random) -> Iterator[Change]:
    """A weekday or relative word by its date, as the article's own date tells; a date in another form."""
    yield from _date_forms(original.sentence)
    if original.published is not None:
        yield from _weekday_resolved(original.sentence, original.published, chance)
        yield from _yesterday_resolved(original.sentence, original.published, chance)
        yield from _last_resolved(original.sentence, original.published)


def _date_forms(text: str) -> Iterator[Change]:
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for found in pattern.finditer(text):
            goes_on = found["year"] is None and re.match(r"(?:-|,? \d)", text[found.end() :])
            if not goes_on and not is_quoted(text, found.start()):
                yield from _other_form(text, found, pattern is _MONTH_DAY)


def _weekday_resolved(text: str, published: date, chance: Random) -> Iterator[Change]:
    """The one weekday of a sentence in the past, by its date."""
    if _FUTURE.search(text) or _MONTH_DAY.search(text) or len(re.findall("|".join(WEEKDAYS), text)) != 1:
        return
    for found in _PAST_WEEKDAY.finditer(text):
        start, end = found.start("on") if found["on"] else found.start("day"), found.end("day")
        is_part = _BOUND.search(text[:start]) or re.match(r" (?:morning|afternoon|evening)", text[end:])
        if not is_part and not is_quoted(text, found.start("day")):
            day = published - timedelta(days=(published.weekday() - WEEKDAYS.index(found["day"])) % 7)
            new = f"on {_written(day, chance.randrange(3))}"
            yield Change("date resolved", swapped(text, start, end, new), text[start:end], new)


def _yesterday_resolved(text: str, published: date, chance: Random) -> Iterator[Change]:
    for found in _YESTERDAY.finditer(text):
        if not is_quoted(text, found.start()):
            new = f"on {_written(published - timedelta(days=1), chance.randrange(3))}"
            yield Change("date resolved", swapped(text, *found.span("word"), new), "yesterday", new)


def _last_resolved(text: str, published: date) -> Iterator[Change]:
    """Last month, last year and next year by their numbers."""
    for found in _LAST.finditer(text):
        if not is_quoted(text, found.start()) and not _BOUND.search(text[: found.start()]):
            new = f"in {_relative(found['word'].lower(), published)}"
            yield Change("date resolved", swapped(text, *found.span(), new), found[0], new)


def _other_form(text: str, found: re.Match[str], month_first: bool) -> Iterator[Change]:
    month, day = MONTHS[month_number(found["month"]) - 1], found["day"]
    year = (found["year"] or "").strip(", ")
    if month_first:
        new = f"{day} {month} {year}".strip()
        end = found.end()
    else:
        new, end = f"{month} {day}, {year}" if year else f"{month} {day}", found.end()
    if re.search(r"\d,? $|\bthe $|\b(?:Black|Bloody) $", text[: found.start()]):
        return
    yield Change("date form", swapped(text, found.start(), end, new), found[0], new)
    if found["month"] in SHORT_MONTHS:
        spelled = found[0].replace(found["month"], month)
        yield Change("date form", swapped(text, *found.span(), spelled), found[0], spelled)


def _written(day: date, form: int) -> str:
    month = MONTHS[day.month - 1]
    return (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{month} {day.day}")[form]


def _relative(word: str, published: date) -> str:
    if word == "last month":
        before = published.replace(day=1) - timedelta(days=1)
        return f"{MONTHS[before.month - 1]} {before.year}"
    return str(published.year + (1 if word == "next year" else -1))


_COMMAS = re.compile(r"(?<![\w.,$£€/–-])(?P<figure>[1-9]\d{0,2},\d00)(?![\w,%-]|\.\d)")
_PERCENT = re.compile(r"(?<![\w.,–-])(?P<figure>\d+(?:\.\d+)?)(?P<sign>%| percent)(?![\w-])")
_SMALL = re.compile(
    rf"(?<![\w-])(?<!\bin )(?<!out of )(?P<word>"
    rf"{'|'.join(word for word, value in IN_WORDS.items() if value > 2)})(?= [a-z]+s\b|$)(?! (?:of|to|or|and"
    rf"|hundred|thousand|million|dozen)\b)"
)
_DIGITS = re.compile(
    r"(?<![\w.,$£€:/–#-])(?<![A-Z]\w )(?P<figure>1[0-9]|20|[3-9])(?= (?:people|years|days|weeks|months|hours"
    r"|children|students|men|women|countries|states|deaths|games|officers|cases)\b)"
)
_MILLION = re.compile(r"(?P<sign>[$£€])(?P<figure>\d+(?:\.\d+)?) (?P<scale>million|billion)\b(?!-)")
_PLAIN_MILLION = re.compile(
    r"(?<![\w$£€.,-])(?P<figure>\d+(?:\.\d+)?) (?P<scale>million)\b(?= (?:people|Americans|customers|users"
    r"|voters|children|homes|workers|adults|residents|viewers|tons|doses)\b)"
)
_FULL_MILLIONS = re.compile(r"(?<![\w,.-])(?P<sign>[$£€]?)(?P<figure>\d{1,3},\d00,000)(?![\w,-])")
_CURRENCY = {"$": "dollars", "£": "pounds", "€": "euros"}


def restate_number(original: Original, chance: Random) -> Iterator[Change]:
    """1,200 as 1.2 thousand, twelve as 12, 5% as 5 percent, $2 million as 2 million dollars or $2,000,000."""
    text = original.sentence
    for pattern, restate in _NUMBER_FORMS:
        for found in pattern.finditer(text):
            if not is_quoted(text, found.start()):
                new = restate(found, chance)
                yield Change("number form", swapped(text, *found.span(), new), found[0], new)


def _in_thousands(found: re.Match[str], _chance: Random) -> str:
    return f"{int(found['figure'].replace(',', '')) / 1000:g} thousand"


def _other_percent(found: re.Match[str], _chance: Random) -> str:
    return found["figure"] + ("%" if found["sign"] == " percent" else " percent")


def _in_digits(found: re.Match[str], _chance: Random) -> str:
    return str(IN_WORDS[found["word"]])


def _in_words(found: re.Match[str], _chance: Random) -> str:
    return next(word for word, value in IN_WORDS.items() if str(value) == found["figure"])


def _money_in_words(found: re.Match[str], chance: Random) -> str:
    if chance.random() < 0.5:
        return f"{found['figure']} {found['scale']} {_CURRENCY[found['sign']]}"
    return found["sign"] + _in_full(found, chance)


def _in_full(found: re.Match[str], _chance: Random) -> str:
    return f"{round(float(found['figure']) * (10**6 if found['scale'] == 'million' else 10**9)):,}"


def _in_millions(found: re.Match[str], _chance: Random) -> str:
    return f"{found['sign']}{int(found['figure'].replace(',', '')) / 10**6:g} million"


_NUMBER_FORMS = (
    (_COMMAS, _in_thousands),
    (_PERCENT, _other_percent),
    (_SMALL, _in_digits),
    (_DIGITS, _in_words),
    (_MILLION, _money_in_words),
    (_PLAIN_MILLION, _in_full),
    (_FULL_MILLIONS, _in_millions),
)
_CONTRACTED = {
    "did not": "didn’t", "does not": "doesn’t", "do not": "don’t", "is not": "isn’t", "are not": "aren’t",
    "was not": "wasn’t", "were not": "weren’t", "has not": "hasn’t", "have not": "haven’t", "had not": "hadn’t",
    "will not": "won’t", "would not": "wouldn’t", "could not": "couldn’t", "should not": "shouldn’t", "cannot": "can’t",
}  # fmt: skip
_SPELLED = {short: long for long, short in _CONTRACTED.items()} | {
    "it’s": "it is", "he’ll": "he will", "she’ll": "she will", "they’ll": "they will", "they’re": "they are",
    "we’re": "we are", "they’ve": "they have", "we’ve": "we have", "it’ll": "it will", "I’m": "I am",
    "there’s": "there is", "that’s": "that is",
}  # fmt: skip
_CONTRACTABLE = re.compile(rf"\b(?:{'|'.join(_CONTRACTED)})\b(?! only)")
_SHORT = re.compile(
    rf"\b(?:{'|'.join(_SPELLED)})\b(?! (?:been|got|become|had|gone|seen))".replace("’", "[’']"),
)


def contract(original: Original, _chance: Random) -> Iterator[Change]:
    """The two words "did not" as "didn't", and the other way round."""
    text = original.sentence
    for found in _CONTRACTABLE.finditer(text):
        if not is_quoted(text, found.start()):
            new = _CONTRACTED[found[0]].replace("’", "’" if "’" in text else "'")
            yield Change("contraction", swapped(text, *found.span(), new), found[0], new)
    for found in _SHORT.finditer(text):
        if not is_quoted(text, found.start()):
            new = _SPELLED[found[0].replace("'", "’")]
            yield Change("contraction", swapped(text, *found.span(), new), found[0], new)


_PRONOUN = re.compile(
    r"^(?P<who>He|She) (?=(?:said|says|was|is|has|had|will|told|added|also|died|won|joined|wrote|began|played"
    r"|served|faces)\b)"
)


def resolve_pronoun(original: Original, _chance: Random) -> Iterator[Change]:
    """He or she by the one person whom the sentence before names, outside quotations."""
    found = _PRONOUN.match(original.sentence)
    if found is None or quotations(original.before):
        return
    people = persons_in([original.before])
    if len(people) != 1 or persons_in([original.sentence]) or not re.match(re.escape(people[0].full), original.before):
        return
    names = WOMEN if found["who"] == "She" else MEN
    if people[0].first in names and not (people[0].first in WOMEN and people[0].first in MEN):
        yield Change(
            "pronoun", swapped(original.sentence, *found.span("who"), people[0].full), found["who"], people[0].full
        )
