"""Finding, answering and silence on every set of questions, beside BM25 and dense search, in one table.

    python benchmarks/held.py SETS [--libraries FOLDER] [--only NAME …] [--most N] [--no-reranker] [--leave-out]

SETS is a folder with news, news2024, multihop, cranfield and squad2 as benchmarks/held_sets.py reads them; the sample
library is measured besides. Libraries are made in FOLDER where there are none. Of each set at most N questions are
asked, evenly spread. Where the day of asking is known, a question is asked as on it.

found      R@1, R@5, R@10: an article that answers is among the first distinct articles; of news2024, where no article
           is known, the answer's words stand in the first 1, 5, 10 passages; of cranfield MAP and nDCG@10
answered   without a model: a right sentence is the first one cited, is cited at all; how many of the questions with an
           answer, without one, and with the articles that answer taken out are refused (others may still answer)
sure       AUROC of the confidence between the questions with an answer and those without or taken out, beside the
           nearest cosine's; ECE is the expected calibration error in ten bins; wrong@.7: the share without a right
           sentence among the 70 % most confident

--leave-out fits anew what is fitted, and says for each set what the others would have chosen and what comes of it:
SearchOptions.first_place, by R@1 or MAP, and the weights of answering/quoting/abstention.py, by AUROC and ECE.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from assistant.answering.asking.scope import with_understood, without_bounds
from assistant.answering.asking.understand import Query, understand
from assistant.answering.evaluation.metrics import auroc, risk_coverage
from assistant.answering.evaluation.scoring import is_named, place_of
from assistant.answering.quoting.abstention import Signs, Weights, confidence, signs_of
from assistant.answering.quoting.compose_quotes import quote_answer, rank_sentences
from assistant.answering.quoting.sentence_scores import candidates_for
from assistant.answering.searching.retrieve import SearchOptions, heading, retrieve
from assistant.answering.searching.retrieve_parts import retrieve_parts
from assistant.index.finding.exact import Neighbour
from assistant.index.library import Library
from assistant.language.sentences import split_sentences
from assistant.models.caching import KeptScores, KeptVectors
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.local_reranker import bundled_reranker
from assistant.records.articles import Article, Chunk
from assistant.records.evidence import Passage, Scores
from assistant.records.ports import Embedder, Reranker
from assistant.records.questions import Filters, Question
from benchmarks.held_sets import NAMES, Asked, build, read_set
from benchmarks.logistic import fit_logistic

PLACES, DEEP, FOUND = 10, 100, 30
COVERED = 0.7
FIRST_PLACES = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0)
BINS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """One asking: whether the articles answer, its signs, what was cited, and whether it is right."""

    answerable: bool
    taken_out: bool
    signs: Signs | None
    cosine: float
    confidence: float
    refused: bool
    first_right: bool
    right: bool


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--libraries", type=Path, default=Path("held-libraries"))
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--most", type=int, default=10**9)
    parser.add_argument("--no-reranker", action="store_true")
    parser.add_argument("--leave-out", action="store_true")
    arguments = parser.parse_args()
    embedder = KeptVectors(LocalEmbedder())
    reranker = None if arguments.no_reranker else KeptScores(bundled_reranker())
    trials: dict[str, list[Trial]] = {}
    by_place: dict[str, list[float]] = {}
    for name in arguments.only:
        asked = read_set(name, arguments.sets)
        asked = asked[:: max(1, -(-len(asked) // arguments.most))]
        if name == "squad2":
            trials[name] = [of_paragraph(each, embedder, reranker) for each in asked]
        else:
            build(name, arguments.sets, arguments.libraries / name, embedder)
            with closing(Library(arguments.libraries / name, warn=print)) as library:
                known = [each for each in asked if each.articles or (each.right and each.answerable is None)]
                found = [ours(name, query_of(each, library), library, embedder, reranker) for each in known]
                print(f"{name}: {len(known)} of {len(asked)} questions")
                print(found_table(name, known, found, library, embedder), flush=True)
                by_place[name] = [_mean(name, known, [_placed(of, place) for of in found])[0] for place in FIRST_PLACES]
                trials[name] = trials_of(asked, library, embedder, reranker)
        if trials[name]:
            print(answered_row(name, trials[name]), flush=True)
    if arguments.leave_out:
        if reranker is not None:
            print(first_places(by_place))
        print(fits(trials))


def query_of(asked: Asked, library: Library | None) -> Query:
    """The question as on its day, or on that of the library's newest article."""
    newest = library.catalogue.published_span()[1] if library else None
    query = understand(Question(asked.text, asked.day or newest or date.max, Filters(as_of=asked.day)))
    return with_understood(query, library) if library else query


