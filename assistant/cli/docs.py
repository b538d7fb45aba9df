"""The command that prints a page of the documentation: docs."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import completing
from assistant.cli.printing import print_text, screen
from assistant.errors import UsageError


def docs_command(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(metavar="TOPIC", help="A page; without one, the list.", autocompletion=completing.pages),
    ] = None,
    manual: Annotated[
        bool, typer.Option("--man", help="Print the manual page of all commands, for `man`: pipe it to `man -l -`.")
    ] = False,
) -> None:
    """Print a page of the documentation.

    On a terminal the page is laid out; elsewhere its Markdown is printed.
    """
    from assistant.pages import all_pages, find_page
    from assistant.terminal.render_page import render_page, render_page_list

    if manual:
        if topic is not None:
            raise UsageError("--man prints the manual page of all commands.", hint="Give it without a page.")
        _print_manual(context)
        return
    look = screen()
    if topic is None:
        print_text(render_page_list(all_pages(), width=look.width, colour=look.colour))
    elif look.live:
        print_text(render_page(find_page(topic), width=look.width, colour=look.colour))
    else:
        print_text(find_page(topic).text)


def _print_manual(context: typer.Context) -> None:
    from importlib.metadata import version

    from assistant.cli.manual import manual_page

    print_text(manual_page(context.find_root(), version("grounded-assistant")))
