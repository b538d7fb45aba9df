"""Dates, counts and what is said about an article, in the words a reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from assistant.records.answers import Answer, LeftOut, Statement
from assistant.records.articles import Article, Origin
from assistant.records.verdicts import Grade
from assistant.terminal.layout import Piece, Style
from assistant.time.days_in_words import day_in_words

_LEFT_OUT = {
    "unknown_handles": ("citation that names no sentence", "citations that name no sentence"),
    "undated_articles": ("undated article", "undated articles"),
    "cut_sentences": ("sentence that did not fit the model's window", "sentences that did not fit the model's window"),
    "older_articles": ("older article that was not compared", "older articles that were not compared"),
    "unread_sentences": ("sentence that was not read", "sentences that were not read"),
    "broken_off": ("end of the model's reply, which broke off", "ends of the model's reply, which broke off"),
    "not_checked": ("part of the draft that is not checked", "parts of the draft that are not checked"),
    "unconfirmed_statements": ("sentence that is not confirmed", "sentences that are not confirmed"),
    "withdrawn_statements": (
        "sentence that was not confirmed and that the model withdrew",
        "sentences that were not confirmed and that the model withdrew",
    ),
    "repeated_statements": ("rewritten sentence that repeats another", "rewritten sentences that repeat others"),
    "more_events": ("event (--limit)", "events (--limit)"),
    "refused_statements": (
        "sentence of the model that was not confirmed",
        "sentences of the model that were not confirmed",
    ),
}
_ONE = {
    "articles": "article",
    "answers": "answer",
    "days set by hand": "day set by hand",
    "earlier versions": "earlier version",
    "topics followed": "topic followed",
}
_GRADES = {
    Grade.QUOTED: "the article’s own sentence, letter for letter",
    Grade.CONFIRMED: "a model that reads meaning found that the cited sentences say all of it",
    Grade.COUNTED: "a number of articles, counted by the program",
    Grade.NOT_CONFIRMED: "a model that reads meaning found that the cited sentences do not say all of it",
    Grade.NOT_JUDGED: "only its words were compared with the articles’",
}
# Counts that have a line of their own.
_SAID_APART = frozenset({"unread_judgements", "replaced_statements"})


def moment(stamp: str) -> str:
    """1 August 2024 at 02:00 UTC, of an ISO 8601 stamp in UTC."""
    known = datetime.fromisoformat(stamp)
    return f"{day_in_words(known.date())} at {known:%H:%M} UTC"


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 article, 6,881 articles."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted_kinds(counts: Mapping[str, int]) -> str:
    """1 article, 2 days set by hand: counts by the names of what is counted, in the plural."""
    return ", ".join(counted(number, _ONE.get(kind, kind), kind) for kind, number in counts.items())


def listed(items: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(item for item in (", ".join(items[:-1]), *items[-1:]) if item)


def either(items: Sequence[str]) -> str:
    """a, b or c."""
    return " or ".join(item for item in (", ".join(items[:-1]), *items[-1:]) if item)


def numbered(one: str, numbers: Iterable[int]) -> str:
    """Line 3; lines 3 and 4, each number once."""
    each = list(map(str, dict.fromkeys(numbers)))
    return f"{one if len(each) == 1 else one + 's'} {listed(each)}"


def title(article: Article, style: Style = Style.PLAIN) -> list[Piece]:
    """The title, and that it was derived when it was."""
    derived = article.origins.get("title") is Origin.LEAD
    return [(article.title, style), (" (title from the lead)", Style.FAINT) if derived else ""]


def is_in_future(article: Article, today: date) -> bool:
    """Whether an article's day is yet to come: then it is most likely wrong."""
    return article.published is not None and article.published > today


def when(article: Article) -> str:
    """The day it was published, or that it has none."""
    return day_in_words(article.published) if article.published else "(undated)"


def printed_in(article: Article) -> str:
    """Source and day; what is missing of the source is passed over, a missing day is said."""
    if article.source is None:
        return when(article)
    return f"{article.source}{', ' if article.published else ' '}{when(article)}"


def printed_behind(article: Article) -> str:
    """Source and day as they stand behind a title."""
    return f"{', ' if article.source or article.published else ' '}{printed_in(article)}"


