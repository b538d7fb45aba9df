"""An article's sentences to what it has people and bodies say, each with the speaker and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.articles.speech.speech_forms import Rule, Turn
from assistant.articles.speech.speech_memory import Memory, Person
from assistant.articles.speech.speech_tokens import Token, tokens_of
from assistant.articles.speech.speech_turns import may_speak, speaker_alone, turns_of
from assistant.language.quotations import Quotation, find_quotations
from assistant.records.articles import Article, Sentence
from assistant.records.speech import SpeechKind, Utterance

# The share of each rule's findings that was right, estimated on the labels of benchmarks/speakers.py --set dev
# and by reading some 400 findings in other articles of news. Of those of .92 and more .91 were right in the test.
_CONFIDENCE = {
    Rule.QUOTED: 0.95,
    Rule.INTRODUCED: 0.94,
    Rule.TRAILED: 0.93,
    Rule.CLAUSE: 0.92,
    Rule.SOURCE: 0.93,
    Rule.PARTICIPLE: 0.85,
    Rule.RELATIVE: 0.7,
    Rule.NAMED: 0.85,
    Rule.PIECE: 0.8,
    Rule.PROMISE: 0.85,
    Rule.CONTINUED: 0.9,
    Rule.NEIGHBOUR: 0.75,
}
# A last name that several people of the article have: the one named in full last before is meant so often.
_ONE_OF_A_NAME = 0.75
# "Hubble added." holds no more tokens.
_FEW_TOKENS = 9
# A quotation by nobody, where nobody speaks in the paragraph before.
_FAR = 0.4
_WORDS = re.compile(r"\w+")


def find_utterances(article: Article, sentences: Sequence[Sentence]) -> tuple[Utterance, ...]:
    """What the article has somebody say, in order.

    Headings are passed over. A pronoun is resolved where one person near can be meant; where several can, the speaker
    is the likeliest, and where none is found, the pronoun itself, both with little confidence.
    """
    return tuple(_Reading(article.text).utterances(sentences))


class _Reading:
    """One article while it is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._memory = Memory(text)
        self._quotations = find_quotations(text)
        self._next_quotation = 0
        self._found: list[Utterance] = []
        # Findings of this paragraph whose speaker may yet be named behind them.
        self._unsettled: list[int] = []
        # Who speaks in a quotation that the paragraph before has not closed.
        self._running: Person | None = None

    def utterances(self, sentences: Sequence[Sentence]) -> list[Utterance]:
        reached = 0
        for sentence in sentences:
            if "\n" in self._text[reached : sentence.start]:
                self._memory.begin_line()
                self._unsettled.clear()
            self._read(sentence)
            reached = sentence.end
        return sorted(self._found, key=lambda each: (each.sentence, each.said))

    def _read(self, sentence: Sentence) -> None:
        quotations = self._quotations_in(sentence)
        if self._is_heading(sentence, quotations):
            return
        outside = _outside(self._text, sentence.start, sentence.end, quotations)
        if quotations and not any(character.isalnum() for character in outside):
            self._read_quotation(sentence, quotations)
        elif ":" in outside or may_speak(frozenset(_WORDS.findall(outside.lower()))):
            self._read_tokens(sentence, quotations)
        self._memory.saw(sentence.start, sentence.end, quotations)

    def _read_tokens(self, sentence: Sentence, quotations: Sequence[Quotation]) -> None:
        tokens = tokens_of(self._text, sentence.start, sentence.end, quotations)
        turns = turns_of(tokens)
        if not turns and len(tokens) <= _FEW_TOKENS:
            turns = self._added(sentence, tokens)
        for turn in turns:
            self._take(sentence, turn, tokens, quotations)

    def _quotations_in(self, sentence: Sentence) -> list[Quotation]:
        every = self._quotations
        while self._next_quotation < len(every) and every[self._next_quotation].end <= sentence.start:
            self._next_quotation += 1
        last = self._next_quotation
        while last < len(every) and every[last].start < sentence.end:
            last += 1
        return every[self._next_quotation : last]

    def _is_heading(self, sentence: Sentence, quotations: Sequence[Quotation]) -> bool:
        """A line of its own without a stop at its end, where no quotation runs on."""
        text, start, end = self._text, sentence.start, sentence.end
        if (start and text[start - 1] != "\n") or (end < len(text) and text[end] != "\n"):
            return False
        if text[end - 1] in ".!?…:":
            return False
        if not quotations:
            return True
        all_quoted = len(quotations) == 1 and quotations[0].start <= start and end <= quotations[0].end
        return all_quoted and quotations[0].closed and text[end - 2] not in ".!?,…–—"

    def _read_quotation(self, sentence: Sentence, quotations: Sequence[Quotation]) -> None:
        """A sentence that is all quotation: whoever speaks is named beside it."""
        memory = self._memory
        goes_on = quotations[0].start < sentence.start or memory.speaker is not None
        speaker = memory.speaker or self._running or memory.speaker_before
        confidence = _CONFIDENCE[Rule.CONTINUED if goes_on or self._running else Rule.NEIGHBOUR]
        if not goes_on and not self._running and not memory.is_speaking:
            confidence = _FAR
        if memory.speaker is None:
            self._unsettled.append(len(self._found))
        said = (sentence.start, sentence.end)
        name = speaker.name if speaker else ""
        self._found.append(
            Utterance(sentence.number, name, None, said, SpeechKind.DIRECT, confidence if speaker else 0.0)
        )
        self._running = None if quotations[-1].closed else speaker

    def _take(self, sentence: Sentence, turn: Turn, tokens: Sequence[Token], quotations: Sequence[Quotation]) -> None:
        speaker, memory = turn.speaker, self._memory
        if speaker.is_pronoun:
            # Of whom a clause is, is seldom who says it: "the mayor lied, he said".
            own = () if turn.rule in {Rule.QUOTED, Rule.TRAILED} else tokens
            person, sure = memory.meant(speaker.words[0], own)
        else:
            person, sure = memory.person(speaker), 1.0
            if speaker.is_name and len(speaker.words) == 1 and memory.names.is_ambiguous(speaker.words):
                sure = _ONE_OF_A_NAME
        said = (turn.start, turn.end)
        name = person.name if person else speaker.words[0]
        kind = _kind(self._text, said, quotations)
        confidence = round(_CONFIDENCE[turn.rule] * sure, 2)
        self._found.append(Utterance(sentence.number, name, (speaker.start, speaker.end), said, kind, confidence))
        if person is None:
            return
        if turn.rule in {Rule.QUOTED, Rule.INTRODUCED, Rule.NAMED}:
            self._settle(person, confidence)
        memory.spoke(person)
        self._running = None if not quotations or quotations[-1].closed else person

    def _added(self, sentence: Sentence, tokens: Sequence[Token]) -> list[Turn]:
        """“…” in one sentence, “she added.” in the next."""
        speaker = speaker_alone(tokens)
        before = self._found[-1] if self._found else None
        if speaker is None or before is None or before.sentence != sentence.number - 1:
            return []
        return [Turn(speaker, *before.said, Rule.QUOTED)] if before.kind is SpeechKind.DIRECT else []

    def _settle(self, person: Person, confidence: float) -> None:
        """Gives the quotations before this one in its paragraph their speaker, who is named behind the last."""
        for place in self._unsettled:
            least = min(confidence, _CONFIDENCE[Rule.CONTINUED])
            self._found[place] = replace(self._found[place], speaker=person.name, confidence=least)
        self._unsettled.clear()


def _kind(text: str, said: tuple[int, int], quotations: Sequence[Quotation]) -> SpeechKind:
    """Whether all, none or some of the words said stand in quotation marks; the speaker may break a quotation."""
    start, end = said
    inside = [each for each in quotations if each.start < end and start < each.end]
    if not inside:
        return SpeechKind.INDIRECT
    if len(inside) > 1 and inside[0].start <= start and inside[-1].end >= end - 1:
        return SpeechKind.DIRECT
    outside = _outside(text, start, end, inside)
    return SpeechKind.MIXED if any(character.isalnum() for character in outside) else SpeechKind.DIRECT


def _outside(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> str:
    """What of ``text[start:end]`` stands in no quotation."""
    outside, reached = "", start
    for each in quotations:
        outside += text[reached : max(reached, each.start)] + " "
        reached = each.end
    return outside + text[reached:end]
