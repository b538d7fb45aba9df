"""Answers in a scripted model's words, over loopback, from the sample articles: a script says what it is asked for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answering.pipeline import ask
from assistant.answering.tools import Tools
from assistant.models.openai_api import OpenAIChat
from assistant.records.answers import Answer, Pending, Statement
from assistant.records.questions import Filters, Question
from model_server import ModelServer, Play, confirm_all, is_judging, serving

DAY = date(2025, 6, 5)
WHEN = "When will Chandlers Bridge reopen?"
APRIL = "The City of Port Verrick announces that Chandlers’ Bridge will reopen to traffic on 30 April"
JUNE = "Halina Corbet told the council that Chandlers’ Bridge was on course to reopen on 20 June."
# What a script says: to the question, then to what was refused, then as a judge, each by the material it is shown.
Say = Callable[[str], str | Play]


def handle(material: str, beginning: str) -> str:
    """The mark of the sentence that begins so in the material of a request."""
    found = re.search(rf"^\[(\d+\.\d+)\] {re.escape(beginning)}", material, re.MULTILINE)
    assert found, f"{beginning!r} is not in {material}"
    return f"[{found[1]}]"


@dataclass
class Script:
    """Answers by what is asked of it, and counts how often; a judge without a script confirms everything."""

    answer: Say
    repair: Sequence[Say] = ()
    judge: Sequence[Say] = ()
    second_opinion: str = "NO"
    repairs: int = 0
    judgements: int = 0

    def __call__(self, request: Any) -> str | Play:
        asked = request["messages"][0]["content"]
        if "Why it was refused" in asked:
            self.repairs += 1
            return self.repair[self.repairs - 1](asked) if self.repairs <= len(self.repair) else "I cannot."
        if is_judging(request):
            self.judgements += 1
            scripted = self.judgements <= len(self.judge)
            return self.judge[self.judgements - 1](asked) if scripted else confirm_all(request)
        if asked.endswith("Do they answer the question?"):
            return self.second_opinion
        return self.answer(request["messages"][-1]["content"])


def model_of(server: ModelServer, window: int = 8_000) -> OpenAIChat:
    return OpenAIChat(model="scripted", api_key=None, base_url=server.base_url, window=window, timeout_seconds=300)


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
        model = model_of(server, window)
        tools = replace(tools, **{"model": model, "judge": model, **given})
        return ask(asked, tools, on_statement, on_pending)


def lines(answer: Answer) -> list[str]:
    """Each statement with its numbers, its reasons and whether it was repaired."""
    return [line(each) for each in answer.statements]


def line(each: Statement) -> str:
    reasons = f": {'; '.join(each.reasons)}" if each.reasons else ""
    mark = "" if each.confirmed else f" <{each.grade.value}{reasons}>"
    return f"{'repaired: ' if each.repaired else ''}{each.text} {list(each.citations)}{mark}"


CLOSES = "Chandlers’ Bridge will open again on 30 April, the city says."
FLOOD = "It will reopen on 20 June because of a flood."


def prose(material: str) -> str:
    """Two sentences in a model's own words, of which the second gives a cause that its source does not."""
    return f"{CLOSES} {handle(material, APRIL)} {FLOOD} {handle(material, JUNE)}"


CAUSE = '2: NOT CONFIRMED - "because of a flood": no cause is given'


def refuse_the_cause(material: str) -> str:
    return f"1: CONFIRMED\n{CAUSE}"


REFUSED = f'{FLOOD} [2] <not_confirmed: "because of a flood": no cause is given>'
