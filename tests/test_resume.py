"""A chat that was left is gone on with: its subject, its filters, and its place in the record."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from command_line import run
from terminal.typist import ESCAPE, at_terminal

ARTICLES = {
    "mayor.txt": "title: The election\nsource: The Post\ndate: 2024-08-01\n\n"
    "Ann Bell was elected mayor of Wells on Sunday. She takes office on 9 August.\n",
    "bridge.txt": "title: The bridge\nsource: Sea\ndate: 2024-08-02\n\nThe bridge of Wells opens on Monday.\n",
}
WHO = "Who was elected mayor of Wells?"
WHEN = "When does she take office?"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "corpus" / name).write_text(text)
    assert run("index", "-q", cwd=tmp_path).returncode == 0
    return tmp_path


def record(library: Path) -> list[dict[str, Any]]:
    """What is kept, the oldest first: its question, as it was understood, and its chat."""
    kept = [json.loads(line) for line in run("history", "export", cwd=library).stdout.splitlines()]
    return [{"question": each["question"], **each["answer"]["asked"]} for each in kept]


def chats(library: Path) -> list[tuple[str, int | None]]:
    return [(each["question"], each["session"]) for each in record(library)]


def test_a_chat_that_is_resumed_shows_its_last_answer_and_keeps_its_subject(library: Path) -> None:
    first = run("chat", "--as-of", "2024-08-05", stdin=f"{WHO}\n", cwd=library)
    resumed = run("chat", "--resume", stdin=f"{WHEN}\n", cwd=library)
    assert (resumed.returncode, resumed.stderr) == (0, "")
    asked_then = first.stdout.partition("> ")[2].strip()
    lines = resumed.stdout.splitlines()
    assert lines[3].startswith("Going on with the chat of ")
    assert lines[3].endswith("1 answer. The last:")
    assert lines[4:7] == ["Searched: articles as of 2024-08-05.", "", f"> {WHO}"]
    shown, _, answer = resumed.stdout.partition("The last:\n")[2].partition(f"> {WHEN}\n")
    assert shown.partition("> ")[2].strip() == asked_then
    assert "She takes office on 9 August." in answer
    last = record(library)[-1]
    run("chat", "--as-of", "2024-08-05", stdin=f"{WHO}\n{WHEN}\n", cwd=library)  # without a break
    unbroken = record(library)[-1]
    assert (last["session"], last["as_of"], last["standalone"]) == (1, "2024-08-05", unbroken["standalone"])
    assert unbroken["standalone"] != WHEN


def test_the_article_of_a_resumed_answer_is_opened_as_it_was_quoted(library: Path) -> None:
    run("chat", stdin=f"{WHO}\n", cwd=library)
    mayor = library / "corpus" / "mayor.txt"
    mayor.write_text(ARTICLES["mayor.txt"].replace("Ann Bell was", "Corrected on Friday. Ann Bell had been"))
    run("index", "-q", cwd=library)
    opened = run("chat", "--resume", stdin="/open 1\n", cwd=library).stdout.partition("> /open 1\n")[2]
    assert "▶Ann Bell was elected mayor of Wells on Sunday.◀" in opened


def test_the_answers_of_a_chat_are_kept_as_those_of_one_and_new_begins_another(library: Path) -> None:
    run("chat", stdin=f"{WHO}\n{WHEN}\n/timeline Wells\n/new\n{WHO}\n{WHEN}\n", cwd=library)
    run("ask", WHO, cwd=library)
    assert chats(library) == [(WHO, None), (WHEN, 1), ("Wells", 1), (WHO, None), (WHEN, 4), (WHO, None)]
    assert [each["command"] for each in record(library)] == ["chat", "chat", "timeline", "chat", "chat", "ask"]
    resumed = run("chat", "--resume", "2", stdin=f"{WHO}\n", cwd=library).stdout
    assert ": 3 answers. The last:" in resumed
    assert "\n> /timeline Wells\n2024-08-" in resumed
    run("chat", "--resume", stdin=f"/resume 5\n{WHO}\n", cwd=library)
    assert chats(library)[6:] == [(WHO, 1), (WHO, 4)]


def test_a_question_asked_alone_can_be_gone_on_with(library: Path) -> None:
    run("ask", WHO, "--source", "Post", cwd=library)
    run("chat", "--resume", "1", stdin=f"{WHEN}\n", cwd=library)
    assert chats(library) == [(WHO, None), (WHEN, 1)]
    assert (
        run("chat", "--resume", "1", stdin=f"{WHO}\n", cwd=library).stdout.count("Searched: articles only of The Post.")
        == 1
    )
    assert ": 3 answers. The last:" in run("chat", "--resume", "2", stdin="/quit\n", cwd=library).stdout


def test_filters_that_are_typed_go_before_those_of_the_chat(library: Path) -> None:
    run("chat", "--source", "Post", stdin=f"{WHO}\n", cwd=library)
    told = run("chat", "--resume", "--source", "Sea", stdin="/filters\n", cwd=library).stdout
    assert told.endswith("> /filters\nSearched: articles only of Sea.\n\n")


def test_with_no_record_a_chat_is_resumed_and_nothing_more_is_kept(library: Path) -> None:
    run("chat", stdin=f"{WHO}\n", cwd=library)
    assert "9 August" in run("chat", "--resume", "--no-record", stdin=f"{WHEN}\n", cwd=library).stdout
    assert chats(library) == [(WHO, None)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--resume"], "There is no chat to go on with. `assistant history` lists what you asked."),
        (["--resume", "7"], "No answer is kept under the number 7. `assistant history` lists them."),
        (["--resume", "1"], "Answer 1 was given by `assistant timeline`, and is of no chat. `assistant history show 1`"
         " shows it."),
        (["--resume", "Who?"], "--resume takes a number, not 'Who?'. `assistant history` shows the numbers."),
        (["1"], "1 is no question. Did you mean `assistant chat --resume 1`?"),
    ],
)  # fmt: skip
def test_what_cannot_be_resumed_is_said_before_the_chat_begins(library: Path, arguments: list[str], said: str) -> None:
    run("timeline", "Wells", cwd=library)
    done = run("chat", *arguments, stdin=f"{WHO}\n", cwd=library)
    assert (done.returncode, done.stdout, " ".join(done.stderr.split())) == (2, "", f"assistant: {said}")


def test_past_questions_are_found_in_a_chat(library: Path) -> None:
    run("ask", WHO, cwd=library)
    told = run("chat", stdin="/history office\n/history bridges\n", cwd=library).stdout
    assert "▶office◀" in told.partition("> /history office\n")[2]
    assert told.endswith("> /history bridges\nNo past answer.\n\n")


def test_a_resumed_chat_reads_so(library: Path) -> None:
    run("chat", "--as-of", "2024-08-05", "--source", "Post", stdin=f"{WHO}\n", cwd=library)
    with closing(sqlite3.connect(library / ".assistant" / "catalogue.db")) as connection:
        connection.execute("UPDATE answers SET asked_at = '2026-01-03T10:00:00+00:00'")
        connection.execute("DELETE FROM checksums WHERE kind = 'answers'")  # or it would be taken for damaged
        connection.commit()
    typed = f"{WHEN}\n/history office\n/sources\n"
    shown = run("chat", "--resume", stdin=typed, cwd=library).stdout
    assert re.sub(r"2  \d{4}-\d\d-\d\d \d\d:\d\d", "2  (now)", shown) == (
        "2 articles, 1 August 2024 to 2 August 2024; answers in the articles' own sentences.\n"
        "Ask a question, or type /help.\n"
        "\n"
        "Going on with the chat of 3 January 2026 at 10:00 UTC: 1 answer. The last:\n"
        "Searched: articles as of 2024-08-05, only of The Post.\n"
        "\n"
        "> Who was elected mayor of Wells?\n"
        "Ann Bell was elected mayor of Wells on Sunday. [1] She takes office on 9 August. [2]\n"
        "\n"
        "Sources\n"
        "[1][2] The election — The Post, 1 August 2024\n"
        "    assistant show 699f58f21323\n"
        "\n"
        "> When does she take office?\n"
        "→ When does Ann Bell take office?\n"
        "Ann Bell was elected mayor of Wells on Sunday. She takes office on 9 August. [1][2]\n"
        "\n"
        "Sources\n"
        "[1][2] The election — The Post, 1 August 2024\n"
        "    assistant show 699f58f21323\n"
        "\n"
        "> /history office\n"
        "2  (now)  When does she take office? (chat, answered)\n"
        "1  2026-01-03 10:00  Who was elected mayor of Wells? (chat, answered)\n"
        "   Ann Bell was elected mayor of Wells on Sunday. She takes ▶office◀ on 9 August.\n"
        "\n"
        "2 answers.\n"
        "\n"
        "> /sources\n"
        "Sources\n"
        "[1] “Ann Bell was elected mayor of Wells on Sunday.”\n"
        "    The election — The Post, 1 August 2024\n"
        "    assistant show 699f58f21323\n"
        "\n"
        "[2] “She takes office on 9 August.”\n"
        "    The election — The Post, 1 August 2024\n"
        "    assistant show 699f58f21323\n"
        "\n"
    )


def test_on_a_terminal_of_forty_columns_a_chat_is_resumed_and_left(library: Path) -> None:
    run("chat", stdin=f"{WHO}\n", cwd=library)
    command = [sys.executable, "-m", "assistant", "chat", "--resume", "--library", str(library)]
    with at_terminal(command, columns=40, XDG_STATE_HOME=str(library / "state")) as typist:
        typist.waits_for("Going on with the chat of")
        typist.waits_for(f"> {WHO}")
        typist.waits_for("before today.")
        typist.types("/resume nine\r")
        typist.waits_for("/resume takes a number, not 'nine'.")
        typist.types("/quit\r")
    assert max(len(row.rstrip()) for row in ESCAPE.sub("", typist.shown).split("\n")[:12]) <= 40


def test_filters_by_a_source_that_is_gone_are_not_used_and_that_is_said(library: Path) -> None:
    run("chat", "--source", "Sea", stdin="When does the bridge open?\n", cwd=library)
    run("remove", "The bridge", "--yes", cwd=library)
    done = run("chat", "--resume", stdin="/filters\n", cwd=library)
    assert done.stdout.endswith("> /filters\nAll articles are searched.\n\n")
    said = " ".join(done.stderr.split())
    assert (
        said == "assistant: The filters of that chat are not used. No article is from 'Sea'. The sources are: The Post."
    )
