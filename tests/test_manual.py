"""The manual page says what the help says."""

import shutil
import subprocess

import pytest
import typer

from assistant.cli.main import app
from command_line import run


def test_the_manual_page_has_every_command_with_every_option() -> None:
    done = run("docs", "--man")
    page = done.stdout.replace(r"\-", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert page.startswith(".TH ASSISTANT 1 ")
    assert page.isascii()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        part = page.partition(f"\n.SS assistant {name} ")[2].partition("\n.SS ")[0]
        missing = [option for each in command.params for option in each.opts if option[0] == "-" and option not in part]
        assert (name, missing, bool(part)) == (name, [], True)


def test_no_line_of_it_is_a_request_by_chance() -> None:
    requests = {line.split()[0] for line in run("docs", "--man").stdout.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".PP"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff to lay it out")
def test_groff_lays_it_out_without_a_warning() -> None:
    page = run("docs", "--man").stdout
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"], input=page, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Read articles into the library, or update it." in done.stdout


def test_the_manual_page_is_of_all_commands() -> None:
    done = run("docs", "--man", "chat")
    assert (done.returncode, done.stderr) == (
        2,
        "assistant: --man prints the manual page of all commands. Give it without a page.\n",
    )
