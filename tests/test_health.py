"""doctor, backup, restore and rebuild as a reader meets them."""

import json
import os
import shutil
from pathlib import Path

import pytest

from command_line import run
from small_library import SAMPLE, Made

NAMES = (
    "2025-02-03-chandlers-bridge-to-close.txt",
    "ferry-strike-first-day.txt",
    "press-office-mayor-takes-office.md",
    "radio-tamble-bridge-day-one.md",
    "salt-wife-review.md",
)
WELL = """\
settings   ok: can be used
embedder   ok: is the one that was shipped
reranker   ok: is the one that was shipped
folder     ok: can be written to
lock       ok: is free
catalogue  ok: 5 articles, 0 answers, 0 days set by hand, 0 earlier versions, 0
           topics followed
words      ok: can be searched
vectors    ok: are all compared
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("whole")
    for name in NAMES:
        (root / "corpus").mkdir(exist_ok=True)
        shutil.copy(SAMPLE / name, root / "corpus")
    done = run("--library", str(root), "index", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "library"))


def test_the_doctor_finds_a_sound_library_well(root):
    done = run("--library", str(root), "doctor")
    assert (done.returncode, done.stdout, done.stderr) == (0, WELL, "")
    findings = json.loads(run("--library", str(root), "doctor", "--json").stdout)["findings"]
    assert all(each["ok"] for each in findings)


def test_the_doctor_names_what_is_damaged_and_what_to_do(root):
    made = Made(root)
    made.change("UPDATE articles SET text = 'Nothing.' WHERE path LIKE '%ferr%'")
    ((path,),) = made.rows("SELECT path FROM articles WHERE text = 'Nothing.' LIMIT 1")
    (root / "assistant.toml").write_text("passages = -1\n")
    done = run("--library", str(root), "doctor", "--json")
    faults = {
        each["what"]: (each["fault"], each["todo"]) for each in json.loads(done.stdout)["findings"] if not each["ok"]
    }
    assert done.returncode == 6
    assert faults["catalogue"] == (f"Damaged: the article {path!r}.", "`assistant index` mends it.")
    assert faults["settings"][0].startswith("The settings cannot be used: passages")


def test_the_doctor_names_what_is_no_file_and_what_others_may_write_to(root):
    folder = root / ".assistant"
    os.mkfifo(folder / "pipe")
    (folder / "catalogue.db").chmod(0o666)
    done = run("--library", str(root), "doctor", "--json")
    faults = [(each["fault"], each["todo"]) for each in json.loads(done.stdout)["findings"] if each["what"] == "files"]
    assert sorted(faults) == [
        (f"{str(folder / 'catalogue.db')!r} can be written to by others.", f"chmod -R go-w {folder}"),
        (f"{str(folder / 'pipe')!r} is no file.", "Remove it."),
    ]
    assert done.returncode == 6


def test_a_damaged_article_is_not_quoted_but_named(root):
    made = Made(root)
    question = ("ask", "When does Chandlers’ Bridge close?", "--as-of", "2025-02-10", "--no-model", "--json")
    quoted = json.loads(run("--library", str(root), *question).stdout)["citations"][0]["article"]
    made.change(f"UPDATE articles SET text = replace(text, 'Bridge', 'Tunnel') WHERE id = '{quoted['id']}'")
    done = run("--library", str(root), *question)
    answer = json.loads(done.stdout)
    assert quoted["id"] not in [each["article"]["id"] for each in answer["citations"] + answer["nearest"]]
    assert f"The article {quoted['path']!r} is damaged in the library and left out." in done.stderr


def test_a_row_that_ends_a_command_is_said_to_be_damage_and_no_fault_of_the_program(root):
    made = Made(root)
    made.change("UPDATE vectors SET vector = zeroblob(10)")
    done = run("--library", str(root), "ask", "Who is the mayor?", "--no-model")
    assert (done.returncode, done.stdout) == (6, "")
    pack, error = done.stderr.splitlines(keepends=True)
    assert pack.startswith("assistant: The library's pack of vectors is damaged.")
    assert error.startswith("assistant: The library is damaged: what was made of the article ")
    assert error.endswith(". `assistant doctor` says what is damaged, and what to do.\n")


def test_a_catalogue_that_is_gone_is_not_made_again_without_a_word(root):
    for file in (root / ".assistant").glob("catalogue.db*"):
        file.unlink()
    done = run("--library", str(root), "index", "-q")
    assert (done.returncode, done.stderr) == (
        6,
        f"assistant: The library's catalogue in {str(root / '.assistant')!r} cannot be used: there was one, and it is"
        " gone or empty. `assistant doctor --repair` saves what can be read; the articles themselves are untouched.\n",
    )
    repaired = run("--library", str(root), "doctor", "--repair", COLUMNS="300")
    assert repaired.stdout.startswith("Nothing of the catalogue could be read: the answers, the days set by hand and")
    assert repaired.returncode == 0


def test_a_backup_is_written_and_restored(root, tmp_path):
    file = tmp_path / "backup.db"
    done = run("--library", str(root), "backup", str(file), "--json")
    assert (done.returncode, json.loads(done.stdout)["counts"]["articles"]) == (0, 5)
    again = run("--library", str(root), "backup", str(file))
    assert (again.returncode, again.stderr) == (
        2,
        f"assistant: There is something at {str(file)!r} already. Give --force to overwrite it.\n",
    )
    refused = run("--library", str(root), "restore", str(file))
    said = "Nobody can be asked here: Replace what the library holds: 5 articles? Give --yes."
    assert (refused.returncode, refused.stderr) == (2, f"assistant: {said}\n")
    Made(root).change("DELETE FROM articles")
    done = run("--library", str(root), "restore", str(file), "--yes", "--json")
    assert (done.returncode, json.loads(done.stdout)["counts"]["articles"]) == (0, 5)
    assert run("--library", str(root), "doctor").stdout == WELL


@pytest.mark.parametrize("what", ["pipe", "folder", "text", "binary"])
def test_a_settings_file_that_is_none_is_said_in_one_line(root, what):
    file = root / "assistant.toml"
    if what == "pipe":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    else:
        file.write_bytes(b"[" * 5000 if what == "text" else b"\xff\xfe")
    done = run("--library", str(root), "articles")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
