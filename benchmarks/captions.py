"""Fits the weights that tell captions and lines of the page from sentences, and says how well they do on others.

    python benchmarks/captions.py ARTICLES.jsonl.gz [--write]

ARTICLES has a row for each article with its `text` and the day it was `published`. A sentence is a caption where a
photographer's credit stands in its paragraph; the credit itself is cut off. It is a line of the page where it stands at
the beginning or the end of articles of several days, but for figures and names of days, or begins with a label such as
"Editor's note". Seven tenths are for fitting; `--write` writes the file of the weights.
"""

from __future__ import annotations

import argparse
import calendar
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
_WORDS = range(4, 46)
_LONGEST = 2_500  # characters of a paragraph
_LEAD = 3
_LABEL = re.compile(r"(?:editor.?s note|read more|related|more|watch|listen|follow)\b", re.IGNORECASE)
_DAYS = re.compile(rf"\d+|\b(?:{'|'.join([*calendar.month_name[1:], *calendar.day_name, 'Sept'])})\b\.?")
_ENDS, _OFTEN, _ENOUGH = 3, 4, 60_000
_SURE = 0.01
_FALSE_ALARMS = (0.005, 0.01, 0.02, 0.05)


def main() -> None:
    """Prints for both kinds the AUROC, and the share found for each share of false alarms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with gzip.open(arguments.articles, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(1).shuffle(rows)
    shown, furniture, sentences = _samples(rows)
    embedder = LocalEmbedder()
    fitted = [_fitted(name, found, sentences, embedder) for name, found in (("captions", shown), ("page", furniture))]
    if arguments.write:
        np.savez(
            Path(captions.__file__).with_name("caption_weights.npz"),
            weights=np.array(fitted, dtype=np.float32),
            embedder=embedder.identity,
        )


def _fitted(name: str, found: list[str], sentences: list[str], embedder: LocalEmbedder) -> Numbers:
    """The weights that tell `found` from sentences, the bias less what leaves 1 % of the sentences above 0."""
    texts, truth = found + sentences, np.array([1.0] * len(found) + [0.0] * len(sentences))
    columns = captions.features(texts, embedder.embed(texts)).astype(np.float64)
    columns = np.hstack([columns, np.ones((len(columns), 1))])
    order = np.random.default_rng(0).permutation(len(truth))
    near, far = order[: len(order) * 7 // 10], order[len(order) * 7 // 10 :]
    weights = fit_as_given(columns[near], truth[near], np.ones(len(near)))
    scores, known = columns[far] @ weights, truth[far] == 1
    print(f"{name}: {known.sum()}, {(~known).sum()} sentences held out: AUROC {_auroc(scores, known):.3f}")
    for share in _FALSE_ALARMS:
        least = float(np.quantile(scores[~known], 1 - share))
        print(f"{share:6.1%} false alarms from {least:.2f} on: {(scores[known] > least).mean():.2f} found")
    weights[-1] -= float(np.quantile(scores[~known], 1 - _SURE))
    return weights


def _samples(rows: list[Any]) -> tuple[list[str], list[str], list[str]]:
    """Captions, lines of the page, and sentences, of which three in seven stand at the beginning of an article."""
    shown: list[str] = []
    labelled: list[str] = []
    anywhere: list[str] = []
    leads: list[str] = []
    days: defaultdict[str, set[str]] = defaultdict(set)
    texts: dict[str, str] = {}
    for row in rows:
        paragraphs = row["text"].split("\n\n")
        for place, paragraph in enumerate(paragraphs):
            at_an_end = place < _ENDS or place >= len(paragraphs) - _ENDS
            if len(paragraph) > _LONGEST or (len(anywhere) > _ENOUGH and not at_an_end):
                continue
            whole = list(_whole(paragraph))
            if _CREDIT.search(paragraph):
                shown += [text for text in whole[:2] if not _CREDIT.search(text)]
            elif _LABEL.match(paragraph):
                labelled += whole[:1]
            else:
                anywhere += whole
                leads += whole if place < _LEAD else []
            for text in whole if at_an_end else ():
                key = _DAYS.sub("#", text).lower()
                days[key].add(row["published"])
                texts.setdefault(key, text)
    again = [text for key, text in texts.items() if len(days[key]) >= _OFTEN]
    draw = random.Random(2)
    return (
        shown,
        again + draw.sample(labelled, min(len(labelled), 600)),
        draw.sample(anywhere, 4_000) + draw.sample(leads, 3_000),
    )


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
