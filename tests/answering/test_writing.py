"""An answer that a model writes, told while it is written, and in a conversation."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.answering.conversation import Conversation
from assistant.answering.pipeline import ask
from assistant.answering.silence import LEAST_CONFIDENCE
from assistant.answering.tools import Tools
from assistant.types import Filters, LeftOut, Note, NoteKind, Question, Status
from model_server import serving
from scripted_answers import (
    APRIL,
    CARELESS,
    DAY,
    JUNE,
    WHEN,
    YELLOW,
    Script,
    answered,
    careless,
    handle,
    line,
    lines,
    model_of,
)


def test_a_reader_who_watches_is_told_each_verdict_at_once_and_the_repaired_last(plain: Tools) -> None:
    events: list[str] = []
    script = Script(careless, [lambda material: f"1: {JUNE} {handle(material, JUNE)}"])
    answer = answered(
        plain,
        script,
        on_statement=lambda statement: events.append(line(statement)),
        on_pending=lambda _: events.append("…"),
    )
    told = [event for event in events if event != "…"]
    assert told == [*CARELESS, f"repaired: {JUNE} [2]"]
    assert events.index("…") < events.index(CARELESS[0])
    assert lines(answer) == [CARELESS[0], f"repaired: {JUNE} [2]", CARELESS[2]]
    assert [citation.n for citation in answer.citations] == [1, 2, 3]  # the third is a note's


def test_what_is_beside_the_question_waits_for_an_answer_and_is_marked_when_none_comes(plain: Tools) -> None:
    told: list[str] = []

    def beside(material: str) -> str:
        told.clear()
        return f"{YELLOW} {handle(material, YELLOW)} The Spanish national football team won it, of course, in 2010."

    answer = answered(
        plain,
        Script(beside, [lambda _: "1: WITHDRAWN"]),
        question="Who won the 2010 World Cup?",
        on_statement=lambda statement: told.append(line(statement)),
        on_pending=lambda _: None,
    )
    assert told == [
        f"{YELLOW} [] <it does not speak of what was asked>",
        "The Spanish national football team won it, of course, in 2010. [] <no article sentence is cited>",
    ]
    assert (answer.status, answer.left_out) == (Status.NOT_IN_ARTICLES, LeftOut(rejected_statements=2))


@pytest.mark.parametrize("given", [{"leave_out": True}, {"judged": True}])
def test_what_may_have_to_be_taken_back_is_told_only_when_all_is_settled(plain: Tools, given: dict[str, Any]) -> None:
    told: list[str] = []
    answer = answered(
        plain,
        Script(careless, judge=[lambda _: "1: SUPPORTED"]),
        on_statement=lambda statement: told.append(line(statement)),
        on_pending=lambda _: told.append("…"),
        **given,
    )
    assert told == lines(answer)


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


# In a conversation.


def test_an_earlier_answer_does_not_answer_the_next_question(plain: Tools) -> None:
    def answer(material: str) -> str:
        if "Last question:" in material:
            return "Who painted Chandlers’ Bridge?"
        return f"{JUNE} {handle(material, JUNE)}"

    with serving(Script(answer)) as server:
        tools = replace(plain, model=model_of(server))
        conversation = Conversation(tools, Question("", DAY, Filters(as_of=DAY)), lambda _: None)
        first = conversation.ask(WHEN, lambda _: None)
        assert lines(first) == [f"{JUNE} [1]"]
        second = conversation.ask("Who painted it?", lambda _: None)
    assert second.standalone == "Who painted Chandlers’ Bridge?"
    assert (second.status, second.statements) == (Status.NOT_IN_ARTICLES, ())
    assert second.left_out.rejected_statements == 1
