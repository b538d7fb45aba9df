"""An answer to how old it is: the day of the newest article, and each citation's age where that matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.terminal.words import counted
from assistant.types import Answer, Article, Citation

# A month-old article is often the latest there is; past two months a reader should think of what came since.
OLD_DAYS = 60
_DAYS_A_MONTH = 30.44
_MONTHS_TO_COUNT = 24  # beyond that, years say it better


@dataclass(frozen=True, slots=True)
class Ages:
    """Tells ages as from the day `asked`: of every article, or of those that are old."""

    asked: date
    every: bool = False

    def of(self, article: Article) -> str:
        """The age in brackets, such as " (2 years old)"; nothing where it does not matter or is not known."""
        days = age_days(article, self.asked)
        if days is None or days < (0 if self.every else OLD_DAYS):
            return ""
        return f" ({_age(days)})"


def ages_of(answer: Answer) -> Ages:
    """How ages are told beside an answer's citations: each one where the latest is asked for."""
    return Ages(answer.question.day, every=answer.understood.latest)


def age_days(article: Article, asked: date) -> int | None:
    """How many days before the day `asked` the article was published; below 0 after it, None when it is undated."""
    return (asked - article.published).days if article.published else None


def newest_lines(answer: Answer) -> list[str]:
    """What the answer is the latest of, where the latest is asked for; else how old its newest source is, if old."""
    cited = newest_of(answer.citations or answer.nearest)
    if not answer.understood.latest:
        cited = newest_of(answer.citations)
        old = cited is not None and (answer.question.day - cited).days >= OLD_DAYS
        return [_line("Newest source", cited, answer)] if cited and old else []
    lines = [_line("Newest article here", answer.newest, answer)] if answer.newest else []
    if answer.citations and cited and cited != answer.newest:
        lines.append(_line("Newest on this", cited, answer))
    return lines


def newest_of(citations: Sequence[Citation]) -> date | None:
    """The day of the newest article cited."""
    return max((each.article.published for each in citations if each.article.published), default=None)


def _line(what: str, day: date, answer: Answer) -> str:
    return f"{what}: {day.isoformat()}, {_distance(day, answer)}."


def _distance(day: date, answer: Answer) -> str:
    """845 days before today, or before the as-of day."""
    as_of = answer.question.filters.as_of
    days = (answer.question.day - day).days
    asked = as_of.isoformat() if as_of else "today"
    if days == 0:
        return "the asking day" if as_of else "today"
    return f"{counted(abs(days), 'day')} {'before' if days > 0 else 'after'} {asked}"


def _age(days: int) -> str:
    if days == 0:
        return "the same day"
    if days < OLD_DAYS:
        return f"{counted(days, 'day')} old"
    months = round(days / _DAYS_A_MONTH)
    return f"{counted(months, 'month') if months < _MONTHS_TO_COUNT else counted(round(months / 12), 'year')} old"
