"""An answer that a model writes, told while it is written."""

import re

from assistant.answering.pipeline import ask
from assistant.answering.quoting.abstention import LEAST_CONFIDENCE
from assistant.answering.tools import Tools
from assistant.records.answers import Note, NoteKind, Statement
from assistant.records.questions import Filters, Question
from assistant.records.verdicts import Grade
from scripted_answers import (
    APRIL,
    CLOSES,
    DAY,
    FLOOD,
    JUNE,
    Script,
    answered,
    handle,
    line,
    lines,
    prose,
    refuse_the_cause,
)


def test_a_reader_who_watches_is_told_each_sentence_at_once_and_the_answer_has_the_grades(plain: Tools) -> None:
    events: list[str] = []
    mended = "It will reopen on 20 June, Halina Corbet told the council."
    script = Script(prose, [lambda material: f"1: {mended} {handle(material, JUNE)}"], [refuse_the_cause])
    answer = answered(
        plain,
        script,
        on_statement=lambda statement: events.append(line(statement)),
        on_pending=lambda _: events.append("…"),
    )
    told = [event for event in events if event != "…"]
    assert told == [f"{CLOSES} [1] <not_judged>", f"{FLOOD} [2] <not_judged>"]
    assert events.index("…") < events.index(told[0])
    assert lines(answer) == [f"{CLOSES} [1]", f"repaired: {mended} [2]"]
    assert [each.text for each in answer.refused] == [FLOOD]
    assert [citation.n for citation in answer.citations] == [1, 2, 3]  # the third is a note's


def test_what_may_have_to_be_taken_back_is_told_only_when_all_is_settled(plain: Tools) -> None:
    told: list[str] = []
    answer = answered(
        plain,
        Script(prose, judge=[refuse_the_cause]),
        on_statement=lambda statement: told.append(line(statement)),
        on_pending=lambda _: told.append("…"),
        leave_out=True,
    )
    assert told == lines(answer) == [f"{CLOSES} [1]"]


def test_numbers_that_a_reader_has_seen_stay_when_the_articles_own_sentences_stand_in_for_prose(plain: Tools) -> None:
    refuse = "1: NOT CONFIRMED - no\n2: NOT CONFIRMED - no"
    for watching, first in ((False, 1), (True, 3)):
        told: list[Statement] = []
        answer = answered(
            plain,
            Script(
                lambda material: " ".join(
                    f"It is so. [{mark}]" for mark in re.findall(r"^\[(3\.[12])\]", material, re.M)
                ),
                [lambda _: "1: WITHDRAWN\n2: WITHDRAWN"],
                [lambda _: refuse],
            ),
            on_statement=told.append,
            on_pending=(lambda _: None) if watching else None,
        )
        assert [each.text for each in told] == (
            ["It is so."] * 2 if watching else [each.text for each in answer.statements]
        )
        assert {each.grade for each in answer.statements} == {Grade.QUOTED}
        assert answer.statements[0].citations == (first,)
        assert {number for each in answer.statements for number in each.citations} <= {
            each.n for each in answer.citations
        }


# What a model's answer has in common with one in the articles' own sentences.

FEES = "The council’s transport committee voted 6–3 on Monday to leave parking fees at 9 crowns an hour"
WHY = "Why did the council’s transport committee vote on Tuesday to leave parking fees at 9 crowns?"


def test_it_is_as_sure_and_names_what_the_question_wrongly_takes_for_granted(plain: Tools) -> None:
    answer = answered(plain, Script(lambda material: f"{FEES} {handle(material, FEES)}."), question=WHY)
    quoted = ask(Question(WHY, DAY, Filters(as_of=DAY)), plain)
    assert answer.notes == (Note(NoteKind.PREMISE, "The article says Monday, not Tuesday.", (1,)),) == quoted.notes
    assert answer.confidence == quoted.confidence
    assert answer.confidence is not None
    assert answer.confidence >= LEAST_CONFIDENCE


def test_what_only_a_note_cites_is_numbered_last(plain: Tools) -> None:
    answer = answered(plain, Script(lambda material: f"{APRIL} {handle(material, APRIL)}."))
    assert lines(answer) == [f"{APRIL}. [1]"]
    assert [citation.n for citation in answer.citations] == [1, 2, 3]
    assert [note.citations for note in answer.notes] == [(2, 1, 3)]


def test_a_model_that_says_the_articles_do_not_say_has_no_confidence(plain: Tools) -> None:
    assert answered(plain, Script(lambda _: "NOT IN ARTICLES"), question=WHY).confidence is None
