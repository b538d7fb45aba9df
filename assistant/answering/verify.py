"""A statement and the sentences it cites to a verdict: whether what it says stands there.

Only what can be read off the text is judged: numbers, dates, names, quotations, a "not", and whether the two speak of
the same thing at all. A statement that passes may still be wrong; one that fails says something its source does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.answering.alignment import alignment, shared_words
from assistant.answering.days import Day, dates_in, missing_dates, years_of
from assistant.answering.figures import Figure
from assistant.answering.languages import language_of, languages_differ
from assistant.answering.missing_figures import missing_figures
from assistant.answering.names import missing_names
from assistant.answering.negations import negation_differs
from assistant.answering.quotations import missing_quotations, without_quotations
from assistant.types import Verdict

# Below this share of content words in common a statement is about something else.
_LEAST_SHARED = 0.2
# What one failed check leaves of the score.
_FAILED = 0.8
_YEARS = range(1500, 2200)
# "The three officials" goes back to the sentence before, which counted them.
_REFERRING = re.compile(r"\b(?:the|these|those|all|both|his|her|its|their)\s+(?:\w+\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited sentence in its surroundings; `before` is the sentence before it, which says who "he" is."""

    sentence: str
    before: str
    title: str
    source: str | None
    published: date | None


def check_statement(text: str, cited: Sequence[Cited], *, similarity: float | None = None) -> Verdict:
    """The verdict on a statement; its score is the higher the more closely it follows the cited sentences.

    `similarity` is the greatest cosine between the statement and a cited sentence, where an embedder is at hand.
    """
    if not cited:
        return Verdict(supported=False, score=0.0, reasons=("no article sentence is cited",))
    sentences = [each.sentence for each in cited]
    source = " ".join(sentences)
    translated = languages_differ(text, source)
    where = "the cited sentence" if len(cited) == 1 else "the cited sentences"
    reasons = list(_wrong_details(text, cited, where))
    if not translated:
        reasons += _wrong_words(text, cited, where, german="de" in (language_of(text), language_of(source)))
    # Two languages have no words in common, so there the score only says how many details fail.
    closeness = 0.5 if translated else alignment(text, sentences)
    if similarity is not None:  # weighed in when the score is calibrated
        closeness = max(0.0, closeness)
    return Verdict(supported=not reasons, score=round(closeness * _FAILED ** len(reasons), 4), reasons=tuple(reasons))


def _wrong_details(text: str, cited: Sequence[Cited], where: str) -> Iterator[str]:
    """Numbers, dates and quotations; they can be compared across languages."""
    sentences = [each.sentence for each in cited]
    dated = [(each.sentence, each.published) for each in cited]
    earlier = [_without_dates(each.before) for each in cited]
    for figure in missing_figures(_without_dates(text), [_without_dates(sentence) for sentence in sentences]):
        referring = _REFERRING.search(text[: figure.start]) is not None
        if not _is_known_year(figure, dated) and not (referring and not missing_figures(figure.text, earlier)):
            yield f"the number {figure.text} is not in {where}"
    for day in missing_dates(without_quotations(text), dated, context=_days_around(cited)):
        yield f"the date {day} is not in {where}"
    for quotation in missing_quotations(text, sentences):
        yield f"the words “{quotation}” are not in {where}"


def _wrong_words(text: str, cited: Sequence[Cited], where: str, *, german: bool) -> Iterator[str]:
    """Names, negation and subject; they can be compared within one language only."""
    around = [part for each in cited for part in (each.sentence, each.before, each.title, each.source or "")]
    own_words = _without_dates(without_quotations(text))
    # German writes every noun like a name.
    for name in [] if german else missing_names(own_words, around):
        yield f"the name {name} is not in {where}"
    difference = negation_differs(without_quotations(text), [each.sentence for each in cited])
    if difference is not None:
        yield difference
    if shared_words(text, around) < _LEAST_SHARED:
        yield f"{where} is about something else" if len(cited) == 1 else f"{where} are about something else"


def _without_dates(text: str) -> str:
    """The text with as many spaces in place of each date, so that its numbers are not read twice."""
    blank = text
    for mention in dates_in(text, None):
        blank = blank[: mention.start] + " " * (mention.end - mention.start) + blank[mention.end :]
    return blank


def _is_known_year(figure: Figure, dated: Sequence[tuple[str, date | None]]) -> bool:
    years = [value for value in figure.values if isinstance(value, Fraction) and value in _YEARS]
    return figure.text.isdigit() and bool(years_of(dated).intersection(years))


def _days_around(cited: Sequence[Cited]) -> list[Day]:
    texts = [(part, each.published) for each in cited for part in (each.before, each.title)]
    return [day for text, published in texts for mention in dates_in(text, published) for day in mention.days]
