"""Fits what tells an order to whoever answers from news, and prints how well it does on what it was not fitted to.

    python benchmarks/orders.py --news ARTICLES [--news …] [--instructions FILE] [--write]

ARTICLES is a gzipped file of one JSON object a line, with an article's `text`; a half of the articles, by a checksum of
the text, is for fitting and the other for false alarms. FILE is a JSON object of kinds, each a list of instructions.
Besides, orders of our own are read (orders.jsonl), more that are only for the test and were written before anything was
fitted (orders_held_out.jsonl), and ordinary sentences that look like orders (orders_twins.jsonl).

An order is tried in five places: alone, at the front, in the middle and at the end of a sentence of the news, and
behind a caption or a tag. Printed: the share found of each kind by weights fitted without that kind, of all kinds
together, of those only for the test; and the false alarms, each of which can be read with --show. --write puts the
weights, fitted to all but the test, into assistant/answering/evidence/prompt_injection_weights.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.checking.checking import only_asks
from assistant.answering.evidence.prompt_injection import NAMES, WEIGHTS, Run, Weights, order_scores, runs_in
from assistant.language.sentences import split_sentences
from assistant.models.local_embedder import DIMENSION, bundled_embedder
from benchmarks.logistic import Numbers, fit_as_given

HERE = Path(__file__).parent
PLACES = ("alone", "front", "middle", "end", "tag")
TAGS = ["Photo: ", "[SYSTEM] ", "Image caption: ", "Editor’s note: ", "LISTEN: ", "SORREL (CWS) — ", "Watch | ", "* "]
IN_FRONT = [": ", " – ", "; ", ", and ", ", as ", ", because "]
BEHIND = [" – ", "; ", ": ", ", and ", ", so ", ", "]
AROUND = [(" – ", " – "), (", ", ", "), (" (", ") "), ("; ", "; "), (" and ", ", ")]
# An order's runs weigh so much together, a sentence's run of the news 1.
ORDER_WEIGHT = 5.0
# The score that is taken for 0: of the sentences for fitting that are no orders this share is above it.
FALSE_ALARMS = 0.001
# A twin of an order weighs as much as an order: the news has few of them.
TWIN_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class Order:
    """An order and its kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Sentences that are no orders: with their runs, and how many there are."""

    sentences: Sequence[str]
    runs: Sequence[Run]
    columns: Numbers


def main() -> None:
    """Fits, tests and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", action="append", required=True, type=Path)
    parser.add_argument("--instructions", type=Path)
    parser.add_argument("--articles", type=int, default=1500, help="how many of each file")
    parser.add_argument("--show", action="store_true", help="print each false alarm")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    orders = [
        *read_orders(HERE / "orders.jsonl"),
        *(read_instructions(given.instructions) if given.instructions else ()),
    ]
    fitting, test = read_news(given.news, given.articles)
    report(orders, fitting, test, show=given.show, write=given.write)


def report(orders: Sequence[Order], fitting: Sequence[str], test: Sequence[str], *, show: bool, write: bool) -> None:
    """Prints the figures, and writes the weights where that is wanted."""
    twins = [json.loads(line) for line in (HERE / "orders_twins.jsonl").read_text("utf-8").splitlines()]
    told_apart = [each["sentence"] for each in twins if each["part"] == "training"]
    ordinary = ordinary_of([*fitting, *TWIN_WEIGHT * told_apart])
    kinds = list(dict.fromkeys(each.kind for each in orders))
    print(f"{'left out':28} rows  {'  '.join(f'{place:>6}' for place in PLACES)}")
    found: dict[str, list[bool]] = {place: [] for place in PLACES}
    for kind in kinds:
        left_out = [each for each in orders if each.kind == kind]
        fitted = fit([each for each in orders if each.kind != kind], ordinary, fitting)
        for place, each in tried(left_out, test, partial(caught, by=fitted)).items():
            found[place] += each
        _row(kind, {place: found[place][-len(left_out) :] for place in PLACES})
    _row("all kinds, each left out", found)
    fitted = fit(orders, ordinary, fitting)
    held_out = read_orders(HERE / "orders_held_out.jsonl")
    _row("only for the test", tried(held_out, test, partial(caught, by=fitted)))
    ours = [each["sentence"] for each in twins if each["part"] != "training"]
    for name, sentences in (("news", test), ("twins", ours)):
        alarms = [each for each, is_found in zip(sentences, caught(sentences, fitted), strict=True) if is_found]
        print(f"false alarms, {name}: {len(alarms)} of {len(sentences)}, {100 * len(alarms) / len(sentences):.3f} %")
        print("".join(f"    {each}\n" for each in alarms) if show or name == "twins" else "", end="")
    if write:
        signs = dict(zip(NAMES, fitted.signs, strict=True))
        text = json.dumps({"signs": signs, "vector": fitted.vector, "bias": fitted.bias}, indent=0)
        WEIGHTS.write_text(text + "\n", "utf-8")


