"""The records of a library's state: what a check found, and what a repair saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `fault` says what is wrong with it and is empty where all is well.

    `said` goes on from the name where all is well; `todo` is the next step.
    """

    what: str
    said: str = ""
    fault: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved of a catalogue, and how many rows are known to be lost, both by kind, with the names of some.

    `kept_in` is the folder that the damaged files lie in.
    """

    saved: Mapping[str, int]
    lost: Mapping[str, int]
    names: tuple[str, ...]
    kept_in: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup that was written, or restored: where it lies and what it holds, by kind."""

    file: str
    bytes: int
    counts: Mapping[str, int]
    damaged: tuple[str, ...] = ()
