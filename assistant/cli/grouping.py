"""Commands that have commands of their own, such as `history`, and one that is meant where none of them is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import typer

from assistant.cli.helping import OwnCommand, OwnGroup

# The name of the command that is meant where none is named.
LIST = "list"


class WithUsual(OwnGroup):
    """Takes `history bridge` for `history list bridge`: what is no command's name is meant for the usual one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, in front of them the command that is named behind --library, else the usual one."""
        place = 2 if args[:1] in (["--library"], ["-L"]) else 1 if args and args[0].startswith("--library=") else 0
        if len(args) > place and args[place] in self.commands:
            args = [args[place], *args[:place], *args[place + 1 :]]
        elif not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [LIST, *args]
        return super().parse_args(ctx, args)


def group(usual: Callable[..., None], others: Mapping[str, Callable[..., None]], about: str) -> typer.Typer:
    """The commands under one name; `about` is what its help says of them all."""
    app = typer.Typer(cls=WithUsual, help=about, rich_markup_mode=None, add_completion=False)
    for name, command in {LIST: usual, **others}.items():
        app.command(name, cls=OwnCommand)(command)
    return app
