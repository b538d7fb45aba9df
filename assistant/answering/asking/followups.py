"""A line of a conversation to a question that stands alone: completed where it does not, or asked back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.dependence import depends
from assistant.answering.asking.fragments import asks_why, filled, is_fragment, why, with_brackets
from assistant.answering.asking.line_words import ASKING, AUXILIARIES, holds_name
from assistant.answering.asking.persons import beside_whom, means_unnamed, meant_by
from assistant.answering.asking.pointers import Pointer, Pointing, pointers_in
from assistant.answering.asking.question_parts import names_of
from assistant.answering.asking.subjects import (
    answered_by,
    choice_for,
    fullest_form,
    is_one_of,
    several_of,
    subject_of,
    turn_of,
)
from assistant.language.words import content_words, words_of
from assistant.patterns import lazy_pattern
from assistant.records.questions import Turn


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A line that stands alone now; or one of which `unclear` is to be asked back, with the `candidates` for it.

    `open`: it is left as it was typed, although "the ferry" in it may belong to what was spoken of.
    """

    standalone: str
    unclear: Pointer | None = None
    candidates: tuple[str, ...] = ()
    open: bool = False

    @property
    def question(self) -> str:
        """What to ask back; nothing where all is clear."""
        if self.unclear is None:
            return ""
        asks = "Who" if self.unclear.kind in _PERSONS | {Pointing.THEY} else "What"
        asked = f"{asks} is meant by “{self.unclear.text}”"
        if not self.candidates:
            return f"{asked}? Nothing before tells; type the name."
        *others, last = self.candidates
        return f"{asked}: {', '.join(others)} or {last}?"


_PERSONS = frozenset({Pointing.HE, Pointing.SHE})
# What is asked back about at the beginning of a conversation, and what only in a line without a name.
_SOMEBODY = frozenset("he him his she her hers".split())
_SOMETHING = frozenset("it its they them their theirs".split())
_I_MEAN = lazy_pattern(r"(?:(?:sorry|no|oh|i mean|i meant|it is|it['’]s|that is|that['’]s)\b[\s,]*)+", re.IGNORECASE)
_LONGEST_REPLY = 12


def complete(text: str, history: Sequence[Turn]) -> FollowUp:
    """The line with what it takes from the turns before, oldest first; as it is where it stands alone.

    A "she" becomes the name; other words are added in brackets, or change places with what they replace ("And in
    Nauru?"). Where it is not clear who is meant, or nobody was named, that is to be asked.
    """
    if not history:
        asked_of = _SOMEBODY if holds_name(text) else _SOMEBODY | _SOMETHING
        return FollowUp(text, next((each for each in pointers_in(text) if each.text in asked_of), None))
    if asks_why(text):
        return FollowUp(why(text, history[-1]))
    pointers = pointers_in(text)
    if not depends(text, history):
        return FollowUp(text, open=bool(pointers))
    named = _with_names(text, pointers, history)
    if named.unclear:
        return named
    if is_fragment(text):
        return FollowUp(filled(named.standalone, history[-1]))
    named_all = named.standalone != text
    left = [each for each in pointers if each.kind not in _PERSONS or not named_all]
    if left or not named_all:
        return _with_subject(named.standalone, left, history, clear=named_all)
    return named


def told(unclear: FollowUp, reply: str) -> str | None:
    """The question that was asked back about, with what the reader replied; None for a new question."""
    said = _I_MEAN.sub("", reply.strip(), count=1).strip(" .!")
    words = words_of(said)
    if not words or len(words) > _LONGEST_REPLY or words[0] in ASKING | AUXILIARIES or reply.rstrip().endswith("?"):
        return None
    chosen = [name for name in unclear.candidates if set(words) & set(words_of(name))]
    name = chosen[0] if len(chosen) == 1 else said
    pointer = unclear.unclear
    if pointer is not None and pointer.kind in _PERSONS and names_of(f"x {name}") == [name]:
        return _named(unclear.standalone, pointer, name)
    return with_brackets(unclear.standalone, (name,))


def _with_names(text: str, pointers: Sequence[Pointer], history: Sequence[Turn]) -> FollowUp:
    """The line with names for "he" and "she"; unclear where several fit, or none while the line names nobody before."""
    named = text
    persons = [each for each in pointers if each.kind in _PERSONS]
    for pointer in reversed(persons):
        if means_unnamed(history[-1]):
            continue
        meant = meant_by(pointer.kind, history)
        if len(meant) == 1 and _is_object_beside(text, pointer, persons):
            beside = beside_whom(meant[0], pointer.kind, history)
            if not beside:
                continue
            meant = beside
        if len(meant) == 1:
            named = _named(named, pointer, meant[0])
        elif meant or not holds_name(text[: pointer.start]):
            return FollowUp(text, pointer, meant)
    return FollowUp(named)


def _is_object_beside(text: str, pointer: Pointer, persons: Sequence[Pointer]) -> bool:
    """Whether a "him" has a "he" before it: the two are not the same (principle B of Chomsky's theory of binding)."""
    first = next((each for each in persons if each.kind is pointer.kind), pointer)
    return (
        first is not pointer
        and first.text in {"he", "she"}
        and pointer.text in {"him", "her"}
        and not _owns(text, pointer)
    )


def _named(text: str, pointer: Pointer, name: str) -> str:
    """The text with the name in the place of the pronoun."""
    shown = f"{name}’s" if _owns(text, pointer) else name
    return text[: pointer.start] + shown + text[pointer.end :]


def _owns(text: str, pointer: Pointer) -> bool:
    """Whether a pronoun is a possessive: "his", and the "her" of "her party" and "her own"."""
    follows = re.match(r"\s+(\w+)", text[pointer.end :])
    before_noun = follows is not None and (follows[1].lower() == "own" or bool(content_words(follows[1])))
    return pointer.text in {"his", "hers"} or (pointer.text == "her" and before_noun)


def _with_subject(text: str, left: Sequence[Pointer], history: Sequence[Turn], *, clear: bool) -> FollowUp:
    """The line with what was spoken of in brackets.

    Asked back where two things were named for one "it", unless it is `clear` of whom the line speaks.
    """
    last = history[-1]
    for pointer in left:
        if pointer.kind is Pointing.COUNT:
            return FollowUp(with_brackets(text, several_of(pointer.number, history)))
    forms = [fullest_form(each, history) for each in left]
    for pointer, form in zip(left, forms, strict=True):
        if form or clear:
            continue
        candidates = choice_for(pointer, last)
        if candidates:
            return FollowUp(text, pointer, candidates)
        phrase = text[pointer.start : pointer.end]
        if is_one_of(phrase, text[pointer.end :], last):
            return FollowUp(text, replace(pointer, text=phrase))
    if left and all(forms):
        return FollowUp(with_brackets(text, tuple(forms)))
    turn = turn_of(left, history)
    return FollowUp(with_brackets(text, (*forms, subject_of(turn), *answered_by(turn))))
