"""The blocks below an answer: an article once, and a sentence where the answer does not print it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.records.answers import Citation, Statement
from assistant.records.time import DateExpression, DaySpan
from assistant.records.verdicts import Grade
from assistant.terminal.layout import rendered
from assistant.terminal.sources import full_lines, grouped_lines
from terminal.moon import APOLLO, CHANGE, LANDED, LUNA, SAMPLES, STEPPED, cited

COLLINS = "Michael Collins stayed in lunar orbit."
PLAIN = replace(APOLLO, url=None)


def own(text: str, *numbers: int) -> Statement:
    """An article's own words."""
    return Statement(text, Grade.QUOTED, citations=numbers)


def shown(citations: list[Citation], *statements: Statement, width: int = 80, day: date | None = None) -> str:
    return rendered(grouped_lines(citations, statements, width, day), colour=False)


def test_an_article_stands_once_behind_the_numbers_of_all_its_sentences() -> None:
    citations = [cited(1, PLAIN, LANDED), cited(2, CHANGE, SAMPLES), cited(3, PLAIN, COLLINS)]
    assert (
        shown(citations, own(LANDED, 1), own(SAMPLES, 2), own(COLLINS, 3))
        == """\
[1][3] Apollo 11 lands on the Moon — NASA, 21 July 1969
    assistant show a11a11a11a11
[2] 嫦娥五号带回月球样品 — 新华社, 17 December 2020
    assistant show c5c5c5c5c5c5
"""
    )


def test_an_article_that_holds_a_sentence_the_answer_does_not_print_stands_below_its_sentences() -> None:
    citations = [cited(1, PLAIN, LANDED), cited(2, PLAIN, COLLINS), cited(3, CHANGE, SAMPLES)]
    assert (
        shown(citations, own(LANDED, 1), own(SAMPLES, 3), width=60)
        == """\
[1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil
    Armstrong and Buzz Aldrin aboard.”
[2] “Michael Collins stayed in lunar orbit.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    assistant show a11a11a11a11

[3] 嫦娥五号带回月球样品 — 新华社, 17 December 2020
    assistant show c5c5c5c5c5c5
"""
    )


@pytest.mark.parametrize(
    ("statement", "is_printed"),
    [
        (own(COLLINS, 1), True),
        (own(f"{LANDED} {COLLINS}", 1), True),
        (own("Michael Collins  stayed\nin lunar orbit.", 1), True),
        (own("stayed in lunar orbit.", 1), True),  # as where a dateline is left out
        (own("Michael Collins stayed", 1), False),
        (own(COLLINS, 2), False),
        (replace(own(COLLINS, 1), grade=Grade.CONFIRMED), False),
    ],
)
def test_a_sentence_is_not_repeated_where_an_articles_own_words_print_it(
    statement: Statement, is_printed: bool
) -> None:
    assert ("“" not in shown([cited(1, PLAIN, COLLINS)], statement)) is is_printed


def test_an_address_stays_in_one_piece_on_a_narrow_screen() -> None:
    assert (
        shown([cited(1, APOLLO, STEPPED)], own(STEPPED, 1), width=40)
        == f"""\
[1] Apollo 11 lands on the Moon — NASA,
    21 July 1969
    {APOLLO.url}
"""
    )


def test_a_title_made_of_the_lead_is_not_read_again_where_the_lead_is_quoted() -> None:
    dated = replace(LUNA, published=date(1966, 2, 4), text=f"{LUNA.text} It sent nine pictures.")
    assert shown([cited(1, dated, LUNA.text)], own(LUNA.text, 1), day=date(1966, 2, 14)) == (
        "[1] Untitled — 4 February 1966 (10 days old)\n    assistant show 1a9a1a9a1a9a\n"
    )
    pictures = "It sent nine pictures."
    assert shown([cited(1, dated, pictures)], own(pictures, 1)) == (
        "[1] Luna 9 made the first soft landing on the Moon in… (title from the lead) — 4\n"
        "    February 1966\n"
        "    assistant show 1a9a1a9a1a9a\n"
    )


def test_what_dates_mean_is_said_once_and_who_else_prints_a_sentence_by_its_number() -> None:
    first, other = (_on_sunday(start) for start in (0, 5))
    citations = [
        replace(cited(1, PLAIN, LANDED), dates=(first,)),
        replace(cited(2, PLAIN, COLLINS, CHANGE), dates=(other,)),
        cited(3, PLAIN, STEPPED, CHANGE),
    ]
    assert (
        shown(citations, own(LANDED, 1), own(COLLINS, 2), own(STEPPED, 3))
        == """\
[1][2][3] Apollo 11 lands on the Moon — NASA, 21 July 1969
    assistant show a11a11a11a11
    Sunday = 20 July 1969
    [2][3] also in 新华社, 17 December 2020
"""
    )


def test_a_quotation_in_wide_characters_hangs_beside_its_number() -> None:
    citations = [cited(12, CHANGE, SAMPLES)]
    whole = """\
[12] “嫦娥五号返回器于2020年12月17日在内
     蒙古着陆，带回月球样品1731克。”
     嫦娥五号带回月球样品 — 新华社, 17
     December 2020
     assistant show c5c5c5c5c5c5
"""
    assert shown(citations, width=40) == whole
    assert rendered(full_lines(citations, 40), colour=False) == whole


def _on_sunday(start: int) -> DateExpression:
    day = date(1969, 7, 20)
    return DateExpression("Sunday", start, start + len("Sunday"), DaySpan(day, day), relative=True)


def test_a_terminal_opens_the_address_of_a_page_and_of_nothing_else() -> None:
    lines = full_lines([cited(1, APOLLO, LANDED)], 80)
    shown = rendered(lines, colour=True)
    assert f"    \x1b]8;;{APOLLO.url}\x1b\\\x1b[2m{APOLLO.url}\x1b[0m\x1b]8;;\x1b\\\n" in shown
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://e.example/\x1b\\a b"):
        hostile = replace(APOLLO, url=url)
        assert "\x1b]" not in rendered(full_lines([cited(1, hostile, LANDED)], 80), colour=True)
