"""Whether a statement says "not" where its source does not, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.alignment import Place, Reading
from assistant.answering.tokens import Token

_NOT = frozenset({"not", "no", "never", "neither", "nor", "none", "nobody", "nothing", "without", "nowhere"})
# Words that deny without any "not": where one of them stands near, a "not" on the other side may say the same.
_DENYING = re.compile(
    r"(?:den(?:y|ie[sd]|ying|ials?)|refus(?:al|e|es|ed|ing)|reject\w*|fail(?:s|ed|ing|ures?)?|lack(?:s|ed|ing)?"
    r"|declin(?:e[sd]?|ing)|rul(?:e[sd]?|ing)|un(?:able|likely|willing|clear|known|aware|certain|successful\w*|changed)"
    r"|hardly|barely|scarcely|rarely|seldom|little|few|in(?:ability|capable|sufficient)|impossible|dis(?:miss|agree|put)\w*"
    r"|stop(?:s|ped|ping)?|ban(?:s|ned|ning)?|halt(?:s|ed|ing)?|prevent\w*|end(?:s|ed|ing)?|avoid\w*|only|against"
    r"|absen\w*|miss(?:ed|es|ing)?|else|rather|instead|before|until|yet|still|although|despite|far|anything|any"
    r"|except|cancel\w*|withdr\w*|block(?:ed|s|ing)?|prohibit\w*|forbid\w*|forbade|hesita\w*|reluctan\w*|skip\w*)",
    re.IGNORECASE,
)
# What was denied, refused or not managed did not happen.
_DENIED = re.compile(r"den(?:y|ie[sd]|ying)|refus(?:e[sd]?|ing)|fail(?:s|ed|ing)?|declin(?:e[sd]|ing)", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"(?:\bnot|n[’']t)\s+(?:\w+\s+){0,2}?(?:just|only|merely|simply|solely|necessarily)\b", re.IGNORECASE
)
# "46 jobs, not 64": nothing is denied that the source says.
_CONTRAST = re.compile(r",\s+(?:and\s+)?not\b|\bnot\s+(?=\d)", re.IGNORECASE)
# What a "not" denies stands within so many words behind it; a "not" belongs to a word up to so many words behind.
_REACH = 4
_NEAR = 5


def negation_differs(statement: str, sentences: Sequence[str], reading: Reading) -> str | None:
    """What the difference is, in the reader's words; None when there is none to be seen."""
    if _NOT_ONLY.search(statement) or any(_NOT_ONLY.search(sentence) for sentence in sentences):
        return None
    if _adds_not(statement, reading):
        return "it says “not”, which the cited text does not"
    if _loses_not(reading):
        return "it leaves out a “not” of the cited text"
    return None


def _adds_not(statement: str, reading: Reading) -> bool:
    """Whether what a "not" of the statement denies stands in the source without any denial near."""
    read = {place for place in reading.places if place is not None}
    contrasts = [match.span() for match in _CONTRAST.finditer(statement)]
    for index, word in enumerate(reading.words):
        if word.stem not in _NOT or any(start <= word.start < end for start, end in contrasts):
            continue
        if reading.places[index] is not None and _stays(index, reading):
            continue
        near = [place for place in reading.places[index + 1 : index + 1 + _REACH] if place is not None]
        near = near or [place for place in reading.places[max(0, index - _REACH) : index] if place is not None]
        if not near:
            if not any(_denies(each) for source in reading.sentences for each in source):
                return True
            continue
        sentence, position = near[0]
        source = reading.sentences[sentence]
        around = range(max(0, position - _NEAR), min(len(source), position + _NEAR))
        # A denial that the statement has too, besides its "not", is no reason for the "not".
        own = [place for place in around if source[place].stem in _NOT or (sentence, place) not in read]
        if not any(_denies(source[place]) for place in own):
            return True
    return False


def _stays(index: int, reading: Reading) -> bool:
    """Whether a "not" was read together with a word beside it: it denies there what it denies here."""
    place = reading.places[index]
    assert place is not None
    for step in (1, 2, 3, -1):
        if 0 <= index + step < len(reading.places):
            other = reading.places[index + step]
            if (
                other is not None
                and other[0] == place[0]
                and 0 < (other[1] - place[1]) * (1 if step > 0 else -1) <= _REACH
            ):
                return True
    return False


def _loses_not(reading: Reading) -> bool:
    """Whether the statement reads off what a "not" of the source denies, and denies it in no way."""
    read = {place: index for index, place in enumerate(reading.places) if place is not None}
    for number, source in enumerate(reading.sentences):
        for position, word in enumerate(source):
            if (word.stem not in _NOT and not _DENIED.fullmatch(word.text)) or (number, position) in read:
                continue
            index = _read_behind(source, number, position, read)
            if index is not None and not _denied_near(index, reading):
                return True
    return _puts_in_place_of_not(reading)


def _puts_in_place_of_not(reading: Reading) -> bool:
    """Whether new words stand where the source denies: "confirmed" for "neither acknowledged nor denied"."""
    read = {place for place in reading.places if place is not None}
    for index, word in enumerate(reading.words):
        if reading.places[index] is not None or not word.is_content or _denied_near(index, reading):
            continue
        following = next((place for place in reading.places[index + 1 : index + 1 + _REACH] if place is not None), None)
        if following is None or not any(place is not None for place in reading.places[:index]):
            continue  # at an end of the statement, what stands in the source's place is only a guess
        sentence, position = following
        for before in range(max(0, position - _REACH), position):
            if reading.sentences[sentence][before].stem in _NOT and (sentence, before) not in read:
                return True
    return False


def _read_behind(source: Sequence[Token], number: int, position: int, read: Mapping[Place, int]) -> int | None:
    """Where the statement has the word that the "not" at `position` denies; None unless it has a word beside it too."""
    behind = [
        place for place in range(position + 1, min(len(source), position + 1 + _REACH)) if source[place].is_content
    ]
    if not behind or (number, behind[0]) not in read:
        return None
    before = [place for place in range(max(0, position - _REACH), position) if source[place].stem not in _NOT]
    if not any((number, place) in read for place in (*before[-2:], *behind[1:])):
        return None
    return read[number, behind[0]]


def _denied_near(index: int, reading: Reading) -> bool:
    """Whether the statement denies the word at `index`; a denial that it shares with the source is not this one."""
    near = range(max(0, index - _NEAR), min(len(reading.words), index + 2))
    return any(
        reading.words[place].stem in _NOT or (reading.places[place] is None and _denies(reading.words[place]))
        for place in near
    )


def _denies(word: Token) -> bool:
    return word.stem in _NOT or _DENYING.fullmatch(word.text) is not None
