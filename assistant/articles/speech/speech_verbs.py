"""Whether a word is a verb of saying in its place, and who its subject is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.articles.speech.noun_phrases import SAYING, Phrase, chained, is_finite, phrase_before
from assistant.articles.speech.speaker_phrases import Speaker, head_of, is_many, speaker_of
from assistant.articles.speech.speech_spans import is_lead
from assistant.articles.speech.speech_tokens import Token
from assistant.articles.speech.speech_words import (
    ADVERBS,
    BE,
    BEFORE_NOUNS,
    BEFORE_PLURALS,
    DETERMINERS,
    ROLES,
    UNSAID,
)
from assistant.language.titles import TITLES
from assistant.language.word_lists import forms_used

_OF_FACTS, _PLURALS = forms_used("f"), forms_used("n")
# Forms without an ending: they follow those who are many.
_BASE = frozenset(
    form
    for form in SAYING
    if not form.endswith(("s", "ed", "ing")) and form not in {"said", "told", "wrote", "read", "swore", "thought"}
)


def subject_of(tokens: Sequence[Token], verb: int) -> tuple[Phrase, Speaker] | None:
    """Who speaks by the verb at `verb`: the phrase before it, and whom it names."""
    phrase = phrase_before(tokens, verb)
    if phrase is not None and tokens[phrase.first].lower in TITLES:  # "Max Planck, president of the society said"
        phrase = chained(tokens, phrase, 0)
    speaker = speaker_of(tokens, phrase) if phrase else None
    if phrase is None or speaker is None:
        return None
    word = tokens[verb].lower
    if word in _OF_FACTS and not (speaker.is_name or speaker.is_pronoun or head_of(speaker) in ROLES):
        return None
    if word in _PLURALS and any(is_finite(token) for token in tokens[phrase.first : phrase.last]):
        return None
    return None if word in _BASE and not is_many(speaker) else (phrase, speaker)


def is_noun(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is no verb here: "his tweets", "the report", "United States"."""
    before = tokens[verb - 1]
    if tokens[verb].is_capital and verb:
        return True
    if tokens[verb].lower in _PLURALS and before.lower in BEFORE_PLURALS:
        return True
    after = tokens[verb + 1] if verb + 1 < len(tokens) else tokens[verb]
    if tokens[verb].lower in _PLURALS and (
        before.lower.endswith("ing") or (is_finite(after) and not after.lower.endswith("ed"))
    ):
        return True
    if tokens[verb].lower.endswith(("ed", "said", "told", "wrote")):
        return before.lower in {"the", "a", "an", "of"}
    return before.lower in BEFORE_NOUNS or before.text.endswith(("’s", "'s", "s’", "s'"))


def first_before(tokens: Sequence[Token], verb: int) -> int:
    """The place of the first token before a verb that is no adverb of it."""
    before = verb - 1
    while before >= 0 and (
        tokens[before].lower in ADVERBS or (tokens[before].lower.endswith("ly") and len(tokens[before].lower) > 4)
    ):
        before -= 1
    return before


def is_taken_back(tokens: Sequence[Token], before: int) -> bool:
    """Whether what stands before the verb says that it was not said, may be, or is said of the subject."""
    word = tokens[before].lower
    return word in UNSAID | BE or word.endswith(("n’t", "n't"))


def is_cut_off(tokens: Sequence[Token], phrase: Phrase, speaker: Speaker) -> bool:
    """Whether a comma has cut the phrase from its beginning: "a Dayton, Ohio, paper about gliders said"."""
    if phrase.first == 0 or tokens[phrase.first - 1].lower != "," or speaker.is_name or speaker.is_pronoun:
        return False
    first = tokens[phrase.first]
    bare = not first.is_capital and first.lower not in DETERMINERS and not is_many(speaker)
    return bare and not is_lead(tokens, phrase.first - 1)
