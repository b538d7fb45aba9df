"""What failed the check goes back to the model once: written anew, withdrawn, marked or left out."""

import re

import pytest

from assistant.answering.compose_prose import estimated_tokens
from assistant.answering.tools import Tools
from assistant.errors import ModelBrokeOff, ModelRefused
from assistant.types import LeftOut, Statement, Status, Usage
from model_server import Play, error
from scripted_answers import (
    APRIL,
    CARELESS,
    JUNE,
    YELLOW,
    Say,
    Script,
    answered,
    careless,
    handle,
    lines,
)


def test_what_failed_is_written_anew_in_its_place_or_withdrawn(plain: Tools) -> None:
    shown: list[str] = []

    def mend(material: str) -> str:
        shown.append(material)
        return f"1: {JUNE} {handle(material, JUNE)}\n2: WITHDRAWN"

    script = Script(lambda material: careless(material) + f" {APRIL} {handle(material, APRIL)}.", [mend])
    told: list[Statement] = []
    answer = answered(plain, script, on_statement=told.append)
    assert lines(answer) == [CARELESS[0], f"repaired: {JUNE} [2]", CARELESS[0]]
    assert [each.paragraph for each in answer.statements] == [0, 0, 1]
    assert [each.quote for each in answer.citations][1] == JUNE
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut(withdrawn_statements=1))
    assert answer.usage == Usage(22, 14, 2)
    assert tuple(told) == answer.statements
    failed = shown[0].split("===")[-3]
    assert [re.sub(r" +\[\d+\.\d+\]", " [a.s]", each) for each in failed.strip().splitlines()] == [
        "1: It will then reopen on 21 June 2025, the city announces. [a.s]",
        "   Why it failed: the date 21 June 2025 is not in the cited sentence",
        "2: The bridge has two names.",
        "   Why it failed: no article sentence is cited",
    ]


@pytest.mark.parametrize(
    "mend",
    [
        lambda _: "I am sorry, I cannot do that.",
        lambda _: "",
        lambda _: "3: WITHDRAWN\n0: WITHDRAWN",
        lambda _: "1: WITHDRAWN\n1: WITHDRAWN\n2:",
        lambda material: f"1: The bridge will reopen on 22 June {handle(material, JUNE)}.\n2: The bridge has a name.",
        lambda _: f"1: {JUNE} [77.1]\n2: {JUNE}",
        lambda _: error(400, "The request is too large."),
        lambda _: Play(["1: WITHDRAWN\n", "2: WITH"], finish="length"),
        lambda _: Play(["1: WITHDRAWN\n2: WITHDRAWN"], finish=None),
        lambda _: Play(["1: WITHDRAWN"], finish="content_filter"),
    ],
)
def test_a_repair_that_fails_breaks_off_or_is_no_better_leaves_what_there_was_marked(plain: Tools, mend: Say) -> None:
    answer = answered(plain, Script(careless, [mend]))
    assert lines(answer) == CARELESS
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut())
    assert answer.usage.requests >= 2


def test_a_sentence_that_joined_two_things_may_become_two(plain: Tools) -> None:
    def mend(material: str) -> str:
        return f"1: {JUNE} {handle(material, JUNE)} {APRIL} {handle(material, APRIL)}.\n**2.** Withdrawn."

    answer = answered(plain, Script(lambda material: careless(material).replace(APRIL, "Chandlers’ Bridge"), [mend]))
    assert lines(answer)[1:] == [f"repaired: {JUNE} [2]", f"repaired: {APRIL}. [1]"]


def test_a_rewrite_that_says_what_is_said_already_adds_nothing(plain: Tools) -> None:
    script = Script(careless, [lambda material: f"1: {APRIL} {handle(material, APRIL)}.\n2: WITHDRAWN"])
    answer = answered(plain, script)
    assert lines(answer) == CARELESS[:1]
    assert (answer.status, answer.left_out) == (
        Status.PARTIAL,
        LeftOut(withdrawn_statements=1, repeated_statements=1),
    )


def test_of_two_rewrites_that_say_the_same_the_second_is_dropped_and_counted(plain: Tools) -> None:
    def mend(material: str) -> str:
        june, april = handle(material, JUNE), handle(material, APRIL)
        return f"2: {JUNE} {june} {APRIL} {april}.\n1: {JUNE} {june}"

    answer = answered(plain, Script(careless, [mend]))
    assert lines(answer) == [CARELESS[0], f"repaired: {JUNE} [2]"]
    assert (answer.status, answer.left_out) == (Status.ANSWERED, LeftOut(repeated_statements=2))


