"""A result to a file of its own: whole or not at all, and never over something else unless that is wanted."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from assistant.errors import AssistantError, UsageError


def require_writable(file: Path, *, force: bool, suffix: str = "") -> None:
    """Raises UsageError for a file that is there already, a folder that is not there, or a name of another suffix."""
    if suffix and file.suffix.lower() != suffix:
        raise UsageError(f"{str(file)!r} does not end in {suffix}.", hint=f"Name the file NAME{suffix}.")
    if file.is_dir():
        raise UsageError(f"{str(file)!r} is a folder.", hint="Name a file in it.")
    if file.is_file() and not force:
        raise _is_there(file)
    if not file.parent.is_dir():
        raise UsageError(f"There is no folder {str(file.parent)!r}.", hint="Make it first.")


def write_whole(content: bytes, file: Path, *, force: bool) -> None:
    """Writes the file beside its place and moves it there. Raises as `require_writable`, and AssistantError.

    What is no regular file, such as a pipe, is written to and not replaced.
    """
    require_writable(file, force=force)
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
        begun = file.with_name(f".{uuid4().hex}.part")
        try:
            with begun.open("xb") as stream:  # unlike one of tempfile, readable by whom the reader's umask says
                stream.write(content)
            _put_in_place(begun, file, force=force)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AssistantError(f"{str(file)!r} cannot be written: {error.strerror}.") from error


def _put_in_place(begun: Path, file: Path, *, force: bool) -> None:
    """Gives the file its name; without force not that of a file that has come meanwhile."""
    if not force:
        try:
            file.hardlink_to(begun)
        except FileExistsError:
            raise _is_there(file) from None
        except OSError:  # a file system without hard links
            pass
        else:
            begun.unlink()
            return
    begun.replace(file)


def _is_there(file: Path) -> UsageError:
    return UsageError(f"{str(file)!r} already exists.", hint="Name another file, or add --force.")
