"""Each way to write a number gives its value and kind; rows written by somebody who had not seen the grammar."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.checking.missing_figures import missing_figures, same_figure
from assistant.language.figure import Figure
from assistant.language.figures import figures_in, numbers_in, written_out_in
from assistant.language.number_words import CARDINALS, ORDINALS, SCALES, SUFFIXES, TENS
from assistant.time.reading import read

_BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
# Of 130 rows and 60 pairs; the pairs that fail compare units: "half an hour" and "30 minutes".
_ROWS_RIGHT, _PAIRS_RIGHT = 130, 57


def _read(text: str) -> str:
    return "; ".join(
        " ".join(filter(None, ["/".join(sorted(map(str, each.values))), each.kind])) for each in figures_in(text)
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("half a million ballots", "500000"),
        ("one and a half hours", "3/2"),
        ("three and a half million euros", "3500000 euro"),
        ("a year and a half later", "3/2"),
        ("a million and a half", "1500000"),
        ("two-and-a-half tonnes", "5/2"),
        ("12½ tonnes, ½ mile, 2 1/2 cups", "25/2; 1/2; 5/2"),
        ("a couple of hundred farmers", "200"),
        ("a couple of weeks", "2"),
        ("the couple left", ""),
        ("a dozen, half a dozen, two dozen", "12; 6; 24"),
        ("a quarter of a million", "250000"),
        ("two thirds of a mile", "2/3"),
        ("half a per cent", "1/2 percent"),
        ("half an hour", "1/2"),
        ("one hundred and fifty thousand", "150000"),
        ("between one hundred and two hundred", "100; 200"),
        ("two million three hundred thousand and five", "2300005"),
        ("a hundred and three", "103"),
        ("three point seven five", "15/4"),
        ("one point five million", "1500000"),
        ("the twenty-first century, the one hundred and second day", "21 ordinal; 102 ordinal"),
        ("a two hundredth goal, the thirtieth", "200 ordinal; 30 ordinal"),
        ("half of the members", "50 percent"),
        ("three quarters of voters", "75 percent"),
        ("two-thirds majority", "200/3/66/6667/100/667/10/67 percent"),
        ("a quarter of voters, a fifth of them", "25 percent; 20 percent"),
        ("nearly half", "50 percent"),
        ("one in five, nine out of ten, 3 of every 4", "20 percent; 90 percent; 75 percent"),
        ("three in four days", "3; 4"),
        ("a third man and the third quarter", "3 ordinal; 3 ordinal"),
        ("the first half of the year and the second half", "1 ordinal; 2 ordinal"),
        ("three quarters in a row", "3"),
        ("a second later, 30 seconds, one second, per second", "30; 1"),
        ("the second vote", "2 ordinal"),
        ("nineteen ninety-nine, twenty twenty-four, nineteen oh five", "1999 year; 2024 year; 1905 year"),
        ("in two thousand and eight", "2008 year"),
        ("in 1999 and 2,000 people", "1999 year; 2000"),
        ("two thousand and eight people", "2008"),
        ("voted 211–148", "211 score; 148 score"),
        ("approved by 211 to 148", "211 score; 148 score"),
        ("52 votes to 48", "52 score; 48 score"),
        ("five-to-four ruling", "5 score; 4 score"),
        ("cut from 12 to 9", "12; 9"),
        ("10–12 people", "10; 12"),
        ("minus five, −3, five degrees below zero", "-5; -3; -5"),
        ("1,250; 1 250; 1\xa0250; 1\u2009250; 1’250", "1250; 1250; 1250; 1250; 1250"),
        ("3.5 million, €2bn, 40k", "3500000; 2000000000 euro; 40/40000"),
        ("1.5–2 per cent", "3/2 percent; 2 percent"),
        ("two to three million people", "2000000; 3000000"),
        ("between 5 and 6 million", "5000000; 6000000"),
        ("$2-3 million", "2000000 dollar; 3000000 dollar"),
        ("EUR 5 million, 5 million euros", "5000000 euro; 5000000 euro"),
        ("10 to 12 euros", "10 euro; 12 euro"),
        ("one of them, no one, at once, the one who left", ""),
        ("second-hand cars and the first lady, at first", ""),
        ("one-off, one another, one day", ""),
        ("several hundred, a few thousand, tens of thousands, dozens", "200 vague; 2000 vague; 20000 vague; 24 vague"),
        ("twelve per cent, zero per cent", "12 percent; 0 percent"),
        ("seven lakh, 2 crore", "700000; 20000000"),
        ("a 5-million-euro loan", "5000000 euro"),
        ("twenty ten-pound notes", "20; 10 pound"),
        ("a thousand one hundred", "1100"),
        ("hundreds of thousands", "200000 vague"),
        ("twenty-five years", "25"),
        ("one man and two women", "1; 2"),
        ("rose by a half", "50 percent"),
        ("The vote was 211 to 148", "211 score; 148 score"),
        ("a 3–1 win, a 1–1 draw", "3 score; 1 score; 1 score; 1 score"),
        ("pages 3-5", "3; 5"),
        ("thirty-five thousand", "35000"),
        ("an eighth of the seats, seven tenths of it", "25/2 percent; 70 percent"),
        ("$1.3tn and £40bn", "1300000000000 dollar; 40000000000 pound"),
        ("the plan minus two clauses", "2"),
        ("two hundred and five, nine hundred and ninety-nine", "205; 999"),
        ("1.2 million, three thousand", "1200000; 3000"),
        ("a percentage point lower", "1 percent"),
        ("the -£250 balance", "-250 pound"),
        ("in nineteen hundred", "1900 year"),
        ("4 June 2024", "4; 2024 year"),
        ("a quarter past three", "3"),
        ("won 6-4, 6-3", "6 score; 4 score; 6 score; 3 score"),
        ("half the time, half its staff, better half", "50 percent; 50 percent"),
        ("six of the nine judges", "6; 9"),
        ("rose by a quarter since May", "25 percent"),
        ("a half-hour talk", ""),
        ("the last three quarters", "3"),
        ("one second", "1"),
    ],
)
def test_a_number_is_read_with_its_kind(text: str, numbers: str) -> None:
    assert _read(text) == numbers


def test_each_word_of_number_has_its_value() -> None:
    for word, value in CARDINALS.items():
        if word != "one":
            assert _read(f"{word} boats") == str(value)
    for ten, value in TENS.items():
        assert _read(f"{ten}-six boats") == str(value + 6)
        assert _read(f"the {ten}-sixth boat") == f"{value + 6} ordinal"
    for word, value in ORDINALS.items():
        assert _read(f"the {word} boat") == f"{value} ordinal"
    for word, factor in SCALES.items():
        assert _read(f"two {word} boats") == str(2 * factor)
    for word, factor in SUFFIXES.items():
        assert 7 * factor in numbers_in(f"7 {word} boats")


@pytest.mark.parametrize(
    ("text", "kind"),
    [(f"{sign}7", name) for sign, name in zip("$€£¥₹", ["dollar", "euro", "pound", "yen", "rupee"], strict=True)]
    + [(f"{code} 7", name) for code, name in [("USD", "dollar"), ("EUR", "euro"), ("GBP", "pound"), ("CHF", "franc")]]
    + [(f"7 {name}s", name) for name in ["crown", "franc", "peso", "rouble"]],
)
def test_money_is_of_a_currency(text: str, kind: str) -> None:
    (figure,) = figures_in(text)
    assert (figure.kind, figure.is_money) == (kind, True)


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("dozens of cars", "23 cars", ["dozens"]),
        ("dozens of cars", "36 cars", []),
        ("several hundred cars", "150 cars", ["several hundred"]),
        ("millions of people", "1.4 million people", ["millions"]),
        ("billions of litres", "3 billion litres", []),
        ("tens of thousands of people", "31,000 people", []),
        ("200 cars", "hundreds of cars", ["200"]),
        ("a third of voters", "33 per cent of voters", []),
        ("a third of voters", "36 per cent of voters", ["a third"]),
        ("more than a third of voters", "38 per cent of voters", []),
        ("more than half of voters", "47 per cent of voters", ["half"]),
        ("about two thirds of voters", "about three fifths of voters", ["two thirds"]),
        ("three in four voters", "75% of voters", []),
        ("211–148", "211 votes for, 148 against", []),
    ],
)
def test_a_share_or_a_vague_number_is_compared_by_its_value(text: str, source: str, missing: list[str]) -> None:
    assert [figure.text for figure in missing_figures(read(text), [read(source)])] == missing


def test_numbers_of_several_words_are_whole_and_positive() -> None:
    text = "Twenty-five, a year and a half, minus twenty-five, half a dozen, the thirty-first, eighteen twelve and 40."
    assert [value for _, value in written_out_in(text)] == [25, 6, 31, 1812]


def test_the_numbers_of_a_text_are_those_that_count() -> None:
    expected = {1200, Fraction("4.87"), Fraction("18.5"), 18500, 2024}
    assert numbers_in("the first 1,200 sandbags, 4.87 metres, 18.500 in 2024") == expected


def test_rows_of_another_hand_are_read() -> None:
    rows = _rows("numbers.jsonl")
    assert sum(_is_right(figures_in(row["text"]), row["numbers"]) for row in rows) >= _ROWS_RIGHT


def test_pairs_of_another_hand_are_compared() -> None:
    rows = _rows("number_pairs.jsonl")
    assert sum(_are_same(row["a"], row["b"]) == row["same"] for row in rows) >= _PAIRS_RIGHT


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_BENCHMARKS / name).read_text(encoding="utf-8").splitlines()]


def _is_right(figures: tuple[Figure, ...], wanted: list[str | dict[str, Any]]) -> bool:
    """Whether the figures are those wanted: "250", {"percent": "50"}, {"score": ["211", "148"]}."""
    expected: list[tuple[str, Fraction]] = []
    for each in wanted:
        ((kind, said),) = each.items() if isinstance(each, dict) else [("", each)]
        expected.extend((kind, Fraction(value)) for value in (said if isinstance(said, list) else [said]))
    exact = [figure for figure in figures if figure.kind != "vague"]
    return len(exact) == len(expected) and all(
        ("" if figure.is_money else figure.kind) == kind
        and any(isinstance(own, Fraction) and abs(own - value) < Fraction(1, 20) for own in figure.values)
        for figure, (kind, value) in zip(exact, expected, strict=True)
    )


def _are_same(one: str, other: str) -> bool:
    pair = figures_in(one), figures_in(other)
    return len(pair[0]) == len(pair[1]) > 0 and all(same_figure(*each) for each in zip(*pair, strict=True))
