"""What the catalogue knows is looked up: how many articles mention something, and what somebody said."""

from datetime import date

import pytest

from assistant.answering.pipeline import ask
from assistant.answering.speech.said import find_said
from assistant.answering.tools import Tools
from assistant.records.answers import Answer, Status
from assistant.records.questions import Filters, Question, Turn
from assistant.records.verdicts import Grade

DAY = date(1926, 1, 1)
SPIRALS = "“The spirals are galaxies of their own, far outside the Milky Way,” said Edwin Hubble."
ROWS = [
    {"title": "Spirals", "date": "1925-01-01", "source": "The Observatory", "text": SPIRALS},
    {"title": "Spirals again", "date": "1925-01-05", "source": "The Almanac", "text": SPIRALS},
    {
        "title": "The new mirror",
        "date": "1925-03-15",
        "source": "The Almanac",
        "text": "The telescope was shown to guests on Friday. The mirror of the telescope cost six million dollars,"
        " according to Edwin Hubble.",
    },
    {
        "title": "Mount Wilson opens its doors",
        "date": "1925-07-02",
        "source": "The Almanac",
        "text": "Visitors came by mule. Harlow Shapley said that the Milky Way was wider than anybody had thought.",
    },
    {"title": "Tides", "date": "1925-07-09", "source": "Harbour Post", "text": "The Café Mílky closed; no way back."},
    {"title": "Mules", "source": "Harbour Post", "text": "Mules carry all there is to Mount Wilson and Mount Lowe."},
]


def asked(tools: Tools, text: str, *history: Turn, **filters: object) -> Answer:
    return ask(Question(text, DAY, Filters(**filters), history), tools)  # type: ignore[arg-type]  # dates and tuples


def texts(answer: Answer) -> list[str]:
    return [each.text for each in answer.statements]


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("How many articles mention the Milky Way?", ["3 of the 6 articles searched mention “Milky Way”."]),
        ("how many news stories mention mules", ["1 of the 6 articles searched mentions “mules”."]),
        ("In how many reports is Mount Wilson mentioned?", ["2 of the 6 articles searched mention “Mount Wilson”."]),
        ("How many articles mention “cafe milky”?", ["1 of the 6 articles searched mentions “cafe milky”."]),
        ("How many articles mention Saturn?", ["0 of the 6 articles searched mention “Saturn”."]),
        (
            "How many articles mention Shapley and Edwin Hubble?",
            [
                "1 of the 6 articles searched mentions “Shapley”.",
                "3 of the 6 articles searched mention “Edwin Hubble”.",
            ],
        ),
        (
            "How many articles mention Mount Wilson and Mount Lowe?",
            ["1 of the 6 articles searched mentions “Mount Wilson and Mount Lowe”."],
        ),
        (
            "How many articles from July 1925 mention the Milky Way?",
            ["1 of the 2 articles searched mentions “Milky Way”."],
        ),
        ("How many articles in the Almanac mention Hubble?", ["2 of the 3 articles searched mention “Hubble”."]),
        (
            "How many articles of the Almanac and the Harbour Post mention mules?",
            ["1 of the 5 articles searched mentions “mules”."],
        ),
        ("How many articles mention The Almanac?", ["0 of the 6 articles searched mention “Almanac”."]),
    ],
)
def test_articles_that_mention_something_are_counted(tools: Tools, question: str, counts: list[str]) -> None:
    answer = asked(tools, question)
    assert (answer.status, texts(answer), answer.confidence) == (Status.ANSWERED, counts, None)
    assert {each.grade for each in answer.statements} == {Grade.COUNTED}


@pytest.mark.parametrize("sign", ["%", "$", "C++"])
def test_signs_are_not_counted(tools: Tools, sign: str) -> None:
    answer = asked(tools, f"How many articles mention {sign}?")
    assert Grade.COUNTED not in {each.grade for each in answer.statements}


def test_a_time_that_is_a_part_of_the_words_is_counted_with_them(tools: Tools) -> None:
    assert texts(asked(tools, "How many articles mention shown to guests on Friday?")) == [
        "1 of the 6 articles searched mentions “shown to guests on Friday”."
    ]


def test_a_count_cites_a_sentence_of_each_of_the_newest_that_holds_the_words(tools: Tools) -> None:
    answer = asked(tools, "How many articles mention Mount Wilson?")
    assert [each.quote for each in answer.citations] == [
        "Visitors came by mule.",  # the title has it
        "Mules carry all there is to Mount Wilson and Mount Lowe.",
    ]
    assert answer.statements[0].citations == (1, 2)


def test_options_bound_what_is_counted(tools: Tools) -> None:
    answer = asked(tools, "How many articles mention the Milky Way?", until=date(1925, 2, 1), sources=("The Almanac",))
    assert texts(answer) == ["1 of the 1 articles searched mentions “Milky Way”."]


@pytest.mark.parametrize(
    "question",
    [
        "How many articles mention that mules carry things?",
        "How many mules did the articles mention?",
        "How many articles are there?",
    ],
)
def test_no_other_question_is_a_count(tools: Tools, question: str) -> None:
    assert not [each for each in asked(tools, question).statements if each.grade is Grade.COUNTED]


def test_what_somebody_said_is_what_assistant_said_shows(tools: Tools) -> None:
    answer = asked(tools, "What did Edwin Hubble say about the mirror?")
    found = find_said("Edwin Hubble", Question("the mirror", DAY), tools.library, tools.embedder, limit=5)
    assert texts(answer) == [each.quote for each in found.statements]
    assert texts(answer) == ["The mirror of the telescope cost six million dollars, according to Edwin Hubble."]
    assert {each.grade for each in answer.statements} == {Grade.QUOTED}


def test_without_a_topic_all_is_said_and_a_reprint_once(tools: Tools) -> None:
    answer = asked(tools, "What has Hubble said?")
    assert sorted(texts(answer)) == [
        "The mirror of the telescope cost six million dollars, according to Edwin Hubble.",
        SPIRALS,
    ]
    assert [[copy.title for copy in each.copies] for each in answer.citations if each.quote == SPIRALS] == [
        ["Spirals again"]
    ]


def test_what_was_said_is_bounded_by_time_and_source(tools: Tools) -> None:
    assert texts(asked(tools, "What did Hubble say in March 1925?")) == [
        "The mirror of the telescope cost six million dollars, according to Edwin Hubble."
    ]
    assert texts(asked(tools, "What did Hubble say?", sources=("The Observatory",))) == [SPIRALS]


def test_words_about_it_that_nobody_of_that_name_said_answer_nothing(tools: Tools) -> None:
    answer = asked(tools, "What did Harlow Shapley say about the cost of the mirror?")
    assert (answer.status, answer.statements) == (Status.NOT_IN_ARTICLES, ())
    assert answer.nearest


def test_of_a_name_that_nobody_has_the_question_is_asked_as_any_other(tools: Tools) -> None:
    unknown = asked(tools, "What did Zebulon Quark say about the tides?")
    assert "Zebulon" not in " ".join(texts(unknown))
    assert unknown.confidence is not None


def test_a_follow_up_asks_for_the_one_spoken_of(tools: Tools) -> None:
    before = Turn("Who is Edwin Hubble?", "Who is Edwin Hubble?", "An astronomer.")
    answer = asked(tools, "What did he say about the mirror?", before)
    assert texts(answer) == ["The mirror of the telescope cost six million dollars, according to Edwin Hubble."]
