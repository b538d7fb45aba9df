"""Stops a reply that goes round in circles, while it arrives: at the third time that it says a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from assistant.answering.writing.thoughts import Restart
from assistant.language.normalise import one_line
from assistant.patterns import lazy_pattern

_LINE_END = lazy_pattern(r"[.!?][\"”’»)]*\s|[。！？]|\n")
_MOST_TIMES = 3
# Shorter lines, such as those of JSON or a table, may come again.
_LEAST_CHARACTERS = 15


def until_repeated(pieces: Iterable[str | Restart]) -> Iterator[str | Restart]:
    """The pieces up to the end of a line that is said the third time; no more is asked of the model then."""
    times: Counter[str] = Counter()
    line = ""
    for piece in pieces:
        if isinstance(piece, Restart):
            times, line = Counter(), ""
            yield piece
            continue
        before, line = len(line), line + piece
        read = 0
        while (end := _LINE_END.search(line, read)) is not None:
            said = one_line(line[read : end.end()]).casefold()
            read = end.end()
            times[said] += len(said) >= _LEAST_CHARACTERS
            if times[said] >= _MOST_TIMES:
                yield line[before:read]
                return
        yield piece
        line = line[read:]
