"""The turns of a conversation to what they were about: the words that a question lacks that comes after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asking.line_words import AUXILIARIES
from assistant.answering.asking.persons import named_together, persons_in
from assistant.answering.asking.pointers import Pointer, Pointing, pointers_in
from assistant.answering.asking.question_parts import added_to, names_of
from assistant.language.words import stem, stems_in, words_of
from assistant.patterns import lazy_pattern
from assistant.records.questions import Turn

LEADING = lazy_pattern(r"^(?:(?:and|but|so|or|well|ok|lol|then)\b[\s,.]*)+", re.IGNORECASE)
# How a question begins, up to what it is about.
HEAD = lazy_pattern(
    r"(?:do you know |can you tell me |tell me (?:more )?about |tell me )?"
    r"(?:(?:(?:with|for|by|to|from|under|on|in|of|at) (?=wh))?"
    r"(?:how (?:many|much|old|long|far|high|big|often|well)|(?:who|what|where) else|who|whom|whose|what|which|when"
    r"|where|why|how|whats|whos|hows|wheres)\b\s*)?",
    re.IGNORECASE,
)
# "How many days did doctors strike": the days are asked for.
_FRONTED = lazy_pattern(r"^(?:[a-z]+ ){1,2}(?:did|does|do|can|will|would)\s+")
_FIRST_WORD = lazy_pattern(r"['’]?(\w+)")
_NAMED_NOUN = lazy_pattern(r"((?:[A-ZÀ-Þ][\w’'.-]*\s+)+)((?:[a-z-]+\s+)?)([a-z-]+)")
_ASKS_FOR_THINGS = lazy_pattern(r"(?:and |so |but )?(?:who|whom|what|which|where|how many)\b", re.IGNORECASE)
_TWO_NOUNS = lazy_pattern(r"\b((?:the|an?|its|their) [a-z-]+(?: [a-z-]+)?) and ((?:the|an?|its|their) [a-z-]+)")
_SHORT = 10  # words of an answer that says little but what was asked for
_ASKS_WHO = lazy_pattern(r"(?:and |so |but )?(?:who|whom|what|which|where)\b", re.IGNORECASE)


def subject_of(turn: Turn) -> str:
    """What a question is about: its words without the question word and the auxiliary verb."""
    added = added_to(turn.standalone)
    own = turn.standalone.removesuffix(added)
    inside = added.strip(" ()")
    subject = about(LEADING.sub("", inside or own).strip())
    if not inside:
        return subject
    more = [*names_of(own), *(each.text.removeprefix("the ") for each in pointers_in(own) if each.kind is Pointing.THE)]
    return "; ".join([*dict.fromkeys(each for each in more if each not in subject), subject])


def about(text: str) -> str:
    """The words of a question without its question word and its auxiliary verb."""
    asked = _FRONTED.sub("", HEAD.sub("", text, count=1), count=1)
    first = _FIRST_WORD.match(asked)
    return (asked[first.end() :] if first and first[1].lower() in AUXILIARIES else asked).strip(" ?!.,")


def answered_by(turn: Turn) -> tuple[str, ...]:
    """The names that the answer gave first, where the question asked who, what or which."""
    if not _ASKS_WHO.match(turn.question):
        return ()
    asked = set(words_of(turn.standalone))
    return tuple(name for name in named_together(turn.answer) if not set(words_of(name)) <= asked)


def several_of(number: int, history: Sequence[Turn]) -> tuple[str, ...]:
    """So many names: those that the last answer or question says in one breath, else one of each turn before."""
    for text in (history[-1].answer, history[-1].standalone):
        together = named_together(text)
        if len(together) >= number:
            subject = subject_of(history[-1])
            return together if all(name in subject for name in together) else (*together, subject)
    found: list[str] = []
    for turn in reversed(history):
        names = names_of(turn.standalone)
        found += [name for name in (names if len(names) >= number else names[:1]) if name not in found]
    return tuple(reversed(found[:number]))


def fullest_form(pointer: Pointer, history: Sequence[Turn]) -> str:
    """How the conversation calls "the group": "Wagner group"; nothing where it has no name for it."""
    words = pointer.text.split()
    if pointer.kind not in {Pointing.THE, Pointing.IT} or len(words) < 2 or words[0] not in {"the", "that", "this"}:
        return ""
    noun = words[-1].lower()
    for turn in reversed(history):
        for text in (turn.standalone, turn.answer):
            for match in _NAMED_NOUN.finditer(text):
                name = match[1].strip()
                if match[3] == noun and names_of(f"x {name}"):
                    return f"{name} {match[2]}{match[3]}"
    return ""


def turn_of(pointers: Sequence[Pointer], history: Sequence[Turn]) -> Turn:
    """The turn that a line goes on from: the newest that has the noun of its "the mayor", by default the last."""
    nouns = {stem(each.text.split()[-1]) for each in pointers if each.text.split()[0] in {"the", "that", "this"}}
    for turn in reversed(history):
        if nouns & stems_in(f"{turn.standalone} {turn.answer}"):
            return turn
    return history[-1]


def is_new(pointer: Pointer, history: Sequence[Turn]) -> bool:
    """Whether a pointer is a "the mayor" of whom nobody spoke."""
    said = stems_in(" ".join(f"{turn.standalone} {turn.answer}" for turn in history))
    return pointer.kind is Pointing.THE and stem(pointer.text.split()[-1]) not in said


def is_one_of(phrase: str, behind: str, last: Turn) -> bool:
    """Whether "that pool" comes after a question about pools, of which no single one was spoken of."""
    words = words_of(phrase)
    first, noun = words[0], words[-1]
    if first not in {"the", "that", "this"} or noun == first or _is_plural(noun) or behind.startswith(" of "):
        return False
    said = words_of(f"{last.standalone} {last.answer}")
    return noun not in said and any(_is_plural(word) and stem(word) == stem(noun) for word in words_of(last.question))


def choice_for(pointer: Pointer, last: Turn) -> tuple[str, ...]:
    """What "it" may mean, or a mayor of whom nobody spoke belong to: the things that the last answer named together."""
    asks_of = pointer.text in {"it", "its"} or is_new(pointer, [last])
    if not asks_of or not _ASKS_FOR_THINGS.match(last.question):
        return ()
    if any(each.grade == 1 for each in persons_in(last) if each.answered):
        return ()
    asked = set(words_of(last.standalone))
    unnamed = _TWO_NOUNS.search(last.answer)
    named = tuple(name for name in named_together(last.answer) if not set(words_of(name)) <= asked)
    several = named if len(named) > 1 else unnamed.groups() if unnamed else ()
    # In a longer sentence two names stand side by side for other reasons than that both are the answer.
    begins = bool(several) and last.answer.removeprefix("The ").startswith(several[0].removeprefix("the "))
    return several if begins or len(words_of(last.answer)) <= _SHORT else ()


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
