"""A question for what somebody said to the statements that `assistant said` shows for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.compose_quotes import MOST_STATEMENTS, QuotedAnswer, quoted_once
from assistant.answering.disagreement import notes_on
from assistant.answering.evidence import gather_evidence
from assistant.answering.remarks import places
from assistant.answering.retrieve_parts import each_once
from assistant.answering.said import find_said
from assistant.answering.understand import Query, added_to, names_of
from assistant.answering.understood import in_parts, without_bounds
from assistant.index.library import Library
from assistant.speech_types import SaidStatement
from assistant.types import Draft, Embedder, Passage, Question, Scores

_ASKED = re.compile(
    r"(?:(?:and|so|but|then) )?what (?:else )?(?:did|do|does|has|have|had) (?P<name>.+?) (?:say|said)\b"
    r"(?: (?:about|on|of|regarding|concerning))?(?P<topic>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speech:
    """What the one whom a question names said on its topic: the passages it stands in, and the answer, if anything."""

    passages: tuple[Passage, ...] = ()
    quoted: QuotedAnswer | None = None


def find_speech(query: Query, library: Library, embedder: Embedder) -> Speech | None:
    """What the one whom the question names said, within what it asks for of time and sources.

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
            return _speech(query, sorted(said, key=_fit, reverse=True)[:MOST_STATEMENTS], library)
        if _said(name, "", query.question, library, embedder):
            return Speech()
    return None


def _said(name: str, topic: str, question: Question, library: Library, embedder: Embedder) -> Sequence[SaidStatement]:
    return find_said(name, replace(question, text=topic), library, embedder, limit=MOST_STATEMENTS).statements


def _fit(statement: SaidStatement) -> tuple[float, date]:
    return statement.score or 0.0, statement.article.published or date.min


def _speech(query: Query, statements: Sequence[SaidStatement], library: Library) -> Speech:
    passages = each_once(passage for each in statements for passage in _passages(each, library))
    evidence = gather_evidence(passages)
    handles = {(each.article.id, each.sentence.number): each.handle for each in places(evidence)}
    spoken = [one for each in statements for one in each.spoken]
    cited = sorted((handles[one.article.id, one.sentence.number] for one in spoken), key=lambda each: each.article)
    remarks = tuple(notes_on(query, cited, evidence))
    return Speech(tuple(passages), QuotedAnswer(evidence, Draft(quoted_once(evidence, cited)), (), 1.0, remarks))


def _passages(statement: SaidStatement, library: Library) -> list[Passage]:
    """The chunks that a statement stands in."""
    key = statement.spoken[0].key
    sentences = library.sentences([key])[key]
    return [
        Passage(
            statement.article,
            row.chunk,
            sentences[row.chunk.first : row.chunk.last],
            Scores(1.0),
            partial_copies=statement.copies,
        )
        for row in library.catalogue.article_chunks(key)
        if any(row.chunk.first <= each.sentence.number < row.chunk.last for each in statement.spoken)
    ]
