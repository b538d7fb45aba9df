"""What can be typed in a conversation besides questions: the commands of every file, listed by /help in this order."""

from __future__ import annotations

from difflib import get_close_matches

from assistant.terminal import chat_files, chat_sources
from assistant.terminal.chat_registry import Command, adding_to
from assistant.terminal.chat_session import Chat, ConversationEnds
from assistant.terminal.layout import Style, hang, label, line

_LAST: list[Command] = []
_command = adding_to(_LAST)


@_command("/new", "forget the conversation so far")
def begin_anew(chat: Chat) -> None:
    """Begins a new conversation."""
    chat.session.forget()
    chat.answers.clear()
    chat.say("A new conversation.\n")


@_command("/help", "these commands")
def show_help(chat: Chat) -> None:
    """Lists the commands."""
    widest = max(len(command.usage) for command in COMMANDS) + 2
    for command in COMMANDS:
        chat.say_lines(hang(label(command.usage, widest, Style.STRONG), line(command.meaning), chat.width))


@_command("/quit", "leave (also /exit, Ctrl-D)", "/exit")
def leave(_chat: Chat) -> None:
    """Ends the conversation."""
    raise ConversationEnds


COMMANDS: tuple[Command, ...] = (*chat_sources.COMMANDS, *chat_files.COMMANDS, *_LAST)


def obey(chat: Chat, text: str) -> None:
    """Runs the command that was typed, or says which there are."""
    name, _, argument = text.partition(" ")
    command = next((each for each in COMMANDS if name in (each.name, *each.other_names)), None)
    if command is None:
        meant = "".join(
            f" Did you mean {each}?" for each in get_close_matches(name, [each.name for each in COMMANDS], 1)
        )
        chat.say_line(f"{name} is not a command.{meant} /help lists them.")
    elif " " in command.usage:
        command.run(chat, argument.strip())
    else:
        command.run(chat)


def rows_for_documents() -> tuple[tuple[str, ...], ...]:
    """The table of the documents, its heading first."""
    return (("typed", "what it does"), *((f"`{each.usage}`", each.meaning) for each in COMMANDS))
