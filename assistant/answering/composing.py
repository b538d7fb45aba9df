"""The steps of `ask` from passages to an answer: a model's words, or the articles' own, or that they do not answer."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from assistant.answering.asked import Asked
from assistant.answering.asking.scope import without_bounds
from assistant.answering.checking.checking import Checker
from assistant.answering.comparing.differing_copies import within_limit
from assistant.answering.evidence.evidence import Citations
from assistant.answering.gathering import is_related
from assistant.answering.quoting.compose_quotes import (
    Nearest,
    QuotedAnswer,
    Ranked,
    quote_answer,
    rank_sentences,
    with_each_source,
)
from assistant.answering.quoting.outside_filters import only_in_period
from assistant.answering.searching.coverage import ASKING_WORDS
from assistant.answering.summaries.latest import quote_news
from assistant.answering.tools import added
from assistant.answering.writing.failing import failure_of
from assistant.answering.writing.settling import cited_only
from assistant.answering.writing.writing import Task, write_answer
from assistant.errors import ModelError
from assistant.language.words import content_words
from assistant.records.answers import Answer, LeftOut, Note, NoteKind, Status
from assistant.records.evidence import Passage


def begin_answer(asked: Asked) -> Asked:
    """The answer's head: the question as it was understood, and what was left out."""
    query, news = asked.query, asked.news
    begun = Answer(
        Status.NOT_IN_ARTICLES,
        query.question,
        query.standalone,
        left_out=LeftOut(undated_articles=asked.undated_articles),
        usage=asked.answer.usage,
        understood=replace(query.understood, latest=query.understood.latest or (news is not None and not news.of_then)),
        newest=asked.newest,
    )
    return replace(asked, answer=begun)


def rank(asked: Asked) -> Asked:
    """The sentences nearest to the question, and how sure it is that they answer."""
    if _ranks_meanwhile(asked):
        return asked
    if asked.news is None or asked.looked_up is not None:
        return _with_ranked(asked)
    with asked.timed("compose"):
        return replace(asked, looked_up=quote_news(asked.news))


def limit_to_period(asked: Asked) -> Asked:
    """Of a second attempt: only sentences that tell of the time asked for may answer.

    Where the articles contradict the time itself, that is said with the answer, and misleads nobody.
    """
    unscoped = asked.unscoped
    if unscoped is None or unscoped.in_period is None or asked.nearest.premises:
        return asked
    in_period = unscoped.in_period if asked.in_period is None else asked.in_period
    limited = replace(asked, passages=unscoped.may_answer, in_period=in_period, nearest_of_all=asked.nearest)
    return _with_ranked(limited)


def write(asked: Asked) -> Asked:
    """The answer in a model's words, where there is a model and something to show it."""
    model = asked.tools.model
    if model is None or not asked.passages:
        return asked
    task = Task(asked.query, asked.passages, asked.newest)
    with ThreadPoolExecutor(max_workers=1) as meanwhile:
        ranking: list[Future[Ranked]] = []

        def rank_meanwhile() -> None:
            ranking.append(meanwhile.submit(_ranked_passages, asked))

        listener = replace(asked.listener, written=rank_meanwhile) if _ranks_meanwhile(asked) else asked.listener
        try:
            written = write_answer(task, tools=asked.tools, model=model, watch=asked.watch, listener=listener)
        except ModelError as error:
            return replace(asked, answer=replace(asked.answer, model=model.name), failure=failure_of(error))
        asked = replace(asked, ranked=ranking[0].result()) if ranking else asked
    nearest = asked.nearest
    answer = replace(
        asked.answer,
        model=model.name,
        usage=added(asked.answer.usage, written.usage),
        left_out=replace(written.left_out, undated_articles=asked.undated_articles),
        refused=written.refused,
    )
    if written.statements:
        citations = Citations(nearest.evidence, written.citations)
        premises = _premises(nearest, citations)
        answer = replace(
            answer,
            status=asked.tools.status_of(written.statements, answer.left_out),
            statements=written.statements,
            citations=citations.all(),
            notes=(*premises, *written.notes),
            confidence=nearest.confidence,
        )
    return replace(asked, answer=answer, written=written)


