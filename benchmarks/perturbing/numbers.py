"""A sentence with a number to the same sentence with a near one of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.dates import MONTHS
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, stands_in, swapped

UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()
TENS = """
twenty thirty forty fifty sixty seventy eighty ninety
""".split()
ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
IN_WORDS = {word: value for value, word in enumerate(UNITS)} | {word: 10 * (2 + n) for n, word in enumerate(TENS)}
_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?"

_FIGURE = re.compile(
    r"(?<![\w.,$£€/:–-])(?P<money>[$£€])?(?P<figure>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<after>(?![\w/:]"
    r"|[.,]\d)[^.]{0,18}|(?=\.))"
)
_WORD = re.compile(rf"(?i)(?<![\w-])(?P<figure>{'|'.join(list(IN_WORDS)[2:])})(?P<after>(?![\w-])[^.]{{0,18}}|(?=\.))")
_AGE = re.compile(
    r"(?<![\w.-])(?P<figure>\d{1,3})(?=-(?:year|month|day|week|hour|minute|mile|foot|point|game|member|seat|state)s?\b)"
)
_SCORE = re.compile(r"(?<![\w.,–$-])(?P<left>\d{1,3})(?P<dash>[-–])(?P<right>\d{1,3})(?![\w–%-]|[.,]\d)")
_FRACTION = re.compile(
    r"(?i)\b(?:(?P<a>half|a third|a quarter|one-third|one-quarter|two-thirds|three-quarters) (?=of\b)"
    r"|(?P<b>doubled|tripled|quadrupled)\b|(?P<c>twice|three times|four times)(?= (?:as|the|a|in)\b))"
)
_ORDINAL = re.compile(
    r"\b(?P<figure>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?= (?:time|year|day|week|month"
    r"|quarter|game|season|round|term|straight"
    r"|consecutive|person|case|death|child|set|inning|place|round|attempt|hearing|night|floor|anniversary"
    r"|victory|win|title)\b|-(?:largest|biggest|highest))"
)
# A figure that names a day, a clock time, a law, a road, a flight, a vaccine … is no amount.
_NO_AMOUNT_BEFORE = re.compile(
    rf"(?:{_MONTH}|\b(?:No|Rep|Title|Article|Section|Proposition|Prop|Amendment|Highway|Route|Interstate|Flight"
    rf"|Chapter|Type|Covid|COVID|Phase|Level"
    rf"|Boeing|Airbus|iPhone|Formula|Channel|Room|Apollo|Artemis|Category|Group|District|Super Bowl|Week|Day"
    rf"|Game|Season|Part|Class|Area|Fox|Big|Top|Catch|[A-Z]\w+))\.? $"
)
_NO_AMOUNT_AFTER = re.compile(
    rf"(?i)\s?(?:[ap]\.?m\b|o.clock|{_MONTH}(?:\s|$|,)|GMT|ET\b|-|–|degrees? of|[a-z]+ street|and a half|\d"
    rf"|(?:hundred|thousand|million|billion|dozen)s? (?:of|and)\b|°)"
)
_AT_LEAST = re.compile(
    r"(?i)\b(?:more than|at least|over|above|exceed\w*|minimum of|least|upwards of|north of|surpass\w*|top(?:s"
    r"|ped|ping)?|greater than|pass(?:ed|ing)?) (?:(?:the|a|an|about) )?$"
)
_AT_MOST = re.compile(
    r"(?i)\b(?:less than|fewer than|under|below|at most|up to|no more than|as many as|as much as|almost|nearly"
    r"|short of|maximum of|within|lower than) (?:(?:the|a|an) )?$"
)
_ROUNDED = re.compile(r"(?i)\b(?:about|around|roughly|approximately|nearly|almost|some|close to|an estimated) [$£€]?$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def change_number(original: Original, chance: Random) -> Iterator[Change]:
    """Amounts, percentages, money, counts in digits and in words, ages, scores, fractions and ordinals."""
    text = original.sentence
    words = [
        found for found in _WORD.finditer(text) if found["figure"].islower() or re.match(r" [a-z]+s\b", found["after"])
    ]
    for found in (*_FIGURE.finditer(text), *words):
        yield from _change_amount(original, found, chance)
    for found in _AGE.finditer(text):
        near = _near_integer(found["figure"], chance, (1,))  # more: a 40-year high is a 20-year high too
        yield from _replaced(original, found.span("figure"), near, "joined by a hyphen")
    for found in _SCORE.finditer(text):
        if _NO_AMOUNT_BEFORE.search(text[: found.start()]):
            continue
        right = _near_integer(found["right"], chance, (1, -1))
        if int(found["left"]) < 180 and right not in {None, found["left"]}:
            yield from _replaced(original, found.span(), f"{found['left']}{found['dash']}{right}", "score or range")
    for found in _ORDINAL.finditer(text):
        at = ORDINALS.index(found[0])
        neighbours = [*ORDINALS[max(0, at - 1) : at], *ORDINALS[at + 1 : at + 2]]
        yield from _replaced(original, found.span(), chance.choice(neighbours), "ordinal")
    yield from _change_fraction(original, chance)


def _change_amount(original: Original, found: re.Match[str], chance: Random) -> Iterator[Change]:
    figure, start = found["figure"], found.start()
    before, after = original.sentence[:start], found["after"]
    money = found.groupdict().get("money")
    if _is_no_amount(before, figure, after, bool(money)):
        return
    signs = (
        (1,)
        if _AT_LEAST.search(before) or _is_record(original.sentence, before, after)
        else (-1,)
        if _AT_MOST.search(before)
        else (1, -1)
    )
    if figure.lower() in IN_WORDS:
        new = _near_word(figure, chance, signs)
        subkind = "number in words"
    else:
        new = _near_figure(figure, chance, signs)
        subkind = "money" if money else _form(figure, after)
    if subkind == "percentage" and new and float(figure.replace(",", "")) < 100 <= float(new.replace(",", "")):
        return
    yield from _replaced(original, found.span("figure"), new, subkind)


def _is_no_amount(before: str, figure: str, after: str, money: bool) -> bool:
    if _NO_AMOUNT_AFTER.match(after) or (not money and _NO_AMOUNT_BEFORE.search(before)):
        return True
    if not money and _YEAR.fullmatch(figure):
        return True
    return bool(re.search(r"(?i)\b(?:one|zero) (?:in|of) $|\bbetween $|/ ?$", before))


def _is_record(text: str, before: str, after: str) -> bool:
    """Whether something is the greatest or the first in so many years: then so it is in fewer."""
    return bool(
        re.search(r"(?i)\b(?:in|in (?:the|at least|more than|over|about|nearly|almost)|past|last|for) $", before)
    ) and bool(
        re.match(r" (?:years|decades|months|weeks|games|days|seasons)", after)
        and re.search(r"(?i)est\b|\b(?:first|most|least|best|only|record)\b", text)
    )


def _form(figure: str, after: str) -> str:
    if re.match(r"\s?(?:%|percent|per cent)", after):
        return "percentage"
    if re.match(r"\s(?:million|billion|trillion|thousand)", after):
        return "large amount"
    return "decimal" if "." in figure else "count"


def _replaced(original: Original, span: tuple[int, int], new: str | None, subkind: str) -> Iterator[Change]:
    old = original.sentence[slice(*span)]
    if new is None or new == old or any(stands_in(form, original.seen) for form in forms_of(new)):
        return
    if len(re.findall(rf"(?<!\w){re.escape(old)}(?!\w)", original.sentence)) != 1:
        return
    if not _is_far(old, new, original.sentence[: span[0]]):
        return
    yield Change(subkind, swapped(original.sentence, *span, new), old, new)


def _is_far(old: str, new: str, before: str) -> bool:
    """Whether the new number is no rounding of the old one: 24.0 is about 23.5, and 39 is nearly 40."""
    one, other = (IN_WORDS.get(each.lower()) or each.replace(",", "") for each in (old, new))
    try:
        share = abs(float(other) - float(one)) / float(one)
    except ValueError:
        return True  # a fraction, an ordinal or a score
    return share >= (0.2 if _ROUNDED.search(before) else 0.05 if "." in new else 0)


def forms_of(number: str) -> list[str]:
    """A number as it may also be written: in words, in digits, without commas."""
    plain = number.replace(",", "")
    forms = [number, plain]
    if number.lower() in IN_WORDS:
        forms.append(str(IN_WORDS[number.lower()]))
    forms += [word for word, value in IN_WORDS.items() if str(value) == plain]
    return forms


def _near_figure(figure: str, chance: Random, signs: tuple[int, ...]) -> str | None:
    if "," in figure:
        return _near_thousands(figure, chance, signs)
    if "." in figure:
        whole, decimals = figure.split(".")
        turned = f"{decimals}.{whole}"
        if (
            len(whole) == len(decimals) == 1
            and whole not in {"0", decimals}
            and decimals != "0"
            and chance.random() < 0.4
        ):
            new = turned
        else:
            step = chance.choice(signs) * chance.choice([0.5, 1, 2, float(figure)])
            new = f"{float(figure) + step:.{len(decimals)}f}"
        bigger = float(new) > float(figure)
        return new if float(new) > 0 and (1 if bigger else -1) in signs else None
    return _near_integer(figure, chance, signs)


def _near_integer(figure: str, chance: Random, signs: tuple[int, ...]) -> str | None:
    value = int(figure)
    if value < 2:
        return None
    size = 10 ** (len(figure) - len(figure.rstrip("0")))
    steps = [sign * step * size for sign in signs for step in ((1, 2, 3) if value // size < 10 else (1, 3, 7, 10, 20))]
    choices = [value + step for step in steps] + [2 * value] * (1 in signs)
    turned = int(figure[::-1])
    if 10 < value < 100 and turned > 9 and (1 if turned > value else -1) in signs:
        choices += [turned, turned]
    choices = [new for new in choices if new >= 2 and new != value and not 1500 <= new < 2100]
    return str(chance.choice(choices)) if choices else None


def _near_thousands(figure: str, chance: Random, signs: tuple[int, ...]) -> str | None:
    value = int(figure.replace(",", ""))
    head = 10 ** (len(str(value)) - 1)
    choices = [value + sign * step * head for sign in signs for step in (1, 2, 3)]
    digits = str(value)
    turned = int(digits[1] + digits[0] + digits[2:])
    if digits[1] != "0" and turned != value and (1 if turned > value else -1) in signs:
        choices += [turned, turned]
    choices = [new for new in choices if new >= head]
    return f"{chance.choice(choices):,}" if choices else None


def _near_word(word: str, chance: Random, signs: tuple[int, ...]) -> str | None:
    value = IN_WORDS[word.lower()]
    step = 1 if value <= 20 else 10
    wanted = {value + sign * step * many for sign in signs for many in (1, 2)} - {0, 1}
    choices = sorted(other for other, its in IN_WORDS.items() if its in wanted)
    return chance.choice(choices) if choices else None


def _change_fraction(original: Original, chance: Random) -> Iterator[Change]:
    parts = ["a quarter", "a third", "half", "two-thirds", "three-quarters"]
    for found in _FRACTION.finditer(original.sentence):
        name = next(name for name in "abc" if found[name])
        if name == "a":
            old = found["a"].lower().replace("one-", "a ")
            before = original.sentence[: found.start()]
            at = parts.index(old)
            choices = parts[at + 1 :] if _AT_LEAST.search(before) else parts[:at] if _AT_MOST.search(before) else parts
            choices = [part for part in choices if part != old]
            if re.search(r"(?i)\b(?:a|an|the|first|second|last|other|one|and a)[ -]$", before):
                continue
        else:
            group = ["doubled", "tripled", "quadrupled"] if name == "b" else ["twice", "three times", "four times"]
            choices = [part for part in group if part != found[name].lower()]
        if choices:
            yield from _replaced(original, found.span(name), chance.choice(choices), "fraction or multiple")
