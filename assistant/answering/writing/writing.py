"""Turns a question and its passages into a model's judged statements, reported one by one or all at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.answering.asking.understand import Query
from assistant.answering.checking.checking import Checker
from assistant.answering.comparing.disagreement import notes_on
from assistant.answering.evidence.evidence import gather_evidence
from assistant.answering.evidence.remarks import noted
from assistant.answering.tools import OnPending, OnStatement, Stopwatch, Tools, added
from assistant.answering.writing.compose_prose import answer_messages, estimated_tokens, fit_evidence
from assistant.answering.writing.settling import (
    Checked,
    Settled,
    Settling,
    cited_only,
    only_declines,
    renumbered,
    settle,
)
from assistant.answering.writing.statements import Statements, read_statements
from assistant.errors import ModelBrokeOff
from assistant.records.answers import Citation, LeftOut, Note, Pending, Statement
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Passage
from assistant.records.ports import ChatModel, Message, Usage
from assistant.records.verdicts import Grade


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote; no statement when it says that the articles do not answer, or none was confirmed.

    `refused` are the statements that are no part of the answer; where no others are left, `citations` are the numbers
    that a reader who watched has seen.
    """

    statements: tuple[Statement, ...]
    refused: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    notes: tuple[Note, ...]
    left_out: LeftOut
    usage: Usage


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom the answer is told; with `pending`, every sentence while it is written, before it is judged.

    `written` is called when the model has written all of it, before it is judged.
    """

    statement: OnStatement
    pending: OnPending | None = None
    written: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, and the passages it is answered from; `newest` is the day of the newest article there was."""

    query: Query
    passages: Sequence[Passage]
    newest: date | None = None


def write_answer(task: Task, *, tools: Tools, model: ChatModel, watch: Stopwatch, listener: Listener) -> Written:
    """The model's answer, each sentence judged. Raises the model's errors when there is nothing to show."""
    query = task.query
    with watch.step("compose"):
        evidence, cut, messages = _request(task, tools, model)
        reply = model.reply(messages, max_tokens=tools.answer_tokens)
    checker = Checker(evidence, query.question.day)
    checked, whole = _read(read_statements(reply, evidence), checker, watch, listener)
    if listener.written is not None:
        listener.written()
    with watch.step("judge"):
        declined = only_declines([each.draft for each in checked])
        work = Settling(query.standalone, evidence, checker, tools, model)
        settled = settle([] if declined else checked, work, whole=whole)
    usage = added(reply.usage, settled.usage)
    left_out = replace(
        settled.left_out, cut_sentences=cut, unknown_handles=checker.unknown_handles, broken_off=int(not whole)
    )
    if all(each.grade is Grade.NOT_CONFIRMED for each in settled.statements):
        lost = (*settled.refused, *settled.statements)
        withdrawn = replace(left_out, withdrawn_statements=0, unconfirmed_statements=0, refused_statements=len(lost))
        told = checker.citations() if listener.pending is not None else ()
        return Written((), lost, told, (), withdrawn, usage)
    statements, citations = _numbered(settled, checker, live=listener.pending is not None)
    if listener.pending is None:
        for statement in statements:
            listener.statement(statement)
    notes, citations = noted(statements, citations, evidence, partial(notes_on, query))
    return Written(statements, settled.refused, citations, (*settled.notes, *notes), left_out, usage)


def _read(drafts: Statements, checker: Checker, watch: Stopwatch, listener: Listener) -> tuple[list[Checked], bool]:
    """Every statement of a reply with what its words tell, and whether the reply is whole.

    Raises ModelBrokeOff when nothing came.
    """
    checked: list[Checked] = []
    events = drafts.events() if listener.pending is not None else iter(drafts)
    try:
        for event in _timed(events, watch):
            if isinstance(event, Pending):
                if listener.pending is not None:
                    listener.pending(event)
                continue
            with watch.step("verify"):
                statement = checker.check(event, paragraph=len(drafts.paragraphs))
            checked.append(Checked(event, statement))
            if listener.pending is not None:
                listener.statement(statement)
    except ModelBrokeOff:
        if not checked:
            raise
        return checked, False  # what came stays; that it is not all is said
    return checked, True


def _timed(
    events: Iterator[DraftStatement | Pending] | Iterator[DraftStatement], watch: Stopwatch
) -> Iterator[DraftStatement | Pending]:
    """The events, the time of waiting for them counted as composing."""
    while True:
        with watch.step("compose"):
            event = next(events, None)
        if event is None:
            return
        yield event


def _numbered(settled: Settled, checker: Checker, *, live: bool) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Numbers that a reader has seen stay; others are given when it is known what is shown."""
    if live:
        return settled.statements, cited_only([*settled.statements, *settled.refused], checker.citations())
    return renumbered(settled.statements, checker.citations())


def _request(task: Task, tools: Tools, model: ChatModel) -> tuple[Evidence, int, list[Message]]:
    """The evidence that fits the model's window, how many sentences of it do not, and the messages that carry it."""
    question = task.query.question

    def messages(evidence: Evidence) -> list[Message]:
        return answer_messages(
            task.query.standalone,
            evidence,
            as_of=task.query.understood.seen_from or question.day,
            newest=task.newest,
            history=question.history,
            prompts=tools.prompts,
        )

    overhead = sum(estimated_tokens(message.text) for message in messages(Evidence()))
    evidence, cut = fit_evidence(gather_evidence(task.passages), model.window - tools.answer_tokens - overhead)
    return evidence, cut, messages(evidence)
