"""Who said what to the JSON objects that scripts read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records.answers import Status
from assistant.records.articles import Article
from assistant.records.speech import Said, SaidStatement, SpeechKind
from assistant.terminal.as_json import Json, filters_json, head, plain, some


def said_json(said: Said) -> Json:
    """What said prints; every start and end counts characters of the article's text."""
    return {
        **_head(said, said.status),
        "utterances": [
            {"n": number, **_statement(statement)}
            for number, statement in enumerate((one for _, group in said.by_speaker() for one in group), start=1)
        ],
        "nearest": plain(said.nearest),
        "left_out": _left_out(said),
    }


def speakers_json(said: Said) -> Json:
    """What said without a name prints."""
    status = Status.ANSWERED if said.speakers else Status.NOT_IN_ARTICLES
    return {**_head(said, status), "left_out": _left_out(said)}


def _head(said: Said, status: Status) -> dict[str, object]:
    return {
        **head(status),
        "name": said.name or None,
        "topic": said.question.text or None,
        "as_of": said.question.day.isoformat(),
        "filters": filters_json(said.question.filters),
        "speakers": plain(said.speakers),
    }


def _statement(statement: SaidStatement) -> Json:
    return {
        **some(statement, "speaker kind"),
        "reported": statement.kind is not SpeechKind.DIRECT,
        **some(statement, "quote start end"),
        "said": _spans(statement.article, statement.said),
        "mentions": _spans(statement.article, statement.mentions),
        "confidence": statement.confidence,
        "certain": statement.is_certain,
        "topic_score": statement.score,
        **some(statement, "article copies dates"),
    }


def _spans(article: Article, spans: Sequence[tuple[int, int]]) -> list[Json]:
    return [{"text": article.text[start:end], "start": start, "end": end} for start, end in spans]


def _left_out(said: Said) -> Json:
    counts = {"uncertain": said.uncertain, "off_topic": said.off_topic, "beyond_limit": said.beyond_limit}
    return {**{name: count for name, count in counts.items() if count}, **said.left_out.counts()}
