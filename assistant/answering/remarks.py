"""What a note is made of before the reader's numbers are known, and how it names an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.articles.days_in_words import day_in_words
from assistant.types import Article, Evidence, Handle, NoteKind, Sentence


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on an answer, with the evidence sentences it rests on instead of reader's numbers.

    `latest` holds the value that counts now, where one replaces another: that sentence comes first in an answer.
    """

    kind: NoteKind
    text: str
    handles: tuple[Handle, ...]
    latest: Handle | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An evidence sentence with its handle and its article."""

    handle: Handle
    article: Article
    sentence: Sentence

    @property
    def text(self) -> str:
        """The sentence's own characters."""
        return self.sentence.of(self.article.text)


def places(evidence: Evidence) -> Iterator[Place]:
    """Every evidence sentence, in order."""
    for part in evidence.articles:
        for number, sentence in enumerate(part.sentences, start=1):
            yield Place(Handle(part.number, number), part.article, sentence)


def named(article: Article) -> str:
    """An article by its source and day: "The Verrick Courier, 6 March 2025"; by its title where it has no source."""
    source = article.source or f"“{article.title}”"
    return f"{source}, {day_of(article)}" if article.published else source


def day_of(article: Article) -> str:
    """The article's day in words, or nothing."""
    return day_in_words(article.published) if article.published else ""
