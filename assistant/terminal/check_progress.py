"""How far the check of a draft, or a summary in parts, has come, on stderr."""

from __future__ import annotations

from typing import Self, TextIO

from assistant.terminal.output import write
from assistant.terminal.words import counted

_CLEARED_LINE = "\r\x1b[K"  # ECMA-48: erase to the end of the line


class CheckProgress:
    """Says on a terminal how many parts of a work are done, and leaves nothing behind; elsewhere nothing."""

    def __init__(self, stream: TextIO, *, animated: bool, verb: str = "Checked", noun: str = "sentence") -> None:
        self._stream = stream
        self._animated = animated
        self._verb, self._noun = verb, noun

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._animated:
            write(_CLEARED_LINE, self._stream)

    def update(self, done: int, total: int) -> None:
        """`done` of `total` are done."""
        if self._animated:
            write(f"{_CLEARED_LINE}{self._verb} {done:,} of {counted(total, self._noun)}", self._stream)
