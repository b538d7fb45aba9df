"""What can be typed in a conversation besides questions: the commands of every file, listed by /help in this order."""

from __future__ import annotations

from difflib import get_close_matches

from assistant.errors import UsageError
from assistant.terminal import chat_asking, chat_files, chat_filters, chat_history, chat_sources, chat_subjects
from assistant.terminal.chat_registry import Command, Completes, adding_to
from assistant.terminal.chat_session import Chat, ConversationEnds
from assistant.terminal.layout import Style, hang, label, line

_LAST: list[Command] = []
_command = adding_to(_LAST)

# Typed without the slash, these are what they say; the name of any other command is asked about.
_PLAIN_WORDS = {"quit": "/quit", "exit": "/quit", "bye": "/quit", "help": "/help", "?": "/help"}
_AFTER_OPENING = {"n": 1, "p": -1}


@_command("/new", "forget the conversation so far; filters stay")
def begin_anew(chat: Chat) -> None:
    """Begins a new conversation."""
    chat.session.forget()
    chat.begin_anew()
    chat.say("A new conversation.\n")


@_command("/help [COMMAND]", "these commands, or one of them", completes=Completes.COMMANDS)
def show_help(chat: Chat, name: str) -> None:
    """Lists the commands."""
    chosen = [_named(name)] if name else COMMANDS
    widest = max(len(command.usage) for command in chosen) + 2
    for command in chosen:
        chat.say_lines(hang(label(command.usage, widest, Style.STRONG), line(command.meaning), chat.width))


@_command("/quit", "leave (also /exit, Ctrl-D)", "/exit")
def leave(_chat: Chat) -> None:
    """Ends the conversation."""
    raise ConversationEnds


COMMANDS: tuple[Command, ...] = (
    *chat_sources.COMMANDS,
    *chat_filters.COMMANDS,
    *chat_subjects.COMMANDS,
    *chat_asking.COMMANDS,
    *chat_files.COMMANDS,
    *chat_history.COMMANDS,
    *_LAST,
)


def command_meant(chat: Chat, text: str) -> str | None:
    """The command that a line is, also without its slash where it is plainly one; None for a question.

    Raises UsageError for a word alone that may be either.
    """
    if text.startswith("/"):
        return text
    first, _, rest = text.partition(" ")
    if rest.strip() and "?" not in rest and _takes_a_topic(first):
        chat.say_line(f"(/{text})")
        return f"/{first.casefold()} {rest}"
    word = text.casefold().rstrip(".!")
    if word in _PLAIN_WORDS:
        return _PLAIN_WORDS[word]
    if word in _AFTER_OPENING and chat.opened is not None:
        following = chat_sources.next_source(chat, _AFTER_OPENING[word])
        return f"/open {following.n}" if following else None
    if word == "clear":
        raise UsageError("clear is no command.", hint="Ctrl-L clears the screen, /new begins a new conversation.")
    if any(f"/{word}" == each.name for each in COMMANDS):
        raise UsageError(f"Do you mean /{word}?", hint=f"Type it with the slash, or ask in more words than {text!r}.")
    return None


def obey(chat: Chat, text: str) -> None:
    """Runs the command that was typed. Raises UsageError where there is none of that name."""
    name, _, argument = text.partition(" ")
    command = _named(name)
    if " " in command.usage:
        command.run(chat, argument.strip())
    elif argument.strip():
        raise UsageError(f"{command.name} takes nothing behind it.", hint=f"Type {command.name} alone.")
    else:
        command.run(chat)


def _takes_a_topic(word: str) -> bool:
    """Whether a word in front of others names a command that takes a topic, which no question begins with."""
    wanted = f"/{word.casefold()}"
    return any(each.usage.endswith("[TOPIC]") and wanted in (each.name, *each.other_names) for each in COMMANDS)


def rows_for_documents() -> tuple[tuple[str, ...], ...]:
    """The table of the documents, its heading first."""
    return (("typed", "what it does"), *((f"`{each.usage}`", each.meaning) for each in COMMANDS))


def _named(name: str) -> Command:
    wanted = f"/{name.removeprefix('/')}"
    for command in COMMANDS:
        if wanted in (command.name, *command.other_names):
            return command
    near = get_close_matches(wanted, [each.name for each in COMMANDS], 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise UsageError(f"{wanted} is not a command.", hint=f"{meant}/help lists them.")
