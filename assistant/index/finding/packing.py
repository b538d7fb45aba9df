"""Keeps the pack up to date: new chunks are appended, and a row in the catalogue says from then on that they count.

So each vector is written once, whatever the number of runs. What a killed run appended counts for nobody and is written
over; readers hold the file they opened, so that a pack may be made anew beside them.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import closing, suppress
from dataclasses import replace
from io import FileIO
from pathlib import Path

import numpy as np

from assistant.errors import LibraryDamaged, LibraryError
from assistant.index.finding.pack import ROW_BYTES, open_file, open_pack, rows_file, small_rows, vectors_file, width_of
from assistant.index.storage.packs import Pack, PackTable
from assistant.index.storage.writing import CatalogueWriter

# Above this share of a pack's chunks gone, it is made anew without them.
_MOST_GONE = 0.2
_NAME = re.compile(r"pack-(\d{6,})\.(?:rows|vectors)")


def pack_chunks(packs: PackTable, writer: CatalogueWriter, folder: Path, *, anew: bool = False) -> None:
    """Appends the chunks that are new; the caller holds the writer's lock.

    A pack that is damaged, or much of which is gone, is made anew, and so is any with `anew`: nothing that is gone is
    left in it. Raises LibraryError where it cannot be written.
    """
    published = packs.current()
    pack = None if anew else published
    if pack is not None and (
        len(packs.gone()) > _MOST_GONE * pack.rows or not packs.fits() or _is_damaged(folder, pack, packs.dimension())
    ):
        pack = None
    start = pack or Pack(packs.next_number(), rows=0, dimension=packs.dimension(), last_chunk=0, checksum=0)
    try:
        now = _append(packs, folder, start)
        if now != published:
            writer.publish_pack(now if now.rows else None, anew=pack is None)
        _remove_others(folder, now.number)
    except OSError as error:
        raise LibraryError(f"The library's pack of vectors cannot be written: {error.strerror}.") from error


def _append(packs: PackTable, folder: Path, pack: Pack) -> Pack:
    batches = packs.chunks_after(pack.last_chunk)
    first = next(batches, None) if pack.dimension else None
    if first is None:
        return pack
    is_new = pack.rows == 0
    with (
        closing(_open_at(rows_file(folder, pack.number), pack.rows * ROW_BYTES, is_new=is_new)) as rows_end,
        closing(
            _open_at(vectors_file(folder, pack.number), pack.rows * width_of(pack.dimension), is_new=is_new)
        ) as vectors_end,
    ):
        for batch in (first, *batches):
            rows, numbers = small_rows(batch, pack.dimension)
            _write(rows_end, rows.tobytes())
            _write(vectors_end, numbers.tobytes())
            pack = replace(
                pack,
                rows=pack.rows + len(rows),
                last_chunk=int(rows["chunk"][-1]),
                checksum=zlib.crc32(rows.view(np.uint8).data, pack.checksum),
            )
        for end in (rows_end, vectors_end):
            os.fsync(end.fileno())
    return pack


def _open_at(file: Path, size: int, *, is_new: bool) -> FileIO:
    """Opens a file to append to what counts of it, and gives up the rest."""
    if is_new:
        file.unlink(missing_ok=True)  # what a killed run left, or a link
    opened = open_file(file, os.O_RDWR | (os.O_CREAT | os.O_EXCL if is_new else 0))
    opened.truncate(size)
    opened.seek(size)
    return opened


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _is_damaged(folder: Path, pack: Pack, dimension: int) -> bool:
    if pack.dimension != dimension:
        return True
    try:
        vectors = open_pack(folder, pack)[1]
        with closing(vectors):
            vectors.check()
    except LibraryDamaged:
        return True
    return False


def _remove_others(folder: Path, number: int) -> None:
    """Removes the files of other packs; who reads one keeps it open."""
    for each in folder.glob("pack-*"):
        named = _NAME.fullmatch(each.name)
        if named and int(named[1]) != number:
            with suppress(OSError):
                each.unlink()
