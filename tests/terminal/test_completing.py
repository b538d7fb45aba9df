"""What Tab may make of what is typed."""

from __future__ import annotations

from assistant.errors import LibraryLocked
from assistant.terminal.chat_commands import COMMANDS
from assistant.terminal.completion import Completing, Completion


def test_a_library_that_cannot_be_asked_offers_nothing_and_says_nothing() -> None:
    def locked(_beginning: str) -> list[str]:
        raise LibraryLocked("Another process writes.")

    completing = Completing(COMMANDS, locked)
    assert list(completing.of("/source The")) == list(completing.of("Who at The")) == []
    assert list(completing.of("/sour")) == [Completion("/sources", 5), Completion("/source", 5)]
