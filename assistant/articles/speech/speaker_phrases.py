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
    start = 0
    if tokens and tokens[0].lower in PRONOUNS:
        return speaker_of(tokens, Phrase(0, 1))
    if tokens and (
        tokens[0].lower in LEADS
        or tokens[0].lower.endswith(("ing", "ed"))
        or tokens[0].lower in {"as", "when", "while", "if", "although", "though"}
    ):
        commas = [place for place in range(min(len(tokens), 30)) if tokens[place].lower == ","]
        start = commas[0] + 1 if commas else 0
    for comma in range(min(len(tokens), 6)):
        if not start and tokens[comma].lower == "," and any(token.lower in TIMES for token in tokens[:comma]):
            start = comma + 1
    while start < len(tokens) and tokens[start].lower in LEAD_WORDS | {","}:
        start += 1
    if start < len(tokens) and tokens[start].lower in PRONOUNS:
        return speaker_of(tokens, Phrase(start, start + 1))
    end = start
    while end < min(len(tokens), start + _LONGEST_SUBJECT):
        token = tokens[end]
        if (
            not token.is_word
            or token.lower in SAYING | ADVERBS | {"last", "this"}
            or (is_finite(token) and end > start)
        ):
            break
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
    start = last
    while start > first and _carries_name(tokens, start - 1, start == last):
        start -= 1
    seat = start - 1
    while seat > first and tokens[seat].lower in {"of", "for", "on", "the", "and"}:
        seat -= 1
    if first <= seat < start - 1 and tokens[seat].is_capital and tokens[seat].lower in BODIES and start < last:
        start = seat
        while start > first and _carries_name(tokens, start - 1, start == last):
            start -= 1
        return _body_named(tokens, start, last)
    while start < last - 1 and tokens[start].lower in NAME_OPENERS:
        start += 1
    while start < last and (not tokens[start].is_capital or tokens[start].lower in DETERMINERS):
        start += 1
    if start == last:
        return None
    titles, name = split_titles([token.text for token in tokens[start:last]])
    if not name:
        return None
    start = last - len(name)
    if start == 0 and len(name) == 1 and _is_noun_first(tokens, last):
        return None
    before = tokens[start - 1].lower if start > first else ""
    is_person = bool(titles) or (before != "the" and name[-1].lower() not in BODIES)
    return Speaker(tuple(name), tokens[start].start, tokens[last - 1].end, is_name=True, is_person=is_person)


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


def _carries_name(tokens: Sequence[Token], place: int, is_last: bool) -> bool:
    token = tokens[place]
    if not token.is_word:
        return False
    if token.text.endswith(("’s", "'s", "s’")):
        return False
    if token.is_capital:
        return True
    return (not is_last and (token.lower in CONNECTORS or token.text[:3] in {"al-", "el-"})) or token.text[:3] in {
        "al-",
        "el-",
    }


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
