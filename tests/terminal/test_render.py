from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.records.answers import Found, LeftOut, Note, NoteKind
from assistant.records.evidence import Passage, Scores
from assistant.records.time import DateExpression, DaySpan
from assistant.terminal.layout import cells
from assistant.terminal.render import render_answer, render_passages, render_rest
from terminal.moon import (
    ANSWER,
    APOLLO,
    CHANGE,
    IN_PLACE,
    JUDGED,
    LANDED,
    LUNA,
    QUESTION,
    UNANSWERED,
    passage,
)

PASSAGES: tuple[Passage, ...] = (
    passage(CHANGE, Scores(0.0321, dense=0.712)),
    passage(APOLLO, Scores(0.02, dense=0.5, keyword=12.345, date_prior=1.25), CHANGE, LUNA),
    passage(LUNA, Scores(0.01)),
)
ESCAPE = re.compile("\x1b(?:\\[[0-9;]*m|]8;;[^\x1b]*\x1b\\\\)")  # colours, and addresses to open


def test_an_answer_shows_its_statements_then_its_sources_then_what_to_mind() -> None:
    assert (
        render_answer(ANSWER, width=80, colour=False)
        == """\
Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1] Armstrong stepped out 39 minutes later. [2] [not confirmed: "39
minutes later": no such time is given]

Luna 9 had landed before, without a crew. [3][1]

Sources
[1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
    Aldrin aboard.”
[2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    [2] also in 新华社, 17 December 2020; “Luna 9 made the first soft landing on
    the Moon in…” (undated)

[3] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

3 sentences: 1 quoted (sentence 1), 1 confirmed (sentence 3), 1 not confirmed
(sentence 2).
Left out: 1 citation that names no sentence and 2 undated articles.
"""
    )


def test_notes_stand_between_an_answer_and_its_sources_with_their_numbers() -> None:
    note = Note(NoteKind.DISAGREEMENT, "The articles differ: 39 (NASA, 21 July 1969) and 40 (Luna).", (2, 3))
    shown = render_answer(replace(ANSWER, notes=(note,)), width=80, colour=False)
    assert (
        shown[shown.index("Luna 9 had") : shown.index("[1] “")]
        == """\
Luna 9 had landed before, without a crew. [3][1]

The articles differ: 39 (NASA, 21 July 1969) and 40 (Luna). [2][3]

Sources
"""
    )


def test_a_refusal_names_what_the_question_takes_for_granted_before_what_came_nearest() -> None:
    note = Note(NoteKind.PREMISE, "The article says Sunday, not Monday.", (1,))
    shown = render_answer(replace(UNANSWERED, notes=(note,)), width=80, colour=False)
    assert (
        shown[: shown.index("[1] “")]
        == """\
The articles do not say.

The article says Sunday, not Monday. [1]

Closest:
"""
    )


def test_an_answer_fits_a_terminal_of_forty_columns() -> None:
    assert (
        render_answer(ANSWER, width=40, colour=False)
        == """\
Apollo 11 landed on the Moon on 20 July
1969 with Neil Armstrong and Buzz Aldrin
aboard. [1] Armstrong stepped out 39
minutes later. [2] [not confirmed: "39
minutes later": no such time is given]

Luna 9 had landed before, without a
crew. [3][1]

Sources
[1] “Apollo 11 landed on the Moon on 20
    July 1969 with Neil Armstrong and
    Buzz Aldrin aboard.”
[2] “Armstrong stepped onto the surface
    at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA,
    21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    [2] also in 新华社, 17 December
    2020; “Luna 9 made the first soft
    landing on the Moon in…” (undated)

[3] “Luna 9 made the first soft landing
    on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

3 sentences: 1 quoted (sentence 1), 1
confirmed (sentence 3), 1 not confirmed
(sentence 2).
Left out: 1 citation that names no
sentence and 2 undated articles.
"""
    )


def test_an_answer_the_articles_do_not_hold_shows_the_closest_sentences_first() -> None:
    assert (
        render_answer(UNANSWERED, width=80, colour=False)
        == """\
The articles do not say.

Closest:
[1] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

Left out: 1 undated article.
"""
    )


def test_an_answer_with_nothing_near_and_nothing_left_out_is_one_line() -> None:
    empty = replace(UNANSWERED, nearest=(), left_out=LeftOut())
    assert render_answer(empty, width=80, colour=False) == "The articles do not say.\n"


