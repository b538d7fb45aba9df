"""A question to a checked answer: understand, retrieve, compose, verify, in this order and openly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant.answering.checking import Checker
from assistant.answering.compose_prose import (
    answer_messages,
    estimated_tokens,
    fit_evidence,
    new_delimiter,
)
from assistant.answering.compose_quotes import QuotedAnswer, quote_answer
from assistant.answering.evidence import Citations, gather_evidence
from assistant.answering.relevance import Relevance
from assistant.answering.retrieve import Retrieved, Wishes, retrieve
from assistant.answering.statements import Statements, read_statements
from assistant.answering.thoughts import spoken
from assistant.answering.understand import Query, needs_history, query_for, understand
from assistant.errors import ModelBrokeOff
from assistant.index.library import Library
from assistant.prompts import Prompts
from assistant.types import (
    Answer,
    ChatModel,
    Embedder,
    Evidence,
    LeftOut,
    Message,
    Note,
    NoteKind,
    Question,
    Role,
    Scores,
    Statement,
    Status,
    Usage,
)

# Below this cosine a passage that holds none of the words has nothing to do with the question.
_LEAST_COSINE = 0.2
# A condensed question is one line.
_CONDENSED_TOKENS = 200

OnStatement = Callable[[Statement], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """What answering works with. `model` None: answers are the articles' own sentences."""

    library: Library
    embedder: Embedder
    prompts: Prompts
    wishes: Wishes
    model: ChatModel | None = None
    answer_tokens: int = 1_000


class Stopwatch:
    """Seconds by step, for the answer's record."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Adds the time spent inside to the step `name`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class _Asking:
    """What both ways of composing need."""

    query: Query
    retrieved: Retrieved
    tools: Tools
    watch: Stopwatch
    tell: OnStatement

    def quoted(self) -> QuotedAnswer:
        """The articles' own sentences that answer, or that come nearest."""
        with self.watch.step("compose"):
            return quote_answer(self.query, self.retrieved.passages, self.tools.embedder, self.tools.library.commonness)


def find(question: Question, tools: Tools) -> tuple[Query, Retrieved]:
    """The passages for a question, without answering it, and without those that have nothing to do with it."""
    query = understand(question)
    with tools.library.at_one_moment():
        retrieved = retrieve(query, tools.library, tools.embedder, tools.wishes)
    related = [passage for passage in retrieved.passages if _is_related(passage.scores)]
    return query, replace(retrieved, passages=tuple(related))


def _is_related(scores: Scores) -> bool:
    return scores.keyword is not None or (scores.dense or 0.0) >= _LEAST_COSINE


def ask(question: Question, tools: Tools, on_statement: OnStatement | None = None) -> Answer:
    """Answers a question; `on_statement` is told each statement, in order, as soon as it is checked.

    Raises the library's, the embedder's and the model's errors.
    """
    watch = Stopwatch()
    usage = Usage()
    with watch.step("understand"):
        query = understand(question)
        if tools.model is not None and question.history and needs_history(question.text):
            query, usage = _condensed(query, tools.model, tools.prompts)
    with watch.step("retrieve"), tools.library.at_one_moment():
        retrieved = retrieve(query, tools.library, tools.embedder, tools.wishes)
    left_out = LeftOut(undated_articles=retrieved.undated_articles, later_articles=retrieved.later_articles)
    begun = Answer(Status.NOT_IN_ARTICLES, question, query.standalone, left_out=left_out, usage=usage)
    asking = _Asking(query, retrieved, tools, watch, on_statement or tell_nobody)
    if tools.model is None or not retrieved.passages:
        answer = _quote(begun, asking)
    else:
        answer = _write(begun, asking, tools.model)
    return replace(answer, seconds=watch.seconds)


def _quote(begun: Answer, asking: _Asking) -> Answer:
    """The answer in the articles' own sentences."""
    quoted = asking.quoted()
    with asking.watch.step("verify"):
        checker = Checker(quoted.evidence)
        statements = tuple(checker.check(each) for each in quoted.draft.statements)
    for statement in statements:
        asking.tell(statement)
    answer = replace(begun, confidence=quoted.confidence)
    if not statements:
        return _refused(answer, quoted)
    notes = tuple(checker.note(remark) for remark in quoted.remarks)
    return replace(
        answer,
        status=status_of(statements),
        statements=statements,
        citations=checker.citations(),
        notes=notes,
    )


