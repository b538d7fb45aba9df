"""A question and its passages to checked statements in a model's words, told as they come or when all is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.checking import Checker
from assistant.answering.compose_prose import answer_messages, estimated_tokens, fit_evidence, new_delimiter
from assistant.answering.disagreement import notes_on
from assistant.answering.evidence import Citations, gather_evidence
from assistant.answering.relevance import Relevance
from assistant.answering.remarks import places
from assistant.answering.settling import Checked, Settled, Settling, cited_only, renumbered, settle
from assistant.answering.statements import Statements, read_statements
from assistant.answering.tools import OnPending, OnStatement, Stopwatch, Tools, added
from assistant.answering.understand import Query
from assistant.errors import ModelBrokeOff
from assistant.types import (
    ChatModel,
    Citation,
    DraftStatement,
    Evidence,
    LeftOut,
    Message,
    Note,
    Passage,
    Pending,
    Statement,
    Usage,
)

_BESIDE = "it does not speak of what was asked"


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote; no statement when none is supported and speaks of what was asked."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    notes: tuple[Note, ...]
    left_out: LeftOut
    usage: Usage


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom the answer is told; with `pending`, every sentence while it is written, and its verdict at its end."""

    statement: OnStatement
    pending: OnPending | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, what a statement must speak `about` to be no digression, and what it is answered from.

    `newest`: the day of the newest article that could have been found.
    """

    query: Query
    about: Query
    passages: Sequence[Passage]
    newest: date | None = None


def write_answer(task: Task, *, tools: Tools, model: ChatModel, watch: Stopwatch, listener: Listener) -> Written:
    """The model's answer, each sentence checked. Raises the model's errors when there is nothing to show."""
    query = task.query
    with watch.step("compose"):
        evidence, cut, messages = _request(task, tools, model)
        reply = model.reply(messages, max_tokens=tools.answer_tokens)
    checker = Checker(evidence, tools.embedder)
    relevance = Relevance(task.about, tools.library.commonness)

    def speaks_to(statement: Statement) -> bool:
        return statement.supported and relevance.speaks_to(statement, checker.citations())

    def fits(draft: DraftStatement) -> bool:
        return relevance.speaks_of(draft.text, [f"{each.sentence} {each.title}" for each in checker.cited(draft)])

    live = _Live(listener.statement, listener.pending, speaks_to) if listener.pending else None
    checked, whole = _read(read_statements(reply, evidence), checker, watch, live, speaks_to)
    with watch.step("settle"):
        work = Settling(query.standalone, evidence, checker, tools, model, fits)
        settled = settle(checked, work, whole=whole)
    answered = any(map(speaks_to, settled.statements))
    if live is not None:
        live.end(settled.statements if answered else ())
    left_out = replace(
        settled.left_out, cut_sentences=cut, unknown_handles=checker.unknown_handles, broken_off=int(not whole)
    )
    usage = added(reply.usage, settled.usage)
    if not answered:
        left_out = LeftOut(
            cut_sentences=cut,
            unknown_handles=checker.unknown_handles,
            unread_judgements=settled.left_out.unread_judgements,
            rejected_statements=len(checked),
        )
        return Written((), (), (), left_out, usage)
    statements, citations = _numbered(settled, checker, live)
    if live is None:
        for statement in statements:
            listener.statement(statement)
    notes, citations = _noted(query, statements, citations, evidence)
    return Written(statements, citations, notes, left_out, usage)


def _read(
    drafts: Statements,
    checker: Checker,
    watch: Stopwatch,
    live: _Live | None,
    speaks_to: Callable[[Statement], bool],
) -> tuple[list[Checked], bool]:
    """Every statement of a reply with its verdict, and whether the reply is whole.

    Raises ModelBrokeOff when nothing of what came is supported and speaks of what was asked.
    """
    checked: list[Checked] = []
    events = drafts.events() if live is not None else iter(drafts)
    try:
        for event in _timed(events, watch):
            if isinstance(event, Pending):
                if live is not None:
                    live.pending(event)
                continue
            with watch.step("verify"):
                statement = checker.check(event, paragraph=len(drafts.paragraphs))
            checked.append(Checked(event, statement))
            if live is not None:
                live.statement(statement)
    except ModelBrokeOff:
        if not any(speaks_to(each.statement) for each in checked):
            raise
        return checked, False  # what was checked stays; that it is not all is said
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


def _numbered(
    settled: Settled, checker: Checker, live: _Live | None
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Numbers that a reader has seen stay; others are given when it is known what is shown."""
    if live is None:
        return renumbered(settled.statements, checker.citations())
    return settled.statements, cited_only([*settled.statements, *live.told], checker.citations())


