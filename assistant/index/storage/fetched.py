"""The catalogue's table of web addresses: what was fetched of each, when, and what to ask by next time.

The bytes themselves lie in `.assistant/fetched/`, one file an address, so that they can be read again by later rules
without asking the site. A file's name is made here from its address: a row cannot name another file.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Collection
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from assistant.articles.readers.kinds import kind_with
from assistant.errors import LibraryError
from assistant.index.storage.checksums import seal_kept, sound_rows
from assistant.index.storage.schema import insert
from assistant.records.fetching import Content

FETCHED_FOLDER = "fetched"


@dataclass(frozen=True, slots=True)
class FetchedRow:
    """One address; moments are ISO 8601 in UTC, and what is not known is empty.

    `given` is 1 for an address that a reader typed, 0 for one found in a feed or sitemap, `found_in`. `kind` is
    page, feed or sitemap, `suffix` that of the kept file. `problem` says why the last try gave nothing, `not_before`
    how long the server asked to be left alone. `options`, how it was given, and `said`, what a feed says of it, are
    JSON. `sha256` is that of the kept bytes.
    """

    address: str
    given: int = 0
    found_in: str = ""
    kind: str = ""
    suffix: str = ""
    final: str = ""
    etag: str = ""
    last_modified: str = ""
    fetched_at: str = ""
    tried_at: str = ""
    not_before: str = ""
    problem: str = ""
    options: str = "{}"
    said: str = "{}"
    sha256: str = ""

    def file(self, folder: Path) -> Path | None:
        """Where the bytes lie in the library's folder; None where none were fetched."""
        if kind_with(self.suffix) is None:
            return None
        digest = hashlib.sha256(self.address.encode()).hexdigest()[:32]
        return folder / FETCHED_FOLDER / f"{digest}{self.suffix}"


def fetched_rows(connection: sqlite3.Connection) -> dict[str, FetchedRow]:
    """All addresses of the library; what is damaged of them is left out, and set aside by the next run."""
    names = [field.name for field in fields(FetchedRow)]
    return {row["address"]: FetchedRow(*map(row.__getitem__, names)) for row in sound_rows(connection, "fetched")}


def note_fetched(connection: sqlite3.Connection, folder: Path, row: FetchedRow, body: bytes | None = None) -> None:
    """Notes what became of an address, in place of what was known of it, and keeps its bytes where new ones came.

    Both are done in one transaction: of two processes that fetch one address, the marks to ask by and the bytes that
    are kept last come from the same.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if body is not None:
            _keep(folder, row, body)
        connection.execute("DELETE FROM fetched WHERE address = ?", (row.address,))
        names = [field.name for field in fields(row)]
        insert(connection, "fetched", dict(zip(names, astuple(row), strict=True)))
        seal_kept(connection, "fetched", "address", row.address)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def erase_fetched(connection: sqlite3.Connection, folder: Path, addresses: Collection[str]) -> None:
    """Deletes what is kept of addresses; of a page also how it was given, so that it is not fetched again."""
    for address, row in fetched_rows(connection).items():
        if address not in addresses:
            continue
        forget_file(folder, row)
        erased = replace(row, etag="", last_modified="", said="{}", sha256="")
        is_feed = row.kind == Content.FEED
        note_fetched(connection, folder, erased if is_feed else replace(erased, given=0, suffix=""))


def forget_file(folder: Path, row: FetchedRow) -> None:
    """Deletes the bytes that were kept of an address."""
    file = kept_file(folder, row)
    if file is not None:
        file.unlink(missing_ok=True)


def kept_file(folder: Path, row: FetchedRow) -> Path | None:
    """The file with the bytes of an address, where it is there and no link to elsewhere."""
    file = row.file(folder)
    try:
        if file is not None and _is_our_folder(file.parent) and stat.S_ISREG(file.lstat().st_mode):
            return file
    except OSError:
        pass
    return None


def _keep(folder: Path, row: FetchedRow, body: bytes) -> None:
    """Keeps what was fetched, readable for its owner alone; the file is whole or not there."""
    file = row.file(folder)
    if file is None:
        raise ValueError(row.suffix)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_our_folder(file.parent):
            raise LibraryError(
                f"{str(file.parent)!r} is a link, and nothing is written through it.", hint="Remove the link."
            )
        part = file.with_name(f"{file.name}.part")
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(body)
        part.replace(file)
    except OSError as error:
        raise LibraryError(f"{str(file)!r} cannot be written: {error.strerror}.") from error


def _is_our_folder(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not folder.parent.is_symlink()