def _write(begun: Answer, asking: _Asking, model: ChatModel) -> Answer:
    """The answer in a model's words, each sentence checked before it is told."""
    with asking.watch.step("compose"):
        evidence, cut, messages = _request(asking, model)
        reply = model.reply(messages, max_tokens=asking.tools.answer_tokens)
    checker = Checker(evidence)
    statements: list[Statement] = []
    told = 0  # nothing is told before a supported statement speaks of what was asked
    broken_off = 0
    relevance = Relevance(asking.query, asking.tools.library.commonness)
    try:
        for statement in _checked(read_statements(reply, evidence), checker, asking.watch):
            statements.append(statement)
            if told or (statement.supported and relevance.speaks_to(statement, checker.citations())):
                for each in statements[told:]:
                    asking.tell(each)
                told = len(statements)
    except ModelBrokeOff:
        if not told:
            raise
        broken_off = 1  # what was told is checked and stays; that it is not all is said
    left_out = replace(begun.left_out, cut_sentences=cut, unknown_handles=checker.unknown_handles)
    answer = replace(begun, model=model.name, usage=added(begun.usage, reply.usage))
    if not told:
        quoted = asking.quoted()
        left_out = replace(left_out, rejected_statements=len(statements))
        return _refused(replace(answer, left_out=left_out), quoted)
    return replace(
        answer,
        status=Status.PARTIAL if broken_off else status_of(statements),
        statements=tuple(statements),
        citations=checker.citations(),
        left_out=replace(left_out, broken_off=broken_off),
    )


def _checked(drafts: Statements, checker: Checker, watch: Stopwatch) -> Iterator[Statement]:
    """Each statement of a reply as soon as it has arrived and is checked."""
    while True:
        with watch.step("compose"):
            draft = next(drafts, None)
        if draft is None:
            return
        with watch.step("verify"):
            statement = checker.check(draft, paragraph=len(drafts.paragraphs))
        yield statement


def _request(asking: _Asking, model: ChatModel) -> tuple[Evidence, int, list[Message]]:
    """The evidence that fits the model's window, how many sentences of it do not, and the messages that carry it."""
    query, tools = asking.query, asking.tools
    question = query.question
    as_of = question.filters.as_of or question.today
    delimiter = new_delimiter()

    def messages(evidence: Evidence) -> list[Message]:
        return answer_messages(
            query.standalone,
            evidence,
            as_of=as_of,
            history=question.history,
            prompts=tools.prompts,
            delimiter=delimiter,
        )

    overhead = sum(estimated_tokens(message.text) for message in messages(Evidence()))
    evidence, cut = fit_evidence(
        gather_evidence(asking.retrieved.passages), model.window - tools.answer_tokens - overhead
    )
    return evidence, cut, messages(evidence)


def _condensed(query: Query, model: ChatModel, prompts: Prompts) -> tuple[Query, Usage]:
    """A follow-up rewritten by the model to stand alone; what cannot be used leaves ours."""
    question = query.question
    delimiter = new_delimiter()
    conversation = "\n".join(f"Reader: {turn.standalone}\nAnswer: {turn.answer}" for turn in question.history[-3:])
    prompt = prompts.condense.fill(
        delimiter=delimiter, conversation=conversation.replace(delimiter, ""), question=question.text
    )
    reply = model.reply([Message(Role.USER, prompt)], max_tokens=_CONDENSED_TOKENS)
    lines = spoken(reply).strip().splitlines()
    usable = len(lines) == 1 and 0 < len(lines[0]) <= 4 * len(question.text) + 200
    return (query_for(question, lines[0].strip()) if usable else query), reply.usage


def status_of(statements: Iterable[Statement]) -> Status:
    """Answered when every statement is supported, else in part."""
    return Status.ANSWERED if all(statement.supported for statement in statements) else Status.PARTIAL


def added(first: Usage, second: Usage) -> Usage:
    """The usage of both; a count that one does not give is the other's."""

    def total(left: int | None, right: int | None) -> int | None:
        return right if left is None else left + (right or 0)

    return Usage(
        total(first.input_tokens, second.input_tokens),
        total(first.output_tokens, second.output_tokens),
        first.requests + second.requests,
    )


def _refused(answer: Answer, quoted: QuotedAnswer) -> Answer:
    """The finding that the articles do not answer, with what came nearest and what the question takes for granted."""
    citations = Citations(quoted.evidence)
    citations.number(quoted.nearest)
    notes = tuple(
        Note(remark.kind, remark.text, citations.number(remark.handles))
        for remark in quoted.remarks
        if remark.kind is NoteKind.PREMISE
    )
    return replace(answer, notes=notes, nearest=citations.all())


def tell_nobody(statement: Statement) -> None:
    """For who wants the answer when it is whole."""
