"""A statement that cites no sentence to the sentences of the evidence among which its support is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.normalise import one_line
from assistant.language.words import content_words
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Handle
from assistant.records.ports import Embedder

# Of so many that share the most words, so many nearest in meaning are offered.
_COMPARED = 40
_OFFERED = 6


def candidates(drafts: Sequence[DraftStatement], evidence: Evidence, embedder: Embedder) -> list[tuple[Handle, ...]]:
    """For each draft the handles it may mean, then the sentences nearest to it, in its articles if it names any."""
    if not drafts:
        return []
    import numpy as np  # is loaded with the embedder

    texts = {
        Handle(part.number, number): one_line(sentence.of(part.article.text))
        for part in evidence.articles
        for number, sentence in enumerate(part.sentences, start=1)
    }
    words = {handle: set(content_words(text)) for handle, text in texts.items()}
    found: list[tuple[Handle, ...]] = []
    for draft in drafts:
        own = set(content_words(draft.text))
        within = [handle for handle in texts if not draft.articles or handle.article in draft.articles]
        within.sort(key=lambda handle: -len(own & words[handle]))
        compared = within[:_COMPARED]
        vectors = embedder.embed([draft.text, *(texts[handle] for handle in compared)])
        nearest = np.argsort(-(vectors[1:] @ vectors[0]), kind="stable")[:_OFFERED]
        found.append(tuple(dict.fromkeys([*draft.shared, *(compared[place] for place in nearest)])))
    return found
