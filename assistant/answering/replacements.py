"""A statement's names and figures to what the source has in their place, where that is something else.

A name or a number may well stand in what is cited and still be wrong where the statement puts it: of 12 dead and 30
hurt one can make 30 dead. So each is compared with what stands in its place, and with what goes with the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.alignment import Reading, read_off
from assistant.answering.days import agree, dates_in
from assistant.answering.figures import Figure, figures_in
from assistant.answering.missing_figures import same_figure, stands_in_pieces
from assistant.answering.names import Name, may_be_same, names_in
from assistant.answering.slots import counterpart, indexes_within, is_in_place
from assistant.answering.tokens import Token, words_in

# A figure goes with the first word of meaning among so many behind it: "12 of the people".
_WORDS_TO_NOUN = 3
_FEWEST_JOINED = 2
_FEWEST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the statement says at `[start, end)`, and what the source says there."""

    said: str
    there: str
    start: int
    end: int


def replaced_figures(statement: str, sentences: Sequence[str], reading: Reading) -> Iterator[Replacement]:
    """The figures of a statement in whose place, or with whose noun, the source has another of the same kind."""
    there = [figure for sentence in sentences for figure in figures_in(sentence)]
    for figure in figures_in(statement):
        first, last = indexes_within(reading.words, figure.start, figure.end)
        if first == last or is_in_place(reading, first, last):
            continue
        if stands_in_pieces(figure, sentences):
            continue
        slot = _figures_among(counterpart(reading, first, last), sentences)
        with_noun = _with_same_noun(figure, statement, sentences)
        joined = _is_joined(reading, first, slot, sentences)
        if any(same_figure(figure, other) for other in (slot if joined else (*slot, *with_noun))):
            continue
        others = [other for other in (*slot, *with_noun) if comparable(figure, other)]
        others += [] if others else _with_same_subject(figure, statement, sentences)
        elsewhere = any(same_figure(figure, other) for other in there)
        joined = joined or len(sentences) > 1
        if others and (with_noun or joined or not elsewhere):
            yield Replacement(figure.text, others[0].text, figure.start, figure.end)


def _with_same_subject(figure: Figure, statement: str, sentences: Sequence[str]) -> list[Figure]:
    """The shares and sums of a sentence that opens with the same word; none when the figure is one of them."""
    opening = _opening(statement)
    found = [
        other
        for sentence in sentences
        if figure.kind and opening and _opening(sentence) == opening
        for other in figures_in(sentence)
        if other.kind == figure.kind
    ]
    return [] if any(same_figure(figure, other) for other in found) else found


def _opening(text: str) -> str | None:
    return next((word.stem for word in words_in(text) if word.is_content), None)


def _is_joined(reading: Reading, first: int, slot: Sequence[Figure], sentences: Sequence[str]) -> bool:
    """Whether a figure was read in one sentence, and what stands in its place in another."""
    place = reading.places[first]
    return place is not None and any(figure not in figures_in(sentences[place[0]]) for figure in slot)


def replaced_names(statement: str, sentences: Sequence[str], reading: Reading) -> Iterator[Replacement]:
    """The names of a statement in whose place, or with whose verb, the source has another name."""
    every = [(sentence, name) for sentence in sentences for name in names_in(sentence)]
    own = names_in(statement)
    for name in own:
        first, last = indexes_within(reading.words, name.start, name.end)
        if first == last or is_in_place(reading, first, last):
            continue
        slot = _names_among(counterpart(reading, first, last), sentences)
        others = [other for other in slot if other.is_certain or name.is_certain]
        same_here = sum(may_be_same(name, other) for other in own)
        same_there = [other for _, other in every if may_be_same(name, other)]
        if len(same_there) >= same_here:
            # What opens a sentence here may be seen to be a name there.
            is_certain = name.is_certain or any(other.is_certain for other in same_there)
            others = _with_same_verb(name, statement, every) if is_certain else []
        if others and not any(may_be_same(name, other) for other in (*others, *slot)):
            yield Replacement(name.text, others[0].text, name.start, name.end)


def replaced_dates(statement: str, dated: Sequence[tuple[str, date | None]], reading: Reading) -> Iterator[Replacement]:
    """The dates of a statement in whose place the source has another; each sentence comes with its day."""
    for mention in dates_in(statement, None):
        first, last = indexes_within(reading.words, mention.start, mention.end)
        if first == last or is_in_place(reading, first, last):
            continue
        slot = counterpart(reading, first, last)
        there = [
            other
            for sentence, published in dated
            if slot and _holds(sentence, slot)
            for other in dates_in(sentence, published)
            if any(other.start <= word.start < other.end for word in slot)
        ]
        if len(there) == 1 and not agree(mention, there[0]):
            said, instead = mention.text.rstrip("."), there[0].text.rstrip(".")
            yield Replacement(said, instead, mention.start, mention.end)


