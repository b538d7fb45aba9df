"""Answers and passages to text that a person reads, at a given width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern
from assistant.records.answers import Answer, Found, LeftOut, Note, NoteKind, Statement, Status
from assistant.records.evidence import Passage
from assistant.records.questions import Understood
from assistant.records.time import DateExpression
from assistant.records.verdicts import Grade
from assistant.terminal.ages import aged_from, newest_lines
from assistant.terminal.clean import clean
from assistant.terminal.layout import Piece, Style, block, faint, hang, line, parted, prose_width, rendered, wrap
from assistant.terminal.searched import counted_apart, searched_line
from assistant.terminal.sources import date_lines, full_lines, grouped_lines, place_lines
from assistant.terminal.words import (
    copies_line,
    counted,
    grade_in_words,
    grades_line,
    left_out_line,
    mark_of,
    printed_in,
    repaired_line,
    replaced_line,
    title,
    unjudged_line,
)

if TYPE_CHECKING:
    from rich.text import Text

NOTHING = LeftOut()
UNDERSTOOD_NOTHING = Understood()
NOT_IN_ARTICLES = "The articles do not say."
# How much of a passage is shown unless the reader asks for all: enough to judge it, ten of them on two screens.
SHORT_PASSAGE_LINES = 5

_WORD = lazy_pattern(r"\w+")


class Render(Protocol):
    """Lays out an answer."""

    def __call__(self, answer: Answer, /, *, width: int, colour: bool) -> str: ...


def render_answer(answer: Answer, *, width: int, colour: bool, full: bool = False) -> str:
    """The checked statements with the reader's numbers, then the sources they stand on, then what was left out.

    `full`: every number has its quotation and its article, also where the statement is the quotation.
    """
    prose = prose_width(width)
    parts = [statement_lines(answer, prose), *_behind(answer, prose, full)]
    return rendered(parted(parts), colour=colour)


def render_watched(answer: Answer, *, width: int, colour: bool, full: bool = False) -> str:
    """The same to a reader who has seen the model's words come and go: with those that are no part of the answer."""
    prose = prose_width(width)
    said, withdrawn = statement_lines(answer, prose), withdrawn_lines(answer, prose)
    first = [withdrawn, said] if is_in_place_of_prose(answer) else [said, withdrawn]
    return rendered(parted([*first, *_behind(answer, prose, full)]), colour=colour)


def render_rest(answer: Answer, *, width: int, colour: bool, full: bool = False) -> str:
    """What follows a model's words that are on the screen already: what was judged of them, and their sources."""
    prose = prose_width(width)
    in_place = statement_lines(answer, prose) if is_in_place_of_prose(answer) else []
    return rendered(parted([judged_lines(answer, prose), in_place, *_behind(answer, prose, full)]), colour=colour)


def is_in_place_of_prose(answer: Answer) -> bool:
    """Whether the statements are the articles' own sentences, because a model gave nothing that can be relied on."""
    return any(map(stands_in_front, answer.notes))


def stands_in_front(note: Note) -> bool:
    """Whether a note says why the articles' own sentences stand in the place of a model's."""
    return note.kind in (NoteKind.MODEL_FAILED, NoteKind.NOT_CONFIRMED)


def judged_lines(answer: Answer, width: int) -> list[Text]:
    """What the judge refused of the words on the screen, struck through, and what else may not be relied on."""
    lines = withdrawn_lines(answer, width)
    for each in () if is_in_place_of_prose(answer) else answer.statements:
        numbers = "".join(f"[{number}]" for number in each.citations)
        if each.repaired or each.cited_anew:
            label = "Corrected: " if each.repaired else "By other sources: "
            lines += wrap(line((label, Style.STRONG), each.text, " ", (numbers, Style.NUMBER)), width)
        elif not each.confirmed:
            said = grade_in_words(each.grade).capitalize()
            why = f" [{'; '.join(each.reasons)}]" if each.reasons else ""
            lines += wrap(line((f"{said}: ", Style.WARNING), each.text, " ", (numbers, Style.NUMBER), why), width)
    return lines


