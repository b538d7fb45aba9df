"""Finds, among a sentence's tokens, where the phrase of whoever speaks begins and ends, before or behind a verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.articles.speech.speech_tokens import QUOTATION, Token
from assistant.articles.speech.speech_words import (
    ADJECTIVES,
    ADVERBS,
    ARTICLES,
    CONJUNCTIONS,
    CONNECTORS,
    DETERMINERS,
    FINITE,
    JOINING,
    LEADING,
    NOBODY,
    OPENERS,
    OVER,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
)
from assistant.language.word_lists import forms_used

MARKS = frozenset((",", ";", ":", "(", ")", "–", "—", "-", "[", "]", "?", "!", "•", "|", QUOTATION))
SAYING = forms_used("FTQOA")
_SUBJECTS = PRONOUNS | {"we"}
_LONGEST = 28


class Phrase(NamedTuple):
    """The tokens ``[first, last)`` that stand for somebody."""

    first: int
    last: int


def phrase_before(tokens: Sequence[Token], verb: int, first: int = 0) -> Phrase | None:
    """The phrase that is the subject of the verb at `verb`, not reaching before `first`."""
    last = verb
    while last > first and (tokens[last - 1].lower in ADVERBS or _is_adverb(tokens[last - 1])):
        last -= 1
    if last > first and tokens[last - 1].lower in (",", ")", "–", "—"):
        return _before_apposition(tokens, last - 1, first)
    return _ending_at(tokens, last, first)


def phrase_behind(tokens: Sequence[Token], first: int) -> Phrase | None:
    """The phrase that begins at `first`: whoever stands behind "said" or "according to"."""
    last = first
    while last < min(len(tokens), first + _LONGEST):
        token = tokens[last]
        if token.lower in MARKS or token.lower in {".", "…", "..."}:
            break
        before = tokens[last - 1].lower
        ahead = last > first and before not in DETERMINERS and not (token.lower == "on" and before.endswith("ed"))
        if ahead and (token.lower in OVER or token.lower in SAYING or _is_time_ahead(tokens, last)):
            break
        last += 1
    while last - 1 > first and tokens[last - 1].lower in PREPOSITIONS:
        last -= 1
    if last == first or not tokens[first].is_word or is_nobody(tokens, first, last):
        return None
    return Phrase(first, last)


def chained(tokens: Sequence[Token], phrase: Phrase, first: int) -> Phrase:
    """For "Edwin Hubble, an astronomer at …, who" the name before the description."""
    before = phrase.first - 1
    if before > first and tokens[before].lower == "," and not tokens[phrase.first].is_capital:
        named = _ending_at(tokens, before, first)
        if named is not None and tokens[named.last - 1].is_capital and named.last - named.first > 1:
            return named
    return phrase


def is_finite(token: Token) -> bool:
    """Whether a word looks like a verb in its place: an auxiliary or a common past."""
    return token.lower in FINITE or (len(token.lower) > 4 and token.lower.endswith("ed") and not token.is_capital)


def is_nobody(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is "I", "which" or a time instead of somebody."""
    if last - first == 1 and tokens[first].lower in NOBODY:
        return True
    return all(
        token.lower in TIMES | NOBODY - {"one"} or token.lower in {"last", "next", "this"} or token.text.isdigit()
        for token in tokens[first:last]
    )


def _ending_at(tokens: Sequence[Token], last: int, first: int) -> Phrase | None:
    """The phrase that ends before `last`: back to a mark, a conjunction or another verb of saying."""
    if last <= first:
        return None
    if tokens[last - 1].lower in PRONOUNS:
        return Phrase(last - 1, last)
    clause = last
    while clause > max(first, last - _LONGEST):
        is_verb = tokens[clause - 1].lower in SAYING and clause < last
        if is_verb or _parts_clauses(tokens, clause - 1, first):
            break
        clause -= 1
    start = _last_noun(tokens, _behind_lead(tokens, clause, last), last)
    end = _before_time(tokens, start, last)
    return Phrase(start, end) if _may_speak(tokens, start, end) else None


def _parts_clauses(tokens: Sequence[Token], place: int, first: int) -> bool:
    """Whether a clause ends at a token: a mark, "because", "according to", and "and" before a clause."""
    lower = tokens[place].lower
    before = tokens[place - 1].lower if place else ""
    if lower in CONJUNCTIONS:
        return not (lower == "than" and before in {"more", "less", "fewer"})
    if lower in {"and", "or"}:
        return not _joins(tokens, place, first)
    return lower in MARKS or (lower == "to" and before == "according")


