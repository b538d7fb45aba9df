"""Pages of the documentation for a terminal: Markdown with its headings, tables and code laid out."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.pages import Page
from assistant.terminal.layout import Style, hang, label, line, prose_width, rendered

if TYPE_CHECKING:
    from rich.markdown import Markdown

_PAGE_LINK = re.compile(r"\[([^\]]+)\]\((\w[\w-]*)\.md(?:#[^)]*)?\)")
_PLACE_LINK = re.compile(r"\[([^\]]+)\]\(#[^)]*\)")
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n", re.MULTILINE)
# rich's own have a black background, which is hard to read on a light terminal.
_STYLES = {"markdown.code": "cyan", "markdown.h2": "bold", "markdown.h3": "bold", "markdown.table.border": "dim"}


def render_page(page: Page, *, width: int, colour: bool) -> str:
    """The page laid out; a link to another page becomes the command that prints it, and pictures are left out."""
    from rich.console import Console
    from rich.theme import Theme

    stream = io.StringIO()
    console = Console(
        file=stream,
        width=prose_width(width),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        theme=Theme(_STYLES),
    )
    console.print(_laid_out(_for_terminal(page.text)), crop=False)
    return "".join(f"{each.rstrip()}\n" for each in stream.getvalue().splitlines())


def render_page_list(pages: Sequence[Page], *, width: int, colour: bool) -> str:
    """The topics, each with what its page is for."""
    widest = max(len(page.topic) for page in pages) + 2
    lines = []
    for page in pages:
        lines += hang(label(page.topic, widest, Style.STRONG), line(page.purpose), prose_width(width))
    return rendered(lines, colour=colour)


def _for_terminal(markdown: str) -> str:
    without_pictures = _PICTURE.sub("", markdown)
    return _PLACE_LINK.sub(r"\1", _PAGE_LINK.sub(r"\1 (`assistant docs \2`)", without_pictures))


def _laid_out(markdown: str) -> Markdown:
    """As rich lays it out, but code keeps its own lines, to be copied, and a narrow table folds words and cuts none."""
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import CodeBlock, Markdown, TableElement
    from rich.table import Table
    from rich.text import Text

    class Code(CodeBlock):
        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            yield Text(str(self.text).rstrip(), style="cyan", no_wrap=True, overflow="ignore")

    class FoldingTable(TableElement):
        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            for table in super().__rich_console__(console, options):
                if isinstance(table, Table):
                    for column in table.columns:
                        column.overflow = "fold"
                yield table

    class PageMarkdown(Markdown):
        elements = Markdown.elements | {"fence": Code, "code_block": Code, "table_open": FoldingTable}

    return PageMarkdown(markdown, hyperlinks=False)