def quote(asked: Asked) -> Asked:
    """The answer in the articles' own sentences, where no model has been asked."""
    if asked.written is not None or asked.failure is not None:
        return asked
    with asked.timed("compose"):
        quoted = _quoted(asked)
    if quoted is None:
        return asked
    checker = Checker(quoted.evidence, given=asked.given)
    statements = tuple(replace(checker.quoted(each), grade=quoted.grade) for each in quoted.draft.statements)
    answer = replace(asked.answer, confidence=asked.nearest.confidence)
    if statements:
        notes = tuple(checker.note(remark) for remark in (*asked.nearest.premises, *quoted.remarks))
        citations = cited_only([*statements, *notes], checker.citations())
        status = asked.tools.status_of(statements)
        answer = replace(answer, status=status, statements=statements, citations=citations, notes=notes)
    for statement in statements:
        asked.listener.statement(statement)
    return replace(asked, answer=answer)


def show_nearest(asked: Asked) -> Asked:
    """What came nearest, and what the question takes for granted, where the articles do not answer."""
    answer = asked.answer
    if answer.status is Status.NOT_IN_ARTICLES and asked.failure is None:
        nearest = asked.nearest_of_all or asked.nearest
        citations = Citations(nearest.evidence)
        citations.number(nearest.handles)
        sure = None if asked.nearest_of_all else answer.confidence
        notes = (*_premises(nearest, citations), *_on_comparing(asked))
        answer = replace(answer, notes=notes, nearest=citations.all(), confidence=sure)
    return replace(asked, answer=answer)


def _with_ranked(asked: Asked) -> Asked:
    """The sentences of the passages that quotations may come from, ranked, unless the question was looked up."""
    if asked.looked_up is not None:
        return asked
    with asked.timed("compose"):
        return replace(asked, ranked=_ranked_passages(asked))


def _ranks_meanwhile(asked: Asked) -> bool:
    """Whether sentences are ranked while a model judges: how sure it is that they answer is not needed before.

    That took 0.3 s of the 1.2 s before the model was asked, and beside its first words it held those up.
    """
    is_first = asked.unscoped is None and asked.news is None and asked.looked_up is None and asked.ranked is None
    return is_first and asked.tools.model is not None and bool(asked.passages)


def _ranked_passages(asked: Asked) -> Ranked:
    return _ranked(asked, within_limit(asked.passages, asked.tools.search_options.limit))


def _ranked(asked: Asked, passages: Sequence[Passage]) -> Ranked:
    tools = asked.tools
    options = tools.search_options
    embedder = None if options.by_words else tools.embedder
    return rank_sentences(without_bounds(asked.query), passages, embedder, options.reranker)


def _quoted(asked: Asked) -> QuotedAnswer | None:
    """The sentences that answer, as far as they may, with those of each source that the question names."""
    quoted = asked.looked_up if asked.ranked is None else quote_answer(without_bounds(asked.query), asked.ranked)
    if quoted is None:
        return None
    if asked.in_period is not None:
        return only_in_period(quoted, asked.in_period)
    if asked.ranked is None:
        return quoted
    related = [passage for passage in asked.passages if is_related(passage.scores)]
    named = dict.fromkeys(part.sources for part in asked.query.understood.parts if part.sources)
    return with_each_source(quoted, list(named), related, lambda own: _ranked(asked, own).nearest)


def _on_comparing(asked: Asked) -> tuple[Note, ...]:
    """How sources are compared, where the question names several and nothing answers it."""
    understood = asked.answer.understood
    parts = understood.parts
    names = list(dict.fromkeys(source for part in parts for source in part.sources))
    if len({part.sources for part in parts if part.sources}) < 2:
        return ()
    options = " ".join(f"--source {shlex.quote(name)}" for name in names)
    text = asked.query.standalone
    for words in understood.words:
        text = text.replace(words, " ")
    topic = " ".join(word for word in content_words(text) if word not in ASKING_WORDS)
    return (Note(NoteKind.NOT_COMPARED, f'To compare them: assistant compare {options} "{topic}".'),)


def _premises(nearest: Nearest, citations: Citations) -> tuple[Note, ...]:
    """What the question takes for granted and the articles contradict, with its numbers among the citations."""
    return tuple(Note(each.kind, each.text, citations.number(each.handles)) for each in nearest.premises)