def withdrawn_lines(answer: Answer, width: int) -> list[Text]:
    """What is no part of the answer of the words a reader has seen come; struck through what the judge refused."""
    lines: list[Text] = []
    for each in answer.refused:
        why = f" [{'; '.join(each.reasons)}]" if each.reasons else ""
        unread = each.grade is Grade.NOT_JUDGED
        label, style = ("Not judged: ", Style.PLAIN) if unread else ("Withdrawn: ", Style.STRUCK)
        lines += wrap(line(label, (each.text, style), (why, Style.WARNING)), width)
    return lines


def completed_lines(question: str, width: int) -> list[Text]:
    """How a follow-up is understood, dimly."""
    return faint(f"→ {question}", width)


def source_lines(answer: Answer, width: int, *, full: bool = False) -> list[Text]:
    """What the answer stands on, or what comes closest where nothing answers, under its heading.

    An article once, with its numbers and the sentences that the answer does not print; `full`: each number apart.
    """
    cited, day = answer.citations or answer.nearest, aged_from(answer)
    lines = full_lines(cited, width, day) if full else grouped_lines(cited, answer.statements, width, day)
    return [line(("Sources" if answer.citations else "Closest:", Style.STRONG)), *lines] if cited else []


def render_passages(found: Found, *, width: int, colour: bool, full: bool = False) -> str:
    """Passages, best first, with title, source, day, scores and text; long ones cut, and said so, unless `full`."""
    prose, asked = prose_width(width), found.question.text
    parts = [_passage_lines(rank, passage, asked, prose, full) for rank, passage in enumerate(found.passages, start=1)]
    if not found.passages:
        parts.append([line("No passage was found.")])
    parts.append(_faint(_left_out(found.understood, found.left_out), prose))
    return rendered(parted(parts), colour=colour)


def statement_line(statement: Statement, *, marked: bool = True) -> Text:
    """One statement with its numbers and, unless it is not `marked`, what is said of one that may not be relied on."""
    numbers = "".join(f"[{number}]" for number in statement.citations)
    mark = mark_of(statement) if marked else None
    pieces: list[Piece] = [(statement.text, Style.WARNING if mark else Style.PLAIN)]
    if numbers:
        pieces += [" ", (numbers, Style.NUMBER)]
    if mark:
        pieces += [" ", (mark, Style.WARNING)]
    return line(*pieces)


def notes(answer: Answer, width: int) -> list[Text]:
    """What articles say against each other, against an earlier article or against the question, with its numbers."""
    return _wrapped((note for note in answer.notes if not stands_in_front(note)), width)


def opening_lines(answer: Answer, width: int) -> list[Text]:
    """What is said in front of the articles' own sentences that stand in the place of a model's."""
    return _wrapped((note for note in answer.notes if stands_in_front(note)), width)


def note_lines(answer: Answer, width: int) -> list[Text]:
    """What a reader should know besides the answer, in lines."""
    return _faint(said_besides(answer), width)


def said_besides(answer: Answer) -> list[str]:
    """What a reader should know besides the answer: how its sentences are graded, what is old, or left out."""
    left_out = answer.left_out
    only_quoted = all(each.grade in (Grade.QUOTED, Grade.COUNTED) for each in answer.statements)
    said = [
        None if only_quoted else grades_line(answer.statements, which=True),
        repaired_line(answer),
        replaced_line(left_out),
        unjudged_line(left_out),
        *newest_lines(answer),
        *_left_out(answer.understood, left_out, answer.newest),
    ]
    return [each for each in said if each]


def _left_out(understood: Understood, left_out: LeftOut, newest: date | None = None) -> list[str | None]:
    """What was searched, where the question's words say so, and what was left out; nothing is counted twice."""
    rest = replace(left_out, undated_articles=0) if counted_apart(understood) else left_out
    return [searched_line(understood, left_out, newest), left_out_line(rest)]


def _faint(said: Iterable[str | None], width: int) -> list[Text]:
    return [wrapped for note in said for wrapped in faint(note or "", width)]


def _wrapped(said: Iterable[Note], width: int) -> list[Text]:
    return [wrapped for note in said for wrapped in wrap(_note(note), width)]


