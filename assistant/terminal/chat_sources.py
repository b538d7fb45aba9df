"""Commands of the chat that open the sources of the last answer."""

from __future__ import annotations

from assistant.terminal.chat_registry import Command, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.listing import render_article
from assistant.terminal.output import height_of
from assistant.terminal.render import source_lines
from assistant.terminal.words import listed

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)


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


def _page(text: str) -> None:
    """Through the reader's pager; without colour, which not every pager shows as such."""
    import pydoc

    pydoc.pager(text)
