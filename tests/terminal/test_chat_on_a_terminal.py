"""The conversation where a person types: run in a process of its own, on a terminal of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from terminal.typist import Typist, at_terminal

PROGRAM = """
import fcntl, os, signal, sys, termios, time
from pathlib import Path
from assistant.terminal.chat import run_chat
from assistant.terminal.output import screen_for
from terminal.moon import ANSWER, APOLLO, UNANSWERED
from terminal.scripted_session import ScriptedSession
from dataclasses import replace
from assistant.records.answers import LeftOut, Pending

class Session(ScriptedSession):
    def describe(self): return "3 articles."
    def ask(self, text, on_statement, on_pending=None):
        if text == "Who lost?":
            return replace(UNANSWERED, nearest=(), left_out=LeftOut())
        if text == "Take your time.":
            on_statement(ANSWER.statements[0])
            on_pending(Pending("Then nobody knows what", begun="Then nobody knows what came"))
            for _ in range(600):  # a signal that comes just before one long sleep would wait for its end
                time.sleep(0.1)
        if text.startswith("Say"):
            on_pending(Pending("", begun=text))
            time.sleep(0.3)
        on_statement(ANSWER.statements[0])
        long = replace(APOLLO, text="\\n\\n".join([APOLLO.text] * 20))
        cited = tuple(replace(each, article=long) for each in ANSWER.citations[:2])
        return replace(ANSWER, statements=ANSWER.statements[:2], citations=cited)

# So that Ctrl-C reaches this process, also where the tests themselves run in the background.
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
screen = screen_for(sys.stdin, sys.stdout, sys.stderr, environ=os.environ)
run_chat(Session(), screen, history_file=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
print("left")
"""


@contextmanager
def conversation(*arguments: str, columns: int = 60, **environ: str) -> Iterator[Typist]:
    with at_terminal([sys.executable, "-c", PROGRAM, *arguments], columns=columns, **environ) as typist:
        yield typist


def test_ctrl_d_leaves() -> None:
    with conversation() as typist:
        typist.waits_for(">")
        typist.types("Who lost?\r")
        typist.waits_for("The articles do not say.\r\n\r\n")
        typist.waits_for(">")
        typist.types("\x04")
        typist.waits_for("left")


def test_ctrl_c_drops_the_line_that_is_being_typed() -> None:
    with conversation() as typist:
        typist.waits_for(">")
        typist.types("half a question")
        typist.waits_for("half a question")
        typist.types("\x03")
        typist.waits_for(">")
        typist.types("Who lost?\r")
        typist.waits_for("The articles do not say.")
        typist.waits_for(">")
        typist.types("\x04")
        typist.waits_for("left")


def test_ctrl_c_ends_an_answer_and_what_came_of_it_stays_marked() -> None:
    with conversation() as typist:
        typist.waits_for(">")
        typist.types("Take your time.\r")
        typist.waits_for("came\r\n")
        typist.types("\x03")
        typist.waits_for("aboard. [1] Then nobody knows [not\r\njudged]\r\n\r\nStopped. /retry asks again.\r\n\r\n")
        typist.waits_for(">")
        typist.types("\x04")
        typist.waits_for("left")


def test_questions_are_called_back_from_an_earlier_conversation(tmp_path: Path) -> None:
    history = tmp_path / "state" / "questions"
    with conversation(str(history)) as typist:
        typist.waits_for(">")
        typist.types("Who lost?\r")
        typist.waits_for("The articles do not say.")
        typist.waits_for(">")
        typist.types("/quit\r")
        typist.waits_for("left")
    assert (history.stat().st_mode & 0o777, history.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with conversation(str(history)) as typist:
        typist.waits_for(">")
        typist.types("\x1b[A\x1b[A")
        typist.waits_for("Who lost?")
        typist.types("\r")
        typist.waits_for("The articles do not say.")
        typist.waits_for(">")
        typist.types("\x04")
        typist.waits_for("left")


def test_tab_completes_a_command() -> None:
    with conversation() as typist:
        typist.waits_for(">")
        typist.types("/qu\t\r")
        typist.waits_for("left")


@pytest.mark.parametrize("name", ["file/questions", "link"])
def test_a_history_that_cannot_be_kept_is_said_and_the_conversation_goes_on(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "link").symlink_to("file")  # nothing is written through a link
    with conversation(str(tmp_path / name)) as typist:
        typist.waits_for("Questions are not kept for the next time")
        typist.waits_for(">")
        typist.types("Who lost?\r")
        typist.waits_for("The articles do not say.")
        typist.waits_for(">")
        typist.types("\x04")
        typist.waits_for("left")
    assert (tmp_path / "file").read_text() == "not a folder"


def test_a_long_article_opens_at_the_quotation_and_n_and_p_lead_to_the_others() -> None:
    with conversation() as typist:
        typist.waits_for(">")
        typist.types("When?\r")
        typist.waits_for("such time is given]")
        typist.waits_for(">")
        typist.types("/open 2\r")
        typist.waits_for("Armstrong stepped onto the surface at 02:56 UTC")
        typist.waits_for(" [2] 2 of 2  q back")
        assert "lands on the Moon — NASA" not in typist.screen  # the heading, above what is seen
        typist.types("n")
        typist.sees("[1] 1 of 2")
        assert "lands on the Moon — NASA" in typist.screen
        typist.types("p")
        typist.sees("[2] 2 of 2")
        typist.types("q")
        typist.waits_for(">")
        typist.types("\x04")
        typist.waits_for("left")


def test_a_dumb_terminal_gets_no_escape() -> None:
    with conversation(TERM="dumb") as typist:
        typist.waits_for(">")
        typist.types("When?\n")
        typist.waits_for("Apollo 11 lands on the Moon")
        typist.waits_for(">")
        typist.types("/quit\n")
        typist.waits_for("left")
    assert "\x1b" not in typist.shown
