"""Scores what was found and answered against what the row of its question says is right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.records.answers import Answer, Citation, Status
from assistant.records.articles import Article
from assistant.records.evaluation import KnownQuestion, Scored

# A number with its separators, a word, or, in scripts that put no spaces between words, a letter.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_SPACELESS}]|[^\W\d_{_SPACELESS}]+")
# A cited sentence of three words stands in many a longer quotation that says something else.
_FEWEST_WORDS = 4


def names_of(path: str, url: str | None) -> set[str]:
    """All a row may call an article: its URL, its path, and every end of the path that begins at a folder or file."""
    parts = path.split("/")
    ends = {"/".join(parts[start:]) for start in range(len(parts))}
    return ends | {url} if url else ends


def is_named(article: Article, names: Collection[str]) -> bool:
    """Whether an article is one of those named."""
    own = names_of(article.path, article.url)
    return any(name in own for name in names)


def place_of(names: Collection[str], found: Sequence[Sequence[Article]]) -> int | None:
    """The first place, from 1, where one of the articles is named; copies folded into a passage share its place."""
    for place, articles in enumerate(found, start=1):
        if any(is_named(article, names) for article in articles):
            return place
    return None


def with_answer(scored: Scored, answer: Answer, *, answer_ms: float) -> Scored:
    """The marks with those of the answer."""
    known, cited = scored.known, answer.citations
    right_citations, found = _matches(known, cited)
    return replace(
        scored,
        answer_ms=answer_ms,
        refused=answer.status is Status.NOT_IN_ARTICLES,
        confidence=answer.confidence,
        answer_cited=_answer_cited(known, cited) if known.answers else None,
        citation_precision=_share(right_citations),
        citation_recall=_share(found),
        right=_is_right(known, cited, any(right_citations)),
        usage=answer.usage,
    )


def contains(text: str, phrase: str) -> bool:
    """Whether the phrase's words stand in the text side by side, whatever their case and the marks between them."""
    return f" {_plain(phrase)} " in f" {_plain(text)} "


def _matches(known: KnownQuestion, cited: Sequence[Citation]) -> tuple[list[bool], list[bool]]:
    """Of each citation whether it is right, and of each quote, or else article, of the row whether it is cited."""
    if known.quotes:
        pairs = [[_is_quote(citation.quote, quote) for quote in known.quotes] for citation in cited]
        wanted = len(known.quotes)
    else:
        pairs = [
            [
                any(is_named(article, [name]) for article in (citation.article, *citation.copies))
                for name in known.articles
            ]
            for citation in cited
        ]
        wanted = len(known.articles)
    if not wanted:
        return [], []
    return [any(row) for row in pairs], [any(row[number] for row in pairs) for number in range(wanted)]


def _is_quote(cited: str, quote: str) -> bool:
    return contains(cited, quote) or (len(_plain(cited).split()) >= _FEWEST_WORDS and contains(quote, cited))


def _answer_cited(known: KnownQuestion, cited: Sequence[Citation]) -> bool:
    return any(contains(citation.quote, answer) for citation in cited for answer in known.answers)


def _is_right(known: KnownQuestion, cited: Sequence[Citation], any_right_citation: bool) -> bool | None:
    if not known.answerable:
        return False
    if not known.answers:
        return any_right_citation if known.quotes or known.articles else None
    return _answer_cited(known, cited) or (bool(known.quotes) and any_right_citation)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
