"""Prints an error: one line on stderr, and for a script one object on stdout."""

from __future__ import annotations

import textwrap
from typing import TextIO

from assistant.errors import AssistantError
from assistant.terminal.as_json import dumps, error_json
from assistant.terminal.clean import clean_line
from assistant.terminal.output import is_terminal, width_of, write, write_json


def print_failure(error: AssistantError, stdout: TextIO, stderr: TextIO, *, as_json: bool) -> None:
    """Prints an error; an article's or a server's words in it cannot act on the terminal."""
    if as_json:
        write_json(dumps(error_json(error)), stdout)
    print_warning(str(error), stderr)


def print_warning(text: str, stderr: TextIO) -> None:
    """Prints one line on stderr, which a terminal shows in lines of its width."""
    print_aside(f"assistant: {text}", stderr)


def print_aside(text: str, stderr: TextIO) -> None:
    """Prints what is said beside the result: one line, on a terminal in lines broken between words.

    A path longer than a line stays whole, so that it can be copied.
    """
    write(f"{wrapped_aside(text, stderr)}\n", stderr)


def wrapped_aside(text: str, stream: TextIO) -> str:
    """The cleaned line as the stream shows it, further lines indented."""
    said = clean_line(text)
    if not is_terminal(stream):
        return said
    lines = textwrap.wrap(
        said, width_of(stream), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)
