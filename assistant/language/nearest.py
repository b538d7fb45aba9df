"""What was typed to the texts that hold it, or are written nearly like it or a part of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.normalise import without_accents

# rapidfuzz's partial ratio, in percent: the best fitting part of the longer text compared with the shorter one. "Lis
# Truss" fits "Liz Truss resigns" by 89, and two names of one length that share no more than a first name by 60.
_NEAR = 80
_LONG = 10


def nearest_texts(typed: str, texts: Sequence[str], limit: int) -> list[int]:
    """The places of at most `limit` texts, the nearest first; none where nothing is near.

    What is much shorter than what was typed is not meant by it, although it may stand in it.
    """
    from rapidfuzz import fuzz, process, utils

    wanted = _plain(typed)
    long_enough = [place for place, text in enumerate(texts) if 2 * len(text) >= len(wanted)]
    found = process.extract(
        wanted,
        [_plain(texts[place]) for place in long_enough],
        scorer=fuzz.partial_ratio,
        processor=utils.default_process,
        score_cutoff=_NEAR,
        limit=limit,
    )
    return [long_enough[place] for _, _, place in found]


def nearest_words(word: str, words: Sequence[str]) -> list[str]:
    """Those of the words that differ from one by a single slip, of a long one by two, the fewest slips only.

    A slip is a letter too many, too few or another, or two that changed places (Damerau 1964).
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 1 if len(word) < _LONG else 2
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=None)
    fewest = min((distance for _, distance, _ in found), default=0)
    return [near for near, distance, _ in found if distance == fewest]


def _plain(text: str) -> str:
    return without_accents(text).casefold()