@pytest.mark.parametrize(
    ("today", "note"),
    [
        (date(1970, 7, 21), ""),
        (date(1970, 7, 22), "\nNewest source: 21 July 1969, 12 months before today.\n"),
        (date(2024, 8, 1), "\nNewest source: 21 July 1969, 55 years before today.\n"),
    ],
)
def test_an_articles_own_sentence_is_printed_once_and_nothing_more_is_said_of_it(today: date, note: str) -> None:
    aged = replace(
        ANSWER,
        question=replace(QUESTION, today=today),
        statements=ANSWER.statements[:1],
        citations=ANSWER.citations[:1],
        left_out=LeftOut(),
    )
    assert (
        render_answer(aged, width=100, colour=False)
        == f"""\
{LANDED} [1]

Sources
[1] Apollo 11 lands on the Moon — NASA, 21 July 1969
    {APOLLO.url}
{note}"""
    )


def test_in_full_each_number_has_its_quotation_and_its_article() -> None:
    shown = render_answer(ANSWER, width=80, colour=False, full=True)
    assert (
        shown[shown.index("Sources") : shown.index("3 sentences")]
        == """\
Sources
[1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
    Aldrin aboard.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11

[2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    also in 新华社, 17 December 2020; “Luna 9 made the first soft landing on the
    Moon in…” (undated)
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11

[3] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Luna 9 made the first soft landing on the Moon in… (title from the lead)
    (undated)
    assistant show 1a9a1a9a1a9a

"""
    )


def test_everything_left_out_is_counted_in_words() -> None:
    every = LeftOut(unknown_handles=2, undated_articles=1_200, cut_sentences=1, unread_sentences=30)
    assert (
        render_answer(replace(UNANSWERED, nearest=(), left_out=every), width=100, colour=False)
        == """\
The articles do not say.

Left out: 2 citations that name no sentence, 1,200 undated articles, 1 sentence that did not fit the
model's window and 30 sentences that were not read.
"""
    )


