"""Answers from the catalogue: how many articles mention something, and what somebody said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.asking.question_parts import added_to, names_of
from assistant.answering.asking.scope import in_parts, without_bounds
from assistant.answering.asking.understand import Query
from assistant.answering.comparing.disagreement import notes_on
from assistant.answering.quoting.compose_quotes import MOST_STATEMENTS, Nearest, QuotedAnswer
from assistant.answering.quoting.outside_filters import SentenceKeys
from assistant.answering.speech.said import find_said
from assistant.index.library import Library
from assistant.language.names import folded
from assistant.patterns import lazy_pattern
from assistant.records.articles import Article
from assistant.records.drafts import Draft, DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.records.ports import Embedder
from assistant.records.questions import Filters
from assistant.records.speech import SaidStatement
from assistant.records.verdicts import Grade

_ARTICLES = r"how many (?:of the )?(?:news )?(?:articles|reports|stories)"
# What is counted are up to six words: more are no name or term, but something that articles say in other words.
_WORD = r"[\w“”„«»\"'’.,&-]+"  # no other sign is counted
_WORDS = rf"(?:the |an? )?((?!(?:that|how|why|whether|when|what|who)\b){_WORD}(?: {_WORD}){{0,5}}?)"
# Left behind where a time or a source is taken out.
_LEFT = r"(?: (?:of|in|by|from|on|since|until|the|do|did|have|has|been|that|which|and|publish(?:ed)?|here))*"
_COUNTING = (
    lazy_pattern(rf"{_ARTICLES}{_LEFT} mention(?:s|ed|ing)? {_WORDS}{_LEFT}", re.IGNORECASE),
    lazy_pattern(rf"in {_ARTICLES}{_LEFT} (?:is|are|was|were) {_WORDS} mentioned{_LEFT}", re.IGNORECASE),
)
_AND = lazy_pattern(r",? (?:and|or) (?:the |an? )?|, ", re.IGNORECASE)
# So many of the articles, the newest, are cited.
_CITED = 3
_SAYING = lazy_pattern(
    r"(?:(?:and|so|but|then) )?what (?:else )?(?:did|do|does|has|have|had) (?P<name>.+?) (?:say|said)\b"
    r"(?: (?:about|on|of|regarding|concerning))?(?P<topic>.*)",
    re.IGNORECASE,
)


def count_mentions(query: Query, library: Library) -> tuple[Query, QuotedAnswer | None]:
    """How many of the articles let through hold the words asked for, and where that is counted; None where not asked.

    Words count where they stand in a row, in the text or the title, without regard to case and accents. "X and Y" is
    counted as one name where there is one, else each.
    """
    # A time or a source in the question may be what is counted: "mention April", or a title that names a day.
    whole = replace(query, understood=replace(query.understood, parts=(), words=()))
    for where in (without_bounds(query), whole):
        asked = next(filter(None, (pattern.fullmatch(_parted(where)[0]) for pattern in _COUNTING)), None)
        filters = [each.filters for each in in_parts(where)]
        if asked and library.count_in_any(filters):
            return replace(query, understood=where.understood), _counted(asked[1], filters, library)
    return query, None


def find_speech(query: Query, library: Library, embedder: Embedder) -> tuple[QuotedAnswer | None, SentenceKeys | None]:
    """What the one whom the question names said, within what it asks for of time and sources.

    Where they say nothing on it no sentence may answer; both are None where nobody's words are asked for, or nobody
    of that name is sure to say anything at all.
    """
    text, added = _parted(without_bounds(query))
    asked = _SAYING.fullmatch(text)
    if asked is None:
        return None, None
    for name in (asked["name"], *names_of(added)):  # "What did she say about it? (Halina Corbet, bridge)"
        topic = f"{asked['topic']} {added}".replace(name, "").strip()
        parts = [replace(each, text=topic) for each in in_parts(query)]
        found = [find_said(name, each, library, embedder, limit=MOST_STATEMENTS) for each in parts]
        said = [statement for each in found for statement in each.statements]
        if said:
            return _quoted(query, said), None
        if find_said(name, replace(query.question, text=""), library, None, limit=1).statements:
            return None, frozenset()
    return None, None


def _parted(query: Query) -> tuple[str, str]:
    """A question without its mark, and what was added so that it stands alone."""
    added = added_to(query.standalone)
    return " ".join(query.standalone.removesuffix(added).split()).rstrip("?!. "), added.strip(" ()")


def _counted(asked: str, filters: Sequence[Filters], library: Library) -> QuotedAnswer:
    words = asked.strip("“”„«»\"'")
    found = {words: _holding(words, filters, library)}
    if not found[words]:
        found = {each: _holding(each, filters, library) for each in _AND.split(words)}
    every = library.count_in_any(filters)
    parts: list[EvidenceArticle] = []
    drafts: list[DraftStatement] = []
    for each, articles in found.items():
        handles: list[Handle] = []
        for key, article in list(articles.items())[:_CITED]:
            sentences = library.sentences([key]).get(key)
            if not sentences:  # damaged, and that is said
                continue
            holding = (one for one in sentences if _spaced(each) in _spaced(one.of(article.text)))
            parts.append(EvidenceArticle(len(parts) + 1, article, (next(holding, sentences[0]),)))
            handles.append(Handle(len(parts), 1))
        mention = "mentions" if len(articles) == 1 else "mention"
        text = f"{len(articles):,} of the {every:,} articles searched {mention} “{each}”."
        drafts.append(DraftStatement(text, tuple(handles)))
    return QuotedAnswer(Nearest(Evidence(tuple(parts))), Draft(tuple(drafts)), grade=Grade.COUNTED)


def _holding(words: str, filters: Sequence[Filters], library: Library) -> dict[int, Article]:
    """The articles that hold the words, by their key, newest first."""
    articles = library.articles(library.keys_with(words, filters)).items()
    held = [(key, each) for key, each in articles if _spaced(words) in _spaced(f"{each.title}\n{each.text}")]
    return dict(sorted(held, key=lambda each: (each[1].published or date.min, each[1].id), reverse=True))


def _spaced(text: str) -> str:
    """The words without case and accents, a space around each."""
    return " ".join(["", *map(folded, re.findall(r"\w+", text)), ""])


def _quoted(query: Query, said: Sequence[SaidStatement]) -> QuotedAnswer:
    """The statements that fit best, or are the latest, those of an article together."""
    fit = sorted(said, key=lambda each: (each.score or 0.0, each.article.published or date.min), reverse=True)
    by_article: dict[str, list[SaidStatement]] = {}
    for each in fit[:MOST_STATEMENTS]:
        by_article.setdefault(each.article.id, []).append(each)
    parts: list[EvidenceArticle] = []
    drafts: dict[DraftStatement, None] = {}
    for own in by_article.values():
        sentences = sorted({spoken.sentence for each in own for spoken in each.spoken}, key=lambda one: one.number)
        copies = tuple(copy for each in own for copy in each.copies)
        parts.append(EvidenceArticle(len(parts) + 1, own[0].article, tuple(sentences), copies))
        for each in own:
            handles = (Handle(len(parts), sentences.index(spoken.sentence) + 1) for spoken in each.spoken)
            drafts[DraftStatement(" ".join(each.quote.split()), tuple(dict.fromkeys(handles)))] = None
    evidence, cited = Evidence(tuple(parts)), tuple(handle for each in drafts for handle in each.handles)
    return QuotedAnswer(Nearest(evidence, cited), Draft(tuple(drafts)), tuple(notes_on(query, cited, evidence)))
