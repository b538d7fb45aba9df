"""A question for how many articles mention something to their number, counted in the catalogue and not by a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.evidence import Citations
from assistant.answering.names import folded
from assistant.answering.retrieve_parts import count_undated
from assistant.answering.understand import Query, added_to
from assistant.answering.understood import in_parts, narrowed, without_bounds
from assistant.index.library import Library
from assistant.types import (
    Answer,
    Citation,
    Evidence,
    EvidenceArticle,
    Filters,
    Grade,
    Handle,
    LeftOut,
    Statement,
    Status,
    Understood,
)

_ARTICLES = r"how many (?:news )?(?:articles|reports|stories)"
# What is counted are up to six words: more are no name or term, but something that articles say in other words.
_WORDS = r"(?:the |an? )?((?!(?:that|how|why|whether|when|what|who)\b)\S+(?: \S+){0,5}?)"
# Left behind where a time or a source is taken out.
_LEFT = r"(?: (?:of|in|by|from|on|since|until|the|do|did|have|has|been|that|which|publish(?:ed)?|here))*"
_ASKED = (
    re.compile(rf"{_ARTICLES}{_LEFT} mention(?:s|ed|ing)? {_WORDS}{_LEFT}", re.IGNORECASE),
    re.compile(rf"in {_ARTICLES}{_LEFT} (?:is|are|was|were) {_WORDS} mentioned{_LEFT}", re.IGNORECASE),
)
_AND = re.compile(r",? (?:and|or) (?:the |an? )?|, ", re.IGNORECASE)
# So many of the articles, the newest, are cited.
_CITED = 3


def count_mentions(query: Query, library: Library) -> Answer | None:
    """How many of the articles let through hold the words asked for; None where that is not asked.

    Words count where they stand in a row, in the text or the title, without regard to case and accents. "X and Y" is
    counted as one name where there is one, else each.
    """
    # Where nothing else is left, the time or the source that the question names is what is counted.
    for where in (without_bounds(query), replace(query, understood=Understood())):
        text = " ".join(where.standalone.removesuffix(added_to(where.standalone)).split()).rstrip("?!. ")
        asked = next((found for pattern in _ASKED if (found := pattern.fullmatch(text))), None)
        if asked:
            return _counted(asked[1].strip("“”„«»\"'"), where, library)
    return None


def _counted(words: str, query: Query, library: Library) -> Answer:
    filters = [each.filters for each in in_parts(query)]
    found = {words: _holding(words, filters, library)}
    if not found[words][0]:
        found = {each: _holding(each, filters, library) for each in _AND.split(words)}
    every = library.count_in_any(filters)
    statements: list[Statement] = []
    citations: tuple[Citation, ...] = ()
    for each, (count, evidence) in found.items():
        numbered = Citations(evidence, citations)
        numbers = numbered.number(Handle(place, 1) for place in range(1, _CITED + 1))
        text = f"{count:,} of the {every:,} articles searched mention{'s' if count == 1 else ''} “{each}”."
        statements.append(Statement(text, Grade.COUNTED, citations=numbers))
        citations = numbered.all()
    return Answer(
        Status.ANSWERED,
        query.question,
        query.standalone,
        tuple(statements),
        citations,
        left_out=LeftOut(undated_articles=count_undated(query, library)),
        understood=query.understood,
        newest=library.catalogue.newest(narrowed(query).question.filters),
    )


def _holding(words: str, filters: Sequence[Filters], library: Library) -> tuple[int, Evidence]:
    """How many articles hold the words, and of the newest the first sentence that does, or that there is."""
    wanted = _spaced(words)
    articles = library.articles(library.keys_with(words, filters))
    holding = {key: each for key, each in articles.items() if wanted in _spaced(f"{each.title}\n{each.text}")}
    newest = sorted(holding, key=lambda key: (holding[key].published or date.min, holding[key].id), reverse=True)
    sentences = library.sentences(newest[:_CITED])
    parts = []
    for number, key in enumerate(newest[:_CITED], start=1):
        first = sorted(sentences[key], key=lambda each: wanted not in _spaced(each.of(holding[key].text)))[:1]
        parts.append(EvidenceArticle(number, holding[key], tuple(first)))
    return len(holding), Evidence(tuple(parts))


def _spaced(text: str) -> str:
    """The words without case and accents, a space around each."""
    return " ".join(["", *map(folded, re.findall(r"\w+", text)), ""])
