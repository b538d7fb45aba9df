"""The records of who said what: from the catalogue's rows to what `assistant said` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.records.answers import LeftOut, Status
from assistant.records.articles import Article, Sentence
from assistant.records.questions import Question
from assistant.records.time import DateExpression

# What is claimed: of findings with this confidence or more .92 name the right speaker (benchmarks/speakers.py).
LEAST_CONFIDENCE = 0.6


class SpeechKind(StrEnum):
    """How an article gives what somebody said."""

    DIRECT = "direct"  # in quotation marks
    INDIRECT = "indirect"  # in the article's words
    MIXED = "mixed"  # in the article's words, with quoted pieces


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one sentence of an article has somebody say; all spans count characters of the article's text.

    `speaker` is the fullest name or description that the article gives for whoever speaks, `mention` where this
    sentence names or points at them ("he"), None where another sentence does. `said` is the span of the words that are
    theirs. `confidence` in [0, 1], higher is better: the share of such findings that is right (benchmarks/speakers.py).
    """

    sentence: int
    speaker: str
    mention: tuple[int, int] | None
    said: tuple[int, int]
    kind: SpeechKind
    confidence: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance with its article (by the catalogue's key and whole) and its sentence."""

    key: int
    article: Article
    sentence: Sentence
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """Somebody who speaks, by name or description, and how many statements are theirs.

    As the catalogue counts them, each utterance is one; for a reader those of one quotation are one.
    """

    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class SaidStatement:
    """Sentences that follow each other in one article and give what one speaker said.

    ``[start, end)`` is their span in the article's text; `said` are the spans of the words that are the speaker's,
    `mentions` those of what the sentences call him. `copies` are articles that print the same words of his. `dates`
    are those of the sentences that only the day of publication tells, with what they mean.
    """

    spoken: tuple[Spoken, ...]
    copies: tuple[Article, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    score: float | None = None  # how well it fits the topic; higher is better

    @property
    def article(self) -> Article:
        return self.spoken[0].article

    @property
    def speaker(self) -> str:
        return self.spoken[0].utterance.speaker

    @property
    def start(self) -> int:
        return min(self.spoken[0].sentence.start, self.said[0][0])

    @property
    def end(self) -> int:
        return self.spoken[-1].sentence.end

    @property
    def quote(self) -> str:
        """The sentences' own characters."""
        return self.article.text[self.start : self.end]

    @property
    def said(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted({each.utterance.said for each in self.spoken}))

    @property
    def mentions(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted({each.utterance.mention for each in self.spoken if each.utterance.mention}))

    @property
    def kind(self) -> SpeechKind:
        kinds = {each.utterance.kind for each in self.spoken}
        return kinds.pop() if len(kinds) == 1 else SpeechKind.MIXED

    @property
    def confidence(self) -> float:
        return min(each.utterance.confidence for each in self.spoken)

    @property
    def is_certain(self) -> bool:
        """Whether it is claimed without --all."""
        return self.confidence >= LEAST_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody called `name` said; `question` holds the topic, "" for all, and the filters.

    `statements` stand by speaker, each one's in the order of their days, undated ones last. `nearest` are names like
    the one that nobody has.
    """

    name: str
    question: Question
    speakers: tuple[SpeakerCount, ...] = ()
    statements: tuple[SaidStatement, ...] = ()
    nearest: tuple[SpeakerCount, ...] = ()
    uncertain: int = 0  # statements left out because it is not certain who speaks
    off_topic: int = 0
    beyond_limit: int = 0
    left_out: LeftOut = LeftOut()

    @property
    def status(self) -> Status:
        return Status.ANSWERED if self.statements else Status.NOT_IN_ARTICLES

    def by_speaker(self) -> Sequence[tuple[SpeakerCount, tuple[SaidStatement, ...]]]:
        """Each speaker who has statements, with them."""
        groups = [(each, tuple(one for one in self.statements if one.speaker == each.name)) for each in self.speakers]
        return [group for group in groups if group[1]]