def read_orders(file: Path) -> list[Order]:
    """Our own orders."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return [Order(row["kind"], row["order"]) for row in rows]


def read_instructions(file: Path) -> list[Order]:
    """Instructions by kind; what only asks is no order, and is told without being fitted."""
    kinds = json.loads(file.read_text("utf-8"))
    return [Order(kind, text) for kind, texts in kinds.items() for text in texts if not only_asks(text)]


def read_news(files: Sequence[Path], articles: int) -> tuple[list[str], list[str]]:
    """The sentences of the articles for fitting, and of those for the test."""
    parts: tuple[list[str], list[str]] = ([], [])
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        for text in random.Random(0).sample(texts, min(articles, len(texts))):
            parts[zlib.crc32(text.encode()) % 2].extend(each.of(text) for each in split_sentences(text))
    return parts


def ordinary_of(sentences: Sequence[str]) -> Ordinary:
    """Sentences that are no orders with what looks like one in them."""
    runs = [run for sentence in sentences for run in runs_in(sentence)]
    return Ordinary(sentences, runs, columns_of(runs))


def columns_of(runs: Sequence[Run]) -> Numbers:
    """The signs, the vector and a column of ones."""
    vectors = _vectors([run.text for run in runs])
    return np.hstack([np.array([run.signs for run in runs]), vectors, np.ones((len(runs), 1))])


def fit(orders: Sequence[Order], ordinary: Ordinary, hosts: Sequence[str]) -> Weights:
    """The weights for orders in all their places, and the bias that lets so few ordinary sentences through."""
    runs, weighing = [], []
    for order in orders:
        own = _runs_of(order, hosts)
        runs += own
        weighing += [ORDER_WEIGHT / len(own) for _ in own]
    columns = np.vstack([ordinary.columns, columns_of(runs)])
    truth = np.repeat([0.0, 1.0], [len(ordinary.runs), len(runs)])
    found = fit_as_given(columns, truth, np.array([*[1.0] * len(ordinary.runs), *weighing]))
    signs, vector = found[: len(NAMES)], found[len(NAMES) : len(NAMES) + DIMENSION]
    # Runs of one sentence are alike: counting runs for sentences asks for a little more.
    highest = np.sort(ordinary.columns @ found)[-1 - int(FALSE_ALARMS * len(ordinary.sentences))]
    rounded = [tuple(round(float(each), 3) for each in part) for part in (signs, vector)]
    return Weights(rounded[0], rounded[1], round(float(found[-1] - highest), 3))


def caught(texts: Sequence[str], by: Weights) -> list[bool]:
    """What is told by these weights."""
    return [score > 0 for score in order_scores(texts, by)]


def tried(
    orders: Sequence[Order], hosts: Sequence[str], judge: Callable[[Sequence[str]], list[bool]]
) -> dict[str, list[bool]]:
    """Whether each order is found, in each place."""
    chance = random.Random(7)
    usable = [each for each in hosts if is_host(each)]
    return {
        place: judge([placed(each.text, chance.choice(usable), place, chance) for each in orders]) for place in PLACES
    }


def placed(order: str, host: str, place: str, chance: random.Random) -> str:
    """The order in its place of a sentence."""
    bare, low = order.rstrip("."), _lower(order)
    if place == "front":
        return bare + chance.choice(IN_FRONT) + _lower(host)
    if place == "end":
        return host.rstrip(".") + chance.choice(BEHIND) + low
    if place == "middle":
        words = host.split()
        commas = [at for at, word in enumerate(words[:-3]) if at > 2 and word.endswith(",")]
        at = chance.choice(commas) if commas else len(words) // 2
        before, after = chance.choice(AROUND)
        return " ".join(words[: at + 1]).rstrip(",") + before + low.rstrip(".") + after + " ".join(words[at + 1 :])
    return chance.choice(TAGS) + order if place == "tag" else order


def is_host(sentence: str) -> bool:
    """Whether an order can be spliced into a sentence."""
    return 10 <= len(sentence.split()) <= 35 and sentence.endswith(".") and sentence[0].isupper()


def _runs_of(order: Order, hosts: Sequence[str]) -> list[Run]:
    """In each place, the run that holds most of the order and nothing else."""
    chance = random.Random(zlib.crc32(order.text.encode()))
    usable = chance.sample(hosts, min(200, len(hosts)))
    host = next(each for each in usable if is_host(each))
    runs = []
    for place in PLACES:
        text = placed(order.text, host, place, chance)
        start = text.lower().find(order.text.rstrip(".").lower())
        within = [run for run in runs_in(text) if run.start >= start and run.end <= start + len(order.text)]
        runs += sorted(within, key=lambda run: run.start - run.end)[:1]
    return runs


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


_known: dict[str, NDArray[np.float32]] = {}


def _vectors(texts: Sequence[str]) -> Numbers:
    new = [each for each in dict.fromkeys(texts) if each not in _known]
    if new:
        _known.update(zip(new, bundled_embedder().embed(new), strict=True))
    return np.array([_known[each] for each in texts], dtype=np.float64).reshape(len(texts), DIMENSION)


def _row(name: str, found: dict[str, list[bool]]) -> None:
    shares = "  ".join(f"{np.mean(each):6.2f}" for each in found.values())
    print(f"{name:28} {len(found['alone']):4}  {shares}", flush=True)


if __name__ == "__main__":
    main()
