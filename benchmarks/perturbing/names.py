"""A sentence with a name to the same sentence with another name of the same kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from benchmarks.perturbing.dates import MONTHS, WEEKDAYS
from benchmarks.perturbing.listed import CITIES, CONTINENTS, COUNTRIES, MEN, ORGANISATIONS, PEOPLES, STATES, WOMEN
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, stands_in, swapped

_FIRST_NAMES = frozenset(MEN) | frozenset(WOMEN)
_SURNAME = r"(?:(?:Mc|Mac|O[’']|De|Di|La|Le|Van|D[’'])?[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-Z][a-z]+)?)"
_PERSON = re.compile(
    rf"(?<![\w’'-])(?<![\"“‘])(?<!San )(?<!Santa )(?<!Saint )(?<!St\. )(?<!Mount )(?<!Fort )(?<!Lake )(?<!Port )"
    rf"(?P<first>[A-Z][a-zà-ÿ]+) (?:[A-Z]\. )?(?P<last>{_SURNAME})(?![\w-]|[’'][a-rt-z]| [A-Z])"
)
# The name begins earlier: Edward Spencer Jones.
_MORE_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_FIRST_NAMES))}) $")
# What follows a first name without being a surname.
_NO_SURNAME = frozenset(
    """
University College School County City Street Avenue Park Hospital Center Centre Beach Island Bank Court House
Foundation Institute Air Airport Church Stadium Field Memorial Library Museum Act Award Prize Lake River Bay Day
Airlines Company Group Inc Jr Sr Award Springs Valley Hills Heights Square Tower Hall Road Bridge Tribune Times
Post News Magazine Show Cup Bowl Open Series Gate Mountain Said Told Says And The In On At
Administration Department Police Louis Carolina Dakota Washington Dame Arbor Angeles Diego
Jose Juan Obispo Chronicles Report Tech State
""".split()
).union(MONTHS, WEEKDAYS)
_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("country", tuple(COUNTRIES)),
    ("state", STATES),
    ("city", CITIES),
    ("continent", CONTINENTS),
)
_BEFORE_PLACE = re.compile(
    r"(?:^|\b(?:in|to|from|near|of|across|into|outside|inside|at|against|with|between|for|and|by|on|around"
    r"|throughout|over|toward|towards|that|where|left|visit|visited|via|beyond|southern|northern|eastern"
    r"|western|central)\s)$"
)
_AFTER_PLACE = re.compile(r"(?!\s[A-Z]|-|[’']s [A-Z]|, [A-Z][\w.]+(?:[,.]|$)|\.\w)")
# As an adjective: "the French in 1862" are no such case.
_AFTER_PEOPLE = re.compile(
    r" (?!(?:in|of|and|or|during|who|at|on|to|with|by|from|have|has|are|is|were|was|will|would|say|said|for)\b)[a-z]"
)
_BEFORE_PEOPLE = re.compile(r"(?:^|[a-z,]\s)$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's first and last name, as they stand in an article."""

    first: str
    last: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def is_woman(self) -> bool:
        return self.first in WOMEN


def persons_in(texts: Sequence[str]) -> list[Person]:
    """The people named in full, each once, in order."""
    return list(dict.fromkeys(one for text in texts for one in _persons(text)))


@lru_cache(maxsize=4096)  # every sentence of an article is asked for with each of its sentences
def _persons(text: str) -> tuple[Person, ...]:
    whole = (each for each in _PERSON.finditer(text) if not _MORE_NAME.search(text[: each.start()]))
    found = (Person(each["first"], each["last"]) for each in whole)
    return tuple(one for one in found if one.first in _FIRST_NAMES and one.last not in _NO_SURNAME | _FIRST_NAMES)


def change_name(original: Original, chance: Random) -> Iterator[Change]:
    """People, places, peoples and organisations; of people also one word of two."""
    yield from change_person(original, chance)
    yield from _change_first_name(original, chance)
    yield from _change_place(original, chance)
    yield from _change_people(original, chance)
    yield from _change_organisation(original, chance)


def change_person(original: Original, chance: Random) -> Iterator[Change]:
    """A person by another one of the same article, by full name or surname as it stood."""
    others = other_persons(original)
    for person in persons_in(original.article):
        if person.last not in original.sentence:
            continue
        same = [other for other in others if other.is_woman == person.is_woman and other.last != person.last]
        if not same:
            continue
        other = chance.choice(same)
        full, last = _spans(person.full, original.sentence), _spans(person.last, original.sentence)
        if len(full) == len(last) == 1:
            yield Change("person", swapped(original.sentence, *full[0], other.full), person.full, other.full)
        elif not full and len(last) == 1 and _is_surname_alone(original.sentence, last[0]):
            yield Change("surname", swapped(original.sentence, *last[0], other.last), person.last, other.last)


