"""The records of articles: one dated text, its sentences and chunks, and what indexing them gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Where a piece of an article's metadata came from."""

    HEADER = "header"  # header lines, or a date in front of the first sentence, of a text file
    HEADING = "heading"  # a leading heading of a Markdown, web or Word file
    FRONT_MATTER = "front matter"
    META_TAG = "meta tag"
    STRUCTURED_DATA = "structured data"  # JSON-LD in a web page
    COLUMN = "column"  # a field of a JSON, JSON Lines or CSV row
    FEED = "feed"  # an entry of an RSS or Atom feed
    PROPERTIES = "file properties"  # a PDF's or Word file's own properties
    FILE_NAME = "file name"
    LEAD = "lead"  # derived from the first sentence
    READER = "reader"  # given by a plugged-in reader
    DATELINE = "dateline"  # the first lines of the text: "PORT VERRICK, 3 March 2025 (CWS) —"
    PAGE = "found on the page"  # a day that a web page shows without calling it that of its publication
    ADDRESS = "address"  # the day in the path of its URL
    FETCHED = "fetched"  # the web address that it was fetched from
    SET = "set by hand"  # `assistant date`


@dataclass(frozen=True, slots=True)
class Article:
    r"""One dated text.

    `text` is Unicode NFC, paragraphs parted by one blank line (``\n\n``), no control characters, no leading or
    trailing white space. `published` is the day the article gives for itself (its own zone), never the day of reading;
    `published_time` the whole ISO 8601 stamp when there was one. `origins` names, for each of title, source, url,
    authors and published that is present, where it came from. `path` is relative to the library's folder where
    possible, `/`-separated, with ``#N`` for the N-th row (from 1) of a file of rows. `id` is stable for one path.
    """

    id: str
    path: str
    text: str
    title: str
    source: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_time: str | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    # What the file says but could not be used ("the date '31 April 2024' is not used: …"), or could be read otherwise
    # too ("the date '03/05/2024' was read as …"), in the reader's words.
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span ``[start, end)`` of an article's text in characters; `number` counts from 0 in the article."""

    number: int
    start: int
    end: int
    paragraph: int

    def of(self, text: str) -> str:
        """The sentence's own characters."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole consecutive sentences of one article: numbers ``[first, last)``."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file, or a row of one, that could not be read as an article, and why: the reason goes on from its path."""

    path: str
    reason: str


class Coming(StrEnum):
    """What became of an article in an indexing run."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article that came, changed or went; `was` is the path that it had before it was renamed."""

    kind: Coming
    path: str
    title: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did: counts of articles, of the chunks the library now holds, and how long it took.

    `remarks` name what could not be used of articles that were read, or is odd, such as a date in the future.
    `stopped_at` is how many articles the library held when the run was stopped, None when it came to its end.
    `failed_before` names those of `skipped` that failed in the last run for the same reason. `kept_out` counts articles
    that were read and not taken in, because the reader removed them by hand. `changes` is empty unless asked for.
    `warnings` are sentences on what the reader should look at before going on.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[SkippedFile, ...]
    chunks: int
    seconds: float
    remarks: tuple[SkippedFile, ...] = ()
    stopped_at: int | None = None
    renamed: int = 0
    kept_out: int = 0
    failed_before: frozenset[str] = frozenset()
    changes: tuple[ArticleChange, ...] = ()
    warnings: tuple[str, ...] = ()
