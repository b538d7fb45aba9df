"""A summary by subject, a comparison and their coverage, as a reader sees them."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.records.answers import Statement
from assistant.records.summaries import Coverage, Section, SectionKind
from assistant.records.verdicts import Grade
from assistant.terminal.layout import cells
from assistant.terminal.render_summary import coverage_line, render_summary
from terminal.moon import ANSWER

QUOTED = (
    Statement("Apollo 11 landed on the Moon on 20 July 1969.", Grade.QUOTED, citations=(1,)),
    Statement("Luna 9 had landed before, without a crew.", Grade.QUOTED, citations=(2,), paragraph=1),
)
STORIES = (
    Section("Apollo lands", 0, articles=3, sources=("NASA", "TASS"), first=date(1969, 7, 20), last=date(1969, 7, 21)),
    Section("The race to the Moon", 1, articles=1, since_before=date(1966, 2, 3)),
)
BY_STORY = replace(ANSWER, statements=QUOTED, notes=(), refused=(), sections=STORIES)


def above_sources(text: str) -> str:
    return text.split("\n\nSources\n", maxsplit=1)[0]


def test_each_subject_has_its_heading_with_who_reports_it_and_when() -> None:
    assert (
        above_sources(render_summary(BY_STORY, width=80, colour=False))
        == """\
Apollo lands (3 articles; NASA and TASS; 20 July 1969 to 21 July 1969)
Apollo 11 landed on the Moon on 20 July 1969. [1]

The race to the Moon (1 article; first reported 3 February 1966)
Luna 9 had landed before, without a crew. [2]"""
    )


def test_bullets_put_each_sentence_on_a_line_of_its_own() -> None:
    plain = replace(BY_STORY, sections=())
    assert (
        above_sources(render_summary(plain, width=80, colour=False, bullets=True))
        == """\
- Apollo 11 landed on the Moon on 20 July 1969. [1]
- Luna 9 had landed before, without a crew. [2]"""
    )


def test_in_a_comparison_each_sentence_stands_behind_its_source_and_day() -> None:
    both = replace(BY_STORY, sections=(Section("What both tell of", 0, SectionKind.BOTH),))
    lines = above_sources(render_summary(both, width=200, colour=False)).splitlines()
    assert lines == [
        "What both tell of",
        "NASA, 21 July 1969: Apollo 11 landed on the Moon on 20 July 1969. [1]",
        "",
        "NASA, 21 July 1969: Luna 9 had landed before, without a crew. [2]",
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = render_summary(BY_STORY, width=width, colour=False)
    prose = above_sources(text).splitlines()
    assert max(map(cells, prose)) <= max(width, 20)


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        (
            Coverage(58, 40, 6, date(2022, 7, 1), date(2022, 7, 31), 28, 22, ("CNN", "The Week"), ("The Week",)),
            "From 58 articles of 2 sources, July 2022; 40 were read for it; 6 are cited."
            " Not cited: 52 articles, 22 of 28 days and The Week.",
        ),
        (
            Coverage(1, 1, 1, date(2022, 7, 1), date(2022, 7, 1), 1, 0, ("CNN",)),
            "From 1 article of 1 source, 1 July 2022; 1 is cited.",
        ),
        (Coverage(2, 2, 1), "From 2 articles, undated; 1 is cited. Not cited: 1 article."),
    ],
)
def test_what_was_covered_and_what_was_not_is_said_in_one_line(coverage: Coverage, said: str) -> None:
    assert coverage_line(coverage) == said
