"""An answer, a summary, a timeline, a checked draft or a conversation to a handout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.records.answers import Answer, Citation, Statement, Status
from assistant.records.handouts import Handout, Line, Remark, Section
from assistant.records.questions import Question, Understood
from assistant.terminal.render import NOT_IN_ARTICLES, said_besides, stands_in_front
from assistant.terminal.render_check import AGAINST, NEAREST, beside_check, summary_line
from assistant.terminal.render_timeline import event_days, event_remarks
from assistant.terminal.searched import articles_in_words, searched_events_line
from assistant.terminal.words import grades_line, mark_of
from assistant.time.days_in_words import day_in_words


def answer_handout(answer: Answer, *, title: str | None = None) -> Handout:
    """An answer or a summary; without a title of its own the question is it."""
    section = answer_section(answer)
    if answer.standalone not in {"", answer.question.text}:
        section = replace(section, about=f"Understood as: {answer.standalone}")
    return handout_of(title or answer.question.text, answer.question, [section], _cited(answer), by=written_by(answer))


def timeline_handout(answer: Answer) -> Handout:
    """A timeline: one item an event."""
    section = answer_section(replace(answer, understood=Understood()))
    searched = searched_events_line(answer.understood)
    section = replace(section, remarks=((searched,) if searched else ()) + section.remarks)
    title = f"Timeline: {answer.standalone}" if answer.standalone else "Timeline"
    return handout_of(title, answer.question, [section], _cited(answer), by=written_by(answer))


def check_handout(answer: Answer, *, problems: bool = False) -> Handout:
    """A checked draft: each of its sentences with its grade and quotations; `problems`: only what needs a look."""
    name = answer.draft.name if answer.draft else ""
    shown = [each for each in answer.statements if not problems or each.differs or each.contrary]
    lines = tuple((_draft_line(each, name),) for each in shown)
    section = Section(lines, listed=True, remarks=(*beside_check(answer), summary_line(answer)))
    by = f"Judged by {answer.model}" if answer.model else "Only words were compared"
    return handout_of(f"Check of {name}", answer.question, [section], _cited(answer), by=by)


def answer_section(answer: Answer, heading: str = "") -> Section:
    """The statements of an answer in its paragraphs, each event an item; then its notes, and what was left out."""
    paragraphs: dict[int, list[Line]] = {}
    for statement in answer.statements:
        paragraphs.setdefault(statement.paragraph, []).append(_line(statement))
    events = any(statement.event for statement in answer.statements)
    in_place = [note for note in answer.notes if stands_in_front(note)]
    parts: list[tuple[Line, ...]] = [(Line(note.text, citations=note.citations),) for note in in_place]
    parts += [tuple(lines) for lines in paragraphs.values()]
    if answer.status is Status.NOT_IN_ARTICLES:
        parts.append((Line(NOT_IN_ARTICLES),))
    notes = [Remark(note.text, note.citations) for note in answer.notes if note not in in_place]
    if answer.nearest and not answer.citations:
        notes.append(Remark(NEAREST, tuple(each.n for each in answer.nearest)))
    said = said_besides(answer)
    graded = grades_line(answer.statements, which=True)
    if graded and graded not in said:
        said.insert(0, graded)
    return Section(tuple(parts), heading, listed=events, notes=tuple(notes), remarks=tuple(said))


def handout_of(
    title: str, question: Question, sections: Iterable[Section], citations: Iterable[Citation], *, by: str
) -> Handout:
    """A handout of sections, with those of the citations that they name, and what is said of the question.

    `by` says who wrote or judged it.
    """
    shown = tuple(sections)
    named = {number for section in shown for number in section.numbers()}
    used = sorted((each for each in citations if each.n in named), key=lambda each: each.n)
    return Handout(title, question.day, shown, tuple(used), _facts(question, by))


def written_by(answer: Answer) -> str:
    """Who wrote an answer: a model, or nobody but the articles."""
    return f"Written by {answer.model}" if answer.model else "In the articles’ own sentences, by no model"


def _facts(question: Question, by: str) -> tuple[str, ...]:
    from importlib.metadata import version

    filters = question.filters
    asked = "As of" if filters.as_of else "Asked on"
    narrowed = articles_in_words(filters)
    facts = [f"{asked} {day_in_words(question.day)}.", f"{by}."]
    if filters.by_date or filters.sources:
        facts.append(f"Searched: {narrowed}.")
    facts.append(f"Made with assistant {version('grounded-assistant')}.")
    return tuple(facts)


def _cited(answer: Answer) -> tuple[Citation, ...]:
    return (*answer.citations, *answer.nearest)


def _line(statement: Statement) -> Line:
    label, remarks = "", tuple[Remark, ...]()
    if statement.event:
        label = " ".join(event_days(statement.event))
        remarks = tuple(Remark(text, by) for text, by in event_remarks(statement.event))
    mark = (mark_of(statement) or "").strip("[]")
    return Line(statement.text, statement.grade, statement.citations, label, mark, remarks)


def _draft_line(statement: Statement, name: str) -> Line:
    support = tuple(number for number in statement.citations if number not in statement.contrary)
    remarks = [Remark(AGAINST, statement.contrary), Remark(NEAREST, statement.nearest)]
    shown = [each for each in remarks if each.citations]
    if statement.confirmed and statement.reasons:
        shown.insert(0, Remark(f"But: {'; '.join(statement.reasons)}"))
    line = replace(_line(statement), citations=support, remarks=tuple(shown))
    part = statement.part
    return replace(line, text=part.words, label=f"{name}:{part.line}") if part else line
