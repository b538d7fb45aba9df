"""Commands of the chat that do what other commands of the program do: summaries, timelines, speech, drafts."""

from __future__ import annotations

import re

from assistant.records.answers import Answer, Citation
from assistant.terminal.chat_registry import Command, Completes, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.render import Render
from assistant.terminal.waiting import waiting

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)

_ARTICLE_ID = re.compile(r"[0-9a-f]{12}")


@_command(
    "/summarize [TOPIC]",
    "a summary of a topic, or of an article by its number or id; alone, of the time set by /since or /on"
    " (also /summarise)",
    "/summarise",
    completes=Completes.NAMES,
)
def summarise(chat: Chat, topic: str) -> None:
    """Summarises what there is on a topic, or one article."""
    if not topic and not chat.session.filters.by_date:
        chat.say_line(
            "/summarize takes a topic, the number of a source, or the id of an article; alone it tells what happened in"
            " the time that /since, /until or /on has set."
        )
        return
    from assistant.terminal.render_summary import render_summary

    source = chat.source(topic)
    ids = [source.article.id] if source else [topic] if _ARTICLE_ID.fullmatch(topic) else []
    with waiting(chat.screen, "Summarising"):
        answer = chat.session.summarise("" if ids else topic, ids)
    _show(chat, answer, render_summary)


@_command("/timeline [TOPIC]", "dated events in order; without a topic the most reported", completes=Completes.NAMES)
def show_timeline(chat: Chat, topic: str) -> None:
    """Lists events."""
    from assistant.terminal.render_timeline import render_timeline

    with waiting(chat.screen, "Looking for events"):
        answer = chat.session.timeline(topic)
    _show(chat, answer, render_timeline)


@_command("/said NAME [: TOPIC]", "what somebody said, word for word; on a topic: `/said Ostrander: the bridge`")
def show_said(chat: Chat, typed: str) -> None:
    """Shows statements of a speaker."""
    from assistant.terminal.render_said import render_said

    name, _, topic = (part.strip() for part in typed.partition(":"))
    if not name:
        chat.say_line("/said takes a name: /said Ostrander.")
        return
    with waiting(chat.screen, "Looking for statements"):
        said = chat.session.said(name, topic)
    statements = [each for _, statements in said.by_speaker() for each in statements]
    cited = [Citation(n, each.quote, each.start, each.end, each.article) for n, each in enumerate(statements, start=1)]
    if cited:
        chat.show_sources_of(cited)
    chat.say(render_said(said, width=chat.screen.width, colour=chat.screen.colour))


@_command("/check TEXT", "whether the articles bear out a text of your own, sentence by sentence")
def check(chat: Chat, text: str) -> None:
    """Checks a text."""
    from assistant.terminal.render_check import render_check

    if not text:
        chat.say_line("/check takes a text: /check The bridge reopened on 30 April.")
        return
    with waiting(chat.screen, "Checking"):
        answer = chat.session.check(text)
    _show(chat, answer, render_check)


def _show(chat: Chat, answer: Answer, render: Render) -> None:
    chat.take(answer, render)
    chat.say(chat.rendered())
