"""The citations of an article to the passages around them, each quotation a piece of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.records.answers import Citation
from assistant.records.articles import Article

_AROUND = 300  # characters before and after a quotation: enough to see what it is about
_PARAGRAPH_END = "\n\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an article: its pieces side by side, those that are quotations with their citation."""

    pieces: tuple[tuple[str, Citation | None], ...]
    cut_before: bool
    cut_after: bool


def by_article(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each article, in the order in which the articles come."""
    groups: dict[str, list[Citation]] = {}
    for each in citations:
        groups.setdefault(each.article.id, []).append(each)
    return list(groups.values())


def excerpts(citations: Sequence[Citation]) -> list[Excerpt]:
    """The passages of one article around its citations.

    A quotation that lies within another gets a passage of its own, and one of a text that is gone, as in a past answer,
    stands alone.
    """
    there = [each for each in citations if each.article.text[each.start : each.end] == each.quote]
    made = [Excerpt(((each.quote, each),), True, True) for each in citations if each not in there]
    waiting = sorted(there, key=lambda each: (each.start, -each.end))
    while waiting:
        apart: list[Citation] = []
        overlapping: list[Citation] = []
        reached = 0
        for each in waiting:
            if each.start >= reached:
                apart.append(each)
                reached = each.end
            else:
                overlapping.append(each)
        made += _passages(apart)
        waiting = overlapping
    return made


def _passages(citations: Sequence[Citation]) -> list[Excerpt]:
    """Passages of citations that do not overlap; those that lie near each other share one."""
    article = citations[0].article
    groups: list[list[Citation]] = []
    for each in citations:
        if groups and _first(article, each.start) <= _last(article, groups[-1][-1].end) + len(_PARAGRAPH_END):
            groups[-1].append(each)
        else:
            groups.append([each])
    return [_passage(article, group) for group in groups]


def _passage(article: Article, group: Sequence[Citation]) -> Excerpt:
    first, last = _first(article, group[0].start), _last(article, group[-1].end)
    pieces: list[tuple[str, Citation | None]] = []
    reached = first
    for each in group:
        pieces += [(article.text[reached : each.start], None), (article.text[each.start : each.end], each)]
        reached = each.end
    pieces.append((article.text[reached:last], None))
    return Excerpt(tuple(each for each in pieces if each[0]), first > 0, last < len(article.text))


def _first(article: Article, start: int) -> int:
    """Where the passage before a quotation begins: with a paragraph if one begins there, else with a word."""
    earliest = max(0, start - _AROUND)
    if earliest == 0:
        return 0
    paragraph = article.text.find(_PARAGRAPH_END, earliest, start)
    if paragraph >= 0:
        return paragraph + len(_PARAGRAPH_END)
    word = article.text.find(" ", earliest, start)
    return word + 1 if word >= 0 else start


def _last(article: Article, end: int) -> int:
    """Where the passage after a quotation ends: with a paragraph if one ends there, else with a word."""
    latest = min(len(article.text), end + _AROUND)
    if latest == len(article.text):
        return latest
    paragraph = article.text.rfind(_PARAGRAPH_END, end, latest)
    if paragraph >= 0:
        return paragraph
    word = article.text.rfind(" ", end, latest)
    return word if word >= 0 else end
