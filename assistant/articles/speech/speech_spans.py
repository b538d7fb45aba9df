"""Where, among a sentence's tokens, the words begin and end that somebody said."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.articles.speech.noun_phrases import SAYING, is_finite
from assistant.articles.speech.speech_tokens import Token
from assistant.articles.speech.speech_words import ADVERBIALS, COMPLEMENTS, LEAD_WORDS, LEADS, PRONOUNS
from assistant.language.word_lists import forms_used

CLOSERS = frozenset((".", "!", "?", "…", "...", ")", "]"))
_OPEN = forms_used("o")
_TELLING = frozenset(("told", "tells", "telling", "tell"))
_ADDING = frozenset(("added", "adds", "add"))
# Whom something is told to takes fewer tokens.
_TOLD_TO = 8


def said_before(tokens: Sequence[Token], last: int, after: int) -> tuple[int, int]:
    """From the sentence's beginning to the token before `last`; to its end where a quotation goes on behind."""
    first = 0
    while first < last - 1 and (tokens[first].lower in LEAD_WORDS or tokens[first].lower == ","):
        first += 1
    end = last
    while end > first + 1 and tokens[end - 1].lower in {",", "–", "—"}:
        end -= 1
    if tokens[end - 1].is_quotation:
        for place in range(after, min(len(tokens), after + 20)):
            if tokens[place].is_quotation and place + 2 >= len(tokens):
                return tokens[first].start, tokens[place].end
    return tokens[first].start, tokens[end - 1].end


def said_behind(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """From a token to the sentence's end, without its full stop."""
    last = len(tokens)
    while last > first + 1 and tokens[last - 1].lower in CLOSERS:
        last -= 1
    if first >= len(tokens):
        return 0, 0
    return tokens[first].start, tokens[last - 1].end


def quoted_behind(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """From a quotation to the last one of the sentence."""
    last = max(place for place in range(first, len(tokens)) if tokens[place].is_quotation)
    return tokens[first].start, tokens[last].end


def after_object(tokens: Sequence[Token], verb: int) -> int:
    """Behind the verb, and for "told" behind whom it was told to."""
    after = verb + 1
    if tokens[verb].lower not in _TELLING:
        return after
    for place in range(after, min(len(tokens), after + _TOLD_TO)):
        token = tokens[place]
        if place > after and (
            not token.is_word
            or token.lower in ADVERBIALS | COMPLEMENTS | PRONOUNS | {"the", "there", "we", "i", "his", "a", "to", "not"}
        ):
            return place
        if not token.is_word:
            return place
    return min(len(tokens), after + 1)


def complement(tokens: Sequence[Token], after: int) -> int | None:
    """Where the clause begins behind "that", which may stand behind when, where and to whom it was said."""
    if tokens[after].lower in COMPLEMENTS:
        return after + (tokens[after].lower == "that")
    if tokens[after].lower not in ADVERBIALS | {","}:
        return None
    for place in range(after + 1, min(len(tokens), after + 14)):
        lower = tokens[place].lower
        if lower == "that":
            return place + 1
        if lower in {";", ":"} or tokens[place].is_quotation or (place > after and lower in SAYING):
            return None
        if lower in PRONOUNS and place + 2 < len(tokens) and tokens[place - 1].lower not in ADVERBIALS:
            return place  # "said on Friday he would"
    return None


def begins_clause(tokens: Sequence[Token], after: int, verb: str) -> bool:
    """Whether a clause without "that" begins here: a finite verb comes, and no preposition opens it."""
    first = tokens[after].lower
    if first in {"of", "for", "about", "as", "by", "and", "or", "but", "so", "no", "yes"}:
        return False
    if verb in _ADDING and first not in PRONOUNS | {"there", "this", "these", "those"}:
        return any(is_finite(token) and not token.lower.endswith("ed") for token in tokens[after : after + 8])
    rest = tokens[after : after + 30]
    if verb in _OPEN and first in PRONOUNS and len(rest) > 1 and rest[1].is_word:
        return True
    if first == "to" and verb in {"said", "says", "say", "expected", "expects", "expect"}:
        return False
    if any(is_finite(token) or "’" in token.lower or "'" in token.lower for token in rest):
        return True
    return verb in _OPEN and any(
        token.lower.endswith("s") or token.is_quotation or token.lower == "to" for token in rest
    )


def may_end(tokens: Sequence[Token], after: int) -> bool:
    """Whether what stands behind the verb tells when, where or to whom, or is a mark: no clause follows."""
    following = tokens[after].lower if after < len(tokens) else "."
    if following not in CLOSERS | ADVERBIALS | {",", ";", "–", "—"}:
        return False
    return not any(token.lower in COMPLEMENTS for token in tokens[after : after + 8])


def is_lead(tokens: Sequence[Token], mark: int) -> bool:
    """Whether what stands before the mark is "In a statement", "On Friday" and no clause."""
    first = next((place for place, token in enumerate(tokens) if token.lower not in LEAD_WORDS), 0)
    if first < mark and tokens[first].lower not in LEADS:
        return False
    return not any(is_finite(token) or token.is_quotation for token in tokens[first:mark])


def goes_on_behind(tokens: Sequence[Token], place: int) -> bool:
    """Whether the speaker stood in the midst of what he says: "The harbour, Smith said, will open"."""
    if place + 2 >= len(tokens) or tokens[place].is_quotation:
        return False
    first = tokens[place].lower
    return not first.endswith("ing") and first not in {
        "who",
        "which",
        "and",
        "but",
        "according",
        "though",
        "although",
        "while",
        "as",
    }


def ends_clause(quotation: str) -> bool:
    """Whether a quotation closes behind a comma or a stop, as one does that its speaker follows."""
    return quotation[-2:-1] in {",", "?", "!", ".", "…", "–", "—"} if quotation[-1:] in "”\"’'»“«" else True


def is_whole(quotation: str) -> bool:
    """Whether it begins as a sentence or ends as one."""
    inner = quotation.lstrip("“„«\"‘'»‚ (")
    return inner[:1].isupper() or quotation[-2:-1] in {".", "?", "!"}
