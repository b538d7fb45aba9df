"""Locks between processes that end with the process that holds them (flock(2)), so that a kill leaves none behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryError, LibraryLocked

# The mark in a folder that is being read, made with the folder so that readers who may not write can lock it too.
HELD = "held"


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """The right to write to the library in `folder`, for one process at a time.

    Raises LibraryLocked, and LibraryError where nothing can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = _take(folder / "writer.lock", fcntl.LOCK_EX)
    except OSError as error:
        raise LibraryError(f"The library in {str(folder.parent)!r} cannot be written to: {error.strerror}.") from error
    if held is None:
        raise LibraryLocked(
            f"Another process is indexing into the library in {str(folder.parent)!r}.",
            hint="Wait until it has finished; questions can be asked meanwhile.",
        )
    try:
        yield
    finally:
        os.close(held)


def hold(folder: Path) -> int | None:
    """Marks `folder` as being read; it stays held until `release`. None when it is not there or is being removed."""
    try:
        return _take(folder / HELD, fcntl.LOCK_SH)
    except OSError:  # a folder without its mark, where none can be made
        return None


def release(held: int) -> None:
    """Gives up what `hold` took."""
    os.close(held)


def take_away(folder: Path, name: str) -> bool:
    """Gives a folder that no living process reads another name, so that none can begin to; whether it did."""
    held = _take(folder / HELD, fcntl.LOCK_EX)
    if held is None:
        return False
    folder.rename(folder.with_name(name))
    os.close(held)
    return True


def _take(file: Path, kind: int) -> int | None:
    """A lock on a file, made where it is missing; None when the folder is missing or another process has the lock."""
    flags = os.O_CREAT | os.O_CLOEXEC
    try:
        descriptor = os.open(file, os.O_RDWR | flags, 0o644)
    except FileNotFoundError:
        return None
    except OSError:
        # A reader needs no more than this where it may not write.
        if kind != fcntl.LOCK_SH:
            raise
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
