"""Evidence to the parts that each fit one request, and back from a part's handles to those of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.writing.compose_prose import estimated_tokens, evidence_block, fit_evidence
from assistant.records.articles import Sentence
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle, Handle


@dataclass(frozen=True, slots=True)
class Part:
    """Some sentences of an evidence, numbered afresh; `whole` gives the whole evidence's handle for each of theirs.

    Small numbers are easier for a model to copy, and a number that the request did not hold cannot come back.
    """

    evidence: Evidence
    whole: Mapping[Handle, Handle]

    def restored(self, draft: DraftStatement) -> DraftStatement:
        """A statement on this part with the whole evidence's handles."""
        return replace(draft, handles=tuple(self.whole[handle] for handle in draft.handles))


def all_handles(evidence: Evidence) -> list[Handle]:
    """The handle of every sentence, in order."""
    return [Handle(part.number, number) for part in evidence.articles for number in range(1, len(part.sentences) + 1)]


def select(evidence: Evidence, handles: Sequence[Handle]) -> Part:
    """The part of the evidence that consists of these sentences, given in order."""
    sentences: dict[int, list[Sentence]] = {}
    whole: dict[Handle, Handle] = {}
    for handle in handles:
        own = sentences.setdefault(handle.article, [])
        own.append(evidence.articles[handle.article - 1].sentences[handle.sentence - 1])
        whole[Handle(len(sentences), len(own))] = handle
    articles: list[EvidenceArticle] = []
    for number, (place, own) in enumerate(sentences.items(), start=1):
        articles.append(replace(evidence.articles[place - 1], number=number, sentences=tuple(own)))
    return Part(Evidence(tuple(articles)), whole)


def split_evidence(evidence: Evidence, budget_tokens: int) -> tuple[list[Part], int]:
    """The evidence in parts of at most so many tokens, each sentence in exactly one; how many are too long for any."""
    handles = all_handles(evidence)
    parts: list[Part] = []
    unread = 0
    start = 0
    while start < len(handles):
        # No sentence takes less than a token, so more than this need not be looked at.
        ahead = select(evidence, handles[start : start + max(1, budget_tokens)])
        fitting, _ = fit_evidence(ahead.evidence, budget_tokens)
        count = sum(len(article.sentences) for article in fitting.articles)
        if count == 1 and estimated_tokens(evidence_block(fitting, "\0")) > budget_tokens:
            unread += 1
        else:
            parts.append(select(evidence, handles[start : start + count]))
        start += count
    return parts, unread
