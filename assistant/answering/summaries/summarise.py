"""Articles or a topic to a checked summary, by a model or in the articles' own sentences."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking.checking import Checker
from assistant.answering.comparing.differing_copies import twin_remarks
from assistant.answering.evidence.evidence import Citations
from assistant.answering.evidence.remarks import noted
from assistant.answering.summaries.coverage import cover
from assistant.answering.summaries.requests import SILENT, Telling
from assistant.answering.summaries.summary_evidence import find_before, find_topic, joined, whole_articles
from assistant.answering.summaries.summary_lines import Topic
from assistant.answering.summaries.summary_prose import Brief, SummaryWriter
from assistant.answering.summaries.summary_quotes import nearest_sentences, not_said_before, quote_summary
from assistant.answering.tools import OnStatement, Stopwatch, Tools, added, tell_nobody
from assistant.answering.writing.failing import failure_in, failure_of, in_place_of_prose
from assistant.answering.writing.settling import (
    Checked,
    Settling,
    only_declines,
    renumbered,
    settle,
)
from assistant.errors import ModelBrokeOff, ModelError
from assistant.records.answers import Answer, Citation, LeftOut, Statement, Status
from assistant.records.articles import Article
from assistant.records.evidence import Evidence
from assistant.records.ports import ChatModel
from assistant.records.questions import Question
from assistant.records.verdicts import Grade

_NEAREST = 3
_NOTHING_BEFORE = Evidence()


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
    telling: Telling
    articles: tuple[Article, ...]  # that are about the subject, read or not
    read: int  # so many of them
    before: Evidence = _NOTHING_BEFORE  # what was said already, where only what is new is told


def summarise_articles(
    articles: Sequence[tuple[int, Article]],
    question: Question,
    tools: Tools,
    *,
    sentences: int,
    on_statement: OnStatement | None = None,
    telling: Telling = SILENT,
) -> Answer:
    """A summary of whole articles, each with its key in the library, in about so many sentences.

    `question.text` names the subject; an article later than the as-of day is not read. `on_statement` is told each
    statement of the summary, in order, when all is settled. Where a model fails, the summary is that of the articles'
    own sentences. Raises the library's and the embedder's errors.
    """
    watch = Stopwatch()
    with watch.step("retrieve"):
        evidence = whole_articles(articles, tools.as_of(question).library)
    brief = Brief(question.text, sentences, "the language of the articles")
    task = _Task(
        evidence=evidence,
        nearest=evidence,
        topic=None,
        brief=brief,
        tools=tools,
        watch=watch,
        tell=on_statement or tell_nobody,
        telling=telling,
        articles=tuple(article for _, article in articles),
        read=len(evidence.articles),
    )
    newest = max((part.article.published for part in evidence.articles if part.article.published), default=None)
    return _summarise(Answer(Status.NOT_IN_ARTICLES, question, question.text, newest=newest), task)


def summarise_topic(
    question: Question,
    tools: Tools,
    *,
    sentences: int,
    changed: bool = False,
    on_statement: OnStatement | None = None,
    telling: Telling = SILENT,
) -> Answer:
    """A summary of what the articles within the filters say of the topic that is the question's text.

    `changed`: only of what articles before the first day of the filters have not said; where they gave another figure,
    a note tells it. It says NOT_IN_ARTICLES, with the sentences that come nearest, when no article is about the topic.
    Statements are told and errors raised as by `summarise_articles`.
    """
    watch, library = Stopwatch(), tools.as_of(question).library
    with watch.step("retrieve"):
        found = find_topic(question, library, tools.embedder, tools.search_options)
        newest = library.catalogue.newest(question.filters)
        before = find_before(question, library, tools.embedder, tools.search_options) if changed else _NOTHING_BEFORE
        evidence = not_said_before(found.evidence, before, tools.embedder)
    left_out = LeftOut(undated_articles=found.undated_articles)
    task = _Task(
        evidence=evidence,
        nearest=found.nearest,
        before=before,
        topic=Topic(found.query.standalone, found.terms),
        brief=Brief(found.query.standalone, sentences, "the language in which the subject is given"),
        tools=tools,
        watch=watch,
        tell=on_statement or tell_nobody,
        telling=telling,
        articles=found.articles,
        read=len(found.evidence.articles),
    )
    begun = Answer(Status.NOT_IN_ARTICLES, question, found.query.standalone, left_out=left_out, newest=newest)
    begun = replace(begun, understood=found.query.understood)
    return _summarise(begun, task)


def _summarise(begun: Answer, task: _Task) -> Answer:
    if not task.evidence.articles:
        answer = replace(begun, nearest=_nearest(task))
    elif task.tools.model is None:
        answer = _quote(begun, task)
    else:
        try:
            answer = _write(begun, task, task.tools.model)
        except ModelError as error:
            answer = in_place_of_prose(_quote(replace(begun, model=task.tools.model.name), task), failure_of(error))
    return replace(answer, seconds=task.watch.seconds)


def _quote(begun: Answer, task: _Task) -> Answer:
    """The summary in the articles' own sentences."""
    with task.watch.step("compose"):
        draft = quote_summary(task.evidence, task.tools.embedder, sentences=task.brief.sentences, topic=task.topic)
    checker = Checker(task.evidence)
    statements = tuple(
        checker.quoted(each, paragraph=bisect.bisect_right(draft.paragraphs, at))
        for at, each in enumerate(draft.statements)
    )
    for statement in statements:
        task.tell(statement)
    if not statements:
        return replace(begun, nearest=_nearest(task))
    return _finished(begun, statements, checker.citations(), task)


