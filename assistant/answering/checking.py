"""A draft statement to a checked one, with its reader's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answering.evidence import Citations
from assistant.answering.instructions import is_instruction, only_asks, tells_of_asking
from assistant.answering.remarks import Remark
from assistant.answering.support_score import THRESHOLD, needs_similarity
from assistant.answering.verify import Cited, check_statement
from assistant.types import (
    Article,
    Citation,
    DraftStatement,
    Embedder,
    Evidence,
    Handle,
    Note,
    Sentence,
    Statement,
    Verdict,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INSTRUCTION = "the cited text is an instruction to whoever answers, and reports nothing"
_QUESTION = "the cited text only asks, and says nothing"
# What either leaves of the score: less than of any that passes.
_TOLD = 0.5 * THRESHOLD


class Checker:
    """Checks the statements of one answer against its evidence, and numbers what they cite."""

    def __init__(self, evidence: Evidence, embedder: Embedder) -> None:
        self._evidence = evidence
        self._embedder = embedder
        self._vectors: dict[Handle, NDArray[np.float32]] = {}
        self._citations = Citations(evidence)
        self.unknown_handles = 0

    def check(self, draft: DraftStatement, *, paragraph: int = 0) -> Statement:
        """The statement with its verdict; its citations are numbered in order of appearance."""
        self.unknown_handles += len(draft.unknown_handles)
        verdict = self.verdict(draft)
        return Statement(
            text=draft.text,
            supported=verdict.supported,
            score=verdict.score,
            reasons=verdict.reasons,
            citations=self._citations.number(draft.handles),
            paragraph=paragraph,
            contradicted=verdict.contradicted,
            attributed=verdict.attributed,
        )

    def verdict(self, draft: DraftStatement) -> Verdict:
        """What the rules say of a statement; nothing is counted or numbered."""
        cited = self.cited(draft)
        verdict = check_statement(draft.text, cited, similarity=self._similarity(draft, cited))
        reason = _says_nothing(draft.text, [each.sentence for each in cited])
        if reason is None:
            return verdict
        return Verdict(supported=False, score=verdict.score * _TOLD, reasons=(*verdict.reasons, reason))

    def _similarity(self, draft: DraftStatement, cited: Sequence[Cited]) -> float | None:
        """The greatest cosine between a statement and what it cites, alone or with the sentence before.

        None where it does not matter: embedding a statement costs more than all the rest of its check.
        """
        if not cited or not needs_similarity(draft.text, [each.sentence for each in cited]):
            return None
        known = [handle for handle in draft.handles if self._evidence.find(handle) is not None]
        new = [(handle, each) for handle, each in zip(known, cited, strict=True) if handle not in self._vectors]
        texts = [text for _, each in new for text in (each.sentence, f"{each.before} {each.sentence}")]
        vectors = self._embedder.embed([draft.text, *texts])
        for place, (handle, _) in enumerate(new):
            self._vectors[handle] = vectors[2 * place + 1 : 2 * place + 3]
        return float(max((self._vectors[handle] @ vectors[0]).max() for handle in known))

    def cited(self, draft: DraftStatement) -> list[Cited]:
        """The sentences a statement cites, in their surroundings."""
        return [cited for handle in draft.handles if (cited := self._cited(handle))]

    def note(self, remark: Remark) -> Note:
        """The note with its numbers; what only notes cite is numbered after what statements cite."""
        return Note(remark.kind, remark.text, self._citations.number(remark.handles))

    def citations(self) -> tuple[Citation, ...]:
        """Every citation so far, by number."""
        return self._citations.all()

    def _cited(self, handle: Handle) -> Cited | None:
        found = self._evidence.find(handle)
        if found is None:
            return None
        article, sentence = found
        return Cited(
            sentence=sentence.of(article.text),
            before=self._before(handle, article, sentence),
            title=article.title,
            source=article.source,
            published=article.published,
            article=article.text,
        )

    def _before(self, handle: Handle, article: Article, sentence: Sentence) -> str:
        """The sentence before, when the evidence holds it: it names whom "he" and "the company" mean."""
        for other in self._evidence.articles[handle.article - 1].sentences:
            if other.number == sentence.number - 1:
                return other.of(article.text)
        return ""


def _says_nothing(statement: str, cited: Sequence[str]) -> str | None:
    """Why cited sentences support nothing, whatever their words; None where they may."""
    if any(map(is_instruction, cited)):
        return _INSTRUCTION
    return _QUESTION if cited and all(map(only_asks, cited)) and not tells_of_asking(statement) else None
