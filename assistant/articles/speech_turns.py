"""A sentence's tokens to its turns: who says what in it, as far as the sentence alone tells, each by a named rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.articles.noun_phrases import SAYING, Phrase, chained, is_finite, phrase_before, phrase_behind
from assistant.articles.saying_verbs import forms_used
from assistant.articles.speaker_phrases import Speaker, head_of, is_many, main_subject, speaker_of
from assistant.articles.speech_spans import (
    CLOSERS,
    after_object,
    begins_clause,
    complement,
    ends_clause,
    goes_on_behind,
    is_lead,
    is_whole,
    quoted_behind,
    said_before,
    said_behind,
)
from assistant.articles.speech_tokens import Token
from assistant.articles.speech_words import (
    ADVERBIALS,
    ADVERBS,
    BE,
    BEFORE_NOUNS,
    BEFORE_PLURALS,
    COMPLEMENTS,
    DETERMINERS,
    INVERTING_ABROAD,
    INVERTING_CLAUSES,
    NAMING,
    OF_FACTS,
    PLURALS,
    POSSESSIVES,
    ROLES,
    STATEMENTS,
    TITLES,
    UNSAID,
)

_FREE, _THAT, _PIECE = (frozenset(forms_used(use)) for use in "FTQ")
_PROMISE, _OBJECT = (frozenset(forms_used(use)) for use in "OA")
_INVERTING = frozenset(forms_used("iI")) | INVERTING_ABROAD
_CUES = SAYING | _INVERTING | {"according"}
_BASE = frozenset(
    form
    for form in SAYING
    if not form.endswith(("s", "ed", "ing")) and form not in {"said", "told", "wrote", "read", "swore", "thought"}
)
_LONGEST_DATELINE = 10
_LONGEST_LEAD = 14


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


def may_speak(words: frozenset[str]) -> bool:
    """Whether a sentence with these words, in lower case, can hold a turn: the others need not be read."""
    return not _CUES.isdisjoint(words)


def turns_of(tokens: Sequence[Token]) -> list[Turn]:
    """The turns of one sentence, in the order of their verbs."""
    found: list[Turn] = []
    tokens = _without_dateline(tokens)
    for place, token in enumerate(tokens):
        turn = None
        if token.lower in SAYING or token.lower in _INVERTING:
            turn = _by_verb(tokens, place, found)
        elif token.lower == "to" and place and tokens[place - 1].lower == "according":
            turn = _by_source(tokens, place)
        elif token.lower == ":" and not found:
            turn = _by_name(tokens, place)
        if turn is not None and turn.start < turn.end:
            found.append(turn)
    return _parted(found, tokens)


def speaker_alone(tokens: Sequence[Token]) -> Speaker | None:
    """The speaker of a sentence that says no more than "she added."."""
    for verb, token in enumerate(tokens):
        if token.lower in _FREE | _PIECE and not token.is_capital and after_object(tokens, verb) >= len(tokens) - 4:
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
    inverted = _inverted(tokens, verb)
    if inverted is not None:
        return inverted
    if tokens[verb].lower not in SAYING:
        return None
    if tokens[verb].lower.endswith("ing"):
        return _participle(tokens, verb, found)
    before = _first_before(tokens, verb)
    if before < 0 or _is_taken_back(tokens, before, verb):
        return None
    if _is_noun(tokens, verb):
        return None
    if tokens[before].lower in {"and", "then", "but"}:
        return _further(tokens, verb, found)
    if tokens[before].lower == "who":  # no claim where those who said it are not known otherwise
        return _relative(tokens, verb, before)
    phrase = phrase_before(tokens, verb)
    if phrase is not None and tokens[phrase.first].lower in TITLES:  # "Casey Murray, president of the union said"
        phrase = chained(tokens, phrase, 0)
    speaker = speaker_of(tokens, phrase) if phrase else None
    if phrase is None or speaker is None:
        return None
    if tokens[verb].lower in OF_FACTS and not (speaker.is_name or speaker.is_pronoun or head_of(speaker) in ROLES):
        return None
    if tokens[verb].lower in PLURALS and any(is_finite(token) for token in tokens[phrase.first : phrase.last]):
        return None
    if tokens[verb].lower in _BASE and not is_many(speaker):
        return None
    return _trailing(tokens, verb, phrase, speaker) or (
        None if _goes_on(tokens, phrase, speaker) else _leading(tokens, verb, speaker)
    )


def _inverted(tokens: Sequence[Token], verb: int) -> Turn | None:
    """“…,” said X; …, said X."""
    before = verb - 1
    if before >= 0 and tokens[before].lower in {"a", "ha", "has", "hat"}:  # a déclaré, ha dicho
        before -= 1
    if before >= 0 and tokens[before].lower in {",", "–", "—"}:
        before -= 1
    elif before < 0 or not tokens[before].is_quotation:
        return None
    if before < 0 or tokens[verb].lower not in _INVERTING:
        return None
    phrase = phrase_behind(tokens, verb + 1)
    if phrase is None or tokens[phrase.first].lower in POSSESSIVES | ADVERBIALS:
        return None
    speaker = speaker_of(tokens, phrase)
    if speaker is None or (speaker.is_pronoun and tokens[phrase.first].lower != tokens[phrase.first].text):
        return None
    if not tokens[before].is_quotation:
        if tokens[verb].lower not in INVERTING_CLAUSES and not (speaker.is_name and tokens[phrase.first].is_capital):
            return None
        following = tokens[phrase.last].lower if phrase.last < len(tokens) else "."
        if not (following in CLOSERS or following in {",", "–", "—"} or following in ADVERBIALS):
            return None
        if any(is_finite(token) for token in tokens[phrase.first : phrase.last]):
            return None
    rule = Rule.QUOTED if tokens[before].is_quotation else Rule.TRAILED
    return Turn(speaker, *said_before(tokens, before + 1, phrase.last), rule)


def _trailing(tokens: Sequence[Token], verb: int, phrase: Phrase, speaker: Speaker) -> Turn | None:
    """“…,” X said; …, X told reporters."""
    before = phrase.first - 1
    if before >= 0 and tokens[before].lower in {",", "–", "—", "?", "!"}:
        mark = before
        before -= 1
    else:
        mark = before
    if before < 0 or (mark == before and not tokens[before].is_quotation):
        return None
    after = after_object(tokens, verb)
    following = tokens[after].lower if after < len(tokens) else "."
    quoted = tokens[before].is_quotation
    if not quoted and tokens[verb].lower not in _FREE | _THAT:
        return None
    if following == ":" or (
        following == "," and after + 1 < len(tokens) and tokens[after + 1].is_quotation and not quoted
    ):
        return None
    if not quoted and before < _LONGEST_LEAD and is_lead(tokens, mark):
        return None
    if not (quoted and ends_clause(tokens[before].text)):
        if not (following in CLOSERS or following in {",", ";", "–", "—"} or following in ADVERBIALS):
            return None
        if any(token.lower in COMPLEMENTS for token in tokens[after : after + 8]):
            return None
    start, end = said_before(tokens, mark if not quoted else before + 1, after)
    if not quoted and following == "," and goes_on_behind(tokens, after + 1):
        end = said_behind(tokens, after)[1]
    return Turn(speaker, start, end, Rule.QUOTED if quoted else Rule.TRAILED)


def _leading(tokens: Sequence[Token], verb: int, speaker: Speaker) -> Turn | None:
    """X said that …; X said: “…”; X called it “…”."""
    word = tokens[verb].lower
    after = after_object(tokens, verb)
    if after >= len(tokens):
        return None
    here = tokens[after]
    if here.lower in {":", ","} and after + 1 < len(tokens) and tokens[after + 1].is_quotation:
        return Turn(speaker, *quoted_behind(tokens, after + 1), Rule.INTRODUCED)
    if here.is_quotation and word not in _OBJECT:
        return Turn(speaker, *said_behind(tokens, after), Rule.INTRODUCED if is_whole(here.text) else Rule.CLAUSE)
    place = complement(tokens, after)
    if place is not None and word in _THAT and not any(is_finite(token) for token in tokens[place : place + 25]):
        return None
    if place is not None and word in _FREE | _THAT | _PROMISE:
        return Turn(speaker, *said_behind(tokens, place), Rule.CLAUSE)
    if word in _PROMISE and here.lower == "to":
        return Turn(speaker, *said_behind(tokens, after), Rule.PROMISE)
    if word in _OBJECT and any(token.lower == "of" for token in tokens[after : after + 12]):
        return Turn(speaker, *said_behind(tokens, after), Rule.PIECE)
    if word in _FREE | _PROMISE and here.is_word and begins_clause(tokens, after, word):
        return Turn(speaker, *said_behind(tokens, after), Rule.CLAUSE)
    if here.lower == "for" and word in {"called", "calls"}:
        return Turn(speaker, *said_behind(tokens, after + 1), Rule.PIECE)
    if word in NAMING:
        return _piece(tokens, after, speaker)
    return None


def _piece(tokens: Sequence[Token], after: int, speaker: Speaker) -> Turn | None:
    for place in range(after, min(len(tokens), after + 22)):
        if tokens[place].is_quotation:
            return Turn(speaker, *said_behind(tokens, place), Rule.PIECE)
        if tokens[place].lower in {";", "who", "which"}:
            return None
    return None


def _participle(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    """…, adding that …; the speaker is that of the sentence."""
    before = _first_before(tokens, verb)
    if before < 0:
        return None
    if tokens[before].lower == "as" and before and tokens[before - 1].lower in {"quoted", "cited"}:
        phrase = phrase_before(tokens, before - 2 if tokens[before - 2].lower in BE else before - 1)
        speaker = speaker_of(tokens, phrase) if phrase else None
        return _leading(tokens, verb, speaker) if speaker else None
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
    turn = _leading(tokens, verb, speaker)
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
    turn = _leading(tokens, verb, speaker)
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
    """Name: “…”"""
    if not 0 < colon <= 8 or colon + 1 >= len(tokens) or not tokens[colon + 1].is_quotation:
        return None
    if any(is_finite(token) for token in tokens[:colon]):
        return None
    speaker = speaker_of(tokens, Phrase(0, colon))
    if speaker is None or not speaker.is_name or len(speaker.words) < 2:
        return None
    return Turn(speaker, *said_behind(tokens, colon + 1), Rule.NAMED)


def _goes_on(tokens: Sequence[Token], phrase: Phrase, speaker: Speaker) -> bool:
    """Whether a comma has cut the phrase from its beginning: "a San Jose, California, law about guns said"."""
    if phrase.first == 0 or tokens[phrase.first - 1].lower != "," or speaker.is_name or speaker.is_pronoun:
        return False
    first = tokens[phrase.first]
    bare = not first.is_capital and first.lower not in DETERMINERS and not is_many(speaker)
    return bare and not is_lead(tokens, phrase.first - 1)


def _is_noun(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is no verb here: "his tweets", "the report", "United States"."""
    before = tokens[verb - 1]
    if tokens[verb].is_capital and verb:
        return True
    if tokens[verb].lower in PLURALS and before.lower in BEFORE_PLURALS:
        return True
    after = tokens[verb + 1] if verb + 1 < len(tokens) else tokens[verb]
    if tokens[verb].lower in PLURALS and (
        before.lower.endswith("ing") or (is_finite(after) and not after.lower.endswith("ed"))
    ):
        return True
    if tokens[verb].lower.endswith(("ed", "said", "told", "wrote")):
        return before.lower in {"the", "a", "an", "of"}
    return before.lower in BEFORE_NOUNS or before.text.endswith(("’s", "'s", "s’", "s'"))


def _first_before(tokens: Sequence[Token], verb: int) -> int:
    """The place of the first token before a verb that is no adverb of it."""
    before = verb - 1
    while before >= 0 and (
        tokens[before].lower in ADVERBS or (tokens[before].lower.endswith("ly") and len(tokens[before].lower) > 4)
    ):
        before -= 1
    return before


def _is_taken_back(tokens: Sequence[Token], before: int, verb: int) -> bool:
    if tokens[before].lower in UNSAID or tokens[before].lower.endswith(("n’t", "n't")):
        return True
    return tokens[before].lower in BE
