"""A question typed in the chat to its answer on the screen, sentence by sentence."""

from __future__ import annotations

from assistant.terminal.chat_session import Chat
from assistant.terminal.live_answer import Asking, answered_live
from assistant.terminal.render import render_answer, render_rest, render_watched
from assistant.terminal.statement_printer import StatementPrinter
from assistant.terminal.waiting import waiting


def answer_question(chat: Chat, text: str) -> None:
    """Asks, and shows what is answered. Raises AssistantError, and KeyboardInterrupt when the reader stops it."""
    chat.asked = text
    with waiting(chat.screen, "Getting ready"):
        at_once = chat.screen.live and chat.session.shows_at_once
    completed: list[str] = []
    chat.session.on_completed = completed.append if chat.screen.redraws else chat.say_completed
    printer = StatementPrinter(chat.say, chat.screen, at_once=at_once and not chat.screen.redraws)
    try:
        if chat.screen.redraws:
            asking = Asking(lambda *told: chat.session.ask(text, *told), completed)
            answer = answered_live(asking, printer, chat.screen, at_once=at_once)
        else:
            answer = chat.session.ask(text, printer.show, printer.pending if at_once else None)
    except BaseException:
        printer.stop()
        raise
    printer.end()
    for question in completed:
        chat.say_completed(question)
    if answer.is_aside:
        chat.say_line(answer.notes[0].text)
        return
    chat.take(answer)
    if chat.screen.redraws:
        render = render_watched if at_once else render_answer
        chat.say(render(answer, width=chat.screen.width, colour=chat.screen.colour))
        return
    rest = render_rest(answer, width=chat.screen.width, colour=chat.screen.colour, watched=at_once)
    chat.say(f"\n{rest}" if printer.printed and rest else rest)
