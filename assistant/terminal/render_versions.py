"""An article's history to text that a person reads: what changed from each version to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.records.articles import Article
from assistant.records.versions import Change, ChangeKind, Difference, History, Span
from assistant.terminal.layout import (
    Piece,
    Style,
    blank,
    block,
    hang,
    indented,
    label,
    line,
    prose_width,
    rendered,
    wrap,
)
from assistant.terminal.listing import marked
from assistant.terminal.words import counted, moment

if TYPE_CHECKING:
    from rich.text import Text

_MARGIN = 2
_LABEL_CELLS = len("gone") + 2
_FIELD_CELLS = len("published") + 2


def render_history(history: History, steps: Sequence[Difference], *, width: int, colour: bool) -> str:
    """What `steps` say of each version and the next, the oldest first; then, of a withdrawn article, its last text."""
    prose = prose_width(width)
    last = history.articles[-1]
    lines = wrap(line((last.title, Style.STRONG)), prose)
    lines += [line((f"id {history.id}, path {last.path}", Style.FAINT)), *wrap(line(_summary(history)), prose)]
    for number, step in enumerate(steps):
        replaced = moment(history.earlier[number].replaced_at)
        lines += [blank(), *wrap(line((f"Version {number + 1}, replaced {replaced}:", Style.STRONG)), prose)]
        pair = history.articles[number].text, history.articles[number + 1].text
        lines += indented(_step_lines(step, *pair, prose - _MARGIN, colour=colour), _MARGIN)
    if history.current is None:
        text = [wrapped for each in block(last.text) for wrapped in wrap(each, prose - _MARGIN)]
        head = f"Version {len(history.earlier)}, the last:"
        lines += [blank(), line((head, Style.STRONG)), *indented(text, _MARGIN)]
    return rendered(lines, colour=colour)


def versions_line(article: Article, history: History) -> str:
    """What is said of other versions where an article is printed; empty when there are none."""
    if history.current and history.current.id != article.id:
        return f"replaced by {history.current.path}, which has the same url (see --versions)"
    return f"{counted(len(history.earlier), 'earlier version')} (see --versions)" if history.earlier else ""


def _summary(history: History) -> str:
    earlier = len(history.earlier)
    if history.current is None:
        return f"Withdrawn {moment(history.earlier[-1].replaced_at)}: its file is gone, or you removed it."
    if not earlier:
        return "No earlier version is kept: it was read with one text only."
    return f"{counted(earlier, 'earlier version')}; the current one is printed by `assistant show {history.id}`."


def _step_lines(step: Difference, old: str, new: str, width: int, *, colour: bool) -> list[Text]:
    lines: list[Text] = []
    for name, (before, after) in step.fields.items():
        for field, word, value in ((name.replace("published_time", "time"), "was", before), ("", "now", after)):
            shown = label(field, _FIELD_CELLS).append_text(label(word, _LABEL_CELLS - 1))
            lines += hang(shown, line(value or "nothing"), width)
    for change in step.changes:
        lines += _change_lines(change, old, new, width, colour=colour)
    return lines + wrap(line((_rest(step), Style.FAINT)), width)


def _change_lines(change: Change, old: str, new: str, width: int, *, colour: bool) -> list[Text]:
    if change.kind is ChangeKind.MOVED:
        return []
    changed = change.kind is ChangeKind.CHANGED
    lines: list[Text] = []
    if change.old:
        word = "was" if changed else "gone"
        lines += _sentence_lines(word, old, change.old, change.old_words, width, colour=colour)
    if change.new:
        word = "now" if changed else "new"
        lines += _sentence_lines(word, new, change.new, change.new_words, width, colour=colour)
    return lines


def _sentence_lines(word: str, text: str, span: Span, words: Sequence[Span], width: int, *, colour: bool) -> list[Text]:
    start, end = span
    marks = [(first - start, last - start) for first, last in words]
    pieces: list[Piece] = marked(text[start:end], marks, colour)
    return hang(label(word, _LABEL_CELLS), line(*pieces), width)


def _rest(step: Difference) -> str:
    moved = sum(change.kind is ChangeKind.MOVED for change in step.changes)
    said = f"{counted(step.unchanged, 'sentence')} unchanged"
    return f"{said}, {counted(moved, 'sentence')} moved." if moved else f"{said}."
