"""A model's reply, piece by piece, to draft statements: each as soon as it is complete, its handles taken out.

A statement ends where its handles end. What has no handles is parted into sentences and comes out without any, so that
the check can say so. Thoughts, headings, greetings and lists of sources are no statements and are passed over.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.writing.containers import without_json
from assistant.answering.writing.handles import Mark, find_marks, is_names
from assistant.answering.writing.pending import begun_words, sure_words
from assistant.answering.writing.plain_lines import CLOSING, STOPS, plain_lines
from assistant.answering.writing.refusals import is_declined, is_greeting, is_source_list, says_nothing
from assistant.answering.writing.repetition import until_repeated
from assistant.answering.writing.statement_ends import first_end
from assistant.answering.writing.thoughts import Restart, without_thoughts
from assistant.language.normalise import one_line
from assistant.language.sentences import split_sentences
from assistant.patterns import lazy_pattern
from assistant.records.answers import Pending
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Handle

_BETWEEN_MARKS = lazy_pattern(r"\s*(?:[,;&]|and|und|et|y|e|en)?\s*", re.IGNORECASE)
_BLANK_LINE = lazy_pattern(r"\n[^\S\n]*\n\s*")
_LABEL = lazy_pattern(r"\A(?:final )?answer\s*:\s*", re.IGNORECASE)
_IN_BRACKETS = lazy_pattern(r"\s*[(（](?:see )?((?:[\[【［][\d.,; –-]{1,40}[\]】］](?:,|;| and)?\s*)+)[)）]")
# What the evidence adds to a sentence, {Wednesday = 4 June 2025}, and a model may copy.
_MEANINGS = lazy_pattern(r"\s*\{[^{}]{1,200}(?:= [^{}]{1,200}\}|\Z)")
_BROKEN_MARK = lazy_pattern(r"\s*\\?[\[【［]+[\d.,;\s–-]*\Z")
# A quotation that is never closed must not swallow the rest of the reply.
_LONGEST_QUOTATION = 600
# Of a longer stretch without a handle no more is shown until it has one: to look through all of it again at each piece
# took 3.8 s for 4,000 characters in pieces of four, and up to here takes 0.1 s.
_LONGEST_PENDING = 600


def read_statements(pieces: Iterable[str], evidence: Evidence) -> Statements:
    """The statements of a reply that arrives in pieces; see Statements for what is known at the end."""
    return Statements(pieces, evidence)


class Statements:
    """The statements of one reply, to be iterated once; after it, `declined` and `paragraphs` describe the whole.

    `declined`: the reply says that the evidence does not answer, and there is no statement. `paragraphs` holds the
    number of each statement, counted from 0, that begins a new paragraph; the first statement is never in it.
    """

    def __init__(self, pieces: Iterable[str], evidence: Evidence) -> None:
        self.declined = False
        self.paragraphs: tuple[int, ...] = ()
        self._pieces = pieces
        self._evidence = evidence
        self._held: list[_Sentence] = []  # what came before any handle: the answer, a greeting, or thoughts
        self._leading: list[Mark] = []  # marks that stand in front of their sentence
        self._marks_lead = False  # this reply puts marks in front
        self._said: dict[str, set[Handle]] = {}  # each sentence with what it has cited
        self._begun = False
        self._ended = False
        self._count = 0

    def __iter__(self) -> Iterator[DraftStatement]:
        for event in self._read():
            if isinstance(event, DraftStatement):
                yield event

    def events(self) -> Iterator[DraftStatement | Pending]:
        """The statements, and before each how far it has come, as often as a piece adds to what is sure of it."""
        shown, begun = Pending(""), ""
        for event in self._read():
            if isinstance(event, DraftStatement):
                yield event
                continue
            pending = self._pending(event.waiting)
            if event.is_new:
                shown, begun = Pending(""), ""
            if pending is None:
                continue
            grows = pending.text.startswith(shown.text) and pending.text != shown.text
            if grows or pending.begun != begun:
                shown = pending if grows else replace(pending, text=shown.text)
                begun = pending.begun
                yield shown

    def _read(self) -> Iterator[DraftStatement | _Unfinished]:
        waiting = ""
        is_new = False
        for piece in until_repeated(without_json(without_thoughts(self._pieces))):
            if isinstance(piece, Restart):
                waiting, is_new = "", True
                self._held, self._leading, self._marks_lead, self._said = [], [], False, {}
                continue
            waiting += piece
            while (end := first_end(waiting, self._evidence)) is not None:
                yield from self._admit(self._sentences(waiting[:end]))
                waiting, is_new = waiting[end:], True
            yield _Unfinished(waiting, is_new)
            is_new = False
        yield from self._admit(self._sentences(waiting))
        if not self._begun and not self.declined:
            self.declined = bool(self._held) and all(says_nothing(sentence.text) for sentence in self._held)
            if not self.declined:
                yield from self._release()

    def _pending(self, waiting: str) -> Pending | None:
        """What is known of the sentence at the beginning of `waiting`; None where that is not looked for."""
        if self._ended or len(waiting) > _LONGEST_PENDING:
            return None
        paragraph = len(self.paragraphs) + bool(self._count and _BLANK_LINE.match(waiting))
        return Pending(
            sure_words(waiting, self._plain_sentences), paragraph, begun_words(waiting, self._plain_sentences)
        )

    def _plain_sentences(self, line: str) -> list[str]:
        return [sentence.text for sentence in _split(_take_out(_unwrapped(line), self._evidence)[0])[1]]

    def _admit(self, sentences: Iterable[_Sentence]) -> Iterator[DraftStatement]:
        """Passes on what is a statement; holds back what stands before the first handle."""
        for sentence in sentences:
            self._ended = self._ended or is_source_list(sentence.text)
            if self._ended:
                return
            if is_declined(sentence.text):
                self.declined = self._ended = not self._begun and not self._held
            elif self._is_passed_over(sentence):
                continue
            elif self._begun:
                yield self._draft(sentence)
            elif sentence.marks:
                self._begun = True
                self._held = [held for held in self._held if not held.text.endswith(":")]
                yield from self._release()
                yield self._draft(sentence)
            else:
                self._held.append(sentence)

    def _is_passed_over(self, sentence: _Sentence) -> bool:
        """Whether a sentence says nothing, or nothing that was not said."""
        if is_names(sentence.text) or (is_greeting(sentence.text) and not sentence.marks):
            return True
        cited = set(_handles(sentence.marks))
        known = self._said.setdefault(one_line(sentence.text).casefold().rstrip(STOPS), set())
        if known and cited <= known:
            return True
        known |= cited or {Handle(0, 0)}
        return False

    def _release(self) -> Iterator[DraftStatement]:
        for sentence in self._held:
            yield self._draft(sentence)
        self._held = []

    def _draft(self, sentence: _Sentence) -> DraftStatement:
        if sentence.new_paragraph and self._count:
            self.paragraphs = (*self.paragraphs, self._count)
        self._count += 1
        marks = sentence.marks
        return DraftStatement(
            sentence.text,
            _handles(marks),
            tuple(dict.fromkeys(name for mark in marks for name in mark.unknown)),
            _handles(sentence.shared),
            tuple(dict.fromkeys(number for mark in marks for number in mark.articles)),
        )

    def _sentences(self, text: str) -> list[_Sentence]:
        """The sentences of a stretch of the reply, each with its marks."""
        found: list[_Sentence] = []
        for number, block in enumerate(_BLANK_LINE.split(text)):
            new_paragraph = number > 0
            for line in plain_lines(block):
                for sentence in self._line_sentences(line, found[-1] if found else None):
                    sentence.new_paragraph, new_paragraph = new_paragraph, False
                    found.append(sentence)
        _share(found)
        return found

    def _line_sentences(self, line: str, previous: _Sentence | None) -> list[_Sentence]:
        """The sentences of one line; marks belong to the sentence before them, unless they lead."""
        plain, places = _take_out(_unwrapped(line), self._evidence)
        starts, sentences = _split(plain)
        if sentences and self._leading:
            sentences[0].marks, self._leading = self._leading, []
        for place in places:
            before = bisect.bisect_left(starts, place.offset)
            owner = sentences[before - 1] if before else previous
            following = sentences[before].marks if before < len(sentences) else self._leading
            if owner is None:
                self._marks_lead = self._marks_lead or not (self._begun or self._held)
                following.append(place.mark)
            elif before and not (self._marks_lead and place.at_end):
                owner.marks.append(place.mark)
            elif before or (sentences and owner.marks) or self._marks_lead:
                following.append(place.mark)
            else:
                owner.marks.append(place.mark)
        return sentences


@dataclass(frozen=True, slots=True)
class _Unfinished:
    """What has come behind the last statement's end; `is_new`: it is not what was unfinished before, grown longer."""

    waiting: str
    is_new: bool


