"""The Python API as docs/python.md shows it, and what the page does not show."""

import doctest
import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import assistant
from assistant import LibraryMissing, Status, UsageError, open_library
from command_line import run

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
WHEN = "When will Chandlers Bridge reopen?"


def test_every_example_of_the_page_gives_what_it_shows(
    sample_library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample_library)
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.failed == 0, capsys.readouterr().out
    assert result.attempted > 10


def test_every_name_is_there_and_the_package_alone_loads_none_of_them() -> None:
    assert [name for name in assistant.__all__ if not hasattr(assistant, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = assistant.nothing
    loaded = "import sys, assistant; print(*[name for name in sys.modules if name.startswith('assistant.')])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_answer_is_the_one_of_the_command_line(sample_library: Path) -> None:
    with open_library(sample_library, with_model=False) as library:
        answer = library.ask(WHEN, as_of=date(2025, 6, 5))
    printed = run("ask", "--no-model", "-L", str(sample_library), "--as-of", "2025-06-05", WHEN).stdout
    shown = " ".join(printed.split())
    assert answer.statements
    assert all(" ".join(each.text.split()) in shown for each in answer.statements)


def test_what_narrows_a_question_may_be_days_or_words(sample_library: Path) -> None:
    with open_library(sample_library, with_model=False) as library:
        in_words = library.search("ferry", since="1 April 2025", until="April 2025", sources=["Courier"])
        as_days = library.search(
            "ferry", since=date(2025, 4, 1), until=date(2025, 4, 30), sources=["The Verrick Courier"]
        )
    assert in_words == as_days
    assert {passage.article.source for passage in in_words.passages} == {"The Verrick Courier"}


def test_an_answer_is_kept_where_it_is_asked_for(sample_library: Path, tmp_path: Path) -> None:
    text = "The tide rose to four metres on Monday in the old harbour.\n"
    (tmp_path / "tide.txt").write_text(text)
    assert run("index", "tide.txt", "-q", "-L", str(tmp_path), cwd=tmp_path).returncode == 0
    with open_library(tmp_path, with_model=False) as library:
        answer = library.ask("How high did the tide rise?")
        assert library.keep(answer, "ask") == 1
    assert "How high did the tide rise?" in run("history", "-L", str(tmp_path)).stdout


def test_a_draft_may_be_a_text_or_a_file(sample_library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Notes\n\nThe bridge was on course to reopen on 20 June.\n")
    with open_library(sample_library, with_model=False) as library:
        from_file, from_text = library.check(draft), library.check(draft.read_text())
        assert [each.text for each in from_file.statements] == [each.text for each in from_text.statements]
        with pytest.raises(UsageError, match="The text holds no words"):
            library.check(" ")


def test_what_is_wrong_is_an_error_with_the_next_step(sample_library: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing) as missing:
        open_library(tmp_path)
    assert "assistant index" in (missing.value.hint or "")
    with open_library(sample_library) as library, pytest.raises(UsageError, match="The question is empty"):
        library.ask(" ?! ")


def test_what_a_reader_should_know_is_logged_or_told(sample_library: Path, caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    with open_library(sample_library, with_model=False, warn=told.append) as library:
        assert library.ask("When will Chandlres Bridge reopen?", as_of="2025-06-05").status is Status.ANSWERED
    assert any("Chandlres" in line for line in told)
    with caplog.at_level(logging.WARNING), open_library(sample_library, with_model=False) as library:
        library.ask("When will Chandlres Bridge reopen?", as_of="2025-06-05")
    assert [record.name for record in caplog.records if "Chandlres" in record.message] == ["assistant"]