def found_table(
    name: str,
    asked: Sequence[Asked],
    found: Sequence[Sequence[Passage]],
    library: Library,
    embedder: Embedder,
) -> str:
    """The figures of finding, a line for each way."""
    dense, keyword = [], []
    for query in (query_of(each, library) for each in asked):
        seen, filters = library.as_of(query.question.filters.as_of), query.question.filters
        dense.append(_passages(seen, seen.nearest(embedder.embed([query.standalone])[0], DEEP, filters)))
        keyword.append(_passages(seen, seen.with_words(query.words, DEEP, filters)))
    ways = {"dense": dense, "BM25": keyword, "ours": found}
    means = {way: _mean(name, asked, of) for way, of in ways.items()}
    return "\n".join(f"  {way:6} {'  '.join(f'{value:.3f}' for value in row)}" for way, row in means.items())


def ours(name: str, query: Query, library: Library, embedder: Embedder, reranker: Reranker | None) -> Sequence[Passage]:
    """What the program finds for a question."""
    search_options = SearchOptions(DEEP if name == "cranfield" else FOUND, reranker=reranker)
    found = retrieve_parts(query, library, embedder, search_options).passages
    return found or retrieve(query, library, embedder, search_options).passages


def _placed(passages: Sequence[Passage], first_place: float) -> list[Passage]:
    """The passages in the order that another worth of the searches' first place gives."""

    def score(passage: Passage) -> float:
        if passage.scores.reranked is None:
            return -math.inf
        return passage.scores.reranked + (passage.scores.fused - passage.scores.reranked) * share

    share = first_place / SearchOptions().first_place
    return sorted(passages, key=score, reverse=True)


def _mean(name: str, asked: Sequence[Asked], found: Sequence[Sequence[Passage]]) -> list[float]:
    rows = [_found(name, each, passages) for each, passages in zip(asked, found, strict=True)]
    return [float(value) for value in np.mean(rows, axis=0)]


def _found(name: str, asked: Asked, passages: Sequence[Passage]) -> list[float]:
    if not asked.articles:
        holds = [any(_holds(passage.text, right) for right in asked.right) for passage in passages]
        return [float(any(holds[:most])) for most in (1, 5, PLACES)]
    articles: dict[str, list[Article]] = {}
    for passage in passages:
        articles.setdefault(passage.article.id, [passage.article, *passage.copies])
    found = list(articles.values())
    if name == "cranfield":
        hits = [any(is_named(article, asked.articles) for article in each) for each in found]
        precisions = [sum(hits[: at + 1]) / (at + 1) for at, hit in enumerate(hits) if hit]
        gain = sum(hit / math.log2(at + 2) for at, hit in enumerate(hits[:PLACES]))
        ideal = sum(1 / math.log2(at + 2) for at in range(min(PLACES, len(asked.articles))))
        return [sum(precisions) / len(asked.articles), gain / ideal]
    place = place_of(asked.articles, found)
    return [float(place is not None and place <= most) for most in (1, 5, PLACES)]


def _passages(library: Library, ranking: Sequence[Neighbour]) -> list[Passage]:
    rows = library.chunks([number for number, _ in ranking])
    keys = {row.article for row in rows.values()}
    articles, sentences = library.articles(keys), library.sentences(keys)
    return [
        Passage(
            articles[row.article], row.chunk, sentences[row.article][row.chunk.first : row.chunk.last], Scores(score)
        )
        for number, score in ranking
        if (row := rows.get(number))
    ]


