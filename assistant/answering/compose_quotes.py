"""Passages to an answer in the articles' own words, or to the finding that they do not answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking import asked_for
from assistant.answering.coverage import Terms, numbers_in, stems_in, terms_of
from assistant.answering.days import Day, dates_in
from assistant.answering.disagreement import notes_on
from assistant.answering.figures import figures_in
from assistant.answering.leaning import leans
from assistant.answering.premises import premises_of
from assistant.answering.remarks import Remark
from assistant.answering.sentence_scores import Candidate, Clues, candidates_for
from assistant.answering.silence import LEAST_CONFIDENCE, SHORT_QUESTION, confidence, lacks_wanted, signs_of
from assistant.answering.time_in_question import asks_for_latest
from assistant.answering.understand import Query, Wanted, names_of
from assistant.types import Draft, DraftStatement, Embedder, Evidence, EvidenceArticle, Handle, Passage

MOST_STATEMENTS = 5
# So many are looked at first; what is shown besides must fit better, or carry on what the best one tells. With five of
# any that fit, answers are longer by .3 to .4 of a sentence and hold no more.
_FIRST = 3
_CLOSE_MARGIN = 2.0
_CARRIES_ON = 3
# A further sentence is shown when its score is not this much below the best one's.
_MARGIN = 3.0
# Another article's figure for the same is worth showing further down than that: readers must see a disagreement.
_WIDE_MARGIN = 5.0
# A later article's sentence takes the first place when it holds so much of what the best one holds of the question.
_AS_MUCH = 0.8
_LOOKED_THROUGH = 12
# What changes from report to report, and the words of a question about how it stands now. A wider margin than 1 costs
# news questions their best sentence.
_CHANGING = frozenset({Wanted.DATE, Wanted.NUMBER, Wanted.PERSON})
_NOW = re.compile(r"\b(?:is|are|will|does|do|has|have|would|can|now|latest|currently|still|due)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
_ABOUT_AS_WELL = 1.0
# Two sentences that share so much of their words say the same.
_SAME = 0.7
# So many sentences are looked through for one that holds what the best one lacks.
_NEXT = 5
# Below this a sentence is taken not to hold what is wanted.
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """The sentences that could be cited, those that answer, and the ones that came closest, best first.

    `confidence` in [0, 1], higher is better: how sure it is that the articles answer. `remarks` are for the notes.
    """

    evidence: Evidence
    draft: Draft
    nearest: tuple[Handle, ...]
    confidence: float
    remarks: tuple[Remark, ...] = ()


def quote_answer(
    query: Query, passages: Sequence[Passage], embedder: Embedder, commonness: Callable[[str], float]
) -> QuotedAnswer:
    """The few sentences that answer the question, verbatim, the best one first; none when nothing answers.

    `commonness` gives the share of the library's chunks that hold a word.
    """
    terms = terms_of(query, commonness)
    candidates = candidates_for(query, terms, passages, embedder)
    evidence, handles = _evidence(candidates)
    ranked = ranked_sentences(query, terms, candidates)
    nearest = tuple(handles[_key(each)] for each in ranked[:_FIRST])
    if not ranked:
        return QuotedAnswer(evidence, Draft((), declined=True), nearest, 0.0)
    signs = signs_of(
        ranked[0],
        fit(ranked[0].clues),
        query=query,
        terms=terms,
        candidates=candidates,
        embedder=embedder,
        commonness=commonness,
    )
    sure = confidence(signs)
    premises = premises_of(query, nearest, evidence)
    if sure < LEAST_CONFIDENCE:
        return QuotedAnswer(evidence, Draft((), declined=True), nearest, sure, tuple(premises))
    chosen = _day_second(query, _in_order(_newest_first(query, _chosen(query, ranked, candidates))))
    cited = [handles[_key(each)] for each in chosen]
    remarks = notes_on(query, cited, evidence)
    drafts = tuple(_statement(evidence, handle) for handle in _latest_first(cited, remarks))
    return QuotedAnswer(evidence, Draft(drafts), nearest, sure, (*premises, *remarks))


def ranked_sentences(query: Query, terms: Terms, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each saying something else, the one that answers best first."""
    ranked = _distinct(sorted(candidates, key=lambda each: -fit(each.clues)))
    return _with_last_word(query, terms, _typed_first(ranked, query))


