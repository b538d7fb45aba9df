"""A conversation in the terminal: a line in, an answer out sentence by sentence, its sources one command away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import AssistantError, UsageError
from assistant.records.kept import Kept
from assistant.terminal.chat_answer import answer_question
from assistant.terminal.chat_commands import COMMANDS, command_meant, obey
from assistant.terminal.chat_history import go_on
from assistant.terminal.chat_session import Chat, ChatSession, ConversationEnds
from assistant.terminal.completion import Completing
from assistant.terminal.layout import line, rendered, wrap
from assistant.terminal.line_reader import read_lines
from assistant.terminal.output import Screen, write


def run_chat(
    session: ChatSession,
    screen: Screen,
    *,
    history_file: Path | None = None,
    on_prompt: Callable[[], None] | None = None,
    turns: Sequence[Kept] = (),
) -> None:
    """Reads and answers until the input ends or the reader leaves; `on_prompt` is called each time the prompt is drawn.

    `turns` are the answers of the earlier chat that it goes on with. An error ends its turn, not the conversation; so
    does Ctrl-C while an answer is made.
    """
    chat = Chat(session, screen)
    completing = Completing(COMMANDS, session.names)
    try:
        chat.say_lines([*wrap(line(session.describe()), chat.width), line("Ask a question, or type /help.")])
        chat.say("\n")
        if turns:
            go_on(chat, turns)
            chat.say("\n")
        for text in read_lines(screen, history_file, completing, on_prompt):
            _turn(chat, text)
    except ConversationEnds:
        return


def _turn(chat: Chat, text: str) -> None:
    try:
        command = command_meant(chat, text)
        if command is not None:
            obey(chat, command)
        else:
            answer_question(chat, text)
    except UsageError as error:  # what was typed is answered in the conversation
        chat.say_line(str(error))
    except AssistantError as error:
        write(rendered(wrap(line(str(error)), chat.width), colour=False), chat.screen.stderr)
    except KeyboardInterrupt:
        chat.say("\nStopped. /retry asks again.\n")
    chat.say("\n")
