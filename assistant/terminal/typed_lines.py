"""Erases what was typed in the chat from the file in which its lines are kept for the arrow keys."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from assistant.errors import AssistantError

# As prompt_toolkit's FileHistory writes an entry: a line with the moment, then each of its lines behind a plus.
_BETWEEN = re.compile(r"^(?=# )", re.MULTILINE)
_MARK = "+"


def forget_all_typed(file: Path) -> int:
    """Removes the file, and says how many entries it had. Raises AssistantError."""
    try:
        many = sum(bool(_typed(entry)) for entry in _entries(file))
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(file, error) from error
    return many


def forget_typed(file: Path, texts: Collection[str]) -> int:
    """Takes the entries that are one of these texts out, and says how many they were. Raises AssistantError."""
    wanted = {" ".join(text.split()) for text in texts}
    try:
        entries = _entries(file)
        left = [entry for entry in entries if _typed(entry) not in wanted]
        if len(left) < len(entries):
            descriptor, beside = tempfile.mkstemp(dir=file.parent)  # that only its owner can read
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as stream:
                    stream.writelines(left)
                Path(beside).replace(file)
            except BaseException:
                Path(beside).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise _not_written(file, error) from error
    return len(entries) - len(left)


def _entries(file: Path) -> list[str]:
    with suppress(FileNotFoundError):
        return _BETWEEN.split(file.read_text(encoding="utf-8", errors="surrogateescape"))
    return []


def _typed(entry: str) -> str:
    return " ".join(" ".join(line[1:] for line in entry.splitlines() if line.startswith(_MARK)).split())


def _not_written(file: Path, error: OSError) -> AssistantError:
    return AssistantError(f"What you typed cannot be erased from {str(file)!r}: {error.strerror}.")
