"""Tells whether a sentence holds what a question wants: a date, a figure, a person, a place, a reason, a statement."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.answering.asking import Asked, Measure
from assistant.answering.coverage import numbers_in, stem
from assistant.answering.days import dates_in
from assistant.answering.figures import figures_in
from assistant.answering.understand import Wanted
from assistant.answering.words import FUNCTION_WORDS, words_of
from assistant.articles.saying_verbs import alternatives

_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[5-9]|20)\d\d(?![\d,]|\.\d)")
_CLOCK = re.compile(
    r"\b(?:\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m|\d{1,2}[:.]\d\d|noon|midnight|o['’]clock"
    r"|(?:to|past|before|after) (?:midnight|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"|spring|summer|autumn|winter|morning|evening|night)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|after|since|as a result|thanks to|in order to|so that|reasons?|blame[sd]?"
    r"|caus(?:e[sd]?|ing)|led to|amid|over|for fear|follow(?:s|ed|ing)?|explain(?:s|ed)?|meant"
    r"|to (?:avoid|prevent|save|protect|allow|make|help)"
    r"|parce que|à cause|en raison|weil|wegen|denn|porque|debido)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    rf"[“\"«„]|\b(?:{alternatives('q')}|according to|reproche|a dit|dijo|sagte?)\b",
    re.IGNORECASE,
)
_UPPER = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_NAME = re.compile(
    rf"\b(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Capt|Prof|St)\. )?{_UPPER}"
    rf"(?:[ -](?:[A-Z]\. ?)*(?:(?:al|bin|de|van|von|la|of) )?{_UPPER})*"
)
_DONE = (
    r"(?:kill|murder|shot|assassinat|attack|bomb|poison|stabb|kidnap|abduct|stole|robb|strangl|hack|sabotag|wound|injur)"
    r"\w*"
)
_BY = r"(?i:by) (?:(?i:an?|the|his|her|their|one|two|\w+) ){0,3}"
_OWNED_UP = (
    r"confess\w*|admitt\w+|claimed responsibility|pleaded guilty|was (?:arrested|charged|convicted|found guilty)"
)
# Whom a sentence names as the doer: by hand of whom, who did it, who is accused of it, who owned up to it.
_DOERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:{_DONE})\b(?: [\w’'-]+){{0,6}}? {_BY}({_UPPER})",
        rf"({_UPPER})(?: (?:has|had|have|then|later|allegedly))? (?i:{_DONE}(?<=ed)|shot|stole)\b",
        rf"({_UPPER})(?: ha[sd]| have)? (?i:made|launched|carried out|staged)(?: [\w’'-]+){{0,7}}? (?i:{_DONE})\b",
        rf"\b(?i:accus\w+|blam\w+|suspect\w*|charg\w+|convict\w+|arrest\w+) (?:(?:an?|the) )?({_UPPER})",
        rf"({_UPPER}),?(?: [\w’'-]+){{0,4}}? (?i:{_OWNED_UP})\b",
    )
)
_AT_A_NAME = re.compile(
    r"\b(?:in|at|on|near|from|to|off|outside|inside|between|across|into|through|à|en|dans|aux?|bei|nach)\s+"
    rf"(?:the |la |le |les |l’|der |el )?(?:[a-z]+ )?{_UPPER}"
)
_SOMEWHERE = re.compile(
    r"\b(?:in|at|on|near|behind|under|inside|outside|below|above|off) (?:the|an?|its|his|her|their)\b", re.IGNORECASE
)
_A_FIGURE = (
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million"
    r"|half|an?|one|several|few))"
)
_UNITS: Mapping[Measure, re.Pattern[str]] = {
    Measure.MONEY: re.compile(
        r"[$€£¥₹]|\b(?:\w*dollars?|euros?|pounds?|crowns?|francs?|yen|yuan|rupees?|pesos?|(?<!per )cents?|pence|kron\w+"
        r"|rub(?:le|el)s?|USD|EUR|GBP|CHF|free|nothing)\b",
        re.IGNORECASE,
    ),
    Measure.SHARE: re.compile(
        r"%|\b(?:per ?cent(?:age)?|half|third|quarter|fifth|tenth|two-thirds|three-quarters|majority|most)\b"
        r"|\b(?:in|out of) (?:ten|\d+)\b|\b\d+ of\b",
        re.IGNORECASE,
    ),
    Measure.AGE: re.compile(
        r",\s?\d{1,3}\s?[,.;)](?!\d)|\(\d{1,3}\)|\baged? (?:of )?\d|\byears?[- ]olds?\b|\bage of\b|\bborn (?:in|on) "
        r"|\b(?:is|was|turn(?:s|ed)|be|(?:man|woman|girl|boy) of) (?:now |just )?"
        r"(?:\d{1,3}|[a-z]+ty(?:-[a-z]+)?)\b(?=\s?(?:[.,;]|and|when|years))",
        re.IGNORECASE,
    ),
    Measure.EXTENT: re.compile(
        rf"{_A_FIGURE}[ -](?:\w+[ -])?(?:metres?|meters?|kilomet\w+|km|cm|mm|centimet\w+|miles?|feet|foot|ft|inch\w*"
        r"|yards?|kg|kilo\w*|tons?|tonnes?|pounds?|lbs?|grams?|knots?|mph|km/h|kph|degrees?|seconds?|minutes?|hours?"
        r"|days?|weeks?|months?|years?|decades?|seasons?|nights?|acres?|hectares?|storeys?|stories|floors?"
        r"|lit(?:re|er)s?|gallons?)\b|\d[- ]?(?:m|km|ft|kg|mph|cm|%)\b|[$€£]",
        re.IGNORECASE,
    ),
}
# A figure counts a noun that follows within so many words: "137 of the households".
_WORDS_TO_NOUN = 4
# Nothing can be told from the sentence's form.
_NO_CUE = 0.7


def holds(asked: Asked, text: str, question_stems: Collection[str]) -> float:
    """How well a sentence holds what is wanted, beyond what the question says itself, from 0 to 1."""
    if asked.wanted is Wanted.DATE:
        return float(any(not _is_asked(phrase, question_stems) for phrase in _times(text)))
    if asked.wanted is Wanted.NUMBER:
        return _number(asked, text, question_stems)
    if asked.wanted is Wanted.PERSON:
        return _doer(text, question_stems) if asked.doer else _person(text, question_stems)
    if asked.wanted is Wanted.PLACE:
        named = any(not _is_asked(found.group(), question_stems) for found in _AT_A_NAME.finditer(text))
        return 1.0 if named else 0.6 * bool(_SOMEWHERE.search(text))
    if asked.wanted is Wanted.REASON:
        return float(bool(_REASON.search(text)))
    if asked.wanted is Wanted.STATEMENT:
        return float(bool(_SAYING.search(text)))
    return _NO_CUE


def _times(text: str) -> list[str]:
    found = [mention.text for mention in dates_in(text, None)]
    return [*found, *(match.group() for form in (_YEAR, _CLOCK) for match in form.finditer(text))]


def _number(asked: Asked, text: str, question_stems: Collection[str]) -> float:
    """1 with a figure of the measure asked for, less with any other figure, least with one in a date."""
    figure = _figure(text, question_stems)
    if asked.measure is None:
        return figure
    if asked.measure is Measure.COUNT:
        return figure if not asked.counted or _counts(asked.counted, text) else 0.6 * figure
    if _UNITS[asked.measure].search(text) and (figure or asked.measure is not Measure.MONEY):
        return 1.0
    return 0.3 * figure


def _figure(text: str, question_stems: Collection[str]) -> float:
    """1 with a figure that counts or measures and is not the question's own, 0.5 with a new date only."""
    new = [
        figure
        for figure in figures_in(text)
        if figure.kind != "ordinal"
        if not numbers_in(figure.text) & set(question_stems) and stem(figure.text.lower()) not in question_stems
    ]
    times = " ".join(_times(text))
    if any(figure.text not in times for figure in new):
        return 1.0
    return 0.5 * bool(new)


