"""A draft of the reader's own to an answer: each sentence with its grade and what speaks for or against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce

from assistant.answering.drafts.draft_claims import Claim, claims_of
from assistant.answering.drafts.draft_grades import Graded, JudgedClaims, compare_claim, judge_claims, with_other_sides
from assistant.answering.drafts.draft_sources import Near, Sources
from assistant.answering.tools import Stopwatch, Tools, added
from assistant.answering.writing.settling import failure_notes
from assistant.models.caching import KeptVectors
from assistant.records.answers import Answer, Citation, LeftOut, Note, NoteKind, Statement, Status
from assistant.records.drafts import OwnDraft
from assistant.records.ports import Usage
from assistant.records.questions import Question
from assistant.records.verdicts import Grade

# Sentences whose sources are embedded in one call: enough for it to pay, few enough that progress is seen.
_AT_ONCE = 8

# Told how many sentences of how many are checked.
OnChecked = Callable[[int, int], None]


def check_draft(draft: OwnDraft, question: Question, tools: Tools, on_checked: OnChecked) -> Answer:
    """Grades every claim of a draft; `question` gives the day it is written on and the filters.

    A judge that fails leaves what it was to judge not judged. Raises the library's and the embedder's errors, and
    UsageError for a source that no article has.
    """
    watch = Stopwatch()
    claims = claims_of(draft, question.day)
    batches: list[JudgedClaims] = []
    failure = ""
    library = tools.as_of(question).library
    with library.at_one_moment():
        newest = library.catalogue.newest(question.filters)
        sources = Sources(question, library, KeptVectors(tools.embedder))
        for first in range(0, len(claims), _AT_ONCE):
            batch = claims[first : first + _AT_ONCE]
            # Who could not be had is not asked again for each part of a draft.
            batches.append(_graded(batch, sources, watch, replace(tools, judge=None) if failure else tools))
            failure = failure or batches[-1].failure
            on_checked(min(first + _AT_ONCE, len(claims)), len(claims))
    graded = [each for batch in batches for each in batch.graded]
    unread = [each for each in graded if each.grade is Grade.NOT_JUDGED and each.nearest]
    left_out = LeftOut(
        undated_articles=sources.undated_articles,
        not_checked=len(draft.passed_over),
        unread_judgements=len(unread) if tools.judge else 0,
    )
    begun = Answer(
        Status.PARTIAL,
        question,
        question.text,
        left_out=left_out,
        notes=failure_notes(failure),
        model=tools.judge.name if tools.judge else None,
        usage=reduce(added, (each.usage for each in batches), Usage()),
        draft=draft,
        newest=newest,
    )
    answer = _answered(begun, claims, graded)
    return replace(answer, status=tools.status_of(answer.statements), seconds=watch.seconds)


def _graded(batch: Sequence[Claim], sources: Sources, watch: Stopwatch, tools: Tools) -> JudgedClaims:
    """Some claims looked up, compared and judged."""
    with watch.step("retrieve"):
        near = sources.look_up(batch)
    with watch.step("verify"):
        whole = [sources.whole(sentences) for sentences in near]
        compared = [compare_claim(*each) for each in zip(batch, near, whole, strict=True)]
    with watch.step("judge"):
        judged = judge_claims(batch, near, compared, tools)
    with watch.step("verify"):
        graded = [
            with_other_sides(claim, each, read) for claim, each, read in zip(batch, judged.graded, whole, strict=True)
        ]
    return replace(judged, graded=graded)


def _answered(begun: Answer, claims: Sequence[Claim], graded: Sequence[Graded]) -> Answer:
    numbers = _Numbers(1)
    statements = [_statement(claim, each, numbers) for claim, each in zip(claims, graded, strict=True)]
    nearest = _Numbers(len(numbers.citations()) + 1)
    statements = [
        replace(statement, nearest=nearest.of(each.nearest)) for statement, each in zip(statements, graded, strict=True)
    ]
    return replace(
        begun,
        statements=tuple(statements),
        citations=numbers.citations(),
        nearest=nearest.citations(),
        notes=(*begun.notes, *(note for both in zip(statements, graded, strict=True) for note in _notes(*both))),
    )


def _statement(claim: Claim, graded: Graded, numbers: _Numbers) -> Statement:
    return Statement(
        text=claim.part.text,
        grade=graded.grade,
        reasons=graded.reasons,
        citations=numbers.of((*graded.support, *graded.contrary, *graded.notices, *graded.sides)),
        paragraph=claim.part.paragraph,
        contradicted=graded.contradicted,
        part=claim.part,
        contrary=numbers.of((*graded.contrary, *graded.notices, *(() if graded.contradicted else graded.sides))),
    )


def _notes(statement: Statement, graded: Graded) -> list[Note]:
    line = statement.part.line if statement.part else 0
    told = ((NoteKind.CORRECTION, graded.corrections), (NoteKind.DISAGREEMENT, graded.disagreements))
    return [Note(kind, f"Line {line}: {'; '.join(texts)}.", statement.citations) for kind, texts in told if texts]


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
