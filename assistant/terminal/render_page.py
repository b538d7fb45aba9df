"""Pages of the documentation for a terminal: Markdown with its headings, tables and code laid out."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from assistant.pages import Page
from assistant.terminal.layout import Style, hang, line, prose_width, rendered

_PAGE_LINK = re.compile(r"\[([^\]]+)\]\((\w[\w-]*)\.md(?:#[^)]*)?\)")
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n", re.MULTILINE)


def render_page(page: Page, *, width: int, colour: bool) -> str:
    """The page laid out; a link to another page becomes the command that prints it, and pictures are left out."""
    from rich.console import Console
    from rich.markdown import Markdown

    text = _PICTURE.sub("", page.text)
    text = _PAGE_LINK.sub(r"\1 (`assistant docs \2`)", text)
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=prose_width(width),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    console.print(Markdown(text, code_theme="ansi_light", hyperlinks=False))
    return "".join(f"{each.rstrip()}\n" for each in stream.getvalue().splitlines())


def render_page_list(pages: Sequence[Page], *, width: int, colour: bool) -> str:
    """The topics, each with what its page is for."""
    widest = max(len(page.topic) for page in pages) + 2
    lines = []
    for page in pages:
        label = line((page.topic, Style.STRONG)).append(" " * (widest - len(page.topic)))
        lines += hang(label, line(page.purpose), prose_width(width))
    return rendered(lines, colour=colour)
