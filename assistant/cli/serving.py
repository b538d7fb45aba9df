"""The command that serves other programs: mcp."""

from __future__ import annotations

import sys

import typer

from assistant.cli import options
from assistant.cli.opened import root
from assistant.cli.printing import say


def mcp_command(
    context: typer.Context,
    library: options.Library = None,
    model: options.Model = None,
    profile: options.Profile = None,
    no_model: options.NoModel = False,
    no_record: options.NoRecord = False,
) -> None:
    """Serve the library to other programs, by the Model Context Protocol.

    A client such as an editor or a chat program starts it and speaks with it over standard input and output; its tools
    are ask, search, summarize, timeline, said, check and show. `assistant docs mcp` tells how to name it there.
    """
    from importlib.metadata import version

    from assistant.settings import load_settings
    from assistant.terminal.output import is_terminal
    from assistant.wiring.mcp_server import make_server
    from assistant.wiring.models import Warn
    from assistant.wiring.opened import OpenLibrary

    folder = root(context, library)
    settings = load_settings(folder, model=model, profile=profile, record=False if no_record else None)

    def open_one(warn: Warn) -> OpenLibrary:
        return OpenLibrary(folder, settings, warn=warn, with_model=not no_model)

    with open_one(say) as opened:  # what is wrong is said before a client asks
        opened.index.require_articles()
    if is_terminal(sys.stdin):
        say("Waiting for a client on standard input; Ctrl-C ends it.")
    make_server(open_one, version("grounded-assistant")).run()