@dataclass(slots=True)
class _Sentence:
    """A sentence while its marks are still being gathered."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    new_paragraph: bool = False
    shared: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark stood in a line once all marks are out; `at_end`: behind a full stop, or at the line's end."""

    mark: Mark
    offset: int
    at_end: bool


def _handles(marks: Iterable[Mark]) -> tuple[Handle, ...]:
    return tuple(dict.fromkeys(handle for mark in marks for handle in mark.handles))


def _share(sentences: Sequence[_Sentence]) -> None:
    """Several handles behind the last of a paragraph's sentences may be those of the ones before it, too."""
    before: list[_Sentence] = []
    for sentence in sentences:
        if sentence.new_paragraph:
            before = []
        if not sentence.marks:
            before.append(sentence)
            continue
        if before and len(_handles(sentence.marks)) > 1:
            for each in (*before, sentence):
                each.shared = sentence.marks
        before = []


def _unwrapped(line: str) -> str:
    """The line without what a model puts around its sentences and marks: labels, brackets, meanings, half a mark."""
    return _BROKEN_MARK.sub("", _IN_BRACKETS.sub(r" \1", _LABEL.sub("", _MEANINGS.sub("", line))))


def _take_out(line: str, evidence: Evidence) -> tuple[str, list[_Place]]:
    """The line without its marks, and where they were."""
    plain = ""
    places: list[_Place] = []
    at = 0
    for mark in find_marks(line, evidence):
        gap = line[at : mark.start]
        if not (places and _BETWEEN_MARKS.fullmatch(gap)):
            plain = _joined(plain, gap).rstrip()
        places.append(_Place(mark, len(plain), not line[mark.end :].strip() or plain[-1:] in STOPS))
        at = mark.end
    return _joined(plain, line[at:]).strip(), places


