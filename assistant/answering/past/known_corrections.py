"""Finds which quoted sentence each correction notice of a library corrects."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assistant.answering.comparing.corrections import Correction, corrections_in, is_corrected, may_be_notice
from assistant.answering.evidence.remarks import Place
from assistant.index.library import Library
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Handle
from assistant.records.questions import Filters

# Words that every notice holds one of (answering/comparing/corrections.py), and how many passages with them are read.
_NOTICE_WORDS = (
    *("correction", "corrected", "clarification", "erratum", "errata", "wrong", "wrongly", "incorrect", "incorrectly"),
    *("mistaken", "mistakenly", "misstated", "erroneous", "erroneously", "error"),
)
_PASSAGES = 5_000


class KnownCorrections:
    """The corrections that articles of some sources make."""

    def __init__(self, library: Library, sources: Collection[str]) -> None:
        """Reads the articles of these sources that may be notices."""
        filters = Filters(sources=tuple(sorted(sources)))
        found = library.with_words(_NOTICE_WORDS, _PASSAGES, filters) if sources else []
        keys = {row.article for row in library.chunks([number for number, _ in found]).values()}
        notices = {key: article for key, article in library.articles(keys).items() if may_be_notice(article)}
        self._corrections: dict[str, list[Correction]] = {}
        for key, sentences in sorted(library.sentences(notices).items()):
            own = [Place(Handle(1, each.number + 1), notices[key], each) for each in sentences]
            for correction in corrections_in(own):
                self._corrections.setdefault(notices[key].source or "", []).append(correction)

    def of(self, quote: str, article: Article) -> tuple[str, Article] | None:
        """The sentence that corrects a quoted one, with the notice it is from."""
        place = Place(Handle(1, 1), replace(article, text=quote), Sentence(0, 0, len(quote), 0))
        for correction in self._corrections.get(article.source or "", ()):
            if is_corrected(place, correction):
                return correction.place.text, correction.place.article
        return None
