"""Collects what speaks for and against quoting each sentence of the evidence in a summary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.evidence.prompt_injection import which_hold_orders
from assistant.answering.quoting.context_dependence import PERSON, depends_on_context, is_whole
from assistant.answering.quoting.sentence_scores import is_citable
from assistant.answering.searching.coverage import Terms, share
from assistant.answering.summaries.captions import SURE
from assistant.answering.summaries.introductions import introductions, people_in
from assistant.language.calendar_names import MONTHS, WEEKDAYS
from assistant.language.word_lists import alternatives
from assistant.language.words import content_words, stem, stems_in
from assistant.patterns import lazy_pattern
from assistant.records.evidence import Evidence, EvidenceArticle, Handle

# A cosine of the bundled embedder between a short topic and a sentence that is wholly about it.
_WHOLLY_ABOUT = 0.6
_WORD = lazy_pattern(r"[^\W\d_][\w’'-]*")
# Sentences that are there for the page, not the story.
PAGE = lazy_pattern(
    r"\b(?:hide caption|photos:|sign up|subscribe|click here|read more|follow us|see also|newsletter)\b"
    r"|\A(?:explore|join us|check out|find out|download|don['’]t miss|here['’]s (?:what|how|why|the|a)|listen to"
    r"|get (?:the|our|your)|read (?:our|the)|see (?:how|more|our)|watch (?:our|live|more))\b",
    re.IGNORECASE,
)

_DAYS = lazy_pattern(rf"\d+|\b(?:{alternatives(MONTHS.keys() | WEEKDAYS.keys())})\b\.?", re.IGNORECASE)
_SEVERAL = 3  # articles
# "Artemis I" and "World War I said nothing" are no first person.
_FIRST_PERSON = lazy_pattern(
    r"(?:\A|[,;:.—–-] |\b[a-z]+ )I(?:['’][a-z]+)?\b(?= [a-z])|\b(?:[Ww]e(?:['’][a-z]+)?|[Mm]y|[Oo]ur|me|us)\b"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a summary is about: its text and its terms."""

    text: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the evidence.

    `place`: how far down its article it stands, from 0 to 1; `rank`: how many sentences stand above it, without those
    that are seen to be no text. `before`: the line that must be quoted with it, if any; `needs`: those that
    introduce the people it calls by surname. `orders`: it tells whoever answers what to do, and is never quoted.
    `relevance`, from 0 to 1: how much it is about the topic, or the title. `caption`: the logit that it is a caption.
    """

    handle: Handle
    part: EvidenceArticle
    text: str
    stems: frozenset[str]
    place: float
    rank: int
    quotable: bool
    depends_on_context: bool
    before: int | None
    needs: tuple[int, ...]
    relevance: float = 0.0
    orders: bool = False
    caption: float = -9.0

    @property
    def stands(self) -> bool:
        """Whether it can be quoted, alone or after the one before."""
        return self.quotable and (not self.depends_on_context or self.before is not None)


def lines_of(evidence: Evidence) -> list[Line]:
    """Every sentence of the evidence, in order."""
    lines: list[Line] = []
    for part in evidence.articles:
        lines += _article_lines(part, len(lines))
    again = _said_of_each_day(lines)
    lines = [replace(line, quotable=line.quotable and at not in again) for at, line in enumerate(lines)]
    if any(line.stands for line in lines):
        return lines
    # A list, verse, or a text in a script whose sentences end otherwise: better some of it than nothing.
    return [replace(line, quotable=not line.orders, depends_on_context=False) for line in lines]


def without_captions(lines: Sequence[Line]) -> list[Line]:
    """The lines; what is surely a caption cannot be quoted, nor what leans on it, unless nothing else could be."""
    sure = [line.caption > SURE for line in lines]
    kept = [
        replace(line, quotable=line.quotable and not sure[at] and not (line.before is not None and sure[line.before]))
        for at, line in enumerate(lines)
    ]
    return kept if any(line.stands for line in kept) else list(lines)


def is_first_person(text: str) -> bool:
    """Whether a sentence, without what it quotes, speaks of "I" or "we"."""
    return _FIRST_PERSON.search(text) is not None


def title_of(part: EvidenceArticle) -> Topic:
    """An article's title as the topic of its sentences; each word counts the same."""
    title = part.article.title
    return Topic(title, Terms({stem(word): 1.0 for word in content_words(title)}, frozenset(), frozenset()))


def relevance(lines: Sequence[Line], at: int, topic: Topic, cosine: float) -> float:
    """How much a line is about a topic: by its words, those of the lines around it, and the cosine of its vector.

    Not at all when the topic has names and neither the line, nor those around it, nor the title has one of them.
    """
    part = lines[at].part
    around = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    near = lines[at].stems.union(*(other.stems for other in around if other.part is part))
    if topic.terms.names and topic.terms.names.isdisjoint(near | stems_in(part.article.title)):
        return 0.0
    words = 0.6 * share(topic.terms.weights, lines[at].stems) + 0.4 * share(topic.terms.weights, near)
    return 0.5 * words + 0.5 * min(1.0, max(0.0, cosine) / _WHOLLY_ABOUT)


def _said_of_each_day(lines: Sequence[Line]) -> set[int]:
    """The places of lines that articles of several days repeat but for the day: "This page is a summary for Monday"."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        alike[_DAYS.sub("#", line.text)].append(at)
    return {
        at
        for places in alike.values()
        if len({lines[at].part.number for at in places}) >= _SEVERAL and len({lines[at].text for at in places}) > 1
        for at in places
    }


def _article_lines(part: EvidenceArticle, first: int) -> list[Line]:
    texts = [sentence.of(part.article.text) for sentence in part.sentences]
    people = people_in(texts)
    lines: list[Line] = []
    passed_over = 0
    ordering = which_hold_orders(texts)
    for at, (text, sentence, needs) in enumerate(zip(texts, part.sentences, introductions(texts, people), strict=True)):
        citable = is_citable(text) and not ordering[at]
        follows = at > 0 and part.sentences[at - 1].number == sentence.number - 1
        leaning = depends_on_context(text)
        carried = leaning and follows and _carries(lines[at - 1], text, people)
        lines.append(
            Line(
                handle=Handle(part.number, at + 1),
                part=part,
                text=text,
                stems=stems_in(text),
                place=sentence.start / len(part.article.text),
                rank=sentence.number - passed_over,
                quotable=citable and is_whole(text) and not PAGE.search(text),
                depends_on_context=leaning,
                before=first + at - 1 if carried else None,
                needs=tuple(first + need for need in needs),
                orders=ordering[at],
            )
        )
        passed_over += not citable
    return lines


def _carries(previous: Line, text: str, people: frozenset[str]) -> bool:
    """Whether a sentence that leans can be understood right after the one before it: "she" must be a person there."""
    if not previous.quotable or previous.depends_on_context:
        return False
    return not PERSON.search(text) or not people.isdisjoint(_WORD.findall(previous.text))
