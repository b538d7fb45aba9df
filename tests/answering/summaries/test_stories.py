"""Articles that tell of one subject make one story; the stories of a time are summarised by how much is reported."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.summaries import stories
from assistant.answering.summaries.period import summarise_period
from assistant.answering.summaries.stories import clusters, find_stories
from assistant.answering.tools import Tools
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, Status
from assistant.records.questions import Filters, Question
from assistant.records.verdicts import Grade
from small_library import Made

WEEK = Filters(since=date(2024, 6, 3), until=date(2024, 6, 9))
FERRY = (
    "A ferry with 212 people on board sank off Lesbos on {}, and twelve of them died, the coast guard said.",
    "The captain of the ferry that sank off Lesbos was arrested on {}.",
    "Divers found the wreck of the Lesbos ferry at a depth of 80 metres on {}.",
)
ROWS = [
    ("Ferry sinks off Lesbos", "Aegean Post", "2024-06-04", FERRY[0].format("Tuesday")),
    ("Twelve dead after ferry sinks", "The Courier", "2024-06-05", FERRY[0].format("Tuesday") + " It was windy."),
    ("Ferry captain arrested", "Aegean Post", "2024-06-06", FERRY[1].format("Thursday")),
    ("Wreck of the Lesbos ferry found", "The Courier", "2024-06-08", FERRY[2].format("Saturday")),
    ("Tram line in Ostrava opens", "The Courier", "2024-06-05", "Ostrava opened its new tram line on Wednesday."),
    ("Trams run to Poruba", "Aegean Post", "2024-06-06", "The first tram of Ostrava's new line ran to Poruba."),
    ("How to bake rye bread", "The Courier", "2024-06-07", "Rye bread needs a sour dough that has rested for a night."),
    ("Safety of Lesbos ferries in doubt", "Aegean Post", "2024-05-20", "Ferries to Lesbos sail with too few boats."),
    ("Opera opens in Brno", "The Courier", "2024-06-20", "The opera in Brno opened its season with a new work."),
]


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    made = Made(tmp_path_factory.mktemp("stories"))
    made.write_rows(
        "news.jsonl",
        [{"title": title, "source": source, "published": day, "text": text} for title, source, day, text in ROWS],
    )
    embedder = LocalEmbedder()
    made.index(embedder=embedder)
    with made.opened() as (library, _):
        yield Tools(library, embedder, load_prompts(), SearchOptions())


def told(answer: Answer) -> list[tuple[str, list[str]]]:
    """Each section's title with its statements."""
    ends = [*(each.begins for each in answer.sections[1:]), len(answer.statements)]
    return [
        (section.title, [each.text for each in answer.statements[section.begins : end]])
        for section, end in zip(answer.sections, ends, strict=True)
    ]


def one_by_one(vectors: NDArray[np.float32], least: float) -> list[list[int]]:
    """The same groups by comparing all pairs at each step."""
    likeness = vectors @ vectors.T
    groups = [[place] for place in range(len(vectors))]
    while len(groups) > 1:
        mean, first, second = max(
            (float(np.mean(likeness[np.ix_(groups[i], groups[j])])), i, j) for j in range(len(groups)) for i in range(j)
        )
        if mean < least:
            break
        groups[first] += groups.pop(second)
    return sorted(map(sorted, groups))


@given(st.integers(0, 10_000))
def test_groups_are_those_that_comparing_all_pairs_at_each_step_gives(seed: int) -> None:
    draw = np.random.default_rng(seed)
    middles = draw.standard_normal((4, 12))
    vectors = middles[draw.integers(0, 4, 14)] + 0.6 * draw.standard_normal((14, 12))
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    assert sorted(map(sorted, clusters(unit, 0.5))) == one_by_one(unit, 0.5)


def test_the_stories_of_a_time_are_those_that_most_sources_report_the_most(tools: Tools) -> None:
    stories = find_stories(WEEK, tools.library).stories
    titles = [[tools.library.articles([key])[key].title for key in story.keys] for story in stories]
    assert [set(each) for each in titles] == [
        {ROWS[0][0], ROWS[1][0], ROWS[2][0], ROWS[3][0]},
        {ROWS[4][0], ROWS[5][0]},
        {ROWS[6][0]},
    ]


def test_of_two_reports_of_a_story_the_newer_one_leads(tools: Tools) -> None:
    pair = find_stories(WEEK, tools.library).stories[1]
    days = [tools.library.articles([key])[key].published for key in pair.keys]
    assert days == sorted(days, key=str, reverse=True)


def test_a_week_is_summarised_by_story_each_with_its_own_sentences_and_sources(tools: Tools) -> None:
    answer = summarise_period(Question("", date(2024, 6, 10), WEEK), tools, sentences=2)
    assert [sentences for _, sentences in told(answer)] == [
        [FERRY[0].format("Tuesday")],
        ["The first tram of Ostrava's new line ran to Poruba."],
    ]
    ferry = answer.sections[0]
    assert (ferry.articles, set(ferry.sources), ferry.first, ferry.last) == (
        4,
        {"Aegean Post", "The Courier"},
        date(2024, 6, 4),
        date(2024, 6, 8),
    )
    assert {each.grade for each in answer.statements} == {Grade.QUOTED}


def test_what_a_summary_of_a_time_does_not_cite_is_counted(tools: Tools) -> None:
    coverage = summarise_period(Question("", date(2024, 6, 10), WEEK), tools, sentences=2).coverage
    assert coverage is not None
    assert (coverage.articles, coverage.read, coverage.days) == (7, 6, 5)
    assert coverage.cited + coverage.days_uncited >= 2


def test_a_story_says_since_when_it_was_told_before_where_what_changed_is_asked(tools: Tools) -> None:
    question = Question("", date(2024, 6, 10), WEEK)
    changed = summarise_period(question, tools, sentences=3, changed=True)
    assert [each.since_before for each in changed.sections] == [date(2024, 5, 20), None, None]


def test_older_articles_that_are_not_compared_are_counted(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MOST_ARTICLES", 4)
    answer = summarise_period(Question("", date(2024, 6, 10), WEEK), tools, sentences=2)
    assert answer.left_out.older_articles == 3


def test_of_a_time_without_articles_nothing_is_said(tools: Tools) -> None:
    nothing = Filters(since=date(2023, 1, 1), until=date(2023, 1, 7))
    answer = summarise_period(Question("", date(2024, 6, 10), nothing), tools, sentences=5)
    assert (answer.status, answer.statements, answer.sections) == (Status.NOT_IN_ARTICLES, (), ())
