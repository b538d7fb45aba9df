"""Every chunk of the library in arrays: its day, its article, its length and its small vector.

They come from the pack; what is newer than that, or all where it is damaged, is read from the catalogue.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryDamaged
from assistant.index.finding.exact import day_range
from assistant.index.finding.pack import SmallVectors, damaged, open_pack, rows_file, small_rows
from assistant.index.storage.catalogue import filter_clause, last_ordinal
from assistant.index.storage.packs import Pack, PackTable
from assistant.records.questions import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ChunkTable:
    """The chunks in the order of their ids; `present` leaves out those that are in the pack and gone.

    `vectors` has the small vectors of the packed chunks and of the newer ones, each where they begin.
    """

    ids: NDArray[np.int64]
    articles: NDArray[np.int64]
    days: NDArray[np.int32]
    lengths: NDArray[np.float64]
    present: NDArray[np.bool_]
    vectors: tuple[tuple[int, SmallVectors], ...]

    def cosines(self, vector: NDArray[np.float32], places: NDArray[np.int64]) -> tuple[NDArray[np.float32], ...]:
        """The least and the greatest cosine that each of these chunks, ascending, may have. Raises LibraryDamaged."""
        import numpy as np

        found = []
        for number, (start, vectors) in enumerate(self.vectors):
            stop = self.vectors[number + 1][0] if number + 1 < len(self.vectors) else len(self.ids)
            own = places[places.searchsorted(start) : places.searchsorted(stop)]
            found.append(vectors.cosines(vector, own - start))
        least, greatest = zip(*found, strict=True)
        return np.concatenate(least), np.concatenate(greatest)


class ChunkReader:
    """Reads the table, and again when the library has changed; keeps the pack's file open."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, *, warn: Callable[[str], None]) -> None:
        """`connection` sees the whole library."""
        self._connection, self._folder, self._warn = connection, folder, warn
        self._packs = PackTable(connection)
        self._version: int | None = None
        self._table: ChunkTable | None = None
        self._packed: tuple[Pack, NDArray[np.void], SmallVectors] | None = None
        self._is_given_up = False

    def table(self) -> ChunkTable:
        """All chunks as the catalogue has them now."""
        version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        if self._table is None or self._version != version:
            self._table, self._version = self._read(), version
        return self._table

    def let_through(self, filters: Filters, table: ChunkTable) -> NDArray[np.bool_]:
        """Which chunks of a table are of articles that the filters let through (catalogue.filter_clause).

        The table is given, for a writer may have made another true since it was read.
        """
        import numpy as np

        kept = table.present.copy()
        days = day_range(filters)
        if days is not None:
            kept &= (table.days >= days[0]) & (table.days <= days[1])
        if filters.sources or filters.articles:
            where, values = filter_clause(filters)
            rows = self._connection.execute(f"SELECT key FROM articles WHERE {where}", values)
            kept &= np.isin(table.articles, [row[0] for row in rows])
        elif replaced := self._packs.replaced_articles(last_ordinal(filters.as_of)):
            kept &= ~np.isin(table.articles, replaced)
        return kept

    def give_up_pack(self, error: LibraryDamaged) -> None:
        """Reads all from the catalogue from now on, and says so once."""
        self._warn(f"{error} The catalogue is read instead; run `assistant index` to mend it.")
        self.close()
        self._table, self._is_given_up = None, True

    def close(self) -> None:
        """Lets go of the pack."""
        if self._packed is not None:
            self._packed[2].close()
        self._packed = None

    def _read(self) -> ChunkTable:
        import numpy as np

        opened = self._open_pack()
        after = opened[0].last_chunk if opened else 0
        dimension = self._packs.dimension()
        newer = [small_rows(batch, dimension) for batch in self._packs.chunks_after(after)] if dimension else []
        parts = [opened[1]] if opened else []
        vectors = [(0, opened[2])] if opened else []
        if newer:
            own = np.concatenate([rows for rows, _ in newer])
            numbers = np.concatenate([numbers for _, numbers in newer])
            vectors.append((len(parts[0]) if parts else 0, SmallVectors(own, numbers, dimension)))
            parts.append(own)
        every = np.concatenate(parts) if parts else small_rows([], 0)[0]
        ids = every["chunk"].copy()
        gone = self._packs.gone() if opened else []
        return ChunkTable(
            ids=ids,
            articles=every["article"].copy(),
            days=every["day"].copy(),
            lengths=every["length"].astype(np.float64),
            present=~np.isin(ids, gone) if gone else np.ones(len(ids), dtype=bool),
            vectors=tuple(vectors),
        )

    def _open_pack(self) -> tuple[Pack, NDArray[np.void], SmallVectors] | None:
        """The published pack, opened anew when another part of its files counts than before."""
        pack = None if self._is_given_up else self._packs.current()
        if self._packed is not None and self._packed[0] != pack:
            self.close()
        # Where there is no file of rows the catalogue was copied alone, or the pack was made anew since it was named.
        if self._packed is None and pack is not None and os.path.lexists(rows_file(self._folder, pack.number)):
            try:
                if pack.dimension != self._packs.dimension() or not self._packs.fits():
                    raise damaged()
                self._packed = (pack, *open_pack(self._folder, pack))
            except LibraryDamaged as error:
                self.give_up_pack(error)
        return self._packed