def test_a_rewrite_about_something_else_does_not_take_the_place_of_what_failed(plain: Tools) -> None:
    script = Script(
        lambda material: f"Spain won the 2010 World Cup {handle(material, YELLOW)}.",
        [lambda material: f"1: {YELLOW} {handle(material, YELLOW)}"],
    )
    answer = answered(plain, script, question="Who won the 2010 World Cup?")
    assert (answer.status, answer.left_out, script.repairs) == (
        Status.NOT_IN_ARTICLES,
        LeftOut(rejected_statements=1),
        1,
    )


def test_what_stays_unsupported_is_left_out_and_counted_where_that_is_set(plain: Tools) -> None:
    answer = answered(plain, Script(careless), leave_out=True)
    assert lines(answer) == CARELESS[:1]
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut(unsupported_statements=2))


def test_numbers_follow_what_is_shown_when_all_is_settled(plain: Tools) -> None:
    def answer(material: str) -> str:
        return f"The bridge opens on 24 June {handle(material, JUNE)}. {APRIL} {handle(material, APRIL)}."

    assert lines(answered(plain, Script(answer), leave_out=True)) == [f"{APRIL}. [1]"]
    assert [line[-40:] for line in lines(answered(plain, Script(answer)))][1].endswith("30 April. [2]")


@pytest.mark.parametrize("window", [2_000, 2_500, 4_000])
def test_a_repair_fits_the_window_and_keeps_what_the_failed_sentences_cite(plain: Tools, window: int) -> None:
    sizes: list[tuple[int, int]] = []

    def answer(material: str) -> str:
        mark, text = re.findall(r"^\[(\d+\.\d+)\] (.+)$", material, re.MULTILINE)[0]
        return f"{text} [{mark}] The bridge reopens on 24 June [{mark}]."

    def mend(material: str) -> str:
        sizes.append((estimated_tokens(material), material.count("\n[")))
        return "1: WITHDRAWN"

    settled = answered(plain, Script(answer, [mend]), window=window, answer_tokens=400)
    assert settled.left_out.withdrawn_statements == 1
    ((tokens, sentences),) = sizes
    assert tokens + 400 <= window
    assert sentences >= 1


def test_a_model_is_not_talked_out_of_saying_what_the_articles_leave_out(plain: Tools) -> None:
    script = Script(
        lambda material: f"{APRIL} {handle(material, APRIL)}. Who pays is not mentioned.", [lambda _: "1: WITHDRAWN"]
    )
    answer = answered(plain, script)
    assert lines(answer) == [CARELESS[0], "Who pays is not mentioned. [] <no article sentence is cited>"]
    assert (answer.status, script.repairs) == (Status.PARTIAL, 0)


def test_without_a_fault_nothing_is_asked_twice(plain: Tools) -> None:
    script = Script(lambda material: f"{APRIL} {handle(material, APRIL)}.")
    assert answered(plain, script).usage.requests == 1
    assert (script.repairs, script.judgements) == (0, 0)


def test_a_reply_that_broke_off_is_not_followed_by_another_request(plain: Tools) -> None:
    script = Script(lambda material: Play([careless(material)], finish="length"))
    answer = answered(plain, script)
    assert (answer.status, answer.left_out, script.repairs) == (Status.PARTIAL, LeftOut(broken_off=1), 0)
    with pytest.raises(ModelBrokeOff):
        answered(plain, Script(lambda _: Play(["The bridge has a name."], finish="length")))
    with pytest.raises(ModelRefused):
        answered(plain, Script(lambda _: error(401, "No key.")))


def test_a_sentence_without_a_handle_is_never_supported_even_word_for_word(plain: Tools) -> None:
    answer = answered(plain, Script(lambda _: JUNE))
    assert (answer.status, answer.left_out) == (Status.NOT_IN_ARTICLES, LeftOut(rejected_statements=1))
    answer = answered(plain, Script(lambda material: f"{APRIL} {handle(material, APRIL)}. {JUNE}"))
    assert lines(answer) == [CARELESS[0], f"{JUNE} [] <no article sentence is cited>"]
