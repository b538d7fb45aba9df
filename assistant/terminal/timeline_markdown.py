"""A timeline to Markdown that pastes into a text: a list of days and lines, each linked to the articles that say so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from assistant.terminal.clean import clean
from assistant.terminal.render import NOT_IN_ARTICLES
from assistant.terminal.render_timeline import event_days, event_remarks
from assistant.terminal.words import left_out_line, printed_in
from assistant.types import Answer, Citation, Statement

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
        numbers = ", ".join(_link(citations[number]) for number in note.citations)
        lines += ["", f"Note: {_escaped(note.text)} ({numbers})"]
    left_out = left_out_line(answer.left_out)
    if left_out:
        lines += ["", _escaped(left_out)]
    return "\n".join(lines) + "\n"


def _item(statement: Statement, citations: Mapping[int, Citation]) -> str:
    days = " ".join(event_days(statement.event)) if statement.event else ""
    links = ", ".join(_link(citations[number]) for number in statement.citations)
    remarks = [
        re.sub(r"\[(\d+)\]", lambda mark: f" by {_link(citations[int(mark[1])])}", each) for each in _remarks(statement)
    ]
    behind = f" ({'; '.join([links, *remarks])})"
    return f"- **{days}** {_escaped(statement.text)}{behind}"


def _remarks(statement: Statement) -> list[str]:
    """What is said of the event; the numbers in it, which are ours, become links."""
    return [
        each if statement.event and statement.event.superseded_by and "superseded" in each else _escaped(each)
        for each in event_remarks(statement)
    ]


def _link(citation: Citation) -> str:
    said = _escaped(f"{citation.article.title}, {printed_in(citation.article)}")
    url = citation.article.url or ""
    return f"[{said}]({quote(url, safe=_UNCHANGED)})" if _PAGE.fullmatch(url) else said


def _escaped(text: str) -> str:
    """Text in one line, in which no mark has a meaning."""
    return _MARKS.sub(lambda mark: "\\" + mark.group(), " ".join(clean(text).split()))
