"""Tells which sentences of different articles are one sentence, and folds passages that say nothing new into others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Passage

# "PORT VERRICK (CWS) - ", "KYIV, Ukraine (AP) — ", "Washington (CNN) ": where and for whom it was written.
DATELINE = re.compile(
    r"\A(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’' /-]+(?:,\s[^()–—]{2,40})?(?:\s?\([^()]{2,40}\))?\s?(?:–|—|--|-)\s+"
    r"|(?:[A-ZÀ-ÖØ-Þ][\w.,’' -]{2,40})?\([A-Z][A-Z]+(?:\s[\w ]{2,20})?\)\s*(?:[–—-]+\s*)?)(?=[“\"A-ZÀ-ÖØ-Þ0-9])"
)
_BOUND = "|"
_BOUNDS = re.compile(r"\|+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|\Z)|[。！？｡؟।]+|\s*\n\s*")
_FOUR_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){3}")
_WORD = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))(?<=\d,)")
_WITHIN_NUMBER = re.compile(r"[.,:](?=\d)(?<=\d.)")
_MINUS = re.compile(r"[-−–](?=\d)(?<!\S.)")


def key_of(text: str) -> str:
    """What of a sentence is not typography: two are one sentence when their keys are equal.

    Quotation marks, dashes, spaces, hyphens, capitals, other punctuation and a dateline in front are not compared;
    letters, numbers with their points and signs, currencies, per cent and the ends of sentences within it are.
    """
    return _bounded(text).strip(_BOUND) or " ".join(text.split())


def stands_in(text: str, article: Article) -> bool:
    """Whether an article has that very sentence, and not only its words within another, typography aside."""
    if not any(words in _spaced(article.text) for words in _runs(text)):
        return False
    key = key_of(text)
    return f"{_BOUND}{key}{_BOUND}" in _bounded(article.text) or key == article.text.strip()


def also_in(text: str, article: Article, others: Iterable[Article]) -> tuple[Article, ...]:
    """The other articles that have that very sentence of this one, each once."""
    known = {other.id: other for other in others if other.id != article.id}
    return tuple(other for other in known.values() if stands_in(text, other))


def fold_copies(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without those whose every sentence stands in the article of a better one, which names theirs.

    What a longer reprint adds before or behind all that a better passage says stays a passage of its own. One that has
    another word in a sentence is no copy.
    """
    kept: list[Passage] = []
    longest: list[str] = []
    for passage in passages:
        own = _longest(passage)
        near = (  # most share nothing
            place
            for place, other in enumerate(kept)
            if stands_in(own, other.article) or stands_in(longest[place], passage.article)
        )
        original = next((place for place in near if is_copy(passage, kept[place])), None)
        if original is None:
            kept.append(passage)
            longest.append(own)
            continue
        for copy in (passage.article, *passage.every_copy):
            kept[original] = _with_copy(kept[original], copy)
        added = _new(passage, kept[original].article)
        if added:
            kept.append(replace(passage, sentences=added))
            longest.append(_longest(kept[-1]))
    return kept


def is_copy(passage: Passage, other: Passage) -> bool:
    """Whether a passage adds nothing to another's article, or only whole sentences at one end of all that it says."""
    if passage.article.id == other.article.id:
        return False
    new = _new(passage, other.article)
    if not new:
        return True
    at_an_end = new in (passage.sentences[: len(new)], passage.sentences[-len(new) :])
    return at_an_end and len(new) < len(passage.sentences) and not _new(other, passage.article)


def _with_copy(passage: Passage, copy: Article) -> Passage:
    if any(copy.id == known.id for known in (passage.article, *passage.every_copy)):
        return passage
    if _new(passage, copy):
        return replace(passage, partial_copies=(*passage.partial_copies, copy))
    return replace(passage, copies=(*passage.copies, copy))


def _longest(passage: Passage) -> str:
    return max(passage.sentences, key=lambda each: each.end - each.start).of(passage.article.text)


def _new(passage: Passage, article: Article) -> tuple[Sentence, ...]:
    """A passage's sentences that an article does not have."""
    return tuple(each for each in passage.sentences if not stands_in(each.of(passage.article.text), article))


class _Typography(dict[int, str | None]):
    """What each character becomes in a key: itself, a space that parts words, or nothing for a mark within a word."""

    def __missing__(self, code: int) -> str | None:
        kind = unicodedata.category(chr(code))
        kept = kind[0] in "LMN" or kind == "Sc" or chr(code) in "_+°"
        self[code] = chr(code) if kept else None if chr(code) in "'’ʼ‘" or kind in {"Cf", "Sk"} else " "
        return self[code]


_TYPOGRAPHY = _Typography({ord("%"): " percent ", ord("&"): " and ", ord(_BOUND): f" {_BOUND} "})


@lru_cache(maxsize=4_096)
def _runs(text: str) -> tuple[str, ...]:
    """The first and last four words without marks between; most articles have neither, and need no other reading."""
    runs = _FOUR_WORDS.findall(_spaced(text)) or _WORD.findall(_spaced(text)) or [text.strip()]
    return runs[0], runs[-1]


@lru_cache(maxsize=1_024)
def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())


# A question compares some twenty articles with one another, and a few of their sentences.
@lru_cache(maxsize=1_024)
def _bounded(text: str) -> str:
    """The words of a text without spaces between them ("per cent", "percent"), the ends of its sentences marked.

    Words with figures stand apart. Finding every sentence as it was indexed would take a hundred times as long.
    """
    plain = "\n\n".join(DATELINE.sub("", part, count=1) for part in _PARAGRAPH.split(text.replace(_BOUND, " ")))
    plain = _END.sub(_BOUND, plain).casefold()
    plain = _MINUS.sub(" minus ", _WITHIN_NUMBER.sub("_", _THOUSANDS.sub("", plain)))
    words = [word if word.isalpha() or word == _BOUND else f" {word} " for word in plain.translate(_TYPOGRAPHY).split()]
    return _BOUNDS.sub(_BOUND, f"{_BOUND}{''.join(words)}{_BOUND}")