def copies_line(copies: Sequence[Article], *, in_part: bool = False) -> str:
    """Who else printed the same text, or some of its sentences; by title where the source is not known; or nothing."""
    named = [printed_in(copy) if copy.source else _by_title(copy) for copy in copies]
    return f"{'in part ' if in_part else ''}also in {'; '.join(named)}" if named else ""


def left_out_line(left_out: LeftOut) -> str | None:
    """What was left out, counted; None when nothing was."""
    counts = {name: count for name, count in left_out.counts().items() if name not in _SAID_APART}
    if not counts:
        return None
    said = [counted(count, *_LEFT_OUT.get(name, (name.replace("_", " "),) * 2)) for name, count in counts.items()]
    return f"Left out: {listed(said)}."


def requests_line(requests: int, tokens: int) -> str:
    """What a summary by a model takes, before it is asked for."""
    return f"About {tokens:,} tokens of articles are read, in {counted(requests, 'request')}."


def later_line(later: int, as_of: date) -> str:
    """How many articles are not used since they were published after the as-of day."""
    verb = "is" if later == 1 else "are"
    return f"{counted(later, 'article')} published after {as_of.isoformat()} {verb} not used."


def unread_for_dates_line(unread: int) -> str:
    """How many articles may tell of days that are not known yet."""
    verb = "has" if unread == 1 else "have"
    return f"{counted(unread, 'article')} {verb} not been read for dates. Run `assistant index` once."


def grade_in_words(grade: Grade) -> str:
    """Quoted, confirmed, not confirmed or not judged, in these words wherever a reader sees them."""
    return grade.value.replace("_", " ")


def grade_meaning(grade: Grade) -> str:
    """What a grade means, for whoever reads an answer elsewhere."""
    return _GRADES[grade]


def mark_of(statement: Statement) -> str | None:
    """What is said behind a statement that may not be relied on, for readers without colour; None for any other."""
    if statement.confirmed:
        return None
    why = f": {'; '.join(statement.reasons)}" if statement.reasons else ""
    contradicted = ", contradicted" if statement.contradicted else ""
    return f"[{grade_in_words(statement.grade)}{contradicted}{why}]"


def grades_line(statements: Sequence[Statement], *, which: bool = False) -> str | None:
    """3 sentences: 2 confirmed, 1 not confirmed; None where there are none.

    `which`: where they differ, also the places of those that have a grade, from 1: "2 confirmed (sentences 1 and 3)".
    """
    places = {grade: [at for at, each in enumerate(statements, start=1) if each.grade is grade] for grade in Grade}
    said = []
    for grade, at in places.items():
        where = f" ({numbered('sentence', at)})" if which and len(at) < len(statements) else ""
        said += [f"{len(at):,} {grade_in_words(grade)}{where}"] if at else []
    return f"{counted(len(statements), 'sentence')}: {', '.join(said)}." if said else None


def repaired_line(answer: Answer) -> str | None:
    """How many statements were written anew, or have other sources than the model gave them; None when none is."""
    repaired = sum(statement.repaired for statement in answer.statements)
    cited_anew = sum(statement.cited_anew for statement in answer.statements)
    said = [f"{counted(repaired, 'sentence')} written anew after not being confirmed"] if repaired else []
    said += [f"{counted(cited_anew, 'sentence')} confirmed by other sources than the model gave"] if cited_anew else []
    return f"{listed(said)}." if said else None


def replaced_line(left_out: LeftOut) -> str | None:
    """How many lines are an article's own sentence because the model's was not confirmed; None when none is."""
    replaced = left_out.replaced_statements
    if not replaced:
        return None
    verb = "is" if replaced == 1 else "are"
    return f"{counted(replaced, 'line')} {verb} an article's own sentence: the model's was not confirmed, or none came."


def unjudged_line(left_out: LeftOut) -> str | None:
    """How many statements the judge should have read and did not; None when it read all."""
    unread = left_out.unread_judgements
    if not unread:
        return None
    verb = "is" if unread == 1 else "are"
    return f"{counted(unread, 'sentence')} {verb} not judged: the judge gave no reply that could be read."


def _by_title(article: Article) -> str:
    return f"“{article.title}” {when(article)}"
