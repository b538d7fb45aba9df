from __future__ import annotations

import io
import re

import pytest

from assistant.terminal.progress import IndexProgress, QuestionProgress


class Clock:
    """Seconds that the test moves forward."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_without_a_terminal_a_line_is_written_every_ten_seconds() -> None:
    clock, stream = Clock(), io.StringIO()
    with IndexProgress(stream, animated=False, clock=clock) as progress:
        for number in range(1, 30):
            clock.seconds += 1
            progress.update(number * 100, 12_000, f"rows.jsonl#{number}", articles=number * 2)
    assert (
        stream.getvalue()
        == """\
Indexing: 8 %, 20 articles, 2/s, about 2 min left: rows.jsonl#10
Indexing: 16 %, 40 articles, 2/s, about 2 min left: rows.jsonl#20
"""
    )


@pytest.mark.parametrize(
    ("done", "total", "seconds", "shown"),
    [
        (0, 10, 10, "Indexing: 0 %, 0 articles, 0/s\n"),
        (0, 0, 10, "Indexing: 0 %, 0 articles, 0/s\n"),
        (1, 2, 10, "Indexing: 50 %, 1 article, 0/s, about 10 s left\n"),
        (10_000, 10_000, 10, "Indexing: 100 %, 10,000 articles, 1,000/s, about 1 s left\n"),
        (2_000, 1_000_000, 20, "Indexing: 0 %, 2,000 articles, 100/s, about 2 h 46 min left\n"),
    ],
)
def test_a_line_gives_share_count_rate_and_time_left(done: int, total: int, seconds: int, shown: str) -> None:
    clock, stream = Clock(), io.StringIO()
    with IndexProgress(stream, animated=False, clock=clock) as progress:
        clock.seconds += seconds
        progress.update(done, total)
    assert stream.getvalue() == shown


def test_a_quiet_run_writes_nothing() -> None:
    clock, stream = Clock(), io.StringIO()
    for animated in (False, True):
        with IndexProgress(stream, animated=animated, quiet=True, clock=clock) as progress:
            clock.seconds += 60
            progress.update(1, 2, "a.txt")
    assert stream.getvalue() == ""


def test_a_file_name_cannot_act_on_the_terminal() -> None:
    clock, stream = Clock(), io.StringIO()
    with IndexProgress(stream, animated=False, clock=clock) as progress:
        clock.seconds += 10
        progress.update(1, 2, "\x1b[2Ja\nb[/red].txt")
    assert stream.getvalue() == "Indexing: 50 %, 1 article, 0/s, about 10 s left: a b[/red].txt\n"


def test_on_a_terminal_a_bar_shows_the_same_and_is_wiped_out_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = io.StringIO()
    with IndexProgress(stream, animated=True, clock=Clock()) as progress:
        progress.update(5, 10, "\x1b]0;title\x07[/red]a.txt", articles=3)
        progress.update(10, 10, "b.txt", articles=6)
    drawn = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    assert "\x1b" not in drawn
    assert drawn.split("\r")[-2].split()[1:] == ["100%", "6", "articles,", "0/s", "0:00:00", "left", "b.txt"]
    assert stream.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_an_error_inside_ends_the_bar_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = io.StringIO()
    with pytest.raises(ValueError, match="stopped"), IndexProgress(stream, animated=True, clock=Clock()):
        raise ValueError("stopped")
    assert stream.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_questions_are_counted_on_a_terminal_only() -> None:
    shown, hidden = io.StringIO(), io.StringIO()
    for stream, animated in ((shown, True), (hidden, False)):
        with QuestionProgress(stream, animated=animated, total=2) as progress:
            progress.finished("Who is \x1b[2Jthe mayor?")
            progress.finished("When?")
    assert hidden.getvalue() == ""
    assert "2 of 2 questions" in shown.getvalue()
    assert "\x1b[2J" not in shown.getvalue()