def trials_of(asked: Sequence[Asked], library: Library, embedder: Embedder, reranker: Reranker | None) -> list[Trial]:
    """Each question that may have an answer or has none, and once more without the articles that answer."""
    trials = []
    for each in (one for one in asked if one.right or one.answerable is False):
        query = query_of(each, library)
        passages = retrieve_parts(query, library, embedder, SearchOptions(FOUND, reranker=reranker)).passages
        trials.append(_trial(each, query, passages[:PLACES], embedder, reranker))
        if each.articles and each.answerable:
            others = [one for one in passages if place_of(each.articles, [(one.article, *one.copies)]) is None]
            out = replace(each, answerable=False)
            trials.append(replace(_trial(out, query, others[:PLACES], embedder, reranker), taken_out=True))
    return trials


def of_paragraph(asked: Asked, embedder: Embedder, reranker: Reranker | None) -> Trial:
    """A question asked of one paragraph alone."""
    text = asked.paragraph or ""
    article = Article(id="1", path="1.txt", title="", text=text)
    sentences = split_sentences(text)
    cosines = embedder.embed([asked.text, text])
    scores = Scores(1.0, float(cosines[1] @ cosines[0]))
    if reranker is not None:
        scores = replace(scores, reranked=float(reranker.scores(asked.text, [heading(article) + text])[0]))
    passage = Passage(article, Chunk(0, 0, len(sentences)), sentences, scores)
    return _trial(asked, query_of(asked, None), [passage], embedder, reranker)


def _trial(
    asked: Asked, query: Query, passages: Sequence[Passage], embedder: Embedder, reranker: Reranker | None
) -> Trial:
    plain = without_bounds(query)
    candidates = candidates_for(plain, passages, embedder, reranker)
    quoted = quote_answer(plain, rank_sentences(plain, passages, embedder, reranker))
    handles = [handle for statement in quoted.draft.statements for handle in statement.handles]
    found = [place for handle in handles or quoted.nearest.handles if (place := quoted.evidence.find(handle))]
    first = len(quoted.draft.statements[0].handles) if quoted.draft.statements else 1
    right = [any(_holds(place[1].of(place[0].text), each) for each in asked.right) for place in found]
    answerable = asked.answerable is not False
    return Trial(
        answerable,
        False,
        signs_of(candidates, passages) if candidates else None,
        max((passage.scores.dense or 0.0 for passage in passages), default=0.0),
        quoted.nearest.confidence or 0.0,
        not quoted.draft.statements,
        answerable and any(right[:first]),
        answerable and any(right),
    )


def answered_row(name: str, trials: Sequence[Trial]) -> str:
    """The figures of answering and silence."""
    with_answer = [each for each in trials if each.answerable]
    groups = {
        "with": with_answer,
        "without": [each for each in trials if not each.answerable and not each.taken_out],
        "out": [each for each in trials if each.taken_out],
    }
    refused = ", ".join(f"{label} {_share([each.refused for each in of])}" for label, of in groups.items() if of)
    first, cited = (
        _share(list(of)) for of in zip(*((each.first_right, each.right) for each in with_answer), strict=True)
    )
    sures, truth = [each.confidence for each in trials], [each.answerable for each in trials]
    points = risk_coverage(sures, [each.right for each in trials])
    wrong = next(risk for covered, risk in points if covered >= COVERED - 1e-9)
    sure = f"wrong@.7 {wrong:.3f}"
    if not all(truth):
        cosine = auroc([each.cosine for each in trials], truth)
        sure += f", AUROC {auroc(sures, truth):.3f} (cosine {cosine:.3f}), ECE {_calibration(sures, truth):.3f}"
    return f"  {name}: first {first}, cited {cited}; refused: {refused}; {sure}"


