"""Two or more sources to what all of them say, where they differ, and what each says alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.answering.checking.checking import Checker
from assistant.answering.comparing.asked_value import noun_behind
from assistant.answering.comparing.differing_copies import twin
from assistant.answering.evidence.remarks import Place
from assistant.answering.summaries.compare_judged import judged_likeness
from assistant.answering.summaries.coverage import cover
from assistant.answering.summaries.requests import SILENT, Telling
from assistant.answering.summaries.source_evidence import SourceEvidence, evidence_of_sources
from assistant.answering.summaries.summary_lines import Line
from assistant.answering.summaries.summary_quotes import compared, worths
from assistant.answering.tools import Stopwatch, Tools, added
from assistant.answering.writing.settling import failure_notes
from assistant.errors import UsageError
from assistant.records.answers import Answer, LeftOut, Note, NoteKind, Statement, Status
from assistant.records.drafts import DraftStatement
from assistant.records.ports import Usage
from assistant.records.questions import Question
from assistant.records.summaries import Section, SectionKind
from assistant.time.reading import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Cosines of the bundled embedder: from the first on two sentences say the same, below the second one says what the
# other does not; sentences that give other figures of the same thing lie above the third.
_SAME, _ALONE, _OTHER_FIGURES = 0.78, 0.6, 0.72
_BY_LIKENESS = "Sentences stand beside each other by their likeness: no model has judged whether they say the same."
# What is worth a place less when something much like it has one.
_ALIKE_FROM, _ALIKE = 0.55, 2.0


@dataclass(frozen=True, slots=True)
class _Compared:
    """The lines of all sources with their source's place, their worth, and how alike each two are.

    `contradicted` are the pairs of which a judge says that one speaks against the other.
    """

    lines: Sequence[Line]
    worth: Sequence[float | None]
    of_source: NDArray[np.int64]
    likeness: NDArray[np.float32]
    contradicted: frozenset[tuple[int, int]] = frozenset()

    def best_in(self, place: int, source: int) -> tuple[int, float] | None:
        """The line of a source most like a line, and how alike they are; of those that can be quoted."""
        of_it = [other for other in (self.of_source == source).nonzero()[0].tolist() if self.lines[other].quotable]
        best = max(of_it, key=lambda other: float(self.likeness[place, other]), default=None)
        return None if best is None else (best, float(self.likeness[place, best]))

    def most_elsewhere(self, place: int) -> float:
        """How alike the most alike line of any other source is, whether or not it can be quoted."""
        elsewhere = self.likeness[place][self.of_source != self.of_source[place]]
        return float(elsewhere.max()) if len(elsewhere) else 0.0


@dataclass(frozen=True, slots=True)
class _Part:
    """What one section says: rows of lines, those of a row beside each other."""

    title: str
    kind: SectionKind
    rows: Sequence[Sequence[int]]
    sources: tuple[str, ...]


def compare_sources(question: Question, tools: Tools, *, most: int, telling: Telling = SILENT) -> Answer:
    """What the sources of the question's filters say of the topic that is its text; without one, of the main stories.

    About `most` rows in each section. With a judge it is a model that reads whether a source's sentences bear out what
    another says. Raises UsageError for fewer than two sources, the library's, the embedder's and the model's errors.
    """
    names = question.filters.sources
    if len(names) < 2:
        raise UsageError("A comparison takes at least two sources.", hint="Name them: --source A --source B.")
    seen, watch = tools.as_of(question), Stopwatch()
    with watch.step("retrieve"):
        found = evidence_of_sources(question, seen)
    left_out = LeftOut(undated_articles=seen.library.catalogue.count_undated(question.filters))
    newest = seen.library.catalogue.newest(question.filters)
    begun = Answer(Status.NOT_IN_ARTICLES, question, question.text, left_out=left_out, newest=newest)
    if not found.evidence.articles:
        return replace(begun, seconds=watch.seconds)
    with watch.step("compose"):
        all_of = _compare(found, seen)
    usage, failure, model = Usage(), "", None
    if seen.judge is not None:
        with watch.step("judge"):
            judged = judged_likeness(
                all_of.lines, all_of.worth, all_of.of_source, all_of.likeness, (found.evidence, seen, telling)
            )
        all_of = replace(all_of, likeness=judged.likeness, contradicted=judged.contradicted)
        usage, failure, model = added(usage, judged.usage), judged.failure, seen.judge.name
    parts = _parts(all_of, names, most, found.alone)
    answer = _told(replace(begun, usage=usage, model=model), parts, all_of, found)
    silent = [name for place, name in enumerate(names) if not (all_of.of_source == place).any()]
    notes = [Note(NoteKind.NOT_IN_ARTICLES, f"No article of {name} is about it.") for name in silent]
    if seen.judge is None and not silent:
        notes.append(Note(NoteKind.NOT_JUDGED, _BY_LIKENESS))
    return replace(answer, notes=(*answer.notes, *notes, *failure_notes(failure)), seconds=watch.seconds)


def _compare(found: SourceEvidence, tools: Tools) -> _Compared:
    import numpy as np

    lines, vectors = compared(found.evidence, tools.embedder, found.topic)
    of_source = np.array([found.sources[line.part.number - 1] for line in lines])
    return _Compared(lines, worths(lines, found.topic), of_source, vectors @ vectors.T)


def _parts(all_of: _Compared, names: Sequence[str], most: int, alone: frozenset[str] | None) -> list[_Part]:
    """The sections that have something to say; a line stands in one of them."""
    rows = _rows(all_of, len(names))
    differing = [row for row in rows if _differ(all_of, row)]
    differ = _chosen(all_of, differing, most, ())
    same = [row for row in rows if row not in differing and _alike(all_of, row)]
    both = _chosen(all_of, same, most, differ)
    parts = [
        _Part(
            "What both tell of" if len(names) == 2 else "What all of them tell of", SectionKind.BOTH, both, tuple(names)
        ),
        _Part("Where they differ", SectionKind.DIFFER, differ, tuple(names)),
    ]
    for place, name in enumerate(names):
        own = [
            [at]
            for at in (all_of.of_source == place).nonzero()[0].tolist()
            if all_of.worth[at] is not None
            and all_of.most_elsewhere(at) < _ALONE
            and (alone is None or all_of.lines[at].part.article.id in alone)
        ]
        parts.append(_Part(f"Only {name}", SectionKind.ONE, _chosen(all_of, own, most, (*both, *differ)), (name,)))
    return [part for part in parts if part.rows]


def _rows(all_of: _Compared, sources: int) -> list[list[int]]:
    """Each line that may stand in a summary with the line most like it of every other source, in the sources' order."""
    rows: dict[tuple[int, ...], list[int]] = {}
    for at, worth in enumerate(all_of.worth):
        if worth is None:
            continue
        own = int(all_of.of_source[at])
        beside = [all_of.best_in(at, source) for source in range(sources) if source != own]
        if all(found is not None and found[1] >= _OTHER_FIGURES for found in beside):
            row = sorted([at, *(found[0] for found in beside if found)], key=lambda place: int(all_of.of_source[place]))
            rows[tuple(row)] = row
    return list(rows.values())


