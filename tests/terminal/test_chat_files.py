"""/save and /export write the last answer and the conversation in the form that the file's name says."""

from pathlib import Path

import pytest

from terminal.test_chat import transcript

LANDING, LUNA = "When did people first land on the Moon?", "And when did Luna 9 land?"


def said(*typed: str) -> str:
    """What the last of what was typed prints, on stdout or stderr."""
    stdout, stderr = transcript(*typed)
    return str(stdout.partition(f"> {typed[-1]}\n")[2].strip() or stderr)


@pytest.mark.parametrize("command", ["/save", "/export"])
def test_without_an_answer_there_is_nothing_to_write(command: str, tmp_path: Path) -> None:
    assert said(f"{command} {tmp_path}/a.md") == "There is no answer yet: ask a question first."
    assert said(LANDING, "/new", f"{command} {tmp_path}/a.md") == "There is no answer yet: ask a question first."
    assert list(tmp_path.iterdir()) == []


def test_save_writes_the_last_answer_and_export_all_of_them(tmp_path: Path) -> None:
    last, whole = tmp_path / "last.md", tmp_path / "whole.md"
    transcript(LANDING, LUNA, f"/save {last}", f"/export {whole}")
    assert [line for line in last.read_text("utf-8").splitlines() if line.startswith("#")] == [f"# {LANDING}"]
    text = whole.read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Conversation",
        f"## {LANDING}",
        f"## {LANDING}",
    ]
    assert text.count("[^3]: ") == 1


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.html", b"<!DOCTYPE html>"), ("a.docx", b"PK"), ("a.bib", b"@article{nasa-1969-"), ("a.JSON", b"[\n")],
)
def test_the_suffix_says_in_which_form(name: str, begins: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    assert said(LANDING, f"/save {file}") == f"Written to {file}."
    assert file.read_bytes().startswith(begins)


def test_another_suffix_is_an_error_that_names_those_there_are() -> None:
    assert " ".join(said(LANDING, "/save answer.pdf").split()) == (
        "The suffix of 'answer.pdf' says nothing of its form. It may be .md, .markdown, .html, .htm, .docx, .bib or"
        " .json."
    )


def test_a_file_is_overwritten_only_where_that_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("mine", "utf-8")
    assert "already exists. Name another file, or add --force." in " ".join(said(LANDING, f"/save {file}").split())
    assert file.read_text("utf-8") == "mine"
    assert "Written to" in said(LANDING, f"/save {file} --force")
    assert file.read_text("utf-8").startswith(f"# {LANDING}")
