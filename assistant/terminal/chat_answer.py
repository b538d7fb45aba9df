"""A question typed in the chat to its answer on the screen, sentence by sentence."""

from __future__ import annotations

from assistant.terminal.chat_session import Chat
from assistant.terminal.live_answer import watched
from assistant.terminal.waiting import waiting


def answer_question(chat: Chat, text: str) -> None:
    """Asks, and shows what is answered. Raises AssistantError, and KeyboardInterrupt when the reader stops it."""
    chat.asked = text
    screen = chat.screen
    with waiting(screen, "Getting ready"):
        at_once = screen.live and chat.session.shows_at_once
    completed: list[str] = []  # shown while the answer is made, and then above it
    chat.session.on_completed = completed.append if screen.redraws else chat.say_completed
    answer, render = watched(
        lambda *told: chat.session.ask(text, *told), chat.say, screen, at_once=at_once, completed=completed
    )
    for question in completed:
        chat.say_completed(question)
    if answer.is_aside:
        chat.say_line(answer.notes[0].text)
        return
    chat.take(answer)
    chat.say(render(answer, width=screen.width, colour=screen.colour))
