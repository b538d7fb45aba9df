"""The sentences nearest to a claim to sets of two or three of them that may say together what none says alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from assistant.answering.draft_claims import Claim
from assistant.answering.draft_sources import Near
from assistant.answering.figures import Figure, figures_in
from assistant.answering.missing_figures import same_figure
from assistant.answering.support import MOST_SENTENCES, find_support
from assistant.answering.tokens import Token, words_in

# So many of the nearest sentences are completed with others, and so many articles read for sentences that go together.
_COMPLETED = 3
_ARTICLES = 3
# Sentences of two articles are put together only when each speaks of what the claim speaks of. (Of 14 sentences of news
# with a number changed, 3 were "supported" before, by the sentence itself and another article's number.)
_LEAST_OF_TWO_ARTICLES = 0.5
# To a sentence that alone says something else, another adds no more than the missing word unless it shares two.
_LEAST_SHARED = 2
# What a number counts stands in one of the next words.
_WORDS_TO_NOUN = 3


def read_together(claim: Claim, near: Sequence[Near], contrary: Sequence[Near]) -> Iterator[tuple[Near, ...]]:
    """Sets of sentences in the order of `near`; `contrary` are those that alone say something else."""
    tried: set[tuple[int, ...]] = set()
    for chosen in itertools.chain(_completed(claim, near), _best_read(claim, near)):
        key = tuple(near.index(each) for each in chosen)
        if key not in tried and _may_go_together(claim, chosen, contrary):
            yield chosen
        tried.add(key)


def _completed(claim: Claim, near: Sequence[Near]) -> Iterator[tuple[Near, ...]]:
    """One of the nearest sentences with the one or two that hold most of the words it lacks."""
    wanted = _content_stems(claim.words)
    held = [wanted & _content_stems(each.text) for each in near]
    for first in range(min(_COMPLETED, len(near))):
        chosen, lacking = [first], wanted - held[first]
        while lacking and len(chosen) < MOST_SENTENCES:
            best = max(range(len(near)), key=lambda number: (len(lacking & held[number]), near[number].closeness))
            if not lacking & held[best]:
                break
            chosen, lacking = [*chosen, best], lacking - held[best]
            yield tuple(near[number] for number in sorted(chosen))


def _best_read(claim: Claim, near: Sequence[Near]) -> Iterator[tuple[Near, ...]]:
    """Those off which the claim is best read: of all the articles, and of each of the nearest."""
    articles = list(dict.fromkeys(each.article.id for each in near))[:_ARTICLES]
    groups = [list(near), *([each for each in near if each.article.id == article] for article in articles)]
    for group in groups:
        best = find_support(claim.words, [each.text for each in group])
        for size in range(len(best), 1, -1):
            for numbers in itertools.combinations(best, size):
                yield tuple(group[number] for number in numbers)


def _may_go_together(claim: Claim, near: Sequence[Near], contrary: Sequence[Near]) -> bool:
    several = len({each.article.id for each in near}) > 1
    if several and min(each.closeness for each in near) < _LEAST_OF_TWO_ARTICLES:
        return False
    if any(_counts_another_thing(figure, claim.words, near) for figure in figures_in(claim.words)):
        return False
    if not any(each is one for each in near for one in contrary):
        return True
    return all(each.shared >= _LEAST_SHARED for each in near)


def _counts_another_thing(figure: Figure, words: str, near: Sequence[Near]) -> bool:
    """Whether a number stands only in a sentence that has little else of the claim, and counts something else there."""
    holding = [(other, each) for each in near for other in figures_in(each.text) if same_figure(figure, other)]
    counted = {word.stem for word in _behind(figure, words) if word.is_content}
    if not holding or not counted or figure.kind:
        return False
    half = len(_content_stems(words)) / 2
    return all(
        each.shared <= half and bool(there := _counted(other, each.text)) and not there & counted
        for other, each in holding
    )


def _counted(figure: Figure, text: str) -> set[str]:
    """The stems of what stands right behind a number; nothing where that is a word such as "on"."""
    return {word.stem for word in itertools.takewhile(lambda word: word.is_content, _behind(figure, text))}


def _behind(figure: Figure, text: str) -> list[Token]:
    return [word for word in words_in(text) if word.start >= figure.end][:_WORDS_TO_NOUN]


def _content_stems(text: str) -> set[str]:
    return {word.stem for word in words_in(text) if word.is_content}
