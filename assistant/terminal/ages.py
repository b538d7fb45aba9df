"""Says how old an answer is: the day of the newest article, and each citation's age where that matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.records.answers import Answer, Citation
from assistant.records.articles import Article
from assistant.terminal.words import counted
from assistant.time.days_in_words import day_in_words

# Whoever asks for no latest needs no age beside a date, until the newest article cited is older than this.
OLD_DAYS = 365
_DAYS_TO_COUNT = 60  # beyond that, months say it better
_DAYS_A_MONTH = 30.44
_MONTHS_TO_COUNT = 24  # beyond that, years do


def aged_from(answer: Answer) -> date | None:
    """The day from which each source's age is told; None where it is not, since the latest is not asked for."""
    return answer.question.day if answer.understood.latest else None


def age_in_brackets(article: Article, day: date | None) -> str:
    """The age on that day, such as " (2 years old)"; nothing without a day, or where the age is not known."""
    days = age_days(article, day) if day else None
    if days is None or days < 0:
        return ""
    return f" ({_length(days)} old)" if days else " (the same day)"


def age_days(article: Article, asked: date) -> int | None:
    """How many days before the day `asked` the article was published; below 0 after it, None when it is undated."""
    return (asked - article.published).days if article.published else None


def newest_lines(answer: Answer) -> list[str]:
    """What the answer is the latest of, where the latest is asked for; else how old its newest source is, if old."""
    if not answer.understood.latest:
        cited = newest_of(answer.citations)
        old = cited is not None and (answer.question.day - cited).days > OLD_DAYS
        return [_line("Newest source", cited, answer)] if cited and old else []
    cited = newest_of(answer.citations or answer.nearest)
    lines = [_line("Newest article here", answer.newest, answer)] if answer.newest else []
    if answer.citations and cited and cited != answer.newest:
        lines.append(_line("Newest on this", cited, answer))
    return lines


def newest_of(citations: Sequence[Citation]) -> date | None:
    """The day of the newest article cited."""
    return max((each.article.published for each in citations if each.article.published), default=None)


def _line(what: str, day: date, answer: Answer) -> str:
    return f"{what}: {day_in_words(day)}, {_distance(day, answer)}."


def _distance(day: date, answer: Answer) -> str:
    """21 months before today, or before the as-of day."""
    as_of = answer.question.filters.as_of
    days = (answer.question.day - day).days
    asked = day_in_words(as_of) if as_of else "today"
    if days == 0:
        return "the asking day" if as_of else "today"
    return f"{_length(abs(days))} {'before' if days > 0 else 'after'} {asked}"


def _length(days: int) -> str:
    if days < _DAYS_TO_COUNT:
        return counted(days, "day")
    months = round(days / _DAYS_A_MONTH)
    return counted(months, "month") if months < _MONTHS_TO_COUNT else counted(round(months / 12), "year")
