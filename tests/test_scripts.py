"""scripts/assistant and scripts/test with a stand-in for Python, which records what it is asked to do."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.main import get_group

from assistant.cli.main import app

ROOT = Path(__file__).parents[1]
TOOLS = "bash cat dirname env ln mkdir mv readlink rm sleep tail true".split()

# Behaves like the few calls of Python or uv that the scripts make; a file in $STAGE makes one call fail or hang.
PYTHON = r"""#!/usr/bin/env bash
case $* in
    --version | *"pip install "*--help) ;;
    *"import ensurepip"*) [ -e "$STAGE/old" ] || echo "$STAGE/bin/python3" ;;
    "-m venv "* | "venv --allow-existing --python >=3.11 "*)
        echo venv >>"$STAGE/log"
        mkdir -p "${!#}/bin"
        ln -s "$STAGE/bin/python3" "${!#}/bin/python" ;;
    *"pip install "*)
        echo "pip ${!#}" >>"$STAGE/log"
        [ ! -e "$STAGE/offline" ] || { echo "no network"; exit 1; }
        [ ! -e "$STAGE/slow" ] || sleep 0.3
        [ ! -e "$STAGE/hang" ] || sleep 30
        for name in assistant ruff mypy lint-imports pytest; do
            ln -sf "$STAGE/bin/command" "$PWD/.venv/bin/$name"
        done ;;
    *) echo "unexpected: $*"; exit 99 ;;
esac
"""
COMMAND = r"""#!/usr/bin/env bash
echo "${0##*/}${*:+ $*} [${ASSISTANT_LIBRARY:-}]" >>"$STAGE/log"
case "${0##*/} $*" in
    assistant*/corpus/articles)
        [ ! -e "$STAGE/hang" ] || sleep 30
        echo indexed
        [ ! -e "$STAGE/damaged" ] || exit "$(cat "$STAGE/damaged")" ;;
    assistant*) exit "${EXIT:-0}" ;;
    *) [ ! -e "$STAGE/${0##*/}-fails" ] ;;
