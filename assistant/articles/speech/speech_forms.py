"""The forms in which a sentence gives what somebody said: before the verb of saying, behind it, or its object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.articles.speech.noun_phrases import Phrase, is_finite, phrase_behind
from assistant.articles.speech.speaker_phrases import Speaker, speaker_of
from assistant.articles.speech.speech_spans import (
    CLOSERS,
    after_object,
    begins_clause,
    complement,
    ends_clause,
    goes_on_behind,
    is_lead,
    is_whole,
    may_end,
    quoted_behind,
    said_before,
    said_behind,
)
from assistant.articles.speech.speech_tokens import Token
from assistant.articles.speech.speech_words import ADVERBIALS, INVERTING_ABROAD, POSSESSIVES
from assistant.language.word_lists import forms_used

_FREE, _THAT, _PROMISE, _OBJECT, _NAMING = (forms_used(use) for use in "FTOAN")
INVERTING = forms_used("i") | INVERTING_ABROAD
# Others take an object in this place: "the club, announced a week ago".
_INVERTING_CLAUSES = forms_used("C") | frozenset("afirmó dijo erklärte sagt sagte".split())
_LONGEST_LEAD = 14
# So far behind a verb its clause has a verb of its own, its object ends, and the piece that it names stands.
_CLAUSE_TOKENS = 25
_OBJECT_TOKENS = 12
_PIECE_TOKENS = 22


class Rule(StrEnum):
    """How a turn was found."""

    QUOTED = "a quotation, then its speaker"  # “…,” X said; “…,” said X
    INTRODUCED = "its speaker, then a quotation"  # X said: “…”
    TRAILED = "a clause, then its speaker"  # …, X said
    CLAUSE = "its speaker, then a clause"  # X said that …
    SOURCE = "according to"
    PARTICIPLE = "a further verb of the same speaker"  # …, adding that …; … and said …
    RELATIVE = "a relative clause"  # X, who said …
    NAMED = "a name and a colon"
    PIECE = "a quoted piece"  # X called it “…”
    PROMISE = "a promise"  # X promised to …
    CONTINUED = "a quotation that runs on"
    NEIGHBOUR = "a quotation beside another"


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says ``[start, end)`` of the text."""

    speaker: Speaker
    start: int
    end: int
    rule: Rule


def inverted(tokens: Sequence[Token], verb: int) -> Turn | None:
    """“…,” said X; …, said X."""
    before = _end_of_said(tokens, verb)
    if before is None or tokens[verb].lower not in INVERTING:
        return None
    phrase = phrase_behind(tokens, verb + 1)
    if phrase is None or tokens[phrase.first].lower in POSSESSIVES | ADVERBIALS:
        return None
    speaker = speaker_of(tokens, phrase)
    if speaker is None:
        return None
    quoted = tokens[before].is_quotation
    if not quoted and not _may_invert_clause(tokens, verb, phrase, speaker):
        return None
    return Turn(speaker, *said_before(tokens, before + 1, phrase.last), Rule.QUOTED if quoted else Rule.TRAILED)


def trailing(tokens: Sequence[Token], verb: int, phrase: Phrase, speaker: Speaker) -> Turn | None:
    """“…,” X said; …, X told reporters."""
    mark = phrase.first - 1
    marked = mark >= 0 and tokens[mark].lower in {",", "–", "—", "?", "!"}
    before = mark - 1 if marked else mark
    after = after_object(tokens, verb)
    if before < 0 or (after < len(tokens) and tokens[after].lower == ":"):
        return None
    if tokens[before].is_quotation:
        may_trail = ends_clause(tokens[before].text) or may_end(tokens, after)
        return Turn(speaker, *said_before(tokens, before + 1, after), Rule.QUOTED) if may_trail else None
    return _trailing_clause(tokens, verb, mark, speaker) if marked else None


def _trailing_clause(tokens: Sequence[Token], verb: int, mark: int, speaker: Speaker) -> Turn | None:
    """…, X told reporters; the clause ends at `mark`."""
    after = after_object(tokens, verb)
    comma = after < len(tokens) and tokens[after].lower == ","
    introduces = comma and after + 1 < len(tokens) and tokens[after + 1].is_quotation
    if introduces or tokens[verb].lower not in _FREE | _THAT or not may_end(tokens, after):
        return None
    if mark <= _LONGEST_LEAD and is_lead(tokens, mark):
        return None
    start, end = said_before(tokens, mark, after)
    if comma and goes_on_behind(tokens, after + 1):
        end = said_behind(tokens, after)[1]
    return Turn(speaker, start, end, Rule.TRAILED)


