"""Evidence and a question to the messages that ask a model for prose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.evidence.evidence import dates_in_brackets
from assistant.answering.evidence.genres import genre_of
from assistant.answering.evidence.near_duplicates import stands_in
from assistant.language.normalise import one_line
from assistant.prompts import Prompts
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Evidence, EvidenceArticle
from assistant.records.ports import Message, Role
from assistant.records.questions import Turn
from assistant.time.days_in_words import day_with_weekday

# UTF-8 bytes of numbered evidence per token: over 170 English news articles o200k and cl100k took 4.4 in the median and
# 3.6 at least, MiniLM's 30,000 word pieces 4.3 and 3.5. An estimate that is too low loses the end of the evidence.
_BYTES_PER_TOKEN = 3.3
# Earlier questions help with words that the condensing step left alone; more than these only distract.
_EARLIER_QUESTIONS = 3


def answer_messages(
    standalone: str,
    evidence: Evidence,
    *,
    as_of: date | None,
    newest: date | None,
    history: Sequence[Turn],
    prompts: Prompts,
) -> list[Message]:
    """The messages that ask for an answer.

    Of the conversation only the earlier questions are shown: an earlier answer would be a source that nobody can check.
    """
    delimiter = prompts.delimiter(standalone, evidence_block(evidence))
    earlier = [turn.standalone for turn in history[-_EARLIER_QUESTIONS:]]
    request = prompts.answer_user.fill(
        delimiter=delimiter,
        evidence=evidence_block(evidence, delimiter),
        as_of=day_with_weekday(as_of) if as_of else "not given",
        newest=day_with_weekday(newest) if newest else "not known",
        earlier=" / ".join(one_line(question) for question in earlier) or "nothing",
        question=one_line(standalone),
    )
    return [Message(Role.SYSTEM, prompts.answer_system.fill()), Message(Role.USER, request)]


def evidence_block(evidence: Evidence, delimiter: str = "\0") -> str:
    """The numbered sentences under each article's title, source and date; never holds `delimiter`."""
    blocks = "\n\n".join(_article_block(part) for part in evidence.articles)
    return blocks.replace(delimiter, "")


def estimated_tokens(text: str) -> int:
    """About how many tokens a text takes, rather too many than too few."""
    return math.ceil(len(text.encode()) / _BYTES_PER_TOKEN)


def fit_evidence(evidence: Evidence, budget_tokens: int) -> tuple[Evidence, int]:
    """The part of the evidence that fits, and how many sentences were cut.

    Cut from the end, so that every handle keeps its meaning: the last articles whole, then the last sentences of the
    first article that does not fit. The first sentence always stays.
    """
    kept: list[EvidenceArticle] = []
    used = 0
    for part in evidence.articles:
        used += estimated_tokens(heading_of(part)) + 2
        sentences: list[Sentence] = []
        for number, sentence in enumerate(part.sentences, start=1):
            used += estimated_tokens(_sentence_line(part, number, sentence)) + 1
            if used > budget_tokens and (kept or sentences):
                break
            sentences.append(sentence)
        if sentences:
            kept.append(replace(part, sentences=tuple(sentences)))
        if used > budget_tokens:
            break
    fitting = Evidence(tuple(kept))
    return fitting, _count(evidence) - _count(fitting)


def _count(evidence: Evidence) -> int:
    return sum(len(part.sentences) for part in evidence.articles)


def _article_block(part: EvidenceArticle) -> str:
    lines = [heading_of(part)]
    previous: Sentence | None = None
    for number, sentence in enumerate(part.sentences, start=1):
        if previous is not None and sentence.number != previous.number + 1:
            lines.append("...")
        lines.append(_sentence_line(part, number, sentence))
        previous = sentence
    return "\n".join(lines)


def heading_of(part: EvidenceArticle) -> str:
    """Title, source, day and kind of an article, and who else printed it, in lines for a model."""
    article = part.article
    genre = genre_of(article)
    lines = [
        f"Article {part.number}: {one_line(article.title)}",
        f"Source: {_source(article)}. Published: {_published(article)}.{f' Kind: {genre}.' if genre else ''}",
    ]
    texts = [sentence.of(article.text) for sentence in part.sentences]
    others = [
        copy
        for copy in part.copies
        if copy.source and copy.source != article.source and all(stands_in(text, copy) for text in texts)
    ]
    if others:
        lines.append(f"Also printed by: {', '.join(_source(copy) for copy in others)}.")
    return "\n".join(lines)


def _sentence_line(part: EvidenceArticle, number: int, sentence: Sentence) -> str:
    meant = dates_in_brackets(part.article, sentence)
    return f"[{part.number}.{number}] {one_line(sentence.of(part.article.text))}{meant}"


def _source(article: Article) -> str:
    return one_line(article.source) if article.source else "unknown"


def _published(article: Article) -> str:
    return day_with_weekday(article.published) if article.published else "date unknown"
