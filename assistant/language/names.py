"""A text to the names in it, and which of them other texts do not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.normalise import without_accents
from assistant.language.titles import HONORIFICS
from assistant.language.word_lists import word_list
from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern

_WORD = lazy_pattern(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_SENTENCE_START = lazy_pattern(r"(?:^|[.!?:;]|(?<!,)[“”\"«„(])\s*$")
_JOINED = lazy_pattern(r"[ .’'-]{1,3}")
_POSSESSIVE = lazy_pattern(r"[’']s?$")
# A word that opens a sentence is no name when it ends like a participle, an adverb or a plural, or is one of these.
_OPENING_FORM = lazy_pattern(r".{2,}(?:ly|ing|ed|[^aius’']s|[st]ion|ment|ness|ity)$", re.IGNORECASE)
_OPENERS = word_list("openers")
# Behind an opening word that is a name: "Vaez said", "Vaez’s", "Vaez, who", "Vaez has"; "Share prices" opens otherwise.
_AFTER_NAME = lazy_pattern(
    r"[’']|,|\s+(?:[A-Z]|and\s+[A-Z]|\w+ed\b|is\b|was\b|has\b|had\b|will\b|would\b|did\b|does\b|can\b|could\b|may\b"
    r"|said\b|says\b|told\b|gave\b|met\b|won\b|lost\b|made\b|took\b|led\b|left\b|went\b|came\b|became\b|held\b|sent\b"
    r"|spoke\b|wrote\b|began\b|ran\b|saw\b|who\b|also\b|wants?\b|leads\b|have\b|and (?:his|her|their|its)\b|\w+ly\b"
    r"|(?:sit|lie|stand|play|run|make|take|get|come|work|live|need|plan|face|hope|expect|remain|say|hit|become|host|own)s\b"
    r"|from\b|in\b)|:"
)
_DEMONYM = lazy_pattern(r"(?:ians?|eans?|ese|ish|ans?|ns?|is?|ers?)$")
# One place, several names; the last of each row is the people's or the adjective.
_SAME = [
    frozenset(row.split("/"))
    for row in (
        "us/usa/united states/america/american/americans",
        "uk/united kingdom/britain/british/britons",
        "un/united nations",
        "eu/european union/european",
        "france/french",
        "spain/spanish",
        "poland/polish",
        "netherlands/dutch",
        "switzerland/swiss",
        "greece/greek/greeks",
        "denmark/danish",
        "sweden/swedish",
        "wales/welsh",
        "germany/german/germans",
        "philippines/filipino/philippine",
    )
]


@dataclass(frozen=True, slots=True)
class Name:
    """Neighbouring capitalised words at `[start, end)` of a text, folded in `words`.

    `opening`: the first of them opens a sentence, and is `named` or any word.
    """

    text: str
    start: int
    end: int
    words: tuple[str, ...]
    opening: bool
    named: bool


def missing_names(said: Sequence[Name], there_runs: Sequence[Name], words: Sequence[str]) -> list[str]:
    """The names that others do not hold, as they are written; `words` are all of the others' words, folded.

    A part of a name will do ("Vaez" where "Ali Vaez" stands), an adjective for its country, initials for what they
    stand for; two names put together that stand apart will not.
    """
    there, plain = set(words), f" {' '.join(words)} "
    missing = []
    for run in said:
        unknown = [word for word in run.words if not _holds(word, there, there_runs, plain)]
        if run.opening and unknown == [run.words[0]] and (_may_open(run.words[0]) or not run.named):
            continue
        if (unknown and not _stands_for(run, there, plain)) or _mixes(run, there_runs):
            missing.append(run.text)
    return missing


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """The word without case, accents, dots and possessive ending."""
    bare = _POSSESSIVE.sub("", word).replace(".", "").replace("’", "'")
    return without_accents(bare).casefold()


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, each folded."""
    return tuple(folded(part) for match in _WORD.finditer(text) for part in match.group().split("-"))


def names_in(text: str) -> tuple[Name, ...]:
    """The runs of capitalised words of a text; a function word or a punctuation mark ends a run."""
    runs: list[Name] = []
    start, end, words = 0, 0, list[str]()
    for match in _WORD.finditer(text):
        capital = _is_capitalised(match.group())
        between = text[end : match.start()]
        joined = bool(words) and capital and bool(_JOINED.fullmatch(between))
        joined = joined and not ("." in between and folded(match.group()) in FUNCTION_WORDS)  # "Le Pen. He"
        if words and (not joined or words[-1].endswith(("’s", "'s"))):
            runs.append(_run(text, start, end, words))
            words = []
        if capital:
            start = start if words else match.start()
            words.extend(part for part in match.group().split("-") if _is_capitalised(part))
            end = match.end()
    if words:
        runs.append(_run(text, start, end, words))
    return tuple(run for run in runs if run.words)


def _run(text: str, start: int, end: int, words: list[str]) -> Name:
    while len(words) > 1 and folded(words[0]) in FUNCTION_WORDS:
        start += len(text[start:end]) - len(text[start:end].removeprefix(words[0]).lstrip())
        words = words[1:]
    kept = tuple(folded(word) for word in words if folded(word) not in FUNCTION_WORDS | HONORIFICS)
    opening = bool(_SENTENCE_START.search(text[:start])) and kept[:1] == (folded(words[0]),)
    named = (
        len(kept) > 1 or bool(_AFTER_NAME.match(text, end)) or text[start:end] != _POSSESSIVE.sub("", text[start:end])
    )
    bare = _POSSESSIVE.sub("", text[start:end])
    return Name(bare, start, start + len(bare), kept, opening, named)


def _is_capitalised(word: str) -> bool:
    return any(part[:1].isupper() for part in re.split(r"[’'-]", word)) and word != "I"


def _may_open(word: str) -> bool:
    return word in _OPENERS or bool(_OPENING_FORM.fullmatch(word))


def _holds(word: str, there: set[str], runs: Sequence[Name], plain: str) -> bool:
    if word in there or any(word in row and any(f" {same} " in plain for same in row) for row in _SAME):
        return True
    if any(_same_people(word, other) for other in there):
        return True
    return len(word) > 1 and any(word == "".join(part[0] for part in run.words) for run in runs)


def _same_people(word: str, other: str) -> bool:
    """Whether one is the other's adjective: Iran and Iranian, Ukraine and Ukrainian, China and Chinese."""
    shorter, longer = sorted((word, other), key=len)
    ending = _DEMONYM.search(longer)
    if ending is None:
        return False
    stem = longer[: ending.start()]
    return len(stem) >= 3 and shorter.startswith(stem) and len(shorter) - len(stem) <= 2


def _stands_for(run: Name, there: set[str], plain: str) -> bool:
    """Whether the others hold the run's initials, or the same place under another name."""
    initials = "".join(word[0] for word in run.words)
    if len(initials) > 1 and initials in there:
        return True
    name = " ".join(run.words)
    return any(name in row and any(f" {same} " in plain for same in row) for row in _SAME)


def _mixes(run: Name, there: Sequence[Name]) -> bool:
    """Whether two neighbours of the run belong to two different names of the others, and never to one."""
    for first, second in zip(run.words, run.words[1:], strict=False):
        with_first = [other for other in there if first in other.words]
        with_second = [other for other in there if second in other.words]
        apart = with_first and with_second and not any(second in other.words for other in with_first)
        if apart and all(len(other.words) > 1 for other in with_first + with_second):
            return True
    return False
