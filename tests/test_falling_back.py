"""What a reader and a script meet when a model fails: the articles' own sentences, and one line that says why."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from command_line import run
from model_server import Play, error, serving

AS_OF = ["--as-of", "2025-06-05"]
WHEN = "When will Chandlers Bridge reopen?"
MODEL = ["--model", "small"]
# What every command says of a server that wants a key.
NO_KEY = "needs a key. Set OPENAI_API_KEY. Here the articles speak for themselves."


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 5)])
def test_with_a_wrong_key_the_articles_answer_and_the_key_is_never_shown(
    sample_library: Path, strict: Sequence[str], code: int
) -> None:
    key = "sk-test-0123456789abcdef"
    with serving([error(401, f"Incorrect API key provided: {key}", code="invalid_api_key")]) as server:
        done = run(
            "ask", "--library", str(sample_library), *AS_OF, *strict, "Who is the mayor?",
            OPENAI_BASE_URL=server.base_url, OPENAI_API_KEY=key,
        )  # fmt: skip
    said = " ".join(done.stdout.split())
    assert (done.returncode, done.stderr) == (code, "")
    assert "does not accept the key. Check OPENAI_API_KEY. Here the articles speak for themselves." in said
    assert "Ostrander" in said
    assert key not in said


def test_where_a_reply_breaks_off_with_nothing_to_use_the_articles_answer(sample_library: Path) -> None:
    with serving([Play(["The bridge opens"], finish=None)]) as server:
        done = run("ask", "-L", str(sample_library), "--json", *AS_OF, WHEN, *MODEL, OPENAI_BASE_URL=server.base_url)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode, answer["model_failure"]["kind"]) == (0, "broke_off")
    assert {each["grade"] for each in answer["statements"]} == {"quoted"}


@pytest.mark.parametrize(
    "command",
    [
        ["ask", WHEN],
        ["summarize", "--topic", "Chandlers Bridge"],
        ["summarize", "--since", "2025-06-01"],
        ["timeline", "Chandlers Bridge"],
    ],
)
def test_every_command_falls_back_and_its_code_is_that_of_the_answer(sample_library: Path, command: list[str]) -> None:
    own = run(*command, "-L", str(sample_library), *AS_OF, "--no-model")
    with serving([error(401, "No key.")] * 40) as server:
        done = run(*command, "-L", str(sample_library), *AS_OF, *MODEL, OPENAI_BASE_URL=server.base_url)
    said = " ".join(done.stdout.split())
    assert (done.returncode, own.returncode) == (0, 0)
    assert NO_KEY in said
    assert said.count(NO_KEY) == 1
    # Beside that line the reader gets what is answered without a model.
    assert all(line in done.stdout.splitlines() for line in own.stdout.splitlines())


def test_a_chat_goes_on_in_the_articles_own_sentences_while_a_server_is_gone(sample_library: Path) -> None:
    with serving() as server:
        gone = server.base_url
    typed = "Who is the mayor of Port Verrick?\nWhen did she take office?\n"
    done = run("chat", "-L", str(sample_library), *AS_OF, *MODEL, stdin=typed, OPENAI_BASE_URL=gone)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("cannot be reached") == 2
    assert "Ostrander is to take office on 2 June. [1]" in done.stdout


def test_a_key_that_is_missing_is_said_and_the_articles_answer(sample_library: Path) -> None:
    done = run("ask", "-L", str(sample_library), *AS_OF, *MODEL, WHEN)
    assert done.returncode == 0
    assert done.stdout.startswith("api.openai.com needs a key. Set OPENAI_API_KEY, or OPENAI_BASE_URL")
