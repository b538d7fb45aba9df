"""The best sentence for a question, and what else was found, to how sure it is that the articles answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from assistant.answering.asking import Asked, Measure, asked_for
from assistant.answering.closeness import closeness
from assistant.answering.coverage import Terms, stem
from assistant.answering.sentence_scores import Candidate
from assistant.answering.synonyms import met_in, synonyms_of
from assistant.answering.understand import Query, Wanted
from assistant.answering.words import words_of
from assistant.types import Embedder

# A question of up to so many terms is to be covered in full; of a longer one less and less.
SHORT_QUESTION = 8
_DAYS_A_YEAR = 365
# A year as of an event, and the first, second or third of several: "the flood of 1889", "the First Division".
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LAST_YEAR = re.compile(r"\b(?:last|previous|past) year\b|\b(?:a|one|the) year (?:ago|earlier|before)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth) [A-Z]\w+")
_DEATH_OF = re.compile(r"\b(?!Wh)[A-ZÀ-ÖØ-Þ][\w’'-]* (?:really |actually )?die[ds]?\b")
# The sentences around the best one in which its year may stand.
_BEFORE, _AFTER = 2, 1
# Under it no word of a sentence is near a noun's meaning.
_NO_SUCH_KIND = 0.4
# Below this a sentence is taken not to hold what is wanted.
_HALF = 0.5
# What a figure that answers must be a figure of: an age is told by "47" alone no more than a price is.
_STRICT = frozenset({Measure.AGE, Measure.MONEY, Measure.SHARE})


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether a sentence answers; from 0 to 1 unless said."""

    names: float  # the share of the question's names on its article's page; of a long question, anywhere
    apart: float  # the names of a long question do not all stand on that page: it is about several articles
    lacking: (
        float  # it lacks the figure, day or doer that is wanted, or is older than the event, or tells no such death
    )
    gain: float  # see closeness.Closeness, as for the next three; mostly from -.1 to .3
    meant: float
    kind: float
    others: float
    fit: float  # how well the sentence fits, as compose_quotes compares sentences; mostly from 2 to 18
    own: float  # the share of the question's terms that it repeats
    unheld: float  # how many of the question's other terms its page lacks, though the library knows them
    length: float  # how far the question is longer than a short one, from 0 to about 1.5
    another: float  # of a short question: it speaks of another year, or of another of what the question numbers
    unlike: float  # … that asks for a kind of thing of which the sentence has no word
    free: float  # … that wants nothing which can be told by a sentence's form, such as a day or a person


# The logistic regression that `python benchmarks/fit_confidence.py` prints, on the sample library's questions, news
# questions and questions over several articles, each with the articles that answer and without; the script tells how
# they are weighed. In its tenfold check .08, .12 and .11 of the questions with an answer are refused; of those without,
# .87 of the sample library's, which mostly ask for something untold of a person or event that is there, and all of the
# questions over several articles; with the articles that answer taken out, .64, .71 and .34 of the news.
WEIGHTS: dict[str, float] = {
    "names": 4.15,
    "apart": 2.25,
    "lacking": -4.66,
    "gain": 6.23,
    "meant": 2.90,
    "kind": 0.53,
    "others": 1.28,
    "fit": 0.40,
    "own": -3.38,
    "unheld": -0.16,
    "length": 2.49,
    "another": -5.47,
    "unlike": -0.99,
    "free": 0.85,
}
BIAS = -12.00
# Below it the articles are said not to answer.
LEAST_CONFIDENCE = 0.5


def confidence(signs: Signs) -> float:
    """How sure it is that the sentence answers, from 0 to 1."""
    score = BIAS + sum(WEIGHTS[each.name] * getattr(signs, each.name) for each in fields(signs))
    return (1 + math.tanh(score / 2)) / 2  # the logistic function; exp(-score) would overflow


def signs_of(
    best: Candidate,
    fit: float,
    *,
    query: Query,
    terms: Terms,
    candidates: Sequence[Candidate],
    embedder: Embedder,
    commonness: Callable[[str], float],
) -> Signs:
    """The signs of a sentence that is `best` among the candidates."""
    close = closeness(query, terms, best, embedder)
    page = [each.text for each in candidates if each.article.id == best.article.id]
    stems = met_in(" ".join([best.article.title, *page]), synonyms_of(query.standalone, terms))
    is_long = len(terms.weights) > SHORT_QUESTION
    known = {stem(word) for word in words_of(query.standalone) if commonness(word) > 0}
    others = [term for term in terms.weights if term not in terms.names and not term.isdigit()]
    asked = asked_for(query)
    return Signs(
        # A short question is about one thing, which one article must name; a long one may be about several articles.
        names=best.clues.known if is_long else best.clues.names,
        apart=float(is_long and not terms.names <= stems),
        lacking=float(
            lacks_wanted(best, asked)
            or _is_too_old(best, asked, query)
            or (not is_long and _is_no_death(best, query, terms, candidates))
        ),
        gain=close.gain,
        meant=close.meant,
        kind=close.kind,
        others=close.others,
        fit=fit,
        own=best.clues.own,
        unheld=float(sum(term in known and term not in stems for term in others)),
        length=max(0.0, math.log((1 + len(terms.weights)) / (1 + SHORT_QUESTION))),
        another=float(not is_long and _is_of_another(best, query, candidates)),
        unlike=float(not is_long and close.kind < _NO_SUCH_KIND),
        free=float(not is_long and asked.wanted is Wanted.ANYTHING),
    )


def lacks_wanted(candidate: Candidate, asked: Asked) -> bool:
    """Whether a sentence cannot answer since it holds no day, doer or figure, or not the figure that is wanted."""
    if asked.doer:
        return candidate.clues.wanted < _HALF
    if asked.wanted not in {Wanted.NUMBER, Wanted.DATE}:
        return False
    return candidate.clues.wanted < (_HALF if asked.measure in _STRICT else 0.1)


def _is_of_another(best: Candidate, query: Query, candidates: Sequence[Candidate]) -> bool:
    """Whether a year of the question stands nowhere near, or its "First Division" nowhere on the page."""
    page = [each for each in candidates if each.article.id == best.article.id]
    whole = " ".join([best.article.title, *(each.text for each in page)]).lower()
    if any(found.lower() not in whole for found in _NUMBERED.findall(query.standalone)):
        return True
    near = [each.text for each in page if -_BEFORE <= each.sentence.number - best.sentence.number <= _AFTER]
    around = " ".join([best.article.title, *near])
    years, published = set(_YEAR.findall(around)), best.article.published
    if published:
        years |= {str(published.year), *([str(published.year - 1)] if _LAST_YEAR.search(around) else [])}
    return not years.issuperset(_YEAR.findall(query.standalone))


def _is_no_death(best: Candidate, query: Query, terms: Terms, candidates: Sequence[Candidate]) -> bool:
    """Whether it is asked how somebody died, and no sentence of the page has any of the names and a death together.

    Nothing is worse to get wrong of the living, and articles on a disaster name many who did not die in it.
    """
    death = stem("die")
    if not _DEATH_OF.search(query.standalone):
        return False
    synonyms = synonyms_of(query.standalone, terms)
    held = [met_in(each.text, synonyms) for each in candidates if each.article.id == best.article.id]
    return not any(death in each and terms.names & each for each in held)


def _is_too_old(best: Candidate, asked: Asked, query: Query) -> bool:
    """Whether the best article is from before the past event that was asked about, and cannot tell how it went."""
    published = best.article.published
    if asked.since is None or published is None or published >= asked.since:
        return False
    return (query.question.today - published).days <= _DAYS_A_YEAR
