"""Remembers, while an article is read, who spoke and of whom its sentences were, and tells whom "he" can mean."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.articles.article_names import ArticleNames
from assistant.articles.noun_phrases import Speaker
from assistant.articles.quotations import Quotation
from assistant.articles.speech_tokens import Token, tokens_of
from assistant.articles.speech_turns import main_subject

_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W_]+(?:[’'-][^\W_]+)*")
# How sure it is that a pronoun means the one who fits it: with no other near, and with another.
_ONLY_ONE = 0.9
_FIRST_OF_SEVERAL = 0.55
_NO_ONE = 0.2
# Paragraphs in which a person may have been named whom the next ones call "she" only.
_LINES_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody spoken of, by the fullest name or description that the article gives, and who "he" and "they" can be.

    `is_known`: that it is a person is told by a first name or a title; else it may as well be a place or a body.
    """

    name: str
    is_person: bool
    is_woman: bool | None = None
    is_many: bool = False
    is_known: bool = True


@dataclass(slots=True)
class _Line:
    """One paragraph: who spoke last in it, and its sentences, which are looked into only where a pronoun asks."""

    speaker: Person | None = None
    sentences: list[tuple[int, int, Sequence[Quotation]]] = field(default_factory=list)


class Memory:
    """What is remembered of the paragraph being read and of the last one before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = _Line()
        self._before: deque[_Line] = deque(maxlen=_LINES_BEFORE)  # the last one first
        self._last_speaker: Person | None = None

    @cached_property
    def names(self) -> ArticleNames:
        """The article's names."""
        return ArticleNames(self._text)

    @property
    def speaker(self) -> Person | None:
        """Who spoke last in this paragraph."""
        return self._line.speaker

    @property
    def speaker_before(self) -> Person | None:
        """Who spoke last before this paragraph."""
        return self._last_speaker

    def begin_line(self) -> None:
        """A new paragraph begins."""
        self._last_speaker = self._line.speaker or self._last_speaker
        if self._line.sentences:
            self._before.appendleft(self._line)
        self._line = _Line()

    def saw(self, start: int, end: int, quotations: Sequence[Quotation]) -> None:
        """A sentence was read."""
        self._line.sentences.append((start, end, quotations))

    def spoke(self, person: Person) -> None:
        """Somebody spoke."""
        self._line.speaker = person

    def person(self, speaker: Speaker) -> Person:
        """Whom a name or a description means."""
        if speaker.is_name:
            name = self.names.full(speaker.words, speaker.start)
            is_woman = self.names.is_woman(name) if speaker.is_person else None
            known = " " in name or is_woman is not None
            return Person(name, speaker.is_person and not name.isupper(), is_woman, is_known=known)
        last = speaker.words[-1].lower()
        many = last.endswith("s") or last in {"police", "people", "men", "women"}
        return Person(self._text[speaker.start : speaker.end], is_person=False, is_many=many)

    def meant(self, pronoun: str, tokens: Sequence[Token]) -> tuple[Person | None, float]:
        """Whom a pronoun of the sentence with these tokens means, and how sure that is."""
        word = pronoun.lower()
        near = [*_one(self._line.speaker), *self._subjects(self._line), *self._subject(tokens)]
        far = [*_one(self._last_speaker), *(self._subjects(self._before[0]) if self._before else ())]
        for among in (near, [*near, *far], *map(self._mentioned, (self._line, *self._before))):
            fitting = list(dict.fromkeys(each for each in among if _fits(word, each)))
            if len(fitting) == 1 and word != "it" and fitting[0].is_known:
                return fitting[0], _ONLY_ONE
            if fitting:
                return fitting[0], _FIRST_OF_SEVERAL
        return None, _NO_ONE

    def _subjects(self, line: _Line) -> Iterator[Person]:
        for start, end, quotations in line.sentences:
            yield from self._subject(tokens_of(self._text, start, end, quotations))

    def _subject(self, tokens: Sequence[Token]) -> Iterator[Person]:
        subject = main_subject(tokens)
        if subject is not None and not subject.is_pronoun:
            yield self.person(subject)

    def _mentioned(self, line: _Line) -> Iterator[Person]:
        """The people named anywhere in a paragraph of whom it is known which pronoun is theirs."""
        for start, end, _ in line.sentences:
            for word in _CAPITALISED.findall(self._text, start, end):
                name = self.names.known(word)
                is_woman = self.names.is_woman(name) if name else None
                if name and is_woman is not None:
                    yield Person(name, is_person=True, is_woman=is_woman)


def _one(person: Person | None) -> list[Person]:
    return [person] if person else []


def _fits(pronoun: str, person: Person) -> bool:
    if pronoun == "they":
        return person.is_many
    if pronoun == "it":
        return not person.is_person and not person.is_many
    if not person.is_person:
        return False
    return person.is_woman is None or person.is_woman is (pronoun == "she")
