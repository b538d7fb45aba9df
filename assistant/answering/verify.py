"""A statement and the sentences it cites to a verdict: whether what it says stands there.

Only what can be read off the text is judged: numbers, dates, names, quotations, who said it, denials and opposites by
rules, each of which can refuse a statement by itself, and the rest by one score. A statement that passes may still be
wrong; one that fails says something its source does not, or not so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from assistant.answering.alignment import Reading, read_off
from assistant.answering.attribution import lost_attribution, wrong_speaker
from assistant.answering.days import DateMention, Day, agree, dates_in, masked, missing_dates, years_of
from assistant.answering.figures import Figure
from assistant.answering.languages import language_of, languages_differ
from assistant.answering.misplaced import other_subject, swapped_figures, swapped_names
from assistant.answering.missing_figures import missing_figures
from assistant.answering.names import missing_names
from assistant.answering.negations import negation_differs
from assistant.answering.objections import reasons_of
from assistant.answering.opposites import opposite_word
from assistant.answering.quotations import missing_quotations, plain, without_quotations
from assistant.answering.replacements import (
    figure_with_same_noun,
    joined_names,
    replaced_dates,
    replaced_figures,
    replaced_names,
)
from assistant.answering.support_score import THRESHOLD, TRANSLATED, clues_of, support_score
from assistant.answering.tokens import words_in
from assistant.types import Objection, ObjectionKind, Verdict

# What one failed check leaves of the score.
_FAILED = 0.8
_YEARS = range(1500, 2200)
# "The three officials" goes back to the sentence before, which counted them.
_REFERRING = re.compile(r"\b(?:the|these|those|all|both|his|her|its|their)\s+(?:\w+\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited sentence in its surroundings.

    `before` is the sentence before it, which says who "he" is; `article` the whole text, which gives a name in full.
    """

    sentence: str
    before: str
    title: str
    source: str | None
    published: date | None
    article: str = ""


def check_statement(text: str, cited: Sequence[Cited], *, similarity: float | None = None) -> Verdict:
    """The verdict on a statement; its score is the higher the more closely it follows the cited sentences.

    `similarity` is the greatest cosine between the statement and a cited sentence, where an embedder is at hand.
    """
    if not cited:
        return Verdict(supported=False, score=0.0, reasons=("no article sentence is cited",))
    sentences = [each.sentence for each in cited]
    if any(plain(text) == plain(sentence) for sentence in sentences):
        return Verdict(supported=True, score=1.0)
    source = " ".join(sentences)
    reading = read_off(_without_settled_dates(text, cited), sentences)
    objections = list(_wrong_details(text, cited, reading))
    if not languages_differ(text, source):
        german = "de" in (language_of(text), language_of(source))
        objections += _wrong_words(text, cited, reading, german=german)
        score = support_score(clues_of(text, sentences, reading, similarity))
    else:
        score = TRANSLATED  # no words in common: there the score only says whether details fail
    if score < THRESHOLD and not any(map(_lowers, objections)):
        objections.append(Objection(ObjectionKind.TOO_LITTLE))
    lowering = sum(map(_lowers, objections))
    if lowering:
        score *= THRESHOLD * _FAILED**lowering
    return Verdict(
        supported=not objections,
        score=round(score, 4),
        reasons=reasons_of(objections, many=len(cited) > 1),
        contradicted=any(objection.contradicts for objection in objections),
        attributed=bool(objections) and not lowering,
        objections=tuple(objections),
    )


def _lowers(objection: Objection) -> bool:
    """Whether it lowers the score: not who said it, since the source does say it."""
    return objection.kind is not ObjectionKind.ATTRIBUTION


def _wrong_details(text: str, cited: Sequence[Cited], reading: Reading) -> Iterator[Objection]:
    """Numbers, dates and quotations; they can be compared across languages."""
    yield from _wrong_figures(text, cited, reading)
    yield from _wrong_dates(text, cited, reading)
    for quotation in missing_quotations(text, [each.sentence for each in cited]):
        yield Objection(ObjectionKind.QUOTATION, quotation)


def _wrong_figures(text: str, cited: Sequence[Cited], reading: Reading) -> Iterator[Objection]:
    dated = [(each.sentence, each.published) for each in cited]
    earlier = [_without_dates(each.before) for each in cited]
    undated, sources = _without_dates(text), [_without_dates(each.sentence) for each in cited]
    replaced = {each.start: each for each in replaced_figures(undated, sources, reading)}
    for figure in missing_figures(undated, sources):
        referring = _REFERRING.search(text[: figure.start]) is not None and not missing_figures(figure.text, earlier)
        if figure.start in replaced or referring or _is_known_year(figure, dated):
            continue
        other = figure_with_same_noun(figure, undated, sources)
        yield Objection(ObjectionKind.NUMBER, figure.text, other or "", contradicts=other is not None)
    for each in (*replaced.values(), *swapped_figures(undated, sources)):
        yield Objection(ObjectionKind.NUMBER, each.said, each.there, contradicts=True)


def _wrong_dates(text: str, cited: Sequence[Cited], reading: Reading) -> Iterator[Objection]:
    dated = [(each.sentence, each.published) for each in cited]
    replaced = list(replaced_dates(text, dated, reading))
    for each in replaced:
        yield Objection(ObjectionKind.DATE, each.said, each.there, contradicts=True)
    for mention in missing_dates(without_quotations(text), dated, context=_days_around(cited)):
        day = mention.rstrip(".")  # of "3 June." the stop is the sentence's
        if any(day == each.said for each in replaced):
            continue
        other = _date_there(day, dated)
        yield Objection(ObjectionKind.DATE, day, other or "", contradicts=other is not None)


