"""Words set above or below the line to characters that stay apart from the figure or word that they stand behind."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = "0123456789+−=()"
_RAISED = str.maketrans(_SIGNS + "-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻ⁿ")
_LOWERED = str.maketrans(_SIGNS + "-", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
# Notes of several numbers ("1, 2", "3–5") too; "th", "e" or "a" is no figure and stays as it is written.
_RAISED_FIGURE = re.compile(r"(?=.*\d|n$)[\d+−=()n,;. –-]+")
_LOWERED_FIGURE = re.compile(r"(?=.*\d)[\d+−=(),. –-]+")
_FRACTION = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)[/⁄]([₀₁₂₃₄₅₆₇₈₉]+)")
# "½" by "1⁄2", as Unicode takes them for one.
_ONE_CHARACTER = {unicodedata.normalize("NFKC", sign): sign for sign in "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


def raised(words: str) -> str:
    """A superscript: a reader of "58¹ bridges" sees no 581, and one of "12³ boxes" no 123."""
    return words.translate(_RAISED) if _RAISED_FIGURE.fullmatch(words.strip()) else words


def lowered(words: str, before: str) -> str:
    """A subscript behind what stands `before` it: behind a letter it is plain, for CO2 is written and looked for so."""
    plain = before[-1:].isalpha() or not _LOWERED_FIGURE.fullmatch(words.strip())
    return words if plain else words.translate(_LOWERED)


def with_fractions(text: str) -> str:
    """The text with "½" for a fraction of a superscript and a subscript: "12¹/₂" is twelve and a half."""
    return _FRACTION.sub(_fraction, text)


def _fraction(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", f"{match[1]}⁄{match[2]}")
    return _ONE_CHARACTER.get(plain, match[0])
