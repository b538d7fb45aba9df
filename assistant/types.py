"""The records that flow from a file to an answer; every one is frozen, every step makes a new one.

Longer than other files: whoever reads a step looks here for what it takes and returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    ADDRESS = "address"  # the day in the path of its URL
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


_NEARLY_A_YEAR = 360  # days: "the last 365 days", 1 January to 31 December


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be searched.

    Published within [since, until], which leaves undated articles out; not after `as_of`, which keeps them; from one of
    `sources` and one of `articles` (ids), where those are given.
    """

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def by_date(self) -> bool:
        """Whether undated articles are left out."""
        return self.since is not None or self.until is not None

    @property
    def is_long(self) -> bool:
        """Whether the days are a year's or more."""
        return self.since is not None and self.until is not None and (self.until - self.since).days > _NEARLY_A_YEAR


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days from `first` to `last`, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words at ``[start, end)`` of a text that name a day or several, and the days they mean seen from a known day.

    `relative`: seen from another day they would mean other days ("Wednesday", "last April", "3 May" without a year).
    """

    text: str
    start: int
    end: int
    span: DaySpan
    relative: bool = False


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
class Turn:
    """One exchange of a conversation: what the reader asked and what the answer's text was."""

    question: str
    standalone: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, on the day `today`: an argument, so that a question can be asked as on another day."""

    text: str
    today: date
    filters: Filters = NO_FILTERS
    history: tuple[Turn, ...] = ()
    literal: bool = False  # its words narrow nothing: only the filters do

    @property
    def day(self) -> date:
        """The day the question is asked as on."""
        return self.filters.as_of or self.today


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words of a question were taken to ask for beside its filters, which win.

    Each of `parts` gets evidence of its own ("the Courier in July and the Post in August": two). `words` are those that
    say so, as asked. `latest`: the newest state is asked for. `given_up`: nothing within the parts answered, so all
    that the filters let through was searched. `seen_from`: the day from which words of time were read where it is not
    today but that of the library's newest article. `absent` are the outlets named of which there is no article.
    """

    parts: tuple[Filters, ...] = ()
    words: tuple[str, ...] = ()
    latest: bool = False
    given_up: bool = False
    seen_from: date | None = None
    absent: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether articles within are searched alone: one part, and no whole year, of which the next one tells too."""
        return len(self.parts) == 1 and not self.parts[0].is_long


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


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence before checking; `unknown_handles` are those the evidence does not hold, already removed."""

    text: str
    handles: tuple[Handle, ...]
    unknown_handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the service counted them; None when it did not say."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What came back before checking. `declined`: the composer says that the evidence does not answer."""

    statements: tuple[DraftStatement, ...]
    declined: bool = False
    model: str | None = None
    usage: Usage = Usage()
    # Statements in the author's order; a new paragraph begins at each of these indexes.
    paragraphs: tuple[int, ...] = ()


class NoClaim(StrEnum):
    """Why a part of the reader's own draft is not checked."""

    HEADER = "header"  # front matter, or header lines of a text file
    HEADING = "heading"
    QUESTION = "question"
    GREETING = "greeting"
    FRAGMENT = "fragment"  # a few words that are no sentence, such as a byline
    TABLE = "table"
    CODE = "code"
    HTML = "HTML"  # a comment, or raw tags
    FOOTNOTE = "footnote"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A sentence of the reader's own draft, or a part that is none: ``draft[start:end] == text``.

    `words` is how it reads without marks and on one line; `line` counts from 1; `no_claim` is None where it is checked.
    """

    text: str
    words: str
    line: int
    start: int
    end: int
    paragraph: int = 0
    no_claim: NoClaim | None = None


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A draft of the reader's own, in its order; `name` is what the reader calls the file."""

    name: str
    parts: tuple[DraftPart, ...]
    title: str = ""

    @property
    def claims(self) -> tuple[DraftPart, ...]:
        """What is checked."""
        return tuple(part for part in self.parts if part.no_claim is None)

    @property
    def passed_over(self) -> tuple[DraftPart, ...]:
        """What is not checked."""
        return tuple(part for part in self.parts if part.no_claim is not None)


