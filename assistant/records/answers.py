"""The records of a checked answer: its statements, citations, events and notes, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.records.articles import Article
from assistant.records.drafts import DraftPart, OwnDraft
from assistant.records.evidence import Passage
from assistant.records.ports import Usage
from assistant.records.questions import Question, Understood
from assistant.records.summaries import Coverage, Section
from assistant.records.time import DateExpression
from assistant.records.verdicts import Grade


class Status(StrEnum):
    """How an answer ended; each has its exit code in errors.ExitCode."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_IN_ARTICLES = "not_in_articles"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact quotation: ``article.text[start:end] == quote``. `n` is the reader's number, from 1.

    `dates` are those of its dates that only the day of publication tells, such as "Wednesday", with what they mean.
    """

    n: int
    quote: str
    start: int
    end: int
    article: Article
    copies: tuple[Article, ...] = ()
    dates: tuple[DateExpression, ...] = ()


class DayFrom(StrEnum):
    """Where the day of an event comes from."""

    NAMED = "named"  # the sentence names it
    PUBLISHED = "published"  # the sentence names none, and leads an article of that day


# How a source is called of which nothing is known.
UNKNOWN_SOURCE = "unknown source"


@dataclass(frozen=True, slots=True)
class Event:
    """What a timeline adds to a statement: the days on which something happened, or is to happen, and who reports it.

    `sources` counts the sources that report it, near-copies of one text once; `source_names` are theirs, the cited one
    first, UNKNOWN_SOURCE for each that is not known. `reports` are reader's numbers, one for each article, the cited
    one first. `superseded_by` are those of the reports that give a plan another day, or tell that it came otherwise.
    """

    first: date
    last: date
    day_from: DayFrom = DayFrom.NAMED
    planned: bool = False
    superseded_by: tuple[int, ...] = ()
    sources: int = 1
    source_names: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One checked sentence of an answer; `citations` are reader's numbers.

    `reasons`, in the reader's words: of what is not confirmed, what the cited sentences do not say; of what is not
    judged, the differences found between its words and theirs. `contradicted`: they say something else about the same
    thing. Only a sentence of the reader's own draft has a `part`, may name those of its citations that speak against it
    (`contrary`) and, where nothing bears it out, what comes `nearest`.
    """

    text: str
    grade: Grade
    reasons: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    paragraph: int = 0
    contradicted: bool = False
    part: DraftPart | None = None
    contrary: tuple[int, ...] = ()
    nearest: tuple[int, ...] = ()
    repaired: bool = False  # the model wrote it in place of what the judge had refused
    cited_anew: bool = False  # the judge found it borne out by other sentences than the model cited
    event: Event | None = None  # only a timeline's

    @property
    def confirmed(self) -> bool:
        """Whether a reader may rely on it: quoted, confirmed or counted."""
        return self.grade in (Grade.QUOTED, Grade.CONFIRMED, Grade.COUNTED)

    @property
    def differs(self) -> bool:
        """Whether something speaks against it: it is not confirmed, or a difference was found."""
        return self.grade is Grade.NOT_CONFIRMED or (self.grade is Grade.NOT_JUDGED and bool(self.reasons))


@dataclass(frozen=True, slots=True)
class Pending:
    """The sentence a model is writing, as far as it has come and is sure to stay; it is not judged yet.

    `begun` is all that has come, which may yet turn out to be no part of an answer: only for a screen that can take it
    back.
    """

    text: str
    paragraph: int = 0
    begun: str = ""


class NoteKind(StrEnum):
    """What a note tells the reader."""

    DISAGREEMENT = "disagreement"  # two articles say different things about one thing
    CORRECTION = "correction"  # a later article of one source corrects an earlier one
    PREMISE = "premise"  # the question takes something for granted that an article contradicts
    NOT_CONFIRMED = "not confirmed"  # of answers kept earlier: as MODEL_FAILED
    MODEL_FAILED = "model failed"  # a model gave nothing that can be relied on; the articles' own sentences stand there
    NOT_JUDGED = "not judged"  # the judge could not be had, and why
    NOT_IN_ARTICLES = "not in the articles"  # what of a question of several the articles do not say
    ASKED_BACK = "asked back"  # in a conversation it is not clear whom or what the line means: nothing was searched
    NO_QUESTION = "no question"  # thanks, a greeting: nothing was searched
    NOT_COMPARED = "not compared"  # the most or the first was asked for, and no sentence shown is said to be that


