"""The records of what the check says about a statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How far a statement may be relied on, as scripts read it."""

    QUOTED = "quoted"  # the article's own sentence, letter for letter
    CONFIRMED = "confirmed"  # a judge that reads meaning found that the cited sentences say all of it
    NOT_CONFIRMED = "not_confirmed"  # the judge found that they do not, or it cites or quotes what is not there
    NOT_JUDGED = "not_judged"  # no judge read it; only its words were compared
    COUNTED = "counted"  # the program's own count of articles in the catalogue


@dataclass(frozen=True, slots=True)
class Finding:
    """What a statement `said`, and what its sources have `there` instead, where one thing of the same kind stands.

    `kind` names a rule of answering.checking.findings, which words it. It is a question to whoever judges meaning, and
    a difference shown where nobody does.
    """

    kind: str
    said: str
    there: str = ""
