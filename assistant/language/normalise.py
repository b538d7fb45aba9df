"""Text as found to text as kept: Unicode NFC, nothing that can act or hide, paragraphs parted by one blank line."""

from __future__ import annotations

import re
import unicodedata

from assistant.patterns import lazy_pattern

# For a class of characters: Thai, Lao, Burmese, Khmer, Japanese and Chinese, which put no spaces between words.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LINE_END = lazy_pattern("\r\n|[\r\v\f\u2028]")
# Terminal escapes (ECMA-48): control sequences, complete strings such as a window title or a link, the rest.
_ESCAPE = lazy_pattern("\x1b\\[[0-?]*[ -/]*[@-~]?|\x1b[]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\\\)|\x1b[ -/]*[0-~]?")
# A control character from here stands for a byte of Windows-1252 that was read as Latin-1: "It\x92s" (as HTML has it).
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_SPACE = lazy_pattern("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls, soft hyphens, zero-width characters, direction controls, tags: all that is drawn as nothing. Arabic number
# signs (U+0600-0605 and their like) are of the same Unicode category and stay, for they are drawn.
_UNSEEN = lazy_pattern(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINER = lazy_pattern("[\u200c\u200d]+")
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
# Any character that one of the rules above is about: most texts hold none, and looking costs a tenth of replacing.
_ODD = lazy_pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACES = lazy_pattern(" {2,}")
_LINE_EDGES = lazy_pattern(" *\n *")
_BLANK_LINES = lazy_pattern("\n{3,}")
# re.IGNORECASE takes these four for i, s and k, which str.lower does not.
_FOR_ASCII = str.maketrans("İıſ\u212a", "iisk")


def normalise(text: str) -> str:
    """The text as it is kept; applying it twice changes nothing more.

    Every blank stretch between paragraphs becomes one blank line; a single line end stays where it is, so the caller
    has decided which of them matter (see lines.py). Runs of spaces become one, also at no-break spaces and tabs.
    """
    kept = clean_characters(text)
    if "  " in kept:
        kept = _SPACES.sub(" ", kept)
    if " \n" in kept or "\n " in kept:
        kept = _LINE_EDGES.sub("\n", kept)
    return _BLANK_LINES.sub("\n\n", kept).strip()


def one_line(text: str) -> str:
    """The text as a title or a name is kept: all on one line."""
    return " ".join(clean_characters(text).split())


def lower(text: str) -> str:
    """The text in lower case, character by character as re.IGNORECASE compares it, for looking up what was matched."""
    return text.translate(_FOR_ASCII).lower()


def without_accents(text: str) -> str:
    """The text without accents, for comparing; characters that Unicode holds for one ("ﬁ" and "fi") become so."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def cut_at_word(text: str, longest: int) -> str:
    """At most `longest` characters of a line, cut between words, with an ellipsis when something is left out."""
    if len(text) <= longest:
        return text
    start = text[: longest - 1]
    words = start.rsplit(" ", 1)[0] if text[longest - 1] != " " else start
    return words.rstrip(" ,;:–—-") + "…"


def clean_characters(text: str) -> str:
    """NFC, line feeds as the only line ends, and no character that can act on a terminal or hides from the reader."""
    if not _ODD.search(text):
        return unicodedata.normalize("NFC", text)
    lines = _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))
    seen = _UNSEEN.sub("", _SPACE.sub(" ", _ESCAPE.sub("", lines).translate(_C1)))
    joined = _JOINER.sub(_kept_joiner, seen)
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", joined))


def _kept_joiner(joiner: re.Match[str]) -> str:
    """A joiner between two letters of a script that needs it (Arabic, Indic, ...) or two emoji; elsewhere nothing."""
    before = joiner.string[joiner.start() - 1 : joiner.start()]
    after = joiner.string[joiner.end() : joiner.end() + 1]
    # U+0590 is where the scripts begin that are written with joiners; Latin, Greek and Cyrillic lie below it.
    return joiner[0][0] if before >= "\u0590" and after >= "\u0590" and not after.isspace() else ""
