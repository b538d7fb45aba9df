"""A text to the stretches that stand in quotation marks of any style, the marks included."""

from __future__ import annotations

from typing import NamedTuple

from assistant.patterns import lazy_pattern

_LINE = lazy_pattern(r"[^\n]+")
# A single mark opens only before a word and behind none: elsewhere it is an apostrophe. 6" and 5'9" are lengths.
_OPENING = lazy_pattern(r"[“„«「『]|(?<!\d)\"|»(?=\w)|(?<![\w’'.])[‘‚](?=[\w“\"])|(?<![\w’'.,])'(?=[^\W\d_])")
_CLOSING = {
    "“": lazy_pattern(r"[”\"]"),
    "„": lazy_pattern(r"[“”]"),
    "«": lazy_pattern(r"»"),
    "»": lazy_pattern(r"«"),
    "「": lazy_pattern(r"」"),
    "『": lazy_pattern(r"』"),
    '"': lazy_pattern(r"\""),
}
# Behind punctuation it closes; else the first that no letter follows, for "the officials’ words" has one too.
_CLOSING_SINGLE = (lazy_pattern(r"(?<=[,.!?…])[’'](?!\w)"), lazy_pattern(r"(?<=\w)[’'](?!\w)"))
_SINGLE = frozenset("‘‚'")
# A quotation in single marks of more characters than this was opened by an apostrophe.
_LONGEST_SINGLE = 600
# Where a quotation opens that its paragraph does not close, because it goes on in the next.
_LEADS_IN = lazy_pattern(r"(?:^|[:,]\s?|[.!?]\s)$")


class Quotation(NamedTuple):
    """Marks and words at ``[start, end)``; `closed` is False where the quotation runs on in the next paragraph."""

    start: int
    end: int
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text in order, each within one line; those inside others are not told apart."""
    found: list[Quotation] = []
    for line in _LINE.finditer(text):
        _find_in_line(text, line.start(), line.end(), found)
    return found


def _find_in_line(text: str, start: int, end: int, found: list[Quotation]) -> None:
    reached = start
    # Marks that nothing closes in the rest of the line: to look again for each would take the square of its length.
    unclosed: set[str] = set()
    while opening := _OPENING.search(text, reached, end):
        mark = opening.group()
        closing = None if mark in unclosed else _close(text, mark, opening.end(), end)
        if closing is None and mark not in _SINGLE:
            unclosed.add(mark)
        if closing is not None:
            found.append(Quotation(opening.start(), closing, closed=True))
            reached = closing
        elif mark not in _SINGLE and _LEADS_IN.search(text[max(start, opening.start() - 2) : opening.start()]):
            found.append(Quotation(opening.start(), end, closed=False))
            return
        else:
            reached = opening.end()


def _close(text: str, mark: str, start: int, end: int) -> int | None:
    if mark not in _SINGLE:
        closing = _CLOSING[mark].search(text, start, end)
        return None if closing is None else closing.end()
    for form in _CLOSING_SINGLE:
        closing = form.search(text, start, min(end, start + _LONGEST_SINGLE))
        if closing is not None:
            return closing.end()
    return None
