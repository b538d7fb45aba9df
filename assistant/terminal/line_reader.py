"""What a person types, or a script pipes in, to lines of text."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.index.own_files import make_file, make_folder, tighten
from assistant.terminal.clean import clean_line
from assistant.terminal.completion import Completing
from assistant.terminal.output import Screen, write

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import History
    from prompt_toolkit.key_binding import KeyBindings

PROMPT = "> "
# A line that ends in it goes on in the next one.
_GOES_ON = "\\"


def read_lines(
    screen: Screen,
    history_file: Path | None,
    completing: Completing,
    on_prompt: Callable[[], None] | None = None,
) -> Iterator[str]:
    r"""Each line that is not empty, cleaned; ends with the input or Ctrl-D. One that ends in ``\`` goes on in the next.

    On a terminal the line can be edited and earlier ones called back and searched (Ctrl-R), Tab completes, Alt-Enter
    makes a new line, and what is pasted is one line; Ctrl-C drops the line, and `on_prompt` is called each time the
    prompt is drawn. Elsewhere a line that no terminal has shown is repeated after the prompt, so that the output alone
    reads as a conversation.
    """
    typed = _typed(screen, history_file, completing, on_prompt) if screen.interactive else _whole(_piped(screen))
    for text in typed:
        question = clean_line(text)
        if question:
            yield question


def prompt_session(screen: Screen) -> PromptSession[str]:
    """The editor of a line; it has no history and completes nothing yet."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import ColorDepth
    from prompt_toolkit.shortcuts import CompleteStyle

    return PromptSession(
        complete_style=CompleteStyle.READLINE_LIKE,  # a menu would keep lines free below the prompt
        complete_while_typing=False,
        color_depth=None if screen.colour else ColorDepth.DEPTH_1_BIT,
        multiline=True,
        prompt_continuation=" " * len(PROMPT),
        key_bindings=_keys(),
    )


def _typed(
    screen: Screen, history_file: Path | None, completing: Completing, on_prompt: Callable[[], None] | None
) -> Iterator[str]:
    session = prompt_session(screen)
    session.history = session.default_buffer.history = _history(screen, history_file)
    session.completer = _completer(completing)
    if on_prompt is not None:
        session.app.after_render += lambda _: on_prompt()
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _keys() -> KeyBindings:
    """Enter ends the input, but for a line that goes on; Alt-Enter makes a new line."""
    from prompt_toolkit.filters import has_focus
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter", filter=has_focus("DEFAULT_BUFFER"))
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.current_line_before_cursor.endswith(_GOES_ON) and buffer.document.is_cursor_at_the_end:
            buffer.delete_before_cursor(len(_GOES_ON))
            buffer.newline(copy_margin=False)
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=has_focus("DEFAULT_BUFFER"))
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    return keys


def _completer(completing: Completing) -> Completer:
    from prompt_toolkit.completion import Completer, Completion

    class _Completer(Completer):
        def get_completions(self, document: Document, _event: object) -> Iterable[Completion]:
            for each in completing.of(document.text_before_cursor):
                yield Completion(each.text, start_position=-each.length)

    return _Completer()


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Lines joined with those that they go on in."""
    begun = ""
    for text in lines:
        line = text.rstrip("\n")
        if line.endswith(_GOES_ON):
            begun += f"{line.removesuffix(_GOES_ON)} "
        else:
            yield begun + line
            begun = ""
    if begun:
        yield begun


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
