"""Where vectors are kept, and the exact search that compares with every vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A chunk's id and the cosine of its vector with the question's.
Neighbour = tuple[int, float]
# First and last day, both included, as date ordinals; an undated article's day is UNDATED.
DayRange = tuple[int, int]
UNDATED = -1


def is_remote(place: str) -> bool:
    """Whether vectors kept at this place are on a server, not in a folder."""
    return place.startswith(("http://", "https://"))


def is_within(day: int | None, days: DayRange | None) -> bool:
    """Whether a chunk of this day (None: undated) lies in a range; all do when there is none."""
    return days is None or days[0] <= (UNDATED if day is None else day) <= days[1]


# BLAS rounds a row's product differently with the rows beside it, by far less than this.
_ROUNDING = 1e-5


class ExactVectors:
    """Vectors in memory, each compared with the question: never wrong, 0.1 ms a thousand."""

    def __init__(self, ids: Sequence[int], vectors: NDArray[np.float32], days: Sequence[int | None]) -> None:
        """Vectors of shape (len(ids), dimension), each with its article's day."""
        import numpy as np

        self._ids, self._vectors = np.array(ids, dtype=np.int64), vectors
        self._days = np.array([UNDATED if day is None else day for day in days], dtype=np.int64)

    def search(self, vector: NDArray[np.float32], limit: int, *, days: DayRange | None) -> list[Neighbour]:
        """The nearest vectors, best first, as (id, cosine), and all that tie at the limit.

        With `days` only those in that closed range. A vector's cosine is the same to the last bit in any company.
        """
        import numpy as np

        if not len(self._ids):
            return []
        cosines = self._vectors @ vector
        if days is not None:
            cosines[(self._days < days[0]) | (self._days > days[1])] = -np.inf
        least = np.partition(cosines, -limit)[-limit] - _ROUNDING if len(cosines) > limit else -np.inf
        near = np.flatnonzero((cosines >= least) & np.isfinite(cosines))
        exact = (self._vectors[near].astype(np.float64) * vector.astype(np.float64)).sum(axis=1)
        if len(near) > limit:
            kept = exact >= np.partition(exact, -limit)[-limit]
            near, exact = near[kept], exact[kept]
        best = np.argsort(-exact, kind="stable")
        return list(zip(self._ids[near[best]].tolist(), exact[best].tolist(), strict=True))
