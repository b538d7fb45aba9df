"""A summary, or a comparison of sources, to a handout: a part for each of its sections."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.records.answers import Answer
from assistant.records.handouts import Handout
from assistant.records.summaries import SectionKind
from assistant.terminal.handouts.from_answer import answer_section, handout_of, written_by
from assistant.terminal.render_summary import coverage_line, section_line


def summary_handout(answer: Answer) -> Handout:
    """What it covers, and its notes, stand behind the last section."""
    compares = any(section.kind is not SectionKind.STORY for section in answer.sections)
    name = "Comparison" if compares else "Summary"
    title = f"{name}: {answer.question.text}" if answer.question.text else name
    whole = answer_section(answer)
    covered = (coverage_line(answer.coverage),) if answer.coverage else ()
    behind = replace(whole, remarks=(*whole.remarks, *covered))
    if answer.sections:
        ends = [*(each.begins for each in answer.sections), len(answer.statements)]
        sections = [
            replace(
                answer_section(
                    replace(answer, statements=answer.statements[start:end], notes=()), section_line(section).plain
                ),
                notes=(),
                remarks=(),
            )
            for section, (start, end) in zip(answer.sections, pairwise(ends), strict=True)
        ]
        sections.append(replace(behind, paragraphs=()))
    else:
        sections = [behind]
    citations = (*answer.citations, *answer.nearest)
    return handout_of(title, answer.question, sections, citations, by=written_by(answer))
