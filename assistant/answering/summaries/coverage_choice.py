"""Chooses, by their vectors and weights, the few sentences that together represent all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What it costs a sentence to call somebody by a surname that no chosen sentence introduces.
_UNINTRODUCED = 0.15
# News of another day repeats the words of the first without repeating it: its cosine counts as so much less. (Not of
# many articles, each of which says again what happened before.)
_NEXT_DAY = 0.15
# … and to need the one before it, which was not worth choosing by itself.
_PAIR = 0.15
# What a sentence gains by being from a day far from those of the chosen: a story is told from its beginning to its end.
_SPREAD = 0.4
# A further sentence of one article counts so much less.
_SAME_ARTICLE = 0.9


@dataclass(frozen=True, slots=True)
class Aim:
    """What a choice is to stand for: `vectors` of texts, how much each weighs, and which article it is of, in order.

    A sentence counts as one that stands for a text from the first of the `cosines` on, and wholly from the second on.
    Where `by_article`, it stands for an article as much as for that text of it which it stands for best: a sentence
    weighs by how many articles tell it. `covering` is how much it counts beside a sentence's own worth to stand for
    what no chosen one does, `support` how much it counts to stand for much at all. `alike`: from which cosine on it
    costs a sentence to be like a chosen one, and how much.
    """

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    articles: NDArray[np.int64]
    by_article: bool
    cosines: tuple[float, float]
    covering: float
    support: float = 0.0
    alike: tuple[float, float] = (0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Choosable:
    """One sentence to choose from.

    `worth`: how good it is in a summary, None when it may not stand in one. `before`: the place of the sentence that
    must be chosen with it; `needs`: of those that should be.
    """

    worth: float | None
    article: int
    day: int | None
    before: int | None = None
    needs: tuple[int, ...] = ()


def choose(
    sentences: Sequence[Choosable],
    vectors: NDArray[np.float32],
    barred: NDArray[np.bool_],
    aim: Aim,
    *,
    most: int,
    most_of_article: int,
) -> list[int]:
    """The places of at most `most` sentences, the most telling first; `barred[i, j]`: i and j say the same.

    Greedy for the sum of worths and of the facility-location coverage of the aim (Lin and Bilmes, "A class of
    submodular functions for document summarization", 2011): each choice adds what the earlier ones do not stand for.
    """
    import numpy as np

    cosines = vectors @ vectors.T
    days = np.array([each.day or 0 for each in sentences])
    repeating = cosines - (0.0 if aim.by_article else _NEXT_DAY) * (days[:, None] != days[None, :])
    low, high = aim.cosines
    alike = np.clip((vectors @ aim.vectors.T - low) / (high - low), 0.0, 1.0)
    covered = np.zeros(len(aim.weights), dtype=np.float32)
    even_days = _even_days(sentences, most)
    support = aim.support * _of_most(_gains(alike, covered, aim))
    chosen: list[int] = []
    while True:
        units = _allowed(sentences, chosen, barred, most=most, most_of_article=most_of_article)
        if not units:
            return chosen
        scores = support + aim.covering * _of_most(_gains(alike, covered, aim))
        if chosen:
            least, cost = aim.alike
            scores -= cost * np.maximum(repeating[:, chosen].max(axis=1) - least, 0.0)
        best = max(units, key=lambda unit: _score(sentences, unit, chosen, scores, even_days))
        chosen += best
        covered = np.maximum(covered, alike[best].max(axis=0))


def _gains(alike: NDArray[np.float32], covered: NDArray[np.float32], aim: Aim) -> NDArray[np.float32]:
    """How much of the aim each sentence would add to what is covered."""
    import numpy as np

    new = np.maximum(alike - covered, 0.0) * aim.weights
    if aim.by_article:
        new = np.maximum.reduceat(new, np.flatnonzero(np.diff(aim.articles, prepend=-1)), axis=1)
    gains: NDArray[np.float32] = new.sum(axis=1)
    return gains


def _of_most(gains: NDArray[np.float32]) -> NDArray[np.float32]:
    return gains / (gains.max() or 1.0)


def _even_days(sentences: Sequence[Choosable], most: int) -> float:
    """How many days apart the chosen would be if they were spread evenly."""
    known = [each.day for each in sentences if each.day is not None and each.worth is not None]
    return (max(known) - min(known)) / most if known else 0.0


def _allowed(
    sentences: Sequence[Choosable],
    chosen: Sequence[int],
    barred: NDArray[np.bool_],
    *,
    most: int,
    most_of_article: int,
) -> list[list[int]]:
    """The units that may be chosen next."""
    import numpy as np

    units = []
    for place in range(len(sentences)):
        unit = _unit(sentences, place, chosen)
        if not unit or len(chosen) + len(unit) > most or _is_full(sentences, unit, chosen, most_of_article):
            continue
        if not barred[np.ix_(unit, chosen)].any():
            units.append(unit)
    return units


def _score(
    sentences: Sequence[Choosable],
    unit: Sequence[int],
    chosen: Sequence[int],
    scores: NDArray[np.float32],
    even_days: float,
) -> float:
    """How good it is to choose a unit next; `scores`: what each sentence covers, less what it repeats."""
    place = unit[-1]
    own = [float(scores[each]) + _worth(sentences, each, [*chosen, *unit]) for each in unit]
    score = sum(own) / len(unit) - _PAIR * (len(unit) - 1)
    score += _SPREAD * _news(sentences, place, chosen, even_days)
    return score * _SAME_ARTICLE ** sum(sentences[other].article == sentences[place].article for other in chosen)


def _worth(sentences: Sequence[Choosable], place: int, chosen: Sequence[int]) -> float:
    each = sentences[place]
    return (each.worth or 0.0) - _UNINTRODUCED * sum(need not in chosen for need in each.needs)


def _unit(sentences: Sequence[Choosable], place: int, chosen: Sequence[int]) -> list[int]:
    """The sentence and, when it needs one that is not chosen yet, that one first; empty when it cannot be chosen."""
    each = sentences[place]
    if each.worth is None or place in chosen:
        return []
    return [place] if each.before is None or each.before in chosen else [each.before, place]


def _is_full(sentences: Sequence[Choosable], unit: Sequence[int], chosen: Sequence[int], most: int) -> bool:
    article = sentences[unit[0]].article
    return sum(sentences[each].article == article for each in chosen) + len(unit) > most


def _news(sentences: Sequence[Choosable], place: int, chosen: Sequence[int], even_days: float) -> float:
    """From 0, for a sentence of a chosen day, to 1, for one as far from every chosen day as an even spread would be."""
    day = sentences[place].day
    days = [known for other in chosen if (known := sentences[other].day) is not None]
    if day is None or not days or even_days == 0.0:
        return 0.0
    return min(1.0, min(abs(day - known) for known in days) / even_days)
