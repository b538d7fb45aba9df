"""Forms of one word have one stem, and different words have different ones."""

import json
from pathlib import Path

import pytest

from assistant.language.words import stem, words_of

PAIRS = Path(__file__).parents[2] / "benchmarks" / "stems.jsonl"
FLOOR = 110


@pytest.mark.parametrize("pair", ["official officials", "family families", "bought buy", "minister ministers"])
def test_forms_of_one_word_meet(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) == stem(second)


@pytest.mark.parametrize("pair", ["police policy", "note not", "noted not", "state station", "bill billion"])
def test_different_words_stay_apart(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


def test_so_many_pairs_meet_or_stay_apart_as_they_should() -> None:
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    right = [row for row in rows if (_stems(row["a"]) == _stems(row["b"])) == row["same"]]
    assert (len(rows), len(right)) >= (120, FLOOR)


def _stems(word: str) -> tuple[str, ...]:
    """Without the "s" of a possessive."""
    return tuple(stem(part) for part in words_of(word) if part != "s")
