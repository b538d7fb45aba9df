"""A conversation: each answered question is remembered, so that the next one can refer to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.pipeline import ask
from assistant.answering.tools import OnPending, OnStatement, Tools
from assistant.records.answers import Answer, Status
from assistant.records.questions import Question, Turn

# Older turns are not needed to understand a follow-up, and their subjects would get in its way.
_REMEMBERED = 6


class Conversation:
    """Asks with the history of the turns before; `log` is given every answer."""

    def __init__(self, tools: Tools, begun: Question, log: Callable[[Answer], None]) -> None:
        """`begun` carries the day and the filters that hold for the whole conversation; its text is not used."""
        self.tools, self.begun, self._log = tools, begun, log
        self._history: tuple[Turn, ...] = ()
        self._before: tuple[Turn, ...] = ()  # the last question

    def ask(self, text: str, on_statement: OnStatement, on_pending: OnPending | None = None) -> Answer:
        """The answer to the next question, told as pipeline.ask tells it."""
        self._before = self._history
        question = replace(self.begun, text=text, history=self._history)
        answer = ask(question, self.tools, on_statement, on_pending)
        self._log(answer)
        self._remember(text, answer)
        return answer

    def resume(self, answers: Sequence[Answer]) -> None:
        """Goes on as if these had been its answers."""
        self.forget()
        for answer in answers:
            self._before = self._history
            self._remember(answer.question.text, answer)

    def _remember(self, text: str, answer: Answer) -> None:
        # What the articles do not answer is no subject to carry on with, unless there is no other.
        if answer.status is not Status.NOT_IN_ARTICLES or not self._history:
            said = " ".join(statement.text for statement in answer.statements if not statement.differs)
            self._history = (*self._history, Turn(text, answer.standalone, said))[-_REMEMBERED:]

    def take_back(self) -> None:
        """The last question is as if it had not been asked."""
        self._history = self._before

    def forget(self) -> None:
        """Begins anew."""
        self._history = self._before = ()
