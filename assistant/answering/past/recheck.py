"""Past answers to those that quote what an article no longer says, or name it by an earlier title or day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.past.known_corrections import KnownCorrections
from assistant.articles.differences import ALIKE, sentence_likeness
from assistant.index.library import Library
from assistant.records.articles import Article, Sentence
from assistant.records.kept import KeptRow
from assistant.records.versions import Fate, History, Recheck, RecheckedAnswer, RecheckReport

# Answers whose articles are read together: some hundred articles, a few megabytes.
_ANSWERS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Quotation:
    """What a past answer quotes, as its JSON has it."""

    n: int
    quote: str
    start: int
    end: int
    article_id: str
    title: str
    published: date | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PastAnswer:
    """A past answer as far as it is looked at again."""

    id: int
    asked_at: str
    question: str
    quotations: tuple[_Quotation, ...]

    @property
    def cited(self) -> frozenset[str]:
        """The ids of all articles it cites."""
        return frozenset(each.article_id for each in self.quotations)


def recheck_answers(library: Library, *, since: date | None = None, number: int | None = None) -> RecheckReport:
    """Looks at every answer that the library keeps, at those since a day (UTC), or at one. Raises UsageError."""
    answers = citations = moved = unreadable = 0
    found: list[RecheckedAnswer] = []
    histories: dict[str, History] = {}
    corrections = KnownCorrections(library, library.catalogue.sources())
    wanted = library.record.all(since) if number is None else iter([library.record.one(number)])
    for rows in _in_batches(wanted):
        read = list(map(_read, rows))
        past = [each for each in read if each is not None]
        unreadable += len(read) - len(past)
        current = _CurrentArticles(library, {name for each in past for name in each.cited}, histories)
        for answer in past:
            found_now = [each for each in map(current.look_at, answer.quotations) if each is not None]
            looked_at = [_corrected(each, corrections, answer.cited) for each in found_now]
            answers, citations = answers + 1, citations + len(looked_at)
            moved += sum(each.fate is Fate.MOVED for each in looked_at)
            told = tuple(each for each in looked_at if not each.stands or each.title or each.published)
            if told:
                found.append(RecheckedAnswer(answer.id, answer.asked_at, answer.question, told))
    return RecheckReport(answers, citations, moved, unreadable, tuple(found))


class _CurrentArticles:
    """The articles that some quotations are from, as they are now."""

    def __init__(self, library: Library, ids: Iterable[str], histories: dict[str, History]) -> None:
        self._library, self._histories = library, histories
        self._now = library.versions.current_ids(ids)
        self._keys = library.catalogue.keys(set(self._now.values()))
        articles = library.articles(self._keys.values())
        self._articles = {name: articles[key] for name, key in self._keys.items() if key in articles}
        self._sentences: dict[str, tuple[Sentence, ...]] = {}

    def look_at(self, quotation: _Quotation) -> Recheck | None:
        """What became of a quotation; None where that cannot be told, for the article is damaged in the library."""
        article = self._articles.get(self._now[quotation.article_id])
        if article is None and self._now[quotation.article_id] in self._keys:
            return None
        if article is None:
            return _rechecked(quotation, Fate.REMOVED, None, replaced_at=self._replaced_at(quotation))
        if article.text[quotation.start : quotation.end] == quotation.quote:
            return _rechecked(quotation, Fate.STANDS, article)
        sentences = self._sentences_of(article)
        if not sentences:
            return None
        if _stands_elsewhere(quotation.quote, article.text, sentences):
            return _rechecked(quotation, Fate.MOVED, article)
        replaced_at = self._replaced_at(quotation)
        nearest = max(sentences, key=lambda each: sentence_likeness(quotation.quote, each.of(article.text)))
        if sentence_likeness(quotation.quote, nearest.of(article.text)) < ALIKE:
            return _rechecked(quotation, Fate.GONE, article, replaced_at=replaced_at)
        return _rechecked(quotation, Fate.CHANGED, article, nearest=nearest, replaced_at=replaced_at)

    def _sentences_of(self, article: Article) -> tuple[Sentence, ...]:
        if article.id not in self._sentences:
            key = self._keys[article.id]
            self._sentences[article.id] = self._library.sentences([key]).get(key, ())
        return self._sentences[article.id]

    def _replaced_at(self, quotation: _Quotation) -> str | None:
        """When the newest version that holds the quotation was replaced."""
        name = self._now[quotation.article_id]
        if name not in self._histories:
            self._histories[name] = self._library.versions.history(name)
        kept = [each for each in self._histories[name].earlier if quotation.quote in each.article.text]
        return kept[-1].replaced_at if kept else None


def _rechecked(
    quotation: _Quotation,
    fate: Fate,
    article: Article | None,
    *,
    nearest: Sentence | None = None,
    replaced_at: str | None = None,
) -> Recheck:
    title = published = None
    if article is not None and article.title != quotation.title:
        title = (quotation.title, article.title)
    if article is not None and article.published != quotation.published:
        published = (quotation.published, article.published)
    return Recheck(
        n=quotation.n,
        quote=quotation.quote,
        fate=fate,
        article_id=quotation.article_id,
        old_title=quotation.title,
        old_published=quotation.published,
        statements=quotation.statements,
        article=article,
        now=nearest.of(article.text) if article and nearest else None,
        now_span=(nearest.start, nearest.end) if nearest else None,
        replaced_at=replaced_at,
        title=title,
        published=published,
    )


def _corrected(looked_at: Recheck, corrections: KnownCorrections, cited: Collection[str]) -> Recheck:
    """With the notice that takes the quote back, where the answer does not cite it itself."""
    if looked_at.article is None or looked_at.fate.withdrawn:
        return looked_at
    found = corrections.of(looked_at.quote, looked_at.article)
    return replace(looked_at, correction=found) if found and found[1].id not in cited else looked_at


def _stands_elsewhere(quote: str, text: str, sentences: Iterable[Sentence]) -> bool:
    """Whether a sentence, or several that follow each other, say the same words; as a part of another they do not."""
    starts = {sentence.start for sentence in sentences}
    ends = {sentence.end for sentence in sentences}
    position = text.find(quote)
    while position >= 0:
        if position in starts and position + len(quote) in ends:
            return True
        position = text.find(quote, position + 1)
    words = quote.split()
    return any(sentence.of(text).split() == words for sentence in sentences)


def _in_batches(rows: Iterator[KeptRow]) -> Iterator[list[KeptRow]]:
    batch: list[KeptRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ANSWERS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(row: KeptRow) -> _PastAnswer | None:
    """A past answer; None when its JSON is not what this program writes."""
    try:
        whole = json.loads(row.answer)
        resting: dict[int, list[str]] = {}
        for statement in whole["statements"]:
            for n in statement["citations"]:
                resting.setdefault(n, []).append(str(statement["text"]))
        quotations = tuple(_quotation(each, resting) for each in whole["citations"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return _PastAnswer(row.id, row.asked_at, row.question, quotations)


def _quotation(citation: Mapping[str, object], resting: Mapping[int, list[str]]) -> _Quotation:
    n, start, end, article = citation["n"], citation["start"], citation["end"], citation["article"]
    if not (isinstance(n, int) and isinstance(start, int) and isinstance(end, int) and isinstance(article, dict)):
        raise TypeError
    published = article["published"]
    return _Quotation(
        n,
        str(citation["quote"]),
        start,
        end,
        str(article["id"]),
        str(article["title"]),
        None if published is None else date.fromisoformat(published),
        tuple(resting.get(n, ())),
    )