def _write(begun: Answer, task: _Task, model: ChatModel) -> Answer:
    """The summary in a model's words, each sentence judged."""
    writer = SummaryWriter(task.tools, model, task.telling)
    checker = Checker(task.evidence, begun.question.day)
    checked, whole = _read(writer, task, checker)
    unmerged = 0
    if not any(map(_says_something, checked)) and writer.partials:
        # The parts' summaries one after the other: only their merging came to nothing.
        unmerged = len(checked)
        checked = [
            # Their unknown handles are counted already.
            Checked(draft, checker.check(replace(draft, unknown_handles=()), paragraph=paragraph))
            for paragraph, partial in enumerate(writer.partials)
            for draft in partial
        ]
    declined = only_declines([each.draft for each in checked])
    with task.watch.step("judge"):
        work = Settling(task.brief.subject, task.evidence, checker, task.tools, model)
        settled = settle([] if declined else checked, work, whole=whole)
    left_out = replace(
        settled.left_out,
        undated_articles=begun.left_out.undated_articles,
        unread_sentences=writer.unread_sentences,
        cut_sentences=writer.cut_sentences,
        unknown_handles=writer.unknown_handles + checker.unknown_handles,
        refused_statements=len(writer.refused) + unmerged,
        broken_off=writer.broken_off + int(not whole),
    )
    usage = added(writer.usage, settled.usage)
    answer = replace(
        begun, left_out=left_out, model=model.name, usage=usage, refused=(*writer.refused, *settled.refused)
    )
    failure = failure_in(settled.statements, settled.notes, judged=task.tools.judge is not None)
    if failure is not None:
        refused = (*writer.refused, *settled.refused, *settled.statements)
        if not refused:
            return replace(answer, nearest=_nearest(task))
        counts = replace(left_out, withdrawn_statements=0, unconfirmed_statements=0, unread_judgements=0)
        return in_place_of_prose(_quote(replace(answer, left_out=counts), task), failure, refused)
    statements, citations = renumbered(settled.statements, checker.citations())
    for statement in statements:
        task.tell(statement)
    return _finished(replace(answer, notes=settled.notes), statements, citations, task)


def _says_something(each: Checked) -> bool:
    return each.statement.grade is not Grade.NOT_CONFIRMED


def _finished(answer: Answer, statements: Sequence[Statement], citations: tuple[Citation, ...], task: _Task) -> Answer:
    notes, cited = noted(statements, citations, joined(task.evidence, task.before), twin_remarks)
    return replace(
        answer,
        status=task.tools.status_of(statements, answer.left_out),
        statements=tuple(statements),
        citations=cited,
        notes=(*answer.notes, *notes),
        coverage=cover(task.articles, task.read, cited) if len(task.articles) > 1 else None,
    )


def _read(writer: SummaryWriter, task: _Task, checker: Checker) -> tuple[list[Checked], bool]:
    """Every statement of the summary with what its words tell, and whether it is whole.

    Raises ModelBrokeOff when nothing that came can be shown.
    """
    checked: list[Checked] = []
    drafts = writer.write(task.evidence, task.brief)
    try:
        while True:
            with task.watch.step("compose"):
                draft = next(drafts, None)
            if draft is None:
                return checked, True
            with task.watch.step("verify"):
                checked.append(Checked(draft, checker.check(draft, paragraph=writer.paragraph)))
    except ModelBrokeOff:
        if not writer.partials and not checked:
            raise
        return checked, False  # what was checked stays; that it is not all is said


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
