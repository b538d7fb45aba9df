"""Silence without a model: how well the confidence in an answer tells questions with an answer from those without.

    python benchmarks/abstention.py --set NAME LIBRARY QUESTIONS [--set …]

LIBRARY and QUESTIONS are as in benchmarks/fit_confidence.py, to whose three sets the weights were fitted: of those, its
tenfold check gives the figures for other data. Where a set has no question without an answer, each question is asked
twice: as it is, and with the articles known to answer taken out of what was found (others may still answer some).

ours        the confidence of `assistant ask` without a model
top cosine  the cosine of the question with the nearest passage: answering above a threshold is the baseline

AUROC of the questions with an answer against those without; AURC, the area under the risk-coverage curve (lower is
better); the risk when the most confident quarter, half, three quarters and all are answered. The risk is the share
without a right sentence among those cited, or of a refusal among the three nearest, so that answering what has no
answer is always wrong. Brackets: 95 %, bootstrapped over questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.compose_quotes import quote_answer
from assistant.answering.metrics import auroc, interval, risk_coverage, risk_coverage_area
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Embedder, Passage
from benchmarks.answers import Found, is_right
from benchmarks.fit_confidence import found_in

COVERAGES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Asking:
    """One asking of a question: both scores, whether it has an answer, and whether a right sentence was found."""

    confidence: float
    cosine: float
    answerable: bool
    right: bool


# The askings of one question, which the bootstrap keeps together.
Question = tuple[Asking, ...]
SCORES: dict[str, Callable[[Asking], float]] = {
    "ours": lambda asking: asking.confidence,
    "top cosine": lambda asking: asking.cosine,
}


def main() -> None:
    """Prints a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=3, action="append", required=True, metavar=("NAME", "LIBRARY", "QUESTIONS"))
    embedder = LocalEmbedder()
    for name, folder, file in parser.parse_args().set:
        with closing(Library(Path(folder), warn=print)) as library:
            print(table(name, asked_in(found_in(library, Path(file), embedder), library, embedder)), flush=True)


def asked_in(found: Sequence[Found], library: Library, embedder: Embedder) -> list[Question]:
    """Every question's askings: one, or two where the set has no question without an answer."""
    has_null = any(not each.asked.answerable for each in found)
    questions = []
    for each in found:
        asked = _asking(each, each.passages, each.asked.answerable, library, embedder)
        taken_out = [] if has_null else [_asking(each, each.others, False, library, embedder)]
        questions.append((asked, *taken_out))
    return questions


def table(name: str, questions: Sequence[Question]) -> str:
    """The figures of one set, ours beside the baseline."""
    askings = _flat(questions)
    answerable = sum(asking.answerable for asking in askings)
    lines = [f"{name}: {answerable} with an answer, {len(askings) - answerable} without"]
    lines.append(f"  {'':10} AUROC                 AURC                  risk at {', '.join(map(str, COVERAGES))}")
    for label, score in SCORES.items():
        figures = [_with_interval(statistic, questions) for statistic in (_auroc_of(score), _area_of(score))]
        lines.append(f"  {label:10} {'   '.join(figures)}   {'  '.join(_risks(score, askings))}")
    return "\n".join(lines) + "\n"


def _asking(each: Found, passages: Sequence[Passage], answerable: bool, library: Library, embedder: Embedder) -> Asking:
    quoted = quote_answer(each.query, passages, embedder, library.commonness)
    handles = [handle for statement in quoted.draft.statements for handle in statement.handles] or quoted.nearest
    sentences = [place[1].of(place[0].text) for handle in handles if (place := quoted.evidence.find(handle))]
    cosine = max((passage.scores.dense or 0.0 for passage in passages), default=0.0)
    return Asking(quoted.confidence, cosine, answerable, answerable and is_right(sentences, each.asked))


def _auroc_of(score: Callable[[Asking], float]) -> Callable[[Sequence[Question]], float]:
    return lambda questions: auroc(
        [score(each) for each in _flat(questions)], [each.answerable for each in _flat(questions)]
    )


def _area_of(score: Callable[[Asking], float]) -> Callable[[Sequence[Question]], float]:
    return lambda questions: risk_coverage_area(
        [score(each) for each in _flat(questions)], [each.right for each in _flat(questions)]
    )


def _risks(score: Callable[[Asking], float], askings: Sequence[Asking]) -> list[str]:
    points = risk_coverage([score(each) for each in askings], [each.right for each in askings])
    return [f"{next(risk for covered, risk in points if covered >= least - 1e-9):.3f}" for least in COVERAGES]


def _with_interval(statistic: Callable[[Sequence[Question]], float], questions: Sequence[Question]) -> str:
    low, high = interval(statistic, questions)
    return f"{statistic(questions):.3f} [{low:.3f}, {high:.3f}]"


def _flat(questions: Sequence[Question]) -> list[Asking]:
    return [asking for question in questions for asking in question]


if __name__ == "__main__":
    main()
