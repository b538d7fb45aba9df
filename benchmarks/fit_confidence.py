"""Fits how sure an answer without a model is, and prints the weights that stand in assistant/answering/silence.py.

    python benchmarks/fit_confidence.py --set NAME LIBRARY QUESTIONS [--set …]

LIBRARY is the folder of a library that `benchmarks/answers.py` made, QUESTIONS a file as it reads them. The weights in
the code were fitted to the sample library with its 156 questions, 6,881 news articles with 225 questions, and 326
articles with 500 questions over several of them.

Each question is asked as on its day. It counts as answered by the articles when it has an answer, and as not answered
when it has none; besides, each that has an answer is asked again with the articles known to answer taken out of what
was found. Of a set, those that are answered weigh as much as those that are not. Taken out counts a fifth of a question
without an answer; where a set has no such questions, all that is not answered weighs .35 of what is, since other
articles may still answer.

The logistic regression has a ridge of 1 on standardised signs. Printed for each set, from a tenfold check in which a
question is always on one side with both its askings: AUROC of questions with an answer against those without and
against those taken out, and what is refused of each below the confidence that `assistant ask` wants.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.compose_quotes import fit, ranked_sentences
from assistant.answering.coverage import terms_of
from assistant.answering.metrics import auroc
from assistant.answering.sentence_scores import candidates_for
from assistant.answering.silence import LEAST_CONFIDENCE, Signs, signs_of
from assistant.answering.understand import Query
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Embedder, Passage
from benchmarks.answers import Found, find, read_question
from benchmarks.logistic import fit_logistic

TAKEN_OUT = 0.2
MAY_STILL_ANSWER = 0.35
FOLDS = 10
WITH, WITHOUT, OUT = "with an answer", "without an answer", "taken out"


@dataclass(frozen=True, slots=True)
class Sample:
    """One asking of a question: its set, its number there, how it was asked, and the signs of its best sentence."""

    name: str
    number: int
    asking: str
    signs: Signs


def main() -> None:
    """Prints the weights and what a tenfold check says of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=3, action="append", required=True, metavar=("NAME", "LIBRARY", "QUESTIONS"))
    embedder = LocalEmbedder()
    samples: list[Sample] = []
    for name, folder, file in parser.parse_args().set:
        with closing(Library(Path(folder), warn=print)) as library:
            samples += samples_of(name, found_in(library, Path(file), embedder), library, embedder)
    report(samples)


def found_in(library: Library, file: Path, embedder: Embedder) -> list[Found]:
    """Every question of a file with what the library holds for it."""
    newest = next((each.published for each in library.catalogue.all_articles() if each.published), date.max)
    asked = [read_question(json.loads(line)) for line in file.read_text("utf-8").splitlines()]
    return [find(each, each.day or newest, library, embedder) for each in asked]


def samples_of(name: str, found: Sequence[Found], library: Library, embedder: Embedder) -> list[Sample]:
    """Each question once, and once more without the articles that answer."""
    samples = []
    for number, each in enumerate(found):
        askings = [(WITH if each.asked.answerable else WITHOUT, each.passages)]
        askings += [(OUT, each.others)] if each.asked.answerable else []
        for asking, passages in askings:
            signs = _signs(each.query, passages, library, embedder)
            samples += [Sample(name, number, asking, signs)] if signs else []
    return samples


def report(samples: Sequence[Sample]) -> None:
    """The weights, and the check of each set."""
    columns, is_answered, weights = arrays(samples)
    labels = [*(each.name for each in fields(Signs)), "bias"]
    for label, value in zip(labels, fit_logistic(columns, is_answered, weights), strict=True):
        print(f"{label:8} {value:7.2f}")
    sure = checked(samples)
    for name in dict.fromkeys(each.name for each in samples):
        by = {
            asking: [
                float(s) for s, each in zip(sure, samples, strict=True) if (each.name, each.asking) == (name, asking)
            ]
            for asking in (WITH, WITHOUT, OUT)
        }
        print(f"\n{name}")
        for asking, scores in by.items():
            against = auroc([*by[WITH], *scores], [True] * len(by[WITH]) + [False] * len(scores))
            area = "" if asking == WITH else f"   AUROC {against:.3f}"
            if scores:
                print(
                    f"  {asking:18} {len(scores):4}   refused {np.mean(np.array(scores) < LEAST_CONFIDENCE):.3f}{area}"
                )


def arrays(samples: Sequence[Sample]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The signs with a column of ones, whether each is answered, and what each weighs."""
    columns = np.array([[*astuple(each.signs), 1.0] for each in samples])
    is_answered = np.array([float(each.asking == WITH) for each in samples])
    weights = np.array([TAKEN_OUT if each.asking == OUT else 1.0 for each in samples])
    for name in {each.name for each in samples}:
        of_set = np.array([each.name == name for each in samples])
        has_null = any(each.name == name and each.asking == WITHOUT for each in samples)
        for value, share in ((1.0, 1.0), (0.0, 1.0 if has_null else MAY_STILL_ANSWER)):
            part = of_set & (is_answered == value)
            weights[part] *= 100 * share / max(weights[part].sum(), 1e-9)
    return columns, is_answered, weights


def checked(samples: Sequence[Sample]) -> NDArray[np.float64]:
    """The confidence in each sample by weights that were fitted without its question."""
    columns, is_answered, weights = arrays(samples)
    questions = sorted({(each.name, each.number) for each in samples})
    shuffled = np.random.RandomState(0).permutation(len(questions))
    fold_of = dict(zip(questions, shuffled % FOLDS, strict=True))
    folds = np.array([fold_of[each.name, each.number] for each in samples])
    sure = np.zeros(len(samples))
    for fold in range(FOLDS):
        rest = folds != fold
        raw = fit_logistic(columns[rest], is_answered[rest], weights[rest])
        sure[~rest] = 1 / (1 + np.exp(-columns[~rest] @ raw))
    return sure


def _signs(query: Query, passages: Sequence[Passage], library: Library, embedder: Embedder) -> Signs | None:
    terms = terms_of(query, library.commonness)
    candidates = candidates_for(query, terms, passages, embedder)
    ranked = ranked_sentences(query, terms, candidates)
    if not ranked:
        return None
    return signs_of(
        ranked[0],
        fit(ranked[0].clues),
        query=query,
        terms=terms,
        candidates=candidates,
        embedder=embedder,
        commonness=library.commonness,
    )


if __name__ == "__main__":
    main()
