"""The commands of the chat that write files: the last answer, and the whole conversation."""

from __future__ import annotations

from pathlib import Path

from assistant.records.handouts import Handout
from assistant.terminal.chat_registry import Command, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.layout import line

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)
_NOTHING = "There is no answer yet: ask a question first."
_FORCE = " --force"


@_command("/save FILE", "write the last answer to a file (.md, .html, .docx, .bib, .json)")
def save_answer(chat: Chat, name: str) -> None:
    """Writes the last answer. Raises AssistantError."""
    from assistant.terminal.handouts.from_any import any_handout

    if chat.last is None:
        chat.say_line(_NOTHING)
    else:
        _write(chat, any_handout(chat.last), name, "/save")


@_command("/export FILE", "write the whole conversation to a file")
def export_session(chat: Chat, name: str) -> None:
    """Writes the conversation since it began, or since /new. Raises AssistantError."""
    from assistant.terminal.handouts.from_any import session_handout

    if not chat.answers:
        chat.say_line(_NOTHING)
    else:
        _write(chat, session_handout(chat.answers), name, "/export")


def _write(chat: Chat, handout: Handout, name: str, command: str) -> None:
    from assistant.terminal.handouts.files import form_of, written
    from assistant.terminal.new_file import write_whole

    force = name.endswith(_FORCE)
    named = name.removesuffix(_FORCE).strip()
    if not named:
        chat.say_line(f"{command} takes the name of a file, such as answer.html.")
        return
    file = Path(named).expanduser()
    write_whole(written(handout, form_of(file)), file, force=force)
    chat.say_lines([line(f"Written to {file}.")])  # in one piece, to be copied