def _joined(plain: str, rest: str) -> str:
    """Two parts of a line whose mark is gone: one space between words, none before a stop, no stop twice."""
    words = rest.lstrip()
    if not plain or not words:
        return plain or words
    if words[0] in STOPS and plain[-1] in STOPS:
        return _joined(plain, words[1:])
    return plain + words if words[0] in STOPS + ",;:)%" + CLOSING else f"{plain} {words}"


def _split(line: str) -> tuple[list[int], list[_Sentence]]:
    """Where each sentence of a line starts, and the sentences; an open quotation keeps its sentences together."""
    starts: list[int] = []
    ends: list[int] = []
    for sentence in split_sentences(line):
        if starts and (_quotation_open(line[starts[-1] : ends[-1]]) or not sentence.of(line).strip(CLOSING)):
            ends[-1] = sentence.end
        else:
            starts.append(sentence.start)
            ends.append(sentence.end)
    texts = [line[start:end] for start, end in zip(starts, ends, strict=True)]
    kept = [(start, text) for start, text in zip(starts, texts, strict=True) if re.search(r"\w", text)]
    return [start for start, _ in kept], [_Sentence(text) for _, text in kept]


def _quotation_open(text: str) -> bool:
    if len(text) > _LONGEST_QUOTATION:
        return False
    opened = text.count("„") or text.count("“")
    closed = text.count("“") + text.count("”") if "„" in text else text.count("”")
    return opened > closed or text.count("«") > text.count("»") or text.count('"') % 2 == 1
