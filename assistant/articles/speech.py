"""An article's sentences to what it has people and bodies say, each with the speaker and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Article, Sentence, Utterance


def find_utterances(article: Article, sentences: Sequence[Sentence]) -> tuple[Utterance, ...]:
    """What the article has somebody say, in order."""
    del article, sentences
    return ()