def _with_same_verb(name: Name, statement: str, there: Sequence[tuple[str, Name]]) -> list[Name]:
    """The source's names right in front of the word of meaning that this one stands right in front of."""
    verb = _right_behind(name, statement)
    return [other for sentence, other in there if verb is not None and _right_behind(other, sentence) == verb]


def _right_behind(name: Name, text: str) -> str | None:
    behind = next((word for word in words_in(text) if word.start >= name.end), None)
    if behind is None or not behind.is_content or text[name.end : behind.start].strip():
        return None
    return behind.text.lower()


def joined_names(statement: str, sentences: Sequence[str]) -> Replacement | None:
    """A name of one cited sentence with what another says of somebody else; None when there is no such join.

    The items of a list that semicolons part count as sentences: each speaks of its own subject.
    """
    items = [item for sentence in sentences for item in _items(sentence)]
    own = [name for name in names_in(statement) if name.is_certain]
    if len(items) < _FEWEST_JOINED or not own:
        return None
    reading = read_off(statement, items)
    read = [place for place, word in zip(reading.places, reading.words, strict=True) if place and word.is_content]
    if not read:
        return None
    most = max(range(len(items)), key=lambda number: sum(owner == number for owner, _ in read))
    positions = [position for owner, position in read if owner == most]
    span = reading.sentences[most][min(positions) : max(positions) + 1]
    there = [name for name in names_in(items[most]) if name.is_certain]
    inside = [name for name in there if span and span[0].start <= name.start < span[-1].end]
    first = own[0]
    left_out = [name for name in inside if not any(may_be_same(name, other) for other in own)]
    if any(may_be_same(first, name) for name in there):
        return None
    if left_out:
        subjects = [name for name in there if name.end <= span[0].start]
        return Replacement(first.text, (subjects[-1:] or left_out)[0].text, first.start, first.end)
    if len(items) > len(sentences) and any(may_be_same(first, name) for item in items for name in names_in(item)):
        return Replacement(first.text, "another", first.start, first.end)
    return None


def _items(sentence: str) -> list[str]:
    parts = sentence.split(";")
    return parts if len(parts) >= _FEWEST_ITEMS else [sentence]


def figure_with_same_noun(figure: Figure, statement: str, sentences: Sequence[str]) -> str | None:
    """Another figure that the source gives for what this one counts."""
    found = [other for other in _with_same_noun(figure, statement, sentences) if comparable(figure, other)]
    return found[0].text if found and not any(same_figure(figure, other) for other in found) else None


def _with_same_noun(figure: Figure, statement: str, sentences: Sequence[str]) -> list[Figure]:
    """The source's figures that go with the same noun; none when one of them is the figure itself."""
    noun = _noun_behind(figure, statement)
    if noun is None:
        return []
    return [other for sentence in sentences for other in figures_in(sentence) if _noun_behind(other, sentence) == noun]


def _noun_behind(figure: Figure, text: str) -> str | None:
    behind = [word for word in words_in(text) if word.start >= figure.end][:_WORDS_TO_NOUN]
    return next((word.stem for word in behind if word.is_content), None)


def comparable(figure: Figure, other: Figure) -> bool:
    """Whether two figures measure alike: a percentage never stands for a sum, nor a year for a count."""
    if _is_year(figure) != _is_year(other) or {figure.kind, other.kind} & {"ordinal", "percent"}:
        return figure.kind == other.kind and _is_year(figure) == _is_year(other)
    return figure.kind == other.kind or not (figure.kind and other.kind)


def _is_year(figure: Figure) -> bool:
    return not figure.kind and len(figure.text) == 4 and figure.text.isdigit() and "1500" <= figure.text < "2200"


def _figures_among(slot: Sequence[Token], sentences: Sequence[str]) -> list[Figure]:
    return [
        figure
        for sentence in sentences
        if slot and _holds(sentence, slot)
        for figure in figures_in(sentence)
        if any(figure.start <= word.start < figure.end for word in slot)
    ]


def _names_among(slot: Sequence[Token], sentences: Sequence[str]) -> list[Name]:
    return [
        name
        for sentence in sentences
        if slot and _holds(sentence, slot)
        for name in names_in(sentence)
        if any(name.start <= word.start < name.end for word in slot)
        and not any(day.start < name.end and name.start < day.end for day in dates_in(sentence, None))
    ]


def _holds(sentence: str, slot: Sequence[Token]) -> bool:
    """Whether these words are this sentence's."""
    return all(sentence[word.start : word.end] == word.text for word in slot)
