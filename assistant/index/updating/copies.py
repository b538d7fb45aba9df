"""Backs a library up to one file, restores it from one, and puts one catalogue in another's place, while in use."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from assistant.errors import LibraryDamaged, LibraryError, LibraryLocked, UsageError
from assistant.index.lock import writer_lock
from assistant.index.storage.checking import find_damage, page_fault
from assistant.index.storage.salvage import catalogue_files, copy_files
from assistant.index.storage.schema import BUSY_SECONDS, CATALOGUE_FILE, create_catalogue, note_made, open_catalogue
from assistant.index.storage.strangers import deletes_on_opening, refuse_strange_journal
from assistant.records.health import Copied

# What cannot be made again, by the word that a reader has for it.
KINDS = {
    "articles": "articles",
    "answers": "answers",
    "days set by hand": "set_days",
    "earlier versions": "versions",
    "topics followed": "followed",
}
# The folders in which the files of damaged catalogues are kept, and those in which a new catalogue is made.
SET_ASIDE = "damaged-"
_WORKING, _REPLACED = ".assistant-", ".replaced-"
# What tempfile makes of these; in the library's own folder nobody else has such names.
_MADE_BY_US = re.compile(rf"({re.escape(_WORKING)}|{re.escape(_REPLACED)})[a-z0-9_]{{8}}")


def back_up(folder: Path, file: Path, *, force: bool) -> Copied:
    """Writes all that the library in `folder` holds to one file, and reads it again; a reader or writer may go on.

    The file is there whole or not at all. Raises UsageError for one that is there already, unless with `force`.
    """
    _require_place(file, force=force)
    try:
        with closing(open_catalogue(folder)) as connection, working_folder(file.parent) as place:
            with closing(sqlite3.connect(place / CATALOGUE_FILE)) as copy:
                connection.backup(copy, progress=_Patience(folder), sleep=0.05)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with none beside it
            copied = _checked(place, file)
            _put(place / CATALOGUE_FILE, file, force=force)
            return copied
    except (sqlite3.Error, OSError) as error:
        raise LibraryError(f"The backup {str(file)!r} cannot be written: {error}.") from error


def restore(folder: Path, file: Path) -> Copied:
    """Puts what a backup holds in the place of the library in `folder`; who reads that goes on.

    The backup is checked first. Raises UsageError for a file that is none, LibraryDamaged for a damaged one.
    """
    _require_backup(file)
    refuse_strange_journal(file)
    with writer_lock(folder, "assistant restore"), working_folder(folder) as place:
        try:
            with closing(_reading(file)) as backup, closing(sqlite3.connect(place / CATALOGUE_FILE)) as copy:
                backup.backup(copy)
        except sqlite3.Error as error:
            raise LibraryDamaged(f"The backup {str(file)!r} cannot be read: {error}.") from error
        copied = _checked(place, file)
        with closing(create_catalogue(place)) as connection:  # brings an earlier version's up to date
            for table in ("generations", "packs", "gone"):  # their files were not backed up: they are built anew
                connection.execute(f"DELETE FROM {table}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        install(folder, place / CATALOGUE_FILE)
    return copied


def install(folder: Path, new: Path) -> None:
    """Puts a whole catalogue in the place of the one in `folder`; the caller holds the writer's lock.

    Its pages go into the present file in one transaction, so that a kill leaves either, and readers go on. Where the
    present file is none that SQLite can write to, the new file takes its place.
    """
    present = folder / CATALOGUE_FILE
    note_made(folder)
    if deletes_on_opening(present):
        _remove_journal(folder)
    if _is_file(present) and _written_over(folder, present, new):
        return
    with tempfile.TemporaryDirectory(prefix=_REPLACED, dir=folder) as aside:
        for file in catalogue_files(folder):
            if file != present or not _is_file(
                present
            ):  # SQLite would apply to the new file what was written for the old one
                file.rename(Path(aside) / file.name)
        new.replace(present)  # in one step: a kill leaves either


def sweep_unfinished(folder: Path) -> None:
    """Removes what a killed restore or repair left in `folder`; the caller holds the writer's lock."""
    for each in folder.iterdir():
        if _MADE_BY_US.fullmatch(each.name) and stat.S_ISDIR(each.lstat().st_mode):
            shutil.rmtree(each, ignore_errors=True)  # follows no link


