"""A draft statement to a checked one: what can be read off its words, with its reader's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from assistant.answering.checking.findings import Cited, differences_in_words, find_differences, invented_quotations
from assistant.answering.evidence.evidence import Citations
from assistant.answering.evidence.prompt_injection import holds_order
from assistant.answering.evidence.remarks import Remark
from assistant.language.normalise import one_line
from assistant.language.sentences import split_sentences
from assistant.patterns import lazy_pattern
from assistant.records.answers import Citation, Note, Statement
from assistant.records.articles import Article, Sentence
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Handle
from assistant.records.verdicts import Grade

NOTHING_CITED = "no article sentence is cited"
_ORDER = "the cited text contains an order to whoever answers, which reports nothing"
_QUESTION = "the cited text only asks, and says nothing"
_IS_QUESTION = lazy_pattern(
    r"\W*(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|should|may|might"
    r"|has|have|had)(?:[’']s|n[’']t)?\b.*\?\W*",
    re.IGNORECASE | re.DOTALL,
)
_TELLS_OF_ASKING = lazy_pattern(r"\b(?:ask\w*|question\w*|wonder\w*|whether)\b|\?\W*\Z", re.IGNORECASE)


class Checker:
    """Compares the statements of one answer with its evidence, and numbers what they cite.

    `asked` is the day the reader asks on, which counts as known; numbers that are `given` already stay.
    """

    def __init__(self, evidence: Evidence, asked: date | None = None, given: Sequence[Citation] = ()) -> None:
        self._evidence = evidence
        self.asked = asked
        self._citations = Citations(evidence, given)
        self.unknown_handles = 0

    def quoted(self, draft: DraftStatement, *, paragraph: int = 0) -> Statement:
        """A statement that the program took out of the article sentence it cites."""
        citations = self._citations.number(draft.handles)
        return Statement(draft.text, Grade.QUOTED, citations=citations, paragraph=paragraph)

    def check(self, draft: DraftStatement, *, paragraph: int = 0) -> Statement:
        """A model's statement with what its words alone tell; its citations are numbered in order of appearance.

        It is quoted when it is a cited sentence letter for letter, not confirmed when it cites nothing or quotes what
        no cited article holds, and otherwise not judged, with the differences found.
        """
        self.unknown_handles += len(draft.unknown_handles)
        grade, reasons = self.grade(draft)
        return Statement(
            text=draft.text,
            grade=grade,
            reasons=reasons,
            citations=self._citations.number(draft.handles),
            paragraph=paragraph,
        )

    def grade(self, draft: DraftStatement) -> tuple[Grade, tuple[str, ...]]:
        """The grade that the words alone give, and the reasons; nothing is counted or numbered."""
        cited = self.cited(draft)
        if not cited:
            return Grade.NOT_CONFIRMED, (NOTHING_CITED,)
        reports_nothing = _reports_nothing(draft.text, [each.sentence for each in cited])
        if reports_nothing is None and any(one_line(draft.text) == one_line(each.sentence) for each in cited):
            return Grade.QUOTED, ()
        invented = invented_quotations(draft.text, cited)
        if invented:
            return Grade.NOT_CONFIRMED, differences_in_words(invented)
        differences = differences_in_words(find_differences(draft.text, cited, asked=self.asked))
        return Grade.NOT_JUDGED, differences if reports_nothing is None else (*differences, reports_nothing)

    def cited(self, draft: DraftStatement) -> list[Cited]:
        """The sentences a statement cites, in their surroundings."""
        found = filter(None, map(self._evidence.find, draft.handles))
        return [cited_in(article, sentence) for article, sentence in found]

    def number(self, handles: Sequence[Handle]) -> tuple[int, ...]:
        """The reader's numbers of evidence sentences."""
        return self._citations.number(handles)

    def note(self, remark: Remark) -> Note:
        """The note with its numbers; what only notes cite is numbered after what statements cite."""
        return Note(remark.kind, remark.text, self._citations.number(remark.handles))

    def citations(self) -> tuple[Citation, ...]:
        """Every citation so far, by number."""
        return self._citations.all()


def cited_in(article: Article, sentence: Sentence) -> Cited:
    """A sentence of an article in its surroundings."""
    every = sentences_of(article.text)
    before, after = (
        every[place].of(article.text) if 0 <= place < len(every) else ""
        for place in (sentence.number - 1, sentence.number + 1)
    )
    text = sentence.of(article.text)
    return Cited(text, before, article.title, article.source, article.published, article.text, after)


# A few articles are cited again and again.
@lru_cache(maxsize=64)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a whole text, in order."""
    return split_sentences(text)


def _reports_nothing(statement: str, cited: Sequence[str]) -> str | None:
    """Why cited sentences bear nothing out, whatever their words; None where they may."""
    if any(map(holds_order, cited)):
        return _ORDER
    return _QUESTION if all(map(only_asks, cited)) and not tells_of_asking(statement) else None


def only_asks(sentence: str) -> bool:
    """Whether a sentence is a question from its beginning to its end."""
    return bool(_IS_QUESTION.fullmatch(sentence))


def tells_of_asking(statement: str) -> bool:
    """Whether a statement is a question, or says that one was asked."""
    return bool(_TELLS_OF_ASKING.search(statement))
