"""What `assistant watch` has to say while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.records.articles import ArticleChange, IndexReport, SkippedFile


class Watch(StrEnum):
    """What is said besides changes: each once, until it is over."""

    GONE = "gone"  # a folder is not there: its articles stay until it is back
    EMPTY = "empty"  # a folder holds nothing any more, as one whose disk is not mounted
    WAITING = "waiting"  # something keeps the library from being written to; tried again
    POLLING = "polling"  # the system reports no changes here: the folders are looked through now and then
    WARNING = "warning"  # what the reader should look at
    AGAIN = "again"  # what kept it waiting is over


@dataclass(frozen=True, slots=True)
class WatchNote:
    """One thing said; `subject` is a path, or the reason in the words of an error."""

    kind: Watch
    subject: str = ""


# The first run's report, then what comes, changes, goes or cannot be read.
WatchEvent = IndexReport | ArticleChange | SkippedFile | WatchNote
