"""An answer that a model writes while a person watches: the words first, and what the judge says when all is there."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from model_server import Play, error, is_judging, serving
from terminal.typist import ESCAPE, at_terminal

ASSISTANT = [sys.executable, "-m", "assistant"]
WHEN = "When will Chandlers Bridge reopen?"
APRIL = "The City of Port Verrick announces that Chandlers’ Bridge will reopen to traffic on 30 April"
JUNE = "Halina Corbet told the council that Chandlers’ Bridge was on course to reopen on 20 June."


def handle(request: Any, beginning: str) -> str:
    """The mark of the evidence sentence that begins so."""
    found = re.search(rf"^\[(\d+\.\d+)\] {re.escape(beginning)}", request["messages"][-1]["content"], re.MULTILINE)
    assert found
    return f"[{found[1]}]"


class Gates:
    """Pieces of a reply with gates between them, written `|`: a gate stays shut until the reader has seen enough."""

    def __init__(self) -> None:
        self._gates: list[threading.Event] = []

    def pieces(self, reply: str) -> Iterator[str]:
        parts = reply.split("|")
        self._gates = [threading.Event() for _ in parts[1:]]
        for part, gate in zip(parts, [None, *self._gates], strict=True):
            assert gate is None or gate.wait(300)
            yield from re.findall(r"\s*\S+\s*", part)

    def open(self, number: int) -> None:
        self._gates[number].set()


def gated(gates: Gates) -> Callable[[Any], Play]:
    """A script that answers with gates, and judges and repairs without."""

    def play(request: Any) -> Play:
        if is_judging(request):
            return Play(pieces=[judge(request)])
        if "Why it was refused" in request["messages"][-1]["content"]:
            return Play(pieces=[repair(request)])
        return Play(thoughts=["Let me look."], pieces=gates.pieces(answer(request)))

    return play


def answer(request: Any) -> str:
    april = handle(request, APRIL)
    return (
        f"<think>The user asks about the bridge {april}.</think>\n\nThe City of Port Verrick| announces that Chandlers’"
        f" Bridge will reopen to traffic on 30 April {april}. It| will then reopen on \x1b\x0721 June\x9b 2025,"
        f" the city announces {april}.|"
    )


def judge(request: Any) -> str:
    """The first sentence is borne out, the second is not, and what is put in its place is."""
    if "In place of: It will then reopen" in request["messages"][-1]["content"]:
        return "1: CONFIRMED"
    return '1: CONFIRMED\n2: NOT CONFIRMED - "21 June 2025": the city announces 30 April'


def repair(request: Any) -> str:
    return f"1: {JUNE} {handle(request, JUNE)}"


ASKED = """\
The City of Port Verrick announces that
Chandlers’ Bridge will reopen to traffic
on 30 April. [1] It will then reopen on
21 June 2025, the city announces. [1]

