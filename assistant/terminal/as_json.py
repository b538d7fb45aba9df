"""Records to the JSON objects that scripts read; their shape is `SCHEMA` and changes only with that number."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from assistant.errors import AssistantError
from assistant.index.set_days import OwnDate
from assistant.records.answers import Answer, Citation, Event, LeftOut, Statement, Status
from assistant.records.articles import Article, IndexReport, Sentence
from assistant.records.drafts import DraftPart, OwnDraft
from assistant.records.evidence import Passage, Scores
from assistant.records.ports import Usage
from assistant.records.questions import Filters, Question, Understood
from assistant.records.time import DateExpression
from assistant.terminal.ages import age_days
from assistant.terminal.clean import INVISIBLE
from assistant.terminal.words import is_in_future

SCHEMA = 2
NOTHING = LeftOut()
UNDERSTOOD_NOTHING = Understood()
NO_VERSIONS: Mapping[str, int] = MappingProxyType({})

Json = Mapping[str, object]

_DECIMALS = 6


def answer_json(answer: Answer) -> Json:
    """What ask, summarize, check and timeline print."""
    asked = answer.question.day
    return {
        "schema": SCHEMA,
        "status": answer.status.value,
        "question": answer.question.text,
        "as_of": asked.isoformat(),
        "newest": _newest(answer.newest, asked),
        "filters": filters_json(answer.question.filters),
        "understood": _understood(answer.understood),
        "model": answer.model,
        "statements": [_statement(statement) for statement in answer.statements],
        "citations": [_citation(citation, asked) for citation in answer.citations],
        "nearest": [_citation(citation, asked) for citation in answer.nearest],
        "notes": [
            {"kind": note.kind.value, "text": note.text, "citations": list(note.citations)} for note in answer.notes
        ],
        "refused": [
            {"text": each.text, "reasons": list(each.reasons), "contradicted": each.contradicted}
            for each in answer.refused
        ],
        "confidence": None if answer.confidence is None else round(answer.confidence, _DECIMALS),
        "left_out": answer.left_out.counts(),
        "usage": _usage(answer.usage),
        "seconds": {step: round(seconds, _DECIMALS) for step, seconds in answer.seconds.items()},
        **({"draft": _draft(answer.draft)} if answer.draft else {}),
    }


def passages_json(
    question: Question,
    passages: Sequence[Passage],
    *,
    left_out: LeftOut = NOTHING,
    understood: Understood = UNDERSTOOD_NOTHING,
) -> Json:
    """What search prints; `passages` best first."""
    return {
        "schema": SCHEMA,
        "status": (Status.ANSWERED if passages else Status.NOT_IN_ARTICLES).value,
        "question": question.text,
        "as_of": question.day.isoformat(),
        "filters": filters_json(question.filters),
        "understood": _understood(understood),
        "passages": [_passage(rank, passage) for rank, passage in enumerate(passages, start=1)],
        "left_out": left_out.counts(),
    }


def article_json(article: Article, sentences: Sequence[Sentence] = (), *, earlier: int = 0) -> Json:
    """What show prints: the whole text, in which every start and end counts characters; the sentences when given.

    `earlier` counts the earlier versions.
    """
    whole: dict[str, object] = {
        "schema": SCHEMA,
        "status": Status.ANSWERED.value,
        "article": {
            **article_fields(article),
            "published_time": article.published_time,
            "origins": {name: origin.value for name, origin in article.origins.items()},
            "remarks": list(article.remarks),
            "earlier_versions": earlier,
            "text": article.text,
        },
    }
    if sentences:
        whole["sentences"] = [
            {"number": sentence.number, "start": sentence.start, "end": sentence.end, "paragraph": sentence.paragraph}
            for sentence in sentences
        ]
    return whole


def articles_json(
    articles: Sequence[Article],
    *,
    today: date,
    left_out: LeftOut = NOTHING,
    earlier: Mapping[str, int] = NO_VERSIONS,
) -> Json:
    """What articles prints, in the order given, without the texts.

    `in_future`: its day is later than today; `earlier` counts earlier versions by id.
    """
    return {
        "schema": SCHEMA,
        "status": Status.ANSWERED.value,
        "articles": [
            {
                **article_fields(article),
                "in_future": is_in_future(article, today),
                "earlier_versions": earlier.get(article.id, 0),
            }
            for article in articles
        ],
        "left_out": left_out.counts(),
    }


def dated_json(article: Article, own: OwnDate) -> Json:
    """What date prints: the article with its day, and what it gives for itself."""
    return {
        "schema": SCHEMA,
        "status": Status.ANSWERED.value,
        "article": article_fields(article),
        "own": {
            "published": own.day.isoformat() if own.day else None,
            "published_from": own.origin.value if own.origin else None,
        },
    }


def index_report_json(report: IndexReport) -> Json:
    """What index prints: counts of articles, and each file or row that could not be read with its reason."""
    return {
        "schema": SCHEMA,
        "status": (Status.PARTIAL if report.skipped else Status.ANSWERED).value,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "skipped": [{"path": each.path, "reason": each.reason} for each in report.skipped],
        "remarks": [{"path": each.path, "reason": each.reason} for each in report.remarks],
        "chunks": report.chunks,
        "seconds": round(report.seconds, _DECIMALS),
    }


def error_json(error: AssistantError) -> Json:
    """What any command prints when it fails; `kind` is the error's class in errors.py.

    The lists of an answer are there, and empty, so that a script may read them without asking for the status first.
    """
    return {
        "schema": SCHEMA,
        "status": Status.FAILED.value,
        "statements": [],
        "citations": [],
        "nearest": [],
        "notes": [],
        "refused": [],
        "confidence": None,
        "left_out": {},
        "error": {"kind": type(error).__name__, "message": error.message, "hint": error.hint},
    }


def dumps(record: Json) -> str:
    """Readable JSON text that ends in a line end; what could act on a terminal, or is not seen, is escaped."""
    return _visible(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"


def dumps_line(record: Json) -> str:
    """The same on one line."""
    return _visible(json.dumps(record, ensure_ascii=False)) + "\n"


def filters_json(filters: Filters) -> Json:
    """The filters of a question."""
    return {
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "sources": list(filters.sources),
        "articles": list(filters.articles),
    }


def _understood(understood: Understood) -> Json:
    """What the words were taken to ask for; the filters are what the flags say."""
    return {
        "parts": [
            {
                "since": part.since.isoformat() if part.since else None,
                "until": part.until.isoformat() if part.until else None,
                "sources": list(part.sources),
            }
            for part in understood.parts
        ],
        "words": list(understood.words),
        "latest": understood.latest,
        "given_up": understood.given_up,
        "seen_from": understood.seen_from.isoformat() if understood.seen_from else None,
        "absent": list(understood.absent),
    }


def _statement(statement: Statement) -> Json:
    return {
        "text": statement.text,
        "grade": statement.grade.value,
        "contradicted": statement.contradicted,
        "reasons": list(statement.reasons),
        "repaired": statement.repaired,
        "cited_anew": statement.cited_anew,
        "citations": list(statement.citations),
        **(_place(statement, statement.part) if statement.part else {}),
        **(_event(statement.event) if statement.event else {}),
    }


def _place(statement: Statement, part: DraftPart) -> Json:
    """What only a sentence of the reader's own draft has; `start` and `end` count characters of the decoded file."""
    return {
        "line": part.line,
        "start": part.start,
        "end": part.end,
        "contrary": list(statement.contrary),
        "nearest": list(statement.nearest),
    }


