"""A phrase of a sentence to whom it names: a name without title and office, or a description as printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.articles.speech.article_names import split_titles
from assistant.articles.speech.noun_phrases import SAYING, Phrase, is_finite, is_nobody
from assistant.articles.speech.speech_tokens import Token
from assistant.articles.speech.speech_words import (
    ADVERBS,
    BODIES,
    CONNECTORS,
    DETERMINERS,
    LEAD_WORDS,
    LEADS,
    NAME_OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    TIMES,
)
from assistant.language.titles import TITLES

_LONGEST_SUBJECT = 14
_OPENING = LEADS | TIMES | {"as", "when", "while", "if", "although", "though"}
_BEHIND_SUBJECT = SAYING | ADVERBS | {"last", "this"}


class Speaker(NamedTuple):
    """Who a phrase names, as printed: a name without titles, a description, or a pronoun."""

    words: tuple[str, ...]
    start: int
    end: int
    is_name: bool
    is_person: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_pronoun(self) -> bool:
        return len(self.words) == 1 and self.words[0].lower() in PRONOUNS


def speaker_of(tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
    """Whom the phrase names."""
    first, last = phrase
    if first >= last:
        return None
    only = tokens[first]
    if last - first == 1 and only.lower in PRONOUNS:
        return Speaker((only.text,), only.start, only.end, is_name=False, is_person=only.lower in {"he", "she"})
    if is_nobody(tokens, first, last) or only.lower in {"none", "no", "neither", "nobody"}:
        return None
    core = _with_seat(tokens, _core_end(tokens, first, last), last)
    named = None if _owns(tokens, core, last) else _name_ending_at(tokens, core, first)
    if named is None and core < last and tokens[core].lower == "of":
        named = _office_of(tokens, core, last)
    if named is not None:
        return named
    if not any(token.is_word and token.lower[0].isalpha() for token in tokens[first:last]):
        return None
    body = _body(tokens, first, core)
    words = tuple(token.text for token in tokens[body:last])
    return Speaker(words, tokens[body].start, tokens[last - 1].end, is_name=body > first, is_person=False)


def main_subject(tokens: Sequence[Token]) -> Speaker | None:
    """Whom the sentence is about: the phrase at its beginning, behind "On Friday," and the like."""
    start = _behind_opening(tokens)
    end = start
    while end < min(len(tokens), start + _LONGEST_SUBJECT) and not _ends_subject(tokens[end]):
        end += 1
    found = start < end < start + _LONGEST_SUBJECT  # else its verb was not seen
    return speaker_of(tokens, Phrase(start, end)) if found else None


def head_of(speaker: Speaker) -> str:
    """The noun of a description: "look" of "a look at the data"."""
    words = [word.lower() for word in speaker.words]
    ends = [place for place, word in enumerate(words) if word in {"of", "for", "at", "in", "from", "with", "on"}]
    return words[ends[0] - 1] if ends and ends[0] else words[-1]


def is_many(speaker: Speaker) -> bool:
    """Whether a verb without an ending may follow: "officials say", but not "the report finds"."""
    last = speaker.words[-1].lower()
    return (
        last.endswith("s")
        or last in {"they", "police", "people", "some", "many", "most", "men", "women", "media"}
        or "and" in speaker.words
    )


def _behind_opening(tokens: Sequence[Token]) -> int:
    """Past "On Friday,", "Speaking to reporters," and "But" at the beginning of a sentence."""
    start = 0
    if tokens and (tokens[0].lower in _OPENING or tokens[0].lower.endswith(("ing", "ed"))):
        start = next((place + 1 for place, token in enumerate(tokens) if token.lower == ","), 0)
    while start < len(tokens) and tokens[start].lower in LEAD_WORDS | {","}:
        start += 1
    return start


def _ends_subject(token: Token) -> bool:
    return not token.is_word or token.lower in _BEHIND_SUBJECT or is_finite(token)


def _core_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where what stands behind the noun begins: "of the Royal Society", but not "of Virginia Governor Henry Lee"."""
    core = first
    while core < last:
        token = tokens[core]
        if core > first and token.lower in PREPOSITIONS:
            end = core + 1
            while end < last and tokens[end].is_capital:
                end += 1
            names = [each.lower for each in tokens[core + 1 : end]]
            office = any(name in TITLES for name in names[:-1])
            noun = (
                end > core + 1 and end < last and tokens[end].lower not in PREPOSITIONS and tokens[end].lower != "and"
            )
            if token.lower != "of" or not (office or noun):
                return core
        core += 1
    return core


