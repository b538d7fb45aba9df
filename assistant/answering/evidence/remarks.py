"""Notes before their citations have numbers, and how a note names an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.answering.evidence.evidence import Citations
from assistant.patterns import lazy_pattern
from assistant.records.answers import Citation, Note, NoteKind, Statement
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Evidence, Handle
from assistant.time.days_in_words import day_in_words

_UPDATED = lazy_pattern(
    r"\b(?:rose|risen|rises|raised|climbed|revised|now|so far|at least|still|put off|postponed|delay(?:ed|s)?|moved"
    r"|brought forward|pushed back|put back|previously|originally|instead|new date|on course|updated?|latest)\b",
    re.IGNORECASE,
)


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
    text: str = field(init=False)  # the sentence's own characters

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.sentence.of(self.article.text))


def places(evidence: Evidence) -> list[Place]:
    """Every evidence sentence, in order."""
    return [
        Place(Handle(part.number, number), part.article, sentence)
        for part in evidence.articles
        for number, sentence in enumerate(part.sentences, start=1)
    ]


def named(article: Article) -> str:
    """An article by its source and day: "The Verrick Courier, 6 March 2025"; by its title where it has no source."""
    source = article.source or f"“{article.title}”"
    return f"{source}, {day_of(article)}" if article.published else source


def day_of(article: Article) -> str:
    """The article's day in words, or nothing."""
    return day_in_words(article.published) if article.published else ""


def brings_up_to_date(earlier: Place, later: Place) -> bool:
    """Whether a later article's sentence replaces an earlier one's: it says so, or the same source reports again."""
    one, two = earlier.article, later.article
    if one.published is None or two.published is None or one.published >= two.published:
        return False
    again = two.source is not None and two.source == one.source
    return again or any(_UPDATED.search(text) for text in (f"{two.title} {later.text}", earlier.text))


def noted(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    evidence: Evidence,
    remarks_on: Callable[[Sequence[Handle], Evidence], Sequence[Remark]],
) -> tuple[tuple[Note, ...], tuple[Citation, ...]]:
    """The notes on what statements cite, and all citations; what only notes cite is numbered last."""
    shown = {number for statement in statements if not statement.differs for number in statement.citations}
    numbers = {(each.article.id, each.start): each.n for each in citations}
    cited = [
        place.handle for place in places(evidence) if numbers.get((place.article.id, place.sentence.start)) in shown
    ]
    numbered = Citations(evidence, citations)
    notes = [Note(remark.kind, remark.text, numbered.number(remark.handles)) for remark in remarks_on(cited, evidence)]
    return tuple(notes), numbered.all()
