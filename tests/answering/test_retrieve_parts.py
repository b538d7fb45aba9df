from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.pipeline import ask, find
from assistant.answering.retrieve import Wishes
from assistant.answering.tools import Tools
from assistant.answering.understand import understand
from assistant.answering.understood import with_understood, without_bounds
from assistant.index.library import Library
from assistant.prompts import load_prompts
from assistant.types import Filters, Question, Status, Turn
from small_library import Made

TODAY = date(2024, 8, 20)
WIRE = "The ferry to the islands was stopped for six days by a strike of its crews over pay and hours at sea."
ROWS = [
    {"title": "Pier", "date": "2024-07-03", "source": "The Tide", "text": "The pier cost 12 million crowns to build."},
    {"title": "Pier again", "date": "2024-08-09", "source": "The Tide", "text": "The pier cost 15 million crowns."},
    {"title": "Pier seen", "date": "2024-07-05", "source": "Night Post", "text": "Nobody had used the pier by Friday."},
    {"title": "Pier old", "source": "Night Post", "text": "The pier was built by hand and cost many crowns."},
    {"title": "Strike", "date": "2024-07-20", "source": "Wire", "text": WIRE},
    {"title": "Ferry", "date": "2024-07-21", "source": "Night Post", "text": WIRE},
    {
        "title": "Boats",
        "date": "2024-08-12",
        "source": "Wire",
        "text": "Nine boats sank on 2 June 2024.\n\nFour boats sank on 10 August 2024.",
    },
]


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    made = Made(tmp_path_factory.mktemp("library"))
    made.write_rows("rows.jsonl", ROWS)
    made.index()
    with closing(Library(made.root, warn=pytest.fail)) as library:
        yield Tools(library, made.embedder, load_prompts(), Wishes(per_article=1))


def titles(tools: Tools, text: str, **question) -> list[str]:
    _, found = find(Question(text, TODAY, **question), tools)
    return [passage.article.title for passage in found.passages]


def parts(tools: Tools, text: str, **question) -> list[tuple[object, ...]]:
    query = with_understood(understand(Question(text, TODAY, **question)), tools.library)
    return [(part.since, part.until, part.sources) for part in query.understood.parts]


JULY = (date(2024, 7, 1), date(2024, 7, 31))
AUGUST = (date(2024, 8, 1), date(2024, 8, 31))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the pier cost in July?", [(*JULY, ())]),
        ("What did The Tide report on the pier?", [(None, None, ("The Tide",))]),
        (
            "What did The Tide say in July and the Night Post in August?",
            [(*JULY, ("The Tide",)), (*AUGUST, ("Night Post",))],
        ),
        ("In July, what did The Tide and the Night Post say?", [(*JULY, ("The Tide",)), (*JULY, ("Night Post",))]),
        (
            "Do the 3 July Tide article and the Night Post report of 5 July agree?",
            [(date(2024, 7, 3),) * 2 + (("The Tide",),), (date(2024, 7, 5),) * 2 + (("Night Post",),)],
        ),
        ("What did the pier cost?", []),
    ],
)
def test_times_and_sources_go_together_as_the_question_puts_them(tools, question, expected):
    assert parts(tools, question) == expected


def test_one_part_narrows_the_search(tools):
    assert titles(tools, "What did the pier cost in July?") == ["Pier", "Pier seen"]


def test_every_source_named_has_its_passages_before_the_others(tools):
    found = titles(tools, "What do the Wire article and the Tide article say of the pier?")
    assert {"Pier", "Pier again"} & set(found[:2])
    assert {"Strike", "Boats"} & set(found[:2])


def test_flags_win_over_words_and_literal_words_narrow_nothing(tools):
    august = Filters(since=AUGUST[0], until=AUGUST[1])
    assert parts(tools, "What did The Tide report in July?", filters=august) == [(None, None, ("The Tide",))]
    assert parts(tools, "What did The Tide report in July?", filters=Filters(sources=("Wire",))) == [(*JULY, ())]
    assert parts(tools, "What did The Tide report in July?", literal=True) == []
    assert len(titles(tools, "What did the pier cost in July?", literal=True)) > 2


def test_a_copy_is_shown_as_from_the_source_that_was_named(tools):
    _, found = find(Question("What did the Night Post report on the ferry strike?", TODAY), tools)
    (first, *_) = found.passages
    assert (first.article.title, [copy.title for copy in first.copies]) == ("Ferry", ["Strike"])


def test_a_follow_up_takes_the_time_it_names_and_keeps_the_source(tools):
    before = "What did The Tide report on the pier in July?"
    history = (Turn(before, before, "It cost 12 million crowns."),)
    assert parts(tools, "And in August?", history=history) == [(*AUGUST, ("The Tide",))]


def test_where_no_article_is_from_then_the_others_answer_only_by_what_they_tell_of_that_time(tools):
    june = ask(Question("How many boats sank in June 2024?", TODAY), tools)
    assert june.understood.given_up
    assert "Four boats sank on 10 August 2024." not in [statement.text for statement in june.statements]
    may = ask(Question("How many boats sank in May 2024?", TODAY), tools)
    assert (may.status, may.understood.given_up) == (Status.NOT_IN_ARTICLES, True)


def test_undated_articles_that_a_time_leaves_out_are_counted(tools):
    _, found = find(Question("What did the pier cost in July?", TODAY), tools)
    assert found.undated_articles == 1
    _, literal = find(replace(Question("What did the pier cost in July?", TODAY), literal=True), tools)
    assert literal.undated_articles == 0


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What did The Tide say of the pier in July?", "What did say of the pier?"),
        ("What did the pier cost?", "What did the pier cost?"),
        ("In July?", "In July?"),
    ],
)
def test_what_narrowed_the_search_need_not_stand_in_what_is_found(tools, question, rest):
    query = with_understood(understand(Question(question, TODAY)), tools.library)
    assert without_bounds(query).standalone == rest
    given_up = replace(query, understood=replace(query.understood, given_up=True))
    assert without_bounds(given_up).standalone == question
