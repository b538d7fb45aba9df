"""Who said what to text that a person reads, at a given width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.records.speech import Said, SaidStatement, SpeakerCount, SpeechKind
from assistant.terminal.layout import Style, faint, hang, line, parted, prose_width, rendered, wrap
from assistant.terminal.sources import date_lines, place_lines
from assistant.terminal.words import copies_line, counted, either, left_out_line, listed, title, when

if TYPE_CHECKING:
    from rich.text import Text

# An article's word for what somebody said is not that person's own: a reader must see which it is.
_OTHERS_NAMED = 8
KINDS = {SpeechKind.DIRECT: "quoted", SpeechKind.INDIRECT: "reported", SpeechKind.MIXED: "reported, partly quoted"}


def render_said(said: Said, *, width: int, colour: bool) -> str:
    """Each speaker's statements, oldest first, each with its day, whether it is quoted or reported, and its article."""
    prose = prose_width(width)
    parts: list[list[Text]] = []
    number = 0
    for speaker, statements in said.by_speaker():
        parts.append(wrap(line((speaker.name, Style.STRONG), f": {_shown(speaker, statements)}"), prose))
        for statement in statements:
            number += 1
            parts.append(_statement_lines(number, statement, prose))
    if not said.statements:
        parts += [wrap(line(sentence), prose) for sentence in nothing_said(said)]
    parts.append([wrapped for note in beside_said(said) for wrapped in wrap(line((note, Style.FAINT)), prose)])
    return rendered(parted(parts), colour=colour)


def render_speakers(said: Said, *, width: int, colour: bool) -> str:
    """Who speaks, with how many statements, the most first."""
    prose = prose_width(width)
    cells = max((len(f"{each.statements:,}") for each in said.speakers), default=0)
    lines = []
    for each in said.speakers:
        label = line((f"{each.statements:,}".rjust(cells), Style.NUMBER)).append("  ")
        label.pad_left(cells + 2 - label.cell_len)
        lines += hang(label, line(each.name), prose)
    if not lines:
        lines = [line("Nobody speaks in these articles.")]
    more = [f"{counted(said.beyond_limit, 'more speaker')} (--limit)."] if said.beyond_limit else []
    notes = [*more, *filter(None, [left_out_line(said.left_out)])]
    return rendered(parted([lines, [line((note, Style.FAINT)) for note in notes]]), colour=colour)


def _shown(speaker: SpeakerCount, statements: Sequence[SaidStatement]) -> str:
    if len(statements) == speaker.statements:
        return counted(speaker.statements, "statement")
    return f"{len(statements):,} of {counted(speaker.statements, 'statement')}"


def _statement_lines(number: int, statement: SaidStatement, width: int) -> list[Text]:
    label = line((f"[{number}] ", Style.NUMBER))
    indent = label.cell_len
    uncertain = "" if statement.is_certain else (", speaker not certain", Style.WARNING)
    lines = hang(label, line(when(statement.article), f", {KINDS[statement.kind]}", uncertain), width)
    lines += wrap(line(statement.quote), width, indent=indent)
    lines += date_lines(statement.dates, statement.article, width, indent)
    article = statement.article
    source = f" — {article.source}" if article.source else ""
    lines += wrap(line(*title(article), source), width, indent=indent)
    lines += faint(copies_line(statement.copies), width, indent=indent)
    return lines + place_lines(article, width, indent)


def nothing_said(said: Said) -> list[str]:
    """What is said where no statement is found."""
    if not said.speakers:
        near = [f"{each.name} ({each.statements:,})" for each in said.nearest]
        filters = said.question.filters
        where = " in the articles searched" if filters.by_date or filters.sources or filters.as_of else ""
        return [f"Nobody called {said.name!r} speaks{where}.{f' Did you mean {either(near)}?' if near else ''}"]
    names = listed([each.name for each in said.speakers])
    if said.off_topic:
        return [f"Nothing that {names} said here is about {said.question.text!r}."]
    return [f"It is not certain that anything here was said by {names}."]


def beside_said(said: Said) -> list[str]:
    """What a reader should know besides the statements: who else has the name, and what is left out."""
    notes = []
    if said.beyond_limit:
        kind = "less fitting" if said.question.text else "earlier"
        notes.append(f"{counted(said.beyond_limit, f'{kind} statement')} (--limit)")
    if said.off_topic:
        notes.append(f"{counted(said.off_topic, 'statement')} not on the topic")
    if said.uncertain:
        notes.append(f"{counted(said.uncertain, 'statement')} whose speaker is not certain (--all)")
    shown = {each.name for each, _ in said.by_speaker()}
    others = [f"{each.name} ({each.statements:,})" for each in said.speakers if each.name not in shown]
    also = [f"Others of that name: {listed(others[:_OTHERS_NAMED])}."] if said.statements and others else []
    return [*also, *([f"Left out: {listed(notes)}."] if notes else []), *filter(None, [left_out_line(said.left_out)])]
