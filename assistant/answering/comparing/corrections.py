"""Sentences to the notices in which the same source later corrects them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from assistant.answering.comparing.asked_value import noun_behind
from assistant.answering.evidence.remarks import Place, Remark, day_of
from assistant.language.figure import Figure
from assistant.patterns import lazy_pattern
from assistant.records.answers import NoteKind
from assistant.records.articles import Article
from assistant.time.reading import read

_NOTICE = lazy_pattern(r"^\W*(?:corrections?|clarifications?|corrected|errat(?:um|a))\b", re.IGNORECASE)
_ADMITS = lazy_pattern(
    r"\b(?:we|(?:our|this|the|an) (?:earlier |previous )?(?:report|article|story|version))\b.{0,80}"
    r"\b(?:wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|misstated|in error|erroneous(?:ly)?)\b",
    re.IGNORECASE,
)
_WRONG = lazy_pattern(
    r"\bwe (?:wrote|said|reported|stated)\b|\b(?:incorrectly|wrongly|mistakenly|erroneously)\b|\bmisstated\b",
    re.IGNORECASE,
)
_RIGHT = lazy_pattern(
    r"\b(?:correct|right|true|actual) (?:number|figure|date|day|amount|sum|total|age|name|price)\b"
    r"|\bshould have (?:been|read|said)\b|\bin fact\b",
    re.IGNORECASE,
)
_NOT = lazy_pattern(r"\b(?:not|instead of|rather than)\s+\Z", re.IGNORECASE)
_NOUN_SHARED = 1


@dataclass(frozen=True, slots=True)
class Correction:
    """A right figure and the wrong one it stands for."""

    place: Place
    right: Figure
    wrong: Figure
    wrong_in: Place


def corrections_of(shown: Sequence[Place], every: Sequence[Place]) -> list[Remark]:
    """For each shown sentence with a figure that its own source took back, the right figure and where that stands.

    A shown sentence of the notice itself counts too; the sentence that was corrected is then looked for.
    """
    remarks: list[Remark] = []
    for correction in corrections_in(every):
        notice = correction.place.article
        mistaken = [place for place in every if is_corrected(place, correction)]
        if any(place in mistaken or place.article.id == notice.id for place in shown):
            by = f"Corrected by {notice.source}" if notice.source else f"Corrected in “{notice.title}”"
            on = f" on {day_of(notice)}" if notice.published else ""
            text = f"{by}{on}: {correction.right.text}, not {correction.wrong.text}."
            handles = (correction.place.handle, *(place.handle for place in mistaken[:1]))
            remarks.append(Remark(NoteKind.CORRECTION, text, handles, latest=correction.place.handle))
    return remarks


def may_be_notice(article: Article) -> bool:
    """Whether an article may correct another: what corrections_in looks at is found in no other."""
    return bool(_NOTICE.search(article.title) or _ADMITS.search(article.text))


def corrections_in(every: Sequence[Place]) -> list[Correction]:
    """Each notice's right figure, where it gives one wrong and one right figure."""
    notices = {place.article.id for place in every if _NOTICE.search(place.article.title) or _ADMITS.search(place.text)}
    found = []
    for notice in notices:
        own = [place for place in every if place.article.id == notice]
        right = next(chain(_called_right(own), _set_right(own)), None)
        wrong = next(_called_wrong(own), None)
        if right and wrong and not right[1].values & wrong[1].values:
            found.append(Correction(*right, wrong=wrong[1], wrong_in=wrong[0]))
    return found


def is_corrected(place: Place, correction: Correction) -> bool:
    """Whether a sentence of an earlier article of the notice's source holds the figure that was taken back."""
    notice = correction.place.article
    return _may_correct(notice, place.article) and _repeats(place, correction)


def _called_right(places: Sequence[Place]) -> Iterator[tuple[Place, Figure]]:
    """The figures behind words such as "the correct number is"."""
    for place in places:
        for figure in read(place.text).plain_figures:
            if _RIGHT.search(place.text[: figure.start]) and not _is_wrong(place, figure):
                yield place, figure


def _set_right(places: Sequence[Place]) -> Iterator[tuple[Place, Figure]]:
    """The figures that are set against a wrong one behind them: "Five people were killed, not seven"."""
    for place in places:
        for figure, other in pairwise(read(place.text).plain_figures):
            if _NOT.search(place.text[: other.start]) and not _is_wrong(place, figure):
                yield place, figure


def _called_wrong(places: Sequence[Place]) -> Iterator[tuple[Place, Figure]]:
    for place in places:
        for figure in read(place.text).plain_figures:
            if _is_wrong(place, figure):
                yield place, figure


def _is_wrong(place: Place, figure: Figure) -> bool:
    before = place.text[: figure.start]
    if _NOT.search(before):
        return True
    return bool(_WRONG.search(before)) and not _RIGHT.search(before)


def _may_correct(notice: Article, earlier: Article) -> bool:
    if notice.id == earlier.id or notice.source is None or notice.source != earlier.source:
        return False
    return not (notice.published and earlier.published) or earlier.published <= notice.published


def _repeats(place: Place, correction: Correction) -> bool:
    """Whether a sentence holds the wrong figure for the same noun."""
    wrong = correction.wrong
    nouns = {*noun_behind(correction.wrong_in.text, wrong), *noun_behind(correction.place.text, correction.right)}
    return any(
        figure.values & wrong.values and len(nouns & set(noun_behind(place.text, figure))) >= _NOUN_SHARED
        for figure in read(place.text).plain_figures
    )
