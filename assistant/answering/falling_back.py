"""Where a model gives nothing that can be relied on, the articles' own sentences, and why they stand there."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.asked import Asked
from assistant.answering.tools import added
from assistant.answering.writing.failing import DECLINED, failure_in, in_place_of_prose
from assistant.answering.writing.second_opinion import answers
from assistant.records.answers import Answer, Citation, FailureKind, ModelFailure, Status
from assistant.records.ports import Usage


def what_failed(asked: Asked) -> ModelFailure | None:
    """Why nothing that the model wrote may be relied on; None where something may, or nothing was to be written."""
    written, tools = asked.written, asked.tools
    if written is None:
        return None
    if not written.statements and not written.refused:
        return DECLINED
    return failure_in(written.statements, written.notes, judged=tools.judge is not None)


def given_by(asked: Asked) -> tuple[Citation, ...]:
    """The numbers that a reader who watched has seen."""
    return asked.written.citations if asked.written is not None and asked.listener.pending is not None else ()


def instead(asked: Asked, own: Answer, failure: ModelFailure) -> Answer:
    """The answer given without a model in the place of the model's, or the model's where that is the better one.

    What was not judged stays, marked, where the articles' own sentences do not answer. Where the model says that the
    articles do not answer, a judge is asked whether the sentences do; they stand unless it says no.
    """
    silent = own.status is Status.NOT_IN_ARTICLES
    if silent and failure.kind in (FailureKind.DECLINED, FailureKind.NOT_JUDGED):
        return asked.answer
    usage = asked.answer.usage
    if failure is DECLINED:
        agrees, used = _second_opinion(asked, own)
        usage = added(usage, used)
        if agrees is False:
            return replace(asked.answer, usage=usage)
    answer = in_place_of_prose(own, failure, (*asked.answer.refused, *asked.answer.statements))
    seconds = {step: own.seconds.get(step, 0.0) + spent for step, spent in asked.answer.seconds.items()}
    return replace(answer, model=asked.answer.model, usage=usage, seconds=seconds)


def _second_opinion(asked: Asked, own: Answer) -> tuple[bool | None, Usage]:
    if asked.tools.judge is None:
        return None, Usage()
    said = [each.text for each in own.statements]
    return answers(own.standalone, said, asked.tools.judge, asked.tools.prompts)
