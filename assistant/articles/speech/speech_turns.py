"""A sentence's tokens to its turns: who says what in it, as far as the sentence alone tells, each by a named rule."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.articles.speech.noun_phrases import SAYING, Phrase, chained, is_finite, phrase_before, phrase_behind
from assistant.articles.speech.speaker_phrases import Speaker, main_subject, speaker_of
from assistant.articles.speech.speech_forms import INVERTING, Rule, Turn, inverted, leading, trailing
from assistant.articles.speech.speech_spans import (
    CLOSERS,
    after_object,
    said_before,
    said_behind,
)
from assistant.articles.speech.speech_tokens import Token
from assistant.articles.speech.speech_verbs import first_before, is_cut_off, is_noun, is_taken_back, subject_of
from assistant.articles.speech.speech_words import (
    ADVERBIALS,
    STATEMENTS,
)
from assistant.language.word_lists import forms_used

_SAID_ALONE = forms_used("FQ")
_PATTERNS = SAYING | INVERTING | {"according"}
_LONGEST_DATELINE = 10
# No sentence of the news set has so many.
_MOST_TURNS = 8


def may_speak(words: frozenset[str]) -> bool:
    """Whether a sentence with these words, in lower case, can hold a turn: the others need not be read."""
    return not _PATTERNS.isdisjoint(words)


def turns_of(tokens: Sequence[Token]) -> list[Turn]:
    """The turns of one sentence, in the order of their verbs."""
    found: list[Turn] = []
    tokens = _without_dateline(tokens)
    for place, token in enumerate(tokens):
        turn = None
        if token.lower in SAYING or token.lower in INVERTING:
            turn = _by_verb(tokens, place, found)
        elif token.lower == "to" and place and tokens[place - 1].lower == "according":
            turn = _by_source(tokens, place)
        elif token.lower == ":" and not found:
            turn = _by_name(tokens, place)
        if turn is not None and turn.start < turn.end:
            found.append(turn)
        if len(found) == _MOST_TURNS:
            break
    return _parted(found, tokens)


def speaker_alone(tokens: Sequence[Token]) -> Speaker | None:
    """The speaker of a sentence that says no more than "she added."."""
    for verb, token in enumerate(tokens):
        if token.lower in _SAID_ALONE and not token.is_capital and after_object(tokens, verb) >= len(tokens) - 4:
            phrase = phrase_before(tokens, verb)
            behind = tokens[after_object(tokens, verb)].lower if after_object(tokens, verb) < len(tokens) else "."
            if phrase is not None and phrase.first == 0 and (behind in CLOSERS or behind in ADVERBIALS):
                return speaker_of(tokens, phrase)
    return None


def _without_dateline(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without "LONDON (AP) —" before the sentence."""
    for place, token in enumerate(tokens[:_LONGEST_DATELINE]):
        if token.lower in {"—", "–", "-"} and place:
            opening = [each for each in tokens[:place] if each.is_word]
            return tokens[place + 1 :] if opening and opening[0].text.isupper() else tokens
    return tokens


def _parted(turns: Sequence[Turn], tokens: Sequence[Token]) -> list[Turn]:
    """Cuts what one says where another begins to speak: "A said it grew, and B said it shrank"; "…, C said"."""
    parted = []
    for number, turn in enumerate(turns):
        end = turn.end
        for later in turns[number + 1 :]:
            speaker = later.speaker
            if not turn.start < speaker.start < end:
                continue
            behind = later.rule in {Rule.TRAILED, Rule.QUOTED, Rule.SOURCE}
            before = [token for token in tokens if turn.start <= token.start and token.end <= speaker.start]
            commas = [place for place, token in enumerate(before) if token.lower in {",", ";", "–", "—"}]
            joined = commas and any(
                token.lower in {"and", "while", "but"} for token in before[commas[-1] + 1 : commas[-1] + 2]
            )
            if commas and commas[-1] and (behind or joined):
                end = before[commas[-1] - 1].end
        parted.append(Turn(turn.speaker, turn.start, end, turn.rule))
    return parted


