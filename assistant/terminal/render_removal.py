"""What is removed, or was, and what was let in again, to text that a person reads, and to JSON."""

from __future__ import annotations

from assistant.records.answers import Status
from assistant.records.removals import Removal, Undone
from assistant.terminal.as_json import Json, article_fields, head, some
from assistant.terminal.layout import Style, line, prose_width, rendered, wrap
from assistant.terminal.words import counted, listed, title, when

_NAMED = 20


def render_removal(removal: Removal, *, width: int, colour: bool) -> str:
    """The articles to be removed, the first of many by name, and what becomes of them."""
    prose = prose_width(width)
    lines = []
    for article in removal.articles[:_NAMED]:
        said = line((f"{article.id} ", Style.FAINT), *title(article), (f" ({when(article)})", Style.FAINT))
        lines += wrap(said, prose, indent=4, used=0)
    if len(removal.articles) > _NAMED:
        lines += wrap(line(f"and {len(removal.articles) - _NAMED:,} more"), prose)
    return rendered(lines, colour=colour)


def render_removed(removal: Removal, *, width: int, colour: bool) -> str:
    """What was removed, and what is still there."""
    what = counted(len(removal.articles), "article")
    said = [f"{what} removed, with text and versions." if removal.erased else f"{what} removed."]
    if not removal.erased:
        said.append("The text is kept as a withdrawn version (`assistant show ARTICLE --versions`).")
    if removal.answers_erased:
        said.append(f"{counted(removal.answers_erased, 'kept answer')} erased too.")
    if removal.answers:
        said.append(f"{counted(removal.answers, 'kept answer')} still quote it (`assistant recheck`).")
    if removal.traces:
        said.append("Another process is reading the library: the next `assistant index` erases the last traces.")
    if removal.damaged_files:
        said.append(f"A repair kept older files that may hold the text: delete {listed(removal.damaged_files)}.")
    said.append("The file itself is untouched." if len(removal.articles) == 1 else "The files are untouched.")
    return rendered(wrap(line(" ".join(said)), prose_width(width)), colour=colour)


def render_undone(undone: Undone, *, width: int, colour: bool) -> str:
    """Which articles are in the library again, and which could not be read."""
    lines = []
    for each in undone.articles:
        said = line("in the library again: ", (each.path, Style.STRONG))
        lines += wrap(said, prose_width(width), indent=2, used=0)
    for missing in undone.missing:
        said = line((missing.path, Style.STRONG), f": {missing.reason}; it is read again when it can be")
        lines += wrap(said, prose_width(width), indent=2, used=0)
    return rendered(lines, colour=colour)


def removal_json(removal: Removal) -> Json:
    """What remove prints."""
    return {
        **head(Status.ANSWERED),
        "removed": [article_fields(article) for article in removal.articles],
        **some(removal, "erased answers answers_erased traces damaged_files"),
    }


def undone_json(undone: Undone) -> Json:
    """What remove --undo prints."""
    return {**head(Status.PARTIAL if undone.missing else Status.ANSWERED), **some(undone, "articles missing")}
