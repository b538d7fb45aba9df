"""An answer while it is written, as the bytes that reach a screen that only grows."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.answers import Pending, Statement
from assistant.records.verdicts import Grade
from assistant.terminal.layout import cells
from assistant.terminal.output import Screen
from assistant.terminal.statement_printer import StatementPrinter

RIVER = Statement("The river rose by two metres in the night.", Grade.CONFIRMED, citations=(1,))
DAM = Statement(
    "The dam held for nine hours.",
    Grade.NOT_JUDGED,
    reasons=("the cited text does not have the number nine; it has six",),
    citations=(2,),
)
TOWN = Statement("町は二日間水につかり、橋は三つとも流された。", Grade.QUOTED, citations=(3,), paragraph=1)


class Shown:
    """What the printer wrote, and each write."""

    def __init__(self, columns: int = 40, *, colour: bool = False, at_once: bool = True) -> None:
        self.writes: list[str] = []
        screen = Screen(io.StringIO(), io.StringIO(), io.StringIO(), colour=colour, live=True, columns=columns)
        self.printer = StatementPrinter(self.writes.append, screen, at_once=at_once)

    def writing(self, statement: Statement, step: int = 1) -> None:
        for end in range(step, len(statement.text), step):
            self.printer.pending(Pending(statement.text[:end], statement.paragraph))

    @property
    def text(self) -> str:
        return "".join(self.writes)


WHOLE = """\
The river rose by two metres in the
night. [1] The dam held for nine hours.
[2]

町は二日間水につかり、橋は三つとも流され
た。 [3]
"""
JUDGED = """\
The river rose by two metres in the
night. [1] The dam held for nine hours.
[2] [not judged: the cited text does not
have the number nine; it has six]

町は二日間水につかり、橋は三つとも流され
た。 [3]
"""


@pytest.mark.parametrize("step", [1, 4, 7, 1000])
def test_words_come_at_once_the_numbers_at_the_end_of_the_sentence_and_no_word_of_a_judge(step: int) -> None:
    shown = Shown()
    for statement in (RIVER, DAM, TOWN):
        shown.writing(statement, step)
        shown.printer.show(statement)
    shown.printer.end()
    assert shown.text == WHOLE


def test_a_statement_that_is_shown_when_it_has_been_judged_has_its_mark_behind_it() -> None:
    shown = Shown(at_once=False)
    for statement in (RIVER, DAM, TOWN):
        shown.printer.show(statement)
    shown.printer.end()
    assert shown.text == JUDGED


def test_what_is_sure_of_a_sentence_is_on_the_screen_before_the_sentence_ends() -> None:
    shown = Shown()
    shown.printer.pending(Pending("The river rose by two metres in the ni"))
    assert shown.text == "The river rose by two metres in the"
    shown.printer.pending(Pending("The river rose by two metres in the night and fe"))
    assert shown.text == "The river rose by two metres in the\nnight and"


def test_an_escape_that_arrives_in_pieces_never_reaches_the_screen() -> None:
    shown = Shown()
    text = "The river \x1b]0;owned\x07rose \x1b[2Jby \u202etwo metres \x1b[31mtoday."
    hostile = Statement(text, Grade.CONFIRMED, citations=(1,))
    shown.writing(hostile)
    shown.printer.show(hostile)
    shown.printer.end()
    assert shown.text == "The river rose by two metres today. [1]\n"


def test_words_that_turn_out_to_be_no_statement_are_marked_and_the_statement_begins_a_line() -> None:
    shown = Shown()
    shown.printer.pending(Pending("It may have been the river that"))
    shown.printer.show(RIVER)
    shown.printer.end()
    assert (
        shown.text
        == """\
It may have been the river [not part of
the answer]
The river rose by two metres in the
night. [1]
"""
    )


def test_words_of_a_reply_that_breaks_off_are_marked_as_not_judged() -> None:
    shown = Shown()
    shown.printer.show(RIVER)
    shown.printer.pending(Pending("The dam held for ni"))
    shown.printer.end()
    assert shown.text == "The river rose by two metres in the\nnight. [1] The dam held for [not judged]\n"


def test_colour_changes_no_character() -> None:
    shown = Shown(colour=True, at_once=False)
    for statement in (RIVER, DAM, TOWN):
        shown.printer.show(statement)
    shown.printer.end()
    plain = shown.text
    for escape in ("\x1b[0m", "\x1b[33m", "\x1b[36m"):
        assert escape in plain
        plain = plain.replace(escape, "")
    assert plain == JUDGED


@given(
    st.lists(st.text(st.sampled_from("ab \n,.—(“”)水é\u0301\u200d\x1b[m")), min_size=1, max_size=12),
    st.integers(20, 50),
)
def test_whatever_is_written_what_is_shown_at_once_reads_like_what_is_shown_at_the_end(
    parts: list[str], columns: int
) -> None:
    whole = Statement("".join(parts), Grade.CONFIRMED, citations=(1,))
    at_once, at_end = Shown(columns), Shown(columns)
    for count in range(1, len(parts)):
        at_once.printer.pending(Pending("".join(parts[:count])))
    for shown in (at_once, at_end):
        shown.printer.show(whole)
        shown.printer.end()
    assert at_once.text == at_end.text
    assert all(cells(line) <= columns for line in at_once.text.splitlines())
