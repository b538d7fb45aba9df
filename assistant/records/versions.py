"""The records of an article's earlier versions, of what changed between two, and of past answers looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.records.articles import Article

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it once was; `replaced_at` is when the library read the next version (ISO 8601, UTC)."""

    article: Article
    replaced_at: str


@dataclass(frozen=True, slots=True)
class History:
    """Every version of an article, the oldest first.

    `current` is None when the article was withdrawn: its last version was then replaced by nothing.
    """

    id: str
    current: Article | None
    earlier: tuple[Version, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The versions as articles, the oldest first."""
        return (*(version.article for version in self.earlier), *([self.current] if self.current else ()))


class ChangeKind(StrEnum):
    """What became of a sentence."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same words in another place


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that changed: where it stood and stands, None where it did not or does not.

    `old_words` and `new_words` are the spans of a changed sentence that differ. All spans count characters of their
    version's text.
    """

    kind: ChangeKind
    old: Span | None = None
    new: Span | None = None
    old_words: tuple[Span, ...] = ()
    new_words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to the next: fields with their old and new value, sentences in reading order, and the rest."""

    fields: Mapping[str, tuple[str | None, str | None]]
    changes: tuple[Change, ...]
    unchanged: int


class Fate(StrEnum):
    """What became of a sentence that a past answer quotes."""

    STANDS = "stands"  # where it stood
    MOVED = "moved"  # the same words in another place of the article
    CHANGED = "changed"  # another sentence stands for it
    GONE = "gone"  # the article has no sentence like it any more
    REMOVED = "removed"  # the article itself was withdrawn

    @property
    def withdrawn(self) -> bool:
        """Whether the article no longer says it."""
        return self not in (Fate.STANDS, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class Recheck:
    """One citation of a past answer that is not what it was.

    `statements` are the answer's sentences that rest on it. `now` is the sentence that comes nearest, with its span.
    `replaced_at` is when the quoted version was replaced, None when the library never kept it. `title` and `published`
    hold the old and the new value where they differ. `correction` is the sentence of a notice by the article's source
    that takes a figure of the quote back, with the notice; the answer cites it nowhere.
    """

    n: int
    quote: str
    fate: Fate
    article_id: str
    old_title: str
    old_published: date | None
    statements: tuple[str, ...]
    article: Article | None = None
    now: str | None = None
    now_span: Span | None = None
    replaced_at: str | None = None
    title: tuple[str, str] | None = None
    published: tuple[date | None, date | None] | None = None
    correction: tuple[str, Article] | None = None

    @property
    def stands(self) -> bool:
        """Whether the article still says it, and its source has not taken it back."""
        return not self.fate.withdrawn and self.correction is None


@dataclass(frozen=True, slots=True)
class RecheckedAnswer:
    """A past answer at least one of whose citations is not what it was; `id` counts the answers kept, from 1."""

    id: int
    asked_at: str
    question: str
    citations: tuple[Recheck, ...]


@dataclass(frozen=True, slots=True)
class RecheckReport:
    """How all past answers stand: counts of answers and of citations, and the answers to look at again."""

    answers: int
    citations: int
    moved: int
    unreadable: int
    found: tuple[RecheckedAnswer, ...]

    @property
    def withdrawn(self) -> int:
        """How many answers quote what no longer holds."""
        return sum(not all(citation.stands for citation in answer.citations) for answer in self.found)
