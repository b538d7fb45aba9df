"""A ruling on a claim to the same in the light of corrections: what its source took back bears nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.corrections import Correction, corrections_in, is_corrected
from assistant.answering.draft_claims import Claim
from assistant.answering.draft_sources import Near
from assistant.answering.draft_verdict import Ruling, Similarity
from assistant.answering.figures import Figure, figures_in
from assistant.answering.missing_figures import same_figure
from assistant.answering.objections import reasons_in_draft
from assistant.answering.remarks import Place
from assistant.answering.verify import check_statement
from assistant.types import Handle, Objection, ObjectionKind, Verdict


def corrected(claim: Claim, ruling: Ruling, near: Sequence[Near], similarity: Similarity) -> Ruling:
    """The ruling; a claim with the wrong figure of a notice is contradicted by it, one with the right figure supported.

    `near` are all sentences of the articles near the claim. The right figure is supported when the claim would be by
    the sentence that was corrected, had it the wrong one.
    """
    places = [Place(Handle(1, number), each.article, each.sentence) for number, each in enumerate(near, start=1)]
    for correction in corrections_in(places):
        mistaken = [near[place.handle.sentence - 1] for place in places if is_corrected(place, correction)]
        notice = near[correction.place.handle.sentence - 1]
        sources = (*mistaken, notice)
        if _holds(claim, correction.wrong) and any(each is source for each in ruling.support for source in sources):
            return _taken_back(ruling, correction, notice)
        if _holds(claim, correction.right) and not ruling.verdict.supported:
            for each in mistaken:
                verdict = _with_wrong_figure(claim, correction, each, similarity)
                if verdict.supported:
                    return Ruling(verdict, support=(notice, each))
    return ruling


def _holds(claim: Claim, figure: Figure) -> bool:
    return any(same_figure(figure, own) for own in figures_in(claim.words))


def _taken_back(ruling: Ruling, correction: Correction, notice: Near) -> Ruling:
    objection = Objection(ObjectionKind.NUMBER, correction.wrong.text, correction.right.text, contradicts=True)
    verdict = replace(
        ruling.verdict,
        supported=False,
        attributed=False,
        contradicted=True,
        objections=(objection,),
        reasons=reasons_in_draft([objection], "the correction", many=False),
    )
    return Ruling(verdict, contrary=(notice, *(each for each in ruling.support if each is not notice)))


def _with_wrong_figure(claim: Claim, correction: Correction, near: Near, similarity: Similarity) -> Verdict:
    own = next(own for own in figures_in(claim.words) if same_figure(correction.right, own))
    words = claim.words[: own.start] + correction.wrong.text + claim.words[own.end :]
    return check_statement(words, [near.cited()], similarity=similarity(claim, (near,)))
