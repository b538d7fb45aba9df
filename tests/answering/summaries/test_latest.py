from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.answering.pipeline import ask
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.summaries.latest import news_topic
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, Status
from assistant.records.questions import Filters, Question
from model_server import serving
from scripted_answers import handle, model_of
from small_library import Made

DAY = date(2025, 6, 5)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is the latest?", ""),
        ("what's the latest news", ""),
        ("Any news?", ""),
        ("What’s new?", ""),
        ("What's happening right now?", ""),
        ("So, what is the latest on the bridge?", "the bridge"),
        ("Latest on Chandlers' Bridge", "Chandlers' Bridge"),
        ("Give me the latest news about the maternity ward, please tell", "the maternity ward, please tell"),
        ("Are there any updates on the ferry strike?", "the ferry strike"),
        ("What are the latest developments in Port Verrick now?", "Port Verrick"),
        ("latest ferry news", "ferry"),
        ("What is the latest? (Chandlers' Bridge)", "Chandlers' Bridge"),
        ("Quelles sont les dernières nouvelles ?", ""),
        ("What is the latest estimate of the cost?", None),
        ("What is the latest death toll?", None),
        ("Who is mayor now?", None),
        ("Is the strike still on?", None),
        ("When is the latest date for the bridge to open?", None),
        ("What did the mayor report?", None),
        ("What happened on 3 May?", None),
        ("", None),
    ],
)
def test_the_latest_news_as_such_is_told_from_the_latest_of_something(question: str, topic: str | None) -> None:
    assert news_topic(question) == topic


def asked(tools: Tools, text: str, day: date = DAY, **filters: object) -> Answer:
    return ask(Question(text, day, replace(Filters(as_of=day), **filters)), tools)  # type: ignore[arg-type]  # a date or a tuple


def days(answer: Answer) -> list[str]:
    return [str(each.article.published) for each in answer.citations]


def test_the_latest_is_what_the_newest_article_leads_with(plain: Tools) -> None:
    answer = asked(plain, "What is the latest?")
    assert (answer.status, answer.newest, answer.understood.latest) == (Status.ANSWERED, DAY, True)
    assert answer.statements[0].text.startswith("Dr. Selma Quist, the hydrologist")
    assert set(days(answer)) == {"2025-06-05"}


def test_the_latest_as_of_a_day_is_the_latest_of_then(plain: Tools) -> None:
    answer = asked(plain, "What is the latest?", date(2025, 4, 15))
    assert (answer.newest, set(days(answer))) == (date(2025, 4, 13), {"2025-04-13"})


def test_the_latest_of_a_source_is_its_own_newest_article(plain: Tools) -> None:
    answer = asked(plain, "What is the latest?", sources=("Harbour & Trade",))
    assert (answer.newest, set(days(answer))) == (date(2025, 5, 30), {"2025-05-30"})


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What is the latest on the bridge?", "2025-05-30"),
        ("Any news about the maternity ward?", "2025-05-15"),
        ("What's the latest on the lost trawler?", "2025-05-08"),
    ],
)
def test_the_latest_on_a_topic_is_from_the_newest_article_about_it_and_not_from_a_newer_mention(
    plain: Tools, question: str, day: str
) -> None:
    answer = asked(plain, question)
    assert (answer.status, set(days(answer)), answer.newest) == (Status.ANSWERED, {day}, DAY)


def test_the_latest_on_what_no_article_is_about_is_not_in_the_articles(plain: Tools) -> None:
    answer = asked(plain, "What is the latest on quantum computing?")
    assert (answer.status, answer.statements) == (Status.NOT_IN_ARTICLES, ())


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("Who is the mayor of Port Verrick now?", "Leena Ostrander was sworn in today"),
        ("Is the ferry strike still on?", "Crews of the Skarrow Line ended a five-day ferry strike"),
        ("Is the boil-water notice still in force?", "The City of Port Verrick informs residents that the boil-water"),
    ],
)
def test_how_things_stand_now_is_told_by_the_newest_sentence_that_fits(
    plain: Tools, question: str, beginning: str
) -> None:
    answer = asked(plain, question)
    assert answer.understood.latest
    assert answer.statements[0].text.startswith(beginning)


