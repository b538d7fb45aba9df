"""Records to the JSON objects that scripts read; their shape is `SCHEMA` and changes only with that number."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from types import MappingProxyType

from assistant.errors import AssistantError
from assistant.index.storage.set_days import OwnDate
from assistant.records.answers import Answer, Citation, Event, Found, LeftOut, Statement, Status
from assistant.records.articles import Article, IndexReport, Sentence
from assistant.records.drafts import OwnDraft
from assistant.records.evidence import Passage
from assistant.records.questions import Filters, Understood
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
_SCORES = ("fused", "reranked", "dense", "keyword", "date_prior")


def answer_json(answer: Answer) -> Json:
    """What ask, summarize, check and timeline print."""
    asked = answer.question.day
    return {
        **head(answer.status),
        "question": answer.question.text,
        "as_of": asked.isoformat(),
        "newest": _newest(answer.newest, asked),
        "filters": filters_json(answer.question.filters),
        "understood": _understood(answer.understood),
        "model": answer.model,
        "statements": [_statement(statement) for statement in answer.statements],
        "citations": [_citation(citation, asked) for citation in answer.citations],
        "nearest": [_citation(citation, asked) for citation in answer.nearest],
        "notes": plain(answer.notes),
        "model_failure": plain(answer.model_failure),
        "refused": [some(each, "text reasons contradicted") for each in answer.refused],
        "confidence": rounded(answer.confidence),
        "left_out": answer.left_out.counts(),
        "usage": plain(answer.usage),
        "seconds": {step: rounded(seconds) for step, seconds in answer.seconds.items()},
        **({"draft": _draft(answer.draft)} if answer.draft else {}),
        **({"sections": plain(answer.sections)} if answer.sections else {}),
        **({"coverage": plain(answer.coverage)} if answer.coverage else {}),
    }


def found_json(found: Found) -> Json:
    """What search prints."""
    return {
        **head(Status.ANSWERED if found.passages else Status.NOT_IN_ARTICLES),
        "question": found.question.text,
        "as_of": found.question.day.isoformat(),
        "filters": filters_json(found.question.filters),
        "understood": _understood(found.understood),
        "passages": passages_json(found.passages),
        "left_out": found.left_out.counts(),
    }


def passages_json(passages: Sequence[Passage]) -> Sequence[Json]:
    """Passages, best first, each with its rank."""
    return [_passage(rank, passage) for rank, passage in enumerate(passages, start=1)]


def article_json(article: Article, sentences: Sequence[Sentence] = (), *, earlier: int = 0) -> Json:
    """What show prints: the whole text, in which every start and end counts characters; the sentences when given.

    `earlier` counts the earlier versions.
    """
    whole: dict[str, object] = {
        **head(Status.ANSWERED),
        "article": {
            **article_fields(article),
            "published_time": article.published_time,
            "origins": {name: origin.value for name, origin in article.origins.items()},
            "remarks": plain(article.remarks),
            "earlier_versions": earlier,
            "text": article.text,
        },
    }
    if sentences:
        whole["sentences"] = plain(tuple(sentences))
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
        **head(Status.ANSWERED),
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
        **head(Status.ANSWERED),
        "article": article_fields(article),
        "own": {"published": plain(own.day), "published_from": plain(own.origin)},
    }


def index_report_json(report: IndexReport) -> Json:
    """What index prints: counts of articles, and each file or row that could not be read with its reason."""
    return {
        **head(Status.PARTIAL if report.skipped or report.stopped_at is not None else Status.ANSWERED),
        **some(report, "added changed removed renamed unchanged kept_out skipped remarks warnings chunks"),
        "skipped_before": sorted(report.failed_before),
        "stopped": report.stopped_at is not None,
        "seconds": rounded(report.seconds),
    }


def error_json(error: AssistantError) -> Json:
    """What any command prints when it fails; `kind` is the error's class in errors.py.

    The lists of an answer are there, and empty, so that a script may read them without asking for the status first.
    """
    return {
        **head(Status.FAILED),
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


def head(status: Status) -> dict[str, object]:
    """What every object begins with."""
    return {"schema": SCHEMA, "status": status.value}


def plain(value: object) -> object:
    """A value in types that JSON has: a day in ISO 8601, the word of a closed set, a record's fields by their names."""
    match value:
        case Article():
            return article_fields(value)
        case DateExpression():
            return {"words": value.text, **some(value, "start end"), **some(value.span, "first last")}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [plain(each) for each in value]
        case _:
            names = getattr(value, "__dataclass_fields__", None)
            return value if names is None else some(value, " ".join(names))


def some(record: object, names: str) -> dict[str, object]:
    """The fields of a record that are named, in this order."""
    return {name: plain(getattr(record, name)) for name in names.split()}


def rounded(value: float | None) -> float | None:
    """A measurement to the decimals that mean something."""
    return None if value is None else round(value, _DECIMALS)


def filters_json(filters: Filters) -> Json:
    """The filters of a question."""
    return some(filters, "since until sources articles")


def _understood(understood: Understood) -> Json:
    """What the words were taken to ask for; the filters are what the flags say."""
    parts = [some(part, "since until sources") for part in understood.parts]
    return {"parts": parts, **some(understood, "words latest given_up seen_from absent")}


def _statement(statement: Statement) -> Json:
    said = some(statement, "text grade contradicted reasons repaired cited_anew citations")
    if statement.part:  # of the reader's own draft; `start` and `end` count characters of the decoded file
        said |= some(statement.part, "line start end") | some(statement, "contrary nearest")
    return said | (_event(statement.event) if statement.event else {})


def _event(event: Event) -> dict[str, object]:
    """What only a line of a timeline has."""
    day = {**some(event, "first last"), "from": plain(event.day_from)}
    return {"day": day, **some(event, "planned superseded_by sources source_names reports")}


def _draft(draft: OwnDraft) -> Json:
    return {
        "name": draft.name,
        "not_checked": [
            {**some(part, "text line start end"), "why": plain(part.no_claim)} for part in draft.passed_over
        ],
    }


def _newest(day: date | None, asked: date) -> Json | None:
    """The newest article that could have been used; `days_before` the asking day, below 0 after it."""
    return None if day is None else {"published": day.isoformat(), "days_before": (asked - day).days}


def _citation(citation: Citation, asked: date) -> Json:
    return {
        **some(citation, "n quote start end article copies"),
        "age_days": age_days(citation.article, asked),
        **some(citation, "dates"),
    }


def article_fields(article: Article) -> dict[str, object]:
    """What is said of an article wherever one is named."""
    origin = article.origins.get("published")
    return {
        **some(article, "id title source url authors published"),
        "published_from": origin.value if origin and article.published else None,
        "path": article.path,
    }


def _passage(rank: int, passage: Passage) -> Json:
    scores = {name: rounded(getattr(passage.scores, name)) for name in _SCORES}
    return {
        "rank": rank,
        "score": scores,
        "text": passage.text,
        "start": passage.sentences[0].start,
        "end": passage.sentences[-1].end,
        **some(passage, "article copies partial_copies dates"),
    }


def _visible(text: str) -> str:
    return INVISIBLE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