def fit(clues: Clues) -> float:
    """How well a sentence fits the question, for comparing the sentences of one question.

    Weights of a softmax over each question's sentences, fitted to three kinds of data at equal weight: the sample
    library, 225 news questions, 429 questions over several articles. Fitted on one half and checked on the other, the
    right sentence is the first in .63, .47 and .61 and among the first three in .88, .64 and .80 of them.
    """
    return (
        1.8 * clues.own
        + 3.5 * clues.near
        + 1.8 * clues.names
        + 1.4 * clues.numbers
        + 5.2 * clues.cosine
        + 4.5 * clues.theme
        - 1.2 * clues.bare
        + 2.9 * clues.wanted
        + 1.6 * clues.rank
        + 1.4 * clues.fresh
        + 0.7 * clues.lead
    )


def _typed_first(ranked: list[Candidate], query: Query) -> list[Candidate]:
    """Puts first, where the best sentence lacks the wanted figure or day, the first of the next that holds it."""
    asked = asked_for(query)
    if not ranked or not lacks_wanted(ranked[0], asked):
        return ranked
    floor = fit(ranked[0].clues) - _MARGIN
    near = [each for each in ranked[1:_NEXT] if fit(each.clues) >= floor and each.clues.wanted >= _HALF]
    return [*near[:1], *(each for each in ranked if each not in near[:1])]


def _with_last_word(query: Query, terms: Terms, ranked: list[Candidate]) -> list[Candidate]:
    """Puts first, for a short question on how things stand, the newest of the sentences that fit about as well."""
    text, is_long = query.standalone, len(terms.weights) > SHORT_QUESTION
    in_flux = query.wanted in _CHANGING and _NOW.search(text) is not None and _THEN.search(text) is None
    if not ranked or is_long or not (in_flux or asks_for_latest(text)):
        return ranked
    best = ranked[0]
    rivals = [
        each
        for each in ranked
        if each.article.published
        and fit(each.clues) >= fit(best.clues) - _ABOUT_AS_WELL
        and each.clues.wanted >= best.clues.wanted
    ]
    newest = max(rivals, key=lambda each: each.article.published or date.min, default=best)
    return [newest, *(each for each in ranked if each is not newest)]


