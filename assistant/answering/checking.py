"""A draft statement to a checked one, with its reader's numbers."""

from __future__ import annotations

from assistant.answering.evidence import Citations
from assistant.answering.remarks import Remark
from assistant.answering.verify import Cited, check_statement
from assistant.types import Article, Citation, DraftStatement, Evidence, Handle, Note, Sentence, Statement


class Checker:
    """Checks the statements of one answer against its evidence, and numbers what they cite."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._citations = Citations(evidence)
        self.unknown_handles = 0

    def check(self, draft: DraftStatement, *, paragraph: int = 0) -> Statement:
        """The statement with its verdict; its citations are numbered in order of appearance."""
        self.unknown_handles += len(draft.unknown_handles)
        verdict = check_statement(draft.text, [cited for handle in draft.handles if (cited := self._cited(handle))])
        return Statement(
            text=draft.text,
            supported=verdict.supported,
            score=verdict.score,
            reasons=verdict.reasons,
            citations=self._citations.number(draft.handles),
            paragraph=paragraph,
            contradicted=verdict.contradicted,
        )

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
        )

    def _before(self, handle: Handle, article: Article, sentence: Sentence) -> str:
        """The sentence before, when the evidence holds it: it names whom "he" and "the company" mean."""
        for other in self._evidence.articles[handle.article - 1].sentences:
            if other.number == sentence.number - 1:
                return other.of(article.text)
        return ""
