"""The command that prints a page of the documentation: docs."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.printing import print_text, screen


def docs_command(
    topic: Annotated[str | None, typer.Argument(metavar="TOPIC", help="A page; without one, the list.")] = None,
) -> None:
    """Print a page of the documentation.

    On a terminal the page is laid out; elsewhere its Markdown is printed.
    """
    from assistant.pages import all_pages, find_page
    from assistant.terminal.render_page import render_page, render_page_list

    look = screen()
    if topic is None:
        print_text(render_page_list(all_pages(), width=look.width, colour=look.colour))
    elif look.live:
        print_text(render_page(find_page(topic), width=look.width, colour=look.colour))
    else:
        print_text(find_page(topic).text)