class FailureKind(StrEnum):
    """What kept a model from answering, so that the articles' own sentences stand in its place."""

    UNREACHABLE = "unreachable"  # no connection, no reply in time, a server's fault, or no such service
    REFUSED = "refused"  # the key, the quota, the model's name, the size of the request, a content filter
    BROKE_OFF = "broke_off"  # the reply ended before anything of it could be used, or was empty
    NOT_CONFIRMED = "not_confirmed"  # the judge confirmed nothing of what it wrote
    NOT_JUDGED = "not_judged"  # there was no judgement on what it wrote
    DECLINED = "declined"  # it found no answer, where sentences answer


@dataclass(frozen=True, slots=True)
class ModelFailure:
    """Why the articles' own sentences stand in the place of a model's, in one line for the reader."""

    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader should know besides the answer, in one sentence; `citations` are reader's numbers."""

    kind: NoteKind
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What an answer does not show, counted: nothing vanishes silently."""

    unknown_handles: int = 0
    undated_articles: int = 0  # left out by a date filter
    cut_sentences: int = 0  # evidence that did not fit the model's window
    unread_sentences: int = 0  # of a summary: sentences no request held
    older_articles: int = 0  # of a period: those before the newest, which alone were compared
    refused_statements: int = 0  # of a model, none of whose statements was confirmed, and of a summary's parts

    broken_off: int = 0  # 1 when a model's reply ended before it was finished
    unconfirmed_statements: int = 0  # not shown, by the setting `unconfirmed`
    not_checked: int = 0  # parts of the reader's own draft that are no claims
    withdrawn_statements: int = 0  # refused by the judge, and given up by the model when it was told why
    repeated_statements: int = 0  # rewrites of what was refused that say what is said already
    unread_judgements: int = 0  # statements on which the judge gave no reply that could be read
    more_events: int = 0  # beyond the limit of a timeline
    replaced_statements: int = 0  # of a model, in whose place an article's own sentence stands

    def counts(self) -> dict[str, int]:
        """Only what is not zero, by name."""
        every = {name: getattr(self, name) for name in self.__slots__}
        return {name: count for name, count in every.items() if count}


@dataclass(frozen=True, slots=True)
class Answer:
    """The checked result. `nearest` is shown when nothing answers, and is no answer.

    `confidence` in [0, 1], higher is better: how sure it is that the articles answer, by rules alone; None where
    that was not asked, and when a model says that they do not.
    `refused` are statements that a model wrote and that are no part of the answer: withdrawn, written anew or left out.
    `draft` is the reader's own, when that was checked.
    """

    status: Status
    question: Question
    standalone: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: tuple[Statement, ...] = ()
    confidence: float | None = None
    left_out: LeftOut = LeftOut()
    model: str | None = None
    usage: Usage = Usage()
    seconds: Mapping[str, float] = field(default_factory=dict)
    draft: OwnDraft | None = None
    understood: Understood = Understood()
    newest: date | None = None  # the day of the newest article that the filters let through
    passages: tuple[Passage, ...] = ()  # what was found for it, best first: the quotations are from there
    sections: tuple[Section, ...] = ()  # of a summary by subject, and of a comparison
    coverage: Coverage | None = None  # only a summary's
    model_failure: ModelFailure | None = None

    @property
    def is_aside(self) -> bool:
        """Whether a line of a conversation was no question yet, so that nothing was searched."""
        return any(note.kind in (NoteKind.ASKED_BACK, NoteKind.NO_QUESTION) for note in self.notes)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, best first; nothing is answered."""

    question: Question
    passages: tuple[Passage, ...]
    understood: Understood = Understood()
    left_out: LeftOut = LeftOut()
