"""What was typed in the chat is erased from the file that the arrow keys read."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.history import FileHistory

from assistant.errors import AssistantError
from assistant.terminal.typed_lines import forget_all_typed, forget_typed

TYPED = ("Who won?", "Who lost,\nand why?", "/sources", "Who won?", "# of goals?", "Wer gewann «das Spiel»?")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    history = FileHistory(tmp_path / "lines")
    for text in TYPED:
        history.store_string(text)
    return tmp_path / "lines"


def lines(file: Path) -> list[str]:
    return list(reversed(list(FileHistory(file).load_history_strings())))


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["Who won?"], TYPED[1:3] + TYPED[4:]),
        (["Who lost, and why?", "# of goals?"], (TYPED[0], *TYPED[2:4], TYPED[5])),
        (["Who"], TYPED),
        ([], TYPED),
        (TYPED, ()),
    ],
)
def test_the_lines_that_are_one_of_the_texts_are_taken_out(file, texts, left) -> None:
    assert forget_typed(file, texts) == len(TYPED) - len(left)
    assert lines(file) == list(left)


def test_what_is_left_can_be_read_by_its_owner_alone_and_be_added_to(file) -> None:
    file.chmod(0o600)
    forget_typed(file, ["/sources"])
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    FileHistory(file).store_string("Once more?")
    assert lines(file)[-1] == "Once more?"
    assert [each.name for each in file.parent.iterdir()] == ["lines"]


def test_everything_is_erased_with_its_file(file) -> None:
    assert forget_all_typed(file) == len(TYPED)
    assert not file.exists()
    assert (forget_all_typed(file), forget_typed(file, TYPED)) == (0, 0)


def test_a_file_that_is_none_is_said_to_be_left(tmp_path) -> None:
    with pytest.raises(AssistantError, match="What you typed cannot be erased from"):
        forget_typed(tmp_path, ["Who?"])


def test_what_could_not_be_put_in_its_place_is_left_nowhere_else(file, monkeypatch) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(AssistantError, match="No space left"):
        forget_typed(file, ["Who won?"])
    assert list(file.parent.iterdir()) == [file]
