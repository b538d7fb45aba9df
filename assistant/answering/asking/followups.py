"""A line of a conversation to a question that stands alone: completed where it does not, or asked back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking.persons import meant_by, named_together
from assistant.answering.asking.pointers import (
    ASKING,
    AUXILIARIES,
    Pointer,
    Pointing,
    holds_name,
    pointers_in,
)
from assistant.answering.asking.understand import Query, added_to, names_of, query_for
from assistant.language.words import content_words, stem, words_of
from assistant.records.questions import Question, Turn
from assistant.time.date_expressions import find_dates_in_question


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A line that stands alone now; or `unclear`: what "she" means, and `candidates` for it, are to be asked."""

    standalone: str
    unclear: str = ""
    candidates: tuple[str, ...] = ()


_PERSONS = frozenset({Pointing.HE, Pointing.SHE})
_LEADING = re.compile(r"^(?:(?:and|but|so|or|well|ok|lol|then)\b[\s,.]*)+", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:(?:and|but|so|or)\b\s*)*(?:what about|how about|and|or)\b\s*", re.IGNORECASE)
_WHY = re.compile(r"^(?:but |and |so )*(?:why(?: (?:so|not|tho|though|then|is that|was that))?|how come)\W*$", re.IGNORECASE)
_RUN = re.compile(r"[A-ZÀ-ÞŠŽ][\w’'.-]*(?: (?:(?:of|da|de|von|van|al|bin) )?[A-ZÀ-ÞŠŽ][\w’'.-]*)*")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NEXT_YEAR = re.compile(r"\W*(?:and |but )?(?:in )?the year (before|after)\W*$", re.IGNORECASE)
# What an ellipsis begins with; a line of key words begins with none of them.
_FRAGMENT = re.compile(
    r"(?:(?P<joined>and|but|or|what about|how about|only|just|not even|even|except)"
    r"|(?P<placed>until|till|since|by|with|without|for|from|to|in|on|at|of|about|before|after|during|per)"
    r"|(?P<asked>which|what|whose|how|when|where|whom|why|who else)|\w+ than)\b(?! to \w+)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(in|on|at|to|from|for|by|with|of|about)\s+", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:do you know |can you tell me |tell me (?:more )?about |tell me )?"
    r"(?:(?:how (?:many|much|old|long|far|high|big|often|well)|who else|what else|who|whom|whose|what|which|when|where|why"
    r"|how|whats|whos|hows|wheres)\b\s*)?",
    re.IGNORECASE,
)
# "How many days did doctors strike": the days are asked for.
_FRONTED = re.compile(r"(?:[a-z]+ ){1,2}(?:did|does|do|has|have|can|will|would)\s+")
# "Chandlers' Bridge reopen": the verb, which the question already has.
_VERB_BEHIND_NAME = re.compile(r"(?<=\b)([A-ZÀ-Þ][^\s]*)\s+[a-z]+$")
# Few words and no name: "Any injuries?", "How many were saved?".
_FEW = 3
_LONGEST = 9  # words of an ellipsis
_A_DEFINITION = re.compile(r"what(?:['’]?s| is| are) (?:an? )?(?!\w*ing\b)[\w-]+(?: [\w-]+)?\W*$", re.IGNORECASE)
_DAY = date(2000, 1, 1)  # only where a time stands in a line is asked, not which


def understand(question: Question) -> Query:
    """What the question asks for; a follow-up takes what it lacks from the conversation."""
    return query_for(question, question.standalone or complete(question.text, question.history).standalone)


