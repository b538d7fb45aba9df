"""The figures of an evaluation, by hand-worked cases."""

import pytest

from assistant.answering.evaluation.evaluation_figures import figures_of
from assistant.errors import ModelRefused
from assistant.records.evaluation import Figure, KnownQuestion, Measure, Scored

NAMED = KnownQuestion(1, "Who?", articles=("a.txt",))
UNNAMED = KnownQuestion(2, "What?")
UNANSWERABLE = KnownQuestion(3, "When?", answerable=False)


def figure(measure: Measure, *scored: Scored) -> tuple[float | None, int]:
    found = next(each for each in figures_of(scored) if each.measure is measure)
    return found.value if found.value is None else round(found.value, 6), found.n


def searched(*places: int | None) -> list[Scored]:
    return [Scored(NAMED, place=place, search_ms=1.0) for place in places]


def answered(known: KnownQuestion, *, refused: bool = False, **marks: object) -> Scored:
    return Scored(known, search_ms=1.0, answer_ms=1.0, refused=refused, **marks)  # type: ignore[arg-type]  # a table


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure.R_AT_1, (0.25, 4)),
        (Measure.R_AT_3, (0.5, 4)),
        (Measure.R_AT_5, (0.5, 4)),
        (Measure.R_AT_10, (0.75, 4)),
        (Measure.MRR, (0.369048, 4)),  # (1 + 1/3 + 1/7 + 0) / 4
    ],
)
def test_places_become_recall_and_the_mean_reciprocal_rank_of_questions_that_name_articles(measure, expected):
    assert figure(measure, *searched(1, 3, 7, None), Scored(UNNAMED, search_ms=1.0)) == expected


def test_a_question_whose_search_failed_counts_nowhere():
    failed = Scored(NAMED, error=ModelRefused("No quota."))
    assert figure(Measure.R_AT_1, *searched(1), failed) == (1.0, 1)
    assert figure(Measure.ANSWERED, failed) == (None, 0)
    assert figure(Measure.SEARCH_MS, *searched(1), failed) == (1.0, 1)


def test_a_question_whose_model_failed_counts_for_the_search_alone():
    failed = Scored(NAMED, place=2, search_ms=1.0, error=ModelRefused("No quota."))
    assert figure(Measure.MRR, failed) == (0.5, 1)
    assert figure(Measure.ANSWERED, failed, answered(NAMED)) == (1.0, 1)


def test_what_is_cited_is_averaged_over_the_answerable_questions_that_tell():
    rows = [
        answered(NAMED, answer_cited=True, citation_precision=0.5, citation_recall=1.0),
        answered(NAMED, refused=True, answer_cited=False, citation_recall=0.0),
        answered(UNNAMED),
        answered(UNANSWERABLE),
    ]
    assert figure(Measure.ANSWERED, *rows) == (0.666667, 3)
    assert figure(Measure.ANSWER_CITED, *rows) == (0.5, 2)
    assert figure(Measure.CITATION_PRECISION, *rows) == (0.5, 1)
    assert figure(Measure.CITATION_RECALL, *rows) == (0.5, 2)


def test_a_refusal_is_right_when_the_question_is_unanswerable():
    rows = [
        answered(NAMED, refused=True),
        answered(NAMED),
        answered(UNANSWERABLE, refused=True),
        answered(UNANSWERABLE, refused=True),
        answered(UNANSWERABLE),
    ]
    assert figure(Measure.ABSTENTION_PRECISION, *rows) == (0.666667, 3)
    assert figure(Measure.ABSTENTION_RECALL, *rows) == (0.666667, 3)


def test_of_one_kind_of_question_alone_no_refusal_can_be_judged():
    answerable, unanswerable = answered(NAMED, refused=True), answered(UNANSWERABLE, refused=True)
    assert figure(Measure.ABSTENTION_PRECISION, answerable) == (None, 0)
    assert figure(Measure.ABSTENTION_PRECISION, unanswerable) == (None, 0)
    assert figure(Measure.ABSTENTION_AUROC, answerable) == (None, 0)
    assert figure(Measure.ABSTENTION_RECALL, answerable) == (None, 0)
    assert figure(Measure.ABSTENTION_RECALL, unanswerable) == (1.0, 1)


def test_confidence_ranks_the_answers_and_where_there_is_none_an_answer_goes_before_a_refusal():
    sure = [
        answered(NAMED, confidence=0.9, right=True),
        answered(UNANSWERABLE, confidence=0.8, right=False),
        answered(NAMED, confidence=0.1, right=True, refused=True),
    ]
    # Risks 0, 1/2 and 1/3 over thirds of the questions.
    assert figure(Measure.RISK_COVERAGE_AREA, *sure) == (round((0 + 1 / 2 + 1 / 3) / 3, 6), 3)
    assert figure(Measure.LEAST_RISK_COVERAGE_AREA, *sure) == (round((0 + 0 + 1 / 3) / 3, 6), 3)
    assert figure(Measure.ABSTENTION_AUROC, *sure) == (0.5, 3)
    unsure = [answered(NAMED, right=True), answered(UNANSWERABLE, refused=True, right=False), answered(UNNAMED)]
    assert figure(Measure.RISK_COVERAGE_AREA, *unsure) == (0.25, 2)
    assert figure(Measure.ABSTENTION_AUROC, *unsure) == (1.0, 3)


def test_the_time_of_a_question_is_the_median():
    rows = [Scored(NAMED, search_ms=each, answer_ms=10 * each) for each in (1.0, 2.0, 90.0)]
    assert figure(Measure.SEARCH_MS, *rows) == (2.0, 3)
    assert figure(Measure.ANSWER_MS, *rows) == (20.0, 3)


def test_nothing_asked_gives_no_figure():
    assert figures_of([]) == tuple(map(Figure, Measure))


def test_an_interval_goes_with_each_figure_of_up_to_a_thousand_questions():
    ends = {each.measure: each.interval for each in figures_of(searched(1, 2))}
    assert ends[Measure.R_AT_1] == pytest.approx((0.0945, 0.9055), abs=1e-4)
    assert ends[Measure.MRR] == (0.5, 1.0)
    assert {each.interval for each in figures_of(searched(*([1, 2] * 501)))} == {None}


def test_where_all_rows_are_alike_the_bootstrap_gives_no_interval_and_a_share_still_has_one():
    ends = {each.measure: each.interval for each in figures_of(searched(1, 1, 1))}
    assert ends[Measure.MRR] is None
    assert ends[Measure.R_AT_1] == pytest.approx((0.4385, 1.0), abs=1e-4)
