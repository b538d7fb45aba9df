"""What can be typed in a conversation besides questions: a function a command, listed by /help in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.terminal.chat_session import Chat, ConversationEnds
from assistant.terminal.layout import Style, hang, label, line
from assistant.terminal.listing import render_article
from assistant.terminal.output import height_of
from assistant.terminal.render import source_lines
from assistant.terminal.words import listed


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `usage` is its name, and what it takes ("/open N"); `run` gets that as a text, if it takes any."""

    usage: str
    meaning: str
    run: Callable[..., None]
    other_names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first word of its usage."""
        return self.usage.partition(" ")[0]


COMMANDS: list[Command] = []


def _command(usage: str, meaning: str, *other_names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a function the command typed so; `meaning` is what /help and the documents say of it."""

    def added(run: Callable[..., None]) -> Callable[..., None]:
        COMMANDS.append(Command(usage, meaning, run, other_names))
        return run

    return added


@_command("/sources", "each quotation behind the last answer, with its article")
def show_sources(chat: Chat) -> None:
    """Shows the quotations of the last answer apart."""
    if chat.last is None or not chat.sources:
        chat.say_line("There are no sources yet: ask a question first.")
    else:
        chat.say_lines(source_lines(chat.last, chat.width, full=True))


@_command("/open N", "the article of source N, with the quoted sentences marked")
def open_source(chat: Chat, number: str) -> None:
    """Shows an article, through the reader's pager where it is longer than the screen."""
    wanted = number.strip(" []")
    chosen = next((citation for citation in chat.sources if str(citation.n) == wanted), None)
    if chosen is None:
        known = listed([str(citation.n) for citation in chat.sources])
        chat.say_line(f"/open takes the number of a source: {known or 'ask a question first'}.")
        return
    article = chat.session.article(chosen.article.id)
    marks = [(citation.start, citation.end) for citation in chat.sources if citation.article.id == article.id]
    screen = chat.screen
    height = height_of(screen.stdout)
    text = render_article(article, width=screen.width, colour=screen.colour, marks=marks)
    if screen.interactive and height is not None and text.count("\n") >= height:
        _page(render_article(article, width=screen.width, colour=False, marks=marks))
    else:
        chat.say(text)


@_command("/new", "forget the conversation so far")
def begin_anew(chat: Chat) -> None:
    """Begins a new conversation."""
    chat.session.forget()
    chat.last = None
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


def _page(text: str) -> None:
    """Through the reader's pager; without colour, which not every pager shows as such."""
    import pydoc

    pydoc.pager(text)
