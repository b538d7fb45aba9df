"""An article's sentences to what it has people and bodies say, each with the speaker and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.articles.article_names import ArticleNames
from assistant.articles.noun_phrases import Speaker
from assistant.articles.quotations import Quotation, find_quotations
from assistant.articles.speech_tokens import Token, tokens_of
from assistant.articles.speech_turns import Rule, Turn, main_subject, speaker_alone, turns_of
from assistant.types import Article, Sentence, SpeechKind, Utterance

# The share of findings of a rule that was right.
_CONFIDENCE = {
    Rule.QUOTED: 0.97,
    Rule.INTRODUCED: 0.95,
    Rule.TRAILED: 0.95,
    Rule.CLAUSE: 0.93,
    Rule.SOURCE: 0.95,
    Rule.PARTICIPLE: 0.85,
    Rule.RELATIVE: 0.7,
    Rule.NAMED: 0.85,
    Rule.PIECE: 0.8,
    Rule.PROMISE: 0.85,
    Rule.CONTINUED: 0.9,
    Rule.NEIGHBOUR: 0.75,
}
# "Garcia added." holds no more.
_FEW_TOKENS = 9
_UNRESOLVED = 0.2
_RESOLVED = 0.9
_GUESSED = 0.55
_AMBIGUOUS = 0.75


def find_utterances(article: Article, sentences: Sequence[Sentence]) -> tuple[Utterance, ...]:
    """What the article has somebody say, in order."""
    return tuple(_Reading(article.text).utterances(sentences))


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody spoken of: the fullest name or description, and what "he", "she" and "they" tell of him."""

    name: str
    is_person: bool
    is_woman: bool | None = None
    is_many: bool = False
    is_known: bool = True  # False: a single name that may as well be a place's or a body's