def _chosen(query: Query, ranked: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, the one before it where it leans on that, and others that fit nearly as well."""
    best = ranked[0]
    chosen = [best]
    if leans(best.text) and best.before is not None:
        chosen += [each for each in candidates if _key(each) == (best.article.id, best.before.number)]
    floor = fit(best.clues) - _MARGIN
    others = [each for each in ranked[1:_FIRST] if fit(each.clues) >= floor and each not in chosen]
    others += [each for each in ranked[_FIRST:_LOOKED_THROUGH] if _belongs(each, best) and each not in chosen]
    # A sentence without what is wanted adds nothing; asking for as much as the best holds would lose answers (.03).
    least = min(best.clues.wanted, _HALF)
    others = [each for each in others if each.clues.wanted >= least or _disagrees(each, best)]
    speakers = stems_in(" ".join(names_of(query.standalone)[:1]))
    if query.wanted is Wanted.STATEMENT and speakers & stems_in(best.text):
        # What somebody else says is no part of what this one says.
        others = [each for each in others if speakers & stems_in(each.text)]
    if query.wanted is Wanted.NUMBER and not any(_disagrees(each, best) for each in others):
        others = [*[each for each in ranked[1:_LOOKED_THROUGH] if _contradicts(each, best)][:1], *others]
    return [*chosen, *others][:MOST_STATEMENTS]


def _belongs(other: Candidate, best: Candidate) -> bool:
    """Whether a sentence further down fits about as well, or stands shortly before or after the best one."""
    lacks = fit(best.clues) - fit(other.clues)
    apart = abs(other.sentence.number - best.sentence.number)
    is_near = other.article.id == best.article.id and apart <= _CARRIES_ON
    return lacks <= (_MARGIN if is_near else _CLOSE_MARGIN)


def _latest_first(cited: Sequence[Handle], remarks: Sequence[Remark]) -> list[Handle]:
    """The handles with the sentence in front that holds the value a correction or a later report gives."""
    latest = [remark.latest for remark in remarks if remark.latest]
    return list(dict.fromkeys([*latest[:1], *cited]))[:MOST_STATEMENTS]


def _statement(evidence: Evidence, handle: Handle) -> DraftStatement:
    found = evidence.find(handle)
    return DraftStatement(found[1].of(found[0].text) if found else "", (handle,))


def _contradicts(other: Candidate, best: Candidate) -> bool:
    """Whether another article gives another figure for what was asked, if not in as fitting a sentence."""
    if best.clues.wanted < 1 or other.clues.wanted < 1 or fit(other.clues) < fit(best.clues) - _WIDE_MARGIN:
        return False
    return _disagrees(other, best)


def _disagrees(other: Candidate, best: Candidate) -> bool:
    figures, others = _values(best.text), _values(other.text)
    return other.article.id != best.article.id and bool(figures) and bool(others) and not figures & others


def _values(text: str) -> frozenset[object]:
    return frozenset(value for figure in figures_in(text) for value in figure.values)


def _newest_first(query: Query, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The last word on a figure or a day comes first, where a later article says another one about the same."""
    best = chosen[0]
    if query.wanted not in {Wanted.NUMBER, Wanted.DATE} or best.article.published is None:
        return list(chosen)
    later = [
        (each.article.published, each)
        for each in chosen[1:]
        if each.article.published and each.article.published > best.article.published
        if _disagrees(each, best) and each.clues.wanted >= best.clues.wanted
        if each.clues.own >= _AS_MUCH * best.clues.own
    ]
    if not later:
        return list(chosen)
    last = max(later, key=lambda each: each[0])[1]
    return [last, *(each for each in chosen if each is not last)]


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The best first, then the others of its article as they stand there, then those of other articles."""
    best, *others = chosen
    same = [each for each in others if each.article.id == best.article.id]
    rest = [each for each in others if each.article.id != best.article.id]
    return [best, *sorted(same, key=lambda each: each.sentence.number), *rest]


def _day_second(query: Query, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Right behind the best, where a day is asked for and it names none ("about 2 a.m."), the first that names one."""
    best, *others = chosen
    if query.wanted is not Wanted.DATE or _days(best):
        return list(chosen)
    naming = [each for each in others if any(day.day for day in _days(each))][:1]
    return [best, *naming, *(each for each in others if each not in naming)]


def _days(candidate: Candidate) -> list[Day]:
    mentions = dates_in(candidate.text, candidate.article.published)
    return [day for mention in mentions for day in mention.days]


def _distinct(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that say nearly the same words as a better one."""
    kept: list[tuple[Candidate, frozenset[str]]] = []
    for candidate in ranked:
        stems = stems_in(candidate.text)
        numbers = numbers_in(candidate.text)
        if not any(
            len(stems & other) >= _SAME * len(stems | other) and numbers_in(same.text) == numbers
            for same, other in kept
        ):
            kept.append((candidate, stems))
    return [candidate for candidate, _ in kept]


def _evidence(candidates: Sequence[Candidate]) -> tuple[Evidence, dict[tuple[str, int], Handle]]:
    by_article: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_article.setdefault(candidate.article.id, []).append(candidate)
    articles: list[EvidenceArticle] = []
    handles: dict[tuple[str, int], Handle] = {}
    for number, part in enumerate(by_article.values(), start=1):
        sentences = tuple(each.sentence for each in part)
        articles.append(EvidenceArticle(number, part[0].article, sentences, part[0].copies))
        handles |= {_key(each): Handle(number, place) for place, each in enumerate(part, start=1)}
    return Evidence(tuple(articles)), handles


def _key(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.id, candidate.sentence.number
