"""Questions whose answers are known, put to the library one after another, to an evaluation."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.evaluation.evaluation_figures import figures_of
from assistant.answering.evaluation.scoring import names_of, place_of, with_answer
from assistant.answering.pipeline import ask, find
from assistant.answering.tools import Tools, added
from assistant.errors import ModelError
from assistant.index.library import Library
from assistant.records.answers import FailureKind
from assistant.records.evaluation import Evaluation, KnownQuestion, NamedArticle, Scored, Setup, Trial
from assistant.records.ports import Usage
from assistant.records.questions import Filters, Question

# R@10 needs ten different articles, whatever the settings find for an answer.
PLACES = 10

# What the model itself failed at; that nothing it wrote was confirmed is an answer to score.
_FAILED = (FailureKind.UNREACHABLE, FailureKind.REFUSED, FailureKind.BROKE_OFF)


def evaluate(
    known: Sequence[KnownQuestion],
    tools: Tools,
    *,
    retrieval_only: bool,
    today: date,
    on_trial: Callable[[Trial], None],
) -> Evaluation:
    """Asks every question; `on_trial` is told each as soon as it is finished.

    A question that the model fails on is counted, with the articles' own sentences; one that the embedding service
    fails on is counted, unless it never answered one: then raises its error. An interrupt ends the evaluation with what
    is finished; raises KeyboardInterrupt when nothing is.
    """
    absent, later = _out_of_reach(known, tools.library)
    scored: list[Scored] = []
    interrupted = False
    try:
        for each in known:
            trial = _tried(each, tools, retrieval_only=retrieval_only, today=today)
            if trial.scored.error is not None and trial.answer is None and not scored:
                raise trial.scored.error
            on_trial(trial)
            scored.append(trial.scored)
    except KeyboardInterrupt:
        if not scored:
            raise
        interrupted = True
    usage = Usage()
    for marks in scored:
        usage = added(usage, marks.usage or Usage())
    return Evaluation(
        setup=_setup(tools, today, retrieval_only=retrieval_only),
        wanted=len(known),
        scored=tuple(scored),
        figures=figures_of(scored),
        absent=absent,
        later=later,
        usage=usage,
        interrupted=interrupted,
    )


def _tried(known: KnownQuestion, tools: Tools, *, retrieval_only: bool, today: date) -> Trial:
    """One question searched for and answered, as on its asking day."""
    question = Question(known.text, known.as_of or today, Filters(as_of=known.as_of))
    places = replace(tools, search_options=replace(tools.search_options, limit=PLACES, per_article=1))
    trial = Trial(question, (), None, Scored(known))
    try:
        began = time.perf_counter()
        _, found = find(question, places)
        searched = Scored(
            known,
            place=place_of(known.articles, [(passage.article, *passage.every_copy) for passage in found.passages]),
            search_ms=_milliseconds_since(began),
        )
        trial = replace(trial, passages=found.passages, scored=searched)
        if retrieval_only:
            return trial
        began = time.perf_counter()
        answer = ask(question, tools)
        answered = with_answer(searched, answer, answer_ms=_milliseconds_since(began))
        failure = answer.model_failure
        if failure is not None and failure.kind in _FAILED:
            answered = replace(answered, error=ModelError(failure.message))
        return replace(trial, answer=answer, scored=answered)
    except ModelError as error:
        return replace(trial, scored=replace(trial.scored, error=error))


def _out_of_reach(
    known: Sequence[KnownQuestion], library: Library
) -> tuple[tuple[NamedArticle, ...], tuple[NamedArticle, ...]]:
    """The articles named that the library does not hold, and those that are all of later days than the asking day."""
    wanted = {name for each in known for name in each.articles}
    days: dict[str, list[date | None]] = {}
    for path, url, day in library.catalogue.names() if wanted else ():
        for name in names_of(path, url) & wanted:
            days.setdefault(name, []).append(day)
    named = [(each, NamedArticle(each.line, name)) for each in known for name in each.articles]
    absent = [article for _, article in named if article.name not in days]
    later = [
        article
        for each, article in named
        if each.as_of and all(day and day > each.as_of for day in days.get(article.name, [None]))
    ]
    return tuple(absent), tuple(later)


def _setup(tools: Tools, today: date, *, retrieval_only: bool) -> Setup:
    reranker = tools.search_options.order or tools.search_options.reranker
    return Setup(
        articles=tools.library.catalogue.count("articles"),
        chunks=tools.library.catalogue.count("chunks"),
        embedder=tools.embedder.identity,
        reranker=reranker.identity if reranker else None,
        model=tools.model.name if tools.model else None,
        passages=tools.search_options.limit,
        passages_per_article=tools.search_options.per_article,
        date_prior_days=tools.search_options.recent_days,
        today=today,
        retrieval_only=retrieval_only,
    )


def _milliseconds_since(began: float) -> float:
    return 1_000 * (time.perf_counter() - began)