def _alike(all_of: _Compared, row: Sequence[int]) -> bool:
    return all(float(all_of.likeness[one, two]) >= _SAME for one, two in combinations(row, 2))


def _differ(all_of: _Compared, row: Sequence[int]) -> bool:
    """Whether two of the lines are one sentence with other words in it, or give different figures of one thing."""
    for one, two in combinations(row, 2):
        first, second = all_of.lines[one], all_of.lines[two]
        if (min(one, two), max(one, two)) in all_of.contradicted:
            return True
        if twin(_place(first), _place(second)) is not None:
            return True
        if float(all_of.likeness[one, two]) >= _OTHER_FIGURES and _count_otherwise(first.text, second.text):
            return True
    return False


def _count_otherwise(first: str, second: str) -> bool:
    """Whether two sentences count the same things, and none of them alike."""
    counts, others = _counted(first), _counted(second)
    shared = counts.keys() & others.keys()
    return bool(shared) and all(counts[noun].isdisjoint(others[noun]) for noun in shared)


def _counted(text: str) -> dict[str, set[object]]:
    """The numbers of a sentence by the stem of what they count."""
    counts: defaultdict[str, set[object]] = defaultdict(set)
    for figure in read(text).plain_figures:
        if figure.kind != "year" and (nouns := noun_behind(text, figure)):
            counts[nouns[0]] |= set(figure.values)
    return counts


def _place(line: Line) -> Place:
    return Place(line.handle, line.part.article, line.part.sentences[line.handle.sentence - 1])


def _chosen(
    all_of: _Compared, rows: Sequence[Sequence[int]], most: int, told: Sequence[Sequence[int]]
) -> list[Sequence[int]]:
    """The rows worth the most, each unlike those chosen before and those that are told; in the order of their days."""
    chosen: list[Sequence[int]] = []
    while len(chosen) < most:
        taken = [at for row in (*told, *chosen) for at in row]
        open_rows = [row for row in rows if not set(row) & set(taken)]
        best = max(open_rows, key=lambda row: _row_worth(all_of, row, taken), default=None)
        if best is None:
            break
        chosen.append(best)
    return sorted(chosen, key=lambda row: (str(all_of.lines[row[0]].part.article.published or ""), row[0]))


def _row_worth(all_of: _Compared, row: Sequence[int], taken: Sequence[int]) -> float:
    worth = sum(all_of.worth[at] or 0.0 for at in row) / len(row)
    if taken:
        nearest = max(float(all_of.likeness[at, other]) for at in row for other in taken)
        worth -= _ALIKE * max(0.0, nearest - _ALIKE_FROM)
    return worth


def _told(begun: Answer, parts: Sequence[_Part], all_of: _Compared, found: SourceEvidence) -> Answer:
    """The answer: each row a paragraph, each line its own statement."""
    checker = Checker(found.evidence)
    statements: list[Statement] = []
    sections: list[Section] = []
    paragraph = 0
    for part in parts:
        sections.append(Section(part.title, len(statements), part.kind, sources=part.sources))
        for row in part.rows:
            for at in row:
                line = all_of.lines[at]
                statements.append(checker.quoted(DraftStatement(line.text, (line.handle,)), paragraph=paragraph))
            paragraph += 1
    citations = checker.citations()
    return replace(
        begun,
        status=Status.ANSWERED if statements else Status.NOT_IN_ARTICLES,
        statements=tuple(statements),
        citations=citations,
        sections=tuple(sections),
        coverage=cover(found.articles, len(found.evidence.articles), citations),
    )
