"""Locks between processes that end with the process that holds them (flock(2)), so that a kill leaves none behind."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import LibraryError, LibraryLocked
from assistant.index.holder import forget_holder, holder_in_words, note_holder
from assistant.index.own_files import MARK, make_file, make_folder, require_own, tighten

_SECONDS_BETWEEN_TRIES = 0.1


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to wait for another process; `say` is told that, and for whom."""

    seconds: float
    say: Callable[[str], None]


@contextmanager
def writer_lock(folder: Path, command: str = "assistant", waiting: Waiting | None = None) -> Iterator[None]:
    """The right to write to the library in `folder`, for one process at a time; `command` tells others what it does.

    Raises LibraryLocked, and LibraryError where nothing can be written.
    """
    require_own(folder)
    lock = folder / "writer.lock"
    try:
        make_folder(folder)
        make_file(lock)
        held = _take_in_time(lock, waiting)
    except OSError as error:
        raise LibraryError(f"The library in {str(folder.parent)!r} cannot be written to: {error.strerror}.") from error
    if held is None:
        raise LibraryLocked(
            f"{holder_in_words(lock)} is writing to the library in {str(folder.parent)!r}.",
            hint="Wait until it has finished, by hand or with --wait; questions can be asked meanwhile.",
        )
    try:
        with suppress(OSError):  # a full disk: the lock is held all the same, and nobody is told by whom
            note_holder(held, command)
        tighten(folder)  # a library that an earlier version of this program made
        yield
    finally:
        with suppress(OSError):
            forget_holder(held)
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
    try:
        held = _take(folder / MARK, fcntl.LOCK_EX)
    except OSError:
        return False
    if held is None:
        return False
    try:
        folder.rename(folder.with_name(name))
    except OSError:  # what has that name is not ours
        return False
    finally:
        os.close(held)
    return True


def _take_in_time(file: Path, waiting: Waiting | None) -> int | None:
    """The writer's lock, tried for again and again while there is time."""
    held = _take(file, fcntl.LOCK_EX)
    if held is not None or waiting is None:
        return held
    waiting.say(f"{holder_in_words(file)} is writing to the library; waiting up to {waiting.seconds:g} s.")
    until = time.monotonic() + waiting.seconds
    while held is None and time.monotonic() < until:
        time.sleep(_SECONDS_BETWEEN_TRIES)
        held = _take(file, fcntl.LOCK_EX)
    return held


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