def _by_verb(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    """The turn that a verb of saying makes."""
    turned = inverted(tokens, verb)
    if turned is not None or tokens[verb].lower not in SAYING:
        return turned
    if tokens[verb].lower.endswith("ing"):
        return _participle(tokens, verb, found)
    before = first_before(tokens, verb)
    if before < 0 or is_taken_back(tokens, before) or is_noun(tokens, verb):
        return None
    if tokens[before].lower in {"and", "then", "but"}:
        return _further(tokens, verb, found)
    if tokens[before].lower == "who":
        return _relative(tokens, verb, before)
    subject = subject_of(tokens, verb)
    if subject is None:
        return None
    told = trailing(tokens, verb, *subject)
    if told is not None or is_cut_off(tokens, *subject):
        return told
    return leading(tokens, verb, subject[1])


def _participle(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    """…, adding that …; the speaker is that of the sentence."""
    before = first_before(tokens, verb)
    if before < 0:
        return None
    if tokens[before].lower == "and" and not found:
        return None
    if not (
        tokens[before].lower in {",", "–", "—", "and", "while", "before", "after", "by", "but"}
        or tokens[before].lower in STATEMENTS
    ):
        return None
    return _further(tokens, verb, found)


def _further(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    """A verb whose subject is that of the turn before it, or of the sentence."""
    if not found and any(
        token.lower in {";", ":"} or (token.lower == "with" and tokens[place - 1].lower == ",")
        for place, token in enumerate(tokens[:verb])
    ):
        return None  # another may have become the subject
    speaker = found[-1].speaker if found else main_subject(tokens)
    if speaker is None:
        return None
    turn = leading(tokens, verb, speaker)
    return Turn(speaker, turn.start, turn.end, Rule.PARTICIPLE) if turn else None


def _relative(tokens: Sequence[Token], verb: int, who: int) -> Turn | None:
    """X, who said …; of those who only may be meant ("people who say"), nothing is claimed."""
    if who < 1:
        return None
    end = who - 1 if tokens[who - 1].lower == "," else who
    phrase = phrase_before(tokens, end)
    speaker = speaker_of(tokens, chained(tokens, phrase, 0)) if phrase else None
    if speaker is None:
        return None
    turn = leading(tokens, verb, speaker)
    if turn is None or not (end < who or speaker.is_name):
        return None
    return Turn(speaker, turn.start, turn.end, Rule.RELATIVE)


def _by_source(tokens: Sequence[Token], to: int) -> Turn | None:
    """According to X, …; …, according to X."""
    phrase = phrase_behind(tokens, to + 1)
    speaker = speaker_of(tokens, phrase) if phrase else None
    if phrase is None or speaker is None:
        return None
    start = to - 1
    behind = phrase.last
    opens = tokens[start].is_capital or (
        start > 0 and tokens[start - 1].lower in {"but", "and", "while", "because", "that", "as", "–", "—", "-", ":"}
    )
    if start > 0 and not opens:
        return Turn(speaker, *said_before(tokens, start, len(tokens)), Rule.SOURCE)
    while behind < len(tokens) and tokens[behind].lower != ",":
        behind += 1
    return Turn(speaker, *said_behind(tokens, behind + 1), Rule.SOURCE) if behind + 1 < len(tokens) else None


def _by_name(tokens: Sequence[Token], colon: int) -> Turn | None:
    """A name and a colon before a quotation."""
    if not 0 < colon <= 8 or colon + 1 >= len(tokens) or not tokens[colon + 1].is_quotation:
        return None
    if any(is_finite(token) for token in tokens[:colon]):
        return None
    speaker = speaker_of(tokens, Phrase(0, colon))
    if speaker is None or not speaker.is_name or len(speaker.words) < 2:
        return None
    return Turn(speaker, *said_behind(tokens, colon + 1), Rule.NAMED)
