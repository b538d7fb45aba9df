"""Looks at everything that a library works with, repairs it, and copies it, by the settings of its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as settings_file
from assistant.errors import AssistantError, LibraryError, LibraryMissing
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.storage.writing import utc_now
from assistant.records.health import Copied, Finding, Salvage

if TYPE_CHECKING:
    from datetime import date

    from assistant.index.updating.index_plan import Progress
    from assistant.records.articles import IndexReport

_NAMED = 20
_REPAIR = "`assistant doctor --repair` saves what can be read."
_INDEX = "`assistant index` mends it."


def examine(root: Path) -> list[Finding]:
    """What each part of the library in a folder is like: one finding a part, and one for each row that is damaged."""
    folder = root / LIBRARY_FOLDER
    return [
        _settings(root),
        *_models(),
        *([_folder(folder), *_rights(folder)] if os.path.lexists(folder) else []),
        *_library(root),
    ]


def repair_library(root: Path) -> Salvage | None:
    """Saves what can be read of a catalogue whose pages are damaged; None where it has no such damage.

    Damaged rows are left to the next `index`, which then compares every row.
    """
    from assistant.index.lock import writer_lock
    from assistant.index.storage.checking import health, words_fault
    from assistant.index.storage.mending import Mending
    from assistant.index.storage.schema import MADE, catalogue_is_there, create_catalogue
    from assistant.index.updating.repair import repair

    folder = root / LIBRARY_FOLDER
    if not catalogue_is_there(folder) and not os.path.lexists(folder / MADE):
        raise LibraryMissing(f"There is no library in {str(root)!r}.", hint="There is nothing to repair.")
    try:
        fault = health(folder)
    except LibraryMissing as error:  # something else lies in its place
        fault = error.message
    if fault is not None:
        return repair(folder, utc_now)
    with writer_lock(folder, "assistant doctor"), closing(create_catalogue(folder)) as connection:
        connection.execute("DELETE FROM checksums WHERE kind = 'table' AND key = 'facts'")
        connection.execute("DELETE FROM facts WHERE name = 'checked_at'")
        if words_fault(connection) is not None:
            Mending(connection, utc_now).rebuild_words_now()
    return None


def rebuild(root: Path, progress: Progress, today: date) -> IndexReport:
    """Makes anew all that was made of the texts kept."""
    from assistant.index.updating.indexing import rebuild_library
    from assistant.wiring.library import index_plan

    plan = replace(index_plan(settings_file.load_settings(root), root, today), command="assistant rebuild")
    return rebuild_library(plan, progress)


def back_up(root: Path, file: Path, *, force: bool) -> Copied:
    """Writes all that the library of a folder holds to one file."""
    from assistant.index.updating import copies

    return copies.back_up(root / LIBRARY_FOLDER, file, force=force)


def held_now(root: Path) -> str:
    """What the library of a folder holds that cannot be made again, in words; empty where there is nothing."""
    from assistant.index.storage.schema import open_catalogue
    from assistant.index.updating.copies import counts_of
    from assistant.terminal.words import counted_kinds

    try:
        with closing(open_catalogue(root / LIBRARY_FOLDER)) as connection:
            counts = counts_of(connection)
    except LibraryError:  # what cannot be read is not lost by a restore
        return ""
    return counted_kinds({name: number for name, number in counts.items() if number})


def restore(root: Path, file: Path) -> Copied:
    """Puts what a backup holds in the place of the library of a folder."""
    from assistant.index.updating import copies

    return copies.restore(root / LIBRARY_FOLDER, file)


def _settings(root: Path) -> Finding:
    try:
        settings_file.load_settings(root)
    except AssistantError as error:
        return Finding("settings", fault=error.message, todo=error.hint)
    return Finding("settings", "can be used")


def _models() -> Iterator[Finding]:
    from assistant.models.local_embedder import FILES as EMBEDDER
    from assistant.models.local_files import fault_in
    from assistant.models.local_reranker import FILES as RERANKER

    for what, folder in (("embedder", EMBEDDER), ("reranker", RERANKER)):
        fault = fault_in(folder)
        if fault:
            yield Finding(what, fault=f"The bundled {what}: {fault}.", todo="Install grounded-assistant again.")
        else:
            yield Finding(what, "is the one that was shipped")


def _folder(folder: Path) -> Finding:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return Finding("folder", fault=f"{str(folder)!r} is no folder.", todo="Move it away.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        fault = f"{str(folder)!r} cannot be written to: answers are not kept, and nothing can be indexed."
        return Finding("folder", fault=fault, todo="Change its owner or its mode.")
    return Finding("folder", "can be written to")


def _rights(folder: Path) -> Iterator[Finding]:
    """What of the library's own files others may write to, or is no file or folder at all."""
    own = folder.lstat().st_uid
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            status = (Path(place) / name).lstat()
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
                yield Finding("files", fault=f"{str(Path(place) / name)!r} is no file.", todo="Remove it.")
            elif status.st_mode & stat.S_IWOTH or status.st_uid != own:
                fault = f"{str(Path(place) / name)!r} can be written to by others."
                yield Finding("files", fault=fault, todo=f"chmod -R go-w {folder}")


