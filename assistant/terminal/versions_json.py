"""An article's versions and past answers looked at again to the JSON objects that scripts read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records.answers import Status
from assistant.records.articles import Article
from assistant.records.versions import Change, Difference, History, Recheck, RecheckedAnswer, RecheckReport, Span
from assistant.terminal.as_json import Json, article_fields, head, plain, some


def history_json(history: History, steps: Sequence[Difference]) -> Json:
    """What show --versions prints: every version with its text, and the changes from each to the next.

    `start`, `end` and the pairs in `words` count characters of the version's own text.
    """
    replaced = [*(version.replaced_at for version in history.earlier), None]
    return {
        **head(Status.ANSWERED),
        "id": history.id,
        "withdrawn": history.current is None,
        "versions": [
            {
                "number": number,
                "replaced_at": replaced[number - 1],
                "article": article_fields(article) | some(article, "published_time text"),
            }
            for number, article in enumerate(history.articles, start=1)
        ],
        "changes": [
            _step(number, step, history.articles[number - 1], history.articles[number])
            for number, step in enumerate(steps, start=1)
        ],
    }


def recheck_json(report: RecheckReport) -> Json:
    """What recheck prints: counts, and each past answer with the citations that are not what they were."""
    return {
        **head(Status.PARTIAL if report.withdrawn else Status.ANSWERED),
        "checked": some(report, "answers citations moved unreadable withdrawn"),
        "answers": [_answer(answer) for answer in report.found],
    }


def _step(number: int, step: Difference, old: Article, new: Article) -> Json:
    return {
        "from": number,
        "to": number + 1,
        "fields": {name: {"old": before, "new": after} for name, (before, after) in step.fields.items()},
        "sentences": [_change(change, old, new) for change in step.changes],
        "unchanged": step.unchanged,
    }


def _change(change: Change, old: Article, new: Article) -> Json:
    return {
        "kind": change.kind.value,
        "old": _sentence(change.old, change.old_words, old),
        "new": _sentence(change.new, change.new_words, new),
    }


def _sentence(span: Span | None, words: Sequence[Span], article: Article) -> Json | None:
    if span is None:
        return None
    start, end = span
    return {"start": start, "end": end, "text": article.text[start:end], "words": [list(each) for each in words]}


def _answer(answer: RecheckedAnswer) -> Json:
    return {**some(answer, "id asked_at question"), "citations": [_citation(citation) for citation in answer.citations]}


def _citation(citation: Recheck) -> Json:
    span, correction = citation.now_span, citation.correction
    return {
        **some(citation, "n fate stands quote statements replaced_at"),
        "now": {"start": span[0], "end": span[1], "text": citation.now} if span else None,
        "title": _old_and_new(citation.title),
        "published": _old_and_new(citation.published),
        "correction": {"text": correction[0], "article": article_fields(correction[1])} if correction else None,
        **some(citation, "article_id article"),
    }


def _old_and_new(values: tuple[object, object] | None) -> Json | None:
    return {"old": plain(values[0]), "new": plain(values[1])} if values else None