def first_places(by_place: dict[str, list[float]]) -> str:
    """R@1 or MAP of each set by what the first place is worth, and with what the other sets choose."""
    lines = ["first_place  " + "  ".join(f"{each:5g}" for each in FIRST_PLACES)]
    for name, figures in by_place.items():
        others = [rest for other, rest in by_place.items() if other != name]
        chosen = int(np.argmax(np.mean(others, axis=0))) if others else 0
        row = "  ".join(f"{each:.3f}" for each in figures)
        lines.append(f"  {name:10} {row}  left out: {FIRST_PLACES[chosen]:g} gives {figures[chosen]:.3f}")
    return "\n".join(lines)


def fits(trials: dict[str, list[Trial]]) -> str:
    """The weights fitted to all sets, and what weights fitted to the others say of each."""
    kept = {name: [each for each in of if each.signs is not None] for name, of in trials.items() if name != "news2024"}
    kept = {name: of for name, of in kept.items() if any(not each.answerable for each in of)}
    weights = _fit(list(kept.values()))
    lines = [f"Weights({tuple(round(value, 3) for value in weights.signs)}, {weights.bias:.3f})"]
    for name, of in kept.items():
        fitted = _fit([rest for other, rest in kept.items() if other != name]) if len(kept) > 1 else weights
        lines.append(f"  {name}, left out: {_sureness(of, fitted)}")
        if any(each.taken_out for each in of):
            null = [each for each in of if not each.taken_out]
            out = [each for each in of if each.taken_out or each.answerable]
            lines += [f"    none asked of what is not there: {_sureness(out, fitted)}"]
            if not all(each.answerable for each in null):
                lines += [f"    none with its articles taken out: {_sureness(null, fitted)}"]
    return "\n".join(lines)


def _sureness(trials: Sequence[Trial], weights: Weights) -> str:
    sure = [confidence(each.signs, weights) for each in trials if each.signs]
    truth = [each.answerable for each in trials]
    return f"AUROC {auroc(sure, truth):.3f}, ECE {_calibration(sure, truth):.3f}"


def _fit(sets: Sequence[Sequence[Trial]]) -> Weights:
    """The signs weigh alike, each in its standard deviation within a set; fitted are the slope and the bias.

    Equal weights hold better on data of another kind than fitted ones (Dawes, "The robust beauty of improper linear
    models", 1979): so they did here. Every set, and within it what has an answer and what has none, weighs the same.
    """
    signs = [np.array([astuple(each.signs) for each in of if each.signs]) for of in sets]
    spread = np.mean([each.std(axis=0) for each in signs], axis=0)
    used = spread > 0
    sums = np.concatenate([(each[:, used] / spread[used]).sum(axis=1) for each in signs])
    samples = [each for of in sets for each in of]
    weight = np.array([100 / sum(other.answerable == each.answerable for other in of) for of in sets for each in of])
    truth = np.array([float(each.answerable) for each in samples])
    slope, bias = fit_logistic(np.column_stack([sums, np.ones(len(sums))]), truth, weight)
    weights = np.divide(slope, spread, out=np.zeros_like(spread), where=used)
    return Weights(tuple(float(each) for each in weights), float(bias))


def _calibration(sure: Sequence[float], truth: Sequence[bool]) -> float:
    """The expected calibration error (Naeini and others, 2015): mean distance of confidence and share, by bin."""
    bins = np.minimum((np.array(sure) * BINS).astype(int), BINS - 1)
    of = np.array(truth, dtype=float)
    return float(
        sum(abs(np.array(sure)[bins == at].mean() - of[bins == at].mean()) * (bins == at).mean() for at in set(bins))
    )


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / len(values):.3f}" if values else "–"


def _holds(text: str, right: str) -> bool:
    """Whether a text holds what is right, or is a part of it of more than three words."""
    plain, sought = (" ".join(re.findall(r"\w+", each.lower())) for each in (text, right))
    return sought in plain or (len(plain.split()) > 3 and plain in sought)


if __name__ == "__main__":
    main()
