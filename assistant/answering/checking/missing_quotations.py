"""Which quotations a text does not hold word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_OMISSION = re.compile(r"\s*(?:\[[^\]]*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
_END = ".,;:!?…。， "
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def missing_quotations(quotations: Iterable[str], others: Sequence[str]) -> list[str]:
    """The quotations that do not stand in texts, of which each may run on into the next.

    Passed over: the kind of quotation marks and dashes, white space, the case of the first letter, punctuation at the
    end. Where an ellipsis or a bracket stands for left-out words, the parts must come in order.
    """
    whole = plain(" ".join(others))
    missing = []
    for quotation in quotations:
        at = 0
        for part in _OMISSION.split(quotation):
            bare = plain(part).strip(_END + "'\"")
            found = _find(bare, whole, at)
            if found < 0:
                missing.append(quotation)
                break
            at = found + len(bare)
    return missing


def _find(part: str, whole: str, start: int) -> int:
    if not part:
        return start
    swapped = part[0].swapcase() + part[1:]
    places = [place for place in (whole.find(part, start), whole.find(swapped, start)) if place >= 0]
    return min(places, default=-1)


def plain(text: str) -> str:
    """The text without what typography alone makes of it: kinds of marks and dashes, ligatures, white space."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).split())
