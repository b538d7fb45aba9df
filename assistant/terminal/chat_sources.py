"""Commands of the chat that look behind the last answer: its sources, their articles, and what was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.records.answers import Answer, Citation, Statement
from assistant.records.verdicts import Grade
from assistant.terminal.chat_registry import Command, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.layout import Style, line, parted, wrap
from assistant.terminal.listing import render_article
from assistant.terminal.output import height_of
from assistant.terminal.render import source_lines, statement_line
from assistant.terminal.sources import citation_lines, full_lines
from assistant.terminal.words import counted, grade_in_words, listed

if TYPE_CHECKING:
    from rich.text import Text

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)

# In a pipe a longer article is shown only around the quotation.
_SHORT_LINES = 24


@_command("/sources", "each quotation behind the last answer, with its article")
def show_sources(chat: Chat) -> None:
    """Shows the quotations of the last answer apart."""
    if not chat.sources:
        chat.say_line("There are no sources yet: ask a question first.")
    elif chat.last is not None and chat.sources is (chat.last.citations or chat.last.nearest):
        chat.say_lines(source_lines(chat.last, chat.width, full=True))
    else:
        chat.say_lines(full_lines(chat.sources, chat.width))


@_command("/open N", "the article of source N at the quoted sentence; then n and p: the next and previous quotation")
def open_source(chat: Chat, number: str) -> None:
    """Shows an article at a quotation; without a number the next one."""
    chosen = chat.source(number) if number else next_source(chat, 1)
    if chosen is None:
        known = listed([str(citation.n) for citation in chat.sources])
        chat.say_line(f"/open takes the number of a source: {known or 'ask a question first'}.")
        return
    chat.opened = chosen.n
    screen, article = chat.screen, chosen.article
    marks = [(each.start, each.end) for each in chat.sources if each.article.id == article.id]
    text = render_article(article, width=screen.width, colour=screen.colour, marks=marks)
    longest = (height_of(screen.stdout) or _SHORT_LINES) - 1
    if text.count("\n") < longest:
        chat.say(text)
    elif screen.interactive:
        from assistant.terminal.article_view import view_articles

        chat.opened = view_articles(chat.sources, chosen, screen)
    else:
        from assistant.terminal.article_view import around

        chat.say_lines(around(chosen, chat.width, colour=screen.colour))


def next_source(chat: Chat, step: int) -> Citation | None:
    """The source that many places behind the one that is open; the first one where none is."""
    if not chat.sources:
        return None
    at = next((place for place, each in enumerate(chat.sources) if each.n == chat.opened), None)
    return chat.sources[0 if at is None else (at + step) % len(chat.sources)]


@_command("/why [N]", "how sentence N of the last answer was judged, and on what; without N every sentence")
def explain(chat: Chat, number: str) -> None:
    """Tells the grades of the last answer, with what each stands on."""
    answer = chat.last
    if answer is None or not answer.statements:
        chat.say_line("There is no sentence to explain: ask a question first.")
        return
    wanted = number.strip(" .")
    chosen = [str(n) for n in range(1, len(answer.statements) + 1) if wanted in ("", str(n))]
    if not chosen:
        raise UsageError(f"The last answer has no sentence {number!r}.", hint=_which(len(answer.statements)))
    parts = [_explained(answer, int(n), chat.width) for n in chosen]
    if not wanted and answer.refused:
        parts.append(_refused(answer, chat.width))
    chat.say_lines(parted(parts))


def _which(count: int) -> str:
    return "It has one: /why 1." if count == 1 else f"It has {counted(count, 'sentence')}: /why 1 to /why {count}."


def _explained(answer: Answer, number: int, width: int) -> list[Text]:
    statement = answer.statements[number - 1]
    lines = wrap(
        line((f"Sentence {number}: ", Style.STRONG)).append_text(statement_line(statement, marked=False)), width
    )
    lines += wrap(line(_judged(statement)), width)
    cited = [each for each in answer.citations if each.n in statement.citations]
    for each in cited:
        lines += citation_lines(each, width)
    return lines


def _judged(statement: Statement) -> str:
    """Who found what, in a sentence or two."""
    said = f"{grade_in_words(statement.grade).capitalize()}: {_FOUND[statement.grade]}"
    if statement.contradicted:
        said += " They say something else."
    if statement.reasons:
        said += f" Found: {'; '.join(statement.reasons)}."
    if statement.repaired:
        said += " The model wrote it in place of a sentence that was refused."
    if statement.cited_anew:
        said += " The judge found it borne out by other sentences than the model cited."
    return f"{said} It rests on:" if statement.citations else f"{said} It cites nothing."


# What each grade says of a statement.
_FOUND = {
    Grade.QUOTED: "it is an article's own sentence, letter for letter.",
    Grade.CONFIRMED: "a model that reads meaning found that the cited sentences say all of it.",
    Grade.NOT_CONFIRMED: "the cited sentences do not say all of it.",
    Grade.NOT_JUDGED: "no model has read whether the cited sentences say it; only words were compared.",
    Grade.COUNTED: "it was counted in the library.",
}


def _refused(answer: Answer, width: int) -> list[Text]:
    lines = [line(("Refused, and no part of the answer:", Style.STRONG))]
    for each in answer.refused:
        why = f" [{'; '.join(each.reasons)}]" if each.reasons else ""
        lines += wrap(line((each.text, Style.STRUCK), (why, Style.WARNING)), width)
    return lines
