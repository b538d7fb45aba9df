"""A statement's figures and names that stand in its source, but not where the statement puts them.

"12 dead and 30 hurt" for "30 dead and 12 hurt", "Macron told Merkel" for "Merkel told Macron", "66" behind the name of
one whom the source gives as 71.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answering.alignment import Reading
from assistant.answering.attribution import attributions_in
from assistant.answering.days import dates_in
from assistant.answering.figures import Figure, figures_in
from assistant.answering.missing_figures import same_figure
from assistant.answering.names import Name, may_be_same, names_in
from assistant.answering.replacements import Replacement, comparable
from assistant.answering.slots import indexes_within
from assistant.answering.tokens import words_in

# A figure goes with the word of meaning among so many in front of it: "begin in 2027".
_WORDS_BEFORE = 3
# What makes a pair of two figures: "51.8 percent to 48.2 percent", "from 10 to 12", "5-4".
_PAIRING = re.compile(r"\s*(?:to|-|–|/|:|against|versus|out of|of)\s*", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:in|at|on|from|of|to|near|for|with|off|outside|inside|across|over|through|by|and|or|,)\s+(?:the\s+)?\Z"
)
_CLAUSES = re.compile(
    r"\b(?:if|when|after|before|as|while|because|although|though|since|once|unless|until)\b", re.IGNORECASE
)
_BRACKETED = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"")
_BY = re.compile(r"\bby\s+(?:the\s+)?[A-Z]")
_TOGETHER = re.compile(r"\s*(?:,|and|or|&|with|,\s*and)\s*")


def swapped_figures(statement: str, sentences: Sequence[str]) -> Iterator[Replacement]:
    """Two figures of a pair whose order is turned round, or one behind the word that the source puts before another."""
    there = [(sentence, figure) for sentence in sentences for figure in figures_in(sentence)]
    own = figures_in(statement)
    for first, second in pairwise(own):
        if _is_pair(first, second, statement) and _are_turned(first, second, sentences):
            yield Replacement(
                statement[first.start : second.end], _pair(first, second, sentences), first.start, second.end
            )
            return
    for figure in own:
        word = _word_before(figure, statement)
        if word is None:
            continue
        bound = [(sentence, other) for sentence, other in there if _word_before(other, sentence) == word]
        same = [(sentence, other) for sentence, other in there if same_figure(figure, other)]
        others = [other for _, other in bound if comparable(figure, other) and not same_figure(figure, other)]
        elsewhere = same and all(_word_before(other, sentence) not in {word, None} for sentence, other in same)
        if others and elsewhere:
            yield Replacement(figure.text, others[0].text, figure.start, figure.end)


def swapped_names(statement: str, sentences: Sequence[str]) -> Replacement | None:
    """Two names whose order is turned round where it tells who does what to whom: "Macron told Merkel"."""
    own = _actors(statement)
    for sentence in sentences:
        if bool(_BY.search(sentence)) != bool(_BY.search(statement)) or _CLAUSES.search(f"{statement} {sentence}"):
            continue  # told in the passive, or in clauses that may change places
        there = _actors(sentence)
        for first, second in pairwise(own):
            if any(
                sum(may_be_same(each, name) for name in names) != 1
                for each in (first, second)
                for names in (own, there)
            ):
                continue
            places = [at for each in (first, second) for at, name in enumerate(there) if may_be_same(each, name)]
            if places[0] > places[1]:
                return Replacement(first.text, second.text, first.start, first.end)
    return None


def other_subject(statement: str, sentences: Sequence[str], reading: Reading) -> Replacement | None:
    """The name a statement opens with, where the source has another one do it and comes to this one only later."""
    own = _actors(statement)[:1]
    if not own or any(word.end <= own[0].start for word in reading.words[1:2]):
        return None
    first, last = indexes_within(reading.words, own[0].start, own[0].end)
    does = next((place for place in reading.places[last : last + 2] if place is not None), None)
    if first == last or does is None or bool(_BY.search(statement)) != bool(_BY.search(sentences[does[0]])):
        return None
    sentence, position = sentences[does[0]], reading.sentences[does[0]][does[1]].start
    there = _actors(sentence)
    before = [name for name in there if name.end <= position and name.is_certain]
    same = [name for name in names_in(sentence) if may_be_same(own[0], name)]
    if not before or not same or any(name.start < position for name in same) or may_be_same(own[0], before[-1]):
        return None
    return Replacement(own[0].text, before[-1].text, own[0].start, own[0].end)


def _is_pair(first: Figure, second: Figure, text: str) -> bool:
    return _PAIRING.fullmatch(text[first.end : second.start]) is not None


def _are_turned(first: Figure, second: Figure, sentences: Sequence[str]) -> bool:
    """Whether the source has the same pair, the other way round and never this way."""
    if first.kind != second.kind or same_figure(first, second):
        return False
    pairs = [
        pair for sentence in sentences for pair in pairwise(figures_in(sentence)) if _is_pair(*pair, text=sentence)
    ]
    this_way = any(same_figure(first, left) and same_figure(second, right) for left, right in pairs)
    return not this_way and any(same_figure(first, right) and same_figure(second, left) for left, right in pairs)


def _pair(first: Figure, second: Figure, sentences: Sequence[str]) -> str:
    for sentence in sentences:
        for left, right in pairwise(figures_in(sentence)):
            if same_figure(first, right) and same_figure(second, left):
                return sentence[left.start : right.end]
    return ""


def _word_before(figure: Figure, text: str) -> str | None:
    """The word of meaning in front of a figure, in its clause."""
    before = [word for word in words_in(text) if word.end <= figure.start][-_WORDS_BEFORE:]
    found = next((word for word in reversed(before) if word.is_content and not word.text[0].isdigit()), None)
    if found is None or re.search(r"[;:.!?]", text[found.end : figure.start]):
        return None
    return found.stem


def _actors(text: str) -> list[Name]:
    """The names of a text that may act or be acted upon: not places, nor who says it, nor one of several in a row."""
    passed_over = [(each.start, each.end) for each in attributions_in(text)]
    passed_over += [match.span() for match in _BRACKETED.finditer(text)]
    passed_over += [(mention.start, mention.end) for mention in dates_in(text, None)]
    names = [name for name in names_in(text) if name.is_certain or len(name.words) == 1]
    kept = [
        name
        for name in names
        if not _PREPOSITION.search(text[: name.start])
        and not any(start <= name.start < end for start, end in passed_over)
    ]
    rows = {
        name.start
        for left, right in pairwise(names)
        if _TOGETHER.fullmatch(text[left.end : right.start])
        for name in (left, right)
    }
    return [name for name in kept if name.start not in rows]
