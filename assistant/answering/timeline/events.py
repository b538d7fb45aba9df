"""An article's sentences to those that report an event: something that happened, or is to happen, on a known day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.evidence.near_duplicates import DATELINE
from assistant.answering.quoting.context_dependence import depends_on_context, is_whole
from assistant.answering.quoting.sentence_scores import is_citable
from assistant.answering.summaries.summary_lines import PAGE, is_first_person
from assistant.answering.timeline.occurrences import Occurrence, occurrences_in
from assistant.language.tense import Tense, verbs_in
from assistant.records.answers import DayFrom
from assistant.records.articles import Article, Sentence
from assistant.records.time import DateExpression
from assistant.time.certain_dates import certain_dates
from assistant.time.date_places import without_quotations

# What is no report of the day's news, by the title: its first sentence is not dated by the day of publication.
_NO_NEWS = re.compile(
    r"\A(?:opinion|comment|column|editorial|analysis|review|feature|notebook|letters?|obituary|quiz|explainer|explained"
    r"|podcast|watch|recipe|interview|profile|book|the \d+ best|\d+ (?:best|things|ways|tips|reasons)|best|how|why|what"
    r"|who|when|where|which|is|are|can|should|do|does|did|will|here['’]s|here are|i|my|meet|inside"
    r"|in pictures|photos?)\b"
    r"|\?\s*\Z|\b(?:live updates?|opinion|explained|quiz)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
# A sentence's worth as an event's one line: so much for each of these, which bear on whether it can stand alone.
_LEANS, _LONG, _WEAK, _LEAD, _SPEECH, _FIGURES = -0.35, -0.2, -0.45, 0.25, -0.3, 0.05
_LONG_WORDS = 42
# A sentence that is mostly somebody's words tells of no event.
_MOST_QUOTED = 0.45
# A sentence that begins so leads up to something.
_NO_LEAD = re.compile(
    r"(?:even|while|as|when|if|since|after|before|though|although|because|for|like|unlike|once|despite|assuming|given"
    r"|with|from|in an?|in the|it|there|this|that|what|who|how|why|where|most|some|many|few|you|your"
    r"|imagine|picture)\b",
    re.IGNORECASE,
)
_TELLING = frozenset({Tense.HAPPENED, Tense.PLANNED, Tense.VOWED})
_I = re.compile(r"\bI(?:['’](?:m|ve|d|ll)| (?:am|was|have|had|shall|will|would|[a-z]+ed))\b")
# What a page says of itself, and what stands below a picture.
_OF_THE_TEXT = re.compile(
    r".*\b(?:is|are) (?:seen|pictured|shown)\b(?! as\b)"
    r"|(?:people|an? (?:man|woman|person|boy|girl|child|worker|soldier|couple))"
    r" (?:take|pose|walk|look|stand|react|ride|wait)s? |(?:editor['’]s note|corrections?:|clarifications?:|updated?:"
    r"|this (?:story|article|report|post|page) (?:was|is|has|originally))",
    re.IGNORECASE,
)
_FEWEST_WORDS = 6
VAGUE_DAYS = 7
# The sentences from which an article's own news is taken when they name no day.
_LEADING = 2


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that reports an event of the days from `first` to `last`.

    `worth` says how well it can stand for the event, higher is better. `weak`: on that day somebody spoke, or something
    was so; `passing`: but it tells of an event in passing. `leads`: it is at the head of its article. `verb` is the
    last word of the verb its day goes with; `dates` are all it names, certain or not, counted in the sentence.
    """

    article: Article
    sentence: Sentence
    first: date
    last: date
    day_from: DayFrom
    planned: bool
    weak: bool
    leads: bool
    worth: float
    verb: str = ""
    passing: bool = False
    dates: tuple[DateExpression, ...] = ()

    @property
    def text(self) -> str:
        """The sentence's own characters."""
        return self.sentence.of(self.article.text)

    @property
    def place(self) -> tuple[str, int]:
        """Which sentence it is, in every library."""
        return self.article.id, self.sentence.start

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells it from every other report, in every library: a sentence may report on two days."""
        return (*self.place, self.first.toordinal())


def is_vague(report: Report) -> bool:
    """Whether its days are no more than a time in which the event lies: "in May", "this year"."""
    return (report.last - report.first).days >= VAGUE_DAYS


def reports_in(
    article: Article, sentences: Sequence[Sentence], dates: Mapping[int, Sequence[DateExpression]]
) -> list[Report]:
    """The reports of an article with a known day, in its order; `dates` are its dates by the sentence's number.

    A leading sentence that names no day of its own reports on the day of publication.
    """
    if article.published is None:
        return []
    return [report for each in sentences for report in _reports(article, each, dates.get(each.number, ()))]


def _reports(article: Article, sentence: Sentence, dates: Sequence[DateExpression]) -> Iterator[Report]:
    text = sentence.of(article.text)
    if not (dates or sentence.number == 0) or not _may_report(text):
        return
    if article.published is None:
        return
    local = [replace(each, start=each.start - sentence.start, end=each.end - sentence.start) for each in dates]
    certain = certain_dates(article.text, dates, article.published)
    known = {(each.span.first, each.span.last) for each in certain}
    told = occurrences_in(text, local, article.published)
    occurrences = [each for each in told if (each.first, each.last) in known]
    day_from, leads = DayFrom.NAMED, sentence.number < _LEADING
    # A day that is not certain need not be that of publication.
    if not occurrences and sentence.number == 0 and len(certain) == len(dates) and _is_news(article, text):
        occurrences = [Occurrence(article.published, article.published, planned=False)]
        day_from = DayFrom.PUBLISHED
    for each in occurrences:
        yield Report(
            article=article,
            sentence=sentence,
            first=each.first,
            last=each.last,
            day_from=day_from,
            planned=each.planned,
            weak=each.weak and not (leads and _tells(text)),
            leads=leads,
            worth=_worth(text, each, leads=leads),
            verb=each.verb,
            passing=each.passing,
            dates=tuple(local),
        )


def _may_report(text: str) -> bool:
    """Whether a sentence is one that can be quoted, and is not mostly somebody's words or addressed to the reader."""
    if (
        len(text.split()) < _FEWEST_WORDS
        or not is_citable(text)
        or not is_whole(DATELINE.sub("", text))
        or PAGE.search(text)
        or _OF_THE_TEXT.match(DATELINE.sub("", text))
    ):
        return False
    said = without_quotations(text)
    quoted = len(text) - len(" ".join(said.split()))
    return quoted <= _MOST_QUOTED * len(text) and not is_first_person(said) and not _I.search(said)


def _is_news(article: Article, text: str) -> bool:
    """Whether an article's first sentence tells the news of its day: not of an opinion, a review or an explainer."""
    told = DATELINE.sub("", text)
    if _NO_NEWS.search(article.title) or _NO_LEAD.match(told) or depends_on_context(told):
        return False
    verbs = [verb for verb in verbs_in(without_quotations(told)) if verb.tense is not Tense.UNSURE]
    return bool(verbs) and verbs[0].tense in _TELLING


def _tells(text: str) -> bool:
    """Whether a sentence says that something happened, beside that somebody said so, or will."""
    verbs = verbs_in(without_quotations(DATELINE.sub("", text)))
    return any(verb.tense in _TELLING for verb in verbs)


def _worth(text: str, occurrence: Occurrence, *, leads: bool) -> float:
    worth = 1.0 + _LEAD * leads + _FIGURES * bool(_FIGURE.search(text))
    worth += _LEANS * depends_on_context(DATELINE.sub("", text)) + _LONG * (len(text.split()) > _LONG_WORDS)
    return worth + _WEAK * occurrence.weak + _SPEECH * ("“" in text or '"' in text)
