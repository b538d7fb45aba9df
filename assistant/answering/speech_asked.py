"""A question for what somebody said to the statements that `assistant said` shows for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.compose_quotes import MOST_STATEMENTS, QuotedAnswer, quoted_once
from assistant.answering.disagreement import notes_on
from assistant.answering.said import find_said
from assistant.answering.understand import Query, added_to, names_of
from assistant.answering.understood import in_parts, without_bounds
from assistant.index.library import Library
from assistant.speech_types import SaidStatement
from assistant.types import Draft, Embedder, Evidence, EvidenceArticle, Handle, Question

_ASKED = re.compile(
    r"(?:(?:and|so|but|then) )?what (?:else )?(?:did|do|does|has|have|had) (?P<name>.+?) (?:say|said)\b"
    r"(?: (?:about|on|of|regarding|concerning))?(?P<topic>.*)",
    re.IGNORECASE,
)


def find_speech(query: Query, library: Library, embedder: Embedder) -> QuotedAnswer | None:
    """What the one whom the question names said, within what it asks for of time and sources; declined where nothing.

    None where nobody's words are asked for, or nobody of that name is sure to say anything at all.
    """
    text = without_bounds(query).standalone
    added = added_to(text)
    asked = _ASKED.fullmatch(" ".join(text.removesuffix(added).split()).rstrip("?!. "))
    if asked is None:
        return None
    topic = f"{asked['topic']} {added}".strip(" ()")
    for name in (asked["name"], *names_of(added)):  # "What did she say about it? (Halina Corbet, bridge)"
        said = [
            statement for question in in_parts(query) for statement in _said(name, topic, question, library, embedder)
        ]
        if said:
            return _quoted(query, sorted(said, key=_fit, reverse=True)[:MOST_STATEMENTS], library)
        if _said(name, "", query.question, library, embedder):
            return QuotedAnswer(Evidence(()), Draft((), declined=True), (), 0.0)
    return None


def _said(name: str, topic: str, question: Question, library: Library, embedder: Embedder) -> Sequence[SaidStatement]:
    return find_said(name, replace(question, text=topic), library, embedder, limit=MOST_STATEMENTS).statements


def _fit(statement: SaidStatement) -> tuple[float, date]:
    return statement.score or 0.0, statement.article.published or date.min


def _quoted(query: Query, statements: Sequence[SaidStatement], library: Library) -> QuotedAnswer:
    """The statements' sentences, those of an article together."""
    by_article: dict[int, list[SaidStatement]] = {}
    for each in statements:
        by_article.setdefault(each.spoken[0].key, []).append(each)
    sentences = library.sentences(by_article)
    parts: list[EvidenceArticle] = []
    cited: list[Handle] = []
    for number, (key, own) in enumerate(by_article.items(), start=1):
        copies = tuple(copy for each in own for copy in each.copies)
        parts.append(EvidenceArticle(number, own[0].article, sentences[key], copies))
        cited += [Handle(number, spoken.sentence.number + 1) for each in own for spoken in each.spoken]
    evidence = Evidence(tuple(parts))
    drafts = quoted_once(evidence, cited)
    return QuotedAnswer(evidence, Draft(drafts), tuple(cited), 1.0, tuple(notes_on(query, cited, evidence)))
