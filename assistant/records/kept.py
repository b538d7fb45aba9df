"""The records of the record: past questions with their answers, found, read again and asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assistant.records.answers import Answer, Statement
from assistant.records.articles import Article
from assistant.records.questions import Question

Span = tuple[int, int]
# What is asked with these is a question; "" is what an earlier version kept.
_QUESTIONS = ("", "ask", "chat")


@dataclass(frozen=True, slots=True)
class KeptRow:
    """An answer as it is kept: its number, the moment (ISO 8601, UTC), the question and JSON, "" where it is damaged.

    Where it was found by words, `excerpt` is the passage of it that has most of them, each of which stands at one of
    the `marks`.
    """

    id: int
    asked_at: str
    question: str
    answer: str
    excerpt: str = ""
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A past answer, read again; `command` is what gave it ("" where that is not known).

    `session` is the number of the first answer of its chat, None where it is of none. Of the articles that it names
    only what was said of them then is known: their texts are empty.
    """

    id: int
    asked_at: str
    answer: Answer
    command: str = ""
    session: int | None = None

    @property
    def is_question(self) -> bool:
        """Whether it answers a question, which can be asked again and followed up; a timeline does not."""
        return self.command in _QUESTIONS

    def asked_anew(self, today: date) -> Question:
        """What is to be asked to ask the same anew, whatever was said before it.

        Its words of time mean the days that they meant then; without such words it is asked on its as-of day or today.
        """
        question = self.answer.question
        times = any(part.by_date for part in self.answer.understood.parts)
        day = question.today if times else question.filters.as_of or today
        return replace(question, text=self.answer.standalone, today=day)


@dataclass(frozen=True, slots=True)
class Asking:
    """Which past answers are wanted: with all of these words, asked on these days (ISO 8601, UTC), of this chat."""

    words: str = ""
    since: str = ""
    until: str = ""
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Rewording:
    """A statement that two answers to one question have in different words, or under different grades."""

    old: Statement
    new: Statement


@dataclass(frozen=True, slots=True)
class Changes:
    """What the answer to a question that is asked `again` says otherwise than the answer `then`.

    `same` counts the statements that are in both, letter for letter and with one grade.
    """

    then: Kept
    again: Answer
    same: int
    reworded: tuple[Rewording, ...]
    said_no_more: tuple[Statement, ...]
    said_now: tuple[Statement, ...]
    sources_gone: tuple[Article, ...]
    sources_new: tuple[Article, ...]

    @property
    def none(self) -> bool:
        """Whether both say the same, by the same sources."""
        told = (self.reworded, self.said_no_more, self.said_now, self.sources_gone, self.sources_new)
        return self.then.answer.status is self.again.status and not any(told)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many answers were erased, and lines typed in the chat; `traces`: a process held the file as it was before.

    `damaged_files`: the folders in which a repair kept older files.
    """

    answers: int
    traces: bool = False
    typed_lines: int = 0
    damaged_files: tuple[str, ...] = ()
