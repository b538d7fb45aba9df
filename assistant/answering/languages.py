"""A text to the language it is written in, as far as that decides how it can be compared with another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
# The commonest little words of each language that are not also common in another of them.
_LITTLE_WORDS = {
    "en": "the of and to that was for on is with his by at are were has had been from said it as",
    "de": "der die das und den von zu mit dem nicht ist ein eine auf im sich auch wurde nach wird",
    "fr": "le les des et est du dans une que qui pas sur pour au aux sont été avec cette ont",
    "es": "el los las y que en del una por con para se su fue al como más ha han según",
    "it": "il di che è della un per sono gli nel alla dei delle stato con ha si più dal anche",
    "pt": "o os as da do em um uma não que com por para foi ao dos das mais são também",
    "nl": "het een en van de niet zijn dat op te met voor is er aan werd ook door bij naar",
}
_LANGUAGES_OF = {language: frozenset(words.split()) for language, words in _LITTLE_WORDS.items()}
_FEWEST = 2


def language_of(text: str) -> str | None:
    """A language code, the name of a script other than Latin, or None when a short text does not tell."""
    letters = Counter(unicodedata.name(char, "?").partition(" ")[0] for char in text if char.isalpha())
    if not letters:
        return None
    script = letters.most_common(1)[0][0]
    if script != "LATIN":
        return script.lower()
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = sorted(
        ((sum(word in little for word in words), name) for name, little in _LANGUAGES_OF.items()), reverse=True
    )
    (most, name), (next_most, _) = counts[0], counts[1]
    return name if most >= _FEWEST and most > next_most else None
