"""Any answer to the handout that fits it, and a conversation to one handout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.records.answers import Answer, Citation
from assistant.records.handouts import Handout, Line, Remark, Section
from assistant.terminal.handouts.from_answer import (
    answer_handout,
    check_handout,
    handout_of,
    timeline_handout,
    written_by,
)
from assistant.terminal.handouts.from_summary import summary_handout


def any_handout(answer: Answer) -> Handout:
    """The handout of an answer, a summary, a timeline or a checked draft, as what it holds tells."""
    if answer.draft is not None:
        return check_handout(answer)
    if any(statement.event for statement in answer.statements):
        return timeline_handout(answer)
    if answer.coverage is not None or answer.sections:
        return summary_handout(answer)
    return answer_handout(answer)


def session_handout(answers: Sequence[Answer]) -> Handout:
    """A conversation: each answer under its title; the sources are numbered through, each quotation once."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: dict[int, Citation] = {}
    sections: list[Section] = []
    for answer in answers:
        handout = any_handout(answer)
        new = {}
        for each in handout.citations:
            number = numbers.setdefault((each.article.id, each.start, each.end), len(numbers) + 1)
            new[each.n] = number
            citations.setdefault(number, replace(each, n=number))
        first, *rest = (_renumbered(section, new) for section in handout.sections)
        sections += [Section((), handout.title), first] if first.heading else [replace(first, heading=handout.title)]
        sections += rest
    by = "; ".join(dict.fromkeys(map(written_by, answers)))
    return handout_of("Conversation", answers[-1].question, sections, citations.values(), by=by)


def _renumbered(section: Section, new: Mapping[int, int]) -> Section:
    """The section with other reader's numbers."""

    def numbers(old: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(new[number] for number in old if number in new)

    def remark(old: Remark) -> Remark:
        return replace(old, citations=numbers(old.citations))

    def line(old: Line) -> Line:
        return replace(old, citations=numbers(old.citations), remarks=tuple(map(remark, old.remarks)))

    paragraphs = tuple(tuple(map(line, paragraph)) for paragraph in section.paragraphs)
    return replace(section, paragraphs=paragraphs, notes=tuple(map(remark, section.notes)))
