"""Rechecked past answers to text that a person reads: what no longer holds in each, and what the article says now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.articles.differences import changed_words
from assistant.records.versions import Fate, Recheck, RecheckedAnswer, RecheckReport
from assistant.terminal.layout import Style, blank, hang, indented, label, line, prose_width, rendered, wrap
from assistant.terminal.listing import marked
from assistant.terminal.words import counted, moment
from assistant.time.days_in_words import day_in_words

if TYPE_CHECKING:
    from rich.text import Text

_MARGIN, _LABEL_CELLS = 2, 8
_FATES = {
    Fate.CHANGED: "The article now says it differently",
    Fate.GONE: "The article no longer says this",
    Fate.REMOVED: "The article is gone",
}


def render_recheck(report: RecheckReport, *, width: int, colour: bool) -> str:
    """Each answer to look at again with what it quotes and what stands there now; then how many of how many."""
    prose = prose_width(width)
    lines: list[Text] = []
    for answer in report.found:
        lines += [*_answer_lines(answer, prose, colour=colour), blank()]
    return rendered([*lines, *wrap(line((_summary(report), Style.STRONG)), prose)], colour=colour)


def _answer_lines(answer: RecheckedAnswer, width: int, *, colour: bool) -> list[Text]:
    asked = f"Answer {answer.id}, asked {moment(answer.asked_at)}: "
    lines = wrap(line((asked, Style.FAINT), (answer.question, Style.STRONG)), width, indent=_MARGIN, used=0)
    for citation in answer.citations:
        lines += indented(_citation_lines(citation, width - _MARGIN, colour=colour), _MARGIN)
    return lines


def _citation_lines(citation: Recheck, width: int, *, colour: bool) -> list[Text]:
    number = line((f"[{citation.n}] ", Style.NUMBER))
    article = citation.article
    place = f", path {article.path}" if article else f", id {citation.article_id}"
    named = line(f"“{citation.old_title}”, {_day(citation.old_published)}", (place, Style.FAINT))
    lines = hang(number, named, width)
    inner = width - _MARGIN
    body: list[Text] = []
    for statement in citation.statements:
        if statement.split() == citation.quote.split():
            continue
        body += hang(label("answer", _LABEL_CELLS), line(statement), inner)
    if citation.fate.withdrawn:
        body += wrap(line((f"{_FATES[citation.fate]}{_since(citation)}:", Style.ALARM)), inner)
        body += _quote_lines(citation, inner, colour=colour)
    if citation.correction:
        text, notice = citation.correction
        by = f"“{notice.title}”, {_day(notice.published)}, corrects this sentence:"
        body += wrap(line((by, Style.ALARM)), inner)
        body += hang(label("was", _LABEL_CELLS), line(citation.quote), inner)
        body += hang(label("now", _LABEL_CELLS), line(text), inner)
    if citation.title:
        body += hang(label("title", _LABEL_CELLS), line(f"now “{citation.title[1]}”"), inner)
    if citation.published:
        body += hang(label("date", _LABEL_CELLS), line(f"now {_day(citation.published[1])}"), inner)
    return lines + indented(body, _MARGIN)


def _quote_lines(citation: Recheck, width: int, *, colour: bool) -> list[Text]:
    if citation.now is None:
        return hang(label("was", _LABEL_CELLS), line(citation.quote), width)
    old_words, new_words = changed_words(citation.quote, citation.now)
    return [
        *hang(label("was", _LABEL_CELLS), line(*marked(citation.quote, old_words, colour)), width),
        *hang(label("now", _LABEL_CELLS), line(*marked(citation.now, new_words, colour)), width),
    ]


def _since(citation: Recheck) -> str:
    return f" (seen on {moment(citation.replaced_at)})" if citation.replaced_at else ""


def _summary(report: RecheckReport) -> str:
    said = [
        f"{counted(report.answers, 'past answer')} with {counted(report.citations, 'citation')}",
        f"{report.withdrawn:,} {'quotes' if report.withdrawn == 1 else 'quote'} what no longer holds",
    ]
    others = len(report.found) - report.withdrawn
    if others:
        said.append(f"{others:,} {'cites' if others == 1 else 'cite'} an article that has another title or date now")
    if report.moved:
        said.append(f"{counted(report.moved, 'quotation')} only moved")
    if report.unreadable:
        said.append(f"{counted(report.unreadable, 'answer')} could not be read")
    return f"{said[0]}: {', '.join(said[1:])}."


def _day(published: date | None) -> str:
    return day_in_words(published) if published else "undated"