def needs_history(text: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    return bool(pointers_in(text)) or is_fragment(text) or _lacks_subject(text)


def complete(text: str, history: Sequence[Turn]) -> FollowUp:
    """The line with what it takes from the turns before, oldest first; as it is where it stands alone.

    A "she" becomes the name; other words are added in brackets, or change places with what they replace ("And in
    Nauru?"). Where it is not clear who is meant, or nobody was named, that is to be asked.
    """
    if not history:
        asked_of = _PERSONS if holds_name(text) else _PERSONS | {Pointing.THEY}
        unnamed = next((each for each in pointers_in(text) if each.kind in asked_of), None)
        return FollowUp(text, unnamed.text if unnamed else "")
    if _WHY.match(text):
        return FollowUp(_why(text, history[-1]))
    pointers = pointers_in(text, history[-1].standalone)
    named = _with_names(text, pointers, history)
    if named.unclear:
        return named
    if is_fragment(text):
        return FollowUp(_filled(named.standalone, history[-1]))
    left = [each for each in pointers if each.kind not in _PERSONS]
    if not left and not (_lacks_subject(text) and named.standalone == text):
        return named
    return _with_subject(named.standalone, left, history)


def is_fragment(text: str) -> bool:
    """Whether a line has no verb of its own: "By what margin?", "And in Germany?", "Which towns?"."""
    words = words_of(text)
    if _WHY.match(text):
        return True
    is_verb = {word for word in words if word in AUXILIARIES - {"may", "s", "re"}} or words[1:2] == ["s"]
    if not words or len(words) > _LONGEST or is_verb:
        return False
    opening = _FRAGMENT.match(text)
    if opening is None:
        return len(words) < _FEW and text.rstrip().endswith("?")
    content = len(content_words(text))
    if opening["asked"] or _FRAGMENT.match(_LEADING.sub("", text), 0) and re.match(r"(?:which|what|how|whose|who)\b", _LEADING.sub("", text), re.I):
        return content < _FEW and not re.match(r"(?:who|what) (?!about|else|time|for)\w+", text, re.IGNORECASE)
    return opening["placed"] is None or content < _FEW + text.rstrip().endswith("?")


def _lacks_subject(text: str) -> bool:
    few = len(content_words(_HEAD.sub("", _LEADING.sub("", text), count=1))) < _FEW
    return few and not holds_name(text) and not names_of(text) and not _A_DEFINITION.match(text)


def _with_names(text: str, pointers: Sequence[Pointer], history: Sequence[Turn]) -> FollowUp:
    """The line with names for "he" and "she"."""
    named = text
    for pointer in reversed([each for each in pointers if each.kind in _PERSONS]):
        meant = meant_by(pointer.kind, history)
        if not meant and holds_name(text[: pointer.start]):
            continue
        if len(meant) != 1:
            return FollowUp(text, pointer.text, meant)
        named = named[: pointer.start] + _in_place(pointer, meant[0], text) + named[pointer.end :]
    return FollowUp(named)


def _in_place(pointer: Pointer, name: str, text: str) -> str:
    follows = re.match(r"\s+(\w+)", text[pointer.end :])
    owns = pointer.text == "his" or (pointer.text == "her" and follows and content_words(follows[1]))
    return f"{name}’s" if owns or pointer.text == "hers" else name


def _with_subject(text: str, left: Sequence[Pointer], history: Sequence[Turn]) -> FollowUp:
    """The line with what was spoken of in brackets; asked back where two things were named for one "it"."""
    last = history[-1]
    counted = next((each for each in left if each.kind is Pointing.COUNT), None)
    if counted is not None:
        return FollowUp(_bracketed(text, _several(counted.number, history)))
    phrases = [_phrase(each, history) for each in left]
    for pointer, phrase in zip(left, phrases, strict=True):
        choice = _choice(pointer, last) if not phrase else ()
        if choice:
            return FollowUp(text, pointer.text, choice)
    known = [each for each in phrases if each]
    if known and len(known) == len(left):
        return FollowUp(_bracketed(text, tuple(dict.fromkeys(known))))
    keeps_time = any(each.kind is Pointing.THEN for each in left)
    subject = subject_of(last, keeps_time=keeps_time)
    answer = _focus(last) if any(each.kind is Pointing.THEY for each in left) or not names_of(subject) else ()
    if not subject and not answer:
        return FollowUp(text, left[0].text) if left else FollowUp(text)
    return FollowUp(_bracketed(text, tuple(dict.fromkeys([*known, subject, *answer]))))


def _bracketed(text: str, parts: Sequence[str]) -> str:
    inside = ", ".join(part for part in parts if part)
    inside = " ".join(re.sub(r"[()?!]", "", inside).split())
    return f"{text} ({inside})" if inside else text


def _several(number: int, history: Sequence[Turn]) -> tuple[str, ...]:
    """So many names: those that the last answer or question says in one breath, else one of each turn before."""
    for text in (history[-1].answer, history[-1].standalone):
        together = named_together(text)
        if len(together) >= number:
            subject = subject_of(history[-1], keeps_time=False)
            return together if all(name in subject for name in together) else (*together, subject)
    found: list[str] = []
    for turn in reversed(history):
        names = names_of(turn.standalone)
        found += [name for name in (names if len(names) >= number else names[:1]) if name not in found]
        if len(found) >= number:
            break
    return tuple(reversed(found[:number]))


def _phrase(pointer: Pointer, history: Sequence[Turn]) -> str:
    """The fullest form under which the conversation knows "the group": "Wagner group"; nothing where it does not."""
    words = pointer.text.split()
    if pointer.kind not in {Pointing.THE, Pointing.IT} or len(words) < 2 or words[0] == "there":
        return ""
    noun = stem(words[-1])
    for turn in reversed(history):
        for text in (turn.standalone, turn.answer):
            for match in re.finditer(r"((?:[A-Z][\w’'.-]*\s+)+)((?:[a-z-]+\s+)?)([a-z-]+)", text):
                name = match[1].strip()
                if stem(match[3]) == noun and names_of(f"x {name}"):
                    return f"{name} {match[2]}{match[3]}"
    return ""


def _choice(pointer: Pointer, last: Turn) -> tuple[str, ...]:
    """The things that "it" or "the mayor" may belong to, where the last answer named several side by side."""
    if pointer.kind not in {Pointing.IT, Pointing.THE} or pointer.text not in {"it", "its"} and not pointer.text.startswith(
        "the "
    ):
        return ()
    if pointer.kind is Pointing.THE and stem(pointer.text.split()[-1]) in {
        stem(word) for word in words_of(f"{last.standalone} {last.answer}")
    }:
        return ()
    together = named_together(last.answer)
    asked = set(words_of(last.standalone))
    new = [name for name in together if not set(words_of(name)) <= asked]
    return tuple(new) if len(new) > 1 and last.answer.startswith(new[0]) else ()


def _focus(turn: Turn) -> tuple[str, ...]:
    """What the answer named, where the question asked who or what."""
    if not re.match(r"(?:and |so |but )?(?:who|whom|what|which|where)\b", turn.question, re.IGNORECASE):
        return ()
    asked = set(words_of(turn.standalone))
    return tuple(name for name in named_together(turn.answer) if not set(words_of(name)) <= asked)


def subject_of(turn: Turn, *, keeps_time: bool) -> str:
    """What a question is about: its words without the question word, its auxiliary verb and, if told, its times."""
    added = added_to(turn.standalone).strip(" ()")
    own = turn.standalone.removesuffix(added_to(turn.standalone)) if added else turn.standalone
    text = _LEADING.sub("", added or own).strip()
    asked = _FRONTED.sub("", _HEAD.sub("", text, count=1), count=1)
    first = re.match(r"(?:['’]?\w+)", asked)
    inverted = first is not None and first.group().lstrip("’'").lower() in AUXILIARIES
    if inverted and first is not None:
        asked = asked[first.end() :]
    asked = (asked if keeps_time else _without_times(asked)).strip(" ?!.,")
    if inverted:
        asked = _VERB_BEHIND_NAME.sub(r"\1", asked)
    extra = [name for name in names_of(own) if added and name not in asked]
    extra += [each.text.removeprefix("the ") for each in pointers_in(own) if added and each.kind is Pointing.THE]
    return ", ".join(dict.fromkeys([*(each for each in extra if each not in asked), asked.strip(" ?!.,")]))


def _without_times(text: str) -> str:
    for each in reversed(find_dates_in_question(text, _DAY)):
        before = re.sub(r"\b(?:in|on|at|since|before|after|during|by|of|from)\s+$", "", text[: each.start])
        text = f"{before.rstrip()} {text[each.end :].lstrip()}".strip()
    return text


def _why(text: str, last: Turn) -> str:
    """ "Why?" with the last question: "When will it reopen?" becomes "Why will it reopen?"."""
    added = added_to(last.standalone)
    own = _LEADING.sub("", last.standalone.removesuffix(added)).strip()
    words = own.split()
    first = words[0].lower() if words else ""
    if first in {"when", "where", "why", "how"} and len(words) > 2 and words[1].lower() in AUXILIARIES:
        return f"Why {' '.join(words[1:])}{added}"
    if first in AUXILIARIES:
        return f"Why {words[0].lower()} {' '.join(words[1:])}{added}"
    return _bracketed(text, (subject_of(last, keeps_time=True), *_focus(last)))


def _filled(text: str, last: Turn) -> str:
    """A fragment with the question before it, in which it takes the place of what it is like; else in brackets."""
    added = added_to(last.standalone)
    own = last.standalone.removesuffix(added)
    before = added.strip(" ()") if added and is_fragment(own) else re.sub(r"\??\s*\(", ", ", last.standalone)
    next_year = _NEXT_YEAR.match(text)
    years = _YEAR.findall(before)
    if next_year and len(set(years)) == 1:
        return before.replace(years[0], str(int(years[0]) + (1 if next_year[1].lower() == "after" else -1)))
    new = _WHAT_ABOUT.sub("", text).strip(" ?!.,")
    only = re.match(r"(?:just|only|not|even|except)\b", new, re.IGNORECASE)
    preposition = _PREPOSITION.match(new)
    bare = new[preposition.end() :] if preposition else new
    if not only and _YEAR.fullmatch(bare) and len(set(years)) == 1:
        return before.replace(years[0], bare)
    replaced = _replaced(before, preposition[1] if preposition else "", bare) if not only else None
    return replaced or _bracketed(text, (before,))


def _replaced(before: str, preposition: str, new: str) -> str | None:
    """The question with a new name, or "the ferry", in the place of the old one; None where it has no place."""
    named = _RUN.fullmatch(new) is not None
    if not named and not re.match(r"(?:the|his|her|their|its)\s", new):
        return None
    if preposition:
        places = list(re.finditer(rf"\b{preposition}\s+((?:the\s+)?{_RUN.pattern})", before))
    else:
        places = list(re.finditer(rf"\b(?:{'|'.join(AUXILIARIES)})\s+((?:the\s+)?{_RUN.pattern})", before))
        names = list(_RUN.finditer(before, 1))
        if not places and named and len(names) == 1:
            places = list(re.finditer(rf"({re.escape(names[0].group())})", before))
    if not places:
        return None
    start, end = places[0].span(1)
    old = before[start:end]
    owner = re.search(r"[’']s?$", old)
    return f"{before[:start]}{new}{owner.group() if owner else ''}{before[end:]}"
