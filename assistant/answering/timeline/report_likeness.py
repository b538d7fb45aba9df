"""Scores how likely two reports are about the same event, by their words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answering.evidence.near_duplicates import DATELINE
from assistant.answering.timeline.events import Report
from assistant.language.words import FUNCTION_WORDS, stem, words_of
from assistant.records.ports import Embedder
from assistant.time.dates_compared import masked
from assistant.time.reading import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Whether two reports are of one event, as a logistic function of their cosine, the words they share, and whether their
# days are the very same. Fitted to 171 pairs of reports on twelve topics of 6,881 news articles, drawn evenly over
# the whole range of likeness and judged by hand.
_COSINE, _WORDS, _SAME_DAYS, _CONSTANT = 7.0, 6.3, 1.4, -6.2


def likeness(reports: Sequence[Report], embedder: Embedder) -> NDArray[np.float64]:
    """How likely it is, by their words, that each report is of the same event as each other, from 0 to 1."""
    import numpy as np

    bare = [without_days(report) for report in reports]
    vectors = embedder.embed(bare)
    days = np.array([(report.first.toordinal(), report.last.toordinal()) for report in reports])
    same_days = (days[:, None] == days[None]).all(axis=2)
    logit = _COSINE * (vectors @ vectors.T) + _WORDS * _shared(bare) + _SAME_DAYS * same_days + _CONSTANT
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logit))
    return result


def words_shared(reports: Sequence[Report]) -> NDArray[np.float64]:
    """How much of its words, without its days, each report shares with each other, from 0 to 1; rare ones tell more."""
    return _shared([without_days(report) for report in reports])


def without_days(report: Report) -> str:
    """What a report says without its dates and its dateline, so that two plans for two days can be compared."""
    text = masked(report.text, report.dates)
    return " ".join(DATELINE.sub("", masked(text, read(text).mentions)).split())


def _shared(texts: Sequence[str]) -> NDArray[np.float64]:
    """The weight of the stems and figures that two texts share, as a share of the lighter text's; rare ones weigh more.

    As a matrix product, since there may be thousands of texts.
    """
    import numpy as np

    held = [_matter(text) for text in texts]
    frequency = Counter(term for terms in held for term in terms)
    numbers = {term: number for number, term in enumerate(frequency)}
    weights = np.array([math.log(1 + len(texts) / count) for count in frequency.values()] or [1.0], dtype=np.float32)
    dense = np.zeros((len(texts), max(1, len(numbers))), dtype=np.float32)
    for place, terms in enumerate(held):
        dense[place, [numbers[term] for term in terms]] = 1.0
    common = ((dense * weights) @ dense.T).astype(np.float64)
    whole = np.diag(common)
    lighter = np.maximum(np.minimum.outer(whole, whole), 1e-9)
    heavier = np.maximum(np.maximum.outer(whole, whole), 1e-9)
    result: NDArray[np.float64] = np.sqrt((common / lighter) * (common / heavier))
    return result


def _matter(text: str) -> frozenset[str]:
    stems = {stem(word) for word in words_of(text) if word not in FUNCTION_WORDS}
    return frozenset(stems | {f"={value}" for figure in read(text).figures for value in figure.values})
