"""The records of summaries: how long, under which headings, and what of the articles they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Length(StrEnum):
    """How long a summary is to be."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class SectionKind(StrEnum):
    """What the statements under a heading have in common."""

    STORY = "story"  # they tell of one subject
    BOTH = "both"  # each source says it
    ONE = "one"  # one source alone says it
    DIFFER = "differ"  # the sources say different things of it


@dataclass(frozen=True, slots=True)
class Section:
    """The statements from the place `begins` (from 0) up to the next section, with what they tell of.

    Of a story: how many articles tell it, their sources and their days, and the first day that any article tells of it
    before the days asked for (`since_before`), where one does.
    """

    title: str
    begins: int
    kind: SectionKind = SectionKind.STORY
    articles: int = 0
    sources: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    since_before: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a summary was made from, and what of that it does not cite.

    `articles` counts those that are about the subject, `read` those of them that were read for it; `days` are those on
    which they were published. `sources_uncited` and `days_uncited` are those none of whose articles is cited.
    """

    articles: int
    read: int
    cited: int
    first: date | None = None
    last: date | None = None
    days: int = 0
    days_uncited: int = 0
    sources: tuple[str, ...] = ()
    sources_uncited: tuple[str, ...] = ()