esac
"""


@dataclass(frozen=True)
class Checkout:
    """A copy of the scripts with the least of a project around it."""

    root: Path
    stage: Path

    def start(self, *command: str, cwd: Path | None = None, **environment: str) -> subprocess.Popen[str]:
        surroundings = {"PATH": str(self.stage / "bin"), "STAGE": str(self.stage), **environment}
        return subprocess.Popen(
            [str(self.root / "scripts" / command[0]), *command[1:]],
            cwd=cwd or self.root,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str, cwd: Path | None = None, **environment: str) -> tuple[int, str]:
        """The exit code and everything printed."""
        process = self.start(*command, cwd=cwd, **environment)
        printed, _ = process.communicate()
        return process.returncode, printed.replace(str(self.root), "ROOT")

    def kill_while_it_hangs(self, *command: str) -> None:
        self.say("hang")
        before = self.log()
        process = self.start(*command)
        while self.log() == before or self.log()[-1] == "venv":
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        (self.stage / "hang").unlink()
        # A killed child of the set-up lives on for a moment, and holds the lock as long.
        folder = os.open(self.root, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)
        os.close(folder)

    def say(self, what: str) -> None:
        (self.stage / what).touch()

    def log(self) -> list[str]:
        """What the stand-ins were asked to do since the start."""
        file = self.stage / "log"
        return file.read_text("utf-8").replace(str(self.root), "ROOT").splitlines() if file.exists() else []


@pytest.fixture
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Checkout:
    root, stage = tmp_path / "a checkout", tmp_path / "stage"
    for folder in [root / "corpus", stage / "bin"]:
        folder.mkdir(parents=True)
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name in ["pyproject.toml", "constraints.txt"]:
        (root / name).write_text(f"{name}\n", "utf-8")
    special = getattr(request, "param", "flock")
    for name, text in ({"python3": PYTHON, "command": COMMAND} | ({"uv": PYTHON} if special == "uv" else {})).items():
        (stage / "bin" / name).write_text(text, "utf-8")
        (stage / "bin" / name).chmod(0o755)
    for tool in [*TOOLS, "perl" if special == "perl" else "flock"]:
        place = shutil.which(tool)
        if place is None:
            pytest.skip(f"no {tool} here")
        (stage / "bin" / tool).symlink_to(place)
    return Checkout(root, stage)


# Where uv makes the environment, and where perl has to hold the lock because there is no flock.
with_other_tools = pytest.mark.parametrize("checkout", ["flock", "perl", "uv"], indirect=True)


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    """Set up, with its sample library."""
    checkout.run("assistant", "ask", "first")
    (checkout.stage / "log").unlink()
    return checkout


SETTING_UP = "Setting up .venv (once, about a minute)...\n"
INDEXING = "Indexing the sample articles (once)...\n"


@with_other_tools
def test_the_first_run_sets_everything_up_and_the_second_only_runs(checkout: Checkout) -> None:
    assert checkout.run("assistant", "ask", "who?") == (0, SETTING_UP + INDEXING)
    assert checkout.run("assistant", "ask", "when?") == (0, "")
    assert checkout.log() == [
        "venv",
        "pip .",
        "assistant --library ROOT index ROOT/corpus/articles []",
        "assistant ask who? [ROOT]",
        "assistant ask when? [ROOT]",
    ]


@pytest.mark.parametrize("status", range(7))
def test_the_program_s_exit_code_is_the_script_s(ready: Checkout, status: int) -> None:
    assert ready.run("assistant", "ask", "who?", EXIT=str(status)) == (status, "")


@with_other_tools
def test_changed_constraints_are_installed_into_the_same_environment(ready: Checkout) -> None:
    (ready.root / "constraints.txt").write_text("newer\n", "utf-8")
    assert ready.run("assistant", "ask", "who?") == (0, "Updating .venv...\n")
    assert ready.log() == ["pip .", "assistant ask who? [ROOT]"]


@with_other_tools
def test_a_set_up_killed_midway_is_made_anew(checkout: Checkout) -> None:
    checkout.kill_while_it_hangs("assistant", "ask", "who?")
    assert checkout.run("assistant", "--version") == (0, SETTING_UP)
    assert checkout.log() == ["venv", "pip .", "venv", "pip .", "assistant --version []"]


@with_other_tools
def test_an_update_killed_midway_is_made_anew(ready: Checkout) -> None:
    (ready.root / "constraints.txt").write_text("newer\n", "utf-8")
    ready.kill_while_it_hangs("assistant", "--version")
    assert ready.run("assistant", "--version") == (0, SETTING_UP)
    assert ready.log() == ["pip .", "venv", "pip .", "assistant --version []"]


@with_other_tools
def test_an_environment_made_by_hand_is_kept_and_completed(checkout: Checkout) -> None:
    (checkout.root / ".venv" / "bin").mkdir(parents=True)
    (checkout.root / ".venv" / "bin" / "python").symlink_to(checkout.stage / "bin" / "python3")
    assert checkout.run("assistant", "--version") == (0, "Updating .venv...\n")
    assert checkout.log() == ["pip .", "assistant --version []"]


@with_other_tools
def test_a_moved_checkout_is_set_up_anew(ready: Checkout, tmp_path: Path) -> None:
    moved = Checkout(ready.root.rename(tmp_path / "elsewhere"), ready.stage)
    assert moved.run("assistant", "--version") == (0, SETTING_UP)


@with_other_tools
def test_two_first_runs_at_once_set_up_once(checkout: Checkout) -> None:
    checkout.say("slow")
    both = [checkout.start("assistant", "ask", "who?") for _ in range(2)]
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    assert checkout.log()[:3] == ["venv", "pip .", "assistant --library ROOT index ROOT/corpus/articles []"]
    assert checkout.log()[3:] == ["assistant ask who? [ROOT]"] * 2


@with_other_tools
def test_a_failed_set_up_shows_its_log_and_the_next_run_tries_again(checkout: Checkout) -> None:
    checkout.say("offline")
    advice = "Setting up .venv failed; the whole log is in ROOT/.venv/setup.log. Mend the cause and run this again.\n"
    assert checkout.run("assistant", "ask", "who?") == (1, SETTING_UP + "no network\n" + advice)
    (checkout.stage / "offline").unlink()
    assert checkout.run("assistant", "--version") == (0, SETTING_UP)


def test_without_a_python_that_is_new_enough_and_whole_the_script_says_what_it_needs(checkout: Checkout) -> None:
    checkout.say("old")
    needs = (
        "Needs Python 3.11 or newer with ensurepip, sqlite3 and venv (Debian and Ubuntu: install python3-venv), and"
        " none of these is: python3.13 python3.12 python3.11 python3 python. Name one: PYTHON=/path/to/python3"
    )
    assert checkout.run("assistant", "ask", "who?") == (1, f"{needs} ROOT/scripts/assistant\n")
    assert checkout.run("assistant", "ask", "who?", PYTHON="mine")[1].endswith(
        "none of these is: mine. Name one: PYTHON=/path/to/python3 ROOT/scripts/assistant\n"
    )


def test_the_set_up_runs_nothing_that_lies_in_the_working_folder(checkout: Checkout, tmp_path: Path) -> None:
    stranger, marks = tmp_path / "stranger", tmp_path / "marks"
    for folder in (stranger / "pip", marks):
        folder.mkdir(parents=True)
    for name in ("ensurepip.py", "venv.py", "sqlite3.py", "pip/__init__.py", "pip/__main__.py"):
        (stranger / name).write_text(f"open({str(marks / Path(name).stem)!r}, 'w').close()\n", "utf-8")
    # A real Python, but nothing is made or installed with it.
    python = f'#!/usr/bin/env bash\ncase $* in *--help | *ensurepip*) exec "{sys.executable}" "$@" ;; esac\nexit 1\n'
    place = checkout.root / ".venv" / "bin" / "python"
    place.parent.mkdir(parents=True)
    for file in (place, checkout.stage / "bin" / "python3"):
        file.write_text(python, "utf-8")
        file.chmod(0o755)
    for stamp in (None, str(checkout.root)):  # one that is made, and one that is brought up to date
        if stamp:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(python, "utf-8")
            place.chmod(0o755)
            (checkout.root / ".venv" / ".stamp").write_text(stamp, "utf-8")
        assert checkout.run("assistant", "--version", cwd=stranger)[0] == 1
    assert os.listdir(marks) == []


def test_outside_the_checkout_the_invented_articles_are_never_read(ready: Checkout, tmp_path: Path) -> None:
    assert ready.run("assistant", "search", "bridge", cwd=tmp_path) == (0, "")
    assert ready.log() == ["assistant search bridge []"]


@pytest.mark.parametrize("mark", [".assistant", "assistant.toml"])
def test_the_library_around_the_working_folder_comes_first(ready: Checkout, tmp_path: Path, mark: str) -> None:
    inner = tmp_path / "mine" / "notes"
    inner.mkdir(parents=True)
    (inner.parent / mark).mkdir()
    assert ready.run("assistant", "ask", "who?", cwd=inner) == (0, "")
    assert ready.log() == ["assistant ask who? []"]


@pytest.mark.parametrize("command", sorted({*get_group(app).commands} - {"index", "docs"}))
def test_any_command_may_be_the_first(checkout: Checkout, command: str) -> None:
    assert checkout.run("assistant", command, "--json") == (0, SETTING_UP + INDEXING)
    assert checkout.log()[3:] == [f"assistant {command} --json [ROOT]"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "who?", "--library", "mine"],
        ["--library=mine", "ask", "who?"],
        ["-L", "mine", "ask", "who?"],
        ["index", "mine"],
        ["index"],
        ["docs"],
        ["ask", "--help"],
        ["ask", "-h"],
        ["--version"],
        [],
    ],
)
def test_a_command_that_needs_no_sample_does_not_build_it(checkout: Checkout, arguments: list[str]) -> None:
    assert checkout.run("assistant", *arguments) == (0, SETTING_UP)
    assert checkout.log()[2:] == [" ".join(["assistant", *arguments, "[]"])]


@with_other_tools
def test_a_sample_killed_midway_is_completed_by_the_next_run(checkout: Checkout) -> None:
    checkout.run("assistant", "--version")
    checkout.kill_while_it_hangs("assistant", "ask", "who?")
    assert checkout.run("assistant", "ask", "who?") == (0, INDEXING)
    assert checkout.run("assistant", "ask", "who?") == (0, "")


def test_a_library_of_one_s_own_in_the_checkout_is_left_alone(checkout: Checkout) -> None:
    (checkout.root / ".assistant").mkdir()
    assert checkout.run("assistant", "ask", "who?") == (0, SETTING_UP)


def test_a_sample_that_cannot_be_indexed_ends_with_the_index_s_words_and_exit_code(checkout: Checkout) -> None:
    (checkout.stage / "damaged").write_text("6", "utf-8")
    assert checkout.run("assistant", "ask", "who?") == (6, SETTING_UP + INDEXING + "indexed\n")
    (checkout.stage / "damaged").unlink()
    assert checkout.run("assistant", "ask", "who?") == (0, INDEXING)


def test_a_sample_of_which_a_file_cannot_be_read_is_kept_and_it_is_said(checkout: Checkout) -> None:
    (checkout.stage / "damaged").write_text("4", "utf-8")
    assert checkout.run("assistant", "ask", "who?") == (0, SETTING_UP + INDEXING + "indexed\n")
    assert checkout.run("assistant", "ask", "who?") == (0, "")


def test_the_script_runs_through_a_symbolic_link(ready: Checkout, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "assistant").symlink_to("../a checkout/scripts/assistant")
    assert Checkout(tmp_path, ready.stage).run("assistant", "--version", cwd=tmp_path) == (0, "")


WORKERS = "--numprocesses auto --maxprocesses 8 --dist worksteal"
CHECKS = ["ruff check []", "ruff format --check []", "mypy []", "lint-imports --no-logo []"]


def test_scripts_test_runs_every_check_and_pytest_last(checkout: Checkout) -> None:
    said = "== ruff check\n== ruff format --check\n== mypy\n== lint-imports --no-logo\n"
    assert checkout.run("test") == (0, SETTING_UP + said)
    assert checkout.log() == ["venv", "pip .[test]", *CHECKS, f"pytest {WORKERS} []"]


def test_scripts_test_with_arguments_runs_only_pytest(checkout: Checkout) -> None:
    checkout.run("test", "-k", "dates")
    assert checkout.log() == ["venv", "pip .[test]", "pytest -k dates []"]


def test_scripts_test_stops_at_the_first_check_that_fails_and_names_it(checkout: Checkout) -> None:
    checkout.say("mypy-fails")
    status, said = checkout.run("test")
    assert (status, said.splitlines()[-1]) == (1, "scripts/test stopped: `mypy` found what is above.")
    assert checkout.log()[2:] == CHECKS[:3]


@with_other_tools
def test_an_environment_with_the_test_tools_serves_the_program_too(checkout: Checkout) -> None:
    checkout.run("test")
    assert checkout.run("assistant", "--version") == (0, "")
