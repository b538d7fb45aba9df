"""The claims of a draft and the sentences nearest to each to their grades: by a judge, or by a comparison of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.compose_prose import one_line
from assistant.answering.corrections import corrections_in, is_corrected
from assistant.answering.draft_claims import Claim
from assistant.answering.draft_sources import Near
from assistant.answering.evidence import gather_evidence
from assistant.answering.figures import Figure, figures_in
from assistant.answering.findings import differences_in_words, find_differences
from assistant.answering.judging import Case, Judgement, Ruling, judge
from assistant.answering.missing_figures import same_figure
from assistant.answering.remarks import Place
from assistant.answering.tools import Tools
from assistant.types import Chunk, Evidence, Grade, Handle, Passage, Scores, Usage

# So many of the nearest sentences a judge reads for each claim, and so many are shown where it cites none.
_OFFERED = 8
_NEAREST = 3
_CLOSEST = "the closest sentences do"


@dataclass(frozen=True, slots=True)
class Graded:
    """What the articles say of a claim: what bears it out, what speaks against it, or else what comes nearest."""

    grade: Grade
    reasons: tuple[str, ...] = ()
    contradicted: bool = False
    support: tuple[Near, ...] = ()
    contrary: tuple[Near, ...] = ()
    nearest: tuple[Near, ...] = ()


def compare_claim(claim: Claim, near: Sequence[Near], whole: Sequence[Near]) -> Graded:
    """The grade that the words alone give; `near` are the sentences nearest to it, `whole` all of their articles.

    A claim that is an article's sentence letter for letter is quoted. Of any other it is only told which of its words
    the closest sentences do not have; a figure that its source later took back is told of both.
    """
    own = {one_line(claim.part.text), one_line(claim.part.words)}
    said = tuple(each for each in near if one_line(each.text) in own)
    closest = said or tuple(near[:_NEAREST])
    notices = tuple(_taken_back(claim, closest, whole))
    reasons = tuple(f"a correction has {right} in place of {wrong}" for _, wrong, right in notices)
    contrary = tuple(notice for notice, _, _ in notices)
    if said:
        return Graded(Grade.QUOTED, reasons, support=said, contrary=contrary)
    differences = find_differences(claim.words, [each.cited() for each in closest], asked=claim.day)
    told = differences_in_words(differences, _CLOSEST, many=True)
    return Graded(Grade.NOT_JUDGED, (*told, *reasons), contrary=contrary, nearest=closest)


def judge_claims(
    claims: Sequence[Claim], near: Sequence[Sequence[Near]], compared: Sequence[Graded], tools: Tools
) -> tuple[list[Graded], int, Usage]:
    """The grades that the judge gives to what is not quoted, how many claims it did not judge, and what it took."""
    places = [place for place, each in enumerate(compared) if each.grade is Grade.NOT_JUDGED and near[place]]
    if tools.judge is None or not places:
        return list(compared), 0, Usage()
    found = _Found([near[place] for place in places], [compared[place].contrary for place in places])
    cases = [
        Case(
            claims[place].words,
            offered=found.handles(number),
            questions=compared[place].reasons,
            follows=claims[place].follows,
        )
        for number, place in enumerate(places)
    ]
    judgement: Judgement = judge(
        cases, found.evidence, model=tools.judge, prompts=tools.prompts, reply_tokens=tools.answer_tokens
    )
    graded = list(compared)
    for number, ruling in judgement.rulings.items():
        place = places[number]
        graded[place] = _ruled(compared[place], ruling, found)
    return graded, len(places) - len(judgement.rulings), judgement.usage


class _Found:
    """The sentences offered to the judge for each claim, those around them included, as one evidence."""

    def __init__(self, near: Sequence[Sequence[Near]], contrary: Sequence[Sequence[Near]]) -> None:
        self._offered = [[*each[:_OFFERED], *against] for each, against in zip(near, contrary, strict=True)]
        every = [one for each in self._offered for near_one in each for one in near_one.with_neighbours()]
        self.evidence: Evidence = gather_evidence(
            [Passage(each.article, Chunk(0, 0, 0), (each.sentence,), Scores(0.0), each.copies) for each in every]
        )
        self._by_key = {(each.article.id, each.sentence.start): each for each in reversed(every)}
        self._handles = {
            (part.article.id, sentence.start): Handle(part.number, number)
            for part in self.evidence.articles
            for number, sentence in enumerate(part.sentences, start=1)
        }

    def handles(self, number: int) -> tuple[Handle, ...]:
        """Those of the sentences offered for a claim."""
        return tuple(
            dict.fromkeys(self._handles[each.article.id, each.sentence.start] for each in self._offered[number])
        )

    def near(self, handles: Iterable[Handle]) -> tuple[Near, ...]:
        """The sentences of these handles."""
        found = (self.evidence.find(handle) for handle in handles)
        return tuple(self._by_key[article.id, sentence.start] for article, sentence in filter(None, found))


def _ruled(compared: Graded, ruling: Ruling, found: _Found) -> Graded:
    by = found.near(ruling.by)
    if ruling.confirmed:
        # Without a sentence to look it up in, nobody could check the judge.
        return Graded(Grade.CONFIRMED, support=by) if by else compared
    against = by if ruling.contradicted else ()
    nearest = () if against else compared.nearest
    return Graded(Grade.NOT_CONFIRMED, (ruling.reason,), ruling.contradicted, contrary=against, nearest=nearest)


def _taken_back(claim: Claim, closest: Sequence[Near], whole: Sequence[Near]) -> Iterator[tuple[Near, str, str]]:
    """The notices that correct a figure which the claim has from one of these sentences, with both figures."""
    places = [Place(Handle(1, number), each.article, each.sentence) for number, each in enumerate(whole, start=1)]
    keys = {(each.article.id, each.sentence.start) for each in closest}
    for correction in corrections_in(places):
        mistaken = [place for place in places if is_corrected(place, correction)]
        if _holds(claim, correction.wrong) and any((each.article.id, each.sentence.start) in keys for each in mistaken):
            notice = whole[correction.place.handle.sentence - 1]
            yield notice, correction.wrong.text, correction.right.text


def _holds(claim: Claim, figure: Figure) -> bool:
    return any(same_figure(figure, own) for own in figures_in(claim.words))
