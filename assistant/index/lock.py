"""Locks between processes that end with the process that holds them (flock(2)), so that a kill leaves none behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryError, LibraryLocked
from assistant.index.own_files import MARK, make_file, make_folder, require_own, tighten


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """The right to write to the library in `folder`, for one process at a time.

    Raises LibraryLocked, and LibraryError where nothing can be written.
    """
    require_own(folder)
    lock = folder / "writer.lock"
    try:
        make_folder(folder)
        make_file(lock)
        held = _take(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise LibraryError(f"The library in {str(folder.parent)!r} cannot be written to: {error.strerror}.") from error
    if held is None:
        raise LibraryLocked(
            f"Another process is indexing into the library in {str(folder.parent)!r}.",
            hint="Wait until it has finished; questions can be asked meanwhile.",
        )
    try:
        tighten(folder)  # a library that an earlier version of this program made
        yield
    finally:
        os.close(held)


def hold(folder: Path) -> int | None:
    """Marks `folder` as being read; it stays held until `release`. None when it is not there or is being removed."""
    try:
        return _take(folder / MARK, fcntl.LOCK_SH)
    except OSError:
        return None


def release(held: int) -> None:
    """Gives up what `hold` took."""
    os.close(held)


def take_away(folder: Path, name: str) -> bool:
    """Gives a folder that no living process reads another name, so that none can begin to; whether it did."""
    held = _take(folder / MARK, fcntl.LOCK_EX)
    if held is None:
        return False
    try:
        folder.rename(folder.with_name(name))
    except OSError:  # what has that name is not ours
        return False
    finally:
        os.close(held)
    return True


def _take(file: Path, kind: int) -> int | None:
    """A lock on a file; None when the file is missing or another process has the lock."""
    flags = os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        descriptor = os.open(file, os.O_RDWR | flags)
    except FileNotFoundError:
        return None
    except OSError:
        # A reader needs no more than this where it may not write.
        if kind != fcntl.LOCK_SH:
            raise
        descriptor = os.open(file, os.O_RDONLY | flags)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
