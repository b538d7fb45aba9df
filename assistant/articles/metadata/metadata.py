"""Fields in many spellings to an article's metadata, each with its origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from assistant.articles.metadata.author_names import EMPTY_NAMES, author_names, name_in
from assistant.articles.metadata.given import MADE, Field, Given
from assistant.articles.metadata.published import (
    DAY_FIRST,
    DateOrder,
    DateRule,
    NoSuchDay,
    NotADate,
    Published,
    read_published,
)
from assistant.language.normalise import cut_at_word, one_line
from assistant.language.word_lists import word_table
from assistant.patterns import lazy_pattern
from assistant.records.articles import Origin
from assistant.time.days_in_words import day_in_words

_NOT_LETTERS = lazy_pattern(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; `origins` has an entry for each field that is present."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_time: str | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def squeezed(spelling: str) -> str:
    """A field's name without what does not matter in it."""
    return _NOT_LETTERS.sub("", spelling.casefold())


def field_named(spelling: str) -> Field | None:
    """The field that a column, header line or key of this name gives."""
    found = _field_by_spelling().get(squeezed(spelling))
    return found[1] if found else None


def given_by(values: Mapping[str, object], origin: Origin) -> tuple[Given, ...]:
    """All metadata in these named values, the preferred spelling of each field first."""
    found = []
    for spelling, value in values.items():
        known = _field_by_spelling().get(squeezed(spelling))
        if known:
            found.append((known[0], Given(known[1], value, origin, spelling)))
    return tuple(given for _, given in sorted(found, key=lambda one: (one[1].field is Field.UPDATED, one[0])))


def settle(
    given: Iterable[Given], rule: DateRule = DAY_FIRST, order_of: Callable[[Given], DateOrder] | None = None
) -> Metadata:
    """Of the values given for each field, the first that can be understood.

    `order_of` tells the order of a date whose numbers allow two; without it, and for all else, `rule` is followed.
    """
    chosen: dict[Field, Any] = {}
    origins: dict[str, Origin] = {}
    remarks: list[str] = []
    refused: list[str] = []
    for one in given:
        name = Field.PUBLISHED if one.field is Field.UPDATED else one.field
        if name in chosen:
            continue
        try:
            understood = _understood(one, rule, order_of)
        except NotADate as reason:
            (remarks if isinstance(reason, NoSuchDay) else refused).append(
                f"the date{_quoted(one.value)} is not used: {reason}"
            )
            continue
        if understood:
            chosen[name] = understood
            origins[name.value] = one.origin
            if isinstance(understood, Published):
                remarks += _doubts(one, understood)
    published: Published | None = chosen.pop(Field.PUBLISHED, None)
    return Metadata(
        **{name.value: value for name, value in chosen.items()},
        published=published.day if published else None,
        published_time=published.time if published else None,
        origins=origins,
        remarks=tuple(remarks if published else dict.fromkeys((*remarks, *refused))),
    )


def address_in(given: Iterable[Given]) -> str:
    """The address that is settled on; empty when there is none."""
    return next(filter(None, (_url(one.value) for one in given if one.field is Field.URL)), "")


def _understood(given: Given, rule: DateRule, order_of: Callable[[Given], DateOrder] | None) -> object:
    match given.field:
        case Field.PUBLISHED | Field.UPDATED:
            published = read_published(given.value, rule)
            if published and published.order and order_of:
                return read_published(given.value, replace(rule, order=order_of(given)))
            return published
        case Field.AUTHORS:
            return author_names(given.value)
        case Field.URL:
            return _url(given.value)
        case _:
            return name_in(given.value)


def _doubts(given: Given, published: Published) -> list[str]:
    """What the reader should know of how a date was read."""
    day = day_in_words(published.day)
    said = []
    if published.order or published.short_year:
        how = [published.order.value.replace("-", " ")] if published.order else []
        how += ["a year of two digits"] if published.short_year else []
        said.append(f"the date{_quoted(given.value)} was read as {day} ({', '.join(how)})")
    if given.origin is Origin.PAGE and given.field is Field.PUBLISHED:
        said.append(f"the date {day} was found on the page, which does not mark it as that of publication")
    if given.field is Field.UPDATED:
        said.append(f"the day of its last change, {day}, stands for that of publication, which is not given")
    if given.name == MADE:
        said.append(f"{MADE}, {day}, stands for that of publication, which is not given")
    return said


def _quoted(value: object) -> str:
    """Only a plain value is quoted: YAML's aliases can make a list of a few bytes endless."""
    return f" {cut_at_word(one_line(value), 40)!r}" if isinstance(value, str) else ""


def _url(value: object) -> str:
    """An address as it stands; a scheme that can act (``javascript:``) or name this machine's files is none."""
    words = one_line(value) if isinstance(value, str) else ""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", words, re.IGNORECASE)
    if " " in words or len(words) > 2_000 or (scheme and scheme[1].casefold() not in {"http", "https"}):
        return ""
    return "" if words.casefold() in EMPTY_NAMES else words


@cache
def _field_by_spelling() -> dict[str, tuple[int, Field]]:
    """The field of each squeezed spelling, and which of the field's spellings it is; 0 is the preferred one."""
    table = word_table("field_names")
    fields = list(table.values())
    return {
        squeezed(spelling): (position - fields.index(name), Field(name))
        for position, (spelling, name) in enumerate(table.items())
    }
