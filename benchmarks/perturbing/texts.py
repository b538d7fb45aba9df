"""A sentence and a span of it to the sentence with that span changed, in good spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Protocol

from benchmarks.perturbing.originals import Original


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a sentence: the statement it gives, and what became what."""

    subkind: str
    statement: str
    old: str
    new: str


class Rule(Protocol):
    """Proposes changes of one kind; the same generator state gives the same ones."""

    def __call__(self, original: Original, chance: Random, /) -> Iterator[Change]: ...


# Another clause within the one looked at: what stands at its end may belong to either.
CLAUSE_INSIDE = re.compile(
    r"(?i)\b(?:who|which|that|when|where|while|because|if|after|before|since|until|as|said|says|told|but|and"
    r"|than|to|how|why|what|whether)\b"
)
_QUOTATION = re.compile(r"\"[^\"]*\"|“[^“”]*”")
_VOWEL_SOUND = re.compile(
    r"(?i)(?:[aeio]|u(?!n[ai]|s[aeu]|k\b|\.?s\b|\.?k\b|tah|ganda|kra|ru)|hour|honest|hono[u]?r|heir|8|11\b|18\b)"
)
_ACRONYM = re.compile(r"[AEFHILMNORSX][A-Z]+\b")
_SAYS_YOU = re.compile(r"(?i)(?:eu|one\b|once|u[nks]\b|USDA|NASA|NATO|FEMA|SEC\b|UNESCO|UNICEF)")


def swapped(text: str, start: int, end: int, new: str) -> str:
    """The text with the span replaced: its first letter's case kept at the front, and "a" or "an" before it mended."""
    if start == 0 and text[:1].isupper():
        new = capitalised(new)
    head, tail = text[:start], text[end:]
    if not new and tail[:1] in {"", " ", ".", ","}:
        head = head.rstrip()
    article = re.search(r"\b([Aa])n?( ?)$", head)
    following = (new + tail).lstrip()
    if article and following:
        head = head[: article.start()] + article[1] + "n" * begins_with_vowel(following) + article[2]
    return head + new + tail


def begins_with_vowel(word: str) -> bool:
    """Whether "an" stands before it."""
    if _SAYS_YOU.match(word):
        return word.startswith(("SEC",))
    if _ACRONYM.match(word):
        return True
    return bool(_VOWEL_SOUND.match(word))


def capitalised(text: str) -> str:
    """With its first letter in upper case, and the rest as it was."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The beginning of a sentence as it stands within one; a name or "I" keeps its capital."""
    word = re.match(r"[\w’']+", text)
    if word and word[0].lower() in _FUNCTION_WORDS:
        return text[:1].lower() + text[1:]
    return text


def can_be_lowered(text: str) -> bool:
    """Whether it is known how the beginning of this sentence is written within one."""
    word = re.match(r"[\w’']+", text)
    return word is not None and word[0].lower() in _FUNCTION_WORDS


def quotations(text: str) -> list[tuple[int, int]]:
    """The spans within quotation marks, marks included."""
    return [found.span() for found in _QUOTATION.finditer(text)]


def is_quoted(text: str, start: int) -> bool:
    """Whether this character stands within quotation marks."""
    return any(left <= start < right for left, right in quotations(text))


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in the text, whole, in upper or lower case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def ended(clause: str) -> str:
    """The clause as a sentence: capital letter in front, one stop behind."""
    return capitalised(clause.strip().rstrip(",.").rstrip()) + "."


_FUNCTION_WORDS = frozenset(
    """a an the this that these those he she it they we his her its their our some many most all both each every several
    few two three four five six seven eight nine ten at more about nearly almost around roughly there one another such
    no police officials authorities investigators prosecutors researchers scientists experts people residents voters
    critics supporters lawmakers doctors teachers students parents women men children workers shares sales prices
    on in by during since after before last earlier over under from within while when as if because although though
    later early late until despite""".split()
)
