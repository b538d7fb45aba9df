"""Finished text to a stream: what the stream can show, how wide it is, and a write that never raises for its sake."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TextIO

from assistant.terminal.layout import UNBROKEN

# What a person sees instead of a mark that the stream's encoding does not have.
_PLAIN_MARKS = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("–—−·•", "-"),
    **dict.fromkeys("\u200c\u200d", ""),
    "…": "...",
    "×": "x",
    "▶": ">",
    "◀": "<",
}
WIDTH_WITHOUT_TERMINAL = 80


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a conversation happens: the streams and what they can do.

    `interactive`: a person types at a terminal and reads on one. `live`: the output is a terminal, so that what is
    written is seen at once. `columns` None asks the terminal before each output,
    which follows a window that changes its size.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    colour: bool = False
    interactive: bool = False
    live: bool = False
    columns: int | None = None

    @property
    def redraws(self) -> bool:
        """Whether what is shown can be written over, and be faint until it is sure."""
        return self.live and self.colour

    @property
    def width(self) -> int:
        """Cells in a line of the output."""
        return self.columns or width_of(self.stdout)


def screen_for(stdin: TextIO, stdout: TextIO, stderr: TextIO, *, environ: Mapping[str, str]) -> Screen:
    """The screen these streams make; `environ` is asked for NO_COLOR and TERM."""
    return Screen(
        stdin,
        stdout,
        stderr,
        colour=wants_colour(stdout, environ),
        live=is_terminal(stdout),
        interactive=is_terminal(stdin) and is_terminal(stdout) and environ.get("TERM") != "dumb",
    )


def in_whole_lines(screen: Screen, environ: Mapping[str, str]) -> Screen:
    """The screen without line breaks for their length, where it is no terminal and COLUMNS asks for none."""
    if screen.live:
        return screen
    columns = environ.get("COLUMNS", "")
    return replace(screen, columns=int(columns) if columns.isdecimal() else UNBROKEN)


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether escapes may be written: a terminal that is not dumb, and NO_COLOR (https://no-color.org) not set."""
    return is_terminal(stream) and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Cells in a line of the stream's terminal; 80 where there is none."""
    return _terminal_size(stream)[0]


def height_of(stream: TextIO) -> int | None:
    """Lines of the stream's terminal; None where there is none."""
    return _terminal_size(stream)[1]


def write(text: str, stream: TextIO) -> bool:
    """Writes and flushes; False once nobody reads the other end (`| head -1`), which is no error.

    A character that the stream's encoding lacks is shown by its nearest plain form, else by a question mark.
    """
    try:
        stream.write(encodable(text, stream))
        stream.flush()
    except BrokenPipeError:
        _point_at_nothing(stream)
        return False
    return True


def write_json(text: str, stream: TextIO) -> bool:
    r"""Writes JSON text as `write` does, but what cannot be encoded as its ``\uXXXX`` escape: nothing is lost."""
    if _can_encode(text, _encoding(stream)):
        return write(text, stream)
    return write("".join(each if each.isascii() else json.dumps(each)[1:-1] for each in text), stream)


def write_bytes(content: bytes, stream: TextIO) -> bool:
    """Writes a file's content, in the encoding that it has, as `write` does."""
    try:
        stream.flush()
        stream.buffer.write(content)
        stream.buffer.flush()
    except BrokenPipeError:
        _point_at_nothing(stream)
        return False
    return True


def encodable(text: str, stream: TextIO) -> str:
    """The text in characters that the stream's encoding has."""
    encoding = _encoding(stream)
    if _can_encode(text, encoding):
        return text
    return "".join(_nearest(character, encoding) for character in text)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads, or types into, the stream."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def _terminal_size(stream: TextIO) -> tuple[int, int | None]:
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError, AttributeError):  # no terminal, closed, or no file at all
        return WIDTH_WITHOUT_TERMINAL, None
    return size.columns or WIDTH_WITHOUT_TERMINAL, size.lines or None


def _point_at_nothing(stream: TextIO) -> None:
    """Lets the interpreter's last flush at exit succeed; without it Python prints an error after ours is handled."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # a stream without a file has no last flush to fail
        return


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _nearest(character: str, encoding: str) -> str:
    if unicodedata.combining(character) and not _can_encode(character, encoding):
        return ""
    forms = (character, _PLAIN_MARKS.get(character), unicodedata.normalize("NFKD", character)[0])
    return next((form for form in forms if form is not None and _can_encode(form, encoding)), "?")
