"""The words of a text that carry its meaning, for keyword search and for comparing sentences with questions."""

from __future__ import annotations

import re

from assistant.language.word_lists import word_list

_WORD = re.compile(r"\w+")
# Words that say how a question is put together, not what it is about.
FUNCTION_WORDS = word_list("function_words")


def words_of(text: str) -> list[str]:
    """All words, in lower case, in order; apostrophes, dots and hyphens inside a word part it."""
    return _WORD.findall(text.lower())


def content_words(text: str) -> list[str]:
    """The words of a text that are no function words, each once, in order."""
    return [word for word in dict.fromkeys(words_of(text)) if word not in FUNCTION_WORDS]
