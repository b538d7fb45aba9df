"""A line and the turns before it to whether it can be understood only with them, by trained weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.answering.asking.fragments import is_fragment
from assistant.answering.asking.line_words import (
    ASKING,
    AUXILIARIES,
    CLAUSES,
    IMPERATIVES,
    PREPOSITIONS,
    Word,
    words_in_line,
)
from assistant.answering.asking.pointers import pointers_in
from assistant.language.words import FUNCTION_WORDS, stem, stems_in
from assistant.records.questions import Turn

WEIGHTS = Path(__file__).with_name("dependence_weights.json")
BIAS = "bias"
# In conversations left out of the fit, 4 % of the lines that stand alone score higher, 88 % of those that need it.
SURE = 0.5

_OWN = FUNCTION_WORDS | ASKING | AUXILIARIES | IMPERATIVES | PREPOSITIONS | CLAUSES
_POINTING = frozenset(
    "he him his she her hers it its they them their theirs this that these those there one ones".split()
)
_FEW = (1, 2, 3, 4)


def depends(line: str, history: Sequence[Turn]) -> bool:
    """Whether a line needs the turns before, oldest first."""
    weights = _weights()
    return sum(weights.get(sign, 0.0) * value for sign, value in signs(line, history).items()) > SURE


def signs(line: str, history: Sequence[Turn]) -> dict[str, float]:
    """What tells of a line whether it stands alone; what is not there is 0."""
    words = words_in_line(line)
    pointers = {f"points: {each.kind}": 1.0 for each in pointers_in(line)}
    found = {**_said(words), **_known(words, history), **_pointed(words), **pointers}
    shape = {
        "?": "?" in line,
        ",": "," in line,
        "lower": line == line.lower(),
        "fragment": is_fragment(line),
        "points": bool(pointers),
        "long": min(len(words), 20) / 5,
        BIAS: True,
    }
    return {**found, **{sign: float(value) for sign, value in shape.items() if value}}


def _said(words: Sequence[Word]) -> dict[str, float]:
    """The words that tell no subject, as such, in pairs, at the beginning and at the end; others by their kind."""
    kinds = [_kind(word) for word in words]
    pairs = [" ".join(pair) for pair in pairwise(kinds)]
    found = [*kinds, *pairs]
    if kinds:
        found += [f"^{kinds[0]}", f"{kinds[-1]}$"]
    if pairs:
        found += [f"^{pairs[0]}", f"{pairs[-1]}$"]
    return dict.fromkeys(found, 1.0)


def _kind(word: Word) -> str:
    if word.named:
        return "NAME"
    if word.lower.isdigit():
        return "NUMBER"
    return word.lower if word.lower in _OWN else "WORD"


def _known(words: Sequence[Word], history: Sequence[Turn]) -> dict[str, float]:
    """How much of what the line names was spoken of before."""
    asked, answered = stems_in(history[-1].standalone), stems_in(history[-1].answer)
    spoken = asked | answered | stems_in(" ".join(f"{turn.standalone} {turn.answer}" for turn in history[:-1]))
    names = [stem(word.lower) for word in words if word.named]
    nouns = [stem(word.lower) for word in words if word.has_content and not word.named]
    new = [each for each in nouns if each not in spoken]
    count = len(names) + len(nouns)
    return {
        "asked": _share(nouns, asked),
        "answered": _share(nouns, answered),
        "spoken": _share(nouns, spoken),
        "names spoken": _share(names, spoken),
        "new name": float(any(each not in spoken for each in names)),
        "new words": min(len(new), 6) / 2,
        "nothing new": float(not new and not names),
        "content": min(count, 8) / 2,
        **{f"content <= {few}": float(count <= few) for few in _FEW},
        "names": float(bool(names)),
        "several names": float(len(names) > 1),
        **{f"the {'known' if known else 'new'}": 1.0 for known in _definite(words, spoken)},
    }


def _share(stems: Sequence[str], among: set[str] | frozenset[str]) -> float:
    return sum(each in among for each in stems) / max(1, len(stems))


def _definite(words: Sequence[Word], spoken: set[str] | frozenset[str]) -> set[bool]:
    """For each "the ferry", whether it was spoken of."""
    found: set[bool] = set()
    for place, word in enumerate(words[:-1]):
        end = place + 1
        while end < len(words) and words[end].has_content and not words[end].named:
            end += 1
        if word.plain == "the" and end > place + 1:
            found.add(stem(words[place + 1].lower) in spoken or stem(words[end - 1].lower) in spoken)
    return found


def _pointed(words: Sequence[Word]) -> dict[str, float]:
    """Where the pronouns stand: before what they can mean, or behind it."""
    pronoun = next((place for place, word in enumerate(words) if word.plain in _POINTING), None)
    name = next((place for place, word in enumerate(words) if word.named), None)
    noun = next((place for place, word in enumerate(words) if word.has_content and word.opens_noun), None)
    if pronoun is None:
        return {"no pronoun": 1.0, "no pronoun or name": float(name is None)}
    return {
        "pronoun alone": float(name is None),
        "pronoun first": float(all(place is None or pronoun < place for place in (name, noun))),
        "pronoun before name": float(name is not None and pronoun < name),
        "pronoun behind name": float(name is not None and name < pronoun),
    }


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text("utf-8"))
    return weights
