"""An answer to a question that names several sources to one that has a sentence of each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.compose_quotes import MOST_STATEMENTS, QuotedAnswer
from assistant.types import DraftStatement, Evidence, Filters, Handle, Passage

Quote = Callable[[Sequence[Passage]], QuotedAnswer]


def with_each_source(
    quoted: QuotedAnswer, parts: Sequence[Filters], passages: Sequence[Passage], quote: Quote
) -> QuotedAnswer:
    """The answer with what each source named says, as far as it has passages; as it is where nothing answers.

    Of a source that no statement cites it is the first sentence of what `quote` finds in its passages alone.
    """
    named = list(dict.fromkeys(part.sources for part in parts if part.sources))
    statements = quoted.draft.statements
    if len(named) < 2 or not statements:
        return quoted
    added = []
    for sources in named:
        own = [passage for passage in passages if passage.article.source in sources]
        ids = {passage.article.id for passage in own}
        if own and not any(_cites(quoted.evidence, each, ids) for each in statements):
            alone = quote(own)
            first = [*(handle for each in alone.draft.statements for handle in each.handles), *alone.nearest][:1]
            added += [_same(alone.evidence, handle, quoted.evidence) for handle in first]
    kept = statements[: max(1, MOST_STATEMENTS - len(added))]
    return replace(quoted, draft=replace(quoted.draft, statements=(*kept, *(each for each in added if each))))


def _cites(evidence: Evidence, statement: DraftStatement, articles: set[str]) -> bool:
    return any(found is not None and found[0].id in articles for found in map(evidence.find, statement.handles))


def _same(other: Evidence, handle: Handle, evidence: Evidence) -> DraftStatement | None:
    """The sentence that a handle names in the other evidence, under its handle in this one."""
    found = other.find(handle)
    for part in evidence.articles if found else ():
        for place, sentence in enumerate(part.sentences, start=1):
            if found and (part.article.id, sentence.number) == (found[0].id, found[1].number):
                return DraftStatement(sentence.of(part.article.text), (Handle(part.number, place),))
    return None
