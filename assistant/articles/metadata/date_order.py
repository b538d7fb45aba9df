"""Finds from the dates of one file whether it writes day or month first, if they show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from assistant.articles.metadata.given import Field
from assistant.articles.metadata.metadata import field_named
from assistant.articles.metadata.published import DateOrder
from assistant.patterns import lazy_pattern

# In running text only with a whole year: 12/13/24 is a dimension or a score as well.
_IN_TEXT = lazy_pattern(r"(?<![\w./-])(\d{1,2})([-/.])(\d{1,2})\2\d{4}(?![\w/-]|\.\d)")
_IN_VALUE = lazy_pattern(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d\d)(?!\d)")


def order_of_file(values: Iterable[object], text: str, usual: DateOrder) -> DateOrder:
    """The order of a file that holds one article, by its other dates and those in its text."""
    shown = {order for value in values if isinstance(value, str) for order in _shown(_IN_VALUE.match(value))}
    shown |= {order for found in _IN_TEXT.finditer(text) for order in _shown(found)}
    return _settled(shown, usual)


def orders_of_columns(rows: Iterable[Mapping[str, object]], usual: DateOrder) -> dict[str, DateOrder]:
    """The order of each column of dates, by all of its rows."""
    shown: dict[str, set[DateOrder]] = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and field_named(name) in {Field.PUBLISHED, Field.UPDATED}:
                shown.setdefault(name, set()).update(_shown(_IN_VALUE.match(value)))
    return {name: _settled(orders, usual) for name, orders in shown.items()}


def _shown(found: re.Match[str] | None) -> Iterator[DateOrder]:
    """The one order in which a date's numbers make a day, if there is one only."""
    if found is None:
        return
    first, second = int(found[1]), int(found[3])
    with suppress(ValueError):  # 31/04/2024 shows nothing
        if first > 12:
            date(2024, second, first)
            yield DateOrder.DAY_FIRST
        elif second > 12:
            date(2024, first, second)
            yield DateOrder.MONTH_FIRST


def _settled(shown: set[DateOrder], usual: DateOrder) -> DateOrder:
    return next(iter(shown)) if len(shown) == 1 else usual
