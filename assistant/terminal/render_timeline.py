"""A timeline to text that a person reads: an event in a few lines behind its day, then the sources it stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.records.answers import UNKNOWN_SOURCE, Answer, DayFrom, Event, Statement, Status
from assistant.records.questions import Understood
from assistant.records.verdicts import Grade
from assistant.terminal.layout import Piece, Style, blank, line, parted, prose_width, rendered, wrap
from assistant.terminal.render import NOT_IN_ARTICLES, note_lines, notes, opening_lines, source_lines
from assistant.terminal.searched import searched_events_line
from assistant.terminal.words import counted, listed, mark_of

if TYPE_CHECKING:
    from rich.text import Text

_DAY_CELLS = len("2025-02-18")
_GAP = 2
_MOST_NAMED = 4
# An event takes at most so many lines of a usual terminal; of a narrower one as many more as hold the same words.
_MOST_LINES, _USUAL_WIDTH = 3, 80


def render_timeline(answer: Answer, *, width: int, colour: bool) -> str:
    """The events in order, each with its day, its numbers and who reports it; then the cited sources."""
    prose = prose_width(width)
    refused = [line(NOT_IN_ARTICLES)] if answer.status is Status.NOT_IN_ARTICLES else []
    told = [_fitting(statement, prose) for statement in answer.statements]
    events = [row for statement in told for row in _event_lines(statement, prose)]
    cited = {number for each in answer.statements for number in each.citations}
    cited |= {number for note in answer.notes for number in note.citations}
    cited |= {number for each in answer.statements if each.event for number in each.event.superseded_by}
    # Of a sentence that is shortened the whole quotation stands in the sources.
    citations = tuple(each for each in answer.citations if each.n in cited)
    shown = replace(answer, statements=tuple(told), citations=citations)
    parts = [
        refused,
        opening_lines(answer, prose),
        events,
        notes(answer, prose),
        source_lines(shown, prose),
        _notes(answer, prose),
    ]
    return rendered(parted(parts), colour=colour)


def _notes(answer: Answer, width: int) -> list[Text]:
    """What a reader should know besides the events: which were searched, and what is left out."""
    searched = searched_events_line(answer.understood)
    lines = wrap(line((searched, Style.FAINT)), width) if searched else []
    return [*lines, *note_lines(replace(answer, understood=Understood()), width)]


def event_days(event: Event) -> list[str]:
    """Its days, in parts of at most ten cells: "2025-02-18"; "2025-02" for a month; "2025-02-18", "to 02-20"."""
    first, last = event.first, event.last
    if first == last:
        return [first.isoformat()]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return [f"{first.year:04}"]
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return [f"{first.year:04}-{first.month:02}"]
    if first.year == last.year:
        return [first.isoformat(), f"to {last.isoformat()[len('2025-') :]}"]
    return [first.isoformat(), "to", last.isoformat()]


def event_remarks(event: Event) -> list[tuple[str, tuple[int, ...]]]:
    """What is said of an event behind its line, each with reader's numbers: that it is planned, and who reports it."""
    said: list[tuple[str, tuple[int, ...]]] = []
    if event.superseded_by:
        said.append(("planned then, superseded by", event.superseded_by))
    elif event.planned:
        said.append(("planned", ()))
    if event.day_from is DayFrom.PUBLISHED:
        said.append(("reported on this day", ()))
    if event.sources > 1:
        names = f": {_named(event)}" if event.source_names else ""
        said.append((f"{counted(event.sources, 'source')}{names}", ()))
    elif len(event.reports) > 1:
        said.append((counted(len(event.reports), "report"), ()))
    return said


def _named(event: Event) -> str:
    unknown = event.source_names.count(UNKNOWN_SOURCE)
    known = [name for name in event.source_names if name != UNKNOWN_SOURCE]
    names = known[:_MOST_NAMED]
    more = len(known) - len(names)
    behind = [f"{more} more"] if more else []
    return listed([*names, *behind, *([counted(unknown, UNKNOWN_SOURCE)] if unknown else [])])


def _fitting(statement: Statement, width: int) -> Statement:
    """The statement, where it takes more than a few lines without the sources' names, and shortened between words.

    Only an article's own sentence is shortened.
    """
    most = max(_MOST_LINES, -(-_MOST_LINES * _USUAL_WIDTH // width))
    if statement.event is None or len(_event_lines(statement, width)) <= most:
        return statement
    shown = replace(statement, event=replace(statement.event, source_names=()))
    if statement.grade is not Grade.QUOTED:
        return shown
    words = statement.text.split()
    kept = len(words)
    while kept > 1 and len(_event_lines(shown, width)) > most:
        kept -= 1
        if not words[kept - 1].isdecimal():  # a number says nothing without what it counts
            shown = replace(shown, text=f"{' '.join(words[:kept]).rstrip(',;:–—-')} …")
    return shown


def _event_lines(statement: Statement, width: int) -> list[Text]:
    event = statement.event
    if event is None:
        return []
    numbers = "".join(f"[{number}]" for number in statement.citations)
    mark = mark_of(statement)
    style = Style.FAINT if event.superseded_by else Style.WARNING if mark else Style.PLAIN
    pieces: list[Piece] = [(statement.text, style), " ", (numbers, Style.NUMBER)]
    pieces += [" ", (mark, Style.WARNING)] if mark else []
    said = [(f"{text} " + "".join(f"[{number}]" for number in by)).rstrip() for text, by in event_remarks(event)]
    remarks = "; ".join(said)
    if remarks:
        pieces += [" ", (f"({remarks})", Style.FAINT)]
    indent = _DAY_CELLS + _GAP
    body = wrap(line(*pieces), width, indent=indent, used=indent)
    days = [line((part, Style.STRONG)) for part in event_days(event)]
    return [_beside(label, text, number == 0) for number, (label, text) in enumerate(zip_longest(days, body))]


def _beside(label: Text | None, text: Text | None, is_first: bool) -> Text:
    """A line of the days beside a line of the text; further lines of the text are indented already."""
    if label is None:
        return text or blank()
    words = text.copy() if text else blank()
    if not is_first:
        words = words[_DAY_CELLS + _GAP :] if words.cell_len else words
    padding = _DAY_CELLS + _GAP - label.cell_len
    return label.append(" " * padding).append_text(words)


def _ends_month(day: date) -> bool:
    return day == date.max or day.fromordinal(day.toordinal() + 1).day == 1
