"""Reads the catalogue's vectors in batches, for building an index of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def vector_batches(
    connection: sqlite3.Connection, after: int, last_chunk: int, at_once: int
) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
    """Ids and vectors of the chunks above `after`, up to `last_chunk`, in their order."""
    import numpy as np

    rows = connection.execute(
        "SELECT chunk, vector FROM vectors WHERE chunk > ? AND chunk <= ? ORDER BY chunk", (after, last_chunk)
    )
    while batch := rows.fetchmany(at_once):
        matrix = np.frombuffer(b"".join(row["vector"] for row in batch), dtype=np.float16).reshape(len(batch), -1)
        yield [row["chunk"] for row in batch], matrix.astype(np.float32)