def _wrong_words(text: str, cited: Sequence[Cited], reading: Reading, *, german: bool) -> Iterator[Objection]:
    """Names, speakers, negation and opposites; they can be compared within one language only."""
    sentences = [each.sentence for each in cited]
    if not german:  # German writes every noun like a name
        yield from _wrong_names(text, cited, reading)
    yield from _wrong_speakers(text, cited, reading)
    negation = negation_differs(text, sentences, reading)
    if negation:
        yield Objection(ObjectionKind.DENIAL, negation, contradicts=True)
    opposite = opposite_word(reading)
    if opposite:
        yield Objection(ObjectionKind.OPPOSITE, *opposite, contradicts=True)


def _wrong_names(text: str, cited: Sequence[Cited], reading: Reading) -> Iterator[Objection]:
    sentences = [each.sentence for each in cited]
    around = [part for each in cited for part in (each.sentence, each.before, each.title, each.source or "")]
    replaced = {each.said: each.there for each in replaced_names(_without_dates(text), sentences, reading)}
    for name in missing_names(_without_dates(without_quotations(text)), around):
        if name not in replaced and not _stands_in_full(name, cited, around):
            yield Objection(ObjectionKind.NAME, name)
    for said, there in replaced.items():
        yield Objection(ObjectionKind.NAME, said, there, contradicts=True)
    swapped = swapped_names(text, sentences)
    other = None if swapped else other_subject(text, sentences, reading)
    if swapped:
        yield Objection(ObjectionKind.TURNED, swapped.said, swapped.there, contradicts=True)
    if other and other.said not in replaced:
        yield Objection(ObjectionKind.JOINED, other.said, other.there, contradicts=True)
    joined = joined_names(text, sentences)
    if joined:
        yield Objection(ObjectionKind.JOINED, joined.said, joined.there, contradicts=True)


def _wrong_speakers(text: str, cited: Sequence[Cited], reading: Reading) -> Iterator[Objection]:
    sentences, outlets = [each.sentence for each in cited], [each.source or "" for each in cited]
    around = [part for each in cited for part in (each.sentence, each.before, each.title)]
    speakers = wrong_speaker(text, sentences, around, outlets=outlets)
    if speakers:
        yield Objection(ObjectionKind.SPEAKER, *speakers, contradicts=True)
    lost = lost_attribution(text, reading, sentences, outlets=outlets)
    if lost is not None:
        yield Objection(ObjectionKind.ATTRIBUTION, there=_inside(lost.who) if lost.is_named else "somebody")


def _inside(who: str) -> str:
    """Whom a sentence may begin with, as he stands inside one: "the city", not "The city"."""
    first = words_in(who)[:1]
    return who[0].lower() + who[1:] if first and first[0].is_function else who


def _without_settled_dates(text: str, cited: Sequence[Cited]) -> str:
    """The text with spaces in place of dates that the source gives in other words: "31 July" for its "Wednesday"."""
    there = [mention for each in cited for mention in dates_in(each.sentence, each.published)]
    return masked(text, (mention for mention in dates_in(text, None) if _is_settled(mention, there)))


def _is_settled(mention: DateMention, there: Sequence[DateMention]) -> bool:
    same_words = any(mention.text.lower() == other.text.lower() for other in there)
    return not same_words and any(agree(mention, other) for other in there)


def _stands_in_full(name: str, cited: Sequence[Cited], around: Sequence[str]) -> bool:
    """Whether a name is the full form, elsewhere in the article, of one that is cited by its last word."""
    last = name.rsplit(maxsplit=1)[-1]
    return any(name in each.article for each in cited) and any(
        re.search(rf"\b{re.escape(last)}\b", part) for part in around
    )


def _date_there(day: str, dated: Sequence[tuple[str, date | None]]) -> str | None:
    """The one date of the same form that the source has instead."""
    (said,) = dates_in(day, None)[:1] or (None,)
    if said is None:
        return None
    there = [mention for sentence, published in dated for mention in dates_in(sentence, published)]
    alike = {mention.text for mention in there if _form(mention) == _form(said)}
    return alike.pop() if len(alike) == 1 else None


def _form(mention: DateMention) -> tuple[bool, bool, bool]:
    day = mention.days[0] if mention.days and not mention.relative else Day()
    return day.month is not None, day.day is not None, mention.relative


def _is_known_year(figure: Figure, dated: Sequence[tuple[str, date | None]]) -> bool:
    """Whether a bare year is one that the article speaks of or was published in."""
    years = years_of(dated)
    return any(isinstance(value, Fraction) and value in _YEARS and value in years for value in figure.values)


def _days_around(cited: Sequence[Cited]) -> list[Day]:
    """The days that the sentences before and the titles speak of."""
    around = [(part, each.published) for each in cited for part in (each.before, each.title)]
    return [day for part, published in around for mention in dates_in(part, published) for day in mention.days]


@lru_cache(maxsize=2_048)
def _without_dates(text: str) -> str:
    """The text with spaces in place of its dates, so that a day is not taken for a number, nor a month for a name."""
    return masked(text, dates_in(text, None))
