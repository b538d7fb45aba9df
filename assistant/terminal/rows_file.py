"""One line a question to a file, each written whole and at once, so that a killed run leaves what it had finished."""

from __future__ import annotations

from io import FileIO
from pathlib import Path
from typing import Self

from assistant.errors import AssistantError, UsageError


class RowsFile:
    """A new file of rows; without a name nothing is written.

    Raises UsageError for a file that holds something already: it may be an hour's work. An empty one and what is no
    regular file, such as a pipe, are written to.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._stream: FileIO | None = None

    def __enter__(self) -> Self:
        if self._file is None:
            return self
        try:
            if self._file.is_file() and self._file.stat().st_size:
                raise UsageError(f"{str(self._file)!r} holds rows already.", hint="Remove it, or name another file.")
            # Unbuffered: a line that did not fit the disk is not tried again when the file is closed.
            self._stream = self._file.open("ab", buffering=0)
        except OSError as error:
            raise UsageError(f"{str(self._file)!r} cannot be written: {error.strerror}.") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def write(self, line: str) -> None:
        """Appends a line and hands it to the system. Raises AssistantError when the disk is full."""
        if self._stream is None:
            return
        left = line.encode("utf-8", "replace")
        try:
            while left:
                left = left[self._stream.write(left) or 0 :]
        except OSError as error:
            raise AssistantError(f"{str(self._file)!r} cannot be written: {error.strerror}.") from error
