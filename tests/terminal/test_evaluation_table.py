from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.errors import ModelRefused
from assistant.records.evaluation import Evaluation, Figure, KnownQuestion, Measure, NamedArticle, Scored, Setup
from assistant.records.ports import Usage
from assistant.terminal.evaluation_table import render_evaluation
from assistant.terminal.layout import cells

SETUP = Setup(
    articles=6_881,
    chunks=101_555,
    embedder="all-MiniLM-L6-v2",
    reranker="ms-marco-MiniLM-L-12-v2",
    model="small-model",
    passages=10,
    passages_per_article=3,
    date_prior_days=30.0,
    today=date(2024, 8, 1),
    retrieval_only=False,
)
WHO = KnownQuestion(1, "Who?", articles=("a.txt",))
VALUES = {
    Measure.R_AT_1: Figure(Measure.R_AT_1, 0.7021, 1_225, (0.6391, 0.7582)),
    Measure.MRR: Figure(Measure.MRR, 0.80349, 1_225),
    Measure.ANSWER_MS: Figure(Measure.ANSWER_MS, 1_234.5, 1_224),
}
FIGURES = tuple(VALUES.get(measure, Figure(measure)) for measure in Measure)
SCORED = (
    Scored(WHO, refused=False, confidence=0.9),
    Scored(replace(WHO, line=7), error=ModelRefused("The service refused: too much.")),
    Scored(KnownQuestion(9, "When?", answerable=False), refused=True),
)
EVALUATION = Evaluation(
    setup=SETUP,
    wanted=40,
    scored=SCORED,
    figures=FIGURES,
    absent=tuple(NamedArticle(line, "gone.txt") for line in (3, 4, 4, 8, 9, 10, 11)),
    later=(NamedArticle(5, "a.txt"),),
    usage=Usage(12_345, 678, 3),
    interrupted=True,
)


def test_figures_stand_in_columns_and_what_spoils_them_is_said_below() -> None:
    assert (
        render_evaluation(EVALUATION, width=80, colour=False)
        == """\
3 of 40 questions (interrupted), 2 answerable, 1 not; 6,881 articles; answers
written by small-model.

Search                              n  95 % interval
  R@1                   0.702   1,225  0.639–0.758    the article comes first
  R@3                       –       0                 it is among the first 3
  R@5                       –       0                 among the first 5
  R@10                      –       0                 among the first 10
  MRR                   0.803   1,225                 mean of 1 / its place

Answers
  answered                  –       0                 not refused
  answer cited              –       0                 in a cited sentence
  citation precision        –       0                 of what is cited, right
  citation recall           –       0                 of what is right, cited

Refusals
  abstention precision      –       0                 of refused, unanswerable
  abstention recall         –       0                 of unanswerable, refused
  abstention AUROC          –       0                 ranking by confidence
  risk-coverage area        –       0                 mean share wrong
  least possible            –       0                 right answers all first

Time
  search                    –       0                 median ms a question
  answer                1,234   1,224                 median ms a question

The model or the search failed on 1 question (line 7), on the first: The service
refused: too much.
7 named articles are not in the library (lines 3, 4, 8, 9, 10 and 1 more), and
count as not found.
1 named article is of a day after the asking day (line 5), and counts as not
found.
–: the rows do not say enough for this figure.
An answer that gives no confidence counts as 1, a refusal as 0.
The model read 12,345 tokens and wrote 678.
"""
    )


def test_on_a_narrow_terminal_interval_and_meaning_stand_below_a_figure() -> None:
    alone = replace(
        EVALUATION,
        setup=replace(SETUP, model=None, retrieval_only=True),
        scored=SCORED[:1],
        absent=(),
        later=(),
        usage=Usage(),
        interrupted=False,
    )
    assert (
        render_evaluation(alone, width=40, colour=False)
        == """\
1 question, all answerable; 6,881
articles; search alone.

Search
  R@1                   0.702   1,225
    the article comes first; 95 %:
    0.639–0.758
  R@3                       –       0
    it is among the first 3
  R@5                       –       0
    among the first 5
  R@10                      –       0
    among the first 10
  MRR                   0.803   1,225
    mean of 1 / its place

Time
  search                    –       0
    median ms a question

–: the rows do not say enough for this
figure.
"""
    )


def test_no_line_is_wider_than_the_terminal_and_colour_changes_no_word() -> None:
    for width in range(40, 121):
        plain = render_evaluation(EVALUATION, width=width, colour=False)
        assert [text for text in plain.splitlines() if cells(text) > width] == []
    coloured = render_evaluation(EVALUATION, width=80, colour=True)
    assert "\x1b[1mSearch\x1b[0m" in coloured
    assert "\x1b" not in render_evaluation(EVALUATION, width=80, colour=False)
