"""What finding vectors gives, the days it is asked for, and the exact cosine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.records.questions import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A chunk's id and the cosine of its vector with the question's.
Neighbour = tuple[int, float]
# First and last day, both included, as date ordinals; an undated article's day is UNDATED.
DayRange = tuple[int, int]
UNDATED = -1


def day_range(filters: Filters) -> DayRange | None:
    """The days that filters let through; UNDATED as the first one lets undated articles through as well."""
    if not filters.by_date and filters.as_of is None:
        return None
    first = max(1, filters.since.toordinal() if filters.since else 1) if filters.by_date else UNDATED
    lasts = [day.toordinal() for day in (filters.until, filters.as_of) if day is not None]
    return first, min(lasts, default=date.max.toordinal())


def is_remote(place: str) -> bool:
    """Whether vectors kept at this place are on a server, not in a folder."""
    return place.startswith(("http://", "https://"))


def exact_cosines(vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float64]:
    """The cosine of each vector of unit length with one, the same to the last bit in any company.

    BLAS rounds a row's product differently with the rows beside it; a sum for each row does not.
    """
    import numpy as np

    cosines: NDArray[np.float64] = (vectors.astype(np.float64) * vector.astype(np.float64)).sum(axis=1)
    return cosines
