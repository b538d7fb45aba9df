"""The records of what a reader follows, and of a digest of what is new on it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records.answers import Answer


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

    @property
    def name(self) -> str:
        """How a reader knows it: "bridge", "bridge (The Courier)", "The Courier"."""
        named = ", ".join(self.sources)
        return f"{self.topic} ({named})" if self.topic and named else self.topic or named


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new on what is followed: the answer has a section for each topic that something is new on.

    `quiet` are those on which nothing is. `arrived` counts the articles looked at, `uncounted` those that are too many;
    `last_arrival` is the newest of them. `since`: it tells of what came from this moment on (ISO 8601, UTC), and not of
    what came after the last digest.
    """

    answer: Answer
    followed: tuple[Followed, ...]
    quiet: tuple[Followed, ...]
    arrived: int
    uncounted: int
    last_arrival: int
    since: str | None = None
