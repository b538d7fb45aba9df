"""What a command of the chat is, and how a file adds its own: chat_commands.py puts the files in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Completes(StrEnum):
    """What Tab completes behind a command."""

    NOTHING = ""
    NAMES = "names"  # sources, titles and ids of articles
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `usage` is its name, and what it takes ("/open N"); `run` gets that as a text, if it takes any."""

    usage: str
    meaning: str
    run: Callable[..., None]
    other_names: tuple[str, ...] = ()
    completes: Completes = Completes.NOTHING

    @property
    def name(self) -> str:
        """The first word of its usage."""
        return self.usage.partition(" ")[0]


Run = Callable[..., None]


def adding_to(commands: list[Command]) -> Callable[..., Callable[[Run], Run]]:
    """The decorator that adds a function to a file's commands: its usage, its meaning, and its other names.

    The meaning is what /help and the documents say of it.
    """

    def command(
        usage: str, meaning: str, *other_names: str, completes: Completes = Completes.NOTHING
    ) -> Callable[[Run], Run]:
        def added(run: Run) -> Run:
            commands.append(Command(usage, meaning, run, other_names, completes))
            return run

        return added

    return command
