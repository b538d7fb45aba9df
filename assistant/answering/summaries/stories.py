"""The articles of a time to its stories: those that tell of one subject together, the most reported first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.index.library import Library
from assistant.records.questions import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# An article is about what its first chunks are about: about 200 words.
_LEAD_CHUNKS = 2
# Articles tell one story from this mean cosine of their beginnings on.
_ONE_STORY = 0.55
# An article whose chunks have so little in common is a round-up of the news ("5 things to know").
_ROUND_UP = 0.5
# So many articles are compared with one another; of more, the newest.
_MOST_ARTICLES = 4_000


@dataclass(frozen=True, slots=True)
class Story:
    """The keys of articles that tell of one subject, the most typical first, and their mean beginning."""

    keys: tuple[int, ...]
    centre: NDArray[np.float32]
    weight: float


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of some articles, the most reported first, and how many articles there are in all."""

    stories: tuple[Story, ...]
    articles: int


def find_stories(filters: Filters, library: Library) -> Stories:
    """The stories of the articles that the filters let through.

    A story weighs the sum of the square roots of what each source has on it: a source that reports it a second time
    says less of its weight than another that reports it too.
    """
    leads, wholes = _beginnings(filters, library)
    keys = [key for key in leads if wholes[key] >= _ROUND_UP or len(leads) == 1]
    if not keys:
        return Stories((), len(leads))
    import numpy as np

    vectors = np.array([leads[key] for key in keys], dtype=np.float32)
    sources = {key: article.source for key, article in library.articles(keys).items()}
    stories = []
    for places in clusters(vectors, _ONE_STORY):
        centre = _unit(vectors[places].mean(axis=0))
        order = sorted(places, key=lambda place: -float(vectors[place] @ centre))
        of_sources = Counter(sources.get(keys[place]) for place in places)
        weight = sum(math.sqrt(count) for count in of_sources.values())
        stories.append(Story(tuple(keys[place] for place in order), centre, weight))
    return Stories(tuple(sorted(stories, key=lambda each: (-each.weight, each.keys))), len(leads))


def clusters(vectors: NDArray[np.float32], least: float) -> list[list[int]]:
    """The places of unit vectors in groups whose members have a mean cosine of at least `least` with one another.

    Average linkage by the chain of nearest neighbours (Murtagh, "A survey of recent advances in hierarchical
    clustering algorithms", 1983): as exact as comparing all pairs at each step, in time that grows with their number.
    """
    import numpy as np

    likeness = (vectors @ vectors.T).astype(np.float32)
    np.fill_diagonal(likeness, -2.0)
    groups: dict[int, list[int]] = {place: [place] for place in range(len(vectors))}
    chain: list[int] = []
    waiting = set(groups)
    while waiting:
        chain = chain or [min(waiting)]
        last = chain[-1]
        nearest = int(likeness[last].argmax())
        if len(chain) > 1 and likeness[last, chain[-2]] >= likeness[last, nearest]:
            _join(groups, likeness, last, chain[-2])
            waiting.discard(last)
            del chain[-2:]
        elif likeness[last, nearest] < least:
            waiting.discard(chain.pop())  # no group is near enough, and none that comes to be will be nearer
        else:
            chain.append(nearest)
    return list(groups.values())


def _join(groups: dict[int, list[int]], likeness: NDArray[np.float32], gone: int, kept: int) -> None:
    """Makes one group of two; its likeness to the others is the mean over its members."""
    one, two = len(groups[gone]), len(groups[kept])
    mean = (one * likeness[gone] + two * likeness[kept]) / (one + two)
    likeness[kept, :] = likeness[:, kept] = mean
    likeness[gone, :] = likeness[:, gone] = -2.0
    likeness[kept, kept] = -2.0
    groups[kept] += groups.pop(gone)


def _beginnings(filters: Filters, library: Library) -> tuple[dict[int, NDArray[np.float32]], dict[int, float]]:
    """Each article's beginning as a unit vector, and how alike its chunks are, by key."""
    ids = library.catalogue.chunk_days(filters)
    rows = library.chunks(list(ids))
    found, vectors = library.catalogue.vectors(list(ids))
    by_article: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, number in enumerate(found):
        by_article[rows[number].article].append((rows[number].chunk.number, place))
    newest = sorted(by_article, key=lambda key: (ids[rows[found[by_article[key][0][1]]].id] or 0, key), reverse=True)
    leads, wholes = {}, {}
    for key in newest[:_MOST_ARTICLES]:
        places = [place for _, place in sorted(by_article[key])]
        leads[key] = _unit(vectors[places[:_LEAD_CHUNKS]].mean(axis=0))
        centre = _unit(vectors[places].mean(axis=0))
        wholes[key] = float((vectors[places] @ centre).mean())
    return leads, wholes


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    unit: NDArray[np.float32] = vector / (np.linalg.norm(vector) or 1.0)
    return unit
