"""Summaries of what is new on several topics to one answer, with a section for each topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.tools import added
from assistant.records.answers import Answer, LeftOut, NoteKind, Statement, Status
from assistant.records.questions import Question
from assistant.records.summaries import Section


def joined_answers(question: Question, parts: Sequence[tuple[str, Answer]]) -> Answer:
    """The answers one after the other, each under its title; those that say nothing are left out.

    Their citations are numbered on. It is answered where all that say something are, and NOT_IN_ARTICLES where none is.
    """
    whole = Answer(Status.NOT_IN_ARTICLES, question, question.text)
    for title, part in parts:
        if part.statements:
            whole = _with_part(whole, title, part)
    return whole


def _with_part(whole: Answer, title: str, part: Answer) -> Answer:
    behind, begins = len(whole.citations), len(whole.statements)
    # Why the model failed is said once.
    new = [each for each in part.notes if whole.model_failure is None or each.kind is not NoteKind.MODEL_FAILED]
    notes = [replace(note, citations=_shifted(note.citations, behind)) for note in new]
    all_answered = part.status is Status.ANSWERED and whole.status in (Status.ANSWERED, Status.NOT_IN_ARTICLES)
    return replace(
        whole,
        status=Status.ANSWERED if all_answered else Status.PARTIAL,
        statements=(*whole.statements, *(_renumbered(each, behind) for each in part.statements)),
        citations=(*whole.citations, *(replace(each, n=each.n + behind) for each in part.citations)),
        notes=(*whole.notes, *notes),
        refused=(*whole.refused, *part.refused),
        left_out=_sum(whole.left_out, part.left_out),
        model=part.model or whole.model,
        usage=added(whole.usage, part.usage),
        model_failure=whole.model_failure or part.model_failure,
        sections=(*whole.sections, *_sections(title, part, begins)),
        newest=max((day for day in (whole.newest, part.newest) if day), default=None),
    )


def _sections(title: str, part: Answer, begins: int) -> list[Section]:
    """The part under its title; a part by story under its title and that of each story."""
    if part.sections:
        return [replace(each, title=f"{title}: {each.title}", begins=each.begins + begins) for each in part.sections]
    covered = part.coverage
    if covered is None:
        return [Section(title, begins, articles=len({each.article.id for each in part.citations}))]
    return [
        Section(
            title,
            begins,
            articles=covered.articles,
            sources=covered.sources,
            first=covered.first,
            last=covered.last,
        )
    ]


def _renumbered(statement: Statement, behind: int) -> Statement:
    return replace(
        statement,
        citations=_shifted(statement.citations, behind),
        contrary=_shifted(statement.contrary, behind),
        nearest=_shifted(statement.nearest, behind),
    )


def _shifted(numbers: Sequence[int], by: int) -> tuple[int, ...]:
    return tuple(number + by for number in numbers)


def _sum(first: LeftOut, second: LeftOut) -> LeftOut:
    more = second.counts()
    return replace(first, **{name: getattr(first, name) + count for name, count in more.items()})
