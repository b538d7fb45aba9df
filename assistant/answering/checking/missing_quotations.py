"""A text to its quotations, and which of them another text does not hold word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«\s?([^«»]+?)\s?»|\"([^\"]+)\"|(?<!\w)‘([^‘]+?)’(?!\w)|「([^「」]+)」|『([^『』]+)』"
)
_OMISSION = re.compile(r"\s*(?:\[[^\]]*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
_END = ".,;:!?…。， "
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def quotations_in(text: str) -> list[str]:
    """What stands between quotation marks, in order."""
    return [next(part for part in match.groups() if part) for match in _QUOTED.finditer(text)]


def without_quotations(text: str) -> str:
    """The text with as many spaces in place of each quotation."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def missing_quotations(text: str, others: Sequence[str]) -> list[str]:
    """The quotations of a text that do not stand in the others, of which each may run on into the next.

    Passed over: the kind of quotation marks and dashes, white space, the case of the first letter, punctuation at the
    end. Where an ellipsis or a bracket stands for left-out words, the parts must come in order.
    """
    whole = plain(" ".join(others))
    missing = []
    for quotation in quotations_in(text):
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
