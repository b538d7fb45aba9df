"""How a chat begins and is stopped, as the program itself: on a terminal, on the sample articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from model_server import Play, serving
from terminal.test_answers_on_a_terminal import APRIL, Gates, handle
from terminal.typist import at_terminal

CHAT = [sys.executable, "-m", "assistant", "chat", "--as-of", "2025-06-05"]
HEADING = "59 articles, 3 February 2025 to 5 June 2025; answers in the articles' own\nsentences.\n"


def test_what_is_typed_before_the_program_is_loaded_is_at_its_prompt(sample_library: Path) -> None:
    with at_terminal([*CHAT, "--no-model", "-L", str(sample_library)], columns=80) as typist:
        typist.sees(">")
        typist.types("/fil")
        typist.sees(f"{HEADING}Ask a question, or type /help.\n\n> /fil")
        typist.types("\t\r")
        typist.sees("> /filters\nSearched: articles as of 2025-06-05.\n")
        typist.prompted()
        typist.types("\x04")


def test_what_is_sent_before_the_program_is_loaded_is_answered(sample_library: Path) -> None:
    with at_terminal([*CHAT, "--no-model", "-L", str(sample_library)], columns=80) as typist:
        typist.sees(">")
        typist.types("/filters\r")
        typist.sees(f"{HEADING}Ask a question, or type /help.\n\n> /filters\nSearched: articles as of 2025-06-05.")
        typist.prompted()
        typist.types("\x04")


def test_a_chat_is_left_before_it_is_loaded_and_what_is_wrong_ends_it(tmp_path: Path) -> None:
    with at_terminal([*CHAT, "-L", str(tmp_path)], columns=80, exit_code=6) as typist:
        typist.sees("assistant: There is no library in")
    with at_terminal([*CHAT, "--no-such-option"], columns=80, exit_code=2) as typist:
        typist.sees("assistant: No such option: --no-such-option")
    with at_terminal([*CHAT, "-L", str(tmp_path)], columns=80) as typist:
        typist.sees(">")
        typist.types("\x04")


def test_help_and_a_pipe_see_no_prompt_before_the_program(tmp_path: Path) -> None:
    done = subprocess.run([*CHAT, "-L", str(tmp_path)], input="Who?\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (6, "")


def test_an_answer_that_is_stopped_keeps_what_came_and_says_that_it_was_not_judged(sample_library: Path) -> None:
    gates = Gates()

    def play(request: Any) -> Play:
        reply = f"The bridge will open to traffic again on 30 April {handle(request, APRIL)}. And then|"
        return Play(pieces=gates.pieces(reply))

    program = (
        "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\nfrom assistant.cli.start import main; main()"
    )
    command = [sys.executable, "-c", program, *CHAT[3:], "--model", "scripted", "-L", str(sample_library)]
    with serving(play) as server, at_terminal(command, columns=80, OPENAI_BASE_URL=server.base_url) as typist:
        typist.sees("Ask a question")
        typist.types("When will Chandlers Bridge reopen?\r")
        typist.sees("30 April. [1] And then\n")
        typist.types("\x03")
        typist.sees(
            "> When will Chandlers Bridge reopen?\n"
            "The bridge will open to traffic again on 30 April. [1] [not judged]\n\nStopped. /retry asks again.\n\n>"
        )
        gates.open(0)
        typist.types("/sources\r")
        typist.sees("There are no sources yet: ask a question first.\n")
        typist.prompted()
        typist.types("\x04")
