"""A result is written to a file of its own, whole, and never over something else unless that is wanted."""

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.terminal import new_file
from assistant.terminal.new_file import write_whole


@pytest.mark.parametrize("linking", [True, False])
def test_a_file_holds_the_whole_content_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linking: bool
) -> None:
    if not linking:  # a file system without hard links
        monkeypatch.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(PermissionError))
    write_whole(b"one", tmp_path / "a.md", force=False)
    write_whole(b"two", tmp_path / "a.md", force=True)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.md": b"two"}


def test_a_file_that_has_come_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    monkeypatch.setattr(new_file, "require_writable", lambda *_, **__: file.write_bytes(b"another's"))
    with pytest.raises(UsageError, match="already exists"):
        write_whole(b"ours", file, force=False)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.md": b"another's"}
