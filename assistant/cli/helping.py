"""How help is laid out: whole sentences in lines that fit the terminal, the short help, and the manual page's text."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from assistant.patterns import lazy_pattern

if TYPE_CHECKING:
    import typer

_WIDEST = 80
# In a narrower terminal what an option means would stand in a column too narrow for its words.
_NARROW = 60
_NARROW_COLUMN = 10
_TYPE = lazy_pattern(r" <(?:str|int|path|list\[\w+\])>\Z")
_REQUIRED = lazy_pattern(r"\{(\S+)\}")


class OwnCommand(TyperCommand):
    """A command whose help fits the terminal, and of which the list of commands shows the first sentence whole."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What the usage line names: no argument that is taken only to say what to do instead."""
        hidden = [each.get_usage_pieces(ctx) for each in self.params if getattr(each, "hidden", False)]
        return [piece for piece in super().collect_usage_pieces(ctx) if [piece] not in hidden]

    def get_help(self, ctx: Any) -> str:
        return laid_out(self, ctx)

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - as asked for
        return first_sentence(self.help)


class OwnGroup(TyperGroup):
    """The same for commands that have commands of their own."""

    def get_help(self, ctx: Any) -> str:
        return laid_out(self, ctx)

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - as asked for
        return first_sentence(self.help)


def first_sentence(help_text: str | None) -> str:
    """The first paragraph of a help text, in one line."""
    return " ".join((help_text or "").split("\n\n", 1)[0].split())


def named_alone(name: str) -> str:
    """An argument by its name without its type: "ARTICLE <str>" says no more than "ARTICLE"."""
    return _TYPE.sub("", name)


def named_arguments(usage: str) -> str:
    """A usage line in which an argument that must be given has no braces."""
    return _REQUIRED.sub(r"\1", usage)


def laid_out(command: Any, context: Any) -> str:
    """The help of a command in lines that fit the terminal, at most 80 cells."""
    formatter = _formatter(context)
    command.format_help(context, formatter)
    return _text(formatter)


def brief_help(context: typer.Context, first: Mapping[str, str]) -> str:
    """What the program is, the commands to begin with, and where there is more.

    `first` are those commands by their names, each as it is typed.
    """
    formatter = _formatter(context)
    group: Any = context.command
    formatter.write_usage("assistant", "COMMAND …")
    formatter.write_paragraph()
    formatter.write_text(first_sentence(group.help))
    with formatter.section("To begin with"):
        formatter.write_dl([(typed, first_sentence(group.commands[name].help)) for name, typed in first.items()])
    formatter.write_paragraph()
    formatter.write_text(
        "`assistant --help` lists all commands, `assistant COMMAND --help` explains one, and `assistant docs` has a "
        "page for each thing to do."
    )
    return _text(formatter)


def _text(formatter: Any) -> str:
    return "\n".join(line.rstrip() for line in formatter.getvalue().rstrip("\n").split("\n"))


def _formatter(context: Any) -> Any:
    columns = min(shutil.get_terminal_size().columns, _WIDEST)
    context.terminal_width = columns - 2
    formatter = context.make_formatter()
    write_dl, write_usage = formatter.write_dl, formatter.write_usage
    if columns < _NARROW:
        write_dl = partial(write_dl, col_max=_NARROW_COLUMN)
    formatter.write_dl = lambda rows: write_dl([(named_alone(name), meaning) for name, meaning in rows])
    formatter.write_usage = lambda program, pieces: write_usage(program, named_arguments(pieces))
    return formatter