def _library(root: Path) -> Iterator[Finding]:
    from assistant.index.storage.checking import health

    folder = root / LIBRARY_FOLDER
    try:
        fault = health(folder)
    except LibraryMissing as error:
        yield Finding("catalogue", fault=error.message, todo=error.hint)
        return
    except LibraryError as error:
        yield Finding("catalogue", fault=error.message, todo=error.hint or _REPAIR)
        return
    if fault is not None:
        yield Finding("catalogue", fault=fault, todo=_REPAIR)
        return
    for look in (_writer, _rows, _words, _vectors):
        try:
            yield from look(folder)
        except LibraryError as error:
            yield Finding("catalogue", fault=error.message, todo=error.hint or _REPAIR)


def _writer(folder: Path) -> Iterator[Finding]:
    from assistant.errors import LibraryLocked
    from assistant.index.lock import writer_lock

    try:
        with writer_lock(folder, "assistant doctor"):
            yield Finding("lock", "is free")
    except LibraryLocked:
        yield Finding("lock", "is held by a process that is writing")


def _rows(folder: Path) -> Iterator[Finding]:
    from assistant.index.storage.checking import find_damage, has_damaged_index
    from assistant.index.storage.schema import open_catalogue
    from assistant.index.updating.copies import counts_of
    from assistant.terminal.words import counted_kinds

    with closing(open_catalogue(folder)) as connection:
        if has_damaged_index(connection):
            yield Finding("catalogue", fault="An index does not fit its table.", todo=_INDEX)
        damaged = list(find_damage(connection))
        counts = counts_of(connection)
        aside = int(connection.execute("SELECT count(*) FROM quarantined").fetchone()[0])
    for each in damaged[:_NAMED]:
        yield Finding("catalogue", fault=f"Damaged: {each}.", todo=_INDEX)
    if len(damaged) > _NAMED:
        yield Finding("catalogue", fault=f"{len(damaged) - _NAMED:,} more are damaged.", todo=_INDEX)
    if not damaged:
        said = counted_kinds(counts)
        yield Finding("catalogue", said + (f"; {aside:,} damaged rows are set aside" if aside else ""))


def _words(folder: Path) -> Iterator[Finding]:
    from assistant.index.storage.checking import words_fault
    from assistant.index.storage.schema import open_catalogue

    with closing(open_catalogue(folder)) as connection:
        fault = words_fault(connection)
    yield Finding("words", fault=fault, todo=_INDEX) if fault else Finding("words", "can be searched")


def _vectors(folder: Path) -> Iterator[Finding]:
    from assistant.index.finding.generations import open_generation
    from assistant.index.lock import release
    from assistant.index.storage.catalogue import Catalogue
    from assistant.index.storage.schema import open_catalogue

    with closing(open_catalogue(folder)) as connection:
        opened = open_generation(Catalogue(connection), folder)
    if opened is None:
        yield Finding("vectors", "are all compared")
        return
    generation, held = opened
    if held is not None:
        release(held)
    yield Finding("vectors", f"{generation.count:,} are in {generation.place}")
