"""The claims of a draft to the article sentences that come nearest to each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.understand import query_for
from assistant.answering.checking.checking import cited_in
from assistant.answering.checking.findings import Cited
from assistant.answering.drafts.draft_claims import Claim
from assistant.answering.evidence.near_duplicates import also_in, key_of
from assistant.answering.searching.retrieve import SearchOptions, retrieve
from assistant.index.library import Library
from assistant.models.caching import KeptVectors
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Passage
from assistant.records.questions import Question
from assistant.time.reading import read

# So many articles are read whole for a sentence of a draft, and so many of their sentences compared with it.
_ARTICLES = 8
_SENTENCES = 10
# Sentences that share most words are embedded, and the best passages whole, whose words may be others.
_BY_WORDS = 12
_PASSAGES_WHOLE = 2
# A draft goes on about one thing: the best articles of the sentences beside it are read for each, and come nearer by so
# much, which decides between sentences of two events that fit alike.
_ARTICLES_BESIDE = 3
_BESIDE = 0.05
_QUESTION = re.compile(r"[?？؟][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Near:
    """An article sentence near a claim, with those beside it; `closeness` from 0 to 1, higher is nearer.

    `read_with` are the articles read for the claim, of which some may have the very sentence.
    """

    article: Article
    sentence: Sentence
    before: Sentence | None = None
    after: Sentence | None = None
    read_with: tuple[Article, ...] = ()
    closeness: float = 0.0
    beside: bool = False  # of an article that was found for the sentence before or after

    @property
    def text(self) -> str:
        """The sentence's own characters."""
        return self.sentence.of(self.article.text)

    @property
    def copies(self) -> tuple[Article, ...]:
        """The other articles that have the very sentence."""
        return also_in(self.text, self.article, self.read_with)

    def cited(self) -> Cited:
        """The sentence in its surroundings, as the comparison wants it."""
        return cited_in(self.article, self.sentence)

    def with_neighbours(self) -> list[Near]:
        """The sentence before, this one and the one after."""
        every = (self.before, self.sentence, self.after)
        return [replace(self, sentence=each) for each in every if each is not None]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for a claim before its meaning was compared: sentences with their share of the claim's words."""

    claim: Claim
    shares: tuple[tuple[Near, float], ...]


class Sources:
    """Looks up claims in a library; `undated_articles` counts what a date filter leaves out."""

    def __init__(self, question: Question, library: Library, embedder: KeptVectors) -> None:
        self._question = question
        self._library = library
        self._embedder = embedder
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._articles: dict[str, Article] = {}
        self._stems: dict[tuple[str, int], frozenset[str]] = {}
        self._last: Sequence[Passage] = ()  # of the claim before the first one now looked up
        self.undated_articles = 0

    def look_up(self, claims: Sequence[Claim]) -> list[tuple[Near, ...]]:
        """The sentences nearest each claim, nearest first. One call of the embedder for questions, one for answers."""
        self._embedder.embed([text for claim in claims for text in (claim.search, claim.words)])
        passages = [self._last, *map(self._retrieved, claims), ()]
        self._last = passages[-2]
        found = [
            self._found(
                claim,
                passages[place],
                [*passages[place - 1][:_ARTICLES_BESIDE], *passages[place + 1][:_ARTICLES_BESIDE]],
            )
            for place, claim in enumerate(claims, start=1)
        ]
        self._embedder.embed([near.text for each in found for near, _ in each.shares])
        return [self._ranked(each) for each in found]

    def whole(self, near: Sequence[Near]) -> list[Near]:
        """Every sentence of the articles of some: a correction may name neither what nor whom it corrects."""
        known = {(each.article.id, each.sentence.number): each for each in near}
        found = []
        for article, beside in {each.article.id: (each.article, each.read_with) for each in near}.values():
            for sentence in self._sentences[article.id]:
                key = (article.id, sentence.number)
                found.append(known.get(key) or Near(article, sentence, read_with=beside))
        return found

    def _retrieved(self, claim: Claim) -> Sequence[Passage]:
        query = query_for(self._question, claim.search)
        search_options = SearchOptions(limit=_ARTICLES, per_article=1, recent_days=None)  # a fact may be of any day
        retrieved = retrieve(query, self._library, self._embedder, search_options)
        self.undated_articles = retrieved.undated_articles
        return retrieved.passages

    def _found(self, claim: Claim, own: Sequence[Passage], beside: Sequence[Passage]) -> _Found:
        near = list(self._sentences_of(own, beside))
        wanted = frozenset(word.stem for word in read(claim.words).words if word.is_content)
        stems = [self._stems_of(each) for each in near]
        shares = _shares(wanted, stems)
        best = set(sorted(range(len(near)), key=lambda place: (-shares[place], place))[:_BY_WORDS])
        whole = {(p.article.id, s.number) for p in own[:_PASSAGES_WHOLE] for s in p.sentences}
        chosen = [
            (each, shares[place])
            for place, each in enumerate(near)
            if place in best or (each.article.id, each.sentence.number) in whole
        ]
        return _Found(claim, tuple(chosen))

    def _sentences_of(self, own: Sequence[Passage], beside: Sequence[Passage]) -> Iterator[Near]:
        """Every sentence of the articles and of their copies, each once, however often it was found or printed."""
        near_by = {article.id for passage in beside for article in (passage.article, *passage.every_copy)}
        known = {each.id: each for passage in (*own, *beside) for each in (passage.article, *passage.every_copy)}
        read: set[str] = set()
        for found in known.values():
            article = self._articles.setdefault(found.id, found)  # in memory once
            if article.id not in self._sentences:
                self._sentences |= self._library.whole([article.id])
            every = self._sentences[article.id]
            for sentence, before, after in zip(every, (None, *every), (*every[1:], None), strict=False):
                text = sentence.of(article.text)
                # A question says nothing that could bear a claim out.
                if not _QUESTION.search(text) and key_of(text) not in read:
                    read.add(key_of(text))
                    yield Near(article, sentence, before, after, tuple(known.values()), beside=article.id in near_by)

    def _stems_of(self, near: Near) -> frozenset[str]:
        key = (near.article.id, near.sentence.number)
        if key not in self._stems:
            self._stems[key] = frozenset(word.stem for word in read(near.text).words)
        return self._stems[key]

    def _ranked(self, found: _Found) -> tuple[Near, ...]:
        if not found.shares:
            return ()
        vectors = self._embedder.embed([found.claim.words, *(near.text for near, _ in found.shares)])
        cosines = vectors[1:] @ vectors[0]
        ranked = [
            replace(near, closeness=_closeness(share, float(cosine), near.beside))
            for (near, share), cosine in zip(found.shares, cosines, strict=True)
        ]
        return tuple(sorted(ranked, key=lambda near: -near.closeness)[:_SENTENCES])


def _closeness(share: float, cosine: float, beside: bool) -> float:
    return min(1.0, (share + max(0.0, cosine)) / 2 + (_BESIDE if beside else 0.0))


def _shares(wanted: frozenset[str], stems: Sequence[frozenset[str]]) -> list[float]:
    """The share of the wanted words that each sentence holds; a word that few of the sentences hold weighs more."""
    weights: Mapping[str, float] = {
        word: math.log(1 + len(stems) / (1 + sum(word in each for each in stems))) for word in wanted
    }
    total = sum(weights.values())
    return [sum(weights[word] for word in wanted & each) / total if total else 0.0 for each in stems]
