"""The articles of a time to its stories: those that tell of one subject together, the most reported first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.index.library import Library
from assistant.records.questions import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# An article is about what its first chunks are about: about 200 words.
_LEAD_CHUNKS = 2
# Articles tell one story from this mean cosine of their beginnings on, and are one text from the second on; an article
# from before tells the same story from the third to its middle on.
_ONE_STORY, _ONE_TEXT, _BEFORE = 0.5, 0.98, 0.6
# A chunk tells of a story from this cosine on; an article whose chunks tell of so many stories that have little to do
# with one another is a round-up of the news ("5 things to know").
_TELLS_OF, _UNLIKE, _OF_ROUND_UP = 0.5, 0.4, 3
# So many articles are compared with one another; of more, the newest.
MOST_ARTICLES = 4_000


@dataclass(frozen=True, slots=True)
class Story:
    """The keys of articles that tell of one subject, the most typical first, and their mean beginning.

    `reports` counts them, copies of one text once.
    """

    keys: tuple[int, ...]
    centre: NDArray[np.float32]
    weight: float
    reports: int


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of some articles, the most reported first, and the keys of those that round up several.

    `older` counts the articles that are not compared, because more are newer than can be.
    """

    stories: tuple[Story, ...]
    round_ups: tuple[int, ...] = ()
    older: int = 0


def find_stories(filters: Filters, library: Library) -> Stories:
    """The stories of the articles that the filters let through.

    A story weighs the sum of the square roots of what each source has on it: a second report of one source says less of
    its weight than the first of another. What a round-up of the news tells of it is a report too.
    """
    chunks = _chunks_of(filters, library)
    if not chunks:
        return Stories(())
    sources = {key: article.source for key, article in library.articles(chunks).items()}
    round_ups = _round_ups(chunks, [_centre(chunks, keys) for keys in _grouped(chunks, list(chunks))])
    groups = _grouped(chunks, [key for key in chunks if key not in round_ups])
    if not groups:
        return Stories((), tuple(round_ups))
    centres = [_centre(chunks, keys) for keys in groups]
    mentions: list[Counter[str | None]] = [Counter() for _ in groups]
    for key in round_ups:
        for place in _told_of(chunks[key], centres):
            mentions[place][sources.get(key)] += 1
    stories = [
        _story(keys, chunks, centre, sources, mentioned)
        for keys, centre, mentioned in zip(groups, centres, mentions, strict=True)
    ]
    stories.sort(key=lambda each: (-each.weight, each.keys))
    older = library.catalogue.count_articles(filters) - len(chunks) if len(chunks) == MOST_ARTICLES else 0
    return Stories(tuple(stories), tuple(round_ups), older)


def told_before(stories: Sequence[Story], filters: Filters, library: Library) -> dict[int, date]:
    """By place, the first day on which an article told of a story before the first day of the filters, if one did."""
    if filters.since is None or filters.since == date.min:
        return {}
    until = filters.since - timedelta(days=1)
    chunks = _chunks_of(replace(filters, since=None, until=until), library)
    days = {key: day for key, (_, day) in library.catalogue.ids_and_days(chunks).items() if day is not None}
    leads = {key: _lead(chunks[key]) for key in days}
    before: dict[int, date] = {}
    for place, story in enumerate(stories):
        told = [days[key] for key, lead in leads.items() if float(lead @ story.centre) >= _BEFORE]
        if told:
            before[place] = min(told)
    return before


def clusters(vectors: NDArray[np.float32], least: float) -> list[list[int]]:
    """The places of unit vectors in groups whose members have a mean cosine of at least `least` with one another.

    Average linkage by the chain of nearest neighbours (Murtagh, "A survey of recent advances in hierarchical
    clustering algorithms", 1983): as exact as comparing all pairs at each step, in time that grows
    with the square of their number.
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


def _chunks_of(filters: Filters, library: Library) -> dict[int, NDArray[np.float32]]:
    """The vectors of each article's chunks, in order, by the article's key; of very many articles the newest."""
    days = library.catalogue.chunk_days(filters)
    rows = library.chunks(list(days))
    found, vectors = library.catalogue.vectors(list(days))
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    newest: dict[int, int] = {}
    for place, number in enumerate(found):
        if number in rows:
            places[rows[number].article].append((rows[number].chunk.number, place))
            newest[rows[number].article] = days[number] or 0
    keys = sorted(places, key=lambda key: (-newest[key], key))[:MOST_ARTICLES]
    return {key: vectors[[place for _, place in sorted(places[key])]] for key in keys}


def _lead(chunks: NDArray[np.float32]) -> NDArray[np.float32]:
    return _unit(chunks[:_LEAD_CHUNKS].mean(axis=0))


def _centre(chunks: Mapping[int, NDArray[np.float32]], keys: Sequence[int]) -> NDArray[np.float32]:
    import numpy as np

    return _unit(np.mean([_lead(chunks[key]) for key in keys], axis=0, dtype=np.float32))


def _grouped(chunks: Mapping[int, NDArray[np.float32]], keys: Sequence[int]) -> list[list[int]]:
    import numpy as np

    if not keys:
        return []
    leads = np.array([_lead(chunks[key]) for key in keys], dtype=np.float32)
    return [[keys[place] for place in places] for places in clusters(leads, _ONE_STORY)]


def _told_of(chunks: NDArray[np.float32], centres: Sequence[NDArray[np.float32]]) -> set[int]:
    """The places of the stories that some chunk tells of; each chunk of the nearest one."""
    import numpy as np

    likeness = chunks @ np.array(centres, dtype=np.float32).T
    return {int(row.argmax()) for row in likeness if row.max() >= _TELLS_OF}


def _round_ups(chunks: Mapping[int, NDArray[np.float32]], centres: Sequence[NDArray[np.float32]]) -> list[int]:
    """The keys of articles that tell of several stories which have little to do with one another."""
    found = []
    for key, own in chunks.items():
        apart: list[NDArray[np.float32]] = []
        for place in sorted(_told_of(own, centres)):
            if all(float(centres[place] @ other) < _UNLIKE for other in apart):
                apart.append(centres[place])
        if len(apart) >= _OF_ROUND_UP:
            found.append(key)
    return found


def _story(
    keys: Sequence[int],
    chunks: Mapping[int, NDArray[np.float32]],
    centre: NDArray[np.float32],
    sources: Mapping[int, str | None],
    mentioned: Counter[str | None],
) -> Story:
    import numpy as np

    leads = np.array([_lead(chunks[key]) for key in keys], dtype=np.float32)
    # Two articles are as near to their mean, and processors differ in the last bits.
    likeness = (leads @ centre).round(3)
    newest_first = {key: place for place, key in enumerate(chunks)}
    order = sorted(range(len(keys)), key=lambda place: (-float(likeness[place]), newest_first[keys[place]]))
    texts = [keys[group[0]] for group in clusters(leads, _ONE_TEXT)]
    reports = Counter(sources.get(key) for key in texts) + mentioned
    weight = sum(math.sqrt(count) for count in reports.values())
    return Story(tuple(keys[place] for place in order), centre, weight, len(texts))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    unit: NDArray[np.float32] = vector / (np.linalg.norm(vector) or 1.0)
    return unit
