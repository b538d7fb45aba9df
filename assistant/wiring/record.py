"""The record of a library: past answers found, read again, asked again and forgotten, by its settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as settings_file
from assistant.errors import LibraryError, UsageError
from assistant.index.library import Library
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.records.answers import Answer
from assistant.records.kept import Asking, Changes, Forgotten, Kept, KeptRow
from assistant.records.questions import Question
from assistant.settings import Settings
from assistant.wiring.library import chat_history_file, keep_answer, open_index
from assistant.wiring.models import Warn

if TYPE_CHECKING:
    from assistant.wiring.opened import OpenLibrary

_CHAT = "chat"
_LATER_THAN_ALL = "~"  # than every moment in ISO 8601

Listed = tuple[KeptRow, Kept | None]


def list_answers(
    library: Library, words: str, days: tuple[date | None, date | None], *, limit: int
) -> tuple[list[Listed], int]:
    """The newest answers with these words, asked on these days (UTC), and how many there are in all."""
    from assistant.answering.past.kept import read_kept

    since, until = (day.isoformat() if day else "" for day in days)
    asking = Asking(words, since, until)
    found = [(row, read_kept(row)) for row in library.record.newest(asking, limit)]
    return found, len(found) if len(found) < limit else library.record.count(asking)


def one_answer(library: Library, number: int) -> tuple[KeptRow, Kept, list[Kept]]:
    """The answer of a number, as it is kept and as it was, and those of its chat, the oldest first, it among them.

    Raises UsageError where there is none, LibraryError for one that cannot be read.
    """
    from assistant.answering.past.kept import read_kept

    row = library.record.one(number)
    kept = read_kept(row)
    if kept is None:
        hint = "`assistant doctor` says whether the library is damaged."
        raise LibraryError(f"The answer kept under the number {number} cannot be read.", hint=hint)
    return row, kept, turns_of(library, kept.session)


def with_texts(kept: Kept, library: Library) -> Kept:
    """A past answer with the texts of the articles that it cites, as they were then."""
    from assistant.answering.past import kept as past

    return past.with_texts(kept, library)


def turns_of(library: Library, session: int | None) -> list[Kept]:
    """The answers of a chat that can be read, the oldest first."""
    from assistant.answering.past.kept import read_kept

    if session is None:
        return []
    rows = reversed(library.record.newest(Asking(session=session)))
    return [kept for kept in map(read_kept, rows) if kept is not None and session in (kept.session, kept.id)]


def question_to_ask_again(library: Library, number: int) -> Kept:
    """The past answer of a number whose question `ask` can ask again. Raises UsageError."""
    kept = one_answer(library, number)[1]
    if not kept.is_question:
        raise UsageError(
            f"Answer {number} was given by `assistant {kept.command}`, and asked no question.",
            hint=f"Run `assistant {kept.command}` again, or `assistant history show {number}` to see it.",
        )
    return kept


def ask_anew(then: Kept, asked: Question, library: OpenLibrary) -> Changes:
    """Asks anew what was asked then, keeps the answer, and says what changed.

    Raises UsageError for a source that no article is from any more.
    """
    from assistant.answering.past.again import changes_since

    again = library.ask(library.read(asked))
    library.keep(again, "ask")
    named = {each.article.id for each in (*then.answer.citations, *again.citations)}
    return changes_since(then, again, library.index.versions.current_ids(named))


def answers_to_forget(root: Path, numbers: Sequence[int], before: date | None, warn: Warn) -> list[KeptRow]:
    """The answers that are meant: these, those from before a day (UTC), or with neither all.

    Raises UsageError for a number that is none's.
    """
    library = open_index(root, warn)
    try:
        if numbers:
            return [library.record.one(number) for number in sorted(set(numbers))]
        end = before.isoformat() if before else ""
        return [row for row in library.record.all() if not end or row.asked_at < end]
    finally:
        library.close()


def forget_answers(root: Path, chosen: Sequence[KeptRow], before: date | None, *, everything: bool) -> Forgotten:
    """Erases these answers, and their questions from what was typed in the chat.

    With a day, or with everything, also what was set aside as damaged; with everything all that was typed.
    """
    from assistant.index.updating.forgetting import forget_answers
    from assistant.terminal.typed_lines import forget_all_typed, forget_typed

    moment = before.isoformat() if before else _LATER_THAN_ALL if everything else None
    forgotten = forget_answers(root / LIBRARY_FOLDER, [row.id for row in chosen], before=moment)
    typed = chat_history_file(settings_file.load_settings(root, record=True), root)
    if typed is None:
        return forgotten
    many = forget_all_typed(typed) if everything else forget_typed(typed, [row.question for row in chosen])
    return replace(forgotten, typed_lines=many)


class ChatRecord:
    """Keeps the answers of a chat as those of one chat, and takes up earlier ones."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library, self._settings = library, settings
        self._session: int | None = None  # the number of its first answer

    def keep(self, answer: Answer, command: str = _CHAT) -> None:
        """Keeps an answer; one of another command than chat is kept with the chat that it was given in."""
        number = keep_answer(answer, self._library, self._settings, command, self._session)
        if self._session is None and command == _CHAT:
            self._session = number

    def begin_anew(self) -> None:
        """What is kept from now on is of another chat."""
        self._session = None

    def resume(self, number: int | None) -> list[Kept]:
        """The answers of the chat of this answer, or of the last chat; what is kept from now on is of that chat.

        A question that was asked alone is a chat of one. Raises UsageError where there is no chat, LibraryError where
        its answer cannot be read.
        """
        if number is None:
            row = self._library.record.last_of(_CHAT)
            if row is None:
                raise UsageError("There is no chat to go on with.", hint="`assistant history` lists what you asked.")
            number = row.id
        _, kept, turns = one_answer(self._library, number)
        if kept.session is None and not kept.is_question:
            raise UsageError(
                f"Answer {number} was given by `assistant {kept.command}`, and is of no chat.",
                hint=f"`assistant history show {number}` shows it.",
            )
        self._session = kept.session or number
        return [with_texts(each, self._library) for each in turns or [kept]]
