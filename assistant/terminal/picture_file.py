"""A picture to its file: whole or not at all, and never over something else unless that is wanted."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from assistant.errors import AssistantError, UsageError

_READABLE = 0o644


def require_writable(file: Path, *, force: bool) -> None:
    """Raises UsageError for a name that is no SVG's, a file that is there already, or a folder that is not there."""
    if file.suffix.lower() != ".svg":
        raise UsageError(f"{str(file)!r} does not end in .svg.", hint="Name the picture NAME.svg.")
    if file.is_dir():
        raise UsageError(f"{str(file)!r} is a folder.", hint="Name a file in it.")
    if file.exists() and not force:
        raise UsageError(f"{str(file)!r} already exists.", hint="Name another file, or add --force.")
    if not file.parent.is_dir():
        raise UsageError(f"There is no folder {str(file.parent)!r}.", hint="Make it first.")


def write_picture(picture: str, file: Path, *, force: bool) -> None:
    """Writes the picture beside its place and moves it there. Raises as `require_writable`, and AssistantError."""
    require_writable(file, force=force)
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(picture)
            Path(name).chmod(_READABLE)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AssistantError(f"{str(file)!r} cannot be written: {error.strerror}.") from error
