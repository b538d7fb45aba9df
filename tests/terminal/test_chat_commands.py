"""Every command of the chat is in /help, fits a narrow screen, and has an example here of what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from assistant.terminal.chat_commands import COMMANDS
from terminal.scripted_session import transcript

LANDING = "When did people first land on the Moon?"
# What is typed, and what the last of it prints among other things. Whole outputs are compared in test_chat.py.
EXAMPLES: Mapping[str, tuple[Sequence[str], str]] = {
    "/sources": ([LANDING, "/sources"], "Sources\n[1] “Apollo 11 landed on the Moon on 20 July 1969"),
    "/open": ([LANDING, "/open 2"], "▶Armstrong stepped onto the surface at 02:56 UTC on 21 July.◀"),
    "/why": ([LANDING, "/why 2"], "Not confirmed: the cited sentences do not say all of it."),
    "/since": (["/since March 1966"], "Searched: articles since 1966-03-01.\n"),
    "/until": (["/until 1969"], "Searched: articles until 1969-12-31.\n"),
    "/on": (["/on 21 July 1969"], "Searched: articles on 1969-07-21.\n"),
    "/as-of": (["/as-of 1970-01-01", "/since last month"], "Searched: articles since 1969-12-01, as of 1970-01-01.\n"),
    "/source": (["/source NASA", "/source 新华社"], "Searched: articles only of NASA and 新华社.\n"),
    "/filters": (["/on 1969", "/filters off"], "All articles are searched.\n"),
    "/summarize": (["/summarize the Moon"], "Armstrong stepped out 39 minutes later. [2]"),
    "/timeline": (["/timeline Apollo"], "1969-07-20  Apollo 11 landed on the Moon on 20 July 1969"),
    "/said": (
        ["/said Armstrong: the Moon"],
        "Nobody called 'Armstrong' speaks in the articles searched. Did you mean Neil\nArmstrong (2)?\n",
    ),
    "/check": (["/check Three men landed."], "3 sentences: 1 quoted, 1 confirmed, 1 not confirmed."),
    "/retry": ([LANDING, "/retry"], "Luna 9 had landed before, without a crew. [3][1]"),
    "/edit": (["/edit"], "/edit needs a terminal. Type the question itself.\n"),
    "/model": (["/model none"], "Answers are the articles' own sentences; no model.\n"),
    "/cost": ([LANDING, "/cost"], "1 request for 1 answer: 812 tokens read, 64 written, 1.5 s.\n"),
    "/copy": ([LANDING, "/copy"], "/copy needs a terminal."),
    "/save": ([LANDING, "/save"], "/save takes the name of a file, such as answer.html.\n"),
    "/export": ([LANDING, "/export"], "/export takes the name of a file, such as answer.html.\n"),
    "/history": (["/history Moon"], "1 of 27 answers (`assistant history --limit N`).\n"),
    "/resume": (["/resume"], "Going on with the chat of 3 January 2026 at 10:00 UTC: 2 answers. The last:\n"),
    "/new": (["/new"], "A new conversation.\n"),
    "/help": (["/help /model"], "/model [NAME]  which chat model writes the answers"),
    "/quit": (["/quit", LANDING], ""),
}


def test_each_command_has_an_example() -> None:
    assert [command.name for command in COMMANDS] == list(EXAMPLES)


@pytest.mark.parametrize(("typed", "said"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_command_does_what_its_example_shows(typed: Sequence[str], said: str) -> None:
    stdout, stderr = transcript(*typed)
    assert stderr == ""
    assert said in stdout.partition(f"> {typed[-1]}\n")[2]


def test_help_tells_of_every_command_in_forty_columns() -> None:
    stdout, _ = transcript("/help", columns=40)
    told = stdout.partition("> /help\n")[2]
    assert " ".join(told.split()) == " ".join(f"{command.usage} {command.meaning}" for command in COMMANDS)
    assert max(map(len, told.splitlines())) <= 40


@pytest.mark.parametrize("name", [name for command in COMMANDS for name in command.other_names])
def test_another_name_of_a_command_is_told_by_its_meaning(name: str) -> None:
    assert [command.meaning for command in COMMANDS if name in command.other_names and name in command.meaning]


def test_a_name_that_is_nearly_a_command_s_is_answered_with_it() -> None:
    assert "/sorces is not a command. Did you mean /sources? /help lists them.\n" in transcript("/sorces")[0]
