"""What a person types in a chat: keys on a terminal of its own, and the screen as it is seen."""

from __future__ import annotations

import base64
import stat
import sys
from pathlib import Path

import pytest

from terminal.test_chat_on_a_terminal import conversation
from terminal.typist import Typist


def leave(typist: Typist) -> None:
    """Ctrl-D, once the prompt is there: before that the terminal would swallow it."""
    typist.prompted()
    typist.types("\x04")
    typist.waits_for("left")


def test_tab_completes_commands_their_arguments_and_names_in_a_question() -> None:
    with conversation() as typist:
        typist.sees(">")
        typist.types("/fil\t")
        typist.sees("> /filters")
        typist.types("\x15/source na\t")  # Ctrl-U empties the line
        typist.sees("> /source NASA")
        typist.types("\x15/help /ret\t")
        typist.sees("> /help /retry")
        typist.types("\x15Who wrote apollo 11 la\t")
        typist.sees("> Who wrote Apollo 11 lands on the Moon")
        typist.types("\x15Say a11a1\t")
        typist.sees("> Say a11a11a11a11")
        typist.types("\x15")
        leave(typist)


def test_a_question_of_several_lines_is_one_question() -> None:
    with conversation() as typist:
        typist.sees(">")
        typist.types("Say this \x1b\rand that\\")  # Alt-Enter, and a line that ends in a backslash
        typist.sees("> Say this\n  and that\\")
        typist.types("\rand more.\r")
        typist.sees("> Say this\n  and that\n  and more.")
        typist.waits_for("Say this and that and more.\r\n")  # the scripted model's words
        typist.sees("such time is given]")
        leave(typist)


def test_what_is_pasted_is_not_sent_until_enter_is_typed() -> None:
    with conversation() as typist:
        typist.sees(">")
        typist.types("\x1b[200~Say one\nand two\x1b[201~")
        typist.sees("> Say one\n  and two")
        typist.types("\r")
        typist.waits_for("Say one and two\r\n")
        typist.sees("such time is given]")
        leave(typist)


def test_ctrl_r_searches_what_was_typed_before(tmp_path: Path) -> None:
    history = tmp_path / "chat" / "library"
    with conversation(str(history)) as typist:
        typist.sees(">")
        said = {"Who lost?": "do not say.", "/filters": "are searched.", "/cost": "No model has been asked"}
        for typed, answered in said.items():
            typist.types(f"{typed}\r")
            typist.sees(answered)
            typist.prompted()
        typist.types("\x12filt")
        typist.sees("I-search backward: filt")
        typist.sees("> /filters")
        typist.types("\r")  # takes it to the prompt, where it can be changed
        typist.types("\x05 off\r")
        typist.sees("> /filters off")
        leave(typist)
    assert stat.S_IMODE(history.stat().st_mode) == 0o600


def test_words_are_seen_at_once_and_faint_and_then_with_their_grades() -> None:
    with conversation() as typist:
        typist.sees(">")
        typist.types("Say it\r")
        typist.waits_for("Say it\r\n")
        typist.sees("Writing and checking …")
        typist.sees("such time is given]")
        assert "Writing" not in typist.screen
        assert "\x1b[2mSay it\x1b[0m" in typist.shown
        leave(typist)


def test_what_is_typed_while_an_answer_comes_waits_for_the_next_prompt() -> None:
    with conversation() as typist:
        typist.sees(">")
        typist.types("Say it\r")
        typist.sees("Writing and checking …")
        typist.types("/help /new\r")
        typist.sees("forget the conversation so far; filters stay")
        assert "/help /new" not in typist.screen.split("Sources")[0]
        leave(typist)


def test_an_answer_is_copied_through_the_terminal_where_that_is_asked_for() -> None:
    with conversation() as typist:
        typist.sees(">")
        typist.types("When?\r")
        typist.sees("such time is given]")
        typist.types("/copy 1\r")
        typist.sees("Copied 89 characters")
        packed = typist.shown.split("\x1b]52;c;")[1].split("\x07")[0]
        assert base64.b64decode(packed).decode() == (
            "Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin aboard.\n"
        )
        leave(typist)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("from pathlib import Path; Path(sys.argv[1]).write_text('Who lost?\\n')", "The articles do not"),
        ("Path(sys.argv[1]).write_text('')", "Nothing was written"),
        ("sys.exit(3)", "ended with 3"),
    ],
)
def test_a_question_is_written_in_the_readers_editor(tmp_path: Path, script: str, said: str) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(f"import sys\nfrom pathlib import Path\n{script}\n")
    with conversation(VISUAL=f"{sys.executable} {editor}") as typist:
        typist.sees(">")
        typist.types("/edit Who\r")
        typist.waits_for(said)
        leave(typist)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_broken_inside_a_word_at_any_width(columns: int) -> None:
    with conversation(columns=columns) as typist:
        typist.sees(">")
        typist.types("When?\r")
        typist.sees("undated")
        typist.types("/help\r")
        typist.sees("/quit")
        leave(typist)
    assert all(len(line) <= columns for line in typist.screen.splitlines())
    assert "(also /exit, Ctrl-D)" in " ".join(typist.screen.split())
