"""The command `assistant`: on a terminal `chat` shows its prompt at once, and the rest is loaded while one types."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line."""
    if _is_chat(sys.argv[1:]) and _is_terminal() and not _prompted():
        sys.exit(0)
    from assistant.cli.main import main

    main()


def _is_chat(arguments: Sequence[str]) -> bool:
    """Whether a chat is begun; what is wrong with its options is told when they are read."""
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in ("-L", "--library") else rest[1:]
    return rest[:1] == ["chat"] and not {"-h", "--help"} & set(arguments)


def _is_terminal() -> bool:
    # The environment of the terminal, read before the settings are there to be asked for it.
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _prompted() -> bool:
    """Whether there is something to go on with: the reader has not left."""
    from assistant.terminal.first_prompt import prompt_while
    from assistant.terminal.output import screen_for

    screen = screen_for(sys.stdin, sys.stdout, sys.stderr, environ=os.environ)
    return prompt_while(_load, screen)


def _load() -> None:
    """Imports what a chat needs before its first answer: half a second of the processor's time."""
    import assistant.cli.main
    import assistant.index.library
    import assistant.settings
    import assistant.terminal.chat
    import assistant.wiring.chat

    _ = assistant.cli.main, assistant.index.library, assistant.settings, assistant.terminal.chat, assistant.wiring.chat
