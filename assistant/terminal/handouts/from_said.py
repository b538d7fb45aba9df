"""What somebody said to a handout."""

from __future__ import annotations

from assistant.records.answers import Citation
from assistant.records.handouts import Handout, Line, Section
from assistant.records.speech import Said, SaidStatement
from assistant.terminal.handouts.from_answer import handout_of
from assistant.terminal.render_said import KINDS, beside_said, nothing_said
from assistant.terminal.words import when


def said_handout(said: Said) -> Handout:
    """Each speaker's statements, oldest first, with their days; the numbers are those of the terminal."""
    sections: list[Section] = []
    citations: list[Citation] = []
    for speaker, statements in said.by_speaker():
        lines = []
        for statement in statements:
            citations.append(_citation(len(citations) + 1, statement))
            lines.append((_line(citations[-1], statement),))
        sections.append(Section(tuple(lines), speaker.name, listed=True))
    remarks = tuple(beside_said(said))
    if not sections:
        sections.append(Section(tuple((Line(sentence),) for sentence in nothing_said(said))))
    sections.append(Section((), remarks=remarks))
    about = f" on {said.question.text}" if said.question.text else ""
    return handout_of(f"What {said.name} said{about}", said.question, sections, citations, by="By rules, by no model")


def _citation(number: int, statement: SaidStatement) -> Citation:
    return Citation(
        number,
        statement.quote,
        statement.start,
        statement.end,
        statement.article,
        statement.copies,
        statement.dates,
    )


def _line(citation: Citation, statement: SaidStatement) -> Line:
    how = KINDS[statement.kind] + ("" if statement.is_certain else ", speaker not certain")
    return Line(citation.quote, citations=(citation.n,), label=f"{when(statement.article)}, {how}")
