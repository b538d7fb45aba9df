"""Prompt files: which are taken, and what is refused before a model is asked."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AssistantError, UsageError
from assistant.prompts import Prompt, load_prompt, load_prompts


def test_every_prompt_of_the_program_loads_and_names_its_placeholders() -> None:
    prompts = load_prompts()
    names = [field.name for field in fields(prompts) if field.name != "secret"]
    assert {name: sorted(getattr(prompts, name).placeholders) for name in names} == {
        "answer_system": [],
        "answer_user": ["as_of", "delimiter", "earlier", "evidence", "newest", "question"],
        "condense": ["conversation", "delimiter", "question"],
        "judge": ["as_of", "count", "delimiter", "statements"],
        "judge_again": ["count", "fault"],
        "second_opinion": ["delimiter", "question", "sentences"],
        "repair": ["count", "delimiter", "evidence", "question", "refused"],
        "summary_system": [],
        "summary_user": ["delimiter", "evidence", "language", "length", "subject"],
        "summary_merge": ["delimiter", "language", "length", "parts", "subject"],
        "timeline_system": [],
        "timeline_user": ["count", "delimiter", "events", "evidence", "subject"],
    }


def test_marks_inside_a_value_are_not_filled_again() -> None:
    prompt = Prompt("p", "{{text}} / {{ question }}")
    assert prompt.fill(text="{{question}} $question {x}", question="Why?") == "{{question}} $question {x} / Why?"


@given(st.text(), st.text())
def test_a_filled_prompt_holds_its_values_unchanged(first: str, second: str) -> None:
    assert Prompt("p", "a{{one}}b{{two}}c").fill(one=first, two=second) == f"a{first}b{second}c"


def test_all_missing_and_all_unknown_values_are_named_at_once() -> None:
    with pytest.raises(AssistantError) as caught:
        Prompt("p", "{{one}} {{two}} {{three}}").fill(two="", four="", five="")
    assert caught.value.message == "The prompt 'p' cannot be filled: missing one, three; unknown five, four."


def test_a_prompt_of_the_readers_folder_stands_in_for_the_programs_own(tmp_path: Path) -> None:
    (tmp_path / "answer_system.txt").write_text("\nAnswer briefly.\n", encoding="utf-8")
    prompts = load_prompts(tmp_path)
    assert prompts.answer_system == Prompt("answer_system", "Answer briefly.")
    assert prompts.condense == load_prompt("condense")


def test_a_readers_prompt_with_other_placeholders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "condense.txt").write_text("{{question}} {{history}}", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_prompts(tmp_path)
    assert caught.value.message == (
        f"The prompt '{tmp_path}/condense.txt' cannot be used: missing conversation, delimiter; unknown history."
    )


def test_a_misspelt_prompt_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "anwser_user.txt").write_text("x", encoding="utf-8")
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_prompts(tmp_path)
    assert caught.value.message == f"The prompts folder '{tmp_path}' holds files that are not prompts: anwser_user.txt."


def test_a_prompts_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load_prompts(tmp_path / "gone")


def test_a_prompt_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "condense.txt").write_bytes(b"\xff\xfe{{question}}")
    with pytest.raises(UsageError, match="cannot be read"):
        load_prompts(tmp_path)


def test_the_same_material_gets_the_same_delimiter_and_nobody_without_the_secret_can_tell_it() -> None:
    one, other = load_prompts(secret=b"a" * 32), load_prompts(secret=b"b" * 32)
    assert one.delimiter("Why?", "[1.1] Ice.") == load_prompts(secret=b"a" * 32).delimiter("Why?", "[1.1] Ice.")
    lines = {prompts.delimiter(*each) for prompts in (one, other) for each in (("Why?", "Ice"), ("Why?Ice",), ("Ice",))}
    assert len(lines) == 6
    assert load_prompts().delimiter("Why?") != load_prompts().delimiter("Why?")
