"""One claim of a draft and the sentences nearest to it to a ruling: what bears it out, or what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.compose_prose import day_in_words
from assistant.answering.draft_claims import Claim
from assistant.answering.draft_sources import Near
from assistant.answering.support import find_support
from assistant.answering.verify import check_statement
from assistant.answering.words import words_of
from assistant.types import Verdict

# So many of the nearest sentences are tried alone, and so many articles for two or three of their sentences together.
_ALONE = 6
_ARTICLES_TOGETHER = 3
# What is further away than this speaks of something else, whatever differs.
_LEAST_CLOSENESS = 0.5
# Sentences of two articles are put together only when each speaks of what the claim speaks of, and none of all of it
# but a detail: that one is the claim's source, and the detail differs. (Of 14 sentences of news with a number changed,
# 3 were "supported" before, by the sentence itself and another article's number.)
_LEAST_OF_TWO_ARTICLES = 0.45
_THE_SOURCE = 0.75
_MOST_CONTRARY = 2
_MOST_NEAREST = 2
_NOT_ABOUT_THEM = "the article does not name {}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the articles say of a claim: what supports it, what speaks against it, or else what comes nearest."""

    verdict: Verdict
    support: tuple[Near, ...] = ()
    contrary: tuple[Near, ...] = ()
    nearest: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tried:
    near: tuple[Near, ...]
    verdict: Verdict

    @property
    def closeness(self) -> float:
        return max(each.closeness for each in self.near)


def judge_claim(claim: Claim, near: Sequence[Near]) -> Ruling:
    """The ruling on a claim; `near` are the sentences nearest to it, nearest first."""
    alone = [_try(claim, (each,)) for each in near[:_ALONE]]
    supporting = [each for each in alone if each.verdict.supported]
    together: list[_Tried] = []
    if not supporting:
        together = [_try(claim, each) for each in _together(claim, near)]
        supporting = [each for each in together if each.verdict.supported]
    against = sorted(
        (each for each in alone if each.verdict.contradicted and each.closeness >= _LEAST_CLOSENESS),
        key=lambda each: -each.closeness,
    )
    if supporting:
        return _supported(max(supporting, key=lambda each: each.verdict.score), against)
    if against:
        contrary = tuple(each.near[0] for each in against[:_MOST_CONTRARY])
        return Ruling(against[0].verdict, contrary=contrary, nearest=())
    return _not_found(near, [*alone, *together])


def _try(claim: Claim, near: tuple[Near, ...]) -> _Tried:
    similarity = max(each.similarity for each in near)
    verdict = check_statement(claim.words, [each.cited() for each in near], similarity=similarity)
    if verdict.supported and not any(_speaks_of(claim.somebody, each) for each in near):
        reason = _NOT_ABOUT_THEM.format(" or ".join(claim.somebody))
        verdict = replace(verdict, supported=False, reasons=(reason,))
    return _Tried(near, verdict)


def _speaks_of(somebody: Sequence[str], near: Near) -> bool:
    """Whether the article names one of those whom the claim may mean by "he" or "she"; nobody in particular will do."""
    there = set(words_of(f"{near.article.title} {near.article.text}"))
    return not somebody or any(words_of(name)[-1] in there for name in somebody)


def _together(claim: Claim, near: Sequence[Near]) -> Iterator[tuple[Near, ...]]:
    """Two or three sentences off which the claim is best read: of all the articles, and of each of the nearest."""
    articles = list(dict.fromkeys(each.article.id for each in near))[:_ARTICLES_TOGETHER]
    groups = [list(near), *([each for each in near if each.article.id == article] for article in articles)]
    tried: set[tuple[int, ...]] = set()
    for group in groups:
        numbers = find_support(claim.words, [each.text for each in group])
        chosen = tuple(group[number] for number in numbers)
        if len(chosen) > 1 and _may_go_together(chosen) and (key := tuple(map(id, chosen))) not in tried:
            tried.add(key)
            yield chosen


def _may_go_together(near: Sequence[Near]) -> bool:
    if len({each.article.id for each in near}) == 1:
        return True
    closenesses = [each.closeness for each in near]
    return min(closenesses) >= _LEAST_OF_TWO_ARTICLES and max(closenesses) < _THE_SOURCE


def _supported(best: _Tried, against: Sequence[_Tried]) -> Ruling:
    """A supported claim, with what an article that is no older says otherwise."""
    newest = _newest(best.near)
    contrary = [
        each for each in against
        if each.near[0].article.id not in {near.article.id for near in best.near}
        and (newest is None or each.near[0].article.published is None or each.near[0].article.published >= newest)
    ][:1]  # fmt: skip
    reasons = tuple(f"{_which(each.near[0], newest)} says otherwise: {each.verdict.reasons[0]}" for each in contrary)
    return Ruling(
        replace(best.verdict, reasons=reasons), support=best.near, contrary=tuple(each.near[0] for each in contrary)
    )


def _newest(near: Sequence[Near]) -> date | None:
    return max((each.article.published for each in near if each.article.published), default=None)


def _which(near: Near, newest: date | None) -> str:
    published = near.article.published
    if published is None:
        return "an undated article"
    later = newest is not None and published > newest
    return f"{'a later' if later else 'another'} article, of {day_in_words(published).split(maxsplit=1)[1]},"


def _not_found(near: Sequence[Near], tried: Sequence[_Tried]) -> Ruling:
    close = [each for each in tried if each.closeness >= _LEAST_CLOSENESS]
    if not close:
        score = max((each.verdict.score for each in tried), default=0.0)
        return Ruling(Verdict(supported=False, score=score), nearest=tuple(near[:_MOST_NEAREST]))
    best = max(close, key=lambda each: each.verdict.score)
    others = [each for each in near if all(each is not one for one in best.near)]
    return Ruling(best.verdict, nearest=(*best.near, *others)[:_MOST_NEAREST])