def set_aside(folder: Path, moment: str) -> Path:
    """Copies the files of a damaged catalogue to a folder of their own, named after the moment, and gives that."""
    for number in range(1, 1_000):
        place = folder / (f"{SET_ASIDE}{moment}" if number == 1 else f"{SET_ASIDE}{moment}-{number}")
        if not os.path.lexists(place):
            copy_files(folder, place)
            return place
    raise LibraryError(f"Nothing more can be set aside in {str(folder)!r}.", hint="Remove its folders damaged-….")


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """A folder inside another for what is being made, removed at the end."""
    try:
        place = Path(tempfile.mkdtemp(prefix=_WORKING, dir=folder))
    except OSError as error:
        raise LibraryError(f"Nothing can be written in {str(folder)!r}: {error.strerror}.") from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def counts_of(connection: sqlite3.Connection) -> dict[str, int]:
    """How much a catalogue holds of what cannot be made again."""
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for name, table in KINDS.items()
    }


def _checked(place: Path, file: Path) -> Copied:
    """What the copy in a folder holds; `file` is what a reader knows it by. Raises LibraryDamaged."""
    try:
        with closing(open_catalogue(place)) as connection:
            fault = page_fault(connection)
            damaged = tuple(map(str, find_damage(connection))) if fault is None else ()
            copied = Copied(str(file), (place / CATALOGUE_FILE).stat().st_size, counts_of(connection), damaged)
    except LibraryError as error:
        raise LibraryDamaged(f"The backup {str(file)!r} cannot be used: {error.message}") from error
    if fault is not None:
        raise LibraryDamaged(f"The backup {str(file)!r} is damaged: {fault}.")
    return copied


def _written_over(folder: Path, present: Path, new: Path) -> bool:
    try:
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(present, timeout=1)) as target:
            source.backup(target, progress=_Patience(folder), sleep=0.05)
            sound: tuple[object, ...] = target.execute("PRAGMA quick_check").fetchone()
            return sound[0] == "ok"
    except sqlite3.Error:
        return False


class _Patience:
    """Gives a copy that cannot go on, because somebody is writing, so long and no longer."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._until = folder, time.monotonic() + BUSY_SECONDS

    def __call__(self, status: int, *_: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > self._until:
            raise LibraryLocked(f"The library's catalogue in {str(self._folder)!r} is busy.", hint="Try again.")


def _remove_journal(folder: Path) -> None:
    """Removes a journal that would have SQLite delete another file."""
    journal = folder / f"{CATALOGUE_FILE}-journal"
    try:
        journal.unlink()
    except OSError as error:
        raise LibraryError(f"{str(journal)!r} cannot be removed: {error.strerror}.", hint="Move it away.") from error


def _is_file(path: Path) -> bool:
    return os.path.lexists(path) and stat.S_ISREG(path.lstat().st_mode)


def _require_place(file: Path, *, force: bool) -> None:
    if not file.parent.is_dir():
        raise UsageError(f"There is no folder {str(file.parent)!r}.", hint="Make it first.")
    if os.path.lexists(file) and not (force and _is_file(file)):
        hint = "Give --force to overwrite it." if _is_file(file) else "Name another file."
        raise UsageError(f"There is something at {str(file)!r} already.", hint=hint)


def _require_backup(file: Path) -> None:
    if not file.is_file():
        raise UsageError(f"There is no backup {str(file)!r}.", hint="Name a file that `assistant backup` wrote.")


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)


def _put(written: Path, file: Path, *, force: bool) -> None:
    written.chmod(0o600)
    with written.open("rb") as stream:
        os.fsync(stream.fileno())
    if not force:
        try:
            os.link(written, file)  # unlike a rename it fails where another process was quicker
            return
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            _require_place(file, force=False)
    written.replace(file)
