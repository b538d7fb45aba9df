"""Commands of the chat about asking: once more, in an editor, another model, what it cost, and an answer to paste."""

from __future__ import annotations

import base64
import shlex
import subprocess
import tempfile
from pathlib import Path

from assistant.errors import UsageError
from assistant.settings import environment
from assistant.terminal.chat_answer import answer_question
from assistant.terminal.chat_registry import Command, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.clean import clean, clean_line
from assistant.terminal.words import counted

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)

_NONE = "none"
_COPIED_WIDTH = 80


@_command("/retry", "the last question once more, for instance after /model or a filter")
def ask_again(chat: Chat) -> None:
    """Asks the last question as if it had not been asked."""
    if chat.asked is None:
        chat.say_line("There is nothing to ask again: ask a question first.")
        return
    if chat.last is not None and chat.last.question.text == chat.asked:
        chat.session.take_back()
    answer_question(chat, chat.asked)


@_command("/edit [TEXT]", "the last question, or a text, in your editor (VISUAL, EDITOR); what you save is asked")
def edit(chat: Chat, text: str) -> None:
    """Asks what the reader writes in an editor."""
    if not chat.screen.interactive:
        raise UsageError("/edit needs a terminal.", hint="Type the question itself.")
    written = _edited(text or chat.asked or "")
    if not written:
        chat.say_line("Nothing was written, so nothing is asked.")
        return
    chat.say_line(f"> {written}")
    answer_question(chat, written)


@_command("/model [NAME]", "which chat model writes the answers; NAME: another one from now on; `none`: no model")
def choose_model(chat: Chat, name: str) -> None:
    """Tells the model, or exchanges it."""
    if name:
        chat.session.use_model(None if name == _NONE else name)
    model = chat.session.model
    chat.say_line(f"Answers are written by {model}." if model else "Answers are the articles' own sentences; no model.")


@_command("/cost", "tokens and requests of this conversation, as the model's server counted them")
def show_cost(chat: Chat) -> None:
    """Adds up what the answers took."""
    used = [answer.usage for answer in chat.answers]
    requests = sum(each.requests for each in used)
    if not requests:
        chat.say_line("No model has been asked in this conversation.")
        return
    read = sum(each.input_tokens or 0 for each in used)
    written = sum(each.output_tokens or 0 for each in used)
    uncounted = sum(each.requests > 0 and each.input_tokens is None for each in used)
    missing = f" The server counted nothing for {counted(uncounted, 'answer')}." if uncounted else ""
    seconds = sum(sum(answer.seconds.values()) for answer in chat.answers)
    chat.say_line(
        f"{counted(requests, 'request')} for {counted(len(used), 'answer')}: {counted(read, 'token')} read,"
        f" {written:,} written, {seconds:.1f} s.{missing}"
    )


@_command("/copy [N]", "the last answer with its sources to the clipboard; N: the quotation of source N")
def copy(chat: Chat, number: str) -> None:
    """Asks the terminal to put a text on its clipboard (OSC 52)."""
    if chat.last is None:
        chat.say_line("There is nothing to copy: ask a question first.")
        return
    source = chat.source(number) if number else None
    if number and source is None:
        raise UsageError(f"There is no source {number!r}.", hint="/sources shows the numbers.")
    text = f"{source.quote}\n" if source else chat.rendered(_COPIED_WIDTH)
    if not (chat.screen.interactive and chat.screen.live):
        raise UsageError("/copy needs a terminal.", hint="/save FILE writes the answer to a file.")
    packed = base64.b64encode(clean(text).encode()).decode()
    chat.say(f"\x1b]52;c;{packed}\x07")
    chat.say_line(f"Copied {counted(len(text), 'character')}, if your terminal allows programs to copy (OSC 52).")


def _edited(text: str) -> str:
    """What the reader's editor makes of a text, as one line. Raises UsageError where it cannot be run."""
    named = environment().get("VISUAL") or environment().get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "question.txt"
        file.write_text(f"{text}\n", encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(named), str(file)], check=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"The editor {named!r} cannot be run: {error}.", hint="Set EDITOR.") from error
        if done.returncode:
            raise UsageError(f"The editor {named!r} ended with {done.returncode}, so nothing is asked.")
        return clean_line(file.read_text(encoding="utf-8", errors="replace"))
