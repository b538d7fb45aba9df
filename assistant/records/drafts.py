"""The records of what is to be judged: statements that came back, or a text of the reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.records.evidence import Handle
from assistant.records.ports import Usage


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence before checking; `unknown_handles` are those the evidence does not hold, already removed.

    `shared` are handles that stand behind several sentences and may be those of any of them; `articles` are the numbers
    of articles that it cites as a whole.
    """

    text: str
    handles: tuple[Handle, ...]
    unknown_handles: tuple[str, ...] = ()
    shared: tuple[Handle, ...] = ()
    articles: tuple[int, ...] = ()


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
