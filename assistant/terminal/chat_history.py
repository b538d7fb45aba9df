"""Commands of the chat about past answers: found, and an earlier chat taken up again."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import UsageError
from assistant.records.kept import Kept
from assistant.records.questions import NO_FILTERS
from assistant.terminal.chat_filters import filters_line
from assistant.terminal.chat_registry import Command, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.clean import clean_line
from assistant.terminal.layout import faint
from assistant.terminal.words import counted, moment

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)


@_command(
    "/history [WORDS]", "past questions, newest first; WORDS: those with all of them in question, answer or source"
)
def show_history(chat: Chat, words: str) -> None:
    """Lists past answers."""
    from assistant.terminal.render_history import history_lines  # not while the prompt is waited for

    found, total = chat.session.past_answers(words)
    shown = history_lines(found, total, chat.width, colour=chat.screen.colour, more="`assistant history --limit N`")
    chat.say_lines(shown)


@_command("/resume [ID]", "go on with an earlier chat, by a number of /history; without one, with the last")
def resume(chat: Chat, number: str) -> None:
    """Takes up an earlier chat."""
    if number and not number.isdecimal():
        raise UsageError(f"/resume takes a number, not {number!r}.", hint="/history shows the numbers.")
    go_on(chat, chat.session.resume(int(number) if number else None))


def go_on(chat: Chat, turns: Sequence[Kept]) -> None:
    """Makes the answers of an earlier chat those of this one, and shows its last question with its answer."""
    from assistant.terminal.render_history import renderer

    chat.begin_anew()
    for kept in turns:
        chat.take(kept.answer, renderer(kept.answer))
        chat.asked = kept.answer.question.text if kept.is_question else chat.asked
    said = f"Going on with the chat of {moment(turns[0].asked_at)}: {counted(len(turns), 'answer')}. The last:"
    chat.say_lines(faint(said, chat.width))
    if chat.session.filters != NO_FILTERS:
        chat.say_line(filters_line(chat.session.filters))
    last = turns[-1]
    command = "" if last.is_question else f"/{last.command} "
    chat.say(f"\n> {command}{clean_line(last.answer.question.text)}\n")
    chat.say(chat.rendered())
