"""A model's text to the handles in it: where each mark stands, which evidence sentences it names, which it invents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.patterns import lazy_pattern
from assistant.records.evidence import Evidence, Handle

# A mark is written [2.3]. Models also write [2.3, 2.4], [2.3-2.5], 【2.3】, ［2.3］, [^2.3], [[2.3]], [Article 2.3],
# [2.3](#link) and \[2.3\]; all are read. The content never holds a bracket or a line end.
LONGEST_MARK = 100
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SQUARE = lazy_pattern(
    r"\\?\^?[\[【［]{1,2}\^?(?P<content>[^\[\]【】［］\n]{1,90}?)\\?[\]】］]{1,2}(?:\((?:https?:|#)[^()\s]*\))?"
)
# In round brackets a mark looks like any number in prose, so it counts only where a sentence or a part of it ends, and
# only when the evidence holds it.
_ROUND = lazy_pattern(r"[(（]\s*(?P<content>[^()（）\[\]\n]{1,90}?)\s*[)）](?=\s*(?:[.!?。,;]|\Z|\n|[\[【［]|[(（]\d))")
# Rarer ones, which too count only when the evidence holds them: <cite>2.3</cite>, ([source](#2.3)), ^2.3, ²·³, and
# "2.3:", "(2.3)" or "According to Article 2, sentence 3," in front of a sentence.
_RARE = (
    lazy_pattern(
        r"(?P<lead><(?P<tag>cite|sup|ref|source)\b[^<>\n]{0,40}>(?P<content>[^<>\n]{1,60}?)</(?P=tag)>)", re.IGNORECASE
    ),
    lazy_pattern(r"(?P<lead>[(（]?\[[^\[\]\n]{1,40}\]\(#?(?P<content>\d{1,3}\.\d{1,3})\)[)）]?)"),
    lazy_pattern(r"(?<!\b\d)(?<!\b\d\d)(?P<lead>\^\(?(?P<content>\d{1,3}\.\d{1,3})(?!\d)\)?)"),
    lazy_pattern(rf"(?P<lead>(?P<content>[{_SUPERSCRIPTS}]{{1,3}}[·.⋅‧˙][{_SUPERSCRIPTS}]{{1,3}}))"),
    lazy_pattern(
        r"(?:^(?:[-*•]\s+)?|(?<=[.!?]\s))(?P<lead>[(（]?(?P<content>article\s*\d+\s*,?\s*sentence\s*\d+|\d{1,3}\.\d{1,3})"
        r"(?:[)）.]?(?:\s*[:–—-](?:\s+|\Z)|\s*$|\s+(?=(?-i:[^\W\d_a-zß-ÿ])|[“\"„«]))))",
        re.IGNORECASE | re.MULTILINE,
    ),
    lazy_pattern(
        r"(?:^(?:[-*•]\s+)?|(?<=[.!?]\s))(?P<lead>(?:(?:according to|as per|per|in|from)\s+)?"
        r"(?P<content>article\s*\d+\s*,?\s*\(?sentence\s*\d+)\)?"
        r"\s*(?:,|(?:says?|states?|said|reports?|notes?|mentions?)\b(?:\s+that)?[,:]?)(?:\s+|\Z))",
        re.IGNORECASE | re.MULTILINE,
    ),
)
_PLAIN_DIGITS = str.maketrans(_SUPERSCRIPTS + "·⋅‧˙", "0123456789....")
_ARTICLE_SENTENCE = lazy_pattern(r"article\s*(\d+)\s*[,;:]?\s*sentence\s*(\d+)", re.IGNORECASE)
_TOKEN = lazy_pattern(r"\d+(?:\.\d+)?|[^\W\d_]+|\S")
_BRACKETS = lazy_pattern(r"[\[\]()\"“”^]+")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
_ALLOWED_WORDS = lazy_pattern(
    r"(?:article|sentence|source|ref|reference|no|citation|handle)s?|evidence|see|cf|and|to|[,;:.#&§–—‑-]"
)
_DASHES = frozenset({"-", "–", "—", "‑", "to"})
_LONGEST_RANGE = 20
# A lone number from here on is a year or an amount that an editor put in brackets, not a slip for a handle.
_NO_ARTICLE = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """One bracket of handles at `[start, end)` of a text; `unknown` are those the evidence does not hold.

    `articles` are the numbers of those that are named as a whole, by their number, source or title.
    """

    start: int
    end: int
    handles: tuple[Handle, ...]
    unknown: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()


def find_marks(text: str, evidence: Evidence) -> list[Mark]:
    """The marks of a text in order; a bracket with any other content is left to be prose."""
    marks: list[Mark] = []
    for bracket in _SQUARE.finditer(text):
        names = _names(bracket["content"])
        named = () if names else _named(bracket["content"], evidence)
        if names or named:
            known, unknown, numbered = _sort(names, evidence)
            marks.append(Mark(bracket.start(), bracket.end(), known, unknown, named or numbered))
    for bracket in _ROUND.finditer(text):
        content = bracket["content"]
        named = _named(content, evidence)
        known, unknown, numbered = _sort(_names(content), evidence)
        if named or (not unknown and (known or (numbered and not content.isdecimal()))):
            marks.append(Mark(bracket.start(), bracket.end(), known, (), named or numbered))
    for pattern in _RARE:
        for match in pattern.finditer(text):
            known, unknown, _ = _sort(_names(match["content"].translate(_PLAIN_DIGITS)), evidence)
            within = any(mark.start <= match.start("content") < mark.end for mark in marks)
            if known and not unknown and not within:
                marks.append(Mark(match.start("lead"), match.end(), known))
    return sorted(marks, key=lambda mark: mark.start)


def is_names(text: str) -> bool:
    """Whether a text holds nothing but handles, and words such as "article" and "source"."""
    return bool(_names(_BRACKETS.sub(" ", text).strip(" .:")))


def _named(content: str, evidence: Evidence) -> tuple[int, ...]:
    """The articles whose source or title stands in a bracket, alone or with what is told of it behind a comma."""
    said = content.strip(" \"'“”„«»*_").casefold().removeprefix("source:").strip()
    return tuple(
        part.number
        for part in evidence.articles
        for name in (part.article.source, part.article.title)
        if name and (said == name.casefold() or said.startswith(f"{name.casefold()},"))
    )


def _names(content: str) -> list[str]:
    """What the content of a bracket names, such as ``["2.3", "2.4"]``; empty when it is prose."""
    plain = _ARTICLE_SENTENCE.sub(r"\1.\2", content.partition("†")[0])
    tokens = [token.lower() for token in _TOKEN.findall(plain)]
    if not all(_NUMBER.fullmatch(token) or _ALLOWED_WORDS.fullmatch(token) for token in tokens):
        return []
    names: list[str] = []
    for index, token in enumerate(tokens):
        if not _NUMBER.fullmatch(token):
            continue
        ranged = index >= 2 and tokens[index - 1] in _DASHES and _NUMBER.fullmatch(tokens[index - 2])
        names.extend((_between(tokens[index - 2], token) if ranged else []) or [token])
    if all("." not in name and int(name) >= _NO_ARTICLE for name in names):
        return []
    return list(dict.fromkeys(names))


def _between(first: str, last: str) -> list[str]:
    """What follows `first` in a range such as 2.3-2.5 or 2.3-5; empty when the ends lie in two articles."""
    article, _, low = first.partition(".")
    last_article, _, high = last.rpartition(".")
    if not low or (last_article and last_article != article):
        return []
    if not 0 < int(high) - int(low) <= _LONGEST_RANGE:
        return []
    return [f"{article}.{number}" for number in range(int(low) + 1, int(high) + 1)]


def _sort(names: list[str], evidence: Evidence) -> tuple[tuple[Handle, ...], tuple[str, ...], tuple[int, ...]]:
    """The names that are handles of the evidence, those that are nothing in it, and those that are its articles."""
    known: list[Handle] = []
    unknown: list[str] = []
    articles: list[int] = []
    for name in names:
        article, _, sentence = name.partition(".")
        handle = Handle(int(article), int(sentence)) if sentence else None
        if handle is not None and evidence.find(handle) is not None:
            known.append(handle)
        elif handle is None and 1 <= int(article) <= len(evidence.articles):
            articles.append(int(article))
        else:
            unknown.append(name)
    return tuple(known), tuple(unknown), tuple(articles)
