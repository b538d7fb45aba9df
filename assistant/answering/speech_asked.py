"""A question for what somebody said to the statements that `assistant said` shows for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.beyond import Telling
from assistant.answering.compose_quotes import MOST_STATEMENTS, QuotedAnswer, quoted_run
from assistant.answering.disagreement import notes_on
from assistant.answering.evidence import gather_evidence
from assistant.answering.remarks import places
from assistant.answering.retrieve_parts import each_once
from assistant.answering.said import find_said, spoken_by
from assistant.answering.understand import Query, added_to, names_of
from assistant.answering.understood import narrowed, without_bounds
from assistant.index.library import Library
from assistant.speech_types import LEAST_CONFIDENCE, SaidStatement
from assistant.types import Draft, DraftStatement, Embedder, Passage, Scores

_ASKED = re.compile(
    r"(?:(?:and|so|but|then) )?what (?:else )?(?:did|do|does|has|have|had) (?P<name>.+?) (?:say|said)\b"
    r"(?: (?:about|on|of|regarding|concerning))?(?P<topic>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speech:
    """What the one whom a question names said.

    `passages` hold what is said on the topic, best first, and `quoted` is that, None where it is nothing. Else only a
    sentence of `theirs` may answer.
    """

    passages: tuple[Passage, ...]
    quoted: QuotedAnswer | None
    theirs: Telling


def speech_asked(text: str) -> tuple[str, str] | None:
    """The name of whoever is asked about and the topic, which may be empty; None where no such thing is asked."""
    added = added_to(text)
    found = _ASKED.fullmatch(" ".join(text.removesuffix(added).split()).rstrip("?!. "))
    if found is None or not names_of(found["name"]):
        return None
    return found["name"], f"{found['topic']} {added}".strip(" ()")


def find_speech(query: Query, library: Library, embedder: Embedder) -> Speech | None:
    """What is said by whom the question names, within what it asks for of time and sources.

    None where nobody's words are asked for, or nobody of that name is sure to speak.
    """
    asked = speech_asked(without_bounds(query).standalone)
    if asked is None:
        return None
    name, topic = asked
    spoken = spoken_by(name, query.question.filters, library)
    if not any(each.utterance.confidence >= LEAST_CONFIDENCE for each in spoken):
        return None
    theirs = frozenset((each.article.id, each.sentence.number) for each in spoken)
    said = find_said(name, replace(narrowed(query).question, text=topic), library, embedder, limit=MOST_STATEMENTS)
    if not said.statements:
        return Speech((), None, theirs)
    best = sorted(
        said.statements, key=lambda each: (each.score or 0.0, each.article.published or date.min), reverse=True
    )
    passages = each_once(passage for each in best for passage in _passages(each, library))
    return Speech(tuple(passages), _quoted(query, best, passages), theirs)


def _quoted(query: Query, statements: Sequence[SaidStatement], passages: Sequence[Passage]) -> QuotedAnswer:
    evidence = gather_evidence(passages)
    handles = {(each.article.id, each.sentence.number): each.handle for each in places(evidence)}
    runs = [[handles[(each.article.id, spoken.sentence.number)] for spoken in each.spoken] for each in statements]
    drafts: list[DraftStatement] = []
    for run in sorted(runs, key=len, reverse=True):  # a quotation may begin in a sentence that is a statement itself
        if not any(set(run) <= set(each.handles) for each in drafts):
            drafts.append(quoted_run(evidence, run[0], run[-1]))
    drafts.sort(key=lambda each: min(place for place, run in enumerate(runs) if set(run) & set(each.handles)))
    cited = [handle for run in runs for handle in run]
    return QuotedAnswer(evidence, Draft(tuple(drafts)), (), 1.0, tuple(notes_on(query, cited, evidence)))


def _passages(statement: SaidStatement, library: Library) -> list[Passage]:
    """The chunks that a statement stands in."""
    key = statement.spoken[0].key
    numbers = {each.sentence.number for each in statement.spoken}
    sentences = library.sentences([key])[key]
    return [
        Passage(statement.article, row.chunk, sentences[row.chunk.first : row.chunk.last], Scores(1.0))
        for row in library.catalogue.article_chunks(key)
        if numbers & set(range(row.chunk.first, row.chunk.last))
    ]
