"""What a sentence holds that a question may want: a date, a figure, a person, a place, a reason, somebody's words."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.answering.coverage import numbers_in, stem
from assistant.answering.understand import Wanted
from assistant.answering.words import FUNCTION_WORDS

_MONTHS = (
    r"jan(?:uary|vier)?|feb(?:ruary)?|février|mar(?:ch|s)?|märz|marzo|apr(?:il)?|avril|abril|may|mai|mayo|jun[ei]?|juin|junio|"
    r"jul[yi]?|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember|embre)?|septiembre|o[ck]t(?:ober|obre)?|octubre|nov(?:ember|embre)?|"
    r"noviembre|de[cz](?:ember)?|décembre|diciembre"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.? (?:de )?(?:{_MONTHS})|(?:{_MONTHS})\.? \d{{1,4}}|(?:in|since|until|by|of|from|early|late|mid|en|im|bis) (?:{_MONTHS})|"
    r"\d\d\d\d-\d\d-\d\d|(?:1[5-9]|20)\d\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|tomorrow|"
    r"(?:last|next|this) (?:week|month|year|night|morning|evening|spring|summer|autumn|fall|winter)|"
    r"\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b|noon|midnight|o['’]clock|(?:days|weeks|months|years|hours|minutes) (?:ago|earlier|later|after|before)|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|demain|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|ayer)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|"
    r"dozens?|half|twice|double|third|quarter|one|no|none|deux|trois|quatre|cinq|sept|huit|neuf|dix|vingt|cent|mille)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|after|since|as a result|thanks to|in order to|so that|reasons?|blamed?|blames|caus(?:e|ed|es|ing)|"
    r"led to|amid|over|for fear|follow(?:s|ed|ing)|to (?:avoid|prevent|save|protect|allow|make|help)|explain(?:s|ed)?|meant|"
    r"parce que|car|à cause|en raison|weil|wegen|porque|debido)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"[“\"«„]|\b(?:sa(?:y|ys|id|ying)|told|tells|believes?|believed|thinks?|thought|argue[sd]?|claim(?:s|ed)?|called|calls|warn(?:s|ed)?|"
    r"announced|according to|described?|describes|suggest(?:s|ed)?|promised?|demand(?:s|ed)?|asked|add(?:s|ed)|wrote|testified|"
    r"signal(?:l?ed|s)|accused?|vowed|urge[sd]?|insist(?:s|ed)?|den(?:y|ied|ies)|reproche|a dit|dijo|sagte)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Capt|St)\. )?[A-ZÀ-ÖØ-Þ][\w’'-]*(?:[ -](?:[A-Z]\. ?)*(?:(?:al|bin|de|van|von|la|of) )?[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
)
_AT_A_PLACE = re.compile(
    r"\b(?:in|at|on|near|from|to|off|outside|inside|between|across|into|through|à|en|dans|au|aux|in|bei|nach)\s+(?:the |la |le |les |l’|der |el )?"
    r"(?:[a-z]+(?:ern)? )?[A-ZÀ-ÖØ-Þ]\w+"
)
_SOMEWHERE = re.compile(
    r"\b(?:in|at|on|near|behind|under|inside|outside|below|above|off) (?:the|a|an|its|his|her|their)\b", re.IGNORECASE
)


def holds(wanted: Wanted, text: str, question_stems: Collection[str]) -> float:
    """How well a sentence holds what is wanted beyond what the question says itself, from 0 to 1."""
    if wanted is Wanted.DATE:
        return float(any(not _is_asked(found.group(), question_stems) for found in _DATE.finditer(text)))
    if wanted is Wanted.NUMBER:
        return _figures(text, question_stems)
    if wanted is Wanted.PERSON:
        return _names(text, question_stems, least_words=2)
    if wanted is Wanted.PLACE:
        if any(not _is_asked(found.group(), question_stems) for found in _AT_A_PLACE.finditer(text)):
            return 1.0
        return 0.6 * bool(_SOMEWHERE.search(text))
    if wanted is Wanted.REASON:
        return float(bool(_REASON.search(text)))
    if wanted is Wanted.STATEMENT:
        return float(bool(_SAYING.search(text)))
    return _names(text, question_stems, least_words=1)


def _figures(text: str, question_stems: Collection[str]) -> float:
    """1 with a figure that is no part of a date, 0.5 with one that is."""
    free = _DATE.sub(" ", text)
    for part, worth in ((free, 1.0), (text, 0.5)):
        for found in _FIGURE.finditer(part):
            if (
                not numbers_in(found.group()) & set(question_stems)
                and stem(found.group().lower()) not in question_stems
            ):
                return worth
    return 0.0


def _names(text: str, question_stems: Collection[str], *, least_words: int) -> float:
    """1 with a name of enough words that the question does not hold, 0.5 with a shorter one."""
    best = 0.0
    for found in _CAPITALISED.finditer(text):
        words = [word for word in re.findall(r"\w+", found.group()) if word.lower() not in FUNCTION_WORDS]
        new = [word for word in words if stem(word.lower()) not in question_stems]
        if new and (found.start() > 0 or len(words) > 1):
            best = max(best, 1.0 if len(words) >= least_words else 0.5)
    return best


def _is_asked(phrase: str, question_stems: Collection[str]) -> bool:
    return all(stem(word) in question_stems or word in FUNCTION_WORDS for word in re.findall(r"\w+", phrase.lower()))
