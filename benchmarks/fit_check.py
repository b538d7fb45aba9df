"""The weights and the threshold of the check's score, and what they were fitted to.

    python benchmarks/fit_check.py CLAIMS.jsonl ARTICLES.jsonl.gz

CLAIMS has the form of benchmarks/claims.py, ARTICLES that of benchmarks/perturbations.py. Four kinds of statement, each
with so much weight in the fit:

claims       sentences about whole articles, which people found supported or not       300
paraphrases  sentences lightly reworded by rule, citing their original: supported      300
neighbours   the same sentences citing the sentence before their original: unsupported 300
rewordings   sentences of the sample library as a model would put them: supported       60

The rewordings weigh less because they are few and of one hand. Changed numbers, names and the like are no part of the
fit: rules catch those, whatever the score. Of the articles only the half that is for development is read. Printed are
the weights (those in assistant/answering/support_score.py are the same, rounded), the AUROC and the calibration on the
claims in a fivefold check by article, and for several thresholds the share of each kind that lies below.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.answering.alignment import read_off
from assistant.answering.metrics import auroc
from assistant.answering.support import find_support
from assistant.answering.support_score import Clues, clues_of
from assistant.models.local_embedder import LocalEmbedder
from benchmarks.claims import read_claims
from benchmarks.logistic import Numbers, fit_logistic
from benchmarks.perturbations import make_rows
from benchmarks.perturbing.originals import half_of, read_articles

KIND_WEIGHTS = {"claims": 300.0, "paraphrases": 300.0, "neighbours": 300.0, "rewordings": 60.0}
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
FOLDS = 5
BINS = 5
FEWEST_WORDS = 7  # a shorter neighbour says nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """A statement's clues; `group` keeps together what must not be on both sides of a fold."""

    kind: str
    group: int
    clues: Clues
    supported: bool


def main() -> None:
    """Prints the weights, the fivefold check and the thresholds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path)
    parser.add_argument("articles", type=Path)
    given = parser.parse_args()
    embedder = LocalEmbedder()
    samples = [*_claims(given.claims, embedder), *_paraphrased(given.articles, embedder), *_reworded(embedder)]
    columns, truth, weights = _arrays(samples)
    fitted = fit_logistic(columns, truth, weights)
    print("share {:.2f}   single {:.2f}   similarity {:.2f}   bias {:.2f}".format(*fitted))
    claims = [
        (score, sample.supported)
        for score, sample in zip(_cross_validated(samples), samples, strict=True)
        if sample.kind == "claims"
    ]
    print(f"claims, fivefold: AUROC {auroc([score for score, _ in claims], [truth for _, truth in claims]):.3f}")
    _print_calibration(claims)
    _print_thresholds(samples, 1 / (1 + np.exp(-columns @ fitted)))


def _print_calibration(claims: Sequence[tuple[float, bool]]) -> None:
    """How far the held-out scores of the claims are chances: the Brier score (1950), and what is true in each fifth."""
    chances = sorted((1 / (1 + float(np.exp(-score))), truth) for score, truth in claims)
    brier = float(np.mean([(chance - truth) ** 2 for chance, truth in chances]))
    base = float(np.mean([truth for _, truth in chances]))
    print(f"claims, fivefold: Brier score {brier:.3f} (always saying {base:.2f}: {base * (1 - base):.3f})")
    for fifth in np.array_split(np.array(chances), BINS):
        print(f"    mean score {fifth[:, 0].mean():.2f}   supported {fifth[:, 1].mean():.2f}   ({len(fifth)})")


def _print_thresholds(samples: Sequence[Sample], scores: Numbers) -> None:
    kinds = list(dict.fromkeys((sample.kind, sample.supported) for sample in samples))
    names = [f"{kind} ({'' if supported else 'un'}supported)" for kind, supported in kinds]
    print("below  " + "  ".join(names))
    for threshold in THRESHOLDS:
        shares = [
            np.mean([score < threshold for sample, score in zip(samples, scores, strict=True)
                     if (sample.kind, sample.supported) == kind])
            for kind in kinds
        ]  # fmt: skip
        print(
            f"{threshold:5}  " + "  ".join(f"{share:{len(name)}.3f}" for share, name in zip(shares, names, strict=True))
        )


def _cross_validated(samples: Sequence[Sample]) -> Numbers:
    """Each claim's score by weights that its article had no part in; all other kinds are in every fit."""
    columns, truth, weights = _arrays(samples)
    scores = np.zeros(len(samples))
    fold_of = np.array([sample.group % FOLDS if sample.kind == "claims" else -1 for sample in samples])
    for fold in range(FOLDS):
        rest = fold_of != fold
        fitted = fit_logistic(columns[rest], truth[rest], weights[rest])
        scores[~rest] = columns[~rest] @ fitted
    return scores


def _arrays(samples: Sequence[Sample]) -> tuple[Numbers, Numbers, Numbers]:
    clues = [(each.clues.share, each.clues.single, each.clues.similarity, 1.0) for each in samples]
    counts = {kind: sum(sample.kind == kind for sample in samples) for kind in KIND_WEIGHTS}
    weights = [KIND_WEIGHTS[sample.kind] / counts[sample.kind] for sample in samples]
    return np.array(clues), np.array([float(sample.supported) for sample in samples]), np.array(weights)


def _claims(path: Path, embedder: LocalEmbedder) -> Iterator[Sample]:
    for number, group in itertools.groupby(read_claims(path), key=lambda claim: claim.article):
        claims = list(group)
        vectors = embedder.embed(claims[0].sentences)
        for claim in claims:
            cosines = vectors @ embedder.embed([claim.text])[0]
            chosen = find_support(claim.text, claim.sentences)
            cited = [claim.sentences[each] for each in chosen]
            similarity = float(max((cosines[each] for each in chosen), default=cosines.max()))
            yield Sample("claims", number, _clues(claim.text, cited, similarity), claim.supported)


def _paraphrased(path: Path, embedder: LocalEmbedder) -> Iterator[Sample]:
    for number, row in enumerate(make_rows(read_articles(path))):
        statement, original = row.change.statement, row.original
        if half_of(original.url) != "development":
            continue
        if row.kind == "paraphrase":
            yield Sample("paraphrases", number, _with_cosine(statement, original.sentence, embedder), supported=True)
        if row.kind in {"paraphrase", "verbatim"} and len(original.before.split()) >= FEWEST_WORDS:
            yield Sample("neighbours", number, _with_cosine(statement, original.before, embedder), supported=False)


def _reworded(embedder: LocalEmbedder) -> Iterator[Sample]:
    lines = Path(__file__).with_name("rewordings.jsonl").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        yield Sample("rewordings", number, _with_cosine(row["rewording"], row["quote"], embedder), supported=True)


def _with_cosine(statement: str, sentence: str, embedder: LocalEmbedder) -> Clues:
    first, second = embedder.embed([statement, sentence])
    return _clues(statement, [sentence], float(first @ second))


def _clues(statement: str, sentences: Sequence[str], similarity: float) -> Clues:
    return clues_of(statement, sentences, read_off(statement, sentences), similarity)


if __name__ == "__main__":
    main()
