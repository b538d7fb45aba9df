"""What a command prints: text or JSON on stdout, one line on stderr for a warning or an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from assistant.errors import UsageError

INTERRUPTED = 130  # the exit code after Ctrl-C: 128 + SIGINT, as shells have it

if TYPE_CHECKING:
    from assistant.errors import AssistantError
    from assistant.terminal.output import Screen


def screen() -> Screen:
    """The screen that this process's streams make."""
    from assistant.settings import environment
    from assistant.terminal.output import screen_for

    return screen_for(sys.stdin, sys.stdout, sys.stderr, environ=environment())


def shows_progress() -> bool:
    """Whether stderr is a terminal on which a line can be written over."""
    from assistant.settings import environment
    from assistant.terminal.output import wants_colour

    return wants_colour(sys.stderr, environment())


def print_text(text: str) -> bool:
    """Prints finished text; False where nobody reads it."""
    from assistant.terminal.output import write

    return write(text, sys.stdout)


def print_json(record: Mapping[str, object]) -> bool:
    """Prints one JSON object; False where nobody reads it."""
    from assistant.terminal.as_json import dumps
    from assistant.terminal.output import write_json

    return write_json(dumps(record), sys.stdout)


def print_result(
    as_json: bool,
    record: Callable[..., Mapping[str, object]],
    render: Callable[..., str],
    *result: object,
    **how: object,
) -> bool:
    """Prints what a command found: with --json the object that `record` makes of it, else the text of `render`.

    False where nobody reads it.
    """
    if as_json:
        return print_json(record(*result))
    look = screen()
    return print_text(render(*result, width=look.width, colour=look.colour, **how))


def warn(text: str) -> None:
    """Prints one line on stderr."""
    from assistant.terminal import failures

    failures.print_warning(text, sys.stderr)


def say(text: str) -> None:
    """Prints what is said beside the result, on stderr."""
    from assistant.terminal import failures

    failures.print_aside(text, sys.stderr)


def asked(question: str) -> bool:
    """Whether a person at the terminal says yes; nobody else is asked."""
    from assistant.terminal.failures import wrapped_aside
    from assistant.terminal.output import is_terminal

    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    sys.stderr.write(f"{wrapped_aside(f'{question} [y/N]', sys.stderr)} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def is_confirmed(question: str) -> bool:
    """Whether a person at the terminal says yes. Raises UsageError where nobody can be asked."""
    if not screen().interactive:
        raise UsageError(f"Nobody can be asked here: {question}", hint="Give --yes.")
    return asked(question)


def report(error: AssistantError) -> None:
    """Prints an error: one line on stderr, and with --json an object on stdout."""
    from assistant.terminal.failures import print_failure

    print_failure(error, sys.stdout, sys.stderr, as_json="--json" in sys.argv)
