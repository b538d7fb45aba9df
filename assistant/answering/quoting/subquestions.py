"""Splits several questions asked as one, and joins their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.asking.followups import complete
from assistant.patterns import lazy_pattern
from assistant.records.answers import Answer, Citation, LeftOut, Note, NoteKind, Statement, Status
from assistant.records.questions import Question, Turn, Understood

_ASKS = r"(?:who(?:m|se)?|what|when|where|why|which|how)"
_VERB = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_SUBJECT = r"(?: (?:the|an?|his|her|its|their|this|that|he|she|it|they|we|you|i)\b)"
# A question word with its verb behind it, or behind the noun it asks for: "how many votes was". "How it was done" and
# "who the mayor met" may be part of the question before them.
_HOW = r"how (?:many|much|old|long|far|big|large|high|tall|fast|often)"
_SURE = rf"(?:{_ASKS}|(?:{_HOW}|which|what|whose)(?!{_SUBJECT})(?: [\w’'-]+){{0,2}}?) {_VERB}\b|who(?!{_SUBJECT}) \w"
_AND = lazy_pattern(rf"(?<=\w)[,;]? and (?={_SURE})", re.IGNORECASE)
_ASKING = lazy_pattern(rf"\b{_ASKS}\b", re.IGNORECASE)
_OPENS = lazy_pattern(rf"(?:\W|and |so |but )*{_ASKS} \w", re.IGNORECASE)


def questions_in(question: Question) -> list[Question]:
    """The questions of a text, in order, each with those before it in its history; one where several are not sure.

    They are parted behind a question mark, and at an "and" before a question word with a verb of its own.
    """
    marked = [each.strip() for each in re.split(r"(?<=\?)\s+", question.text) if each.strip()]
    if not all(each.endswith("?") for each in marked) and len(marked) > 1:
        return [question]
    found: list[Question] = []
    history = question.history
    for text in (each for sentence in marked for each in _parted(sentence)):
        standalone = complete(text, history).standalone
        found.append(replace(question, text=text, history=history, standalone=standalone))
        history = (*history, Turn(text, standalone, ""))
    return found if len(found) > 1 else [question]


def _parted(sentence: str) -> list[str]:
    *parts, last = _AND.split(sentence)
    # "When and where do they begin?", and a clause with another: "between what was promised and what was done".
    if not _OPENS.match(sentence) or any(len(part.split()) < 2 or len(_ASKING.findall(part)) > 1 for part in parts):
        return [sentence]
    return [*(f"{part}?" for part in parts), last]


def as_one(question: Question, answers: Sequence[Answer]) -> Answer:
    """One answer to several questions, a paragraph each; what the articles do not say is noted, and the answer partial.

    It stands alone as the last of them does: a follow-up speaks of that. Where the articles answer none of them, what
    came nearest to each is shown.
    """
    statuses = {each.status for each in answers}
    if statuses == {Status.ANSWERED}:
        status = Status.ANSWERED
    elif statuses == {Status.NOT_IN_ARTICLES}:
        status = Status.NOT_IN_ARTICLES
    else:
        status = Status.PARTIAL
    answered = status is not Status.NOT_IN_ARTICLES
    content = _Content(answered)
    for paragraph, each in enumerate(answers):
        content.add(each, paragraph)
    shown = tuple(content.citations.values())
    return replace(
        answers[-1],
        status=status,
        question=question,
        statements=tuple(content.statements.values()),
        citations=shown if answered else (),
        nearest=() if answered else shown,
        notes=tuple(dict.fromkeys(content.notes)),
        confidence=min((each.confidence for each in answers if each.confidence is not None), default=None),
        left_out=LeftOut(undated_articles=max(each.left_out.undated_articles for each in answers)),
        seconds={name: sum(each.seconds.get(name, 0.0) for each in answers) for name in answers[-1].seconds},
        understood=_understood([each.understood for each in answers]),
        passages=tuple(passage for each in answers for passage in each.passages),
    )


@dataclass(slots=True)
class _Content:
    """What several answers say, each statement and each citation once; the citations are numbered anew."""

    answered: bool
    citations: dict[tuple[str, int], Citation] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def add(self, answer: Answer, paragraph: int) -> None:
        """Adds one answer; where another was answered and this was not, a note says so."""
        numbers: dict[int, int] = {}
        for cited in answer.citations if self.answered else answer.nearest:
            new = replace(cited, n=len(self.citations) + 1)
            numbers[cited.n] = self.citations.setdefault((cited.article.id, cited.start), new).n
        for each in answer.statements:
            cites = tuple(numbers[n] for n in each.citations)
            self.statements.setdefault(each.text, replace(each, paragraph=paragraph, citations=cites))
        if self.answered and answer.status is Status.NOT_IN_ARTICLES:
            self.notes.append(Note(NoteKind.NOT_IN_ARTICLES, f"The articles do not say: {answer.question.text}"))
        for note in answer.notes:
            self.notes.append(replace(note, citations=tuple(numbers[n] for n in note.citations if n in numbers)))


def _understood(every: Sequence[Understood]) -> Understood:
    """What was understood of all the questions together."""
    given_up = any(each.given_up for each in every)
    return replace(
        every[-1],
        parts=tuple(dict.fromkeys(part for each in every for part in each.parts if each.given_up is given_up)),
        words=tuple(dict.fromkeys(word for each in every for word in each.words)),
        latest=any(each.latest for each in every),
        seen_from=next((each.seen_from for each in every if each.seen_from), None),
        given_up=given_up,
        absent=tuple(dict.fromkeys(name for each in every for name in each.absent)),
    )
