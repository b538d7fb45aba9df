"""The records of time: the days a phrase means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days from `first` to `last`, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words at ``[start, end)`` of a text that name a day or several, and the days they mean seen from a known day.

    `relative`: seen from another day they would mean other days ("Wednesday", "last April", "3 May" without a year).
    """

    text: str
    start: int
    end: int
    span: DaySpan
    relative: bool = False
