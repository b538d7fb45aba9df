"""An answer as it is kept, in JSON, to the records that it was made of."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.index.library import Library
from assistant.records.answers import Answer, Citation, DayFrom
from assistant.records.articles import Origin
from assistant.records.kept import Kept, KeptRow
from assistant.records.verdicts import Grade

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_NOTHING: Mapping[str, Any] = {}
# No article is longer, in characters: a row that says so is not ours.
_LONGEST_TEXT = 100_000_000


def read_kept(row: KeptRow) -> Kept | None:
    """The past answer of a row; None where that is damaged, or not what this program writes.

    One of an earlier version does not say how it was asked: then it was asked on its day, as of none, and followed up
    nothing.
    """
    try:
        whole = json.loads(row.answer)
        asked = whole.get("asked", _NOTHING)
        answer = _adapter().validate_python(_answer(whole, asked))
        command = str(asked.get("command", ""))
        session = int(asked.get("session") or 0) or (row.id if command == "chat" else None)
        return Kept(row.id, row.asked_at, answer, command, session)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):  # ValueError: pydantic's
        return None


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter  # 15 ms for the first answer, 80 where it is not imported yet

    return TypeAdapter(Answer)


def with_texts(kept: Kept, library: Library) -> Kept:
    """With the texts of the articles cited, in which the quotations stand at their offsets.

    It is that of the newest version which has them. Of an article without any, it is the quotations with nothing
    between them.
    """
    answer = kept.answer
    cited: dict[str, list[Citation]] = defaultdict(list)
    for each in (*answer.citations, *answer.nearest):
        cited[each.article.id].append(each)
    texts = {name: _text(library, name, quotations) for name, quotations in cited.items()}

    def whole(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(replace(each, article=replace(each.article, text=texts[each.article.id])) for each in citations)

    return replace(kept, answer=replace(answer, citations=whole(answer.citations), nearest=whole(answer.nearest)))


def _text(library: Library, article_id: str, quotations: list[Citation]) -> str:
    for article in reversed(library.versions.history(article_id).articles):
        if all(article.text[each.start : each.end] == each.quote for each in quotations):
            return article.text
    text = ""
    for each in sorted(quotations, key=lambda quotation: quotation.start):
        text += " " * (each.start - len(text)) + each.quote[max(0, len(text) - each.start) :]
    return text


def _answer(whole: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    paragraphs = asked.get("paragraphs") or [0] * len(whole["statements"])
    statements = [_statement(each, n) for each, n in zip(whole["statements"], paragraphs, strict=True)]
    by_lead = set(asked.get("titled_by_lead", ()))
    filters = {**whole["filters"], "as_of": asked.get("as_of")}
    return {
        **whole,
        "question": {
            "text": whole["question"],
            "today": asked.get("today", whole["as_of"]),
            "filters": filters,
            "literal": asked.get("literal", False),
        },
        "standalone": asked.get("standalone", whole["question"]),
        "newest": (whole.get("newest") or _NOTHING).get("published"),
        "statements": statements,
        "citations": [_citation(each, by_lead) for each in whole["citations"]],
        "nearest": [_citation(each, by_lead) for each in whole["nearest"]],
        "refused": [{**each, "grade": Grade.NOT_CONFIRMED} for each in whole["refused"]],
        "draft": _draft(whole["draft"], statements) if "draft" in whole else None,
    }


def _statement(said: Mapping[str, Any], paragraph: int) -> dict[str, Any]:
    read = {**said, "paragraph": paragraph}
    if "line" in said:  # a sentence of a draft; its own marks are not kept
        place = {name: said[name] for name in ("text", "line", "start", "end")}
        read["part"] = {**place, "words": said["text"], "paragraph": paragraph}
    if "day" in said:
        day = said["day"]
        read["event"] = {**said, "first": day["first"], "last": day["last"], "day_from": DayFrom(day["from"])}
    return read


def _citation(cited: Mapping[str, Any], by_lead: Collection[str]) -> dict[str, Any]:
    if cited["end"] - cited["start"] != len(cited["quote"]) or not 0 <= cited["start"] <= _LONGEST_TEXT:
        raise ValueError
    return {
        **cited,
        "article": _article(cited["article"], by_lead),
        "copies": [_article(each, ()) for each in cited["copies"]],
        "dates": [
            {**each, "text": each["words"], "span": {"first": each["first"], "last": each["last"]}, "relative": True}
            for each in cited["dates"]
        ],
    }


def _article(named: Mapping[str, Any], by_lead: Collection[str]) -> dict[str, Any]:
    published = {"published": named["published_from"]} if named["published_from"] else {}
    title = {"title": Origin.LEAD} if named["id"] in by_lead else {}
    return {**named, "text": "", "origins": {**published, **title}}


def _draft(draft: Mapping[str, Any], claims: list[dict[str, Any]]) -> dict[str, Any]:
    passed_over = [{**each, "words": each["text"], "no_claim": each["why"]} for each in draft["not_checked"]]
    parts = [*(each["part"] for each in claims), *passed_over]
    return {"name": draft["name"], "parts": sorted(parts, key=lambda part: part["start"])}