def leading(tokens: Sequence[Token], verb: int, speaker: Speaker) -> Turn | None:
    """X said: “…”; X said that …; X called it “…”."""
    after = after_object(tokens, verb)
    if after >= len(tokens):
        return None
    return (
        _introducing(tokens, verb, after, speaker)
        or _with_clause(tokens, verb, after, speaker)
        or _with_object(tokens, verb, after, speaker)
    )


def _end_of_said(tokens: Sequence[Token], verb: int) -> int | None:
    """The last token of what may have been said before the verb: before a mark, or a quotation."""
    place = verb - 1
    if place > 0 and tokens[place].lower in {"a", "ha", "has", "hat"}:  # a déclaré, ha dicho
        place -= 1
    if place > 0 and tokens[place].lower in {",", "–", "—"}:
        return place - 1
    return place if place >= 0 and tokens[place].is_quotation else None


def _may_invert_clause(tokens: Sequence[Token], verb: int, phrase: Phrase, speaker: Speaker) -> bool:
    """Whether a clause that is not quoted may end in "said X": X is not said to do something there."""
    if tokens[verb].lower not in _INVERTING_CLAUSES and not speaker.is_name:
        return False
    following = tokens[phrase.last].lower if phrase.last < len(tokens) else "."
    if following not in CLOSERS | ADVERBIALS | {",", "–", "—"}:
        return False
    return not any(is_finite(token) for token in tokens[phrase.first : phrase.last])


def _introducing(tokens: Sequence[Token], verb: int, after: int, speaker: Speaker) -> Turn | None:
    """X said: “…”; X said “…”."""
    here = tokens[after]
    if here.lower in {":", ","} and after + 1 < len(tokens) and tokens[after + 1].is_quotation:
        return Turn(speaker, *quoted_behind(tokens, after + 1), Rule.INTRODUCED)
    if here.is_quotation and tokens[verb].lower not in _OBJECT:
        return Turn(speaker, *said_behind(tokens, after), Rule.INTRODUCED if is_whole(here.text) else Rule.CLAUSE)
    return None


def _with_clause(tokens: Sequence[Token], verb: int, after: int, speaker: Speaker) -> Turn | None:
    """X said that …; X said it was …; X promised to do it."""
    word, here = tokens[verb].lower, tokens[after]
    place = complement(tokens, after) if word in _FREE | _THAT | _PROMISE else None
    if place is not None:
        told = word not in _THAT or any(is_finite(token) for token in tokens[place : place + _CLAUSE_TOKENS])
        return Turn(speaker, *said_behind(tokens, place), Rule.CLAUSE) if told else None
    if word in _PROMISE and here.lower == "to":
        return Turn(speaker, *said_behind(tokens, after), Rule.PROMISE)
    if word in _FREE | _PROMISE and here.is_word and begins_clause(tokens, after, word):
        return Turn(speaker, *said_behind(tokens, after), Rule.CLAUSE)
    return None


def _with_object(tokens: Sequence[Token], verb: int, after: int, speaker: Speaker) -> Turn | None:
    """X accused Y of …; X called for …; X called it “…”."""
    word = tokens[verb].lower
    if word in _OBJECT and any(token.lower == "of" for token in tokens[after : after + _OBJECT_TOKENS]):
        return Turn(speaker, *said_behind(tokens, after), Rule.PIECE)
    if tokens[after].lower == "for" and word in {"called", "calls"}:
        return Turn(speaker, *said_behind(tokens, after + 1), Rule.PIECE)
    return _piece(tokens, after, speaker) if word in _NAMING else None


def _piece(tokens: Sequence[Token], after: int, speaker: Speaker) -> Turn | None:
    """X called it “…”, whatever stands between."""
    for place in range(after, min(len(tokens), after + _PIECE_TOKENS)):
        if tokens[place].is_quotation:
            return Turn(speaker, *said_behind(tokens, place), Rule.PIECE)
        if tokens[place].lower in {";", "who", "which"}:
            return None
    return None
