"""The options that write what a command found to files, as a reader meets them on the sample articles."""

import io
import json
import os
from pathlib import Path

import docx
import pytest
from bibtexparser.entrypoint import parse_string

from assistant.cli.main import COMMANDS
from command_line import run

AS_OF = ["--as-of", "2025-06-05", "--no-model"]
QUESTION = "When will Chandlers Bridge reopen?"
CALLS = {
    "ask": ["ask", QUESTION, *AS_OF],
    "summarize": ["summarize", "--topic", "the bridge", *AS_OF],
    "compare": ["compare", "--source", "Courier", "--source", "Coastal Wire", "bridge", *AS_OF],
    "timeline": ["timeline", "bridge", *AS_OF],
    "said": ["said", "Ostrander", "--as-of", "2025-06-05"],
    "check": ["check", "-", *AS_OF],
}
DRAFT = "Halina Corbet told the council that Chandlers’ Bridge was on course to reopen on 20 June. It cost a crown."
TITLES = {
    "ask": QUESTION,
    "summarize": "Summary: the bridge",
    "compare": "Comparison: bridge",
    "timeline": "Timeline: bridge",
    "said": "What Ostrander said",
    "check": "Check of (standard input)",
}


@pytest.fixture
def library(sample_library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(sample_library))
    return sample_library


@pytest.mark.parametrize("command", CALLS)
def test_every_form_is_written_beside_what_is_printed(command: str, library: Path, tmp_path: Path) -> None:
    names = {"markdown": "a.md", "html": "a.html", "docx": "a.docx", "bibtex": "a.bib", "csl-json": "a.json"}
    files = [part for form, name in names.items() for part in (f"--{form}", str(tmp_path / name))]
    done = run(*CALLS[command], *files, stdin=DRAFT)
    assert (done.returncode, done.stdout, done.stderr) == (
        *((plain := run(*CALLS[command], stdin=DRAFT)).returncode, plain.stdout),
        "",
    )
    assert (tmp_path / "a.md").read_text("utf-8").startswith(f"# {TITLES[command]}\n")
    assert f'<h1 dir="auto">{TITLES[command]}</h1>' in (tmp_path / "a.html").read_text("utf-8")
    assert docx.Document(io.BytesIO((tmp_path / "a.docx").read_bytes())).paragraphs[0].text == TITLES[command]
    keys = [each.key for each in parse_string((tmp_path / "a.bib").read_text("utf-8")).entries]
    assert keys == [each["id"] for each in json.loads((tmp_path / "a.json").read_text("utf-8"))]
    assert len(keys) > 0


def test_a_form_can_be_printed_in_place_of_the_text(library: Path, tmp_path: Path) -> None:
    done = run(*CALLS["ask"], "--bibtex", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("@article{theverrickcourier-2025-")
    assert done.stdout.count("@") == 4


def test_where_the_articles_do_not_say_the_file_says_so_too(library: Path, tmp_path: Path) -> None:
    done = run("ask", "Who won the 2010 World Cup?", *AS_OF, "--markdown", str(tmp_path / "a.md"))
    assert done.returncode == 3
    assert "\n\nThe articles do not say.\n\n" in (tmp_path / "a.md").read_text("utf-8")


def test_a_file_can_be_read_by_whom_the_umask_says(library: Path, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run(*CALLS["ask"], "--html", str(tmp_path / "a.html"))
    finally:
        os.umask(before)
    assert [(each.name, each.stat().st_mode & 0o777) for each in tmp_path.iterdir()] == [("a.html", 0o640)]


def test_a_file_that_is_there_stays_unless_that_is_wanted(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.html"
    file.write_text("mine", "utf-8")
    refused = run(*CALLS["ask"], "--html", str(file))
    assert (refused.returncode, refused.stdout, file.read_text("utf-8")) == (2, "", "mine")
    assert refused.stderr == f"assistant: {str(file)!r} already exists. Name another file, or add --force.\n"
    assert run(*CALLS["ask"], "--html", str(file), "--force").returncode == 0
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--markdown", "-", "--html", "-"], "Only one form can be printed. Name a file for the others."),
        (["--json", "--html", "-"], "Only one thing can be printed: --json, or a form with -."),
        (["--html", "a", "--docx", "./a"], "One file is named for two forms."),
        (["--cite", "bibtex"], "--cite works only with --markdown, --html or --docx. --bibtex FILE writes the"),
        (["--force"], "--force works only with a file to write."),
        (["--html", "no/such/a.html"], "There is no folder 'no/such'."),
        (["--html", "."], "'.' is a folder. Name a file in it."),
    ],
)
def test_what_does_not_go_together_is_said_before_anything_is_asked(options: list[str], said: str) -> None:
    done = run(*CALLS["ask"], *options)  # there is no library: that would be said next
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_who_speaks_is_not_written_to_a_file(library: Path) -> None:
    done = run("said", "--html", "a.html")
    assert (done.returncode, done.stderr) == (
        2,
        "assistant: Only what somebody said is written to a file. Name a person or an organisation.\n",
    )


def test_json_is_printed_beside_files(library: Path, tmp_path: Path) -> None:
    done = run(*CALLS["ask"], "--json", "--markdown", str(tmp_path / "a.md"))
    answer = json.loads(done.stdout)
    text = (tmp_path / "a.md").read_text("utf-8")
    for citation in answer["citations"]:
        assert f"[^{citation['n']}]: “{citation['quote']}” — [{citation['article']['title']}](<" in text


def test_each_command_that_hands_on_is_tested() -> None:
    handing_on = {name for name, command in COMMANDS.items() if "csl_json" in command.__annotations__}
    assert handing_on - {"digest"} == set(CALLS)  # which has a file of its own, test_digest.py
