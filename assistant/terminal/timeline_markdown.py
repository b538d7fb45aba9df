"""A timeline to Markdown that pastes into a text: a list of days and lines, each linked to the articles that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from assistant.records.answers import Answer, Citation, Statement
from assistant.terminal.clean import clean
from assistant.terminal.render import NOT_IN_ARTICLES
from assistant.terminal.render_timeline import event_days, event_remarks
from assistant.terminal.searched import searched_events_line
from assistant.terminal.words import left_out_line, mark_of, printed_in, replaced_line, unjudged_line

# Marks with which CommonMark could read something into a sentence; a backslash takes it from them.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&!])|(?<=\d)([.)])(?=\s)|\A([-+=>])")
# A link leads to a page and nowhere else.
_PAGE = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_UNCHANGED = ":/?#@%=&+,;~-._"


def timeline_markdown(answer: Answer) -> str:
    """One item an event: its day, its line, the articles it cites with links, and who else reports it."""
    citations = {citation.n: citation for citation in answer.citations}
    title = f"## Timeline: {_escaped(answer.standalone)}" if answer.standalone else "## Timeline"
    lines = [title, ""]
    lines += [_item(statement, citations) for statement in answer.statements] or [NOT_IN_ARTICLES]
    for note in answer.notes:
        behind = f" ({_links(note.citations, citations)})" if note.citations else ""
        lines += ["", f"Note: {_escaped(note.text)}{behind}"]
    left_out = answer.left_out
    told = [searched_events_line(answer.understood), replaced_line(left_out), unjudged_line(left_out)]
    for said in (*told, left_out_line(left_out)):
        lines += ["", _escaped(said)] if said else []
    return "\n".join(lines) + "\n"


def _item(statement: Statement, citations: Mapping[int, Citation]) -> str:
    if statement.event is None:
        return ""
    mark = mark_of(statement)
    behind = [mark.strip("[]")] if mark else []
    behind.append(_links(statement.citations, citations))
    for text, by in event_remarks(statement.event):
        behind.append(f"{_escaped(text)} {_links(by, citations)}".rstrip())
    return f"- **{' '.join(event_days(statement.event))}** {_escaped(statement.text)} ({'; '.join(behind)})"


def _links(numbers: Iterable[int], citations: Mapping[int, Citation]) -> str:
    return ", ".join(_link(citations[number]) for number in numbers)


def _link(citation: Citation) -> str:
    said = _escaped(f"{citation.article.title}, {printed_in(citation.article)}")
    url = citation.article.url or ""
    return f"[{said}]({quote(url, safe=_UNCHANGED)})" if _PAGE.fullmatch(url) else said


def _escaped(text: str) -> str:
    """Text in one line, in which no mark has a meaning."""
    return _MARKS.sub(lambda mark: "\\" + mark.group(), " ".join(clean(text).split()))