def _counts(nouns: Sequence[str], text: str) -> bool:
    """Whether a figure stands shortly in front of one of the nouns."""
    stems = {stem(part) for noun in nouns for part in words_of(noun)}
    for figure in figures_in(text):
        following = words_of(text[figure.end :])[:_WORDS_TO_NOUN]
        if any(stem(word) in stems for word in following):
            return True
    return False


def _person(text: str, question_stems: Collection[str]) -> float:
    """1 with a name of two words that the question does not hold whole, 0.5 with one of one word."""
    best = 0.0
    for found in _NAME.finditer(text):
        words = [word for word in words_of(found.group()) if word not in FUNCTION_WORDS]
        new = any(stem(word) not in question_stems for word in words)
        if new and (found.start() > 0 or len(words) > 1):
            best = max(best, 1.0 if len(words) > 1 else 0.5)
    return best


def _doer(text: str, question_stems: Collection[str]) -> float:
    """1 where the sentence names somebody as the doer who is not in the question."""
    named = [found.group(1) for form in _DOERS for found in form.finditer(text)]
    return float(any(not _is_asked(name, question_stems) for name in named))


def _is_asked(phrase: str, question_stems: Collection[str]) -> bool:
    return all(stem(word) in question_stems or word in FUNCTION_WORDS for word in words_of(phrase))