Withdrawn: It will then reopen on 21
June 2025, the city announces. ["21 June
2025": the city announces 30 April]
Corrected: Halina Corbet told the
council that Chandlers’ Bridge was on
course to reopen on 20 June. [2]

The day has changed: first 31 March (The
Verrick Courier, 3 February 2025), then
30 April (City of Port Verrick, Press
Office, 12 March 2025), then 20 June
(The Verrick Courier, 5 June 2025).
[3][1][2]

Sources
[1] “The City of Port Verrick announces
    that Chandlers’ Bridge will reopen
    to traffic on 30 April, and not on
    31 March as previously
    communicated.”
    Chandlers’ Bridge: revised date for
    reopening — City of Port Verrick,
    Press Office, 12 March 2025
    https://portverrick.example/press/2025/021

[2] New council’s first act is to name a
    flood commissioner — The Verrick
    Courier, 5 June 2025
    https://verrickcourier.example/2025/06/05/flood-commissioner

[3] “Chandlers’ Bridge, the only road
    crossing between the Lower Town and
    the container port, will close to
    all traffic at 5 a.m. next Monday
    and is due to reopen on 31 March,
    the city council said.”
    Chandlers’ Bridge to close for seven
    weeks — The Verrick Courier, 3
    February 2025
    https://verrickcourier.example/2025/02/03/chandlers-bridge-to-close
    next Monday = 10 February 2025

2 sentences: 1 quoted (sentence 2), 1
confirmed (sentence 1).
1 sentence written anew after not being
confirmed.
"""


def test_words_are_on_the_screen_before_the_sentence_has_been_sent_and_the_judges_word_after_the_last(
    sample_library: Path,
) -> None:
    gates = Gates()
    command = [*ASSISTANT, "ask", "-L", str(sample_library), "--as-of", "2025-06-05", "--model", "m", WHEN]
    with (
        serving(gated(gates)) as server,
        at_terminal(command, columns=40, NO_COLOR="1", OPENAI_BASE_URL=server.base_url) as typist,
    ):
        typist.waits_for("The City of Port")
        gates.open(0)
        typist.waits_for("April. [1]")
        gates.open(1)
        typist.waits_for("It will then reopen on\r\n21 June")
        gates.open(2)
    assert typist.shown.replace("\r\n", "\n") == ASKED


def test_in_a_chat_nothing_is_drawn_twice_and_the_sources_follow(sample_library: Path) -> None:
    gates = Gates()
    command = [*ASSISTANT, "chat", "-L", str(sample_library), "--as-of", "2025-06-05", "--model", "m"]
    with (
        serving(gated(gates)) as server,
        at_terminal(command, columns=40, TERM="dumb", OPENAI_BASE_URL=server.base_url) as typist,
    ):
        typist.waits_for("> ")
        typist.types(f"{WHEN}\n")
        typist.waits_for("The City of Port")
        gates.open(0)
        typist.waits_for("April")
        gates.open(1)
        gates.open(2)
        typist.waits_for("confirmed.\r\n\r\n")
        typist.waits_for("> ")
        typist.types("/quit\n")
    assert "\x1b" not in typist.shown
    whole = typist.shown.replace("\r\n", "\n").split(f"{WHEN}\n")[1]
    assert whole == f"{ASKED}\n> /quit\n"


def test_what_the_judge_could_not_be_asked_about_is_said_to_be_not_judged(sample_library: Path) -> None:
    command = [*ASSISTANT, "ask", "-L", str(sample_library), "--as-of", "2025-06-05", "--model", "m", WHEN]

    def play(request: Any) -> str | Play:
        return error(400, "No.") if is_judging(request) else answer(request).replace("|", "")

    with (
        serving(play) as server,
        at_terminal(command, columns=80, NO_COLOR="1", OPENAI_BASE_URL=server.base_url) as typist,
    ):
        typist.reads_to_the_end()
    shown = typist.shown.replace("\r\n", "\n")
    assert shown.startswith(NOT_JUDGED)


NOT_JUDGED = """\
The City of Port Verrick announces that Chandlers’ Bridge will reopen to traffic
on 30 April. [1] It will then reopen on 21 June 2025, the city announces. [1]

Not judged: The City of Port Verrick announces that Chandlers’ Bridge will
reopen to traffic on 30 April.
Not judged: It will then reopen on 21 June 2025, the city announces. [the cited
text does not have the date 21 June 2025]

What the model wrote could not be judged. The judge could not be asked:
"""


def asking_who_won(sample_library: Path) -> list[str]:
    """A question that no article answers."""
    return [*ASSISTANT, "ask", "-L", str(sample_library), "--as-of", "2025-06-05", "--model", "m", "Who won the Cup?"]


def test_a_refusal_shows_nothing_of_itself(sample_library: Path) -> None:
    replies = ["NOT IN ARTICLES. The question is about football."]
    command = asking_who_won(sample_library)
    with (
        serving(replies) as server,
        at_terminal(command, exit_code=3, NO_COLOR="1", OPENAI_BASE_URL=server.base_url) as typist,
    ):
        typist.reads_to_the_end()
    assert ESCAPE.sub("", typist.shown).startswith("The articles do not say.\r\n\r\nClosest:\r\n[1] “")


def test_what_nothing_bears_out_is_withdrawn_and_the_closest_sentences_are_shown(sample_library: Path) -> None:
    replies = ["The Spanish national team won the Cup in the end, by one goal.", "1: WITHDRAWN"]
    command = asking_who_won(sample_library)

    def refuse(_: Any) -> str:
        return '1: NOT CONFIRMED - "the Cup": nothing is said of it'

    with (
        serving(replies, judge=refuse) as server,
        at_terminal(command, exit_code=3, NO_COLOR="1", OPENAI_BASE_URL=server.base_url) as typist,
    ):
        typist.reads_to_the_end()
    assert typist.shown.replace("\r\n", "\n").startswith(
        "The Spanish national team won the Cup in the end, by one\n"
        "goal.\n\n"
        "Withdrawn: The Spanish national team won the Cup in the end,\n"
        'by one goal. ["the Cup": nothing is said of it]\n\n'
        "Nothing that the model wrote was confirmed.\n\n"
        "The articles do not say.\n\nClosest:\n[1] “"
    )


def test_a_reply_that_breaks_off_leaves_no_word_without_a_mark(sample_library: Path) -> None:
    command = [*ASSISTANT, "ask", "-L", str(sample_library), "--as-of", "2025-06-05", "--model", "m", WHEN]
    broken = Play(pieces=["The bridge on the river ", "will open on "], finish="length")
    with (
        serving([broken]) as server,
        at_terminal(command, columns=80, NO_COLOR="1", OPENAI_BASE_URL=server.base_url) as typist,
    ):
        typist.reads_to_the_end()
    assert typist.shown.replace("\r\n", "\n").startswith("The bridge on the river will open [not judged]\n")