def _may_speak(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether the words from `start` to `last` stand for somebody: no time or place, and no clause."""
    if start >= last or tokens[start].lower in LEADING | PREPOSITIONS or is_nobody(tokens, last - 1, last):
        return False
    if last - start > 1 and any(token.lower in _SUBJECTS or token.text == "I" for token in tokens[start:last]):
        return False
    return not _holds_clause(tokens, start, last)


def _holds_clause(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a verb stands in the phrase; "who works there" and "briefed on the plans" may."""
    for place in range(start, last):
        lower = tokens[place].lower
        if lower == "who":
            return False
        if lower in FINITE:
            return True
        ended = lower.endswith("ed") and len(lower) > 4 and not tokens[place].is_capital and lower not in ADJECTIVES
        if ended and start < place < last - 1 and tokens[place - 1].lower not in DETERMINERS:
            after = tokens[place + 1]
            if after.lower in DETERMINERS | {"that"} or (after.is_capital and after.lower not in TIMES):
                return True
    return False


def _last_noun(tokens: Sequence[Token], start: int, last: int) -> int:
    """In "a figure the company", the second noun: nothing joins it to the first."""
    for place in range(last - 1, start + 1, -1):
        before = tokens[place - 1]
        joined = before.lower in PREPOSITIONS | LEADING | JOINING or before.lower.endswith(("ing", "ed"))
        if tokens[place].lower in ARTICLES and before.is_word and not before.is_capital and not joined:
            return place
    return start


def _before_time(tokens: Sequence[Token], start: int, last: int) -> int:
    """Without "on Friday", "last month" at the end of a phrase."""
    while last - 1 > start and (
        tokens[last - 1].lower in TIMES
        or tokens[last - 1].lower in {"last", "this", "on", "earlier", "late", "early", "in"}
    ):
        last -= 1
    return last


def _joins(tokens: Sequence[Token], place: int, first: int) -> bool:
    """Whether "and" joins two parts of one phrase: before it stands no verb, back to the beginning of the clause."""
    start = place
    while start > first and start > place - _LONGEST:
        token = tokens[start - 1]
        if token.lower in MARKS or token.lower in CONJUNCTIONS:
            break
        if token.lower in SAYING or is_finite(token):
            return False
        start -= 1
    return start < place


def _before_apposition(tokens: Sequence[Token], comma: int, first: int) -> Phrase | None:
    """The phrase before ", …," that ends at `comma`: the nearest one that can be named, else none."""
    opening = _opening_name(tokens, comma, first)
    if opening is not None:
        return opening
    opened = comma - 1
    while opened > max(first, comma - _LONGEST):
        token = tokens[opened]
        if token.lower in {",", "(", "–", "—"} and opened + 1 < comma:
            phrase = _ending_at(tokens, opened, first)
            if phrase is not None and _can_be_apposition(tokens, opened + 1) and not _is_place(tokens, phrase):
                return _named_in(tokens, opened + 1, comma) or chained(tokens, phrase, first)
        opened -= 1
    return None


def _opening_name(tokens: Sequence[Token], comma: int, first: int) -> Phrase | None:
    """The name that opens the clause before a description with commas in it: "“…,” Max Born, a, b and c, said"."""
    for place in range(comma - 1, max(first, comma - 2 * _LONGEST), -1):
        if tokens[place].lower != ",":
            continue
        phrase = _ending_at(tokens, place, first)
        if phrase is None:
            continue
        before = tokens[phrase.first - 1].lower if phrase.first else ""
        opens = phrase.first == 0 or before == QUOTATION or (before == "," and _is_opened(tokens, phrase.first - 1))
        named = all(token.is_capital or token.lower in CONNECTORS for token in tokens[phrase.first : phrase.last])
        if opens and named and phrase.last - phrase.first > 1:
            return phrase
    return None


def _is_opened(tokens: Sequence[Token], comma: int) -> bool:
    return tokens[0].lower in LEADING | OPENERS and not any(is_finite(token) for token in tokens[:comma])


def _named_in(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """The name in "his assistant, Milton Humason, said"."""
    named = all(token.is_capital and token.is_word for token in tokens[first:last]) and last - first > 1
    return Phrase(first, last) if named and tokens[first].lower not in DETERMINERS else None


def _can_be_apposition(tokens: Sequence[Token], start: int) -> bool:
    token = tokens[start]
    return token.lower not in {"and", "but", "or", "said", "he", "she", "it", "they"}


def _is_place(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return phrase.first > 0 and tokens[phrase.first - 1].lower in LEADING


def _behind_lead(tokens: Sequence[Token], start: int, last: int) -> int:
    """Past "Meanwhile", "On Tuesday", "Last week" at the beginning of a clause."""
    while start < last - 1 and tokens[start].lower in OPENERS:
        start += 1
    if tokens[start].lower in LEADING:
        for place in range(start + 1, min(last - 1, start + 6)):
            if tokens[place].lower in TIMES or (tokens[place].text.isdigit() and len(tokens[place].text) == 4):
                start = place + 1
                break
    while start < last - 1 and tokens[start].lower in TIMES:
        start += 1
    return start


def _is_time_ahead(tokens: Sequence[Token], place: int) -> bool:
    """Whether "Friday", "in March", "at a news" begin here, which tell when or where and not who."""
    token = tokens[place]
    if token.lower in TIMES and token.is_capital:
        return True
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if token.lower == "in":
        return following in TIMES or following.isdigit()
    return token.lower == "to" and following in {"reporters", "cnn", "the"}


def _is_adverb(token: Token) -> bool:
    return token.lower.endswith("ly") and len(token.lower) > 4 and not token.is_capital
