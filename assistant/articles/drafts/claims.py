"""A sentence of a draft to the reason why it is no claim, where that is plain."""

from __future__ import annotations

import re

from assistant.records.drafts import NoClaim

_CLOSING = r"[\"'”’»)\]*_]*$"
_QUESTION = re.compile(r"[?？؟]" + _CLOSING)
_STOP = re.compile(r"[.!…。！]" + _CLOSING)
_GREETING = re.compile(
    r"(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|(?:kind |best |warm )?(?:regards|wishes)|yours"
    r" (?:sincerely|faithfully|truly)|sincerely|cheers|thanks?|thank you)\b[^.!?]{0,40}[,!.:]?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by (?:[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: and |, | )?){1,6}", re.IGNORECASE)
# Three words without a full stop and a figure ("What is open", "Gil Farrant") say nothing that an article could deny.
_LONGEST_FRAGMENT_WORDS = 3


def no_claim_of(words: str, *, alone: bool) -> NoClaim | None:
    """Why a sentence is not checked, None where it may be a claim; `alone`: it is a whole paragraph.

    An opinion is checked like a claim: where it ends and a fact begins is the reader's to say.
    """
    if _QUESTION.search(words):
        return NoClaim.QUESTION
    if alone and _GREETING.fullmatch(words):
        return NoClaim.GREETING
    if len(words.split()) == 1 and not any(map(str.isdigit, words)):
        return NoClaim.FRAGMENT
    if alone and not _STOP.search(words):
        few = len(words.split()) <= _LONGEST_FRAGMENT_WORDS and not any(map(str.isdigit, words))
        return NoClaim.FRAGMENT if few or _BYLINE.fullmatch(words) else None
    return None
