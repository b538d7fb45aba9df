"""Every command of the chat is in /help, fits a narrow screen, and has an example here of what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from assistant.terminal.chat_commands import COMMANDS
from terminal.test_chat import transcript

LANDING = "When did people first land on the Moon?"
# What is typed, and what the last of it prints among other things. Whole outputs are compared in test_chat.py.
EXAMPLES: Mapping[str, tuple[Sequence[str], str]] = {
    "/sources": ([LANDING, "/sources"], "Sources\n[1] “Apollo 11 landed on the Moon on 20 July 1969"),
    "/open": ([LANDING, "/open 2"], "▶Armstrong stepped onto the surface at 02:56 UTC on 21 July.◀"),
    "/save": ([LANDING, "/save"], "/save takes the name of a file, such as answer.html.\n"),
    "/export": ([LANDING, "/export"], "/export takes the name of a file, such as answer.html.\n"),
    "/new": (["/new"], "A new conversation.\n"),
    "/help": (["/help"], "  these commands\n"),
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
