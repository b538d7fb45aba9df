"""The claims of a draft and the sentences nearest to each to their grades: by a judge, or by a comparison of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking.findings import differences_in_words, find_differences, invented_quotations
from assistant.answering.checking.missing_figures import same_figure
from assistant.answering.comparing.corrections import corrections_in, is_corrected
from assistant.answering.comparing.differing_copies import difference, remarks_on_twins
from assistant.answering.drafts.draft_claims import Claim
from assistant.answering.drafts.draft_sources import Near
from assistant.answering.evidence.evidence import gather_evidence
from assistant.answering.evidence.remarks import Place, places
from assistant.answering.tools import Tools
from assistant.answering.writing.judging import Case, Judge, Ruling, judge_cases
from assistant.language.figure import Figure
from assistant.language.normalise import one_line
from assistant.records.articles import Chunk
from assistant.records.evidence import Evidence, Handle, Passage, Scores
from assistant.records.ports import Usage
from assistant.records.verdicts import Grade
from assistant.time.reading import read

# So many of the nearest sentences a judge reads for each claim, and so many are shown where it cites none.
_OFFERED = 8
_NEAREST = 3
_CLOSEST = "the closest sentences do"
NOTHING_USED = Usage()


@dataclass(frozen=True, slots=True)
class Graded:
    """What the articles say of a claim: what bears it out, what speaks against it, or else what comes nearest.

    `differences` are of words alone; `corrections` say what a source later took back, by the sentences in `notices`,
    `disagreements` what nearly the same sentence of another article says instead, by those in `sides`.
    """

    grade: Grade
    differences: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    contradicted: bool = False
    support: tuple[Near, ...] = ()
    contrary: tuple[Near, ...] = ()
    disagreements: tuple[str, ...] = ()
    notices: tuple[Near, ...] = ()
    sides: tuple[Near, ...] = ()
    nearest: tuple[Near, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """All that is said of it, in the reader's words."""
        return (*self.differences, *self.corrections, *self.disagreements)


def compare_claim(claim: Claim, near: Sequence[Near], whole: Sequence[Near]) -> Graded:
    """The grade that the words alone give; `near` are the sentences nearest to it, `whole` all of their articles.

    A claim that is an article's sentence letter for letter is quoted. Of any other it is only told which of its words
    the closest sentences do not have; a figure that its source later took back is told of both.
    """
    own = {one_line(claim.part.text), one_line(claim.part.words)}
    said = tuple(each for each in near if one_line(each.text) in own)
    closest = said or tuple(near[:_NEAREST])
    taken_back = list(_taken_back(claim, closest, whole))
    corrections = tuple(f"a correction has {right} in place of {wrong}" for _, wrong, right in taken_back)
    notices = tuple(notice for notice, _, _ in taken_back)
    if said:
        return Graded(Grade.QUOTED, corrections=corrections, support=said, notices=notices)
    differences = find_differences(claim.words, [each.cited() for each in closest], asked=claim.day)
    told = differences_in_words(differences, _CLOSEST, many=True)
    return Graded(Grade.NOT_JUDGED, told, corrections, notices=notices, nearest=closest)


def with_other_sides(claim: Claim, graded: Graded, whole: Sequence[Near]) -> Graded:
    """The grade with what other articles say instead, in a sentence that is nearly one that it stands on."""
    every = [Place(Handle(1, number), each.article, each.sentence) for number, each in enumerate(whole, start=1)]
    own = {(each.article.id, each.sentence.start) for each in (*graded.support, *graded.contrary)}
    near = {(each.article.id, each.sentence.start) for each in graded.nearest if difference(claim.words, each.text)}
    shown = [place for place in every if (place.article.id, place.sentence.start) in own | near]
    remarks = remarks_on_twins(shown, every)
    said = tuple(remark.text[0].lower() + remark.text[1:].rstrip(".") for remark in remarks)
    sides = dict.fromkeys(handle.sentence - 1 for remark in remarks for handle in remark.handles)
    others = [whole[at] for at in sides if (whole[at].article.id, whole[at].sentence.start) not in own]
    return replace(graded, disagreements=said, sides=tuple(others)) if remarks else graded


