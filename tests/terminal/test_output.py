from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import assistant
from assistant.terminal.as_json import dumps
from assistant.terminal.output import encodable, screen_for, wants_colour, width_of, write, write_json


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "“Zürich – 1 € …” ▶é◀ 東京 क्\u200dष"),
        ("latin-1", '"Zürich - 1 ? ..." >é< ?? ??'),
        ("cp1252", "“Zürich – 1 € …” >é< ?? ??"),
        ("ascii", '"Zurich - 1 ? ..." >e< ?? ??'),
        ("shift_jis", "“Zurich - 1 ? …” >e< 東京 ??"),
    ],
)
def test_a_character_that_the_encoding_lacks_is_shown_in_its_nearest_plain_form(encoding: str, shown: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    assert write("“Zürich – 1 € …” ▶é◀ 東京 क्\u200dष", stream)
    assert raw.getvalue().decode(encoding) == shown


def test_a_stream_without_an_encoding_takes_everything() -> None:
    assert encodable("東京", io.StringIO()) == "東京"


def test_json_loses_nothing_where_the_encoding_lacks_a_character() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    assert write_json(dumps({"title": "東京 Zürich 🌙"}), stream)
    assert raw.getvalue() == b'{\n  "title": "\\u6771\\u4eac Z\\u00fcrich \\ud83c\\udf19"\n}\n'


@pytest.mark.parametrize(
    ("environ", "colour", "interactive"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_a_terminal_has_colour_unless_the_environment_says_otherwise(
    environ: Mapping[str, str], colour: bool, interactive: bool
) -> None:
    screen = screen_for(Terminal(), Terminal(), Terminal(), environ=environ)
    assert (screen.colour, screen.interactive) == (colour, interactive)


def test_a_pipe_has_no_colour_and_nobody_types_into_it() -> None:
    assert not wants_colour(io.StringIO(), {"TERM": "xterm"})
    assert not screen_for(io.StringIO(), Terminal(), Terminal(), environ={"TERM": "xterm"}).interactive
    assert not screen_for(Terminal(), io.StringIO(), Terminal(), environ={"TERM": "xterm"}).interactive


def test_a_closed_stream_has_no_colour() -> None:
    stream = io.StringIO()
    stream.close()
    assert not wants_colour(stream, {"TERM": "xterm"})


def test_without_a_terminal_a_line_has_eighty_cells() -> None:
    assert width_of(io.StringIO()) == 80


def test_a_line_is_as_wide_as_the_terminal() -> None:
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    leader, follower = pty.openpty()
    try:
        termios.tcsetwinsize(follower, (24, 47))
        with os.fdopen(follower, "w") as stream:
            assert width_of(stream) == 47
    finally:
        os.close(leader)


def test_a_reader_that_leaves_early_ends_the_output_quietly() -> None:
    program = (
        "import sys\n"
        "from assistant.terminal.output import write\n"
        "taken = [write('line\\n' * 10_000, sys.stdout) for _ in range(50)]\n"
        "sys.exit(7 if all(taken) else 0)\n"
    )
    checkout = Path(assistant.__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(checkout)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        assert (first, process.stderr.read(), process.wait()) == ("line\n", "", 0)
