"""What the judge refused goes back to the writer once, with the reason; a rewrite is judged as what replaces it."""

import re

import pytest

from assistant.answering.tools import Tools
from assistant.answering.writing.compose_prose import estimated_tokens
from assistant.records.answers import FailureKind, LeftOut, Statement, Status
from assistant.records.verdicts import Grade
from model_server import Play, error
from scripted_answers import (
    APRIL,
    CLOSES,
    FLOOD,
    JUNE,
    REFUSED,
    Say,
    Script,
    answered,
    handle,
    lines,
    prose,
    refuse_the_cause,
)

MENDED = "It will reopen on 20 June, Halina Corbet told the council."


def mend(material: str) -> str:
    return f"1: {MENDED} {handle(material, JUNE)}"


def confirm_one(_: str) -> str:
    return "1: CONFIRMED"


def test_what_the_judge_refused_is_written_anew_with_its_reason_and_judged_in_its_place(plain: Tools) -> None:
    shown: list[str] = []

    def mend_and_keep(material: str) -> str:
        shown.append(material)
        return mend(material)

    def judge_anew(material: str) -> str:
        shown.append(material)
        return "1: CONFIRMED"

    told: list[Statement] = []
    script = Script(prose, [mend_and_keep], [refuse_the_cause, judge_anew])
    answer = answered(plain, script, on_statement=told.append)
    assert lines(answer) == [f"{CLOSES} [1]", f"repaired: {MENDED} [2]"]
    assert [(each.text, each.reasons) for each in answer.refused] == [
        (FLOOD, ('"because of a flood": no cause is given',))
    ]
    assert (answer.status, answer.left_out, answer.usage.requests) == (Status.ANSWERED, LeftOut(), 4)
    assert tuple(told) == answer.statements
    refused = re.sub(r"\[\d+\.\d+\]", "[a.s]", shown[0].split("===")[-3]).strip()
    assert refused.splitlines() == [
        f"1: {FLOOD} [a.s]",
        '   Why it was refused: "because of a flood": no cause is given',
    ]
    assert f"1: {MENDED}\n   In place of: {FLOOD}\n" in shown[1]


def test_what_the_writer_withdraws_is_no_part_of_the_answer_and_counted(plain: Tools) -> None:
    answer = answered(plain, Script(prose, [lambda _: "1: WITHDRAWN"], [refuse_the_cause]))
    assert lines(answer) == [f"{CLOSES} [1]"]
    assert [each.text for each in answer.refused] == [FLOOD]
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut(withdrawn_statements=1))


@pytest.mark.parametrize(
    "bad",
    [
        lambda _: "I am sorry, I cannot do that.",
        lambda _: "",
        lambda _: "3: WITHDRAWN\n0: WITHDRAWN",
        lambda _: "1: WITHDRAWN\n1: WITHDRAWN",
        lambda _: f"1: {JUNE} [77.1]",
        lambda _: error(400, "The request is too large."),
        lambda _: Play(["1: WITH"], finish="length"),
        lambda _: Play(["1: WITHDRAWN"], finish=None),
        lambda _: Play(["1: WITHDRAWN"], finish="content_filter"),
    ],
)
def test_a_repair_that_fails_or_breaks_off_leaves_what_there_was_marked(plain: Tools, bad: Say) -> None:
    answer = answered(plain, Script(prose, [bad], [refuse_the_cause, lambda _: "1: NOT CONFIRMED - it cites nothing"]))
    assert lines(answer) == [f"{CLOSES} [1]", REFUSED]
    assert (answer.status, answer.left_out, answer.refused) == (Status.PARTIAL, LeftOut(), ())


@pytest.mark.parametrize("second", ["1: NOT CONFIRMED - it loses who said it", "1: CONTRADICTED - no", "What?", ""])
def test_a_rewrite_that_the_judge_does_not_confirm_is_not_taken(plain: Tools, second: str) -> None:
    answer = answered(plain, Script(prose, [mend], [refuse_the_cause, lambda _: second, lambda _: second]))
    assert lines(answer) == [f"{CLOSES} [1]", REFUSED]


def test_even_the_articles_own_sentence_is_judged_before_it_replaces_another(plain: Tools) -> None:
    script = Script(
        prose,
        [lambda material: f"1: No one cheered. {handle(material, JUNE)}"],
        [refuse_the_cause, lambda _: "1: NOT CONFIRMED - it no longer says when"],
    )
    assert lines(answered(plain, script)) == [f"{CLOSES} [1]", REFUSED]


def test_a_rewrite_that_is_the_articles_own_sentence_is_quoted(plain: Tools) -> None:
    script = Script(prose, [lambda material: f"1: {JUNE} {handle(material, JUNE)}"], [refuse_the_cause, confirm_one])
    answer = answered(plain, script)
    assert [each.grade for each in answer.statements] == [Grade.CONFIRMED, Grade.QUOTED]


def test_a_sentence_that_joined_two_things_may_become_two(plain: Tools) -> None:
    def mend_as_two(material: str) -> str:
        return f"1: {MENDED} {handle(material, JUNE)} {APRIL} {handle(material, APRIL)}."

    script = Script(prose, [mend_as_two], [refuse_the_cause, lambda _: "1: CONFIRMED\n2: CONFIRMED"])
    assert lines(answered(plain, script))[1:] == [f"repaired: {MENDED} [2]", f"repaired: {APRIL}. [1]"]
    script = Script(prose, [mend_as_two], [refuse_the_cause, lambda _: "1: CONFIRMED\n2: NOT CONFIRMED - no"])
    assert lines(answered(plain, script))[1:] == [REFUSED]


