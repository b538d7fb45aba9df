"""The record of past answers to text that a person reads, and to JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from assistant.records.answers import Answer, Status
from assistant.records.kept import Forgotten, Kept, KeptRow
from assistant.terminal.as_json import Json, filters_json, head, some
from assistant.terminal.layout import Style, blank, faint, hang, label, line, prose_width, rendered, wrap
from assistant.terminal.listing import marked
from assistant.terminal.render import render_answer
from assistant.terminal.render_check import render_check
from assistant.terminal.render_summary import render_summary
from assistant.terminal.render_timeline import render_timeline
from assistant.terminal.words import counted, listed, moment

if TYPE_CHECKING:
    from rich.text import Text

Listed = tuple[KeptRow, Kept | None]

_DAY_AND_MINUTE = 16  # characters of an ISO 8601 moment
# Below this the moment stands in front of the question, not in a column of its own.
_NARROW = 60
_STATUSES = {
    Status.ANSWERED: "answered",
    Status.PARTIAL: "answered in part",
    Status.NOT_IN_ARTICLES: "not in the articles",
    Status.FAILED: "failed",
}


def render_history(found: Sequence[Listed], total: int, *, width: int, colour: bool) -> str:
    """A line or two an answer: its number, when and what was asked, and how it ended; `total` there are in all."""
    lines = history_lines(found, total, prose_width(width), colour=colour)
    return rendered(lines, colour=colour)


def history_lines(
    found: Sequence[Listed], total: int, width: int, *, colour: bool, more: str = "--limit"
) -> list[Text]:
    """The same as lines; `more` is how a reader sees the rest."""
    widest = max((len(str(row.id)) for row, _ in found), default=0) + 2
    lines: list[Text] = []
    for row, kept in found:
        asked_at = row.asked_at[:_DAY_AND_MINUTE].replace("T", " ")
        how = "cannot be read" if kept is None else f"{kept.command or 'answer'}, {_STATUSES[kept.answer.status]}"
        what = row.question or ("" if kept is None else ", ".join(_within(kept.answer)))
        asked = line((what, Style.STRONG), (f" ({how})", Style.FAINT))
        number = label(str(row.id), widest, Style.NUMBER)
        if width < _NARROW:
            lines += hang(number, line((asked_at, Style.FAINT), " ").append_text(asked), width)
        else:
            lines += hang(number.append_text(label(asked_at, _DAY_AND_MINUTE + 2)), asked, width)
        if row.excerpt and row.excerpt != row.question:
            lines += wrap(line(*marked(row.excerpt, row.marks, colour)), width, indent=widest)
    return [*lines, *([blank()] if lines else []), *faint(_total(len(found), total, more), width)]


def render_kept(kept: Kept, turns: Sequence[Kept], *, width: int, colour: bool, full: bool = False) -> str:
    """A past answer as it was given, below how it was asked; `turns` are the answers of its chat."""
    prose = prose_width(width)
    by = f" by `assistant {kept.command}`" if kept.command else ""
    lines = wrap(line((f"Answer {kept.id}, given{by} on {moment(kept.asked_at)}", Style.FAINT)), prose)
    if kept.answer.question.text:
        lines += wrap(line((kept.answer.question.text, Style.STRONG)), prose)
    lines += [wrapped for said in _how_asked(kept.answer) for wrapped in faint(said, prose)]
    shown = renderer(kept.answer, full=full)(kept.answer, width=width, colour=colour)
    parts = [rendered([*lines, blank()], colour=colour), shown]
    if kept.session is not None:
        others = listed([str(each.id) for each in turns])
        said = f"Of a chat with the answers {others}; `assistant chat --resume {kept.id}` goes on with it."
        parts.append(rendered([blank(), *faint(said, prose)], colour=colour))
    return "".join(parts)


def renderer(answer: Answer, *, full: bool = False) -> Callable[..., str]:
    """What lays out an answer of its kind: a checked draft, a timeline, a summary or any other."""
    if answer.draft is not None:
        return render_check
    if _has_events(answer):
        return render_timeline
    return partial(render_summary if _is_summary(answer) else render_answer, full=full)


def history_json(found: Sequence[Listed], total: int) -> Json:
    """What history prints, the newest first; `total` are all that were looked for."""
    status = Status.ANSWERED if found else Status.NOT_IN_ARTICLES
    return {**head(status), "total": total, "answers": [_listed_json(row, kept) for row, kept in found]}


def kept_answer_json(row: KeptRow, kept: Kept) -> Json:
    """What history show prints: the answer as it is kept is what `ask --json` gave, with how it was asked."""
    how = some(kept, "id asked_at command session")
    return {**head(kept.answer.status), **how, "answer": json.loads(row.answer)}


def exported_line(row: KeptRow) -> Json:
    """What history export writes of an answer; `answer` is None where it is damaged."""
    try:
        answer = json.loads(row.answer)
    except ValueError:
        answer = None
    return {**some(row, "id asked_at question"), "answer": answer}


def render_forgotten(forgotten: Forgotten, *, width: int, colour: bool) -> str:
    """What was erased, and whether traces of it are left."""
    lines = f" and {counted(forgotten.typed_lines, 'line')} typed in the chat" if forgotten.typed_lines else ""
    said = [f"{counted(forgotten.answers, 'answer')}{lines} erased."]
    if forgotten.traces:
        said.append("Another process is reading the library: the next `assistant index` erases the last traces.")
    if forgotten.damaged_files:
        said.append(f"A repair kept older files that may hold them: delete {listed(forgotten.damaged_files)}.")
    return rendered(wrap(line(" ".join(said)), prose_width(width)), colour=colour)


def forgotten_json(forgotten: Forgotten) -> Json:
    """What history forget prints."""
    return {**head(Status.ANSWERED), **some(forgotten, "answers traces typed_lines damaged_files")}


def _has_events(answer: Answer) -> bool:
    return any(statement.event for statement in answer.statements)


def _is_summary(answer: Answer) -> bool:
    return answer.coverage is not None or bool(answer.sections)


def _how_asked(answer: Answer) -> list[str]:
    """How it was understood, within which filters, and who wrote it."""
    within = _within(answer)
    said = [f"Understood as: {answer.standalone}"] if answer.standalone != answer.question.text else []
    said += [f"Within: {', '.join(within)}"] if within else []
    return said + ([f"Written by {answer.model}"] if answer.model else [])


def _within(answer: Answer) -> list[str]:
    """The filters in words."""
    filters = answer.question.filters
    days = [f"{name} {day}" for name, day in (("since", filters.since), ("until", filters.until)) if day]
    days += [f"as of {filters.as_of}"] if filters.as_of else []
    return [*days, *(f"source {name}" for name in filters.sources), *(f"article {name}" for name in filters.articles)]


def _listed_json(row: KeptRow, kept: Kept | None) -> Json:
    said: dict[str, object] = some(row, "id asked_at question")
    if kept is not None:
        question = kept.answer.question
        said |= {
            **some(kept, "command session"),
            "as_of": question.day.isoformat(),
            "filters": filters_json(question.filters),
            "model": kept.answer.model,
            "answer_status": kept.answer.status.value,
        }
    return {**said, **({"excerpt": row.excerpt, "marks": [list(each) for each in row.marks]} if row.excerpt else {})}


def _total(shown: int, total: int, more: str) -> str:
    if not total:
        return "No past answer."
    return f"{shown:,} of {counted(total, 'answer')} ({more})." if shown < total else f"{counted(total, 'answer')}."
