"""A conversation in the terminal whose answers are known, and what it shows."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.errors import ModelUnreachable, UsageError
from assistant.records.answers import Answer, Event, LeftOut, Note, NoteKind, Statement
from assistant.records.kept import Kept, KeptRow
from assistant.records.questions import NO_FILTERS, Filters
from assistant.records.speech import Said, SpeakerCount
from assistant.terminal.chat import run_chat
from assistant.terminal.output import Screen
from assistant.terminal.render import is_in_place_of_prose
from terminal.kept_answers import kept_of, row_of
from terminal.moon import ANSWER, APOLLO, IN_PLACE, JUDGED, NEAREST_IN_PLACE, UNANSWERED

ANSWERS: Mapping[str, Answer | BaseException] = {
    "When did people first land on the Moon?": ANSWER,
    "And when did Luna 9 land?": replace(ANSWER, statements=ANSWER.statements[2:], citations=ANSWER.citations[2:]),
    "Who was first?": replace(
        ANSWER,
        statements=ANSWER.statements[2:],
        citations=ANSWER.citations[2:],
        notes=(Note(NoteKind.DISAGREEMENT, "The articles differ: 1966 (Luna) and 1969 (NASA).", (3,)),),
        left_out=LeftOut(),
    ),
    "What did they do?": JUDGED,
    "How many walked?": IN_PLACE,
    "Who else walked?": NEAREST_IN_PLACE,
    "Who won?": UNANSWERED,
    "Who lost?": replace(UNANSWERED, nearest=(), left_out=LeftOut()),
    "Is the model there?": ModelUnreachable("The model does not answer.", hint="Is OPENAI_BASE_URL right?"),
    "Take your time.": KeyboardInterrupt(),
}
# What a model wrote, where that is not what the answer says.
WRITTEN = {
    "What did they do?": (
        *JUDGED.statements[:2],
        *JUDGED.refused,
        replace(JUDGED.statements[3], citations=(2,)),
        *JUDGED.statements[4:],
    ),
    "How many walked?": IN_PLACE.refused,
    "Who else walked?": NEAREST_IN_PLACE.refused,
}


@dataclass
class ScriptedSession:
    """A conversation whose answers are known."""

    asked: list[str] = field(default_factory=list)
    shows_at_once: bool = True
    on_completed: Callable[[str], None] | None = None
    model: str | None = "a-model"
    filters: Filters = NO_FILTERS
    today: date = date(2020, 12, 20)
    after_each: Callable[[], None] = lambda: None  # called when a statement has been told

    def describe(self) -> str:
        return "3 articles, 21 July 1969 to 17 December 2020; no model."

    def ask(self, text: str, on_statement: Callable[[Statement], None], on_pending: object = None) -> Answer:
        self.asked.append(text)
        answer = ANSWERS[text]
        if isinstance(answer, BaseException):
            on_statement(ANSWER.statements[0])
            raise answer
        told = () if is_in_place_of_prose(answer) else answer.statements
        for statement in WRITTEN.get(text, told) if on_pending else told:
            on_statement(statement)
            self.after_each()
        return answer

    def take_back(self) -> None:
        self.asked.append("(taken back)")

    def narrow(self, filters: Filters) -> None:
        if "Nobody" in filters.sources:
            raise UsageError("No article is from 'Nobody'.", hint="Is it NASA?")
        self.filters = filters

    def use_model(self, name: str | None) -> None:
        self.model = name

    def summarise(self, topic: str, article_ids: Sequence[str]) -> Answer:
        self.asked.append(f"(summary of {topic or article_ids[0]})")
        answer: Answer = ANSWER
        return answer

    def timeline(self, topic: str) -> Answer:
        self.asked.append(f"(timeline of {topic})")
        answer: Answer = replace(
            ANSWER,
            statements=(replace(ANSWER.statements[0], event=Event(date(1969, 7, 20), date(1969, 7, 20))),),
            citations=ANSWER.citations[:1],
        )
        return answer

    def said(self, name: str, topic: str) -> Said:
        return Said(name, replace(ANSWER.question, text=topic), nearest=(SpeakerCount("Neil Armstrong", 2),))

    def check(self, text: str) -> Answer:
        self.asked.append(f"(check of {text})")
        answer: Answer = ANSWER
        return answer

    def names(self, beginning: str) -> Sequence[str]:
        return [each for each in ("NASA", APOLLO.title, APOLLO.id) if each.casefold().startswith(beginning.casefold())]

    def forget(self) -> None:
        self.asked.append("(forgotten)")

    def past_answers(self, words: str) -> tuple[Sequence[tuple[KeptRow, Kept | None]], int]:
        return ([], 0) if words == "Mars" else ([(row_of(ANSWER, "chat"), kept_of(ANSWER, "chat"))], 27)

    def resume(self, number: int | None) -> Sequence[Kept]:
        if number not in (None, 3, 4):
            raise UsageError(f"No answer is kept under the number {number}.", hint="`assistant history` lists them.")
        self.asked.append(f"(resumed {number or 'the last'})")
        self.filters = replace(self.filters, until=date(1970, 1, 1)) if number == 4 else self.filters
        return [kept_of(UNANSWERED, "chat"), kept_of(ANSWER, "chat", 3, 4)]


def transcript(*lines: str, columns: int = 80, live: bool = False) -> tuple[str, str]:
    """What stdout and stderr show after a script typed the lines; `live`: where words are shown while they come."""
    stdout, stderr = io.StringIO(), io.StringIO()
    stdin = io.StringIO("".join(f"{text}\n" for text in lines))
    run_chat(ScriptedSession(), Screen(stdin, stdout, stderr, columns=columns, live=live))
    return stdout.getvalue(), stderr.getvalue()
