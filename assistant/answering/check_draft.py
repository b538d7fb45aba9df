"""A draft of the reader's own to an answer: each sentence with its verdict and what speaks for or against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.answering.draft_claims import Claim, claims_of
from assistant.answering.draft_corrections import corrected
from assistant.answering.draft_sources import Near, Sources
from assistant.answering.draft_verdict import Ruling, judge_claim
from assistant.answering.kept_vectors import KeptVectors
from assistant.answering.tools import Stopwatch, Tools, status_of
from assistant.types import Answer, Citation, LeftOut, Note, NoteKind, OwnDraft, Question, Statement, Status

# Sentences whose sources are embedded in one call: enough for it to pay, few enough that progress is seen.
_AT_ONCE = 8

# Told how many sentences of how many are checked.
OnChecked = Callable[[int, int], None]


def check_draft(draft: OwnDraft, question: Question, tools: Tools, on_checked: OnChecked) -> Answer:
    """Checks every claim of a draft by rules; `question` gives the day it is written on and the filters.

    Raises the library's and the embedder's errors, and UsageError for a source that no article has.
    """
    watch = Stopwatch()
    claims = claims_of(draft, question.filters.as_of or question.today)
    rulings: list[Ruling] = []
    library = tools.as_of(question).library
    with library.at_one_moment():
        newest = library.catalogue.newest(question.filters)
        sources = Sources(question, library, KeptVectors(tools.embedder))
        for first in range(0, len(claims), _AT_ONCE):
            batch = claims[first : first + _AT_ONCE]
            with watch.step("retrieve"):
                near = sources.look_up(batch)
            for claim, sentences in zip(batch, near, strict=True):
                with watch.step("verify"):
                    ruling = judge_claim(claim, sentences, sources.similarity)
                    rulings.append(corrected(claim, ruling, sources.whole(sentences), sources.similarity))
                on_checked(len(rulings), len(claims))
    left_out = LeftOut(
        undated_articles=sources.undated_articles,
        not_checked=len(draft.passed_over),
    )
    begun = Answer(Status.PARTIAL, question, question.text, left_out=left_out, draft=draft, newest=newest)
    return replace(_answered(begun, claims, rulings), seconds=watch.seconds)


def _answered(begun: Answer, claims: Sequence[Claim], rulings: Sequence[Ruling]) -> Answer:
    numbers = _Numbers(1)
    pairs = list(zip(claims, rulings, strict=True))
    statements = [_statement(claim, ruling, numbers) for claim, ruling in pairs]
    nearest = _Numbers(len(numbers.citations()) + 1)
    statements = [
        replace(statement, nearest=nearest.of(ruling.nearest))
        for statement, ruling in zip(statements, rulings, strict=True)
    ]
    return replace(
        begun,
        status=status_of(statements),
        statements=tuple(statements),
        citations=numbers.citations(),
        nearest=nearest.citations(),
        notes=tuple(_note(statement) for statement in statements if statement.contrary and not statement.contradicted),
    )


def _statement(claim: Claim, ruling: Ruling, numbers: _Numbers) -> Statement:
    return Statement(
        text=claim.part.text,
        supported=ruling.verdict.supported,
        score=ruling.verdict.score,
        reasons=ruling.verdict.reasons,
        citations=numbers.of((*ruling.support, *ruling.contrary)),
        paragraph=claim.part.paragraph,
        contradicted=ruling.verdict.contradicted,
        attributed=ruling.verdict.attributed,
        part=claim.part,
        contrary=numbers.of(ruling.contrary),
    )


def _note(statement: Statement) -> Note:
    line = statement.part.line if statement.part else 0
    return Note(NoteKind.DISAGREEMENT, f"Line {line}: {'; '.join(statement.reasons)}.", statement.citations)


class _Numbers:
    """Gives article sentences their reader's numbers, from `first`, in the order in which they come."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._numbered: dict[tuple[str, int], Citation] = {}

    def of(self, near: Iterable[Near]) -> tuple[int, ...]:
        """The numbers of sentences, each once."""
        return tuple(dict.fromkeys(self._number(each) for each in near))

    def citations(self) -> tuple[Citation, ...]:
        """All that have a number, in order."""
        return tuple(self._numbered.values())

    def _number(self, near: Near) -> int:
        key = (near.article.id, near.sentence.start)
        if key not in self._numbered:
            start, end = near.sentence.start, near.sentence.end
            n = self._first + len(self._numbered)
            self._numbered[key] = Citation(n, near.text, start, end, near.article, near.copies)
        return self._numbered[key].n
