"""The paths that a run is given, or reads again: which of them are there, known and left without a file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from assistant.articles.globs import is_pattern
from assistant.errors import LibraryMissing, UsageError
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.read_paths import forget_read_paths, keep_read_path, read_paths
from assistant.index.storage.schema import open_catalogue
from assistant.index.updating.source_files import has_kept_name, kept_name, lies_below


def paths_read_before(root: Path, folder: Path) -> list[Path]:
    """What was read into the library so far, but for what lies in another path of it; nothing without a library."""
    try:
        connection = open_catalogue(folder)
    except LibraryMissing:
        return []
    with closing(connection):
        names = read_paths(connection)
    return [root / name for name in outermost(names)]


def outermost(names: Sequence[str]) -> list[str]:
    """These paths, but for what lies in another of them."""
    others = [{*names} - {name} for name in names]
    return [name for name, rest in zip(names, others, strict=True) if not _lies_in_any(name, rest)]


def require_paths(paths: Iterable[Path], root: Path, folder: Path) -> None:
    """Raises UsageError for a path that is not there, unless something at or below it was read before."""
    missing = [path for path in paths if not os.path.lexists(path) and not is_pattern(path)]
    if not missing:
        return
    known = _known_names(folder)
    for path in missing:
        name = kept_name(path, root)
        if not any(lies_below(each, name) for each in known):
            raise UsageError(f"There is nothing at {str(path)!r}.", hint="Give a folder of articles, or files.")


def keep_paths(connection: sqlite3.Connection, paths: Iterable[Path], root: Path, *, read_at: str) -> None:
    """Notes which paths a run reads, for the next one."""
    for path in paths:
        if has_kept_name(path, root):
            keep_read_path(connection, kept_name(path, root), read_at=read_at)


def forget_gone_paths(connection: sqlite3.Connection, paths: Iterable[Path], root: Path) -> None:
    """Forgets the paths that are not there any more; what was read there is withdrawn already."""
    gone = [path for path in paths if not os.path.lexists(path) and not is_pattern(path)]
    forget_read_paths(connection, [kept_name(path, root) for path in gone])


def emptied(names: Sequence[str], removed: Mapping[str, int], present: Iterable[str]) -> list[str]:
    """Warnings of given paths at which nothing is left of what was read there; `removed` counts articles by file."""
    said = []
    for name in names:
        if any(lies_below(each, name) for each in present):
            continue
        if count := sum(articles for file, articles in removed.items() if lies_below(file, name)):
            withdrawn = "1 article was withdrawn" if count == 1 else f"{count:,} articles were withdrawn"
            said.append(
                f"Nothing is left at {name!r}: {withdrawn}. The texts are kept as versions."
                " If a disk was not mounted, mount it and index that path again."
            )
    return said


def _known_names(folder: Path) -> set[str]:
    try:
        connection = open_catalogue(folder)
    except LibraryMissing:
        return set()
    with closing(connection):
        return {*_names(connection), *read_paths(connection)}


def _names(connection: sqlite3.Connection) -> set[str]:
    catalogue = Catalogue(connection)
    return {*catalogue.files(), *catalogue.article_files()}


def _lies_in_any(name: str, folders: Iterable[str]) -> bool:
    return any(lies_below(name, folder) for folder in folders)
