"""Wrong usage is said in one line, in sentences, with the help that tells more."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from assistant.cli.main import app
from command_line import run
from terminal.typist import at_terminal


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "--nonsense", "Who?"], "No such option: --nonsense. See `assistant ask --help`."),
        (["ask"], 'The question is empty. Ask something: assistant ask "…"'),
        (["search"], "Missing argument 'QUESTION'. See `assistant search --help`."),
        (["ask", "--sorce", "Sky"], "No such option: --sorce. Did you mean --source? See `assistant ask --help`."),
        (["ask", "--since"], "Option '--since' requires an argument. See `assistant ask --help`."),
        (
            ["chat", "Who?"],
            "A chat takes no question from the command line. Type it there, or `assistant ask` it.",
        ),
        (["aks", "Who?"], "No such command 'aks'. Did you mean 'ask'? `assistant --help` lists the commands."),
        (["--nonsense"], "No such option: --nonsense. `assistant --help` lists the commands."),
    ],
)
def test_wrong_usage_is_said_in_sentences_and_points_to_the_help_of_the_command(
    arguments: list[str], message: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"assistant: {message}\n")


BRIEF = """\
Usage: assistant COMMAND …

Answers questions from a collection of dated articles; every sentence can be
checked.

To begin with:
  index FOLDER    Read articles into the library, or update it.
  ask QUESTION    Answer a question, with exact quotations.
  chat            Ask one question after another.
  summarize       Summarise articles, a topic, or what happened in a time.
  timeline TOPIC  List dated events in order, each with its citation.
  status          Show what the library holds and how it stands.

`assistant --help` lists all commands, `assistant COMMAND --help` explains
one, and `assistant docs` has a page for each thing to do.
"""


def test_without_a_command_a_short_help_is_shown() -> None:
    done = run()
    assert (done.returncode, done.stdout, done.stderr) == (0, BRIEF, "")


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, and every command of a command, as it is typed."""
    yield path
    for name, each in getattr(group or typer.main.get_command(app), "commands", {}).items():
        yield from commands(each, (*path, name))


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_help_is_broken_between_words_only_and_fits_the_terminal(path: tuple[str, ...], columns: int) -> None:
    wide, narrow = (run(*path, "--help", COLUMNS=str(width)).stdout for width in (80, columns))
    assert [line for line in narrow.splitlines() if len(line) > columns] == []
    assert sorted(narrow.split()) == sorted(wide.split())
    assert "..." not in wide.partition("Commands:")[2]


def test_an_argument_that_is_only_taken_to_say_what_to_do_is_not_in_the_usage() -> None:
    assert run("follow", "list", "--help").stdout.startswith("Usage: assistant follow list [OPTIONS]\n")


def test_the_short_help_fits_a_narrow_terminal() -> None:
    narrow = run(COLUMNS="40").stdout
    assert [line for line in narrow.splitlines() if len(line) > 40] == []
    assert narrow.split() == BRIEF.split()


def test_what_is_said_on_stderr_is_broken_between_words_on_a_terminal() -> None:
    command = [sys.executable, "-m", "assistant", "articles", "--library", "/nowhere"]
    with at_terminal(command, columns=40, exit_code=6) as typist:
        typist.waits_for("first.")
    assert typist.shown.replace("\r\n", "\n") == (
        "assistant: There is no library in\n"
        "  '/nowhere'. Run `assistant index PATH`\n"
        "  with the folder of your articles\n"
        "  first.\n"
    )
