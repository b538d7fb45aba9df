"""Patterns such as articles/**/*.md to the files and folders that they name, and back."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path


def is_pattern(path: Path) -> bool:
    """Whether a path that is given is a pattern: it has *, ? or [ and is no file's or folder's own name."""
    return glob.has_magic(str(path)) and not os.path.lexists(path)


def matches_of(path: Path) -> Iterator[Path]:
    """The path itself, or what the pattern names, hidden files and folders left out."""
    if not is_pattern(path):
        yield path
        return
    yield from map(Path, sorted(glob.iglob(str(path), recursive=True)))


def expanded(paths: Sequence[Path], exclude: Sequence[str]) -> list[Path]:
    """The paths, and in place of each pattern what it names and `exclude` does not."""
    found = []
    for given in paths:
        base = base_of(given)
        found += [path for path in matches_of(given) if path == given or not is_excluded(path, base, exclude)]
    return found


def is_excluded(path: Path, root: Path, exclude: Sequence[str]) -> bool:
    """Whether a pattern of `exclude` matches the name of a file or folder, or its path below `root`."""
    below = path.relative_to(root).as_posix()
    return any(fnmatch(path.name, pattern) or fnmatch(below, pattern.removesuffix("/")) for pattern in exclude)


def base_of(path: Path) -> Path:
    """The folder in which all that a pattern names must lie; the path itself where it is no pattern."""
    if not is_pattern(path):
        return path
    fixed = []
    for part in path.parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return Path(*fixed)


def names(pattern: str, name: str) -> bool:
    """Whether a pattern names this path or a folder above it; both are written with / and from the same place."""
    return _expression(pattern).match(name) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern as glob.glob with recursive=True reads it: ** is any number of folders, * and ? end at a slash."""
    parts = []
    for part in re.split(r"(\*\*/|\*\*$|\*|\?|\[!?\]?[^\]]*\])", pattern):
        if part == "**/":
            parts.append(r"(?:(?!\.)[^/]+/)*")
        elif part == "**":
            parts.append(r".*")
        elif part in ("*", "?"):
            parts.append("[^/]" + part.replace("?", ""))
        elif part.startswith("[") and part.endswith("]") and len(part) > 2:
            inner = part[1:-1]
            kept = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner.removeprefix("!"))
            parts.append(f"[{'^/' if inner.startswith('!') else ''}{kept}]")
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts) + r"(?:/.*)?\Z", re.DOTALL)
