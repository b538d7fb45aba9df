"""A name as a reader types it to the speakers it can mean, and to the names most like it when it means nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from assistant.language.normalise import without_accents
from assistant.language.titles import SUFFIXES, titles_used
from assistant.patterns import lazy_pattern
from assistant.records.speech import SpeakerCount

_WORD = lazy_pattern(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_BEFORE_NAMES = frozenset(("the", "a", "an", "of")) | titles_used()
# "two engineers employed by the city" are not the city.
_BETWEEN = frozenset("of for from with at in on to near behind about by who and or".split())
_NEAREST = 5
# So alike, by difflib's ratio, must the last words of two names be: "Vaes" and "Vaez" are .75.
_ALIKE = 0.7
# The beginning of a name, or of a part of it, is a name from so many letters on: "Liz", "Johns".
_FEWEST_LETTERS = 3

Words = tuple[str, ...]


def matching(name: str, speakers: Sequence[SpeakerCount]) -> list[SpeakerCount]:
    """Those of the speakers whom the name can mean.

    A name means whoever is called exactly so, or by a longer name that ends with it: the last name alone, a body
    without its country. A whole name also means whoever is called by its last word only, unless somebody else has
    that last name too, and whoever has its first and last words.
    """
    wanted = name_words(name)
    if not wanted:
        return []
    words = {each.name: name_words(each.name) for each in speakers}
    fitting = [each for each in speakers if _means(wanted, words[each.name])]
    if len(wanted) < 2:
        return fitting
    others = {words[each.name] for each in speakers if len(words[each.name]) > 1 and words[each.name][-1] == wanted[-1]}
    if others <= {words[each.name] for each in fitting}:
        fitting += [each for each in speakers if words[each.name] == wanted[-1:]]
    return fitting


def persons(found: Sequence[SpeakerCount]) -> dict[str, list[str]]:
    """The speakers found, as one where they are: "Vaez" with "Ali Vaez" while nobody else is called so.

    By the name to show, most utterances first; each with the names that stand for it.
    """
    groups: dict[Words, list[SpeakerCount]] = {}
    for each in found:
        groups.setdefault(name_words(each.name), []).append(each)
    for words in [words for words in groups if len(words) == 1]:
        longer = [other for other in groups if len(other) > 1 and other[-1] == words[0]]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(words)
    sizes = {words: sum(each.statements for each in group) for words, group in groups.items()}
    shown = {
        words: max(group, key=lambda each: (len(name_words(each.name)), each.statements)).name
        for words, group in groups.items()
    }
    ordered = sorted(groups, key=lambda words: (-sizes[words], shown[words]))
    return {shown[words]: [each.name for each in groups[words]] for words in ordered}


def nearest(name: str, speakers: Iterable[SpeakerCount]) -> list[SpeakerCount]:
    """The speakers whose names hold one that nobody has, or are most like it."""
    wanted = name_words(name)
    if not wanted:
        return []
    scored = [(_likeness(wanted, name_words(each.name)), each) for each in speakers]
    best = sorted(
        (each for each in scored if each[0] >= _ALIKE), key=lambda each: (-each[0], -each[1].statements, each[1].name)
    )
    return [each for _, each in best[:_NEAREST]]


def name_words(name: str) -> Words:
    """The words of a name as they are compared: without accents, case, article, titles before it and "Jr."."""
    plain = _WORD.findall(without_accents(name))
    words = [word.casefold().removesuffix("’s").removesuffix("'s") for word in plain]
    while len(words) > 1 and words[0] in _BEFORE_NAMES:
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return tuple(words)


def _means(wanted: Words, words: Words) -> bool:
    if words[-len(wanted) :] == wanted:
        return not _BETWEEN.intersection(words[: -len(wanted)])
    return len(wanted) == 2 and len(words) > 2 and (words[0], words[-1]) == wanted


def _likeness(wanted: Words, words: Words) -> float:
    """How alike two names are: the last words, or with several typed all of them; 1 where one stands in the other."""
    if f" {' '.join(wanted)}" in f" {' '.join(words)}" and len(wanted[0]) >= _FEWEST_LETTERS:
        return 1.0
    if not words or (words[-1][:1] != wanted[-1][:1] and words[0][:1] != wanted[0][:1]):
        return 0.0
    last = SequenceMatcher(None, wanted[-1], words[-1]).ratio()
    whole = SequenceMatcher(None, " ".join(wanted), " ".join(words)).ratio()
    return max(last, whole)