def _with_seat(tokens: Sequence[Token], core: int, last: int) -> int:
    """Past "of Sorrel Insurers", "on Foreign Relations" behind a body's name: they are part of it."""
    if not 0 < core < last or tokens[core].lower not in {"of", "for", "on"}:
        return core
    end = core + 1
    while end < last and (tokens[end].is_capital or tokens[end].lower in {"the", "and", "of"}):
        end += 1
    is_body = tokens[core - 1].is_capital and tokens[core - 1].lower in BODIES and tokens[end - 1].is_capital
    return end if is_body else core


def _owns(tokens: Sequence[Token], core: int, last: int) -> bool:
    """Whether the phrase is of something that the name owns: "the Bank of New York’s index"."""
    return (
        any(token.text.endswith(("’s", "'s")) for token in tokens[core : last - 1]) and tokens[core].lower == "of"
        if core < last
        else False
    )


def _name_ending_at(tokens: Sequence[Token], last: int, first: int) -> Speaker | None:
    """The capitalised words that end before `last`, without what tells the office."""
    start = _names_from(tokens, last, first)
    body = _body_before(tokens, start, first)
    if body is not None and start < last:
        return _body_named(tokens, _names_from(tokens, body + 1, first), last)
    while start < last and (not tokens[start].is_capital or tokens[start].lower in NAME_OPENERS):
        start += 1
    if start == last:
        return None
    titles, name = split_titles([token.text for token in tokens[start:last]])
    start = last - len(name)
    if not name or (start == 0 and len(name) == 1 and _is_noun_first(tokens, last)):
        return None
    before = tokens[start - 1].lower if start > first else ""
    is_person = bool(titles) or (before != "the" and name[-1].lower() not in BODIES)
    return Speaker(tuple(name), tokens[start].start, tokens[last - 1].end, is_name=True, is_person=is_person)


def _names_from(tokens: Sequence[Token], last: int, first: int) -> int:
    """Where the words of a name begin that end before `last`."""
    start = last
    while start > first and _carries_name(tokens[start - 1], is_last=start == last):
        start -= 1
    return start


def _body_before(tokens: Sequence[Token], start: int, first: int) -> int | None:
    """The word for a body to which the name at `start` belongs: "Bank" of "the Bank of New York"."""
    place = start - 1
    while place > first and tokens[place].lower in {"of", "for", "on", "the", "and"}:
        place -= 1
    is_body = first <= place < start - 1 and tokens[place].is_capital and tokens[place].lower in BODIES
    return place if is_body else None


def _is_noun_first(tokens: Sequence[Token], last: int) -> bool:
    """Whether a single word has its capital only as the sentence's first: "Statements from officials said"."""
    behind = tokens[last].lower if last < len(tokens) else ""
    return tokens[0].lower in ROLES or (
        tokens[0].lower.endswith("s") and behind in {"from", "of", "for", "in", "on", "by"}
    )


def _body_named(tokens: Sequence[Token], start: int, last: int) -> Speaker:
    start += tokens[start].lower in DETERMINERS
    words = tuple(token.text for token in tokens[start:last])
    return Speaker(words, tokens[start].start, tokens[last - 1].end, is_name=True, is_person=False)


def _carries_name(token: Token, *, is_last: bool) -> bool:
    """Whether a word may be part of a name: "von" may, but ends none."""
    if not token.is_word or token.text.endswith(("’s", "'s", "s’")):
        return False
    if token.is_capital or token.text[:3] in {"al-", "el-"}:
        return True
    return token.lower in CONNECTORS and not is_last


def _office_of(tokens: Sequence[Token], core: int, last: int) -> Speaker | None:
    """The name in "Secretary of State William Seward": behind the office's own word."""
    if not (tokens[core - 1].is_capital and tokens[core - 1].lower in TITLES):
        return None
    start = core + 1
    while start < last and (tokens[start].lower == "the" or not tokens[start].is_capital):
        start += 1
    end = start
    while end < last and tokens[end].is_capital and not tokens[end].text.endswith(("’s", "'s")):
        end += 1
    return _name_ending_at(tokens, end, start + 1) if end - start > 2 else None


def _body(tokens: Sequence[Token], first: int, core: int) -> int:
    """Where the phrase begins without its article, when a body's name follows ("the Department of Justice")."""
    if tokens[first].lower == "the" and core - first == 2 and tokens[first + 1].is_capital:
        return first + 1
    return first
