"""A conversation in the terminal: a line in, an answer out sentence by sentence, its sources one command away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.records.answers import Answer, Status
from assistant.terminal.chat_commands import COMMANDS, obey
from assistant.terminal.chat_session import Chat, ChatSession, ConversationEnds
from assistant.terminal.layout import line, rendered, wrap
from assistant.terminal.line_reader import read_lines
from assistant.terminal.output import Screen, write
from assistant.terminal.render import (
    NOT_IN_ARTICLES,
    is_in_place_of_prose,
    judged_lines,
    note_lines,
    notes,
    opening_lines,
    source_lines,
)
from assistant.terminal.statement_printer import StatementPrinter

if TYPE_CHECKING:
    from rich.text import Text


def run_chat(
    session: ChatSession,
    screen: Screen,
    *,
    history_file: Path | None = None,
    on_prompt: Callable[[], None] | None = None,
) -> None:
    """Reads and answers until the input ends or the reader leaves; `on_prompt` is called each time the prompt is drawn.

    An error ends its turn, not the conversation; so does Ctrl-C while an answer is made.
    """
    chat = Chat(session, screen)
    session.on_completed = chat.say_completed
    try:
        chat.say_lines([*wrap(line(session.describe()), chat.width), line("Ask a question, or type /help.")])
        chat.say("\n")
        for text in read_lines(screen, history_file, [command.name for command in COMMANDS], on_prompt):
            _turn(chat, text)
    except ConversationEnds:
        return


def _turn(chat: Chat, text: str) -> None:
    try:
        if text.startswith("/"):
            obey(chat, text)
        else:
            _answer(chat, text)
    except AssistantError as error:
        write(rendered(wrap(line(str(error)), chat.width), colour=False), chat.screen.stderr)
    except KeyboardInterrupt:
        chat.say("\nCancelled.\n")
    chat.say("\n")


def _answer(chat: Chat, text: str) -> None:
    at_once = chat.screen.live and chat.session.shows_at_once
    printer = StatementPrinter(chat.say, chat.screen, at_once=at_once)
    try:
        answer = chat.session.ask(text, printer.show, printer.pending if at_once else None)
    finally:
        printer.end()
    if answer.is_aside:
        chat.say_lines(notes(answer, chat.width))
        return
    chat.answers.append(answer)
    if at_once:
        _say_part(chat, judged_lines(answer, chat.width))
    if is_in_place_of_prose(answer):
        _in_place_of_prose(chat, answer, behind=printer.printed)
    if answer.status is Status.NOT_IN_ARTICLES:
        chat.say(f"\n{NOT_IN_ARTICLES}\n" if printer.printed else f"{NOT_IN_ARTICLES}\n")
    for part in (notes(answer, chat.width), source_lines(answer, chat.width), note_lines(answer, chat.width)):
        _say_part(chat, part)


def _in_place_of_prose(chat: Chat, answer: Answer, *, behind: bool) -> None:
    """The articles' own sentences, where nothing that a model wrote was confirmed; `behind` what it wrote."""
    chat.say("\n" * behind)
    chat.say_lines(opening_lines(answer, chat.width))
    if answer.statements:
        chat.say("\n")
    printer = StatementPrinter(chat.say, chat.screen)
    for statement in answer.statements:
        printer.show(statement)
    printer.end()


def _say_part(chat: Chat, part: Sequence[Text]) -> None:
    if part:
        chat.say("\n")
        chat.say_lines(part)
