"""Keeps what is written for a library in its folder and for its owner alone: follows no link, removes nothing strange.

A link in the library's folder would have us write, rename or delete what lies elsewhere, so a library with one is
refused. That is looked for when a library is opened; it is no guard against somebody who can write there meanwhile.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from assistant.errors import LibraryError
from assistant.patterns import lazy_pattern

LIBRARY_FOLDER = ".assistant"
VECTORS = "vectors"
# The mark of a folder of vectors that the program made, and may remove. Who reads the folder locks this file (lock.py).
MARK = "held"
_MARK_TEXT = b"This folder was made by `assistant` and may be deleted by it.\n"
_MADE_BY_US = lazy_pattern(r"[0-9]{6,}(-[a-z0-9_]+\.building)?(\.removed)?")
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_OTHERS = 0o077


def require_own(folder: Path) -> None:
    """Raises LibraryError when `.assistant`, or something in it, is a link or no regular file; or cannot be read."""
    try:
        for entry in chain((_Entry(folder),), _entries(folder), _tree(folder / VECTORS)):
            if (fault := entry.fault()) is not None:
                raise LibraryError(
                    f"The library in {str(folder.parent)!r} is not used: {str(entry.path)!r} {fault}.",
                    hint="Put a copy of what it leads to in its place, or remove it.",
                )
    except OSError as error:
        raise LibraryError(
            f"The library in {str(folder.parent)!r} cannot be read: {error.strerror}.",
            hint="It is its owner's alone; `assistant docs library` says how to share one.",
        ) from error


def make_folder(folder: Path) -> None:
    """Makes a folder that only its owner can open, if it is not there. Raises OSError."""
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)


def make_file(file: Path) -> None:
    """Makes an empty file that only its owner can read, if nothing is there. Raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE_MODE))


def tighten(folder: Path) -> None:
    """Takes from all other users what they may do with the files of a folder, as far as they are the caller's own.

    A file must not be opened for that: closing it would end SQLite's locks in this process.
    """
    with suppress(OSError):  # a file system without modes, or another user's folder
        for entry in chain((_Entry(folder),), _tree(folder)):
            entry.tighten()


def mark(folder: Path) -> None:
    """Marks a new folder of vectors as made by the program. Raises OSError."""
    descriptor = os.open(folder / MARK, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(_MARK_TEXT)


def is_made_by_us(folder: Path) -> bool:
    """Whether a folder has a name that the program gives, and its mark."""
    marked = _Entry(folder / MARK)
    return (
        _MADE_BY_US.fullmatch(folder.name) is not None
        and _Entry(folder).is_folder()
        and marked.status is not None
        and marked.fault() is None
        and not marked.is_folder()
    )


def remove_folder(folder: Path) -> None:
    """Removes a folder that the program made; anything else is left."""
    if is_made_by_us(folder):
        shutil.rmtree(folder, ignore_errors=True)  # follows no link


class _Entry:
    """One name in the library's folder, and what it is, no link being followed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.status: os.stat_result | None = None
        with suppress(FileNotFoundError, NotADirectoryError):
            self.status = path.lstat()

    def is_folder(self) -> bool:
        return self.status is not None and stat.S_ISDIR(self.status.st_mode)

    def fault(self) -> str | None:
        """Why it may not be written to; None where it is a folder, a file of its own, or nothing."""
        if self.status is None or self.is_folder():
            return None
        if stat.S_ISLNK(self.status.st_mode):
            with suppress(OSError):
                return f"is a link to {os.readlink(self.path)!r}"
            return "is a link"
        if not stat.S_ISREG(self.status.st_mode):
            return "is neither a file nor a folder"
        return "is a hard link: the same file has another name too" if self.status.st_nlink > 1 else None

    def tighten(self) -> None:
        """Takes from other users what they may do with it, when it is the caller's own."""
        status = self.status
        if status is None or stat.S_ISLNK(status.st_mode) or status.st_uid != os.geteuid():
            return
        if status.st_mode & _OTHERS:
            with suppress(FileNotFoundError):
                self.path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


def _entries(folder: Path) -> Iterator[_Entry]:
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        yield _Entry(folder / name)


def _tree(folder: Path) -> Iterator[_Entry]:
    waiting = [folder] if _Entry(folder).is_folder() else []
    while waiting:  # a stranger's folders may lie deeper in each other than Python's calls may
        for entry in _entries(waiting.pop()):
            yield entry
            if entry.is_folder():
                waiting.append(entry.path)
