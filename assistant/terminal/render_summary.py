"""A summary or a comparison to text that a person reads: by subject, in prose or in bullets, and what it covers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.records.answers import Answer, Statement, Status
from assistant.records.summaries import Coverage, Section, SectionKind
from assistant.records.time import DaySpan
from assistant.terminal.layout import Style, blank, faint, hang, line, parted, prose_width, rendered, wrap
from assistant.terminal.render import (
    NOT_IN_ARTICLES,
    note_lines,
    notes,
    opening_lines,
    source_lines,
    statement_line,
)
from assistant.terminal.words import counted, listed, printed_in
from assistant.time.days_in_words import day_in_words, span_in_words

if TYPE_CHECKING:
    from rich.text import Text

_BULLET = "- "
_MOST_NAMED = 4


def render_summary(answer: Answer, *, width: int, colour: bool, full: bool = False, bullets: bool = False) -> str:
    """The statements under their headings, then the sources they stand on, then what was covered and left out.

    `bullets`: each statement on a line of its own. `full`: every number has its quotation and its article.
    """
    prose = prose_width(width)
    refused = [line(NOT_IN_ARTICLES)] if answer.status is Status.NOT_IN_ARTICLES else []
    parts = [refused, opening_lines(answer, prose), *_sections(answer, prose, bullets=bullets)]
    parts += [notes(answer, prose), source_lines(answer, prose, full=full)]
    covered = faint(coverage_line(answer.coverage), prose) if answer.coverage else []
    return rendered(parted([*parts, [*covered, *note_lines(answer, prose)]]), colour=colour)


def coverage_line(coverage: Coverage) -> str:
    """What a summary was made from, and what of that it does not cite: articles, sources, days."""
    span = span_in_words(DaySpan(coverage.first, coverage.last)) if coverage.first and coverage.last else "undated"
    sources = f" of {counted(len(coverage.sources), 'source')}" if coverage.sources else ""
    said = [f"From {counted(coverage.articles, 'article')}{sources}, {span}"]
    if coverage.read < coverage.articles:
        said.append(f"{coverage.read:,} were read for it")
    said.append(f"{coverage.cited:,} {'is' if coverage.cited == 1 else 'are'} cited")
    missing = []
    if coverage.articles > coverage.cited:
        missing.append(counted(coverage.articles - coverage.cited, "article"))
    if coverage.days_uncited:
        missing.append(f"{coverage.days_uncited:,} of {counted(coverage.days, 'day')}")
    if coverage.sources_uncited:
        missing.append(_some(coverage.sources_uncited))
    uncovered = f" Not cited: {listed(missing)}." if missing else ""
    return f"{'; '.join(said)}.{uncovered}"


def section_line(section: Section) -> Text:
    """The heading of some statements, with what they tell of."""
    about = section_about(section)
    return line((section.title, Style.STRONG), (f" ({about})" if about else "", Style.FAINT))


def section_about(section: Section) -> str:
    """How many articles and sources tell of what stands under a heading, and when; "" where that is not known."""
    said = []
    if section.articles:
        said.append(counted(section.articles, "article"))
    if section.sources and section.kind is SectionKind.STORY:
        said.append(_some(section.sources))
    if section.first and section.last:
        said.append(span_in_words(DaySpan(section.first, section.last)))
    if section.since_before:
        said.append(f"first reported {day_in_words(section.since_before)}")
    return "; ".join(said)


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_NAMED
    return listed([*names[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


def _sections(answer: Answer, width: int, *, bullets: bool) -> list[list[Text]]:
    """The statements of each section below its heading; of a summary without sections, all of them."""
    if not answer.sections:
        return [_paragraphs(answer.statements, width, bullets=bullets)]
    ends = [*(each.begins for each in answer.sections), len(answer.statements)]
    parts = [_paragraphs(answer.statements[: answer.sections[0].begins], width, bullets=bullets)]
    for section, (start, end) in zip(answer.sections, pairwise(ends), strict=True):
        own = answer.statements[start:end]
        compared = section.kind is not SectionKind.STORY
        lines = _by_source(own, answer, width) if compared else _paragraphs(own, width, bullets=bullets)
        parts.append([*wrap(section_line(section), width), *lines])
    return parts


def _by_source(statements: tuple[Statement, ...], answer: Answer, width: int) -> list[Text]:
    """Each statement behind its source and day; those that are set beside each other in a block."""
    cited = {each.n: each.article for each in answer.citations}
    lines: list[Text] = []
    paragraph = None
    for statement in statements:
        if paragraph not in (None, statement.paragraph):
            lines.append(blank())
        paragraph = statement.paragraph
        who = "; ".join(printed_in(cited[number]) for number in statement.citations if number in cited)
        lines += wrap(line((f"{who}: ", Style.FAINT)).append_text(statement_line(statement)), width)
    return lines


def _paragraphs(statements: tuple[Statement, ...], width: int, *, bullets: bool) -> list[Text]:
    if bullets:
        return [each for one in statements for each in hang(line(_BULLET), statement_line(one), width)]
    paragraphs: dict[int, list[Text]] = {}
    for statement in statements:
        paragraphs.setdefault(statement.paragraph, []).append(statement_line(statement))
    lines: list[Text] = []
    for joined in paragraphs.values():
        text = blank()
        for number, each in enumerate(joined):
            text = text.append(" " if number else "").append_text(each)
        lines += [*([blank()] if lines else []), *wrap(text, width)]
    return lines
