"""A checked draft to text that a person reads: sentence by sentence, with what supports or contradicts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records.answers import Answer, Citation, NoteKind, Statement
from assistant.records.drafts import DraftPart, NoClaim, OwnDraft
from assistant.records.verdicts import Grade
from assistant.terminal.ages import newest_lines
from assistant.terminal.layout import Style, indented, line, parted, prose_width, rendered, wrap
from assistant.terminal.sources import citation_lines
from assistant.terminal.words import (
    counted,
    grade_in_words,
    grades_line,
    left_out_line,
    listed,
    numbered,
    unjudged_line,
)

if TYPE_CHECKING:
    from rich.text import Text

_MARGIN = 2
AGAINST = "Against it:"
NEAREST = "Closest, which may not say it:"
_NOT_CHECKED = {
    NoClaim.CODE: ("piece of code", "pieces of code"),
    NoClaim.HTML: ("piece of HTML", "pieces of HTML"),
}


def render_check(answer: Answer, *, width: int, colour: bool, problems: bool = False) -> str:
    """Each sentence with its grade and quotations, then how many have which; `problems`: only what needs a look."""
    prose = prose_width(width)
    named = {citation.n: citation for citation in (*answer.citations, *answer.nearest)}
    name = answer.draft.name if answer.draft else ""
    shown = [each for each in answer.statements if not problems or each.differs or each.contrary]
    parts = [_statement_lines(statement, named, name, prose) for statement in shown]
    parts += [wrap(line((said, Style.FAINT)), prose) for said in beside_check(answer)]
    parts.append(wrap(line((summary_line(answer), Style.STRONG)), prose))
    return rendered(parted(parts), colour=colour)


def summary_line(answer: Answer) -> str:
    """14 sentences: 2 quoted, 9 confirmed, 3 not confirmed; 1 not checked."""
    graded = (grades_line(answer.statements) or "0 sentences.").removesuffix(".")
    not_checked = f"; {answer.left_out.not_checked:,} not checked" if answer.left_out.not_checked else ""
    return f"{graded}{not_checked}."


def _statement_lines(statement: Statement, named: dict[int, Citation], name: str, width: int) -> list[Text]:
    part = statement.part or DraftPart(statement.text, statement.text, 0, 0, 0)
    said, style = grade_in_words(statement.grade), Style.GOOD if statement.confirmed else Style.WARNING
    if statement.contradicted:
        said, style = f"{said}, contradicted", Style.ALARM
    # Capitals stand out where there is no colour.
    said = said.upper() if statement.grade is Grade.NOT_CONFIRMED else said
    lines = wrap(line((f"{name}:{part.line}: ", Style.FAINT), (said, style)), width)
    lines += wrap(line((part.words, Style.STRONG)), width, indent=_MARGIN)
    if statement.reasons:
        why = "Why" if statement.grade is Grade.NOT_CONFIRMED else "But" if statement.confirmed else "Differs"
        lines += wrap(line((f"{why}: {'; '.join(statement.reasons).rstrip('.')}.", style)), width, indent=_MARGIN)
    support = [number for number in statement.citations if number not in statement.contrary]
    lines += _quotations("", (named[number] for number in support), width)
    lines += _quotations(AGAINST, (named[number] for number in statement.contrary), width)
    return lines + _quotations(NEAREST, (named[number] for number in statement.nearest), width)


def _quotations(label: str, citations: Iterable[Citation], width: int) -> list[Text]:
    lines = [each for citation in citations for each in citation_lines(citation, width - _MARGIN)]
    if lines and label:
        lines = [*wrap(line((label, Style.FAINT)), width - _MARGIN), *lines]
    return indented(lines, _MARGIN)


def beside_check(answer: Answer) -> list[str]:
    """What a reader should know besides the graded sentences: what was not checked, not judged, or is old."""
    not_checked = _not_checked_line(answer.draft) if answer.draft else None
    left_out = answer.left_out
    failures = [note.text for note in answer.notes if note.kind is NoteKind.NOT_JUDGED]
    said = [
        not_checked,
        *failures,
        unjudged_line(left_out),
        *newest_lines(answer),
        left_out_line(replace(left_out, not_checked=0)),
    ]
    return [each for each in said if each]


def _not_checked_line(draft: OwnDraft) -> str | None:
    """Not checked: 2 headings (lines 6 and 12) and 1 question (line 19)."""
    lines: dict[NoClaim, list[int]] = {}
    for part in draft.passed_over:
        if part.no_claim:
            lines.setdefault(part.no_claim, []).append(part.line)
    if not lines:
        return None
    said = [
        f"{counted(len(each), *_NOT_CHECKED.get(why, (why.value,)))} ({numbered('line', each)})"
        for why, each in lines.items()
    ]
    return f"Not checked: {listed(said)}."
