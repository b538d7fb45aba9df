"""What an answer says otherwise than an earlier one to the same question, to text that a person reads, and to JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.articles.differences import changed_words
from assistant.records.articles import Article
from assistant.records.kept import Changes, Rewording
from assistant.terminal.as_json import Json, answer_json, article_fields, plain
from assistant.terminal.layout import Style, blank, hang, label, line, prose_width, rendered, wrap
from assistant.terminal.listing import marked
from assistant.terminal.render import statement_line
from assistant.terminal.words import counted, grade_in_words, moment, when

if TYPE_CHECKING:
    from rich.text import Text

_LABEL_CELLS = 8
_STATUSES = {"answered": "answered", "partial": "answered in part", "not_in_articles": "the articles do not say"}


def render_changes(changes: Changes, *, width: int, colour: bool) -> str:
    """Under its heading: how it ends now, what it says no more, otherwise and anew, and by which sources."""
    prose, then = prose_width(width), changes.then
    lines = [blank(), *wrap(line((f"Since answer {then.id} of {moment(then.asked_at)}", Style.STRONG)), prose)]
    if changes.none:
        return rendered([*lines, *wrap(line(_nothing_changed(changes)), prose)], colour=colour)
    before, now = then.answer.status, changes.again.status
    if before is not now:
        lines += _pair(_STATUSES.get(before, before.value), _STATUSES.get(now, now.value), prose, "status", "now")
    for each in changes.said_no_more:
        lines += hang(label("gone", _LABEL_CELLS), statement_line(each, marked=False), prose)
    for pair in changes.reworded:
        lines += _reworded(pair, prose, colour=colour)
    for each in changes.said_now:
        lines += hang(label("new", _LABEL_CELLS), statement_line(each), prose)
    lines += _articles("no more", changes.sources_gone, prose)
    lines += _articles("source", changes.sources_new, prose)
    if changes.same:
        verb = "is" if changes.same == 1 else "are"
        lines += wrap(line((f"{counted(changes.same, 'statement')} {verb} the same.", Style.FAINT)), prose)
    return rendered(lines, colour=colour)


def again_json(changes: Changes) -> Json:
    """What ask --again prints: the new answer, and what changed since the earlier one."""
    return {
        **answer_json(changes.again),
        "again": {
            "id": changes.then.id,
            "asked_at": changes.then.asked_at,
            "status": changes.then.answer.status.value,
            "changed": not changes.none,
            "same": changes.same,
            "reworded": [
                {"was": each.old.text, "was_graded": plain(each.old.grade), "now": each.new.text,
                 "graded": plain(each.new.grade)}
                for each in changes.reworded
            ],
            "said_no_more": [each.text for each in changes.said_no_more],
            "said_now": [each.text for each in changes.said_now],
            "sources_gone": [article_fields(article) for article in changes.sources_gone],
            "sources_new": [article_fields(article) for article in changes.sources_new],
        },
    }  # fmt: skip


def _nothing_changed(changes: Changes) -> str:
    if not changes.again.statements:
        return "Nothing changed: the articles still do not say."
    return f"Nothing changed: the same {counted(len(changes.again.statements), 'statement')}, by the same sources."


def _reworded(pair: Rewording, width: int, *, colour: bool) -> list[Text]:
    if pair.old.text == pair.new.text:
        was, now = grade_in_words(pair.old.grade), grade_in_words(pair.new.grade)
        graded = line(pair.new.text, (f" (was {was}, now {now})", Style.WARNING))
        return hang(label("graded", _LABEL_CELLS), graded, width)
    old_words, new_words = changed_words(pair.old.text, pair.new.text)
    return [
        *hang(label("was", _LABEL_CELLS), line(*marked(pair.old.text, old_words, colour)), width),
        *hang(label("now", _LABEL_CELLS), line(*marked(pair.new.text, new_words, colour)), width),
    ]


def _pair(before: str, now: str, width: int, first: str, second: str) -> list[Text]:
    return [
        *hang(label(first, _LABEL_CELLS), line(before), width),
        *hang(label(second, _LABEL_CELLS), line((now, Style.STRONG)), width),
    ]


def _articles(named: str, articles: Iterable[Article], width: int) -> list[Text]:
    lines: list[Text] = []
    for article in articles:
        source = f", {article.source}" if article.source else ""
        lines += hang(label(named, _LABEL_CELLS), line(f"“{article.title}”{source}, {when(article)}"), width)
    return lines