def test_what_an_article_or_model_says_cannot_act_on_the_terminal() -> None:
    evil = "\x1b]52;c;c2VjcmV0\x07\x1b[2J[bold]Title[/bold]\r\n[9] “forged”\u202e"
    article = replace(APOLLO, title=evil, source=evil, url=evil)
    hostile = replace(
        ANSWER,
        statements=(replace(ANSWER.statements[1], text=evil, reasons=(evil,)),),
        citations=(replace(ANSWER.citations[0], quote=evil, article=article, copies=(article,)),),
        left_out=LeftOut(),
    )
    shown = "[bold]Title[/bold] [9] “forged”"
    assert (
        render_answer(hostile, width=100, colour=False)
        == f"""\
{shown} [2] [not confirmed: {shown}]

Sources
[1] “{shown}”
    {shown} — {shown}, 21 July 1969
    {shown}
    also in {shown}, 21 July 1969

1 sentence: 1 not confirmed.
"""
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_colour_changes_no_character(width: int) -> None:
    for answer in (ANSWER, UNANSWERED, JUDGED, IN_PLACE):
        for shown in (render_answer, render_rest):
            assert ESCAPE.sub("", shown(answer, width=width, colour=True)) == shown(answer, width=width, colour=False)
    assert ESCAPE.sub("", _passages(width, colour=True)) == _passages(width, colour=False)


@pytest.mark.parametrize("width", range(40, 201, 8))
def test_no_line_but_that_of_an_address_is_wider_than_the_terminal(width: int) -> None:
    shown = render_answer(ANSWER, width=width, colour=False) + render_rest(JUDGED, width=width, colour=False)
    shown += _passages(width, colour=False)
    assert {text.strip() for text in shown.splitlines() if cells(text) > width} <= {APOLLO.url}


def test_passages_show_title_source_day_scores_and_text() -> None:
    assert (
        _passages(80, colour=False)
        == """\
[1] 嫦娥五号带回月球样品
    新华社, 17 December 2020
    score 0.0321 (dense 0.712, date 1)
    嫦娥五号返回器于2020年12月17日在内蒙古着陆，带回月球样品1731克。这是44年来人
    类首次从月球带回样品。
    assistant show c5c5c5c5c5c5

[2] Apollo 11 lands on the Moon
    NASA, 21 July 1969
    score 0.02 (dense 0.5, keyword 12.3, date 1.25)
    Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
    Aldrin aboard. Michael Collins stayed in lunar orbit.
    Armstrong stepped onto the surface at 02:56 UTC on 21 July. Aldrin followed
    19 minutes later.
    also in 新华社, 17 December 2020; “Luna 9 made the first soft landing on the
    Moon in…” (undated)
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11

[3] Luna 9 made the first soft landing on the Moon in… (title from the lead)
    (undated)
    score 0.01 (date 1)
    Luna 9 made the first soft landing on the Moon in February 1966.
    assistant show 1a9a1a9a1a9a

Left out: 1 undated article.
"""
    )


def test_a_long_passage_is_cut_and_says_how_much_of_it_is_hidden() -> None:
    assert (
        render_passages(_found(*PASSAGES[1:2]), width=40, colour=False)
        == """\
[1] Apollo 11 lands on the Moon
    NASA, 21 July 1969
    score 0.02 (dense 0.5, keyword 12.3,
    date 1.25)
    Apollo 11 landed on the Moon on 20
    July 1969 with Neil Armstrong and
    Buzz Aldrin aboard. Michael Collins
    stayed in lunar orbit.
    Armstrong stepped onto the surface
    … 2 more lines (--full)
    also in 新华社, 17 December 2020;
    “Luna 9 made the first soft landing
    on the Moon in…” (undated)
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11
"""
    )


def test_a_passage_asked_for_in_full_is_not_cut() -> None:
    assert (
        render_passages(_found(*PASSAGES[1:2]), width=40, colour=False, full=True)
        == """\
[1] Apollo 11 lands on the Moon
    NASA, 21 July 1969
    score 0.02 (dense 0.5, keyword 12.3,
    date 1.25)
    Apollo 11 landed on the Moon on 20
    July 1969 with Neil Armstrong and
    Buzz Aldrin aboard. Michael Collins
    stayed in lunar orbit.
    Armstrong stepped onto the surface
    at 02:56 UTC on 21 July. Aldrin
    followed 19 minutes later.
    also in 新华社, 17 December 2020;
    “Luna 9 made the first soft landing
    on the Moon in…” (undated)
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11
"""
    )


def test_of_a_passage_that_is_cut_only_the_dates_that_are_shown_are_explained() -> None:
    text = "It left the Moon on Monday. " + "The crew slept. " * 14 + "It came down on Thursday."
    places = [(text.index(word), word, date(1969, 7, day)) for word, day in (("Monday", 21), ("Thursday", 24))]
    dates = tuple(
        DateExpression(word, start, start + len(word), DaySpan(day, day), relative=True) for start, word, day in places
    )
    dated = replace(passage(replace(APOLLO, text=text), Scores(0.02)), dates=dates)
    assert _ending(dated) == [
        "… 4 more lines (--full)",
        "Monday = 21 July 1969",
        "https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns",
        "assistant show a11a11a11a11",
    ]
    assert _ending(dated, full=True) == [
        "on Thursday.",
        "Monday = 21 July 1969; Thursday = 24",
        "July 1969",
        "https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns",
        "assistant show a11a11a11a11",
    ]


def test_the_words_of_the_question_are_bold_in_colour() -> None:
    question = "When did it land on the Moon, and in which years?"
    found = Found(replace(QUESTION, text=question), tuple(PASSAGES[2:]))
    assert render_passages(found, width=80, colour=True) == (
        "\x1b[36m[1]\x1b[0m \x1b[1mLuna 9 made the first soft landing on the Moon in…\x1b[0m"
        " \x1b[2m(title from the lead)\x1b[0m\n"
        "    (undated)\n"
        "    \x1b[2mscore 0.01 (date 1)\x1b[0m\n"
        "    Luna 9 made the first soft \x1b[1mlanding\x1b[0m on the \x1b[1mMoon\x1b[0m in February 1966.\n"
        "    \x1b[2massistant show 1a9a1a9a1a9a\x1b[0m\n"
    )


def test_a_search_that_finds_nothing_says_so() -> None:
    assert render_passages(_found(), width=80, colour=False) == "No passage was found.\n"


def _passages(width: int, *, colour: bool) -> str:
    found = Found(QUESTION, tuple(PASSAGES), left_out=LeftOut(undated_articles=1))
    return render_passages(found, width=width, colour=colour)


def _found(*passages: Passage) -> Found:
    return Found(replace(QUESTION, text=""), passages)


def _ending(found: Passage, *, full: bool = False) -> list[str]:
    shown = render_passages(_found(found), width=40, colour=False, full=full)
    return [line.strip() for line in shown.splitlines()][-5 if full else -4 :]