@pytest.mark.parametrize(
    ("question", "first", "cited"),
    [
        (
            "What happened last week?",
            "Stilewright Construction has been paying a penalty",
            ["2025-05-30", "2025-05-26"],
        ),
        (
            "What did the Courier report in the second week of March 2025?",
            "The Lantern Theatre, which lost its stage",
            ["2025-03-14", "2025-03-08"],
        ),
    ],
)
def test_what_a_time_or_a_source_has_told_is_answered_with_a_line_of_each_article(
    plain: Tools, question: str, first: str, cited: list[str]
) -> None:
    answer = asked(plain, question)
    assert (answer.status, answer.understood.latest) == (Status.ANSWERED, False)
    assert answer.statements[0].text.startswith(first)
    assert days(answer) == cited


def test_what_a_time_has_told_is_answered_alike_where_an_option_names_the_time(plain: Tools) -> None:
    week = {"since": date(2025, 5, 26), "until": date(2025, 6, 1)}
    by_option, by_words = asked(plain, "What happened?", **week), asked(plain, "What happened last week?")
    assert by_option.status is Status.ANSWERED
    assert [each.quote for each in by_option.citations] == [each.quote for each in by_words.citations]


def test_of_two_sources_the_news_is_told_in_turn(plain: Tools) -> None:
    answer = asked(plain, "What did the Courier and Radio Tamble report in May?")
    sources = [each.article.source for each in answer.citations]
    assert sources == ["The Verrick Courier", "Radio Tamble 94.6", "The Verrick Courier", "The Verrick Courier"]


def test_several_articles_of_the_newest_day_are_quoted_with_their_leads_each_text_once(tools_of_one_day: Tools) -> None:
    answer = asked(tools_of_one_day, "What is the latest?")
    assert [each.text for each in answer.statements] == [
        "The harbour wall gave way on Thursday morning.",
        "The council met on Thursday to choose a new clerk.",
    ]
    assert [len(each.copies) for each in answer.citations] == [1, 0]


@pytest.fixture
def tools_of_one_day(tmp_path: Path) -> Iterator[Tools]:
    wall = "The harbour wall gave way on Thursday morning. Nobody was hurt. Engineers will look at it today.\n"
    council = "The council met on Thursday to choose a new clerk. It chose none.\n"
    made = Made(tmp_path)
    made.write(
        {
            "a.txt": f"Title: Wall gives way\nDate: {DAY}\nSource: The Tide\n\n{wall}",
            "b.txt": f"Title: Harbour wall falls\nDate: {DAY}\nSource: Wire\n\n{wall}",
            "c.txt": f"Title: No clerk yet\nDate: {DAY}\n\n{council}",
            "d.txt": f"Title: Old\nDate: {DAY - timedelta(days=9)}\n\nThe old news of the week before is told here.\n",
            "e.txt": "Title: Undated\n\nThis text has no day at all and is never the latest.\n",
        }
    )
    made.index(embedder=LocalEmbedder())
    with closing(Library(tmp_path, warn=pytest.fail)) as library:
        yield Tools(library, LocalEmbedder(), load_prompts(), SearchOptions())


def test_a_model_is_told_the_day_of_the_newest_article_and_shown_the_newest_first(plain: Tools) -> None:
    shown: list[str] = []

    def answer_by_lead(request: object) -> str:
        material = request["messages"][-1]["content"]  # type: ignore[index]  # a request is a mapping
        if material.startswith("You check"):
            return "1: CONFIRMED"
        shown.append(material)
        lead = handle(material, "Dr. Selma Quist, the hydrologist")
        return f"Selma Quist will be Port Verrick’s first flood commissioner {lead}."

    with serving(answer_by_lead) as server:
        answer = asked(
            replace(plain, model=model_of(server), judge=model_of(server)), "What is the latest?", date(2025, 8, 1)
        )
    assert (answer.status, [each.text for each in answer.statements]) == (
        Status.ANSWERED,
        ["Selma Quist will be Port Verrick’s first flood commissioner."],
    )
    assert (
        "The day the reader asks: Friday 1 August 2025\nThe newest article there is: Thursday 5 June 2025\n" in shown[0]
    )
    assert "Article 1: New council’s first act is to name a flood commissioner\n" in shown[0]
