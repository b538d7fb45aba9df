"""Words of scripts other than Latin to the terms by which they are found: their stems, or runs of their letters.

Chinese, Japanese and Korean words become pairs of characters, as in Lucene's CJKBigramFilter; where Snowball has a
stemmer for the script's first language, words become stems; all others, Thai and Hebrew among them, runs of three
letters (McNamee and Mayfield, "Character n-gram tokenization for European language text retrieval", 2004).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from Stemmer import Stemmer

from assistant.language.normalise import UNSPACED, without_accents
from assistant.patterns import lazy_pattern

_HAN, _KANA, _HANGUL = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff", "\u3040-\u30ff", "\uac00-\ud7a3"
# By its characters each script's stemmer, and the languages whose function words are known.
_SCRIPTS = {
    "\u0400-\u052f": ("russian", ("ru", "uk", "bg")),
    "\u0370-\u03ff\u1f00-\u1fff": ("greek", ("el",)),
    "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc": ("arabic", ("ar", "fa", "ur")),
    "\u0530-\u058f": ("armenian", ("hy",)),
    "\u0900-\u097f": ("hindi", ("hi", "mr")),
    "\u0b80-\u0bff": ("tamil", ()),
    "\u0590-\u05ff\ufb1d-\ufb4f": (None, ("he",)),
    "\u0980-\u09ff": (None, ("bn",)),
    "\u0e00-\u0e7f": (None, ("th",)),
    _KANA: (None, ("ja",)),
    _HANGUL: (None, ("ko",)),
    _HAN: (None, ("zh", "ja")),
}
# Every letter, mark and digit from Greek on; what else lies there, such as an Arabic comma, parts words.
_RUN = lazy_pattern(
    "[\u0370-\u1cff\u1f00-\u1fff\u2d00-\u2dff\u3005-\u3007\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00020000-\U0003ffff]+"
)
_LIGATURE = lazy_pattern("[\ufb00-\ufb06]")
_RAISED = lazy_pattern("[⁰¹²³⁴-⁹ⁿ]+")
_PAIRED = lazy_pattern(f"[{_HAN}{_KANA}{_HANGUL}]")
_UNSPACED = lazy_pattern(f"[{UNSPACED}]")
_LATIN = lazy_pattern("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def is_latin(text: str) -> bool:
    """Whether at least half of a text's letters are Latin, or it has none."""
    latin = len(_LATIN.findall(text))
    return latin >= sum(map(len, _RUN.findall(text)))


def searchable(text: str) -> str:
    """The text with each word of another script than Latin in the place of its terms, parted by spaces.

    A ligature of printed Latin, as PDF files hold them ("ﬁnancial oﬃcer"), becomes its letters; the figure of a
    note, which FTS5 would take for a part of "bridges¹", a space.
    """
    if text.isascii():  # every text that is read or asked comes by here, and most are
        return text
    letters = _RAISED.sub(" ", text) if _RAISED.search(text) else text
    letters = _LIGATURE.sub(_letters_of, letters) if _LIGATURE.search(letters) else letters
    return _RUN.sub(_terms, letters) if _RUN.search(letters) else letters


def asked(text: str) -> str:
    """A question without the function words of its script, as far as they are known."""
    found = list(_RUN.finditer(text))
    if not found:
        return text
    words = _function_words(_languages(text))
    kept, end = "", 0
    for run in found:
        kept += text[end : run.start()] + _without(run.group(), words)
        end = run.end()
    return kept + text[end:]


def snowball(word: str, language: str) -> str:
    """The stem of a word by Snowball's stemmer for a language, named in English."""
    # A stemmer of its own each time costs 1.5 microseconds; one that threads share is not safe.
    stem: str = Stemmer(language, 0).stemWord(word)
    return stem


def is_function(term: str) -> bool:
    """Whether a pair of characters holds one that is a function word alone, such as a particle."""
    return any(_are_function_words(term))


def is_only_function(term: str) -> bool:
    """Whether a pair of characters holds nothing else."""
    held = _are_function_words(term)
    return bool(held) and all(held)


def _are_function_words(term: str) -> list[bool]:
    """Of each character of a pair whether it is a function word alone; empty for what is no pair."""
    if not _PAIRED.search(term):
        return []
    words = _function_words(_languages(term))
    return [character in words for character in term]


def _letters_of(ligature: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", ligature.group())


def _terms(run: re.Match[str]) -> str:
    return f" {' '.join(_terms_of_word(word) for word in _words(run.group()))} "


def _words(run: str) -> list[str]:
    """The words of a run of one script without their marks, its own digits as 0 to 9; a stem is found with marks."""
    return "".join(_kept(character) for character in unicodedata.normalize("NFKC", run).lower()).split()


def _kept(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "


@lru_cache(maxsize=20_000)
def _terms_of_word(word: str) -> str:
    stemmer = next((name for letters, (name, _) in _SCRIPTS.items() if re.match(f"[{letters}]", word)), None)
    if stemmer:
        return without_accents("".join(filter(str.isalnum, snowball(word, stemmer))))
    letters = "".join(filter(str.isalnum, word))
    if letters.isdigit():
        return letters
    length = 2 if _PAIRED.search(letters) else 3
    return " ".join(letters[at : at + length] for at in range(max(1, len(letters) - length + 1)))


def _languages(text: str) -> tuple[str, ...]:
    """The languages whose function words a text's scripts may have; with kana, Chinese characters are Japanese."""
    found = [own for letters, (_, own) in _SCRIPTS.items() if re.search(f"[{letters}]", text)]
    languages = tuple(dict.fromkeys(language for own in found for language in own))
    return tuple(each for each in languages if each != "zh") if re.search(f"[{_KANA}]", text) else languages


@cache
def _function_words(languages: tuple[str, ...]) -> frozenset[str]:
    from stopwordsiso import stopwords  # 30 ms: paid only for such questions

    return frozenset(word for word in stopwords(list(languages)) if word[0].isalpha())


def _without(run: str, words: frozenset[str]) -> str:
    """The run without the function words; where no spaces part words, without those of two characters or more."""
    if not _UNSPACED.search(run):
        return "" if run.lower() in words or without_accents(run.lower()) in words else run
    longest_first = sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word))
    return re.sub("|".join(map(re.escape, longest_first)), " ", run) if longest_first else run
