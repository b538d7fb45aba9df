"""The records of what a reader follows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic, sources, or a topic within sources; moments are ISO 8601 in UTC.

    The last digest, at `told_at`, told of all that had come into the library up to the arrival `last_arrival`.
    """

    number: int
    topic: str
    sources: tuple[str, ...]
    added_at: str
    told_at: str | None
    last_arrival: int
