"""Decides from the verb that belongs to a date whether the date is in the past."""

from __future__ import annotations

import re

from assistant.language.tense import PAST_TENSES, Tense, Verb
from assistant.records.time import DateExpression

# "Put off to 20 June", "an election for 3 May", "effective from Monday": what has happened looks ahead to that day.
_AIM = re.compile(r"\b(?:to|for|from|until|starting|beginning|effective)\s+(?:the\s+|on\s+|as of\s+)?\Z", re.IGNORECASE)
_MOVED_TO = re.compile(
    r"\b(?:put off|postponed|deferred|adjourned|delayed|(?:re)?scheduled|moved)\b[^;.]*\b(?:to|for|until)\b[^;.]*\Z",
    re.IGNORECASE,
)


def looks_back(each: DateExpression, verb: Verb, text: str) -> bool:
    """Whether a verb tells of a day gone by: it is a past, or an agreement made then, which does not aim at the day."""
    if verb.tense is Tense.VOWED:
        return each.end <= verb.start
    return verb.tense in PAST_TENSES and not _is_aim(text, each)


def _is_aim(text: str, each: DateExpression) -> bool:
    before = text[: each.start]
    return _AIM.search(before) is not None or _MOVED_TO.search(before) is not None
