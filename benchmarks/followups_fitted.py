"""Fits the weights that tell whether a line needs the conversation, and says how well they do on other conversations.

    python benchmarks/followups_fitted.py [--write]

Reads followups_training.jsonl (rows as followups.py has them; rows whose `id` begins with the same four characters are
of one conversation). Each tenth of the conversations is judged by weights fitted to the rest; `--write` writes the
weights fitted to all.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.answering.asking.dependence import BIAS, WEIGHTS, signs
from benchmarks.followups import history_of
from benchmarks.logistic import Numbers, fit_as_given

ROWS = Path(__file__).with_name("followups_training.jsonl")
FOLDS = 10
LEAST = 5  # rows that have a sign
_BOUNDS = (-0.5, 0.0, 0.5, 1.0, 1.5)

Signs = dict[str, float]


def main() -> None:
    """Prints for some bounds of the score the share of lines of each kind that are told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    found = [signs(row["line"], history_of(row["turns"])) for row in rows]
    truth = np.array([float(row["needs"]) for row in rows])
    scores = left_out(found, truth, [row["id"][:4] for row in rows])
    for bound in _BOUNDS:
        needs, alone = scores[truth == 1] > bound, scores[truth == 0] <= bound
        right = [
            f"{each.mean():.3f} of {len(each)} that {name}" for each, name in ((needs, "need it"), (alone, "do not"))
        ]
        print(f"above {bound:4}: {', '.join(right)}")
    if given.write:
        rounded = {sign: round(weight, 3) for sign, weight in sorted(fitted(found, truth).items())}
        WEIGHTS.write_text(json.dumps(rounded, indent=0, ensure_ascii=False) + "\n", "utf-8")


def left_out(found: Sequence[Signs], truth: Numbers, conversations: Sequence[str]) -> Numbers:
    """The score of each row by weights that were not fitted to its conversation."""
    names = sorted(set(conversations))
    random.Random(0).shuffle(names)
    fold = np.array([names.index(each) % FOLDS for each in conversations])
    scores = np.zeros(len(found))
    for each in range(FOLDS):
        near = np.flatnonzero(fold != each).tolist()
        weights = fitted([found[place] for place in near], truth[near])
        for place in np.flatnonzero(fold == each).tolist():
            scores[place] = sum(weights.get(sign, 0.0) * value for sign, value in found[place].items())
    return scores


def fitted(found: Sequence[Signs], truth: Numbers) -> dict[str, float]:
    """The weight of each sign that enough rows have."""
    counts = Counter(sign for each in found for sign, value in each.items() if value)
    names = [sign for sign, count in sorted(counts.items()) if count >= LEAST and sign != BIAS]
    columns = np.array([[each.get(sign, 0.0) for sign in [*names, BIAS]] for each in found])
    weights = fit_as_given(columns, truth, np.ones(len(truth)))
    return dict(zip([*names, BIAS], map(float, weights), strict=True))


if __name__ == "__main__":
    main()
