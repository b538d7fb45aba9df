"""What a person types, or a script pipes in, to lines of text."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.index.own_files import make_file, make_folder, tighten
from assistant.terminal.clean import clean_line
from assistant.terminal.output import Screen, write

if TYPE_CHECKING:
    from prompt_toolkit.history import History

PROMPT = "> "


def read_lines(
    screen: Screen,
    history_file: Path | None,
    completed: Sequence[str] = (),
    on_prompt: Callable[[], None] | None = None,
) -> Iterator[str]:
    """Each line that is not empty, cleaned; ends with the input or Ctrl-D.

    On a terminal the line can be edited and earlier ones called back, and Tab completes one that begins like one of
    `completed`; Ctrl-C there drops the line, and `on_prompt` is called each time the prompt is drawn. Elsewhere a line
    that no terminal has shown is repeated after the prompt, so that the output alone reads as a conversation.
    """
    typed = _typed(screen, history_file, completed, on_prompt) if screen.interactive else _piped(screen)
    for text in typed:
        question = clean_line(text)
        if question:
            yield question


def _typed(
    screen: Screen, history_file: Path | None, completed: Sequence[str], on_prompt: Callable[[], None] | None
) -> Iterator[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.output import ColorDepth
    from prompt_toolkit.shortcuts import CompleteStyle

    session: PromptSession[str] = PromptSession(
        history=_history(screen, history_file),
        completer=WordCompleter(list(completed), sentence=True),
        complete_style=CompleteStyle.READLINE_LIKE,  # a menu would keep lines free below the prompt
        complete_while_typing=False,
        color_depth=None if screen.colour else ColorDepth.DEPTH_1_BIT,
    )
    if on_prompt is not None:
        session.app.after_render += lambda _: on_prompt()
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _piped(screen: Screen) -> Iterator[str]:
    if isinstance(screen.stdin, io.TextIOWrapper):
        screen.stdin.reconfigure(errors="replace")
    seen = screen.stdin.isatty()
    while True:
        if seen and not write(PROMPT, screen.stdout):
            return
        text = screen.stdin.readline()
        if not text:
            return
        if not seen and text.strip() and not write(f"{PROMPT}{clean_line(text)}\n", screen.stdout):
            return
        yield text


def _history(screen: Screen, history_file: Path | None) -> History:
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    if history_file is None:
        return InMemoryHistory()
    try:
        make_folder(history_file.parent)
        make_file(history_file)
        os.close(os.open(history_file, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC))
        tighten(history_file.parent)
    except OSError as error:
        write(f"Questions are not kept for the next time: {error}.\n", screen.stderr)
        return InMemoryHistory()
    return FileHistory(history_file)
