"""An evaluation, and each question of it, to the JSON that scripts read."""

from __future__ import annotations

from assistant.records.answers import Status
from assistant.records.evaluation import Evaluation, Figure, NamedArticle, Scored, Trial
from assistant.terminal.as_json import (
    SCHEMA,
    Json,
    answer_json,
    dumps_line,
    error_json,
    head,
    passages_json,
    plain,
    rounded,
    some,
)

_SETTINGS = "retrieval_only model embedder reranker articles chunks passages passages_per_article date_prior_days today"


def evaluation_json(evaluation: Evaluation) -> Json:
    """What eval prints; the status is `partial` when questions failed or were not reached."""
    whole = not evaluation.failed and not evaluation.interrupted
    known = [each.known for each in evaluation.scored]
    return {
        **head(Status.ANSWERED if whole else Status.PARTIAL),
        "questions": {
            "wanted": evaluation.wanted,
            "finished": len(known),
            "answerable": sum(each.answerable for each in known),
            "unanswerable": sum(not each.answerable for each in known),
            "failed": len(evaluation.failed),
        },
        "figures": {figure.measure.value: _figure(figure) for figure in evaluation.figures},
        "settings": some(evaluation.setup, _SETTINGS),
        "articles_not_in_library": [_named(each) for each in evaluation.absent],
        "articles_after_asking_day": [_named(each) for each in evaluation.later],
        "failures": [{"line": each.known.line, "error": _error(each)} for each in evaluation.failed],
        "usage": plain(evaluation.usage),
    }


def trial_line(trial: Trial) -> str:
    """One line of a file of rows: the question, what was found at which place, its marks and the answer."""
    scored, known = trial.scored, trial.scored.known
    record = {
        "schema": SCHEMA,
        "status": _status(trial),
        "line": known.line,
        "id": known.id,
        "question": known.text,
        "as_of": trial.question.day.isoformat(),
        "answerable": known.answerable,
        "place": scored.place,
        "answer_cited": scored.answer_cited,
        "citation_precision": rounded(scored.citation_precision),
        "citation_recall": rounded(scored.citation_recall),
        "right": scored.right,
        "confidence": rounded(scored.confidence),
        "search_ms": rounded(scored.search_ms),
        "answer_ms": rounded(scored.answer_ms),
        "passages": passages_json(trial.passages),
        "answer": answer_json(trial.answer) if trial.answer else None,
        "error": _error(scored),
    }
    return dumps_line(record)


def _status(trial: Trial) -> str:
    if trial.answer is not None:
        return trial.answer.status.value
    if trial.scored.error is not None:
        return Status.FAILED.value
    return (Status.ANSWERED if trial.passages else Status.NOT_IN_ARTICLES).value


def _figure(figure: Figure) -> Json:
    interval = figure.interval and [rounded(end) for end in figure.interval]
    return {"value": rounded(figure.value), "n": figure.n, "interval": interval}


def _named(article: NamedArticle) -> Json:
    return {"line": article.line, "article": article.name}


def _error(scored: Scored) -> object:
    return None if scored.error is None else error_json(scored.error)["error"]
