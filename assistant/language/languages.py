"""Finds the language of a text, as far as comparing it with another text needs it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from assistant.patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W\d_]+")
# The commonest little words of each language; the one with the most of them in a text has it, if no other has as many.
_LITTLE_WORDS = {
    "en": "the of and to that was for on is with his by at are were has had been from said it as in a be not who will",
    "de": "der die das und den von zu mit dem nicht ist ein eine auf im sich auch wurde wurden nach wird in des dass"
    " für",
    "fr": "le la les de des du d l et est en un une dans que qui n ne pas sur pour à au aux sont été avec cette ont il"
    " elle se sa son ses ce avoir plus selon",
    "es": "el la los las de y que en del un una por con para se su sus fue al como más es no ha han según lo a",
    "it": "il la lo di che è e della del un una per sono gli nel alla dei delle stato con ha si più dal anche in l d"
    " non",
    "pt": "o a os as de da do em um uma que e é não com por para foi ao dos das mais são também no na se",
    "nl": "het de een en van in niet zijn dat op te met voor is er aan werd ook door bij naar die",
}
_LANGUAGES_OF = {language: frozenset(words.split()) for language, words in _LITTLE_WORDS.items()}
_FEWEST = 2


@lru_cache(maxsize=2_048)
def language_of(text: str) -> str | None:
    """The code of a language in Latin script; None for other scripts, and when a short text does not tell."""
    if _script_of(text) != "LATIN":
        return None
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = [(sum(word in little for word in words), name) for name, little in _LANGUAGES_OF.items()]
    (next_most, _), (most, name) = sorted(counts)[-2:]
    return name if most >= _FEWEST and most > next_most else None


@lru_cache(maxsize=2_048)
def _script_of(text: str) -> str | None:
    """The script of most of the letters, by Unicode's name for it; Japanese mixes three, which count as one."""
    scripts: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            scripts[unicodedata.name(char, "?").partition(" ")[0]] += count
    if not scripts:
        return None
    script = scripts.most_common(1)[0][0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA", "CJK"} else script
