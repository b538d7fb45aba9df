"""The table of date expressions to how many of them are resolved, beside what dateparser makes of them."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from assistant.answering.evaluation.metrics import share_interval
from assistant.language.languages import language_of
from assistant.records.time import DateExpression, DaySpan
from assistant.time.date_expressions import find_dates, find_dates_in_question, read_days

TABLE = Path(__file__).parent / "date_expressions.jsonl"
HELD_OUT = Path(__file__).parent / "date_expressions_held_out.jsonl"


@dataclass(frozen=True, slots=True)
class Expected:
    """Words at ``[start, end)`` of a row's text and the days they mean."""

    words: str
    start: int
    end: int
    span: DaySpan


@dataclass(frozen=True, slots=True)
class Row:
    """A text, where it stands, the day it is read from, and all that must be resolved in it."""

    id: str
    where: str
    reference: date
    text: str
    dates: tuple[Expected, ...]

    @property
    def kind(self) -> str:
        """The part of the table it is counted in."""
        if language_of(self.text) not in {None, "en"} or not self.text.isascii():
            return "other languages"
        return f"{self.where}s" if self.dates else "no date"


Method = Callable[[Row], Sequence[DateExpression]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row with what a method found: the dates right, wrong (other days) and missed, and what should not be there."""

    row: Row
    found: tuple[DateExpression, ...]
    right: int
    wrong: int
    missed: int
    extra: int

    @property
    def is_right(self) -> bool:
        """All its dates are right and nothing else is resolved."""
        return self.right == len(self.row.dates) and not self.extra


def read_table(path: Path = TABLE) -> list[Row]:
    """The rows of the table."""
    return [_row(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def ours(row: Row) -> Sequence[DateExpression]:
    """What the program resolves."""
    if row.where == "question":
        return find_dates_in_question(row.text, row.reference)
    if row.where == "article":
        return find_dates(row.text, row.reference)
    span = read_days(row.text, row.reference)
    return [DateExpression(row.text, 0, len(row.text), span)] if span else []


def dateparser_alone(row: Row) -> Sequence[DateExpression]:
    """What dateparser's search_dates resolves, told the day it reads from and to prefer the past; each to one day."""
    from dateparser.search import search_dates

    base = datetime(row.reference.year, row.reference.month, row.reference.day)
    found, place = [], 0
    for words, moment in search_dates(row.text, settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}) or ():
        start = row.text.find(words, place)
        if start >= 0:
            place = start + len(words)
            day = moment.date()
            found.append(DateExpression(words, start, place, DaySpan(day, day)))
    return found


def outcomes_of(rows: Sequence[Row], method: Method = ours) -> list[Outcome]:
    """Each row with what a method finds in it."""
    return [outcome(row, method(row)) for row in rows]


def outcome(row: Row, found: Sequence[DateExpression]) -> Outcome:
    """A date is right when what was found over its words has the same first and last day."""
    right = wrong = missed = 0
    for each in row.dates:
        over = [other for other in found if other.start < each.end and each.start < other.end]
        if any(other.span == each.span for other in over):
            right += 1
        elif over:
            wrong += 1
        else:
            missed += 1
    extra = sum(all(other.end <= each.start or each.end <= other.start for each in row.dates) for other in found)
    doubled = max(0, len(found) - extra - right - wrong)
    return Outcome(row, tuple(found), right, wrong, missed, extra + doubled)


def report(rows: Sequence[Row], *, misses: bool) -> str:
    """How many rows and dates each method resolves, by kind, and our misses."""
    methods: dict[str, Method] = {"ours": ours, "dateparser": dateparser_alone}
    outcomes = {name: outcomes_of(rows, method) for name, method in methods.items()}
    lines = [f"{'':16} {'':10} {'rows':>5} {'right':>6}   {'share (95 %)':19}   {'dates':>5} right wrong missed  extra"]
    kinds = [*dict.fromkeys(row.kind for row in rows)]
    for kind in [*sorted(kinds), "all"]:
        for name, all_of in outcomes.items():
            lines.append(_line(kind, name, [each for each in all_of if kind in {each.row.kind, "all"}]))
    if misses:
        lines += ["", "Missed by ours:", *(_told(each) for each in outcomes["ours"] if not each.is_right)]
    return "\n".join(lines)


def speed(articles: Path, *, most: int = 300) -> str:
    """The milliseconds that a thousand words of articles take, on one core."""
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts = [(row["text"], date.fromisoformat(row["published"][:10])) for row in rows[:: max(1, len(rows) // most)]]
    words = sum(len(text.split()) for text, _ in texts)
    began, found = time.process_time(), 0
    for text, published in texts:
        found += len(find_dates(text, published))
    milliseconds = 1_000 * (time.process_time() - began)
    return f"{milliseconds / words * 1_000:.2f} ms a thousand words ({words:,} words, {found:,} dates, one core)"


def _row(record: dict[str, object]) -> Row:
    text, dates = str(record["text"]), []
    listed = record["dates"]
    assert isinstance(listed, list)
    for each in listed:
        start = text.index(each["words"])
        span = DaySpan(_day(each["first"]), _day(each["last"]))
        dates.append(Expected(each["words"], start, start + len(each["words"]), span))
    reference = date.fromisoformat(str(record["reference"]))
    return Row(str(record["id"]), str(record["where"]), reference, text, tuple(dates))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _line(kind: str, name: str, outcomes: Sequence[Outcome]) -> str:
    right = sum(each.is_right for each in outcomes)
    low, high = share_interval(right, len(outcomes))
    dates = sum(len(each.row.dates) for each in outcomes)
    counts = [sum(values) for values in zip(*((o.right, o.wrong, o.missed, o.extra) for o in outcomes), strict=True)]
    share = f"{right / len(outcomes):.3f} ({low:.3f}-{high:.3f})"
    numbers = " ".join(f"{count:{width}}" for count, width in zip(counts, (5, 5, 6, 6), strict=True))
    return f"{kind if name == 'ours' else '':16} {name:10} {len(outcomes):5} {right:6}   {share}   {dates:5} {numbers}"


def _told(each: Outcome) -> str:
    expected = "; ".join(f"{one.words} = {_written(one.span)}" for one in each.row.dates) or "nothing"
    found = "; ".join(f"{one.text} = {_written(one.span)}" for one in each.found) or "nothing"
    row = each.row
    lines = f"{row.id} {row.where} {row.reference} {row.text!r}", f"expected {expected}", f"found    {found}"
    return "\n     ".join(lines)


def _written(span: DaySpan) -> str:
    return f"{span.first or ''}..{span.last or ''}"
