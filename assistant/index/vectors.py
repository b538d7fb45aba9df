"""The port behind which vectors are searched, and the exact adapter that compares a question with every vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A chunk's id and the cosine of its vector with the question's.
Neighbour = tuple[int, float]
# First and last day, both included, as date ordinals; an undated article's day is UNDATED.
DayRange = tuple[int, int]
UNDATED = -1


class Vectors(Protocol):
    """Where vectors of unit length are kept for nearest-neighbour search; ids are the catalogue's chunk ids."""

    def add(self, ids: Sequence[int], vectors: NDArray[np.float32], days: Sequence[int | None]) -> None: ...
    def search(self, vector: NDArray[np.float32], limit: int, *, days: DayRange | None = None) -> list[Neighbour]: ...
    def remove(self, ids: Sequence[int]) -> None: ...
    def count(self) -> int: ...


def is_remote(place: str) -> bool:
    """Whether vectors kept at this place are on a server, not in a folder."""
    return place.startswith(("http://", "https://"))


class ExactVectors:
    """Vectors in memory, each compared with the question: never wrong, 0.1 ms a thousand."""

    def __init__(self) -> None:
        import numpy as np

        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._days: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._vectors: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)

    def add(self, ids: Sequence[int], vectors: NDArray[np.float32], days: Sequence[int | None]) -> None:
        """Adds vectors of shape (len(ids), dimension), each with its article's day."""
        import numpy as np

        self._ids = np.concatenate([self._ids, np.asarray(ids, dtype=np.int64)])
        self._days = np.concatenate([self._days, np.array([UNDATED if day is None else day for day in days], np.int64)])
        self._vectors = np.concatenate([self._vectors, vectors]) if self._vectors.size else vectors

    def search(self, vector: NDArray[np.float32], limit: int, *, days: DayRange | None = None) -> list[Neighbour]:
        """The nearest vectors, best first, as (id, cosine); with `days` only those in that closed range."""
        import numpy as np

        if not self._ids.size:
            return []
        cosines = self._vectors @ vector
        if days is not None:
            cosines[(self._days < days[0]) | (self._days > days[1])] = -np.inf
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [(int(self._ids[place]), float(cosines[place])) for place in best if np.isfinite(cosines[place])]

    def remove(self, ids: Sequence[int]) -> None:
        """Removes vectors; ids that are not there are passed over."""
        import numpy as np

        kept = ~np.isin(self._ids, np.asarray(ids, dtype=np.int64))
        self._ids, self._days, self._vectors = self._ids[kept], self._days[kept], self._vectors[kept]

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._ids.size)