def _noted(
    query: Query, statements: Sequence[Statement], citations: tuple[Citation, ...], evidence: Evidence
) -> tuple[tuple[Note, ...], tuple[Citation, ...]]:
    """Where the evidence disagrees with what is cited, changed or was corrected; what only notes cite comes last."""
    shown = {number for statement in statements if statement.supported for number in statement.citations}
    numbers = {(each.article.id, each.start): each.n for each in citations}
    cited = [
        place.handle for place in places(evidence) if numbers.get((place.article.id, place.sentence.start)) in shown
    ]
    numbered = Citations(evidence, citations)
    notes = [
        Note(remark.kind, remark.text, numbered.number(remark.handles)) for remark in notes_on(query, cited, evidence)
    ]
    return tuple(notes), numbered.all()


class _Live:
    """Tells a reader who watches: the words at once, a verdict when it can be given, and nothing that is taken back.

    A supported statement that does not speak of what was asked has its numbers only once another one does; until then
    it waits, and what follows it. If none ever does, it is told as beside the question, and without numbers, because
    those belong to the sources of an answer that does not exist.
    """

    def __init__(
        self, on_statement: OnStatement, on_pending: OnPending, speaks_to: Callable[[Statement], bool]
    ) -> None:
        self._on_statement, self._on_pending, self._speaks_to = on_statement, on_pending, speaks_to
        self._waiting: list[Statement] = []
        self._answers = False
        self.told: list[Statement] = []

    def pending(self, pending: Pending) -> None:
        if not self._waiting:
            self._on_pending(pending)

    def statement(self, statement: Statement) -> None:
        self._answers = self._answers or self._speaks_to(statement)
        self._waiting.append(statement)
        if self._answers:
            self._tell_waiting()
        elif not any(each.supported for each in self._waiting):
            self._tell_waiting(citations=False)

    def end(self, statements: Sequence[Statement]) -> None:
        """Tells what waits, then those of the answer's statements that took the place of others."""
        if statements:
            self._tell_waiting()
        else:
            beside = [
                replace(each, supported=False, reasons=(_BESIDE,)) if each.supported else each for each in self._waiting
            ]
            self._waiting = beside
            self._tell_waiting(citations=False)
        for statement in statements:
            if statement.repaired:
                self._tell(statement)

    def _tell_waiting(self, *, citations: bool = True) -> None:
        for each in self._waiting:
            self._tell(each if citations else replace(each, citations=()))
        self._waiting = []

    def _tell(self, statement: Statement) -> None:
        self.told.append(statement)
        self._on_statement(statement)


def _request(task: Task, tools: Tools, model: ChatModel) -> tuple[Evidence, int, list[Message]]:
    """The evidence that fits the model's window, how many sentences of it do not, and the messages that carry it."""
    question = task.query.question
    as_of = question.filters.as_of or question.today
    delimiter = new_delimiter()

    def messages(evidence: Evidence) -> list[Message]:
        return answer_messages(
            task.query.standalone,
            evidence,
            as_of=as_of,
            newest=task.newest,
            history=question.history,
            prompts=tools.prompts,
            delimiter=delimiter,
        )

    overhead = sum(estimated_tokens(message.text) for message in messages(Evidence()))
    evidence, cut = fit_evidence(gather_evidence(task.passages), model.window - tools.answer_tokens - overhead)
    return evidence, cut, messages(evidence)