def test_a_rewrite_that_says_what_is_said_already_adds_nothing(plain: Tools) -> None:
    script = Script(prose, [lambda material: f"1: {CLOSES} {handle(material, APRIL)}"], [refuse_the_cause])
    answer = answered(plain, script)
    assert lines(answer) == [f"{CLOSES} [1]"]
    assert (answer.left_out, script.judgements) == (LeftOut(repeated_statements=1), 1)


def test_what_is_not_confirmed_is_left_out_and_counted_where_that_is_set(plain: Tools) -> None:
    answer = answered(plain, Script(prose, judge=[refuse_the_cause]), leave_out=True)
    assert lines(answer) == [f"{CLOSES} [1]"]
    assert [each.text for each in answer.refused] == [FLOOD]
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut(unconfirmed_statements=1))


def test_numbers_follow_what_is_shown_when_all_is_settled(plain: Tools) -> None:
    def turned(material: str) -> str:
        return f"{FLOOD} {handle(material, JUNE)} {CLOSES} {handle(material, APRIL)}"

    refuse_the_first = "1: NOT CONFIRMED - no cause is given\n2: CONFIRMED"
    script = Script(turned, judge=[lambda _: refuse_the_first])
    assert lines(answered(plain, script, leave_out=True)) == [f"{CLOSES} [1]"]


@pytest.mark.parametrize("window", [2_500, 4_000])
def test_a_repair_fits_the_window_and_keeps_what_the_refused_sentences_cite(plain: Tools, window: int) -> None:
    sizes: list[tuple[int, int]] = []

    def one(material: str) -> str:
        mark, text = re.findall(r"^\[(\d+\.\d+)\] (.+)$", material, re.MULTILINE)[0]
        return f"{text} [{mark}] The bridge reopens on 24 June [{mark}]."

    def withdraw(material: str) -> str:
        sizes.append((estimated_tokens(material), material.count("\n[")))
        return "1: WITHDRAWN"

    script = Script(one, [withdraw], [lambda _: "1: NOT CONFIRMED - it is 20 June"])
    settled = answered(plain, script, window=window, answer_tokens=400)
    assert settled.left_out.withdrawn_statements == 1
    ((tokens, sentences),) = sizes
    assert tokens + 400 <= window
    assert sentences >= 1


def test_a_model_is_not_talked_out_of_saying_what_the_articles_leave_out(plain: Tools) -> None:
    script = Script(
        lambda material: f"{CLOSES} {handle(material, APRIL)} Who pays is not mentioned.", judge=[confirm_one]
    )
    answer = answered(plain, script)
    assert lines(answer) == [
        f"{CLOSES} [1]",
        "Who pays is not mentioned. [] <not_confirmed: no article sentence is cited>",
    ]
    assert (answer.status, script.repairs, script.judgements) == (Status.PARTIAL, 0, 1)


def test_what_is_confirmed_is_not_asked_about_again(plain: Tools) -> None:
    script = Script(prose)
    assert answered(plain, script).usage.requests == 2
    assert (script.repairs, script.judgements) == (0, 1)


def test_a_reply_that_broke_off_is_judged_but_not_repaired(plain: Tools) -> None:
    script = Script(lambda material: Play([f"{prose(material)} It is"], finish="length"), judge=[refuse_the_cause])
    answer = answered(plain, script)
    assert lines(answer) == [f"{CLOSES} [1]", REFUSED]
    assert (answer.status, answer.left_out, script.repairs) == (Status.PARTIAL, LeftOut(broken_off=1), 0)


def test_where_nothing_came_of_a_reply_the_articles_own_sentences_answer(plain: Tools) -> None:
    own = answered(plain, Script(prose), model=None, judge=None)
    for reply, kind in (
        (Play(["The bridge"], finish="length"), FailureKind.BROKE_OFF),
        (Play([], finish="stop"), FailureKind.BROKE_OFF),
        (error(401, "No key."), FailureKind.REFUSED),
        (error(500, "No."), FailureKind.UNREACHABLE),
    ):
        answer = answered(plain, Script(lambda _, reply=reply: reply))
        assert (answer.status, answer.statements, answer.citations) == (own.status, own.statements, own.citations)
        assert answer.model_failure
        assert answer.model_failure.kind is kind
        assert answer.notes[0].text.startswith(answer.model_failure.message)


def test_half_a_pair_of_surrogates_is_left_out_of_a_sentence_that_is_looked_up(plain: Tools) -> None:
    def judge(material: str) -> str:
        offered = re.search(rf"(\[\d+\.\d+\]) {re.escape(JUNE)}", material)
        assert offered
        return f"1: CONFIRMED {offered[1]}"

    answer = answered(plain, Script(lambda _: "The bridge re\ud83dopens on 20 June\udc4d.", judge=[judge]))
    assert [(each.text, each.grade) for each in answer.statements] == [
        ("The bridge reopens on 20 June.", Grade.CONFIRMED)
    ]
