"""Decides whether two articles with one address are versions of one article or merely share the address."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from assistant.language.normalise import UNSPACED
from assistant.patterns import lazy_pattern
from assistant.records.articles import Article

# Runs of three words (w-shingling, Broder 1997), of one in a text too short to have many. The measure is the share of
# the shorter text's runs that stand in the longer one, because a story that goes on grows.
_RUN = 3
_SHORT = 30
# The more of its title an article kept, the less of its text must be the same. In 6,881 news articles, texts of one
# title from one source share .39 and more where they are states of one story (16 pairs), at most .18 where they are
# parts of a column ("50 states": 52 pairs). With half of a title in common columns share up to .7; with none of it,
# pages that share a long boilerplate reach .9.
_LIKE = 0.9
_TITLE_WEIGHT = 0.6
# Texts whose runs are kept: an article is compared with a few that follow it, and then the next with almost the same.
_KEPT = 32
_WORD = lazy_pattern(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")  # a character of a script without spaces counts as a word


def is_one_article(first: Article, second: Article) -> bool:
    """Whether two articles with the same address are states of one."""
    titles = Counter(_words(first.title)), Counter(_words(second.title))
    kept = 2 * (titles[0] & titles[1]).total() / max(1, titles[0].total() + titles[1].total())
    return likeness(first.text, second.text) + _TITLE_WEIGHT * kept >= _LIKE


def likeness(first: str, second: str) -> float:
    """The share of the shorter text's runs of words that stand in the other, from 0 to 1."""
    shorter, longer = sorted((first, second), key=_length)
    run = 1 if _length(shorter) < _SHORT else _RUN
    runs = _runs(shorter, run)
    return len(runs & _runs(longer, run)) / max(1, len(runs))


@lru_cache(maxsize=_KEPT)
def _length(text: str) -> int:
    return len(_words(text))


@lru_cache(maxsize=_KEPT)
def _runs(text: str, run: int) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(tuple(words[start : start + run]) for start in range(len(words) - run + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
