"""A question to a checked answer: a list of steps, each of which takes the record of the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.answering.asked import Asked, Step
from assistant.answering.asking.scope import with_understood
from assistant.answering.asking.understand import Query, understand
from assistant.answering.composing import begin_answer, limit_to_period, quote, rank, show_nearest, write
from assistant.answering.falling_back import given_by, instead, what_failed
from assistant.answering.gathering import (
    look_for_news,
    look_up_count,
    look_up_speech,
    read_scope,
    related,
    search,
    widen,
)
from assistant.answering.quoting.outside_filters import given_up
from assistant.answering.quoting.subquestions import as_one, questions_in
from assistant.answering.searching.retrieve import Retrieved, retrieve
from assistant.answering.searching.retrieve_parts import retrieve_parts
from assistant.answering.tools import OnPending, OnStatement, Stopwatch, Tools, tell_nobody
from assistant.answering.writing.writing import Listener
from assistant.records.answers import Answer, Citation, Status
from assistant.records.questions import Question

# All steps of gathering see the library at one moment. A second attempt repeats the steps of composing.
_GATHERING: tuple[Step, ...] = (read_scope, look_up_count, look_for_news, look_up_speech, search)
_COMPOSING: tuple[Step, ...] = (begin_answer, rank, limit_to_period, write, quote, show_nearest)


def find(question: Question, tools: Tools) -> tuple[Query, Retrieved]:
    """The passages for a question, without answering it, and without those that have nothing to do with it.

    Where there are none within what the question's words ask for, all that its filters let through is searched.
    """
    seen = tools.as_of(question)
    with seen.library.at_one_moment():
        query = with_understood(understand(question), seen.library)
        found = related(
            retrieve_parts(query, seen.library, seen.embedder, seen.search_options), seen.search_options.limit
        )
        if found.passages or not query.understood.parts:
            return query, found
        return given_up(query), related(
            retrieve(query, seen.library, seen.embedder, seen.search_options), seen.search_options.limit
        )


def ask(
    question: Question,
    tools: Tools,
    on_statement: OnStatement | None = None,
    on_pending: OnPending | None = None,
) -> Answer:
    """Answers a question; `on_statement` is told each statement of the answer, in order, when all is settled.

    With `on_pending`, where the tools allow it, it is told while a model writes: `on_pending` what is sure of a
    sentence, as it grows, `on_statement` the sentence when it is complete, before it is judged. The answer has the
    grades, and what the judge refused of what was told.

    Where a model fails, or nothing that it wrote may be relied on, the answer is the one that is given without it, and
    its `model_failure` says why; that is not told. Raises the library's and the embedder's errors.
    """
    listener = Listener(on_statement or tell_nobody, on_pending if tools.shows_at_once else None)
    if tools.model is None:
        return _without_model(question, tools, listener)
    asked = _asked(question, tools, listener)
    failure = asked.failure or what_failed(asked)
    if failure is None:
        return asked.answer
    own = _without_model(question, replace(asked.tools, model=None), Listener(tell_nobody), given=given_by(asked))
    answer = instead(asked, own, failure)
    if listener.pending is None and answer is not asked.answer:
        for statement in answer.statements:
            listener.statement(statement)
    return answer


def _without_model(question: Question, tools: Tools, listener: Listener, *, given: tuple[Citation, ...] = ()) -> Answer:
    """The answer in the articles' own sentences, to each of several questions in one."""
    questions = questions_in(question)
    if len(questions) <= 1:
        return _asked(question, tools, listener, given=given).answer
    several = as_one(question, [_without_model(each, tools, Listener(tell_nobody)) for each in questions])
    for statement in several.statements:
        listener.statement(statement)
    return several


def _asked(question: Question, tools: Tools, listener: Listener, *, given: tuple[Citation, ...] = ()) -> Asked:
    """A question with its answer, and all that led to it."""
    watch = Stopwatch()
    with watch.step("understand"):
        query = understand(question)
    silence = Answer(Status.NOT_IN_ARTICLES, question, query.standalone)
    asked = Asked(query, tools.as_of(question), watch, listener, silence, given=given)
    library = asked.tools.library
    with library.at_one_moment():
        asked = _through(_GATHERING, asked)
    asked = _through(_COMPOSING, asked)
    silent = asked.answer.status is Status.NOT_IN_ARTICLES and asked.failure is None
    if silent and asked.query.understood.parts:
        # The second attempt, which gives up the times and sources of the question, and says so.
        with library.at_one_moment():
            asked = widen(asked)
        asked = _through(_COMPOSING, asked)
    return replace(asked, answer=replace(asked.answer, seconds=watch.seconds, passages=asked.passages))


def _through(steps: Iterable[Step], asked: Asked) -> Asked:
    for step in steps:
        asked = step(asked)
    return asked
