"""Decides whether a sentence can be quoted alone, or needs the sentence before it to be understood."""

from __future__ import annotations

import re

from assistant.language.word_lists import alternatives, forms_used
from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern

PERSON = lazy_pattern(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)

_OPENING_MARKS = "“”‘’\"'«»„( —–-"
# Words that point back when they open a sentence. "There" and "what" do not: they mostly point forward.
_POINTING = (
    r"he|she|they|it|his|hers?|its|theirs?|him|them|these|those|such|both|neither|the same"
    r"|a (?:similar|further|second|third)"
    r"|ils?|elles?|cel(?:ui|le|a)(?:-ci)?|ceux-ci|ceci|ça|son|sa|ses|leurs?|er|diese[rs]?|seine?|ihre?|él|ellas?|ellos"
    r"|ést[aeo]s?|es[ao]s|sus?"
)
_THIS_NIGHT = (
    r"this(?! (?:week|month|year|morning|afternoon|evening|spring|summer|autumn|fall|winter|season|time"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))|that(?! said\b)"
)
# "One rang unanswered", "the third, which", but not "One officer" or "the third quarter".
_VERB = r"(?= (?:was|were|is|are|had|has|have|will|would|did|said|says|rang|took|went|came|got)\b"
_COUNTED = (
    r"the (?:former|latter|two|three|pair|duo|others?|first|second|third|fourth|fifth|last)"
    rf"{_VERB}|,)"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|all|none|few|several|others?|another|each|either"
    rf"|half|more|much){_VERB}| of (?:them|these|those|his|her|their)\b)"
)
_POINTING_OPENER = lazy_pattern(rf"(?:{_POINTING}|{_THIS_NIGHT}|{_COUNTED})\b", re.IGNORECASE)
_LINKING_OPENER = lazy_pattern(
    r"(?:and|but|so|or|nor|yet|however|instead|moreover|furthermore|also|still|then|therefore|thus|hence|nevertheless"
    r"|nonetheless|besides|otherwise|similarly|likewise|consequently|accordingly|meanwhile|indeed|rather|again|too"
    r"|conversely|afterwards?|thereafter|(?:by|since|until|after|before|even) (?:then|that|this)"
    r"|for (?:example|instance|that|this|now)|as (?:a result|such|for|well)|by (?:contrast|comparison|now)"
    r"|in (?:addition|contrast|turn|response|other words|that|this|the meantime|the end|fact|short|return|either case)"
    r"|at (?:the same time|that|this|least|first|once)|on the (?:other hand|contrary|one hand)"
    r"|of (?:course|these|those|them)|because of (?:this|that)"
    r"|despite (?:this|that)|with (?:that|this)|under (?:that|this)|among (?:them|these|those)"
    r"|mais|et|donc|pourtant|cependant|puis|aber|und|doch|jedoch|pero|y|sin embargo)\b",
    re.IGNORECASE,
)
_ALSO = lazy_pattern(r"(?:[A-Z][\w’'.-]+ ){1,3}(?:also|too|again|later|then)\b")
_SAID_BY_POINTER = lazy_pattern(
    r"[,.!?…][”’\"'»]\s+(?:[a-z]+ )?(?:he|she|they|it)\b"
    rf"|[”’\"'»]\s+(?:{alternatives(forms_used('i'))}|asked|told) (?:he|she|they)\b"
)
_QUOTED = lazy_pattern(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“")
_WORD = lazy_pattern(r"[^\W\d_][\w’'-]*")
# Openers that are no one's name; plurals ("Doctors said she") and participles are told by their ending.
_NO_NAME = FUNCTION_WORDS | frozenset("police late early last next two three four".split())
_NO_NAME_ENDINGS = ("s", "ing", "ly", "ed")
_STOP = lazy_pattern(r"[.!?。！？][\"'”’»)\]」』]*$")
_UNFINISHED = (":", ",", ";", "...", "…")


def depends_on_context(text: str) -> bool:
    """Whether a sentence leans on the one before: by its first word, by a "he" without a name, or as mere speech."""
    plain = text.lstrip(_OPENING_MARKS)
    if any(opener.match(plain) for opener in (_POINTING_OPENER, _LINKING_OPENER, _ALSO)):
        return True
    if not _WORD.search(_QUOTED.sub(" ", text)):
        return True
    person = PERSON.search(text)
    nameless = person is not None and not _holds_name(text[: person.start()])
    return nameless or _SAID_BY_POINTER.search(text) is not None


def is_whole(text: str) -> bool:
    """Whether a sentence begins and ends as one, in no bracket, and leaves no quotation open."""
    first = text.lstrip(_OPENING_MARKS)[:1]
    if not first or first.islower() or not _STOP.search(text):
        return False
    if text.rstrip(_OPENING_MARKS).endswith(_UNFINISHED) or (text[0] == "(" and text[-1] == ")"):
        return False
    pairs = [("„", "“") if "„" in text else ("“", "”"), ("«", "»"), ("(", ")")]
    return text.count('"') % 2 == 0 and all(text.count(left) == text.count(right) for left, right in pairs)


def opens_as_name(word: str) -> bool:
    """Whether the first word of a sentence, capitalised in any case, may be somebody's name."""
    return word[:1].isupper() and word.lower() not in _NO_NAME and not word.endswith(_NO_NAME_ENDINGS)


def _holds_name(beginning: str) -> bool:
    """Whether somebody is named: a capitalised word, and at the very start one that looks like no other word."""
    words = _WORD.findall(beginning)
    if any(word[0].isupper() for word in words[1:]):
        return True
    return bool(words) and opens_as_name(words[0])
