"""Answers in a scripted model's words, over loopback, from the sample articles: repaired, judged, marked, left out."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.compose_prose import estimated_tokens
from assistant.answering.conversation import Conversation
from assistant.answering.pipeline import Tools, ask
from assistant.answering.retrieve import Wishes
from assistant.answering.summarise import summarise_articles
from assistant.errors import ModelBrokeOff, ModelRefused
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.openai_api import OpenAIChat
from assistant.prompts import load_prompts
from assistant.types import Answer, Filters, LeftOut, Pending, Question, Statement, Status, Usage
from model_server import ModelServer, Play, error, serving

DAY = date(2025, 6, 5)
WHEN = "When will Chandlers Bridge reopen?"
APRIL = "The City of Port Verrick announces that Chandlers’ Bridge will reopen to traffic on 30 April"
JUNE = "Halina Corbet told the council that Chandlers’ Bridge was on course to reopen on 20 June."
YELLOW = "She has painted her ground floor yellow and put out geraniums."
# What a script says: to the question, then to the failed sentences, then as a judge, each by the material it is shown.
Say = Callable[[str], str | Play]


def handle(material: str, beginning: str) -> str:
    """The mark of the sentence that begins so in the material of a request."""
    found = re.search(rf"^\[(\d+\.\d+)\] {re.escape(beginning)}", material, re.MULTILINE)
    assert found, f"{beginning!r} is not in {material}"
    return f"[{found[1]}]"


@dataclass
class Script:
    """Answers by what is asked of it, and keeps what it was sent."""

    answer: Say
    repair: Sequence[Say] = ()
    judge: Sequence[Say] = ()
    repairs: int = 0
    judgements: int = 0

    def __call__(self, request: Any) -> str | Play:
        asked = request["messages"][0]["content"]
        if "Why it failed" in asked:
            self.repairs += 1
            return self.repair[self.repairs - 1](asked) if self.repairs <= len(self.repair) else "I cannot."
        if asked.startswith("You check statements"):
            self.judgements += 1
            return self.judge[self.judgements - 1](asked) if self.judgements <= len(self.judge) else "I cannot."
        return self.answer(request["messages"][-1]["content"])


@pytest.fixture(scope="module")
def plain(sample_library: Path) -> Iterator[Tools]:
    with closing(Library(sample_library, warn=pytest.fail)) as library:
        yield Tools(library, LocalEmbedder(), load_prompts(), Wishes())


def model_of(server: ModelServer, window: int = 8_000) -> OpenAIChat:
    return OpenAIChat(model="scripted", api_key=None, base_url=server.base_url, window=window, timeout_seconds=20)


def answered(
    tools: Tools,
    script: Script,
    *,
    question: str = WHEN,
    window: int = 8_000,
    on_statement: Callable[[Statement], None] | None = None,
    on_pending: Callable[[Pending], None] | None = None,
    **given: Any,
) -> Answer:
    with serving(script) as server:
        asked = Question(question, DAY, Filters(as_of=DAY))
        return ask(asked, replace(tools, model=model_of(server, window), **given), on_statement, on_pending)


def lines(answer: Answer) -> list[str]:
    """Each statement with its numbers, its reasons and whether it was repaired."""
    return [line(each) for each in answer.statements]


def line(each: Statement) -> str:
    mark = "" if each.supported else f" <{'; '.join(each.reasons)}>"
    return f"{'repaired: ' if each.repaired else ''}{each.text} {list(each.citations)}{mark}"


def careless(material: str) -> str:
    april = handle(material, APRIL)
    return f"{APRIL} {april}. Chandlers’ Bridge will then reopen on 21 June 2025 {april}.\n\nThe bridge has two names."


CARELESS = [
    f"{APRIL}. [1]",
    "Chandlers’ Bridge will then reopen on 21 June 2025. [1] <the date 21 June 2025 is not in the cited sentence>",
    "The bridge has two names. [] <no article sentence is cited>",
]


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
        "1: Chandlers’ Bridge will then reopen on 21 June 2025. [a.s]",
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
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut(withdrawn_statements=2))


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


# Judged by the model.


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
    assert answer.statements[1].score < 0.5 <= answer.statements[0].score
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
        return "The bridge reopens on 30 April 2025 [1.1]. It costs 60 million crowns [1.4]. It is a good bridge."

    def mend(material: str) -> str:
        cost = "The cost of the works rises from 46 million to 52.5 million crowns."
        return f"1: {cost} {handle(material, cost)}\n2: WITHDRAWN"

    script = Script(answer, [mend], [lambda _: "1: SUPPORTED", lambda _: "1: SUPPORTED"])
    with serving(script) as server:
        tools = replace(plain, model=model_of(server), judged=True)
        question = Question(rises, DAY, Filters(as_of=DAY))
        summary = summarise_articles([plain.library.article(rises)], question, tools, sentences=3)
    assert lines(summary) == [
        "The bridge reopens on 30 April 2025. [1]",
        "repaired: The cost of the works rises from 46 million to 52.5 million crowns. [2]",
    ]
    assert (summary.status, summary.left_out) == (Status.PARTIAL, LeftOut(withdrawn_statements=1))
    assert summary.usage.requests == 4


# While it is written.


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
    assert [citation.n for citation in answer.citations] == [1, 2]


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
