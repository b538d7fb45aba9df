"""The paths that were given to the files below them, each with what keeps one from being looked at."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.articles.globs import is_excluded
from assistant.records.articles import SkippedFile

FOLLOW_LINKS = "--follow-links"
NOT_UTF8 = "has a name that is not UTF-8; rename it to have it read"


def walk(paths: Sequence[Path], exclude: Sequence[str], *, follow_links: bool) -> Iterator[Path | SkippedFile]:
    """The regular files at and below the paths, folder by folder and by name; what cannot be looked at is said.

    A link below a path that leads out of all of them is followed only on demand; one that is a path itself always is.
    """
    given = [Path(os.path.realpath(path)) for path in paths]
    walk_of_all = _Walk(exclude, None if follow_links else given)
    for path in paths:
        yield from walk_of_all.below(path)


def leads_out(real: Path | str) -> str:
    """Says of a path that it leads out of what is read, to there."""
    return f"is a link to {storable(str(real))}, outside what is read; {FOLLOW_LINKS} reads it too"


def is_utf8(name: str) -> bool:
    """Whether a file's name can be stored and shown as it is: one may hold bytes that are no UTF-8."""
    return storable(name) == name


def storable(path: str) -> str:
    """A path as text that can be stored, with the replacement character for what is no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through folders that enters none of them twice; links may lead out of `bounds` only when it is None."""

    exclude: Sequence[str]
    bounds: Sequence[Path] | None
    # By device and inode: to resolve each path anew takes minutes where folders lie 1,500 deep.
    entered: set[tuple[int, int]] = field(default_factory=set)

    def below(self, given: Path) -> Iterator[Path | SkippedFile]:
        waiting = [given]
        while waiting:
            path = waiting.pop()
            found = self._look_at(path, is_given=path == given)
            if isinstance(found, list):
                waiting += (
                    path / name for name in reversed(found) if not is_excluded(path / name, given, self.exclude)
                )
            elif found is not None:
                yield found

    def _look_at(self, path: Path, *, is_given: bool) -> Path | SkippedFile | list[str] | None:
        """A file, the names in a folder, why there is neither, or None for a folder entered before."""
        try:
            found = path.stat()
        except OSError as error:
            return SkippedFile(str(path), _why(error, path))
        if not is_given and not is_utf8(path.name):
            return SkippedFile(str(path), NOT_UTF8)
        if not is_given and path.is_symlink() and self._leads_out(path):
            return SkippedFile(str(path), leads_out(os.path.realpath(path)))
        if stat.S_ISREG(found.st_mode):
            return path
        if not stat.S_ISDIR(found.st_mode):
            return SkippedFile(str(path), "is not a regular file")
        if (found.st_dev, found.st_ino) in self.entered:
            return None
        self.entered.add((found.st_dev, found.st_ino))
        return self._names_in(path)

    def _names_in(self, folder: Path) -> SkippedFile | list[str]:
        try:
            names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
            if names:
                (folder / names[0]).lstat()  # a folder that may be read need not be one that may be searched
        except FileNotFoundError:  # that file is gone since
            return names
        except OSError as error:
            return SkippedFile(str(folder), _why(error, folder))
        return names

    def _leads_out(self, link: Path) -> bool:
        real = Path(os.path.realpath(link))
        return self.bounds is not None and not any(real.is_relative_to(bound) for bound in self.bounds)


def _why(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return "is a link to nothing"
    if error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    return f"cannot be opened ({error.strerror})"
