"""Fits the weights that tell captions from sentences, and says how well they do on articles they were not fitted to.

    python benchmarks/captions.py ARTICLES.jsonl.gz [--write]

ARTICLES has a row for each article with its `text`. A sentence is a caption where a photographer's credit stands in its
paragraph; the credit itself is cut off. Seven tenths are for fitting; `--write` writes the file of the weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.answering.quoting.context_dependence import is_whole
from assistant.answering.summaries import captions
from assistant.language.sentences import split_sentences
from assistant.models.local_embedder import LocalEmbedder
from benchmarks.logistic import Numbers, fit_as_given

_CREDIT = re.compile(
    r"/(?:Getty|AFP|AP|Reuters|REUTERS|Shutterstock|Redux|Zuma|ZUMA|Bloomberg|NurPhoto|SIPA|Sipa|Anadolu)\b"
    r"|Getty Images|[Hh]ide [Cc]aption"
)
_WORDS = range(6, 46)
_LONGEST = 2_500  # characters of a paragraph
_LEAD = 3
_FALSE_ALARMS = (0.005, 0.01, 0.02, 0.05)


def main() -> None:
    """Prints the AUROC, and the share of captions found for each share of false alarms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    texts, truth = _samples(arguments.articles)
    embedder = LocalEmbedder()
    columns = captions.features(texts, embedder.embed(texts)).astype(np.float64)
    columns = np.hstack([columns, np.ones((len(columns), 1))])
    order = np.random.default_rng(0).permutation(len(truth))
    fitted, held_out = order[: len(order) * 7 // 10], order[len(order) * 7 // 10 :]
    weights = fit_as_given(columns[fitted], truth[fitted], np.ones(len(fitted)))
    scores, known = columns[held_out] @ weights, truth[held_out] == 1
    print(f"{known.sum()} captions, {(~known).sum()} sentences held out: AUROC {_auroc(scores, known):.3f}")
    for share in _FALSE_ALARMS:
        least = float(np.quantile(scores[~known], 1 - share))
        print(f"{share:6.1%} false alarms from {least:.2f} on: {(scores[known] > least).mean():.2f} found")
    if arguments.write:
        np.savez(
            Path(captions.__file__).with_name("caption_weights.npz"),
            weights=weights.astype(np.float32),
            embedder=embedder.identity,
        )


def _samples(file: Path) -> tuple[list[str], Numbers]:
    """Texts and whether each is a caption; half as many sentences from the beginnings of articles as from anywhere."""
    draw = random.Random(1)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    draw.shuffle(rows)
    captions_found: list[str] = []
    anywhere: list[str] = []
    leads: list[str] = []
    for row in rows:
        for place, paragraph in enumerate(row["text"].split("\n\n")):
            if len(paragraph) > _LONGEST:
                continue
            whole = list(_whole(paragraph))
            if _CREDIT.search(paragraph):
                captions_found += [text for text in whole[:2] if not _CREDIT.search(text)]
            else:
                anywhere += whole
                leads += whole if place < _LEAD else []
    sentences = draw.sample(anywhere, min(len(anywhere), 4_000)) + draw.sample(leads, min(len(leads), 3_000))
    truth = np.array([1.0] * len(captions_found) + [0.0] * len(sentences))
    return captions_found + sentences, truth


def _whole(paragraph: str) -> Iterator[str]:
    for sentence in split_sentences(paragraph):
        text = sentence.of(paragraph)
        if is_whole(text) and len(text.split()) in _WORDS:
            yield text


def _auroc(scores: Numbers, known: np.ndarray) -> float:
    ranks = np.empty(len(scores))
    ranks[scores.argsort()] = np.arange(len(scores))
    positives = int(known.sum())
    below = ranks[known].sum() - positives * (positives - 1) / 2
    return float(below / (positives * (len(scores) - positives)))


if __name__ == "__main__":
    main()
