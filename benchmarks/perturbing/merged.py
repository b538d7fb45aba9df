"""A sentence to one with a detail of another event: one that another sentence of the same article tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.dates import MONTHS, WEEKDAYS
from benchmarks.perturbing.listed import CITIES, COUNTRIES, PEOPLES, STATES
from benchmarks.perturbing.names import change_person
from benchmarks.perturbing.numbers import IN_WORDS, forms_of
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, capitalised, is_quoted, stands_in, swapped
from benchmarks.perturbing.verbs import BASE_OF_PAST

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?:{'|'.join(month for month in MONTHS if month != 'May')})"
_WHERE = re.compile(rf"\b(?:in|near|from|outside) (?:{'|'.join([*COUNTRIES, *STATES, *CITIES])})\b(?![-’']|,? [A-Z])")
_PERCENT = re.compile(r"(?<![\w.,$-])\d+(?:\.\d+)?(?:%| percent\b)")
_MONEY = re.compile(r"(?<![\w])[$£€]\d[\d,]*(?:\.\d+)?(?: (?:million|billion|trillion))?\b")
_COUNTED = re.compile(
    r"(?<![\w.,$£€:-])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,3}|three|four|five|six|seven|eight|nine"
    r"|ten) (?P<noun>people|years|days|weeks|months|hours|minutes|points|deaths|cases|students|children|votes"
    r"|miles|employees|workers|men|women|officers|countries|states|times|goals|games|seats|families|homes"
    r"|patients|soldiers|members|passengers|victims|flights|schools|companies|stores|percentage points)\b"
)
_ON_DAY = re.compile(rf"\bon (?:{_WEEKDAY}|{_MONTH} \d{{1,2}})\b(?!,? (?:\d|[A-Z]|night|morning|afternoon|evening))")
_IN_MONTH = re.compile(rf"\bin (?:{_MONTH}(?: \d{{4}})?|(?:19|20)\d\d)\b(?! \d)(?!-)")
_KINDS = (
    ("place", _WHERE),
    ("percentage", _PERCENT),
    ("money", _MONEY),
    ("day", _ON_DAY),
    ("month or year", _IN_MONTH),
)
# Below 100 is below 101 too.
_BOUND = re.compile(
    r"(?i)\b(?:than|least|most|over|under|above|below|up to|as (?:much|many|high|low) as|nearly|almost"
    r"|exceed\w*|past|past the|top(?:s|ped)?|by|since|until|between|from) $"
)
_NAME = r"[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}"
_DID = re.compile(
    rf"^(?P<who>{_NAME}) (?P<what>(?P<verb>[a-z]+) (?:(?:the|a|an|his|her|its|their|that|to|more|about|two"
    rf"|three|four|five) |[A-Z\d$])[^\"“”,;:]+)\.$"
)
_NOT_WHO = frozenset(
    "He She It They We I That This The In On At But And So As If When After For There What Here Then His Her I"
    "ts Their Some Many Most".split()
)


def merge(original: Original, chance: Random) -> Iterator[Change]:
    """The place, amount, day or person of another sentence for this one's, or what another one did joined to it."""
    for subkind, pattern in _KINDS:
        yield from _detail(original, chance, subkind, pattern)
    yield from _counted(original, chance)
    for change in change_person(original, chance):
        yield Change("person", change.statement, change.old, change.new)
    yield from _joined(original, chance)


def _detail(original: Original, chance: Random, subkind: str, pattern: re.Pattern[str]) -> Iterator[Change]:
    here = list(pattern.finditer(original.sentence))
    if (
        len(here) != 1
        or _BOUND.search(original.sentence[: here[0].start()])
        or is_quoted(original.sentence, here[0].start())
    ):
        return
    old = here[0][0]
    others = {found[0] for sentence in original.elsewhere for found in pattern.finditer(sentence)}
    free = [other for other in sorted(others) if not _is_cited(other, original.seen) and _same_form(old, other)]
    if free:
        new = chance.choice(free)
        yield Change(subkind, swapped(original.sentence, *here[0].span(), new), old, new)


def _is_cited(detail: str, seen: str) -> bool:
    """Whether what the detail names stands there, in whatever words."""
    core = re.sub(r"^(?:in|near|from|outside|on) ", "", detail)
    names = (*COUNTRIES.get(core, ()), *PEOPLES.get(core, ()), core, re.sub(r"\D+$", "", core) or core)
    return any(stands_in(name, seen) for name in names) or stands_in(core.split()[0], seen)


def _same_form(old: str, new: str) -> bool:
    """A weekday for a weekday, a year for a year, millions for millions; at a fair distance."""
    shapes = [re.sub(_WEEKDAY, "day", re.sub(_MONTH, "month", re.sub(r"[\d.,]+", "0", each))) for each in (old, new)]
    figures = [re.sub(r"[^\d.]", "", each) for each in (old, new)]
    if re.search(r"[%$£€]|percent", old + new):
        one, other = sorted(map(float, figures))
        return shapes[0] == shapes[1] and other - one >= 1 and other < 10 * one
    if any(figures) or "day" in shapes[0] + shapes[1] or "month" in shapes[0] + shapes[1]:
        return shapes[0] == shapes[1]
    return old.partition(" ")[0] == new.partition(" ")[0]


def _counted(original: Original, chance: Random) -> Iterator[Change]:
    for found in _COUNTED.finditer(original.sentence):
        if re.search(
            r"(?i)(?:more than|at least|over|up to|less than|fewer than|about|under|nearly|almost) $",
            original.sentence[: found.start()],
        ):
            continue
        others = {
            other["number"]
            for sentence in original.elsewhere
            for other in _COUNTED.finditer(sentence)
            if other["noun"] == found["noun"]
        }
        free = [
            other
            for other in sorted(others)
            if _value(other) < 10 * _value(found["number"]) < 100 * _value(other)
            and not any(stands_in(form, original.seen) for form in forms_of(other))
        ]
        if free:
            new = chance.choice(free)
            yield Change(
                "count",
                swapped(original.sentence, *found.span("number"), new),
                f"{found['number']} {found['noun']}",
                f"{new} {found['noun']}",
            )


def _value(number: str) -> int:
    return IN_WORDS.get(number) or int(number.replace(",", ""))


def _joined(original: Original, chance: Random) -> Iterator[Change]:
    """Musk bought it + Cook opened a store -> Musk bought it and opened a store."""
    here = _did(original.sentence)
    if here is None:
        return
    others = [there for there in map(_did, original.elsewhere) if there and len(there["what"].split()) <= 14]
    others = [
        there
        for there in others
        if not set(there["who"].split()) & set(here["who"].split())
        and not stands_in(there["who"].split()[-1], original.seen)
    ]
    others = [
        there
        for there in others
        if there["verb"] != here["verb"] and not any(stands_in(name, there["what"]) for name in here["who"].split())
    ]
    if others:
        other = chance.choice(others)
        new = f" and {other['what']}"
        yield Change("joined", f"{capitalised(original.sentence[:-1])}{new}.", "", new.strip())


def _did(sentence: str) -> re.Match[str] | None:
    found = _DID.match(sentence)
    if (
        found is None
        or found["who"].split()[0] in _NOT_WHO
        or found["verb"] not in BASE_OF_PAST
        or found["verb"] in {"said", "told", "was", "had"}
    ):
        return None
    return found
