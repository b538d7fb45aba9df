"""`assistant remove` says what it removes, asks first where somebody can answer, and takes it back."""

import json
import sys
from pathlib import Path

import pytest

from assistant.errors import ExitCode
from command_line import run
from terminal.typist import at_terminal

FILES = {
    "tide.txt": "title: The tide\nsource: Sea\ndate: 2024-08-01\n\nThe tide rose.\n",
    "moon.txt": "title: The moon\nsource: Sky\ndate: 2024-08-03\n\nThe moon rose.\n",
    "wind.txt": "title: The wind\nsource: Sky\n\nThe wind blew.\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for name, text in FILES.items():
        (tmp_path / "corpus" / name).write_text(text)
    assert run("index", cwd=tmp_path).returncode == 0
    return tmp_path


def titles(library: Path) -> list[str]:
    listed = json.loads(run("articles", "--json", cwd=library).stdout)["articles"]
    return sorted(each["title"] for each in listed)


def test_an_article_is_removed_by_name_and_let_in_again(library: Path) -> None:
    done = run("remove", "The tide", "moon.txt", "--yes", cwd=library)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "2 articles removed. The text is kept as a withdrawn version (`assistant show\n"
        "ARTICLE --versions`). The files are untouched.\n"
    )
    assert titles(library) == ["The wind"]
    assert run("index", cwd=library).stdout.startswith("0 added, 0 changed, 0 removed, 1 unchanged, 0 skipped")
    undone = run("remove", "--undo", "The tide", cwd=library)
    assert (undone.returncode, undone.stdout) == (0, "in the library again: corpus/tide.txt\n")
    assert titles(library) == ["The tide", "The wind"]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--source", "Sky"], ["The tide"]),
        (["--before", "2024-08-02"], ["The moon", "The wind"]),
        (["--source", "Sky", "--before", "2024-08-03"], None),
        (["--source", "Sky", "--before", "4 August 2024"], ["The tide", "The wind"]),
    ],
)
def test_articles_are_removed_by_source_and_by_day(library: Path, options: list[str], left: list[str] | None) -> None:
    done = run("remove", *options, "--yes", "--json", cwd=library)
    if left is None:
        assert done.returncode == ExitCode.USAGE
        assert titles(library) == ["The moon", "The tide", "The wind"]
    else:
        assert {each["title"] for each in json.loads(done.stdout)["removed"]}.isdisjoint(left)
        assert titles(library) == left


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["The tide"], "Nobody can be asked here: Remove 1 article? Give --yes."),
        ([], "Give articles, or --source and --before, and not both. See `assistant remove --help`."),
        (["The tide", "--source", "Sea"], "Give articles, or --source and --before, and not both."),
        (["The sun", "--yes"], "No article is called 'The sun'."),
        (["--undo", "The tide"], "No article called 'The tide' was removed by hand."),
        (["--undo"], "--undo takes the names of removed articles alone."),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage_and_removes_nothing(
    library: Path, arguments: list[str], said: str
) -> None:
    done = run("remove", *arguments, cwd=library)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert said in done.stderr
    assert titles(library) == ["The moon", "The tide", "The wind"]


def test_an_article_withdrawn_already_can_still_be_erased(library: Path) -> None:
    (library / "corpus" / "tide.txt").unlink()
    run("index", cwd=library)
    done = run("remove", "The tide", "--erase", "--yes", cwd=library)
    assert done.stdout == "1 article removed, with text and versions. The file itself is untouched.\n"
    assert b"The tide rose" not in (library / ".assistant" / "catalogue.db").read_bytes()


@pytest.mark.parametrize(("answer", "left"), [("n", 3), ("y", 2)])
def test_on_a_terminal_it_shows_what_is_removed_and_asks(library: Path, answer: str, left: int) -> None:
    root = Path(__file__).parent.parent
    program = f"import sys; sys.path.insert(0, {str(root)!r}); from assistant.cli.main import main; main()"
    command = [sys.executable, "-P", "-c", program, "--library", str(library), "remove", "The tide"]
    with at_terminal(command) as typist:
        typist.waits_for("The tide (1 August 2024)")
        typist.waits_for("Remove 1 article? [y/N] ")
        typist.types(f"{answer}\n")
        typist.waits_for("Nothing was removed." if left == 3 else "1 article removed.")
    assert len(titles(library)) == left
