"""What a model says instead of an answer: that the evidence does not answer, a greeting, a heading over its sources."""

from __future__ import annotations

import re

from assistant.patterns import lazy_pattern

# The words the prompt asks for; in capitals they count also when an explanation follows in the same sentence.
_DECLINED = lazy_pattern(r"\W*(?:(?i:not in (?:the )?articles)\W*|NOT IN (?:THE )?ARTICLES\b.*)", re.DOTALL)
_NO_ANSWER = lazy_pattern(
    r"\b(?:articles?|sentences?|evidence|sources?|texts?|information|context|passages?|material)\b.{0,80}"
    r"\b(?:do|does|did)(?:n['’]t| not)\b.{0,40}"
    r"\b(?:say|mention|contain|provide|answer|include|state|specify|give|address|report|indicate|discuss|cover|reveal)"
    r"|\b(?:I|we)(?: am| are)? (?:cannot|can['’]t|unable to|could not|couldn['’]t|do not|don['’]t)\b"
    r"|\bno (?:information|mention|answer|evidence|articles?|sentences?)\b"
    r"|\b(?:is|are|was|were) not (?:mentioned|stated|specified|given|provided|said|included|answered|available)\b",
    re.IGNORECASE | re.DOTALL,
)
_GREETING = lazy_pattern(
    r"(?:sure|certainly|of course|okay|ok|absolutely)[!.,]?(?: here .*)?"
    r"|here(?: is|['’]s| are) (?:the|an?|my|what)\b.*[:.]"
    r"|(?:hier (?:ist|sind)|voici|aqu[ií] (?:está|tiene)|ecco)\b.*:"
    r"|(?:let me know|(?:i )?hope this|feel free|ich hoffe|j['’]espère|espero)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_SOURCE_LIST = lazy_pattern(
    r"(?:sources?|references?|citations?|evidence|handles?|sentences?)(?: used| cited)?\s*:?[\d\s.,;–-]*", re.IGNORECASE
)
# What a sentence begins with that is, or may become, a refusal, a greeting or a thought said aloud.
_MAY_BE_NONE = lazy_pattern(
    r"\W*(?:not\b|no\b|none\b|neither\b|there (?:is|are|was|were) no|sure|certainly|of course|okay|ok|absolutely|here"
    r"|let|hope|feel|i\b|i['’]|we\b|we['’]|you\b|based on|according to the (?:articles?|sentences?|evidence|sources?)"
    r"|answer|final|sources?\b|references?|citations?|first,|alright|hmm|so\b|wait|now,"
    r"|the (?:user|reader|question|task))",
    re.IGNORECASE,
)
# Such words about the reply itself, near its beginning, make a refusal likely.
_ABOUT_ITSELF = lazy_pattern(
    r"\b(?:articles?|sentences?|evidence|sources?|texts?|information|context|passages?|material|question|user|provided)\b",
    re.IGNORECASE,
)
_NEAR_THE_BEGINNING = 60


def is_declined(sentence: str) -> bool:
    """Whether this is the reply that the prompt asks for when the evidence does not answer."""
    return bool(_DECLINED.fullmatch(sentence))


def says_nothing(sentence: str) -> bool:
    """Whether a sentence without handles says, in a model's own English words, that there is no answer."""
    return bool(_NO_ANSWER.search(sentence))


def is_greeting(sentence: str) -> bool:
    """Whether this only opens or closes the reply."""
    return bool(_GREETING.fullmatch(sentence))


def is_source_list(sentence: str) -> bool:
    """Whether a list of sources follows, which repeats what the handles say."""
    return bool(_SOURCE_LIST.fullmatch(sentence))


def may_be_no_statement(begun: str) -> bool:
    """Whether a sentence that has only begun may yet be a refusal, a greeting, a list of sources, or thinking aloud."""
    beginning = begun[:_NEAR_THE_BEGINNING]
    return bool(_MAY_BE_NONE.match(begun) or _ABOUT_ITSELF.search(beginning)) or says_nothing(begun)
