from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.asking.scope import with_understood, without_bounds
from assistant.answering.asking.understand import understand
from assistant.answering.pipeline import ask, find
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_reranker import bundled_reranker
from assistant.prompts import load_prompts
from assistant.records.answers import Status
from assistant.records.questions import Filters, Question, Turn
from model_server import serving
from scripted_answers import model_of
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
        yield Tools(library, made.embedder, load_prompts(), SearchOptions(per_article=1))


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


LATER = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What did the pier cost in July?", *JULY),
        ("What happened last week?", date(2024, 8, 5), date(2024, 8, 11)),
        ("What happened yesterday?", date(2024, 8, 11), date(2024, 8, 11)),
        ("What happened this week?", date(2024, 8, 6), date(2024, 8, 18)),
        ("What happened this year?", date(2024, 1, 1), date(2024, 12, 31)),
        ("What has happened since July?", date(2024, 7, 1), None),
    ],
)
def test_long_after_the_newest_article_words_of_time_are_seen_from_its_day(tools, question, first, last):
    understood = with_understood(understand(Question(question, LATER)), tools.library).understood
    assert [(part.since, part.until) for part in understood.parts] == [(first, last)]
    assert understood.seen_from == date(2024, 8, 12)


@pytest.mark.parametrize(
    ("question", "day", "filters", "part"),
    [
        # The newest article is of 12 August: a month later the library still lives.
        ("What happened last week?", date(2024, 9, 12), Filters(), (date(2024, 9, 2), date(2024, 9, 8))),
        ("What happened last week?", LATER, Filters(as_of=LATER), (date(2026, 11, 16), date(2026, 11, 22))),
        ("What happened in May 2026?", LATER, Filters(), (date(2026, 5, 1), date(2026, 5, 31))),
        ("What happened two years ago?", LATER, Filters(), (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_words_of_time_are_seen_from_today_where_that_can_be_meant(tools, question, day, filters, part):
    understood = with_understood(understand(Question(question, day, filters)), tools.library).understood
    assert ([(each.since, each.until) for each in understood.parts], understood.seen_from) == ([part], None)


def test_a_time_years_before_the_oldest_article_narrows_nothing(tools):
    assert parts(tools, "In 1803, the pier was sold to which country?") == []
    assert parts(tools, "What was the pier in 2022?") == [(date(2022, 1, 1), date(2022, 12, 31), ())]


def test_a_whole_year_shares_the_places_with_all_days(tools):
    query, found = find(Question("What did the pier cost in 2024?", TODAY), tools)
    assert {"Pier", "Pier again", "Pier old"} <= {passage.article.title for passage in found.passages}
    assert (query.understood.given_up, found.undated_articles) == (False, 0)
    assert find(Question("What did the pier cost in 2023?", TODAY), tools)[0].understood.given_up


def test_an_outlet_that_the_library_does_not_have_is_told(tools):
    def absent(question: str) -> tuple[str, ...]:
        return with_understood(understand(Question(question, TODAY)), tools.library).understood.absent

    assert absent("What did the Harbour Gazette report on the pier?") == ("the Harbour Gazette",)
    assert absent("What did the Times report on the pier?") == ("the Times",)
    assert absent("Do the articles of The Tide and the Morning Star agree?") == ("the Morning Star",)
    assert absent("What did the Post report on the pier?") == ()
    assert absent("Who bought the Morning Star?") == ()
    assert absent("What did the council report on the pier?") == ()


def test_each_source_named_has_a_sentence_in_the_answer(tools):
    reading = replace(tools, search_options=replace(tools.search_options, reranker=bundled_reranker()))
    answer = ask(Question("What did The Tide and the Night Post report the pier cost?", TODAY), reading)
    cited = {citation.article.source for citation in answer.citations}
    assert {"The Tide", "Night Post"} <= cited


def test_a_source_without_an_article_of_the_time_has_its_others(tools):
    found = titles(tools, "What did The Tide report on the pier in July and the Wire on boats in June?")
    assert {"Pier", "Boats"} <= set(found)


def test_a_model_that_finds_nothing_within_is_asked_again_with_everything(tools):
    with serving(["NOT IN ARTICLES", "The pier was built by hand [1.1]."]) as server:
        answer = ask(Question("How was the pier built in July?", TODAY), replace(tools, model=model_of(server)))
    assert (answer.understood.given_up, answer.usage.requests) == (True, 2)
    assert [each.text for each in answer.statements] == ["The pier was built by hand."]


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
