"""One speaker's statements to the same without copies: the very words in another article are one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.copies import key_of
from assistant.answering.words import words_of
from assistant.speech_types import SaidStatement

# Fewer words than this may be said twice by chance.
_FEWEST_WORDS = 5


def folded(statements: Sequence[SaidStatement]) -> list[SaidStatement]:
    """The statements, each that has the words of one before it, typography aside, folded into that one.

    Only statements of different articles are; fewer words than five are never.
    """
    kept: list[SaidStatement] = []
    places: dict[str, int] = {}
    for each in statements:
        said = " ".join(each.article.text[start:end] for start, end in each.said)
        key = key_of(said) if len(words_of(said)) >= _FEWEST_WORDS else ""
        place = places.get(key)
        if place is None or kept[place].article.id == each.article.id:
            kept.append(each)
            if key:
                places.setdefault(key, len(kept) - 1)
        elif all(copy.id != each.article.id for copy in kept[place].copies):
            kept[place] = replace(kept[place], copies=(*kept[place].copies, each.article))
    return kept
