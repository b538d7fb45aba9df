"""The record in narrow and wide terminals, and what changed in an answer, as a reader sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.past.again import changes_since
from assistant.answering.past.kept import read_kept, with_texts
from assistant.records.answers import Answer, Status
from assistant.records.kept import Forgotten, KeptRow
from assistant.records.questions import Filters
from assistant.records.verdicts import Grade
from assistant.terminal.as_json import dumps_line
from assistant.terminal.kept_json import kept_json
from assistant.terminal.render import render_answer
from assistant.terminal.render_again import again_json, render_changes
from assistant.terminal.render_history import render_forgotten, render_history
from small_library import Made
from terminal.kept_answers import ASKED_AT, kept_of, row_of
from terminal.moon import ANSWER, IN_PLACE, JUDGED, NEAREST_IN_PLACE, UNANSWERED

ANSWERS = (ANSWER, JUDGED, IN_PLACE, NEAREST_IN_PLACE, UNANSWERED)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_is_kept_and_read_again_says_all_that_it_said(answer: Answer) -> None:
    assert kept_json(kept_of(answer).answer, "ask", None) == kept_json(answer, "ask", None)


def test_paragraphs_and_what_a_chat_was_asked_are_kept() -> None:
    parted = replace(
        ANSWER,
        standalone="When did Luna 9 land?",
        statements=tuple(replace(each, paragraph=number) for number, each in enumerate(ANSWER.statements)),
    )
    kept = kept_of(parted, "chat")
    assert (kept.session, kept.answer.standalone, kept.command) == (3, "When did Luna 9 land?", "chat")
    assert kept_of(parted, "chat", 2).session == 2
    assert kept_of(parted, "summarize").session is None
    assert render_answer(kept.answer, width=80, colour=False) == render_answer(parted, width=80, colour=False)


@pytest.mark.parametrize("answer", ["", "{}", "[]", '{"statements": 7}', dumps_line({"schema": 2})])
def test_what_this_program_does_not_write_is_no_answer(answer: str) -> None:
    assert read_kept(KeptRow(3, ASKED_AT, "?", answer)) is None


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_the_record_fits_its_screen(width: int) -> None:
    row = replace(row_of(ANSWER), excerpt="Apollo 11 landed on the Moon on 20 July 1969.", marks=((0, 6),))
    listed = [(row, kept_of(ANSWER)), (replace(row, id=1042), None)]
    shown = render_history(listed, 7, width=width, colour=False)
    assert max(map(len, shown.splitlines())) <= width


def test_a_summary_of_a_time_is_listed_by_the_time() -> None:
    question = replace(ANSWER.question, text="", filters=Filters(since=date(2025, 5, 1), sources=("Post",)))
    answer = replace(ANSWER, question=question)
    shown = render_history([(row_of(answer), kept_of(answer))], 1, width=80, colour=False)
    assert "since 2025-05-01, source Post (ask" in shown


def test_in_forty_columns_the_moment_stands_in_front_of_the_question() -> None:
    assert render_history([(row_of(UNANSWERED), kept_of(UNANSWERED))], 2, width=40, colour=False) == (
        "3  2026-01-03 10:00 When did people\n   first land on the Moon? (ask, not in\n   the articles)\n"
        "\n1 of 2 answers (--limit).\n"
    )


def test_no_past_answer_is_said_to_be_none() -> None:
    assert render_history([], 0, width=80, colour=False) == "No past answer.\n"


def test_a_statement_that_was_graded_otherwise_is_told_with_both_grades() -> None:
    long, *rest = ANSWER.statements
    first = replace(long, text="Apollo 11 landed on the Moon.")
    then = replace(ANSWER, status=Status.ANSWERED, statements=(first, *rest))
    again = replace(ANSWER, status=Status.PARTIAL, statements=(replace(first, grade=Grade.NOT_JUDGED), *rest))
    changes = changes_since(kept_of(then), again, {})
    assert (changes.none, changes.same) == (False, len(rest))
    assert again_json(changes)["again"]["reworded"] == [  # type: ignore[index]  # it is an object in JSON
        {"was": first.text, "was_graded": "quoted", "now": first.text, "graded": "not_judged"}
    ]
    assert render_changes(changes, width=80, colour=False) == (
        "\nSince answer 3 of 3 January 2026 at 10:00 UTC\n"
        "status  answered\n"
        "now     answered in part\n"
        f"graded  {first.text} (was quoted, now not judged)\n"
        f"{len(rest)} statements are the same.\n"
    )


def test_an_article_that_goes_by_another_id_now_is_the_same_source() -> None:
    article = ANSWER.citations[0].article
    renamed = replace(
        ANSWER,
        citations=tuple(
            replace(each, article=replace(each.article, id="renamed")) if each.article.id == article.id else each
            for each in ANSWER.citations
        ),
    )
    assert not changes_since(kept_of(ANSWER), renamed, {}).none
    assert changes_since(kept_of(ANSWER), renamed, {article.id: "renamed"}).none


def test_where_more_of_what_is_erased_may_be_is_said() -> None:
    assert render_forgotten(Forgotten(2, True, 1, ("damaged-1",)), width=80, colour=False) == (
        "2 answers and 1 line typed in the chat erased. Another process is reading the\n"
        "library: the next `assistant index` erases the last traces. A repair kept older\n"
        "files that may hold them: delete damaged-1.\n"
    )


def test_the_text_of_an_article_that_is_gone_holds_its_quotations_where_they_stood(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.write({"tide.txt": "The tide rose."})
    made.index()
    with made.opened() as (library, _):
        whole = with_texts(kept_of(ANSWER), library).answer
    assert [each.article.text[each.start : each.end] for each in whole.citations] == [
        each.quote for each in ANSWER.citations
    ]
