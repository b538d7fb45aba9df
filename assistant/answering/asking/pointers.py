"""A line to the words in it that point outside it: without what they mean it cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.asking.line_words import (
    ASKING,
    AUXILIARIES,
    ONLY_ONE,
    PREPOSITIONS,
    SPANS,
    TIMES,
    Word,
    words_in_line,
)
from assistant.language.word_lists import word_list
from assistant.patterns import lazy_pattern


class Pointing(StrEnum):
    """What a pointer wants."""

    HE = "he"
    SHE = "she"
    THEY = "they"
    IT = "it"  # and that, there, the other one
    THEN = "then"  # a time of the conversation
    THE = "the"  # "the mayor", of whom there are many
    COUNT = "count"  # "both", "all three"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The words at `[start, end)` of a line that point outside it; `number` of what "all three" counts."""

    kind: Pointing
    text: str
    start: int
    end: int
    number: int = 2


_SAID_BACK = {
    "he": Pointing.HE, "him": Pointing.HE, "his": Pointing.HE,
    "she": Pointing.SHE, "her": Pointing.SHE, "hers": Pointing.SHE,
    "they": Pointing.THEY, "them": Pointing.THEY, "their": Pointing.THEY, "theirs": Pointing.THEY,
    "it": Pointing.IT, "its": Pointing.IT,
}  # fmt: skip
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_BE = frozenset("is are was were s isn aren wasn weren be been isnt arent wasnt werent".split())
_INDEFINITE = frozenset("a an any every each which what".split())
_SUBORDINATE = frozenset("when while after before since until if as because although though once".split())
# What opens a line before the one it speaks of is named: "Before she resigned, what did Ardern say?".
_LEADING = _SUBORDINATE | PREPOSITIONS | frozenset("other despite like unlike besides apart".split())
_SOMEBODY = frozenset("anyone anybody someone somebody everyone everybody nobody whoever".split())
_ROLES = word_list("roles")
_COUNT = lazy_pattern(
    r"\b(?:all|the|these|those|which|any) (?:of (?:the )?)?(two|three|four|five)\b(?!-)"
    r"(?=\W*$| (?:of them|have|has|had|is|are|was|were|do|did|will|would|in|on|to|at)\b)"
    r"|\b(?:both|neither|either)(?: of them)?\b(?!.*\b(?:and|n?or)\b)"
    r"|\b(?:which|who|each|any|one) of (?:them|those|these|the two)\b",
    re.IGNORECASE,
)
_MORE = (
    "more|less|fewer|better|worse"
    "|(?:bigg|high|low|old|young|long|short|small|larg|cheap|fast|rich|strong|poor|near|tall|wid|deep|clos|saf)er"
)
_COMPARED = lazy_pattern(
    r"(?:and |so )?(?:which|who)(?: one)? (?:is|was|has|had|got|are|were) (?:the )?"
    rf"((?:{_MORE})(?: \w+)?)\W*$",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_TIME = rf"(?:{'|'.join(sorted(TIMES | SPANS))})"
_THEN = lazy_pattern(
    rf"\b(?:at the (?:same )?time|(?:at )?that (?:same )?{_TIME}|the {_TIME} (?:before|after)|(?:the )?{_TIME}s? later|"
    r"(?:since|by|until|till|back|before) then|then"
    r"|since|afterwards?|beforehand|meanwhile)(?=\W*$|\s*,)",
    re.IGNORECASE,
)
# "Is it legal to smoke?", "how long does it take to", "is it raining": here "it" stands for nothing.
_DUMMY = lazy_pattern(
    r"\bit (?:(?:going to|still) )?(?:rain|snow|hail)(?:ing|s|ed)?\b|\bit (?:take|cost)s? (?:\w+ )*?to \w+"
    r"|\b(?:makes?|made|finds?|found) it \w+ (?:for|to|that)\b|\bit (?:\w+er|(?:more|less) \w+) (?:for|to)\b"
    r"|\bit (?:\w+ )?(?!(?:going|able|due|set|expected|planned|meant|supposed|ready|about|allowed|likely|got|have) )\w+"
    r" (?:to (?:\w+\W+){2}|that )\w+|\b(?:time|day|date|year) is it\b|\bit (?:true|the case) that\b"
    r"|\bit (?:\w+ ){0,4}(?:who|that)\b|\bit worth \w+ing\b|\bit from \w+ to\b|\bit (?:been )?since\b",
    re.IGNORECASE,
)
_LONGEST = 2  # words of "the mayor", "the new date"; "the adaptive immune system" is known by its words


def pointers_in(line: str) -> tuple[Pointer, ...]:
    """The words of a line, in order, that may mean something outside it; a "she" that means somebody in it is none."""
    words = words_in_line(line)
    kept: list[Pointer] = []
    for each in (*_counted(line, words), *_times(line, words), *_pronouns(words), *_definite(words)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def _pronouns(words: Sequence[Word]) -> Iterator[Pointer]:
    for place, word in enumerate(words):
        kind = _SAID_BACK.get(word.plain)
        if kind is None and word.plain in {"this", "that", "these", "those", "there"}:
            kind = Pointing.IT if _points(words, place) else None
        if kind is not None and not _is_dummy(words, place) and not _is_bound(words, place, kind):
            yield Pointer(kind, word.lower, word.start, _end_of(words, place))


def _end_of(words: Sequence[Word], place: int) -> int:
    """Where a pronoun ends: "that vaccine" is one."""
    word = words[place]
    behind = words[place + 1] if place + 1 < len(words) else None
    if word.lower in {"this", "that", "these", "those"} and behind and behind.has_content and not behind.named:
        return behind.end
    return word.end


def _points(words: Sequence[Word], place: int) -> bool:
    """Whether "that" is no conjunction, and "there" no "there is"."""
    before = words[place - 1] if place else None
    is_last = place == len(words) - 1 or words[place + 1].clause != words[place].clause
    if words[place].lower == "there":
        existential = before is not None and (before.lower in AUXILIARIES or before.lower in {"t", "been", "be"})
        return is_last or not (existential or words[place + 1].lower in AUXILIARIES)
    if not is_last and (words[place + 1].lower in TIMES or words[place + 1].lower in SPANS):
        return False  # "this spring"; "that year" is a time
    if not is_last and words[place + 1].lower in {"who", "whose", "which", "of", "with"}:
        return False  # "those who left", "that of Iceland"
    if before is None or words[place].lower in {"these", "those"} or is_last:
        return True
    if place == len(words) - 2 == 2 and words[0].lower in ASKING:
        return True  # "who runs that ferry"
    return (
        before.lower in AUXILIARIES | PREPOSITIONS | ASKING | {"and", "so", "but", "t"}
        or before.clause != words[place].clause - 1
    )


def _is_dummy(words: Sequence[Word], place: int) -> bool:
    if words[place].lower != "it":
        return False
    text = " ".join(word.lower for word in words[max(0, place - 2) :])
    return _DUMMY.search(text) is not None


def _is_bound(words: Sequence[Word], place: int, kind: Pointing) -> bool:
    """Whether something in an earlier clause is meant; by a possessive also in the same clause.

    That a pronoun does not mean what stands in its own clause is principle B of Chomsky's theory of binding (1981).
    """
    word = words[place]
    owns = word.lower in _POSSESSIVES and place + 1 < len(words) and words[place + 1].clause == word.clause
    owns = owns and (word.lower != "her" or words[place + 1].has_content or words[place + 1].lower in {"most", "own"})
    inverts = words[0].lower in ASKING | AUXILIARIES | {"and", "but", "so"}
    is_subject = inverts and place > 0 and words[place - 1].lower in AUXILIARIES | {"t"}
    led = words[0].lower in _LEADING and word.clause == 0
    for other, each in enumerate(words):
        before = each.clause < word.clause or (owns and not is_subject and each.clause == word.clause and other < place)
        before = before or (other < place and each.named and words[other + 1].lower == "s")
        ahead = led and each.clause > 0 and each.named
        if (before or ahead) and _may_be(words, other, kind):
            return True
    return False


def _may_be(words: Sequence[Word], place: int, kind: Pointing) -> bool:
    """Whether a pronoun of the kind can mean the word."""
    word = words[place]
    if word.named or word.lower in _SOMEBODY:
        return True
    if kind in {Pointing.HE, Pointing.SHE}:
        indefinite = any(words[each].lower in _INDEFINITE for each in range(max(0, place - 2), place))
        return word.has_content and word.opens_noun and (word.lower in _ROLES or indefinite)
    return word.has_content and (word.opens_noun or word.lower.isdigit())


def _end_of_phrase(words: Sequence[Word], place: int) -> int:
    """The place behind the content words that follow."""
    end = place + 1
    while end < len(words) and words[end].clause == words[place].clause:
        if not words[end].has_content and not (words[end].lower == "s" and end > place + 1):
            break
        end += 1
    return end


def _definite(words: Sequence[Word]) -> Iterator[Pointer]:
    """The words behind a "the", without a name or a number, where nothing tells them from others: "the mayor"."""
    for place, word in enumerate(words):
        if word.plain != "the":
            continue
        end = _end_of_phrase(words, place)
        phrase = words[place + 1 : end]
        if not phrase or any(each.named or each.lower[0].isdigit() for each in phrase):
            continue
        nouns = _nouns(phrase, words[place - 1].lower if place else "", opens=place < 2)
        unique = len(nouns) > _LONGEST or any(each.lower in ONLY_ONE | TIMES for each in nouns)
        if not unique and not _is_told(words, end, word.clause):
            yield Pointer(Pointing.THE, " ".join(each.lower for each in (word, *nouns)), word.start, nouns[-1].end)


def _nouns(phrase: Sequence[Word], before: str, *, opens: bool) -> Sequence[Word]:
    """The words of a phrase that are its noun: without the verb of "did the strike end", and what "'s" joins to it."""
    owned = next((place for place, each in enumerate(phrase) if each.lower == "s"), None)
    if owned:
        return phrase[:owned]
    ends_in_verb = before in AUXILIARIES and (before not in _BE or opens or phrase[-1].lower.endswith(("ed", "ing")))
    nouns = phrase[:-1] if ends_in_verb and len(phrase) > 1 else phrase
    return nouns[:-1] if len(nouns) > 1 and nouns[-1].lower.endswith("ly") else nouns


def _is_told(words: Sequence[Word], end: int, clause: int) -> bool:
    """Whether what stands behind a noun tells which it is: "of France", "to dissolve it", "that blew up", "'s"."""
    if end >= len(words):
        return False
    behind = words[end]
    if behind.lower in {"that", "who", "which", "whose", "where"}:
        return end + 1 < len(words) and words[end + 1].lower not in TIMES | SPANS
    if behind.clause != clause and behind.lower not in PREPOSITIONS:
        return False
    rest = words[end + 1 :]
    if behind.lower not in PREPOSITIONS or not rest:
        return False
    if rest[0].plain == "the":
        close = _end_of_phrase(words, end + 1)
        phrase = words[end + 1 : close]
        return any(each.named or each.lower.isdigit() or each.lower in ONLY_ONE for each in phrase) or _is_told(
            words, close, rest[0].clause
        )
    return rest[0].plain not in _SAID_BACK and rest[0].plain not in ASKING


def _counted(line: str, words: Sequence[Word]) -> Iterator[Pointer]:
    """What counts: "both of them", "all three" and, where nothing else is compared, "which is bigger"."""
    compared = _COMPARED.match(line)
    if compared is not None and not any(word.named for word in words):
        yield Pointer(Pointing.COUNT, compared[1], *compared.span(1))
    for match in _COUNT.finditer(line):
        if "of" in match.group() or not any(word.named and word.start >= match.end() for word in words):
            yield Pointer(
                Pointing.COUNT, match.group(), match.start(), match.end(), _NUMBERS.get((match[1] or "two").lower(), 2)
            )


def _times(line: str, words: Sequence[Word]) -> Iterator[Pointer]:
    for match in _THEN.finditer(line):
        clause = next(word.clause for word in words if word.end > match.start())
        told = any(word.named or word.lower.isdigit() for word in words if word.clause < clause)
        if not told and not any(word.lower.isdigit() for word in words if word.start > match.end()):
            yield Pointer(Pointing.THEN, match.group(), match.start(), match.end())
