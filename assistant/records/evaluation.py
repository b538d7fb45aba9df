"""The records of an evaluation: questions whose answers are known, what came of each, and the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.errors import AssistantError
from assistant.records.answers import Answer
from assistant.records.evidence import Passage
from assistant.records.ports import Usage
from assistant.records.questions import Question


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """One row of a questions file; `line` counts from 1.

    `answers` are accepted wordings, `articles` URLs or paths (or the ends of paths) of articles that hold the answer,
    `quotes` their sentences. Where `answerable` is False there are none of them: the articles do not say.
    """

    line: int
    text: str
    id: str | int | None = None
    as_of: date | None = None
    answers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    answerable: bool = True


@dataclass(frozen=True, slots=True)
class Scored:
    """What the figures are made from: one question's marks. None: it was not asked, or the row does not say enough.

    `place` is that of the first passage of a named article, from 1; None also where none is among the first ten.
    `right`: what is cited holds an accepted answer or is a known quotation; where the row has neither, stands in a
    named article; never of an unanswerable question.
    """

    known: KnownQuestion
    place: int | None = None
    search_ms: float | None = None
    answer_ms: float | None = None
    refused: bool | None = None
    confidence: float | None = None
    answer_cited: bool | None = None
    citation_precision: float | None = None
    citation_recall: float | None = None
    right: bool | None = None
    usage: Usage | None = None
    error: AssistantError | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One question as it was asked, what was found and answered, and its marks."""

    question: Question
    passages: tuple[Passage, ...]
    answer: Answer | None
    scored: Scored


class Measure(StrEnum):
    """What a figure measures, as scripts read it; docs/evaluation.md defines each exactly."""

    R_AT_1 = "r_at_1"
    R_AT_3 = "r_at_3"
    R_AT_5 = "r_at_5"
    R_AT_10 = "r_at_10"
    MRR = "mrr"
    ANSWERED = "answered"
    ANSWER_CITED = "answer_cited"
    CITATION_PRECISION = "citation_precision"
    CITATION_RECALL = "citation_recall"
    ABSTENTION_PRECISION = "abstention_precision"
    ABSTENTION_RECALL = "abstention_recall"
    ABSTENTION_AUROC = "abstention_auroc"
    RISK_COVERAGE_AREA = "risk_coverage_area"
    LEAST_RISK_COVERAGE_AREA = "least_risk_coverage_area"
    SEARCH_MS = "search_ms"
    ANSWER_MS = "answer_ms"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value over `n` questions, with its 95 % interval; None where the rows do not say enough."""

    measure: Measure
    value: float | None = None
    n: int = 0
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What was scored: the library and the settings that the figures depend on."""

    articles: int
    chunks: int
    embedder: str
    reranker: str | None  # what orders passages
    model: str | None
    passages: int
    passages_per_article: int
    date_prior_days: float | None
    today: date  # the asking day of the rows that name none
    retrieval_only: bool


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article that a row names and that no search can find: absent, or of a day after the asking day."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of all questions that are finished; `wanted` is how many there were to ask."""

    setup: Setup
    wanted: int
    scored: tuple[Scored, ...]
    figures: tuple[Figure, ...]
    absent: tuple[NamedArticle, ...]
    later: tuple[NamedArticle, ...]
    usage: Usage
    interrupted: bool = False

    @property
    def failed(self) -> tuple[Scored, ...]:
        """The questions that the model or the embedding service failed on."""
        return tuple(each for each in self.scored if each.error is not None)
