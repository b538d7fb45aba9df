"""An earlier chat is taken up where it was left, and past answers are found from a chat."""

from __future__ import annotations

import pytest

from terminal.scripted_session import transcript

BEGINNING = "3 articles, 21 July 1969 to 17 December 2020; no model.\nAsk a question, or type /help.\n\n"


def said(*typed: str) -> str:
    """What is printed for the last line typed."""
    stdout: str
    stdout, stderr = transcript(*typed)
    assert stderr == ""
    return stdout.partition(f"> {typed[-1]}\n")[2]


def test_past_questions_are_listed() -> None:
    assert said("/history") == (
        "3  2026-01-03 10:00  When did people first land on the Moon? (chat, answered in\n"
        "                     part)\n"
        "\n"
        "1 of 27 answers (`assistant history --limit N`).\n\n"
    )
    assert said("/history Mars") == "No past answer.\n\n"


def test_the_last_answer_of_an_earlier_chat_is_shown_with_its_question() -> None:
    given = said("When did people first land on the Moon?").rstrip()
    assert said("/resume").rstrip() == (
        "Going on with the chat of 3 January 2026 at 10:00 UTC: 2 answers. The last:\n"
        "\n"
        "> When did people first land on the Moon?\n" + given
    )


def test_the_filters_of_an_earlier_chat_are_told() -> None:
    assert "The last:\nSearched: articles until 1970-01-01.\n\n> When" in said("/resume 4")


@pytest.mark.parametrize("command", ["/sources", "/why 1"])
def test_the_sources_of_an_earlier_chat_can_be_looked_at(command: str) -> None:
    assert said("/resume", command) == said("When did people first land on the Moon?", command)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/resume nine", "/resume takes a number, not 'nine'. /history shows the numbers.\n\n"),
        ("/resume 9", "No answer is kept under the number 9. `assistant history` lists them.\n\n"),
    ],
)
def test_what_cannot_be_resumed_is_said_in_the_chat(typed: str, answer: str) -> None:
    assert said(typed) == answer