def _note(note: Note) -> Text:
    numbers = "".join(f"[{number}]" for number in note.citations)
    return line(note.text, " ", (numbers, Style.NUMBER)) if numbers else line(note.text)


def _behind(answer: Answer, width: int, full: bool) -> list[list[Text]]:
    refused = [line(NOT_IN_ARTICLES)] if answer.status is Status.NOT_IN_ARTICLES else []
    return [refused, notes(answer, width), source_lines(answer, width, full=full), note_lines(answer, width)]


def statement_lines(answer: Answer, width: int) -> list[Text]:
    """The statements in their paragraphs, behind what is said where they stand in the place of a model's."""
    paragraphs: dict[int, list[Statement]] = {}
    for statement in answer.statements:
        paragraphs.setdefault(statement.paragraph, []).append(statement)
    parts = [opening_lines(answer, width)]
    parts += [wrap(_joined(map(statement_line, paragraph)), width) for paragraph in paragraphs.values()]
    return parted(parts)


def _passage_lines(rank: int, passage: Passage, question: str, width: int, full: bool) -> list[Text]:
    label = line((f"[{rank}] ", Style.NUMBER))
    indent = label.cell_len
    lines = hang(label, line(*title(passage.article, Style.STRONG)), width)
    lines += wrap(line(printed_in(passage.article)), width, indent=indent)
    lines += wrap(line((_scores(passage), Style.FAINT)), width, indent=indent)
    paragraphs = [text for text in block(*_marked_words(passage.text, question)) if text.plain.strip()]
    text_lines = [wrapped for text in paragraphs for wrapped in wrap(text, width, indent=indent)]
    hidden = len(text_lines) - SHORT_PASSAGE_LINES
    dates: Sequence[DateExpression] = passage.dates
    if not full and hidden > 1:  # the line that says so would take the place of one hidden line
        text_lines = text_lines[:SHORT_PASSAGE_LINES]
        dates = _dates_within(text_lines, passage)
        text_lines += faint(f"… {counted(hidden, 'more line')} (--full)", width, indent=indent)
    lines += text_lines + date_lines(dates, passage.article, width, indent)
    lines += faint(copies_line(passage.copies), width, indent=indent)
    lines += faint(copies_line(passage.partial_copies, in_part=True), width, indent=indent)
    return lines + place_lines(passage.article, width, indent)


def _dates_within(shown: Iterable[Text], passage: Passage) -> list[DateExpression]:
    """Those of a passage's dates that stand in its first lines; white space, which wrapping changes, is not counted."""
    reached = sum(_inked(text.plain) for text in shown)
    start = passage.sentences[0].start
    return [each for each in passage.dates if _inked(clean(passage.text[: each.end - start])) <= reached]


def _inked(text: str) -> int:
    return len("".join(text.split()))


def _scores(passage: Passage) -> str:
    scores = passage.scores
    every = {
        "reranked": scores.reranked,
        "dense": scores.dense,
        "keyword": scores.keyword,
        "date": scores.date_prior,
    }
    parts = ", ".join(f"{name} {score:.3g}" for name, score in every.items() if score is not None)
    return f"score {scores.fused:.3g} ({parts})"


def _marked_words(text: str, question: str) -> list[Piece]:
    asked = {word.casefold() for word in _WORD.findall(question)} - FUNCTION_WORDS
    pieces: list[Piece] = []
    reached = 0
    for match in _WORD.finditer(text):
        if _asked_for(match.group().casefold(), asked):
            pieces += [text[reached : match.start()], (match.group(), Style.STRONG)]
            reached = match.end()
    return [*pieces, text[reached:]]


def _asked_for(word: str, asked: Iterable[str]) -> bool:
    """Whether the question has the word, give or take an ending of three letters: strike, strikes, Iran, Iranian."""
    if len(word) < 4 and not word.isdigit():
        return False
    return any(
        word == other or (min(len(word), len(other)) >= 4 and abs(len(word) - len(other)) <= 3 and _begins(word, other))
        for other in asked
    )


def _begins(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word)


def _joined(texts: Iterable[Text]) -> Text:
    first, *rest = texts
    for text in rest:
        first = first.append(" ").append_text(text)
    return first
