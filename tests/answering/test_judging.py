"""With verify = "model" the model judges what the rules let pass, and nothing else."""

import re
from dataclasses import replace

import pytest

from assistant.answering.compose_prose import estimated_tokens
from assistant.answering.summarise import summarise_articles
from assistant.answering.support_score import THRESHOLD
from assistant.answering.tools import Tools
from assistant.types import Filters, LeftOut, Question, Status
from model_server import error, serving
from scripted_answers import (
    APRIL,
    CARELESS,
    DAY,
    JUNE,
    Script,
    answered,
    careless,
    handle,
    lines,
    model_of,
)


def good(material: str) -> str:
    return f"{APRIL} {handle(material, APRIL)}. {JUNE} {handle(material, JUNE)}"


GOOD = [CARELESS[0], f"{JUNE} [2]"]


def test_the_model_judges_what_the_rules_let_pass_and_only_when_that_is_set(plain: Tools) -> None:
    shown: list[str] = []

    def judge(material: str) -> str:
        shown.append(material)
        return "1: SUPPORTED\n2: UNSUPPORTED - nobody [2.1]\tsaid \x1b\x07so"

    script = Script(good, judge=[judge])
    answer = answered(plain, script, judged=True)
    assert lines(answer) == [GOOD[0], f"{JUNE} [2] <the model finds: nobody said so>"]
    assert (answer.status, answer.left_out, answer.usage.requests) == (Status.PARTIAL, LeftOut(), 3)
    assert answer.statements[1].score < THRESHOLD <= answer.statements[0].score
    assert (
        f"2: {JUNE}\n   From “New council’s first act is to name a flood commissioner”, The Verrick Courier,"
        in shown[0]
    )
    assert f"   Cited: {JUNE}\n" in shown[0]
    assert lines(answered(plain, Script(good))) == GOOD


def test_what_the_model_finds_against_a_sentence_goes_back_with_the_rest_and_a_rewrite_is_judged_too(
    plain: Tools,
) -> None:
    def mend(material: str) -> str:
        assert "   Why it failed: the model finds: the day is another one\n" in material
        said = "Chandlers’ Bridge was on course to reopen on 20 June, Halina Corbet told the council"
        return f"1: {said} {handle(material, JUNE)}."

    found = "1: SUPPORTED\n2: CONTRADICTED - the day is another one."
    script = Script(good, [mend], [lambda _: found, lambda _: "1: SUPPORTED"])
    assert [each[:9] for each in lines(answered(plain, script, judged=True))] == ["The City ", "repaired:"]
    script = Script(good, [mend], [lambda _: found, lambda _: "1: UNSUPPORTED - still not"])
    answer = answered(plain, script, judged=True)
    assert lines(answer) == [GOOD[0], f"{JUNE} [2] <the model finds: the day is another one>"]
    assert answer.statements[1].contradicted


@pytest.mark.parametrize(
    "bad",
    [
        "All is well.",
        "1: SUPPORTED",
        "1: SUPPORTED\n2: YES",
        "1: SUPPORTED\n1: SUPPORTED",
        "1: SUPPORTED\n3: SUPPORTED",
    ],
)
def test_a_judgement_that_cannot_be_read_is_asked_for_once_more_then_the_rules_stand_and_it_is_said(
    plain: Tools, bad: str
) -> None:
    script = Script(good, judge=[lambda _: bad, lambda _: "1: SUPPORTED\n**2**: UNSUPPORTED - no"])
    assert lines(answered(plain, script, judged=True))[1] == f"{JUNE} [2] <the model finds: no>"
    script = Script(good, judge=[lambda _: bad, lambda _: bad])
    answer = answered(plain, script, judged=True)
    assert lines(answer) == GOOD
    assert (answer.status, answer.left_out) == (Status.ANSWERED, LeftOut(unread_judgements=2))
    assert script.judgements == 2


def test_a_judge_that_fails_leaves_the_rules_verdicts(plain: Tools) -> None:
    answer = answered(plain, Script(good, judge=[lambda _: error(400, "Too large.")]), judged=True)
    assert (lines(answer), answer.left_out) == (GOOD, LeftOut(unread_judgements=2))


def test_the_model_cannot_save_what_the_rules_refuse(plain: Tools) -> None:
    script = Script(careless, judge=[lambda material: "\n".join(
        f"{number}: SUPPORTED" for number in range(1, 1 + int(re.findall(r"Write the (\d+) lines", material)[0]))
    )])  # fmt: skip
    assert lines(answered(plain, script, judged=True)) == CARELESS


def test_many_statements_are_judged_in_as_many_requests_as_the_window_needs(plain: Tools) -> None:
    def all_supported(material: str) -> str:
        return "\n".join(f"{number}: SUPPORTED" for number in re.findall(r"^(\d+): ", material, re.MULTILINE) if number)

    def everything(material: str) -> str:
        return " ".join(
            f"{text} [{mark}]" for mark, text in re.findall(r"^\[(\d+\.\d+)\] (.+\.)$", material, re.MULTILINE)
        )

    def within(material: str) -> str:
        assert estimated_tokens(material) + 300 <= 2_600
        return all_supported(material.split("===")[-3])

    script = Script(everything, judge=[within] * 9)
    answer = answered(plain, script, judged=True, window=2_600, answer_tokens=300)
    assert answer.left_out.unread_judgements == 0
    assert script.judgements > 1


def test_a_summary_is_repaired_and_judged_in_the_same_way(plain: Tools) -> None:
    rises = "Chandlers’ Bridge: revised date for reopening"

    def answer(_: str) -> str:
        reopens = "The bridge will reopen to traffic on 30 April 2025 [1.1]."
        return f"{reopens} It costs 60 million crowns [1.4]. It is a good bridge."

    def mend(material: str) -> str:
        cost = "The cost of the works rises from 46 million to 52.5 million crowns."
        return f"1: {cost} {handle(material, cost)}\n2: WITHDRAWN"

    script = Script(answer, [mend], [lambda _: "1: SUPPORTED", lambda _: "1: SUPPORTED"])
    with serving(script) as server:
        tools = replace(plain, model=model_of(server), judged=True)
        question = Question(rises, DAY, Filters(as_of=DAY))
        summary = summarise_articles([plain.library.article(rises)], question, tools, sentences=3)
    assert lines(summary) == [
        "The bridge will reopen to traffic on 30 April 2025. [1]",
        "repaired: The cost of the works rises from 46 million to 52.5 million crowns. [2]",
    ]
    assert (summary.status, summary.left_out) == (Status.PARTIAL, LeftOut(withdrawn_statements=1))
    assert summary.usage.requests == 4
