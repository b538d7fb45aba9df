"""One claim of a draft and the sentences nearest to it to a ruling: what bears it out, or what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.coverage import stem, stems_in
from assistant.answering.days import dates_in
from assistant.answering.draft_claims import Claim
from assistant.answering.draft_sources import Near
from assistant.answering.draft_together import read_together
from assistant.answering.objections import reasons_in_draft
from assistant.answering.verify import check_statement
from assistant.answering.words import content_words, words_of
from assistant.articles.days_in_words import day_in_words
from assistant.types import ObjectionKind, Verdict

# So many of the nearest sentences are tried alone.
_ALONE = 6
# A sentence says something else about the same thing when it is about as near as any, and differs in one detail; one
# that is further away, or differs in more, speaks of something else.
_LEAST_CLOSENESS = 0.45
_ABOUT_AS_NEAR = 0.1
_MUCH_NEARER = 0.15
# Beside a sentence that supports the claim one must be nearer to count: later articles that did say otherwise lay at
# .61 and .76, those that spoke of something else at .46 to .52 (60 sentences of news and of the sample).
_LEAST_BESIDE_SUPPORT = 0.55
# So much of the one article's title the other must have to be about the same thing.
_LEAST_OF_TITLE = 0.5
_MOST_CONTRARY = 2
_MOST_NEAREST = 2
_NOT_ABOUT_THEM = "the article does not name {}"


# How near in meaning a claim and sentences read together are: a cosine.
Similarity = Callable[[Claim, Sequence[Near]], float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the articles say of a claim: what supports it, what speaks against it, or else what comes nearest.

    What supports an attributed claim says it as somebody's word.
    """

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


def judge_claim(claim: Claim, near: Sequence[Near], similarity: Similarity) -> Ruling:
    """The ruling on a claim; `near` are the sentences nearest to it, nearest first."""
    alone = [_try(claim, (each,), similarity) for each in near[:_ALONE]]
    against = _against(alone, alone)
    saying = [each for each in alone if each.verdict.supported] or [each for each in alone if each.verdict.attributed]
    together: list[_Tried] = []
    if not saying:
        contrary = [each.near[0] for each in against]
        together = [_try(claim, each, similarity) for each in read_together(claim, near, contrary)]
        saying = [each for each in together if each.verdict.supported]
        saying = saying or [each for each in together if each.verdict.attributed]
    if saying:
        best = min(saying, key=lambda each: (len(each.near), -each.verdict.score - each.closeness))
        if not against or against[0].closeness - best.closeness < _MUCH_NEARER:
            return _said(claim, best, alone)
    with_nearest = [each for each in together if any(one is near[0] for one in each.near)]
    if against := against or _against(with_nearest, alone)[:1]:
        contrary = [each for one in against[:_MOST_CONTRARY] for each in one.near]
        return Ruling(_worded(against[0], "the article"), contrary=tuple(contrary))
    return _not_found(near, [*alone, *together])


def _try(claim: Claim, near: tuple[Near, ...], similarity: Similarity) -> _Tried:
    verdict = check_statement(claim.words, [each.cited() for each in near], similarity=similarity(claim, near))
    if (verdict.supported or verdict.attributed) and not any(_speaks_of(claim.somebody, each) for each in near):
        reason = _NOT_ABOUT_THEM.format(" or ".join(claim.somebody))
        verdict = Verdict(supported=False, score=0.0, reasons=(reason,))
    return _Tried(near, verdict)


def _speaks_of(somebody: Sequence[str], near: Near) -> bool:
    """Whether the article names one of those whom the claim may mean by "he" or "she"; nobody in particular will do."""
    there = set(words_of(f"{near.article.title} {near.article.text}"))
    return not somebody or any(words_of(name)[-1] in there for name in somebody)


def _against(tried: Sequence[_Tried], alone: Sequence[_Tried]) -> list[_Tried]:
    """What says something else about the same thing, nearest first; no nearer sentence agrees as well."""
    nearest = max((each.closeness for each in alone), default=0.0)
    rivals = [each for each in alone if not each.verdict.contradicted]
    found = [
        each
        for each in tried
        if _says_otherwise(each)
        and each.closeness >= nearest - _ABOUT_AS_NEAR
        and not any(one.closeness > each.closeness and one.verdict.score >= each.verdict.score for one in rivals)
    ]
    return sorted(found, key=lambda each: -each.closeness)


def _says_otherwise(tried: _Tried) -> bool:
    differences = [each for each in tried.verdict.objections if each.kind is not ObjectionKind.ATTRIBUTION]
    near_enough = min(each.closeness for each in tried.near) >= _LEAST_CLOSENESS
    return tried.verdict.contradicted and len(differences) == 1 and near_enough


