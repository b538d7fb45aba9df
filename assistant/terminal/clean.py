"""Text from articles, models and files to text that cannot act on a terminal."""

from __future__ import annotations

import re
import unicodedata

from assistant.patterns import lazy_pattern

# ECMA-48 in its 7-bit form: control strings (OSC, DCS, SOS, PM, APC) up to their terminator on the same line, control
# sequences, other escapes. A string without a terminator loses only its introducer, and so does one of the 8-bit form:
# in wrongly decoded text those are quotation marks, and swallowing what lies between them would hide words.
_ESCAPE = lazy_pattern(r"\x1b(?:[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|[ -/]*[0-Z\\^-~])")
_BEGUN_ESCAPE = lazy_pattern(r"\x1b(?:[\]PX^_][^\x07\x1b\n]*\x1b?|\[[0-?]*[ -/]*|[ -/]*)\Z|[\x1b\u180e\u200c\u200d]\Z")
_LINE_END = lazy_pattern(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# What no script needs: controls, bidi controls, soft hyphen, invisible format marks, tags, halves of surrogate pairs,
# noncharacters that no XML may hold.
# Unlisted format characters (Arabic number signs, Egyptian joiners) are visible or join visible signs.
UNWANTED = lazy_pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\ud800-\udfff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
# Marks that some scripts need in their place only: the joiners, the Mongolian vowel separator, variation selectors.
# (Rows of selectors behind one letter have hidden whole texts.)
_VARIANTS = "\u180b-\u180d\u180f\ufe00-\ufe0f"
_IN_PLACE_ONLY = lazy_pattern(f"[\u180e\u200c\u200d{_VARIANTS}\U000e0100-\U000e01ef]")
_VARIANT = lazy_pattern(f"[{_VARIANTS}]")
# What is not seen, or not by itself: JSON escapes it all, which loses nothing. Fillers of Hangul and Khmer stay on a
# terminal: they belong to syllables, or take up room like a space.
INVISIBLE = lazy_pattern(
    UNWANTED.pattern[:-1]
    + _IN_PLACE_ONLY.pattern[1:-1]
    + "\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0\ufff0-\ufff8]"
)
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_IDEOGRAPHIC_VARIANTS = "\U000e0100"
_LETTERS_WITH_VARIANTS = "\u1000"  # from Myanmar on; no letter of Latin, Arabic or Indic scripts has any
_VIRAMA_CLASS = 9  # Unicode's canonical combining class of viramas


def clean(text: str) -> str:
    r"""The text without control characters, terminal sequences, bidi controls and invisible marks.

    Line ends of every kind become ``\n`` and a tab a space. A joiner stays between letters and after a virama, a
    variation selector after a sign, or a letter that has variants. A lone surrogate becomes U+FFFD. Cleaning twice
    changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_END.sub("\n", _ESCAPE.sub("", text)).replace("\t", " ")
    visible = UNWANTED.sub("", _SURROGATE.sub("\ufffd", lines))
    return _IN_PLACE_ONLY.sub(_kept_in_place, visible)


def clean_so_far(text: str) -> str:
    """The cleaned text of which only the beginning is known: without an escape, or a mark, that is not complete yet."""
    begun = _BEGUN_ESCAPE.search(text)
    return clean(text[: begun.start()] if begun else text)


def clean_line(text: str) -> str:
    """The cleaned text with every run of white space made one space: no title can begin a line of its own."""
    return " ".join(clean(text).split())


def _kept_in_place(match: re.Match[str]) -> str:
    mark, around = match.group(), match.string
    before = around[match.start() - 1] if match.start() else ""
    after = around[match.end()] if match.end() < len(around) else ""
    if mark >= _IDEOGRAPHIC_VARIANTS:
        return mark if before and unicodedata.name(before, "").startswith("CJK ") else ""
    if _VARIANT.match(mark):
        return mark if _may_have_variants(before) else ""
    if before and unicodedata.combining(before) == _VIRAMA_CLASS:
        return mark
    return mark if _is_letter(before) and _is_letter(after) else ""


def _may_have_variants(character: str) -> bool:
    if character == "" or character.isspace() or _IN_PLACE_ONLY.match(character):
        return False
    return character >= _LETTERS_WITH_VARIANTS or not character.isalpha()


def _is_letter(character: str) -> bool:
    return character != "" and character < _IDEOGRAPHIC_VARIANTS and unicodedata.category(character)[0] in "LM"
