"""The records that readers of files hand on: what a file gives, before it is cleaned into an article."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.records.articles import Origin, SkippedFile

# The name of a date of which only this is known.
MADE = "the day on which the file was made"


class Field(StrEnum):
    """The metadata an article can have; the day of its last change stands in for that of publication."""

    TITLE = "title"
    SOURCE = "source"
    URL = "url"
    AUTHORS = "authors"
    PUBLISHED = "published"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Given:
    """One value for a field as a file gives it, not yet understood; `name` is that of its column, where it has one."""

    field: Field
    value: object
    origin: Origin
    name: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What one file or row holds. `text` has its paragraphs parted by blank lines; of two values `given` for one field
    the earlier is preferred; `remarks` say what could not be used.
    """

    text: str
    given: tuple[Given, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files to read, sorted and each once, and those that were passed over with a reason.

    Of both the paths are as the file system gives them: they need not be UTF-8.
    """

    files: tuple[Path, ...]
    skipped: tuple[SkippedFile, ...]