def other_persons(original: Original) -> list[Person]:
    """The article's people of whom nothing cited speaks."""
    people = persons_in(original.elsewhere)
    return [one for one in people if not stands_in(one.last, original.seen) and not stands_in(one.first, original.seen)]


def _is_surname_alone(sentence: str, span: tuple[int, int]) -> bool:
    before, after = sentence[: span[0]], sentence[span[1] :]
    return not re.search(
        r"[A-Z][\w.’']*\s$|[-’'&]$|\b(?:the|a|an|of|in|at|Mr\.|Mrs\.|Ms\.) $", before
    ) and not re.match(r"\s[A-Z]|-|[’']s [A-Z]|s\b", after)


def _change_first_name(original: Original, chance: Random) -> Iterator[Change]:
    for person in persons_in([original.sentence]):
        spans = _spans(person.full, original.sentence)
        names = [
            name
            for name in (WOMEN if person.is_woman else MEN)
            if not stands_in(name, original.seen) and name[:2] != person.first[:2]
        ]
        if len(spans) == 1 and not (person.first in MEN and person.first in WOMEN):
            new = f"{chance.choice(names)} {person.last}"
            yield Change("first name", swapped(original.sentence, *spans[0], new), person.full, new)


def _change_place(original: Original, chance: Random) -> Iterator[Change]:
    text = original.sentence
    for subkind, names in _PLACES:
        for name in names:
            spans = _spans(name, text) if name in text else []
            if len(spans) != 1:
                continue
            (start, end) = spans[0]
            if (
                _BEFORE_PLACE.search(text[:start])
                and _AFTER_PLACE.match(text[end:])
                and not _has_article(name, text[:start])
            ):
                yield from _place_changed(original, (start, end), _another(names, original, chance), subkind)


def _another(names: Sequence[str], original: Original, chance: Random) -> str | None:
    """One that is not cited; of the article itself if it has one, more often than not."""
    seen, elsewhere = original.seen, "\n".join(original.elsewhere)
    free = [name for name in names if not _cited(name, seen)]
    near = [name for name in free if name in elsewhere]
    return chance.choice(near if near and chance.random() < 0.6 else free) if free else None


def _place_changed(original: Original, span: tuple[int, int], new: str | None, subkind: str) -> Iterator[Change]:
    if (
        new is None
        or re.match(r" (?:city|state|airports?)\b", original.sentence[span[1] :])
        or new in {"Netherlands", "Philippines"}
        or (subkind == "country" and _people_cited(original, span))
    ):
        return
    old = original.sentence[slice(*span)]
    yield Change(subkind, swapped(original.sentence, *span, new), old, new)


def _people_cited(original: Original, span: tuple[int, int]) -> bool:
    """Whether the country's people or capital stand in the sentence too: they would give the change away."""
    names = COUNTRIES[original.sentence[slice(*span)]]
    return sum(len(_spans(name, original.sentence)) for name in names) > 1


def _has_article(name: str, before: str) -> bool:
    return name in {"Netherlands", "Philippines"} or before.endswith(
        ("the ", "a ", "New ", "South ", "North ", "West ", "East ")
    )


def _cited(name: str, seen: str) -> bool:
    return any(form in seen for form in (*COUNTRIES.get(name, ()), *PEOPLES.get(name, ()), name))


def _change_people(original: Original, chance: Random) -> Iterator[Change]:
    text = original.sentence
    for people in PEOPLES:
        spans = _spans(people, text) if people in text else []
        if len(spans) != 1 or any(stands_in(form, text) for form in PEOPLES[people] if form != people):
            continue
        if any(person.last == people for person in persons_in(original.article)):
            continue
        before, after = text[: spans[0][0]], text[spans[0][1] :]
        new = _another(tuple(PEOPLES), original, chance)
        if new and _BEFORE_PEOPLE.search(before) and _AFTER_PEOPLE.match(after):
            yield Change("nationality", swapped(text, *spans[0], new), people, new)


def _change_organisation(original: Original, chance: Random) -> Iterator[Change]:
    text = original.sentence
    for group in ORGANISATIONS:
        for name in group:
            spans = _spans(name, text) if name in text else []
            if (
                len(spans) != 1
                or re.search(r"[A-Z]\w*[’']?s? $|[-/(@]$", text[: spans[0][0]])
                or not _AFTER_PLACE.match(text[spans[0][1] :])
            ):
                continue
            new = _another(group, original, chance)
            if new:
                yield Change("organisation", swapped(text, *spans[0], new), name, new)


def _spans(name: str, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
