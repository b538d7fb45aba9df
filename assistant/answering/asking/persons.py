"""The turns of a conversation to whom "he" or "she" can mean, and to the names that were said side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.pointers import AUXILIARIES, Pointing
from assistant.language.names import Name, names_in
from assistant.language.word_lists import word_list
from assistant.records.questions import Turn

_FIRST_NAMES = {
    Pointing.SHE: frozenset(each.lower() for each in word_list("first_names_of_women")),
    Pointing.HE: frozenset(each.lower() for each in word_list("first_names_of_men")),
}
_BODIES = word_list("bodies")
_SIDE_BY_SIDE = re.compile(r",? (?:and|or) |, ")
_NOBODY_BEHIND = re.compile(r"\b(?:the|in|at|from|near|on|a|an)\s+$", re.IGNORECASE)
_ACTS = re.compile(rf"\b(?:{'|'.join(sorted(AUXILIARIES))}|by|against)\s+$", re.IGNORECASE)
_SAYS_SEX = re.compile(r"\b(?:(he|him|his)|(she|her|hers))\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"(?:and |so |but )?(?:who|whom|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named; `sex` None where nothing tells. The lower the `grade`, the surer it is a person's name."""

    name: str
    sex: Pointing | None
    grade: int
    place: int  # of the name in its text
    answered: bool = False  # named by the answer alone


def meant_by(kind: Pointing, history: Sequence[Turn]) -> tuple[str, ...]:
    """The names of whom "he" or "she" can mean, as far as the conversation tells; several where it does not.

    The newest turn that names anybody counts. Where it asked who, the answer's names do, else the question's.
    """
    for turn in reversed(history):
        fitting = [each for each in persons_in(turn) if each.sex in (None, kind)]
        sure = [each for each in fitting if each.sex is kind] or fitting
        best = min((each.grade for each in sure), default=None)
        named = [each for each in sure if each.grade == best]
        who = _ASKS_WHO.match(turn.question) is not None
        preferred = [each for each in named if each.answered is who] or named
        if preferred:
            return _side_by_side(preferred, turn.answer if preferred[0].answered else turn.standalone)
    return ()


def persons_in(turn: Turn) -> list[Person]:
    """Whom a turn names, first in the question; a pronoun of the answer tells the sex of whom the question named."""
    asked = list(_persons(turn.standalone))
    said = _SAYS_SEX.search(turn.answer)
    if said is not None and not any(each.place < said.start() for each in _persons(turn.answer)):
        told = Pointing.HE if said[1] else Pointing.SHE
        asked = [replace(each, sex=told, grade=1) if each.sex is None else each for each in asked[:1]] + asked[1:]
    known = {word for each in asked for word in each.name.lower().split()}
    answered = [replace(each, answered=True) for each in _persons(turn.answer)]
    return [*asked, *(each for each in answered if not known & set(each.name.lower().split()))]


def named_together(text: str, most: int = 5) -> tuple[str, ...]:
    """The first names of a text that stand side by side: "Mali, Burkina Faso and Niger"; one where none does."""
    runs = [run for run in names_in(text) if run.named or not run.opening]
    if not runs:
        return ()
    together = [runs[0]]
    for run in runs[1:most]:
        if not _SIDE_BY_SIDE.fullmatch(text[together[-1].end : run.start]):
            break
        together.append(run)
    return tuple(run.text for run in together)


def _side_by_side(persons: Sequence[Person], text: str) -> tuple[str, ...]:
    """The first of the persons, and those who are named in one breath with him or her."""
    first, *others = persons
    together = [first]
    for each in others:
        end = together[-1].place + len(together[-1].name)
        if _SIDE_BY_SIDE.fullmatch(text[end : each.place]):
            together.append(each)
    return tuple(each.name for each in together)


def _persons(text: str) -> Iterable[Person]:
    for run in names_in(text):
        person = _person(run, text)
        if person is not None:
            yield person


def _person(run: Name, text: str) -> Person | None:
    """The person that a run of names may mean; None for what stands behind "the" or "in"."""
    words = run.text.split()
    for place, word in enumerate(words[:-1]):
        for sex, names in _FIRST_NAMES.items():
            if word.lower() in names and word.lower() not in _FIRST_NAMES[_other(sex)]:
                name = " ".join(words[place:])
                return Person(name, sex, 1, run.start + run.text.index(name))
    before, behind = text[: run.start], text[run.end :]
    if _NOBODY_BEHIND.search(before) or run.text.isupper() or words[-1].lower() in _BODIES:
        return None
    if len(words) > 1 and (run.named or not run.opening):
        return Person(run.text, None, 2, run.start)
    # "Did Biden", "Biden's wife", "Biden said", "beaten by Biden".
    acts = _ACTS.search(before) or behind.startswith(("’s", "'s")) or (run.opening and run.named)
    return Person(run.text, None, 3, run.start) if acts else None


def _other(sex: Pointing) -> Pointing:
    return Pointing.HE if sex is Pointing.SHE else Pointing.SHE
