"""The records of what is asked: a question, its filters, and what its words were taken to ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_NEARLY_A_YEAR = 360  # days: "the last 365 days", 1 January to 31 December


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be searched.

    Published within [since, until], which leaves undated articles out; not after `as_of`, which keeps them; from one of
    `sources` and one of `articles` (ids), where those are given.
    """

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def by_date(self) -> bool:
        """Whether undated articles are left out."""
        return self.since is not None or self.until is not None

    @property
    def is_long(self) -> bool:
        """Whether the days are a year's or more."""
        return self.since is not None and self.until is not None and (self.until - self.since).days > _NEARLY_A_YEAR


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation: what the reader asked and what the answer's text was."""

    question: str
    standalone: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, on the day `today`: an argument, so that a question can be asked as on another day.

    `standalone`: the text with what it takes from the conversation, where that is known already.
    """

    text: str
    today: date
    filters: Filters = NO_FILTERS
    history: tuple[Turn, ...] = ()
    standalone: str = ""
    literal: bool = False  # its words narrow nothing: only the filters do

    @property
    def day(self) -> date:
        """The day the question is asked as on."""
        return self.filters.as_of or self.today


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words of a question were taken to ask for beside its filters, which win.

    Each of `parts` gets evidence of its own ("the Courier in July and the Post in August": two). `words` are those that
    say so, as asked. `latest`: the newest state is asked for. `given_up`: nothing within the parts answered, so all
    that the filters let through was searched. `seen_from`: the day from which words of time were read where it is not
    today but that of the library's newest article. `absent` are the outlets named of which there is no article.
    """

    parts: tuple[Filters, ...] = ()
    words: tuple[str, ...] = ()
    latest: bool = False
    given_up: bool = False
    seen_from: date | None = None
    absent: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether articles within are searched alone: one part, and no whole year, of which the next one tells too."""
        return len(self.parts) == 1 and not self.parts[0].is_long
