"""Numbers in texts, in digits and in words, and whether another text holds them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answering.checking.missing_figures import missing_figures
from assistant.language.figures import figures_in
from assistant.time.reading import read


def _read(text: str) -> str:
    return "; ".join(
        " ".join(filter(None, ["/".join(sorted(map(str, figure.values))), figure.kind, figure.rounding]))
        for figure in figures_in(text)
    )


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("12 people", "12"),
        ("1,200,000 people and 240 000 homes", "1200000; 240000"),
        ("1.2 million, 1.2m, 3bn, 40 thousand", "1200000; 1200000/6/5; 3000000000; 40000"),
        ("98.7 or 98,7", "987/10; 987/10"),
        ("the ſecond of ſix, 3 mıllion", "2 ordinal; 6; 3000000"),
        ("1.200 or 1.234,5 or 1,234.5 or 1.234.567", "1200/6/5; 2469/2; 2469/2; 1234567"),
        ("12%, 12 percent, 12 per cent, 12 Prozent", "12 percent; 12 percent; 12 percent; 12 percent"),
        ("10 to 12 percent, 10-12%", "10 percent; 12 percent; 10 percent; 12 percent"),
        ("$5, 5 dollars, US$5 million, £5, 5 €", "5 dollar; 5 dollar; 5000000 dollar; 5 pound; 5 euro"),
        ("twelve, twenty-five, two hundred and five thousand", "12; 25; 205000"),
        ("a dozen, two dozen, half a million, a hundred", "12; 24; 500000; 100"),
        ("between two and three people", "2; 3"),
        ("third, 4th, 21st", "3 ordinal; 4 ordinal; 21 ordinal"),
        ("at 2 a.m., 10am, 2:30 p.m., 14:05 and 9:00", "2; 10; 2:30; 14:05; 9/9:00"),
        ("an F-16, the G7, COVID-19 and the 1990s", "f16; g7; covid19; 1990s"),
        ("105kg, 12軒, a 27-year-old, 3-1", "105; 12; 27; 3 score; 1 score"),
        ("about 240, more than $400, nearly ten", "240 about; 400 dollar over; 10 under"),
        ("no numbers in the onset of tension", ""),
    ],
)
def test_numbers_are_read_in_every_spelling(text: str, figures: str) -> None:
    assert _read(text) == figures


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("12 people", "Twelve people died.", []),
        ("twelve people", "13 people died.", ["twelve"]),
        ("1.2 million", "1,200,000 votes", []),
        ("12 percent", "12 people", ["12 percent"]),
        ("12 people", "12 percent", ["12"]),
        ("$5 million", "£5 million", ["$5 million"]),
        ("$5 million", "5 million", []),
        ("the third time", "three times", ["third"]),
        ("the second time", "twice", []),
        ("one of them, no one, one another", "nothing", []),
        ("one man died", "a man died", []),
        ("one man died", "two men died", ["one"]),
        ("about 1.2 million", "1,183,000", []),
        ("around 31%", "30%", ["31%"]),
        ("more than 400", "460 homes", []),
        ("more than 500", "460 homes", ["500"]),
        ("nearly 500", "487", []),
        ("almost 500", "512", ["500"]),
        ("about 240", "about 240", []),
        ("240", "about 240", []),
        ("hundreds of homes", "340 homes", []),
        ("hundreds of homes", "40 homes", ["hundreds"]),
        ("thousands of people", "thousands of people", []),
        ("235,000 views", "235, 000 views", []),
        ("an F-16", "two F16s and an F-16", []),
        ("an F-16", "an F-15", ["F-16"]),
    ],
)
def test_a_number_must_stand_in_the_source(text: str, source: str, missing: list[str]) -> None:
    assert [figure.text for figure in missing_figures(read(text), [read(source)])] == missing


@given(st.text(alphabet="0123456789.,:$%-– kmthousandtwofirst軒éſİıK", max_size=40))
@example("the ſecond of fıve mİllion")
@example("9" * 5_000)
@example("1,234" + ",567" * 2_000 + " crowns")
@example("0." + "3" * 5_000 + " million")
@example(" ".join(["hundred"] * 3_000))
def test_a_text_always_holds_its_own_numbers_at_their_places(text: str) -> None:
    assert missing_figures(read(text), [read(text)]) == []
    for figure in figures_in(text):
        assert text[figure.start : figure.end] == figure.text
