"""A question for how many articles mention something to their number, counted in the catalogue and not by a model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.evidence import Citations
from assistant.answering.understand import Query, added_to
from assistant.answering.understood import within
from assistant.index.library import Library
from assistant.types import (
    Article,
    Citation,
    Evidence,
    EvidenceArticle,
    Filters,
    Grade,
    Handle,
    Statement,
    Understood,
)

_ARTICLES = r"(?:news )?(?:articles|reports|stories)"
_ASKED = (
    re.compile(rf"how many {_ARTICLES}(?P<where>.*?) mention(?:s|ed|ing)? (?P<words>.+)", re.IGNORECASE),
    re.compile(
        rf"in how many {_ARTICLES}(?P<where>.*?) (?:is|are|was|were) (?P<words>.+?) mentioned(?P<when>.*)", re.I
    ),
)
# What is left of a stretch that names a time or a source when these are taken out.
_BETWEEN = re.compile(
    r"(?:\W|\b(?:of|in|by|from|on|the|do|did|does|have|has|been|that|which|published|publish|here)\b)*", re.IGNORECASE
)
_PREPOSITION = re.compile(r"\s+(?:of|in|by|from|on|since|until)(?: the)?$", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«„](.+)[”\"»“]")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|or)\s+|,\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:that|how|why|whether|when|what|who)\b", re.IGNORECASE)
# Longer is not a name or a term, but something that articles say in other words.
_MOST_WORDS = 6
# So many of the articles, the newest, are cited.
_CITED = 3
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Counted:
    """The count as statements, with the newest of the articles cited; `query` tells where it was counted."""

    query: Query
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def count_mentions(query: Query, library: Library) -> Counted | None:
    """How many of the articles let through hold the words asked for; None where that is not asked.

    Words count where they stand in a row, in the text or the title, without regard to case and accents. "X and Y" is
    counted as one name where there is one, else each.
    """
    asked = _words_asked(query)
    if asked is None:
        return None
    words, where = asked
    parts = where.understood.parts
    filters = [within(where.question, part).filters for part in parts] or [where.question.filters]
    every = library.count_in_any(filters)
    among = (
        f"the library’s {every:,} articles"
        if filters == [Filters(as_of=where.question.filters.as_of)]
        else f"the {every:,} articles searched"
    )
    found = {words: _holding(words, library, filters)}
    if not found[words] and len(_AND.split(words)) > 1:
        found = {each: _holding(each, library, filters) for each in map(_bare, _AND.split(words))}
    statements: list[Statement] = []
    citations: tuple[Citation, ...] = ()
    for each, articles in found.items():
        numbered = Citations(_evidence(each, articles[:_CITED], library), citations)
        numbers = numbered.number(Handle(place, 1) for place in range(1, _CITED + 1))
        text = f"{len(articles):,} of {among} mention{'s' if len(articles) == 1 else ''} “{each}”."
        statements.append(Statement(text, Grade.COUNTED, citations=numbers))
        citations = numbered.all()
    return Counted(where, tuple(statements), citations)


def _words_asked(query: Query) -> tuple[str, Query] | None:
    """The words to count, and the query with the times and sources that are no part of them."""
    text = " ".join(query.standalone.removesuffix(added_to(query.standalone)).split()).rstrip("?!. ")
    found = next((match for pattern in _ASKED if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    beside = _without(found["where"] + " " + (found.groupdict().get("when") or ""), query.understood)
    words = _bare(_without(found["words"], query.understood))
    where = query
    if not words:  # the name of a source, or a time, is what is counted
        words, where = _bare(found["words"]), replace(query, understood=Understood())
    fits = _BETWEEN.fullmatch(beside) and not _CLAUSE.match(words) and 0 < len(words.split()) <= _MOST_WORDS
    return (words, where) if fits else None


def _without(text: str, understood: Understood) -> str:
    for words in understood.words:
        text = text.replace(words, " ")
    return " ".join(text.split())


def _bare(text: str) -> str:
    """The words without quotation marks, "the", or a preposition whose time or source was taken out."""
    quoted = _QUOTED.search(text)
    return quoted.group(1) if quoted else _ARTICLE.sub("", _PREPOSITION.sub("", text.strip()), count=1)


def _holding(words: str, library: Library, filters: Sequence[Filters]) -> list[tuple[int, Article]]:
    """The articles that hold the words, with their keys; newest first, undated ones last."""
    wanted = _pattern(words)
    found = library.articles(library.keys_with(words, filters)) if wanted else {}
    held = [
        (key, each) for key, each in found.items() if wanted and wanted.search(_plain(f"{each.title}\n{each.text}"))
    ]
    return sorted(held, key=lambda each: (each[1].published or date.min, each[1].id), reverse=True)


def _evidence(words: str, articles: Sequence[tuple[int, Article]], library: Library) -> Evidence:
    """Each article with its first sentence that holds the words, or its first where only the title does."""
    wanted, sentences = _pattern(words), library.sentences([key for key, _ in articles])
    parts = []
    for number, (key, article) in enumerate(articles, start=1):
        own = sentences.get(key, ())
        holding = [each for each in own if wanted and wanted.search(_plain(each.of(article.text)))]
        parts.append(EvidenceArticle(number, article, (*holding, *own)[:1]))
    return Evidence(tuple(parts))


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = r"\W{1,3}".join(re.findall(r"\w+", _plain(words)))
    return re.compile(rf"(?<!\w){parts}(?!\w)") if parts else None


def _plain(text: str) -> str:
    """The text without case and accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