class _Reading:
    """One article while it is read: who spoke last, and of whom the last sentences were."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = ArticleNames(text)
        self._quotations = find_quotations(text)
        self._next_quotation = 0
        self._found: list[Utterance] = []
        self._line = -1
        self._line_speaker: _Person | None = None
        self._before_speaker: _Person | None = None
        self._subjects: list[_Person] = []
        self._before_subjects: list[_Person] = []
        self._mentioned: list[_Person] = []
        self._before_mentioned: list[_Person] = []
        self._running: _Person | None = None
        self._pending: list[int] = []

    def utterances(self, sentences: Sequence[Sentence]) -> list[Utterance]:
        reached = 0
        for sentence in sentences:
            if "\n" in self._text[reached : sentence.start]:
                self._begin_line()
            self._read(sentence)
            reached = sentence.end
        self._begin_line()
        return sorted(self._found, key=lambda each: (each.sentence, each.said))

    def _begin_line(self) -> None:
        self._pending.clear()
        self._before_speaker = self._line_speaker or self._before_speaker
        self._before_subjects, self._subjects = self._subjects or self._before_subjects, []
        self._line_speaker = None
        self._before_mentioned, self._mentioned = self._mentioned or self._before_mentioned, []

    def _read(self, sentence: Sentence) -> None:
        quotations = self._quotations_in(sentence)
        if not quotations and self._is_heading(sentence):
            return
        tokens = tokens_of(self._text, sentence.start, sentence.end, quotations)
        if not tokens:
            return
        if quotations and not any(token.is_word for token in tokens):
            self._read_quotation(sentence, quotations)
            return
        turns = turns_of(tokens)
        for turn in turns:
            self._take(sentence, turn, quotations)
        if not turns and len(tokens) <= _FEW_TOKENS:
            self._take_added(sentence, tokens)
        self._mention(tokens)
        subject = main_subject(tokens)
        if subject is not None and not subject.is_pronoun:
            self._subjects.append(self._person(subject))

    def _quotations_in(self, sentence: Sentence) -> list[Quotation]:
        while self._next_quotation < len(self._quotations) and self._quotations[self._next_quotation].end <= sentence.start:
            self._next_quotation += 1
        found = []
        for each in self._quotations[self._next_quotation :]:
            if each.start >= sentence.end:
                break
            found.append(each)
        return found

    def _is_heading(self, sentence: Sentence) -> bool:
        """A line of its own without a stop at its end."""
        last = self._text[sentence.end - 1]
        if last in ".!?…:" or (last in "”\"’')»" and self._text[sentence.start] not in "“\"‘'«"):
            return False
        alone = sentence.start == 0 or self._text[sentence.start - 1] == "\n"
        return alone and (sentence.end == len(self._text) or self._text[sentence.end] == "\n")

    def _read_quotation(self, sentence: Sentence, quotations: Sequence[Quotation]) -> None:
        """A sentence that is all quotation: whoever speaks is named beside it."""
        if self._is_heading(sentence) and self._text[sentence.end - 2] not in ".!?,…–—":
            return
        inside = quotations[0].start < sentence.start
        speaker = self._line_speaker
        rule = Rule.CONTINUED if inside or speaker else Rule.NEIGHBOUR
        speaker = speaker or self._running or self._before_speaker
        utterance = Utterance(
            sentence.number,
            speaker.name if speaker else "",
            None,
            (sentence.start, sentence.end),
            SpeechKind.DIRECT,
            _CONFIDENCE[rule] if speaker else 0.0,
        )
        if self._line_speaker is None:
            self._pending.append(len(self._found))
        self._found.append(utterance)
        self._running = None if quotations[-1].closed else speaker

    def _take(self, sentence: Sentence, turn: Turn, quotations: Sequence[Quotation]) -> None:
        confidence = _CONFIDENCE[turn.rule]
        speaker = turn.speaker
        if speaker is None:
            return
        if speaker.is_pronoun:
            person, sure = self._resolved(speaker)
        else:
            person, sure = self._person(speaker), 1.0
            if speaker.is_name and len(speaker.words) == 1 and self._names.is_ambiguous(speaker.words):
                sure = _AMBIGUOUS
        self._found.append(
            Utterance(
                sentence.number,
                person.name if person else speaker.text,
                (speaker.start, speaker.end) if sentence.start <= speaker.start < sentence.end else None,
                (turn.start, turn.end),
                _kind(self._text, turn.start, turn.end, quotations),
                round(confidence * sure, 2),
            )
        )
        if person is None:
            return
        if turn.rule in {Rule.QUOTED, Rule.INTRODUCED, Rule.NAMED}:
            self._settle(person)
        self._line_speaker = person
        self._running = None if not quotations or quotations[-1].closed else person

    def _take_added(self, sentence: Sentence, tokens: Sequence[Token]) -> None:
        """“…” in one sentence, “she added.” in the next."""
        speaker = speaker_alone(tokens)
        before = self._found[-1] if self._found else None
        if speaker is None or before is None or before.sentence != sentence.number - 1 or before.kind is not SpeechKind.DIRECT:
            return
        self._take(sentence, Turn(speaker, *before.said, Rule.QUOTED), self._quotations)

    def _settle(self, person: _Person) -> None:
        """Gives the quotations before this one in its line their speaker: he is named behind the last."""
        for place in self._pending:
            self._found[place] = replace(self._found[place], speaker=person.name, confidence=_CONFIDENCE[Rule.CONTINUED])
        self._pending.clear()

    def _person(self, speaker: Speaker) -> _Person:
        if speaker.is_name:
            name = self._names.full(speaker.words, speaker.start)
            known = " " in name or self._names.is_woman(name) is not None
            is_person = speaker.is_person and not name.isupper()
            return _Person(name, is_person, self._names.is_woman(name) if is_person else None, is_known=known)
        last = speaker.words[-1].lower()
        return _Person(speaker.text, is_person=False, is_many=last.endswith("s") or last in {"police", "people"})

    def _resolved(self, pronoun: Speaker) -> tuple[_Person | None, float]:
        """Whom "he" means, where only one can be meant; and how sure that is."""
        word = pronoun.words[0].lower()
        near = [*([self._line_speaker] if self._line_speaker else []), *self._subjects]
        far = [*([self._before_speaker] if self._before_speaker else []), *self._before_subjects]
        for among in (near, [*near, *far], [*self._mentioned, *self._before_mentioned]):
            fitting = list(dict.fromkeys(each for each in among if _fits(word, each)))
            if len(fitting) == 1 and word != "it" and fitting[0].is_known:
                return fitting[0], _RESOLVED
            if fitting:
                return fitting[0], _GUESSED
        return None, _UNRESOLVED

    def _mention(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.is_capital and (name := self._names.known(token.text)):
                if (woman := self._names.is_woman(name)) is not None:
                    self._mentioned.append(_Person(name, is_person=True, is_woman=woman))


def _fits(pronoun: str, person: _Person) -> bool:
    if pronoun == "they":
        return person.is_many
    if pronoun == "it":
        return not person.is_person and not person.is_many
    if not person.is_person:
        return False
    return person.is_woman is None or person.is_woman is (pronoun == "she")


def _kind(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> SpeechKind:
    """Whether all, none or some of the words said stand in quotation marks."""
    inside = [each for each in quotations if each.start < end and start < each.end]
    if not inside:
        return SpeechKind.INDIRECT
    reached, outside = start, ""
    for each in inside:
        outside += text[reached : max(reached, each.start)]
        reached = min(end, each.end)
    outside += text[reached:end]
    if len(inside) > 1 and inside[0].start <= start and inside[-1].end >= end - 1:
        return SpeechKind.DIRECT  # broken by its speaker
    return SpeechKind.DIRECT if not any(character.isalnum() for character in outside) else SpeechKind.MIXED
