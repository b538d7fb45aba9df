"""Locks between processes that end with the process that holds them (flock(2)), so that a kill leaves none behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryLocked


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """The right to write to the library in `folder`, for one process at a time. Raises LibraryLocked."""
    folder.mkdir(parents=True, exist_ok=True)
    held = _take(folder / "writer.lock", fcntl.LOCK_EX)
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
    return _take(folder / "held", fcntl.LOCK_SH) if folder.is_dir() else None


def release(held: int) -> None:
    """Gives up what `hold` took."""
    os.close(held)


def is_held(folder: Path) -> bool:
    """Whether a living process reads `folder`."""
    held = _take(folder / "held", fcntl.LOCK_EX)
    if held is None:
        return True
    os.close(held)
    return False


def _take(file: Path, kind: int) -> int | None:
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