def _event(event: Event) -> Json:
    """What only a line of a timeline has."""
    return {
        "day": {"first": event.first.isoformat(), "last": event.last.isoformat(), "from": event.day_from.value},
        "planned": event.planned,
        "superseded_by": list(event.superseded_by),
        "sources": event.sources,
        "source_names": list(event.source_names),
        "reports": list(event.reports),
    }


def _draft(draft: OwnDraft) -> Json:
    return {
        "name": draft.name,
        "not_checked": [
            {"text": part.text, "line": part.line, "start": part.start, "end": part.end, "why": part.no_claim}
            for part in draft.passed_over
        ],
    }


def _newest(day: date | None, asked: date) -> Json | None:
    """The newest article that could have been used; `days_before` the asking day, below 0 after it."""
    return None if day is None else {"published": day.isoformat(), "days_before": (asked - day).days}


def _citation(citation: Citation, asked: date) -> Json:
    return {
        "n": citation.n,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "article": article_fields(citation.article),
        "copies": [article_fields(copy) for copy in citation.copies],
        "age_days": age_days(citation.article, asked),
        "dates": [date_fields(expression) for expression in citation.dates],
    }


def date_fields(expression: DateExpression) -> Json:
    """What is said of a date that only the day of publication tells."""
    span = expression.span
    return {
        "words": expression.text,
        "start": expression.start,
        "end": expression.end,
        "first": span.first.isoformat() if span.first else None,
        "last": span.last.isoformat() if span.last else None,
    }


def article_fields(article: Article) -> Json:
    """What every object says of an article."""
    """What is said of an article wherever one is named."""
    origin = article.origins.get("published")
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "published_from": origin.value if origin and article.published else None,
        "path": article.path,
    }


def _passage(rank: int, passage: Passage) -> Json:
    return {
        "rank": rank,
        "score": _scores(passage.scores),
        "text": passage.text,
        "start": passage.sentences[0].start,
        "end": passage.sentences[-1].end,
        "article": article_fields(passage.article),
        "copies": [article_fields(copy) for copy in passage.copies],
        "partial_copies": [article_fields(copy) for copy in passage.partial_copies],
        "dates": [date_fields(expression) for expression in passage.dates],
    }


def _scores(scores: Scores) -> Json:
    every = {
        "fused": scores.fused,
        "reranked": scores.reranked,
        "dense": scores.dense,
        "keyword": scores.keyword,
        "date_prior": scores.date_prior,
    }
    return {name: None if score is None else round(score, _DECIMALS) for name, score in every.items()}


def _usage(usage: Usage) -> Json:
    return {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens, "requests": usage.requests}


def _visible(text: str) -> str:
    return INVISIBLE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
