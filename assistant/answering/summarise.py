"""Articles or a topic to a checked summary, by a model or in the articles' own sentences."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking import Checker
from assistant.answering.evidence import Citations
from assistant.answering.pipeline import OnStatement, Stopwatch, Tools, status_of, tell_nobody
from assistant.answering.summary_evidence import find_topic, whole_articles
from assistant.answering.summary_lines import Topic
from assistant.answering.summary_prose import Brief, SummaryWriter
from assistant.answering.summary_quotes import nearest_sentences, quote_summary
from assistant.errors import ModelBrokeOff
from assistant.types import (
    Answer,
    Article,
    ChatModel,
    Citation,
    Evidence,
    LeftOut,
    Question,
    Statement,
    Status,
)

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class _Task:
    """What both ways of summarising need; whole articles have no topic. `nearest` is for when there is no summary."""

    evidence: Evidence
    nearest: Evidence
    topic: Topic | None
    brief: Brief
    tools: Tools
    watch: Stopwatch
    tell: OnStatement


def summarise_articles(
    articles: Sequence[tuple[int, Article]],
    question: Question,
    tools: Tools,
    *,
    sentences: int,
    on_statement: OnStatement | None = None,
) -> Answer:
    """A summary of whole articles, each with its key in the library, in about so many sentences.

    `question.text` names the subject; articles later than the as-of day are left out and counted. `on_statement` is
    told each statement of the summary, in order, as soon as it is checked. Raises the library's, the embedder's and the
    model's errors.
    """
    watch = Stopwatch()
    as_of = question.filters.as_of
    read = [each for each in articles if as_of is None or each[1].published is None or each[1].published <= as_of]
    with watch.step("retrieve"):
        evidence = whole_articles(read, tools.library)
    left_out = LeftOut(later_articles=len(articles) - len(read))
    brief = Brief(question.text, sentences, "the language of the articles")
    task = _Task(evidence, evidence, None, brief, tools, watch, on_statement or tell_nobody)
    return _summarise(Answer(Status.NOT_IN_ARTICLES, question, question.text, left_out=left_out), task)


def summarise_topic(
    question: Question, tools: Tools, *, sentences: int, on_statement: OnStatement | None = None
) -> Answer:
    """A summary of what the articles within the filters say of the topic that is the question's text.

    It says NOT_IN_ARTICLES, with the sentences that come nearest, when no article is about the topic. Statements are
    told and errors raised as by `summarise_articles`.
    """
    watch = Stopwatch()
    with watch.step("retrieve"):
        found = find_topic(question, tools.library, tools.embedder, tools.wishes)
    left_out = LeftOut(undated_articles=found.undated_articles, later_articles=found.later_articles)
    task = _Task(
        evidence=found.evidence,
        nearest=found.nearest,
        topic=Topic(found.query.standalone, found.terms),
        brief=Brief(found.query.standalone, sentences, "the language in which the subject is given"),
        tools=tools,
        watch=watch,
        tell=on_statement or tell_nobody,
    )
    return _summarise(Answer(Status.NOT_IN_ARTICLES, question, found.query.standalone, left_out=left_out), task)


def _summarise(begun: Answer, task: _Task) -> Answer:
    if not task.evidence.articles:
        answer = replace(begun, nearest=_nearest(task))
    elif task.tools.model is None:
        answer = _quote(begun, task)
    else:
        answer = _write(begun, task, task.tools.model)
    return replace(answer, seconds=task.watch.seconds)


def _quote(begun: Answer, task: _Task) -> Answer:
    """The summary in the articles' own sentences."""
    with task.watch.step("compose"):
        draft = quote_summary(task.evidence, task.tools.embedder, sentences=task.brief.sentences, topic=task.topic)
    with task.watch.step("verify"):
        checker = Checker(task.evidence)
        statements = tuple(
            checker.check(each, paragraph=bisect.bisect_right(draft.paragraphs, at))
            for at, each in enumerate(draft.statements)
        )
    for statement in statements:
        task.tell(statement)
    if not statements:
        return replace(begun, nearest=_nearest(task))
    return _finished(begun, statements, checker)


def _write(begun: Answer, task: _Task, model: ChatModel) -> Answer:
    """The summary in a model's words, each sentence checked before it is told."""
    writer = SummaryWriter(model, task.tools.prompts, reply_tokens=task.tools.answer_tokens)
    checker = Checker(task.evidence)
    statements: list[Statement] = []
    told = 0  # nothing is told before the first supported statement
    broken_off = 0
    try:
        for statement in _checked(writer, task, checker):
            statements.append(statement)
            if told or statement.supported:
                for each in statements[told:]:
                    task.tell(each)
                told = len(statements)
    except ModelBrokeOff:
        if not told and not writer.partials:
            raise
        broken_off = 1  # what was told is checked and stays; that it is not all is said
    left_out = replace(
        begun.left_out,
        unread_sentences=writer.unread_sentences,
        cut_sentences=writer.cut_sentences,
        unknown_handles=writer.unknown_handles + checker.unknown_handles,
        rejected_statements=writer.rejected_statements + (0 if told else len(statements)),
        broken_off=writer.broken_off + broken_off,
    )
    answer = replace(begun, left_out=left_out, model=model.name, usage=writer.usage)
    if told:
        return _finished(answer, statements, checker)
    if writer.partials:
        return _unmerged(answer, task, writer)
    return replace(answer, nearest=_nearest(task))


def _unmerged(answer: Answer, task: _Task, writer: SummaryWriter) -> Answer:
    """The parts' summaries one after the other: they are supported, and only their merging came to nothing."""
    checker = Checker(task.evidence)
    statements = [
        checker.check(draft, paragraph=paragraph)
        for paragraph, partial in enumerate(writer.partials)
        for draft in partial
    ]
    for statement in statements:
        task.tell(statement)
    return _finished(answer, statements, checker)


def _finished(answer: Answer, statements: Sequence[Statement], checker: Checker) -> Answer:
    return replace(
        answer,
        status=Status.PARTIAL if answer.left_out.broken_off else status_of(statements),
        statements=tuple(statements),
        citations=checker.citations(),
    )


def _checked(writer: SummaryWriter, task: _Task, checker: Checker) -> Iterator[Statement]:
    """Each statement of the summary as soon as it has arrived and is checked."""
    drafts = writer.write(task.evidence, task.brief)
    while True:
        with task.watch.step("compose"):
            draft = next(drafts, None)
        if draft is None:
            return
        with task.watch.step("verify"):
            statement = checker.check(draft, paragraph=writer.paragraph)
        yield statement


def _nearest(task: _Task) -> tuple[Citation, ...]:
    """The sentences that come closest to a summary, when there is none."""
    citations = Citations(task.nearest)
    with task.watch.step("compose"):
        if task.topic is not None:
            citations.number(nearest_sentences(task.nearest, task.tools.embedder, task.topic, most=_NEAREST))
        else:
            for statement in quote_summary(task.nearest, task.tools.embedder, sentences=_NEAREST).statements:
                citations.number(statement.handles)
    return citations.all()
