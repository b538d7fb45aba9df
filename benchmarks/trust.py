"""Every figure behind the promise that what is shown as supported is supported, each beside its baseline.

    python benchmarks/trust.py --claims CLAIMS.jsonl --articles ARTICLES.jsonl.gz [--attacks ATTACKS.json]
        [--set NAME LIBRARY QUESTIONS]...

claims     sentences about whole articles, which people found supported or not (benchmarks/claims.py); the score's three
           weights were fitted to such sentences too, what they do on unseen ones is printed by benchmarks/fit_check.py
changes    sentences of news changed by rule, each citing its original (benchmarks/perturbations.py). Printed is the
           share refused, with its 95 % interval: of verbatim sentences and paraphrases a false alarm, of all others the
           aim. The baselines, overlap of word bigrams and the embedder's cosine, refuse below the threshold at which
           they refuse .10 of the paraphrases. Only that half of the articles is used on which nothing was developed.
speed      what a statement costs on one core when its evidence is embedded and read: the median, and what embedding
           the statement alone costs, in the same run
lies       a scripted model that lies in twelve ways (benchmarks/lies.py)
abstention refusals without a model (benchmarks/abstention.py), for each --set
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.metrics import share_interval
from assistant.answering.support_score import needs_similarity
from assistant.answering.verify import Cited, check_statement
from assistant.answering.words import words_of
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Verdict
from benchmarks import abstention, claims, lies, perturbations
from benchmarks.fit_confidence import found_in
from benchmarks.perturbing.originals import half_of, read_articles

FALSE_ALARMS = 0.10
TIMED = 400
AIMS = {
    "verbatim": "<= .01",
    "paraphrase": "<= .10",
    "number": ">= .97",
    "date": ">= .97",
    "name": ">= .95",
    "negation": ">= .90",
    "attribution": ">= .80",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed sentence with what each method makes of it; higher is better."""

    row: perturbations.Row
    verdict: Verdict
    bigrams: float
    cosine: float


def main() -> None:
    """Prints the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--attacks", type=Path)
    parser.add_argument("--set", nargs=3, action="append", default=[], metavar=("NAME", "LIBRARY", "QUESTIONS"))
    given = parser.parse_args()
    if given.claims:
        print("CLAIMS", claims.report(given.claims), sep="\n", end="\n\n", flush=True)
    if given.articles:
        rows = [
            row
            for row in perturbations.make_rows(read_articles(given.articles))
            if half_of(row.original.url) == "held-out"
        ]
        print("CHANGES", changes_table(rows), sep="\n", end="\n\n", flush=True)
        print("SPEED", speed(rows[:: max(1, len(rows) // TIMED)]), sep="\n", end="\n\n", flush=True)
    attacks = lies.attacks(json.loads(given.attacks.read_text("utf-8"))) if given.attacks else []
    print("LIES", lies.table(lies.rows(lies.tell([*lies.read_lies(), *attacks]))), sep="\n", end="\n\n", flush=True)
    embedder = LocalEmbedder()
    for name, folder, questions in given.set:
        with closing(Library(Path(folder), warn=print)) as library:
            found = found_in(library, Path(questions), embedder)
            print("ABSTENTION", abstention.table(name, abstention.asked_in(found, library, embedder)), sep="\n")


def changes_table(rows: Sequence[perturbations.Row]) -> str:
    """What is refused of each kind, by each method."""
    embedder = LocalEmbedder()
    changed = [_changed(row, embedder) for row in rows]
    methods: dict[str, Callable[[Changed], bool]] = {
        "bigrams": _below(changed, lambda each: each.bigrams),
        "cosine": _below(changed, lambda each: each.cosine),
    }
    lines = [f"{'refused':14} {'n':>4}   {'the check':19}   {'bigrams':19}   {'cosine':19}   aim"]
    for kind, group in itertools.groupby(changed, key=lambda each: each.row.kind):
        of_kind = list(group)
        refused = sum(not each.verdict.supported for each in of_kind)
        others = [_with_interval(sum(map(method, of_kind)), len(of_kind)) for method in methods.values()]
        ours = _with_interval(refused, len(of_kind))
        lines.append(f"{kind:14} {len(of_kind):4}   {ours}   {'   '.join(others)}   {AIMS.get(kind, '')}")
    return "\n".join(lines)


def _with_interval(refused: int, n: int) -> str:
    low, high = share_interval(refused, n)
    return f"{refused / n:.3f} ({low:.3f}-{high:.3f})"


def speed(rows: Sequence[perturbations.Row]) -> str:
    """The median milliseconds of checking a statement whose evidence is embedded, on one core, and their parts."""
    embedder = LocalEmbedder(threads=1)
    evidence = embedder.embed([row.original.sentence for row in rows])
    for row in rows:  # the evidence is read once, like it is embedded once
        check_statement(row.original.title, [_cited(row)])
    whole, embedding = [], []
    for row, vector in zip(rows, evidence, strict=True):
        began = time.perf_counter()
        statement, similarity = row.change.statement, None
        if needs_similarity(statement, [row.original.sentence]):
            similarity = float(embedder.embed([statement])[0] @ vector)
        check_statement(statement, [_cited(row)], similarity=similarity)
        checked = time.perf_counter()
        embedder.embed([statement])
        whole.append(1_000 * (checked - began))
        embedding.append(1_000 * (time.perf_counter() - checked))
    median, alone = statistics.median(whole), statistics.median(embedding)
    return (
        f"{median:.2f} ms a statement (median of {len(rows)}, one core); embedding it alone {alone:.2f} ms;"
        f" ratio {median / alone:.2f}"
    )


def _changed(row: perturbations.Row, embedder: LocalEmbedder) -> Changed:
    statement, sentence = row.change.statement, row.original.sentence
    first, second = embedder.embed([statement, sentence])
    cosine = float(first @ second)
    pairs, known = (list(itertools.pairwise(words_of(text))) for text in (statement, sentence))
    bigrams = sum(pair in known for pair in pairs) / max(1, len(pairs))
    return Changed(row, check_statement(statement, [_cited(row)], similarity=cosine), bigrams, cosine)


def _cited(row: perturbations.Row) -> Cited:
    original = row.original
    return Cited(original.sentence, original.before, original.title, original.source, original.published)


def _below(changed: Sequence[Changed], score: Callable[[Changed], float]) -> Callable[[Changed], bool]:
    """Whether a score lies below the threshold at which so many paraphrases are refused."""
    paraphrases = sorted(score(each) for each in changed if each.row.kind == "paraphrase")
    threshold = paraphrases[int(FALSE_ALARMS * len(paraphrases))]
    return lambda each: score(each) < threshold


if __name__ == "__main__":
    main()
