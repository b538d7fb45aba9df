"""An article's text to the names in it: the fullest form of each, and whether "he" or "she" can mean it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from assistant.articles.speech.speech_words import (
    BODIES,
    CONNECTORS,
    FAMILY_FIRST,
    NAME_OPENERS,
    PEOPLES,
)
from assistant.language.titles import ABBREVIATED, SUFFIXES, TITLES, TITLES_OF_MEN, TITLES_OF_WOMEN
from assistant.language.word_lists import word_list

_WORD = (
    rf"(?:(?:[A-Z]\.)+|(?:{ABBREVIATED}|St|Sr|Jr)\."
    r"|[A-ZÀ-ÖØ-Þ][^\W_]*(?:[’'‑-](?!s\b)[^\W_]+)*)"
)
_RUN = re.compile(
    rf"{_WORD}(?: (?:(?:{'|'.join(sorted(CONNECTORS))}) ){{0,2}}(?:(?:al|el|ul|an|as|bin)-)?{_WORD}){{0,7}}"
)
# Common first names, to tell whom "he" and "she" can mean; a name of both or of neither list tells nothing.
_WOMEN, _MEN = word_list("first_names_of_women"), word_list("first_names_of_men")
_FIRST_NAMES = _WOMEN | _MEN
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z&.]{1,7})\)")
# The next pronoun behind a name, with no other name and no quotation between, is that person's.
_PRONOUN_NEXT = re.compile(r"[’'s]{0,2}(?:(?! and | but )[^.“”\"A-ZÀ-Þ]){1,70}?\b(he|she|his|her|him)\b")
_SEEN_BEHIND = 75
_LONGEST_NAME = 6


class Name(NamedTuple):
    """A name of two words or more at `start`, without title or office."""

    words: tuple[str, ...]
    start: int

    @property
    def text(self) -> str:
        return " ".join(self.words)


class ArticleNames:
    """The names of one article."""

    def __init__(self, text: str) -> None:
        self._by_last: dict[str, list[Name]] = {}
        self._by_first: dict[str, list[Name]] = {}
        self._acronyms: dict[str, str] = {}
        self._women: set[str] = set()
        self._men: set[str] = set()
        self._longer: dict[str, tuple[list[Name], list[int]]] = {}
        for run in _RUN.finditer(text):
            if " " in run.group():
                self._read(run.group().split(" "), run.start(), text[run.end() : run.end() + _SEEN_BEHIND])

    def full(self, words: Sequence[str], position: int) -> str:
        """The fullest form that the article prints of a name, of several the last before `position`."""
        name = " ".join(words)
        if name in self._acronyms:
            return self._acronyms[name]
        if len(words) == 1 and words[0].lower() in BODIES | PEOPLES:
            return name
        names, starts = self._forms(words)
        if not names:
            return name
        return names[max(0, bisect_right(starts, position) - 1)].text

    def _forms(self, words: Sequence[str]) -> tuple[list[Name], list[int]]:
        """The names that the words can stand for, in the article's order, and where they begin."""
        key = " ".join(words)
        if key not in self._longer:
            own = self._by_last.get(_last(words), [])
            fitting = {each.words for each in own if _ends_with(each.words, words)}
            if not fitting and len(words) == 1 and (words[0].lower() in FAMILY_FIRST or words[0] in _FIRST_NAMES):
                own = self._by_first.get(words[0].lower(), [])
                fitting = {each.words for each in own}
            kept = {each for each in fitting if not _is_preceded(each, fitting)}
            names = [each for each in own if each.words in kept]
            self._longer[key] = names, [each.start for each in names]
        return self._longer[key]

    def known(self, word: str) -> str | None:
        """The full name of the person whose last name it is; None when it is not one person's."""
        own = self._by_last.get(word.removesuffix("’s").removesuffix("'s").lower(), [])
        names = {each.words[0] for each in own}
        return own[0].text if len(names) == 1 and own[0].words[-1].lower() not in BODIES else None

    def is_ambiguous(self, words: Sequence[str]) -> bool:
        """Whether names of several people end with these words."""
        return len({each.words[0] for each in self._forms(words)[0]}) > 1

    def is_woman(self, name: str) -> bool | None:
        """What titles before a name and its first word tell; None where they tell nothing."""
        words = name.split(" ")
        last = _last(words)
        woman, man = words[0] in _WOMEN, words[0] in _MEN
        if woman is man:
            woman, man = last in self._women, last in self._men
        return None if woman is man else woman

    def _read(self, words: list[str], start: int, after: str) -> None:
        words, skipped = _without_openers(words)
        titles, name = split_titles(words)
        if not name:
            return
        for title in titles:
            self._women.update({_last(name)} if title.lower() in TITLES_OF_WOMEN else ())
            self._men.update({_last(name)} if title.lower() in TITLES_OF_MEN else ())
        pronoun = _PRONOUN_NEXT.match(after)
        if pronoun:
            (self._women if pronoun[1] in {"she", "her"} else self._men).add(_last(name))
        bracketed = _IN_BRACKETS.match(after.lstrip()[:12])
        if bracketed:
            self._acronyms[bracketed[1]] = " ".join(name)
        if 1 < len(name) <= _LONGEST_NAME:
            found = Name(tuple(name), start + skipped)
            self._by_last.setdefault(_last(name), []).append(found)
            self._by_first.setdefault(name[0].lower(), []).append(found)


def split_titles(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """A run of capitalised words to offices and titles, and the name behind them: all of it where it has none."""
    if words[-1].lower() in BODIES:
        return [], list(words)
    if len(words) > 2 and words[0] not in _FIRST_NAMES:
        # "Mount Wilson Director Walter Adams", "NACA Hugh Dryden": the name begins with the first name.
        for place in range(1, len(words) - 1):
            if words[place] in _FIRST_NAMES and (place > 1 or words[0].isupper() or words[0].lower() in TITLES):
                return list(words[:place]), list(words[place:])
    reached = 0
    for place, word in enumerate(words, start=1):
        if word.lower() in TITLES:
            reached = place
    return list(words[:reached]), list(words[reached:])


def _without_openers(words: list[str]) -> tuple[list[str], int]:
    skipped = 0
    while len(words) > 1 and (words[0].lower() in NAME_OPENERS or (words[0].endswith("ing") and len(words[0]) > 8)):
        skipped += len(words[0]) + 1
        words = words[1:]
    return words, skipped


def _is_preceded(words: tuple[str, ...], others: Collection[tuple[str, ...]]) -> bool:
    """Whether a word that is no part of it stands before the name: "Staff Bill Leahy" where "Bill Leahy" is known."""
    return any(
        len(other) < len(words) and other[0] in _FIRST_NAMES and words[-len(other) :] == other for other in others
    )


def _last(words: Sequence[str]) -> str:
    if words[-1].lower() not in SUFFIXES:
        return words[-1].lower()
    kept = [word for word in words if word.lower() not in SUFFIXES] or list(words)
    return kept[-1].lower()


def _ends_with(words: Sequence[str], ending: Sequence[str]) -> bool:
    """Whether a longer name ends with a shorter one, or has its first and last word."""
    plain = [word.lower() for word in words if word.lower() not in SUFFIXES]
    short = [word.lower() for word in ending if word.lower() not in SUFFIXES]
    if len(short) == 1:
        return plain[-1] == short[0]
    return plain[-len(short) :] == short or (plain[0], plain[-1]) == (short[0], short[-1])