@dataclass(frozen=True, slots=True)
class JudgedClaims:
    """The grades of claims, what judging them took, and why the judge could not be had, where that is so."""

    graded: Sequence[Graded]
    usage: Usage = NOTHING_USED
    failure: str = ""


def judge_claims(
    claims: Sequence[Claim], near: Sequence[Sequence[Near]], compared: Sequence[Graded], tools: Tools
) -> JudgedClaims:
    """The grades that the judge gives to what is not quoted; all stay as they are where there is none."""
    unsure = [place for place, each in enumerate(compared) if each.grade is Grade.NOT_JUDGED and near[place]]
    if tools.judge is None or not unsure:
        return JudgedClaims(compared)
    found = _Found([near[place] for place in unsure], [compared[place].notices for place in unsure])
    cases = [
        Case(
            claims[place].words,
            offered=found.handles(number),
            questions=compared[place].reasons,
            follows=claims[place].follows,
        )
        for number, place in enumerate(unsure)
    ]
    judge = Judge(tools.judge, tools.prompts, tools.answer_tokens, claims[0].day)
    judgement = judge_cases(cases, found.evidence, judge)
    graded = list(compared)
    for number, ruling in judgement.rulings.items():
        place = unsure[number]
        graded[place] = _ruled(claims[place], compared[place], ruling, found.near(ruling.by))
    return JudgedClaims(graded, judgement.usage, judgement.failure)


class _Found:
    """The sentences offered to the judge for each claim, those around them included, as one evidence."""

    def __init__(self, near: Sequence[Sequence[Near]], notices: Sequence[Sequence[Near]]) -> None:
        self._offered = [[*each[:_OFFERED], *own] for each, own in zip(near, notices, strict=True)]
        every = [one for each in self._offered for near_one in each for one in near_one.with_neighbours()]
        self.evidence: Evidence = gather_evidence(
            [Passage(each.article, Chunk(0, 0, 0), (each.sentence,), Scores(0.0)) for each in every]
        )
        self._by_key = {(each.article.id, each.sentence.start): each for each in reversed(every)}
        self._handles = {(each.article.id, each.sentence.start): each.handle for each in places(self.evidence)}

    def handles(self, number: int) -> tuple[Handle, ...]:
        """Those of the sentences offered for a claim."""
        return tuple(
            dict.fromkeys(self._handles[each.article.id, each.sentence.start] for each in self._offered[number])
        )

    def near(self, handles: Iterable[Handle]) -> tuple[Near, ...]:
        """The sentences of these handles."""
        found = (self.evidence.find(handle) for handle in handles)
        return tuple(self._by_key[article.id, sentence.start] for article, sentence in filter(None, found))


def _ruled(claim: Claim, compared: Graded, ruling: Ruling, by: tuple[Near, ...]) -> Graded:
    """The grade by a ruling; a quotation that stands in no article bears nothing out, whatever the judge says."""
    if not ruling.confirmed:
        against = by if ruling.contradicted else ()
        nearest = () if against else compared.nearest
        return replace(
            compared,
            grade=Grade.NOT_CONFIRMED,
            differences=(ruling.reason,),
            contradicted=ruling.contradicted,
            contrary=against,
            nearest=nearest,
        )
    invented = differences_in_words(invented_quotations(claim.words, [each.cited() for each in by]))
    if invented:
        return replace(compared, grade=Grade.NOT_CONFIRMED, differences=invented)
    return replace(compared, grade=Grade.CONFIRMED, differences=(), support=by, nearest=())


def _taken_back(claim: Claim, closest: Sequence[Near], whole: Sequence[Near]) -> Iterator[tuple[Near, str, str]]:
    """The notices that correct a figure which the claim has from one of these sentences, with both figures."""
    every = [Place(Handle(1, number), each.article, each.sentence) for number, each in enumerate(whole, start=1)]
    keys = {(each.article.id, each.sentence.start) for each in closest}
    for correction in corrections_in(every):
        mistaken = [place for place in every if is_corrected(place, correction)]
        if _holds(claim, correction.wrong) and any((each.article.id, each.sentence.start) in keys for each in mistaken):
            notice = whole[correction.place.handle.sentence - 1]
            yield notice, correction.wrong.text, correction.right.text


def _holds(claim: Claim, figure: Figure) -> bool:
    return any(same_figure(figure, own) for own in read(claim.words).figures)
