"""Remembers, while an article is read, who spoke and of whom its sentences were, and tells whom "he" can mean."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.articles.speech.article_names import ArticleNames
from assistant.articles.speech.speaker_phrases import Speaker, main_subject
from assistant.articles.speech.speech_tokens import Token, tokens_of
from assistant.language.quotations import Quotation

_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W_]+(?:[’'-][^\W_]+)*")
# How sure it is that a pronoun means the one who fits it: with no other near; the last named of several, who spoke; or
# who did not speak.
_ONLY_ONE = 0.9
_SPOKE_LAST = 0.85
_FIRST_OF_SEVERAL = 0.55
_NO_ONE = 0.2
# Paragraphs in which a person may have been named whom the next ones call "she" only.
_LINES_BEFORE = 3
# A paragraph may be a whole book: so many of its last sentences are remembered.
_SENTENCES_BEFORE = 12


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence that was read, and who spoke in it."""

    start: int
    end: int
    quotations: Sequence[Quotation]
    speakers: tuple[Person, ...]


class Memory:
    """What is remembered of the paragraph being read and of the last ones before it.

    Sentences are looked into again only where a pronoun asks for it, so that most never are.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._line: list[_Seen] = []
        self._before: deque[list[_Seen]] = deque(maxlen=_LINES_BEFORE)  # the last one first
        self._speaking: list[Person] = []
        self._subjects: dict[int, list[Person]] = {}  # by where their sentence begins
        self.speaker: Person | None = None
        """Who spoke last in this paragraph."""
        self.speaker_before: Person | None = None
        """Who spoke last before this paragraph."""
        self.is_speaking = False
        """Whether that was in the paragraph just before."""

    @cached_property
    def names(self) -> ArticleNames:
        """The article's names."""
        return ArticleNames(self._text)

    def begin_line(self) -> None:
        """A new paragraph begins."""
        self.is_speaking = self.speaker is not None
        self.speaker_before, self.speaker = self.speaker or self.speaker_before, None
        if self._line:
            self._before.appendleft(self._line)
        self._line = []

    def saw(self, start: int, end: int, quotations: Sequence[Quotation]) -> None:
        """A sentence was read; those who `spoke` since the one before spoke in it."""
        self._line.append(_Seen(start, end, quotations, tuple(self._speaking)))
        del self._line[:-_SENTENCES_BEFORE]
        self._speaking.clear()

    def spoke(self, person: Person) -> None:
        """Somebody spoke."""
        self.speaker = person
        self._speaking.append(person)

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

    def meant(self, pronoun: str, own: Sequence[Token]) -> tuple[Person | None, float]:
        """Whom a pronoun means, and how sure that is; `own` are tokens before it in its sentence that may tell."""
        word = pronoun.lower()
        near = [*self._speaking[::-1], *self._subject(own), *self._people(self._line)]
        far = [*near, *(self._people(self._before[0]) if self._before else ()), *_one(self.speaker_before)]
        spoken = {self.speaker, self.speaker_before, *self._speaking}
        for among in (near, far, *map(self._mentioned, (self._line, *self._before))):
            fitting = list(dict.fromkeys(each for each in among if _fits(word, each)))
            fitting = [each for each in fitting if each.is_known or each in spoken]
            if len(fitting) == 1:
                if word == "it" or not fitting[0].is_known:
                    return fitting[0], _FIRST_OF_SEVERAL
                told = word == "they" or fitting[0].is_woman is not None
                return fitting[0], _ONLY_ONE if told else _SPOKE_LAST
            if fitting:
                sure = fitting[0] in spoken and fitting[0].is_known and word != "it"
                return fitting[0], _SPOKE_LAST if sure else _FIRST_OF_SEVERAL
        return None, _NO_ONE

    def _people(self, line: Sequence[_Seen]) -> Iterator[Person]:
        """Who spoke in a paragraph and of whom its sentences were, the last first."""
        for seen in reversed(line):
            yield from reversed(seen.speakers)
            if seen.start not in self._subjects:
                tokens = tokens_of(self._text, seen.start, seen.end, seen.quotations)
                self._subjects[seen.start] = list(self._subject(tokens))
            yield from self._subjects[seen.start]

    def _subject(self, tokens: Sequence[Token]) -> Iterator[Person]:
        subject = main_subject(tokens)
        if subject is not None and not subject.is_pronoun:
            yield self.person(subject)

    def _mentioned(self, line: Sequence[_Seen]) -> Iterator[Person]:
        """The people named anywhere in a paragraph of whom it is known which pronoun is theirs."""
        for seen in line:
            for word in _CAPITALISED.findall(self._text, seen.start, seen.end):
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
