"""A query to passages from each of its parts: some of every one, then the best of the sources named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.asking.scope import within
from assistant.answering.asking.understand import Query
from assistant.answering.comparing.differing_copies import within_limit
from assistant.answering.evidence.near_duplicates import fold_copies
from assistant.answering.searching.retrieve import Retrieved, SearchOptions, retrieve
from assistant.index.library import Library
from assistant.records.evidence import Passage
from assistant.records.ports import Embedder
from assistant.records.questions import Filters

# Every part is sure of its share of this much of the places, so that a time read wrongly costs no more than that.
_SHARED_OUT = 0.5


def retrieve_parts(query: Query, library: Library, embedder: Embedder, search_options: SearchOptions) -> Retrieved:
    """The passages that fit best within the parts of what was understood, or everywhere when there are none.

    One part narrows the search, unless it is a whole year. Of several each is sure of its share, a source without an
    article of its time gets it from its others; the rest is what fits best in any of the sources named, then
    everywhere. Raises as `retrieve` does.
    """
    parts, question = query.understood.parts, query.question
    if not parts:
        return retrieve(query, library, embedder, search_options)

    def search(part: Filters) -> Sequence[Passage]:
        return retrieve(replace(query, question=within(question, part)), library, embedder, search_options).passages

    sources = _all_sources(parts)
    # Where one part narrows, what stands elsewhere only tells of copies, and need not be read.
    narrows = query.understood.narrows
    elsewhere = retrieve(
        query, library, embedder, replace(search_options, reranker=None) if narrows else search_options
    ).passages
    if narrows:
        chosen = search(parts[0])
    else:
        own = [search(part) for part in parts]
        if not any(own):
            return Retrieved((), count_undated(query, library))
        pairs = zip(own, parts, strict=True)
        shares = _shares(
            [found or (search(Filters(sources=part.sources)) if part.sources else ()) for found, part in pairs],
            search_options.limit,
        )
        chosen = [*shares, *(search(Filters(sources=sources)) if sources else ())]
    # A part's passage comes first, so that of copies the one in the source that was named is shown.
    kept = fold_copies(_each_once([*chosen, *elsewhere], search_options.per_article))
    if narrows:
        within_part = {_key(passage) for passage in chosen}
        kept = [passage for passage in kept if _key(passage) in within_part]
    return Retrieved(tuple(within_limit(kept, search_options.limit)), count_undated(query, library))


def count_undated(query: Query, library: Library) -> int:
    """How many articles of the sources searched are left out, by the question's filters or parts, as undated."""
    asked = query.question
    return library.catalogue.count_undated(
        (within(asked, query.understood.parts[0]) if query.understood.narrows else asked).filters
    )


def _shares(parts: Sequence[Sequence[Passage]], limit: int) -> list[Passage]:
    """Of each part its share of half of the places, at least one, in turn."""
    share = max(1, int(limit * _SHARED_OUT) // len(parts))
    return [passage for place in range(share) for passages in parts for passage in passages[place : place + 1]]


def _each_once(passages: Iterable[Passage], per_article: int) -> list[Passage]:
    kept: dict[tuple[str, int], Passage] = {}
    of_article: Counter[str] = Counter()
    for passage in passages:
        if _key(passage) not in kept and of_article[passage.article.id] < per_article:
            kept[_key(passage)] = passage
            of_article[passage.article.id] += 1
    return list(kept.values())


def _all_sources(parts: Sequence[Filters]) -> tuple[str, ...]:
    """The sources of all parts; none when one of them is for any source."""
    if not all(part.sources for part in parts):
        return ()
    return tuple(dict.fromkeys(source for part in parts for source in part.sources))


def _key(passage: Passage) -> tuple[str, int]:
    return passage.article.id, passage.chunk.number
