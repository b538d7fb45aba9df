"""The prompt before there is a program behind it: drawn at once, and what is typed there is typed again later."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from assistant.terminal.line_reader import PROMPT, prompt_session
from assistant.terminal.output import Screen

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession


def prompt_while(load: Callable[[], object], screen: Screen) -> bool:
    """Shows the prompt until `load`, which runs beside it, is done, or a line is typed; False where the reader leaves.

    The prompt is taken away again. What was typed, Enter too, comes first at the next one.
    """
    session = prompt_session(screen)
    session.app.erase_when_done = True
    taken_away = Event()
    loading = Thread(target=_run, args=(load, session, taken_away), daemon=True)
    session.app.after_render += lambda _: None if loading.ident else loading.start()
    while True:
        try:
            typed = session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue  # the line is dropped
        except EOFError:
            return False
        _type_again(session, typed, ended=not taken_away.is_set())
        return True


def _run(load: Callable[[], object], session: PromptSession[str], taken_away: Event) -> None:
    """Loads, and ends the prompt unless the reader has done so."""
    load()
    app = session.app

    def end() -> None:
        if app.is_running and not app.is_done:
            taken_away.set()
            app.exit(result=session.default_buffer.text)

    if app.loop is not None:
        app.loop.call_soon_threadsafe(end)


def _type_again(session: PromptSession[str], typed: str, *, ended: bool) -> None:
    from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
    from prompt_toolkit.key_binding.key_processor import KeyPress
    from prompt_toolkit.keys import Keys

    keys = [KeyPress(Keys.BracketedPaste, typed)] if typed else []
    keys += [KeyPress(Keys.ControlM)] if ended else []
    store_typeahead(session.input, [*keys, *get_typeahead(session.input)])