class Grade(StrEnum):
    """How far a statement may be relied on, as scripts read it."""

    QUOTED = "quoted"  # the article's own sentence, letter for letter
    CONFIRMED = "confirmed"  # a judge that reads meaning found that the cited sentences say all of it
    NOT_CONFIRMED = "not_confirmed"  # the judge found that they do not, or it cites or quotes what is not there
    NOT_JUDGED = "not_judged"  # no judge read it; only its words were compared
    COUNTED = "counted"  # the program's own count of articles in the catalogue


class FindingKind(StrEnum):
    """What of a statement does not stand in its sources, word for word or in any form that is known."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a statement `said`, and what its sources have `there` instead, where one thing of the same kind stands.

    It is a question to whoever judges meaning, and a difference shown where nobody does; answering.findings words it.
    """

    kind: FindingKind
    said: str
    there: str = ""


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


@dataclass(frozen=True, slots=True)
class Event:
    """What a timeline adds to a statement: the days on which something happened, or is to happen, and who reports it.

    `sources` counts the sources that report it, near-copies of one text once; `source_names` are theirs, the cited one
    first. `reports` are reader's numbers, one for each article, the cited one first. `superseded_by` are those of the
    reports that give a plan another day, or tell that it came otherwise.
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
    """The sentence a model is writing, as far as it has come and is sure to stay; it is not judged yet."""

    text: str
    paragraph: int = 0


class NoteKind(StrEnum):
    """What a note tells the reader."""

    DISAGREEMENT = "disagreement"  # two articles say different things about one thing
    CORRECTION = "correction"  # a later article of one source corrects an earlier one
    PREMISE = "premise"  # the question takes something for granted that an article contradicts
    NOT_CONFIRMED = "not confirmed"  # nothing that a model wrote was confirmed; the articles' own sentences follow
    NOT_JUDGED = "not judged"  # the judge could not be had, and why
    NOT_IN_ARTICLES = "not in the articles"  # what of a question of several the articles do not say
    NOT_COMPARED = "not compared"  # the most or the first was asked for, and no sentence shown is said to be that


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
    refused_statements: int = 0  # of a model, none of whose statements was confirmed, and of a summary's parts

    broken_off: int = 0  # 1 when a model's reply ended before it was finished
    unconfirmed_statements: int = 0  # not shown, by the setting `unconfirmed`
    not_checked: int = 0  # parts of the reader's own draft that are no claims
    withdrawn_statements: int = 0  # refused by the judge, and given up by the model when it was told why
    repeated_statements: int = 0  # rewrites of what was refused that say what is said already
    unread_judgements: int = 0  # statements on which the judge's word could not be had or read
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


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file, or a row of one, that could not be read as an article, and why; the rest was indexed without it."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did: counts of articles, of the chunks the library now holds, and how long it took.

    `remarks` name what could not be used of articles that were read, or is odd, such as a date in the future.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[SkippedFile, ...]
    chunks: int
    seconds: float
    remarks: tuple[SkippedFile, ...] = ()


class Embedder(Protocol):
    """Turns texts into unit vectors. `identity` names model and version: equal identities, comparable vectors."""

    @property
    def identity(self) -> str: ...
    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimension), float32, unit length, in the texts' order."""
        ...


class Reranker(Protocol):
    """Reads a question together with texts. `identity` names model and version."""

    @property
    def identity(self) -> str: ...

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers, of shape (len(texts),), higher is better; the bundled one gives raw logits."""
        ...


class Role(StrEnum):
    """Who speaks in a chat model's message."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a chat model."""

    role: Role
    text: str


class ChatReply(Protocol):
    """A reply that arrives in pieces: iterate once over the text, then `usage` is known."""

    def __iter__(self) -> Iterator[str]: ...
    @property
    def usage(self) -> Usage: ...


class ChatModel(Protocol):
    """A model that answers messages. `window` is how many tokens of input it is trusted with."""

    @property
    def name(self) -> str: ...
    @property
    def window(self) -> int: ...

    def reply(
        self, messages: Sequence[Message], *, max_tokens: int, form: Mapping[str, object] | None = None
    ) -> ChatReply:
        """Starts one reply; raises ModelError, also while it is iterated.

        `form` is a JSON schema that the reply is held to where the service can do that; else it is passed over.
        """
        ...
