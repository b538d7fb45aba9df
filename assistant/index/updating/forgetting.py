"""Erases past answers from the library's file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant.index.lock import writer_lock
from assistant.index.storage.record import forget
from assistant.index.storage.removed import ERASING
from assistant.index.storage.schema import create_catalogue
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.copies import SET_ASIDE
from assistant.records.kept import Forgotten


def forget_answers(folder: Path, numbers: Sequence[int], *, before: str | None) -> Forgotten:
    """Erases the answers of these numbers, and what was set aside as damaged of those from before a moment.

    The file is written anew without them. A run that is cut off, or that another process kept from the last traces, is
    completed by the next `index`. Raises LibraryLocked and LibraryDamaged.
    """
    with writer_lock(folder, "assistant history forget"), closing(create_catalogue(folder)) as connection:
        writer = CatalogueWriter(connection)
        with writer.changing() as (inside, _):
            was_erasing = bool(inside.execute("SELECT 1 FROM facts WHERE name = ?", (ERASING,)).fetchone())
            forget(inside, numbers, before=before)
            inside.execute("INSERT OR REPLACE INTO facts VALUES (?, '1')", (ERASING,))
        done = writer.rewrite()
        if done and not was_erasing:
            writer.note(ERASING, None)
        damaged = tuple(map(str, sorted(folder.glob(f"{SET_ASIDE}*"))))
        return Forgotten(len(numbers), traces=not done, damaged_files=damaged)