def _said(claim: Claim, best: _Tried, alone: Sequence[_Tried]) -> Ruling:
    """A claim that the articles make, with what an article that is no older says otherwise."""
    newest = _newest(best.near)
    own = {each.article.id for each in best.near}
    contrary = [
        each
        for each in alone
        if _says_otherwise(each)
        and each.closeness >= _LEAST_BESIDE_SUPPORT
        and _is_another(each.near[0], own, newest)
        and not _is_about_weekdays(each.verdict)
        and _is_same_thing(claim, best.near, each.near[0])
    ]
    contrary = sorted(contrary, key=lambda each: -_day(each.near[0]))[:1]  # the newest, which stands
    reasons = tuple(
        f"{_which(each.near[0], newest)} says otherwise: {_worded(each, 'that article').reasons[0]}"
        for each in contrary
    )
    verdict = _worded(best, "the article")
    verdict = replace(verdict, reasons=(*verdict.reasons, *reasons))
    return Ruling(verdict, support=best.near, contrary=tuple(each.near[0] for each in contrary))


def _is_another(near: Near, own: set[str], newest: date | None) -> bool:
    """Whether a sentence is of another article, which does not appear to be older."""
    published = near.article.published
    return near.article.id not in own and (newest is None or published is None or published >= newest)


def _is_same_thing(claim: Claim, support: Sequence[Near], other: Near) -> bool:
    """Whether a sentence of another article is about what the claim is about: it names it, or one title suits both."""
    named = {word for name in claim.names for word in stems_in(name)}
    if named and named <= stems_in(f"{other.article.title} {other.text}"):
        return True
    return any(_on_one_subject(claim, each, other) for each in support)


def _on_one_subject(claim: Claim, one: Near, other: Near) -> bool:
    """Whether two articles are about one thing: what the claim names, and so much of the title of one of them."""
    here, there = (stems_in(f"{each.article.title} {each.article.text}") for each in (one, other))
    named = {word for name in claim.names for word in stems_in(name)}
    alike = max(_share_of_title(one, there), _share_of_title(other, here))
    return named & here <= there and alike >= _LEAST_OF_TITLE


def _share_of_title(near: Near, stems: frozenset[str]) -> float:
    """How much of an article's title another article has."""
    title = {stem(word) for word in content_words(near.article.title)}
    return len(title & stems) / len(title) if title else 1.0


def _is_about_weekdays(verdict: Verdict) -> bool:
    """Whether the difference is one of "Sunday" and "today", which two articles of two days may well have."""
    said = [part for each in verdict.objections for part in (each.said, each.there)]
    return any(mention.relative for part in said for mention in dates_in(part, None))


def _day(near: Near) -> int:
    return near.article.published.toordinal() if near.article.published else 0


def _newest(near: Sequence[Near]) -> date | None:
    return max((each.article.published for each in near if each.article.published), default=None)


def _which(near: Near, newest: date | None) -> str:
    published = near.article.published
    if published is None:
        return "an undated article"
    later = newest is not None and published > newest
    return f"{'a later' if later else 'another'} article, of {day_in_words(published)},"


def _not_found(near: Sequence[Near], tried: Sequence[_Tried]) -> Ruling:
    """A claim that is in no article, with what the nearest sentences lack, where they are near enough to compare."""
    nearest = max((each.closeness for each in near), default=0.0)
    least = max(_LEAST_CLOSENESS, nearest - _MUCH_NEARER)
    comparable = [each for each in tried if each.closeness >= least and not each.verdict.contradicted]
    if not comparable:
        score = max((each.verdict.score for each in tried), default=0.0)
        return Ruling(Verdict(supported=False, score=score), nearest=tuple(near[:_MOST_NEAREST]))
    best = max(comparable, key=lambda each: (each.verdict.score, -len(each.near)))
    others = [each for each in near if all(each is not one for one in best.near)]
    return Ruling(_worded(best, "the nearest sentence"), nearest=(*best.near, *others)[:_MOST_NEAREST])


def _worded(tried: _Tried, source: str) -> Verdict:
    """The verdict with its reasons in a fact-checker's words.

    Of a contradiction only what is said otherwise stays, and who said it matters where nothing else is missing.
    """
    objections = tried.verdict.objections
    weighing = [each for each in objections if each.contradicts or not tried.verdict.contradicted]
    weighing = [each for each in weighing if each.kind is not ObjectionKind.ATTRIBUTION] or weighing
    reasons = reasons_in_draft(weighing, source, many=len(tried.near) > 1)
    return replace(tried.verdict, reasons=reasons or tried.verdict.reasons)
