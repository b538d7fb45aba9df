"""Titles and offices before names ("Mr", "Gen.", "President"): which there are, and what each tells of the name."""

from __future__ import annotations

from assistant.language.word_lists import alternatives, word_table

_TABLE = word_table("titles")


def titles_used(use: str = "") -> frozenset[str]:
    """The titles that have a use of lists/titles.txt, or all, in lower case and without a full stop."""
    return frozenset(title for title, uses in _TABLE.items() if use in uses)


def _with_stops(titles: frozenset[str]) -> frozenset[str]:
    return titles | {f"{title}." for title in titles & titles_used("a")}


# As a text has them, in lower case: abbreviations with a full stop and without.
TITLES = _with_stops(titles_used())
TITLES_OF_WOMEN, TITLES_OF_MEN = _with_stops(titles_used("w")), _with_stops(titles_used("m"))
HONORIFICS = titles_used("h")
# Behind a name.
SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii", "iv"))
# Alternatives of a pattern, with a capital and without a full stop.
ABBREVIATED = alternatives(title.capitalize() for title in titles_used("a"))
OF_PERSONS = alternatives(title.capitalize() for title in titles_used("p"))
