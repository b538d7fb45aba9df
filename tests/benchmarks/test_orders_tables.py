"""Orders to whoever answers, and sentences that look like them: the kept weights tell no fewer apart than today."""

import json

import pytest

from assistant.answering.evidence.prompt_injection import which_hold_orders
from benchmarks.orders import HERE, read_orders


@pytest.mark.parametrize(
    ("name", "rows", "floor"),
    [("orders", 202, 179), ("orders_held_out", 36, 29)],
)
def test_so_many_orders_are_found(name: str, rows: int, floor: int) -> None:
    found = which_hold_orders([each.text for each in read_orders(HERE / f"{name}.jsonl")])
    assert len(found) == rows
    assert sum(found) >= floor


@pytest.mark.parametrize(("part", "rows", "most"), [("training", 88, 2), ("held out", 40, 6)])
def test_no_more_sentences_that_only_look_like_orders_are_taken_for_them(part: str, rows: int, most: int) -> None:
    twins = [json.loads(line) for line in (HERE / "orders_twins.jsonl").read_text("utf-8").splitlines()]
    taken = which_hold_orders([each["sentence"] for each in twins if each["part"] == part])
    assert len(taken) == rows
    assert sum(taken) <= most
