"""A statement and the sentences it cites to what of it does not stand there: numbers, dates, names and quotations.

Only what can be read off the text is compared, so a finding is a question to whoever judges meaning, and no verdict: of
a statement in free words many are in order ("two dozen" for 24). benchmarks/trust.py prints how often each is right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.answering.checking.missing_figures import figure_there, missing_figures
from assistant.language.figure import Figure
from assistant.language.languages import language_of
from assistant.language.names import missing_names
from assistant.patterns import lazy_pattern
from assistant.records.verdicts import Finding
from assistant.time.dates_compared import DateMention, Day, full_day, missing_dates
from assistant.time.reading import Reading, read

_YEARS = range(1500, 2200)
QUOTATION = "quotation"
_OMISSION = lazy_pattern(r"\s*(?:\[[^\]]*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
_END = ".,;:!?…。， "
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is compared; RULES, at the end of this file, has them all, in the order in which they are told.

    `compare` takes a statement, what it cites and the asking day, and gives what is said and does not stand there, each
    with what the sources have instead, or nothing. `worded` tells it to a reader, `covers` is for the documents.
    """

    kind: str
    worded: str
    compare: Callable[[Reading, Sequence[Cited], date | None], Iterable[tuple[str, str]]]
    covers: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited sentence in its surroundings.

    `before` and `after` are the sentences around it, which say who "he" is; `article` is the whole text.
    """

    sentence: str
    before: str
    title: str
    source: str | None
    published: date | None
    article: str = ""
    after: str = ""

    @property
    def around(self) -> str:
        """All that a reader has before him who looks the sentence up."""
        return " ".join([self.title, self.before, self.sentence, self.after, self.source or ""])

    def read(self) -> Reading:
        """The sentence as it is read on the day of its article."""
        return read(self.sentence, self.published)

    def read_around(self) -> list[Reading]:
        """The same of what stands around it, and of itself."""
        parts = (self.title, self.before, self.sentence, self.after, self.source or "")
        return [read(part, self.published) for part in parts if part]


def find_differences(text: str, cited: Sequence[Cited], *, asked: date | None = None) -> tuple[Finding, ...]:
    """What the statement says and the cited sentences, with those around them, do not hold.

    The days on which the articles appeared and the reader asks are known, and no difference.
    """
    if not cited:
        return ()
    said = read(text)
    return tuple(Finding(rule.kind, *found) for rule in RULES for found in rule.compare(said, cited, asked))


def invented_quotations(text: str, cited: Sequence[Cited]) -> tuple[Finding, ...]:
    """The quotations of a statement that stand nowhere in the articles it cites: no reading can bear them out."""
    wholes = [f"{each.title} {each.article or each.around}" for each in cited]
    missing = missing_quotations(read(text).quotations, wholes) if cited else []
    return tuple(Finding(QUOTATION, each) for each in missing)


def differences_in_words(
    findings: Iterable[Finding], source: str = "the cited text does", *, many: bool = False
) -> tuple[str, ...]:
    """Each finding as a reader is told it, once: "the cited text does not have the number 21; it has 12".

    `source` is what was compared, with its verb; `many`: it is in the plural.
    """
    has = "they have" if many else "it has"
    worded = {rule.kind: rule.worded for rule in RULES}
    told = []
    for each in findings:
        said = worded[each.kind].format(said=each.said)
        told.append(f"{source} not have {said}{f'; {has} {each.there}' if each.there else ''}")
    return tuple(dict.fromkeys(told))


def rows_for_documents() -> tuple[tuple[str, ...], ...]:
    """The table of the documents, its heading first."""
    return (("what is compared", "how it is shown"), *((rule.covers, rule.worded.format(said="…")) for rule in RULES))


def _numbers(text: Reading, cited: Sequence[Cited], _asked: date | None) -> Iterator[tuple[str, str]]:
    around = [part for each in cited for part in each.read_around()]
    for figure in missing_figures(text.undated, [part.undated for part in around]):
        if not _is_known_year(figure, around):
            sentences = [each.read().undated for each in cited]
            yield figure.text, figure_there(figure, text.undated, sentences) or ""


def _dates(text: Reading, cited: Sequence[Cited], asked: date | None) -> Iterator[tuple[str, str]]:
    """Days nobody has to cite are those on which the articles appeared and the reader asks, and those around."""
    sentences = [each.read() for each in cited]
    there = [mention for sentence in sentences for mention in sentence.dates]
    known = [full_day(day) for day in (asked, *(each.published for each in cited)) if day]
    known += [day for sentence in sentences for day in sentence.counted_days]
    around = [read(part, each.published) for each in cited for part in (each.before, each.title, each.after)]
    known += [day for part in around for mention in part.dates for day in mention.days]
    for mention in missing_dates(text.unquoted.dates, there, known):
        said = mention.rstrip(".")  # of "3 June." the stop is the sentence's
        yield said, _date_there(said, there) or ""


def _names(text: Reading, cited: Sequence[Cited], _asked: date | None) -> Iterator[tuple[str, str]]:
    if not _writes_nouns_like_names(text, cited):
        around = [part for each in cited for part in each.read_around()]
        names = [run for part in around for run in part.names]
        words = [word for part in around for word in part.folded_words]
        for name in missing_names(text.unquoted.undated.names, names, words):
            yield name, ""


def _quotations(text: Reading, cited: Sequence[Cited], _asked: date | None) -> Iterator[tuple[str, str]]:
    for quotation in missing_quotations(text.quotations, [each.around for each in cited]):
        yield quotation, ""


def _writes_nouns_like_names(text: Reading, cited: Sequence[Cited]) -> bool:
    """Whether either side is German, where every noun has a capital."""
    return "de" in (language_of(text.text), language_of(" ".join(each.sentence for each in cited)))


def _date_there(day: str, there: Sequence[DateMention]) -> str | None:
    """The one date of the same form that the source has instead."""
    (said,) = read(day).dates[:1] or (None,)
    if said is None:
        return None
    alike = {mention.text.rstrip(".") for mention in there if _form(mention) == _form(said)}
    return alike.pop() if len(alike) == 1 else None


def _form(mention: DateMention) -> tuple[bool, bool, bool]:
    day = mention.days[0] if mention.days and not mention.relative else Day()
    return day.month is not None, day.day is not None, mention.relative


def _is_known_year(figure: Figure, around: Sequence[Reading]) -> bool:
    """Whether a bare year is one that the article speaks of or was published in."""
    years = {part.day.year for part in around if part.day}
    years |= {day.year for part in around for mention in part.dates for day in mention.days if day.year}
    return any(isinstance(value, Fraction) and value in _YEARS and value in years for value in figure.values)


def missing_quotations(quotations: Iterable[str], others: Sequence[str]) -> list[str]:
    """The quotations that do not stand in texts, of which each may run on into the next.

    Passed over: the kind of quotation marks and dashes, white space, the case of the first letter, punctuation at the
    end. Where an ellipsis or a bracket stands for left-out words, the parts must come in order.
    """
    whole = plain(" ".join(others))
    missing = []
    for quotation in quotations:
        at = 0
        for part in _OMISSION.split(quotation):
            bare = plain(part).strip(_END + "'\"")
            found = _find(bare, whole, at)
            if found < 0:
                missing.append(quotation)
                break
            at = found + len(bare)
    return missing


def _find(part: str, whole: str, start: int) -> int:
    if not part:
        return start
    swapped = part[0].swapcase() + part[1:]
    places = [place for place in (whole.find(part, start), whole.find(swapped, start)) if place >= 0]
    return min(places, default=-1)


def plain(text: str) -> str:
    """The text without what typography alone makes of it: kinds of marks and dashes, ligatures, white space."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).split())


RULES = (
    Rule("number", "the number {said}", _numbers, "numbers, amounts, shares"),
    Rule("date", "the date {said}", _dates, 'days, months and years, also in words ("on Tuesday")'),
    Rule("name", "the name {said}", _names, "names (not in German, where every noun has a capital)"),
    Rule(QUOTATION, "the words “{said}”", _quotations, "words in quotation marks"),
)
