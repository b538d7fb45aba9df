"""The records of a handout: what a command found, laid out once, to be handed on in any form of file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.records.answers import Citation
from assistant.records.verdicts import Grade


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said beside a line or below a section; `citations` are reader's numbers."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, with its grade where it was checked.

    `label` stands before it, such as the day of an event; `mark` says behind it why it may not be relied on.
    """

    text: str
    grade: Grade | None = None
    citations: tuple[int, ...] = ()
    label: str = ""
    mark: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines in paragraphs, or each an item of a list; then what a reader should know, and how they were made.

    `about` is said below the heading.
    """

    paragraphs: tuple[tuple[Line, ...], ...]
    heading: str = ""
    about: str = ""
    listed: bool = False
    notes: tuple[Remark, ...] = ()
    remarks: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Its lines in order."""
        for paragraph in self.paragraphs:
            yield from paragraph

    def numbers(self) -> Iterator[int]:
        """The reader's numbers in the order in which they stand."""
        for each in self.lines():
            yield from each.citations
            for remark in each.remarks:
                yield from remark.citations
        for note in self.notes:
            yield from note.citations


@dataclass(frozen=True, slots=True)
class Handout:
    """What is handed on. `facts` say when and of what it was asked; `citations` are those that the sections name."""

    title: str
    day: date
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    facts: tuple[str, ...] = ()
