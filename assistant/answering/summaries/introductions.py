"""Sentences to the people in them: who is named for the first time where, and who is later called by surname alone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.quoting.context_dependence import opens_as_name
from assistant.language.titles import OF_PERSONS
from assistant.language.word_lists import alternatives, forms_used
from assistant.patterns import lazy_pattern

_TITLE = rf"(?:{OF_PERSONS})\.?"
_RUN = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?: (?:[A-Z]\. ?)*(?:(?:de|van|von|der|la|bin|al|ibn|di|da) )*[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
_SAYS = rf"(?:{alternatives(forms_used('i'))}|tells|told|asked)"
_PERSON = lazy_pattern(rf"\b{_TITLE} ({_RUN})|({_RUN}) {_SAYS}\b|\b{_SAYS} ({_RUN})|({_RUN}), (?:\d\d,|who(?:se)?\b)")
_FULL_NAME = lazy_pattern(rf"(?!{_TITLE} )\b{_RUN}")
_POSSESSIVE = lazy_pattern(r"[’']s?$")


def people_in(texts: Sequence[str]) -> frozenset[str]:
    """The words of the names of people, told by their titles, ages and by what they say anywhere in the article."""
    words: set[str] = set()
    for text in texts:
        for found in _PERSON.finditer(text):
            name = next(filter(None, found.groups())).split()
            if len(name) > 1 or found.start() > 0 or opens_as_name(name[0]):
                words.update(_POSSESSIVE.sub("", word) for word in name)
    return frozenset(words)


def introductions(texts: Sequence[str], people: frozenset[str]) -> list[tuple[int, ...]]:
    """For each sentence, the places of those that first give the full names of people it calls by one name only."""
    introduced: dict[str, int] = {}
    result = []
    for place, text in enumerate(texts):
        runs = [[_POSSESSIVE.sub("", word) for word in found.group().split()] for found in _FULL_NAME.finditer(text)]
        full = {run[-1] for run in runs if len(run) > 1}
        needs = {introduced[run[0]] for run in runs if len(run) == 1 and run[0] in introduced and run[0] not in full}
        result.append(tuple(sorted(needs)))
        for name in full & people:
            introduced.setdefault(name, place)
    return result
