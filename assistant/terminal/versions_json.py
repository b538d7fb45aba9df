"""An article's versions and past answers looked at again to the JSON objects that scripts read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records.answers import Status
from assistant.records.articles import Article
from assistant.records.versions import Change, Difference, History, Recheck, RecheckedAnswer, RecheckReport, Span
from assistant.terminal.as_json import SCHEMA, Json, article_fields


def history_json(history: History, steps: Sequence[Difference]) -> Json:
    """What show --versions prints: every version with its text, and the changes from each to the next.

    `start`, `end` and the pairs in `words` count characters of the version's own text.
    """
    replaced = [*(version.replaced_at for version in history.earlier), None]
    return {
        "schema": SCHEMA,
        "status": Status.ANSWERED.value,
        "id": history.id,
        "withdrawn": history.current is None,
        "versions": [
            {
                "number": number,
                "replaced_at": replaced[number - 1],
                "article": {
                    **article_fields(article),
                    "published_time": article.published_time,
                    "text": article.text,
                },
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
        "schema": SCHEMA,
        "status": (Status.PARTIAL if report.withdrawn else Status.ANSWERED).value,
        "checked": {
            "answers": report.answers,
            "citations": report.citations,
            "moved": report.moved,
            "unreadable": report.unreadable,
            "withdrawn": report.withdrawn,
        },
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
    return {
        "id": answer.id,
        "asked_at": answer.asked_at,
        "question": answer.question,
        "citations": [_citation(citation) for citation in answer.citations],
    }


def _citation(citation: Recheck) -> Json:
    now = citation.now_span
    titles, days = citation.title, citation.published
    return {
        "n": citation.n,
        "fate": citation.fate.value,
        "stands": citation.stands,
        "quote": citation.quote,
        "statements": list(citation.statements),
        "replaced_at": citation.replaced_at,
        "now": {"start": now[0], "end": now[1], "text": citation.now} if now else None,
        "title": {"old": titles[0], "new": titles[1]} if titles else None,
        "published": {name: day.isoformat() if day else None for name, day in zip(("old", "new"), days, strict=True)}
        if days
        else None,
        "correction": {"text": citation.correction[0], "article": article_fields(citation.correction[1])}
        if citation.correction
        else None,
        "article_id": citation.article_id,
        "article": article_fields(citation.article) if citation.article else None,
    }
