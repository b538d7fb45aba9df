"""Tells which sentences of different articles are one sentence, and folds passages that say nothing new into others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.patterns import lazy_pattern
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Passage

# "PORT VERRICK (CWS) - ", "KYIV, Ukraine (AP) — ", "Washington (CNN) ": where and for whom it was written.
DATELINE = lazy_pattern(
    r"\A(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’' /-]+(?:,\s[^()–—]{2,40})?(?:\s?\([^()]{2,40}\))?\s?(?:–|—|--|-)\s+"
    r"|(?:[A-ZÀ-ÖØ-Þ][\w.,’' -]{2,40})?\([A-Z][A-Z]+(?:\s[\w ]{2,20})?\)\s*(?:[–—-]+\s*)?)(?=[“\"A-ZÀ-ÖØ-Þ0-9])"
)
_BOUND = "|"
_BOUNDS = lazy_pattern(r"\|+")
_PARAGRAPH = lazy_pattern(r"\n\s*\n")
_END = lazy_pattern(r"[.!?…]+[\"”’'»)\]]*(?=\s|\Z)|[。！？｡؟।]+|\s*\n\s*")
_FOUR_WORDS = lazy_pattern(r"[^\W\d_]+(?: [^\W\d_]+){3}")
_STRETCH = lazy_pattern(r"[^\W\d_]+(?: [^\W\d_]+){3,}")
_WORD = lazy_pattern(r"[^\W\d_]+")
_THOUSANDS = lazy_pattern(r",(?=\d{3}(?!\d))(?<=\d,)")
_WITHIN_NUMBER = lazy_pattern(r"[.,:](?=\d)(?<=\d.)")
_MINUS = lazy_pattern(r"[-−–](?=\d)(?<!\S.)")


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
    sharing = _Sharing(passages)
    for passage in passages:
        original = next((place for place in sharing.kept_near(passage) if is_copy(passage, kept[place])), None)
        if original is None:
            kept.append(passage)
            sharing.keep(passage)
            continue
        for copy in (passage.article, *passage.every_copy):
            kept[original] = _with_copy(kept[original], copy)
        added = _new(passage, kept[original].article)
        if added:
            kept.append(replace(passage, sentences=added))
            sharing.keep(kept[-1])
    return kept


class _Sharing:
    """Which of the passages kept share a sentence with another one: most share nothing, and are never looked at.

    A passage is found by the first and last four words of its longest sentence, as `stands_in` asks for them first.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        asked = {run for passage in passages for run in _runs(_longest(passage))}
        articles = {passage.article.id: passage.article for passage in passages}
        self._articles_with: dict[str, set[str]] = {run: set() for run in asked}
        for article in articles.values():
            for run in asked & _fours(article.text):
                self._articles_with[run].add(article.id)
        self._kept: list[tuple[Passage, str]] = []
        self._by_article: dict[str, list[int]] = {}
        self._by_run: dict[str, list[int]] = {}
        self._brief: list[int] = []  # of too few words in a row to be found so

    def keep(self, passage: Passage) -> None:
        """Takes in the next passage that is kept."""
        place, longest = len(self._kept), _longest(passage)
        self._kept.append((passage, longest))
        self._by_article.setdefault(passage.article.id, []).append(place)
        for run in _runs(longest):
            self._by_run.setdefault(run, []).append(place)
        if not _is_long(longest):
            self._brief.append(place)

    def kept_near(self, passage: Passage) -> Iterator[int]:
        """The places of those whose article has the passage's longest sentence, or the other way round, in order."""
        own = _longest(passage)
        for place in sorted(self._may_share(passage, own)):
            other, longest = self._kept[place]
            if stands_in(own, other.article) or stands_in(longest, passage.article):
                yield place

    def _may_share(self, passage: Passage, own: str) -> set[int]:
        if not _is_long(own):
            return set(range(len(self._kept)))
        places = set(self._brief)
        for run in _runs(own):
            for article_id in self._articles_with[run]:
                places.update(self._by_article.get(article_id, ()))
        for run in self._by_run.keys() & _fours(passage.article.text):
            places.update(self._by_run[run])
        return places


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


def _is_long(text: str) -> bool:
    return _FOUR_WORDS.fullmatch(_runs(text)[0]) is not None


@lru_cache(maxsize=1_024)
def _fours(text: str) -> frozenset[str]:
    """Every four words of a text without marks between them."""
    stretches = (stretch.split(" ") for stretch in _STRETCH.findall(_spaced(text)))
    return frozenset(
        " ".join(four) for words in stretches for four in zip(words, words[1:], words[2:], words[3:], strict=False)
    )


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
