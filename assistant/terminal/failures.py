"""Prints an error: one line on stderr, and for a script one object on stdout."""

from __future__ import annotations

from typing import TextIO

from assistant.errors import AssistantError
from assistant.terminal.as_json import dumps, error_json
from assistant.terminal.clean import clean_line
from assistant.terminal.output import write, write_json


def print_failure(error: AssistantError, stdout: TextIO, stderr: TextIO, *, as_json: bool) -> None:
    """Prints an error; an article's or a server's words in it cannot act on the terminal."""
    if as_json:
        write_json(dumps(error_json(error)), stdout)
    print_warning(str(error), stderr)


def print_warning(text: str, stderr: TextIO) -> None:
    """Prints one line on stderr."""
    write(f"assistant: {clean_line(text)}\n", stderr)
