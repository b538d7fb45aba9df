"""A conversation: each question is remembered, so that the next line can refer to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.asking.followups import FollowUp, complete, told
from assistant.answering.asking.remarks import is_remark
from assistant.answering.pipeline import ask
from assistant.answering.tools import OnPending, OnStatement, Tools, added
from assistant.answering.writing.condensing import condensed
from assistant.records.answers import Answer, Note, NoteKind, Status
from assistant.records.ports import Usage
from assistant.records.questions import Question, Turn

# Older turns are not needed to understand a follow-up, and their subjects would get in its way.
_REMEMBERED = 6
_NO_QUESTION = "That asks nothing. Ask a question, or type /help."


class Conversation:
    """Asks with the history of the turns before; `log` is given every answer."""

    def __init__(self, tools: Tools, begun: Question, log: Callable[[Answer], None]) -> None:
        """`begun` carries the day and the filters that hold for the whole conversation; its text is not used."""
        self.tools, self.begun, self._log = tools, begun, log
        self._history: tuple[Turn, ...] = ()
        self._before: tuple[Turn, ...] = ()  # the last question
        self._unclear: FollowUp | None = None  # asked back, and not told yet

    def ask(
        self,
        text: str,
        on_statement: OnStatement,
        on_pending: OnPending | None = None,
        on_completed: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer to the next question, told as pipeline.ask tells it; `on_completed` is told how it is understood.

        A line that asks nothing, and one of which it is not clear whom it means, are no turn of the conversation: their
        answer is a note (`Answer.is_aside`), and is not logged.
        """
        question = replace(self.begun, text=text, history=self._history)
        self._before = self._history
        if is_remark(text):
            return _aside(question, NoteKind.NO_QUESTION, _NO_QUESTION)
        follow_up, usage = self._understood(text)
        if follow_up.unclear:
            self._unclear = follow_up
            return _aside(question, NoteKind.ASKED_BACK, follow_up.question)
        self._unclear = None
        if on_completed is not None and follow_up.standalone != text:
            on_completed(follow_up.standalone)
        answer = ask(replace(question, standalone=follow_up.standalone), self.tools, on_statement, on_pending)
        if usage is not None:
            answer = replace(answer, usage=added(usage, answer.usage))
        self._log(answer)
        self._remember(answer)
        return answer

    def resume(self, answers: Sequence[Answer]) -> None:
        """Goes on as if these had been its answers."""
        self.forget()
        for answer in answers:
            self._before = self._history
            self._remember(answer)

    def take_back(self) -> None:
        """The last question is as if it had not been asked."""
        self._history = self._before

    def forget(self) -> None:
        """Begins anew."""
        self._history = self._before = ()
        self._unclear = None

    def _remember(self, answer: Answer) -> None:
        """Makes an answer the last turn; what the articles do not say can be asked on about, but names nothing."""
        silent = answer.status is Status.NOT_IN_ARTICLES
        said = "" if silent else "\n".join(each.text for each in answer.statements if not each.differs)
        self._history = (*self._history, Turn(answer.question.text, answer.standalone, said))[-_REMEMBERED:]

    def _understood(self, text: str) -> tuple[FollowUp, Usage | None]:
        """The line as a question that stands alone, and what a model took to make it one."""
        asked = told(self._unclear, text) if self._unclear else None
        if asked is not None:
            return FollowUp(asked), None
        follow_up = complete(text, self._history)
        alone = follow_up.standalone == text and not follow_up.open
        if follow_up.unclear or alone or self.tools.model is None:
            return follow_up, None
        standalone, usage = condensed(text, self._history, self.tools.model, self.tools.prompts)
        return (FollowUp(standalone) if standalone else follow_up), usage


def _aside(question: Question, kind: NoteKind, text: str) -> Answer:
    return Answer(Status.NOT_IN_ARTICLES, question, question.text, notes=(Note(kind, text),))
