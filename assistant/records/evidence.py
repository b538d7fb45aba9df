"""The records of what is found: passages with their scores, and the numbered sentences shown to a reader or a model."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records.articles import Article, Chunk, Sentence
from assistant.records.time import DateExpression


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a passage fits; higher is better. `dense` is a cosine, `keyword` a BM25 score, `fused` what ranks."""

    fused: float
    dense: float | None = None
    keyword: float | None = None
    date_prior: float = 1.0
    reranked: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question, or what a longer reprint adds to one.

    `copies` are articles that print the same text, folded into this one; `partial_copies` print some of its sentences.
    `dates` are, of what is shown to a reader, those that only the day of publication tells, with what they mean.
    """

    article: Article
    chunk: Chunk
    sentences: tuple[Sentence, ...]
    scores: Scores
    copies: tuple[Article, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    partial_copies: tuple[Article, ...] = ()

    @property
    def every_copy(self) -> tuple[Article, ...]:
        """The articles folded into this one."""
        return (*self.copies, *self.partial_copies)

    @property
    def text(self) -> str:
        """The chunk's own characters."""
        return self.article.text[self.sentences[0].start : self.sentences[-1].end]


@dataclass(frozen=True, slots=True, order=True)
class Handle:
    """The name a model uses for one evidence sentence: ``2.3`` is article 2, sentence 3, both counted from 1."""

    article: int
    sentence: int

    def __str__(self) -> str:
        return f"{self.article}.{self.sentence}"


@dataclass(frozen=True, slots=True)
class EvidenceArticle:
    """One article's part of the evidence: its sentences in the article's order, numbered from 1 in this list."""

    number: int
    article: Article
    sentences: tuple[Sentence, ...]
    copies: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbered sentences shown to the reader or the model."""

    articles: tuple[EvidenceArticle, ...] = ()

    def find(self, handle: Handle) -> tuple[Article, Sentence] | None:
        """The sentence a handle names, or None when the evidence does not hold it."""
        if not 1 <= handle.article <= len(self.articles):
            return None
        part = self.articles[handle.article - 1]
        if not 1 <= handle.sentence <= len(part.sentences):
            return None
        return part.article, part.sentences[handle.sentence - 1]
