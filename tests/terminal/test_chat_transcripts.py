"""Whole sessions of `assistant chat` in a pipe, on the sample articles: without a model, and with a scripted one.

A file of transcripts/ holds the command and all that is seen; what is typed stands behind the prompt. After a change
that is meant, this file writes them anew (PYTHONPATH=tests python tests/terminal/test_chat_transcripts.py): read what
has changed.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from command_line import run
from conftest import index_sample
from model_server import Play, error, serving
from scripted_answers import APRIL, CLOSES, JUNE, Script, handle, prose, refuse_the_cause

FOLDER = Path(__file__).parent / "transcripts"
STDERR = "\n[stderr]\n"


def one_after_the_other(*replies: Callable[[str], str | Play]) -> Callable[[str], str | Play]:
    """A script that says one thing after the other."""
    left = iter(replies)

    def say(material: str) -> str | Play:
        return next(left)(material)

    return say


def april(material: str) -> str:
    return f"{CLOSES} {handle(material, APRIL)}"


def june(material: str) -> str:
    return f"{JUNE} {handle(material, JUNE)}"


def silent(_: str) -> str:
    return "NOT IN ARTICLES"


def broken(_: str) -> Play:
    return Play(pieces=["The bridge over the river ", "will be opened on"], finish="length")


def refused(_: str) -> Play:
    return error(401, "Wrong key.")


# The scripted model of a session, by the name of its file.
MODELS: Mapping[str, Callable[[], Script]] = {
    "model": lambda: Script(prose, judge=[refuse_the_cause], repair=[lambda material: f"1: {june(material)}"]),
    "model_exchanged": lambda: Script(april),
    "model_finds_nothing_and_then_something": lambda: Script(one_after_the_other(silent, april)),
    "model_fails_and_is_asked_again": lambda: Script(one_after_the_other(refused, broken, april)),
}
SESSIONS = sorted(file.stem for file in FOLDER.glob("*.txt"))


def session(name: str, library: Path) -> str:
    """What the session of a file shows now."""
    command, _, shown = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    words = shlex.split(command.removeprefix("$ "))
    environment = dict(word.split("=", 1) for word in words if re.match(r"[A-Z]+=", word))
    arguments = [word for word in words if "=" not in word][1:]
    typed = "".join(f"{line[2:]}\n" for line in shown.splitlines() if line.startswith("> "))
    if name not in MODELS:
        done = run(*arguments, "-L", str(library), stdin=typed, ASSISTANT_RECORD="false", **environment)
    else:
        with serving(MODELS[name]()) as server:
            environment |= {"OPENAI_BASE_URL": server.base_url, "ASSISTANT_RECORD": "false"}
            done = run(*arguments, "-L", str(library), stdin=typed, **environment)
            done.stderr = done.stderr.replace(server.base_url, "ADDRESS")
            done.stdout = done.stdout.replace(server.base_url, "ADDRESS")
    seconds = re.sub(r"\d+\.\d s\.", "1.0 s.", done.stdout)
    return f"{command}\n{seconds}{STDERR if done.stderr else ''}{done.stderr}"


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_reads_as_it_did(name: str, sample_library: Path) -> None:
    assert session(name, sample_library) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_scripted_model_has_its_session() -> None:
    assert set(MODELS) <= set(SESSIONS)
    assert len(SESSIONS) >= 10


def write_anew() -> None:
    """Writes every session as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        index_sample(Path(folder))
        for name in SESSIONS:
            (FOLDER / f"{name}.txt").write_text(session(name, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    write_anew()
