"""Several questions asked as one are answered one by one."""

from datetime import date

import pytest

from assistant.answering.pipeline import ask
from assistant.answering.quoting.subquestions import questions_in
from assistant.answering.tools import Tools
from assistant.records.answers import Answer, Note, NoteKind, Statement, Status
from assistant.records.questions import Question

DAY = date(1926, 1, 1)
MIRROR = "The mirror of the telescope cost six million dollars, according to Edwin Hubble."
SHAPLEY = "Harlow Shapley said that the Milky Way was wider than anybody had thought."
ROWS = [
    {"title": "Mirror", "date": "1925-03-15", "source": "The Almanac", "text": MIRROR},
    {"title": "Stars", "date": "1925-07-02", "source": "The Almanac", "text": SHAPLEY},
]
COUNT = "How many articles mention the Milky Way?"
SPEECH = "What did Edwin Hubble say about the mirror?"
UNSAID = "What did Harlow Shapley say about the mirror?"


def asked(tools: Tools, text: str) -> tuple[Answer, list[Statement]]:
    told: list[Statement] = []
    return ask(Question(text, DAY), tools, told.append), told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Who won? When did it begin?", ["Who won?", "When did it begin?"]),
        ("Who won the vote and how many votes were cast?", ["Who won the vote?", "how many votes were cast?"]),
        ("Who shot the mayor, and how old was he?", ["Who shot the mayor?", "how old was he?"]),
        ("When does it open and how much does it cost?", ["When does it open?", "how much does it cost?"]),
        ("Who built the pier and who paid for it?", ["Who built the pier?", "who paid for it?"]),
        ("What burned, and which firm was to blame?", ["What burned?", "which firm was to blame?"]),
        ("When and where does the fair begin?", None),
        ("What is the difference between what was promised and what was delivered?", None),
        ("Who asked what was wrong and who was to blame?", None),
        ("Who is she and what?", None),
        ("What is known of how it began and how it was put out?", None),
        ("Who knows when he left and who the mayor met?", None),
        ("The mayor left in June. Who came after him?", None),
        ("Tell of the pier and who built it", None),
        ("What did the pier and the bridge cost?", None),
        ("", None),
    ],
)
def test_questions_are_parted_only_where_each_is_one_for_sure(text: str, parts: list[str] | None) -> None:
    assert [each.text for each in questions_in(Question(text, DAY))] == (parts or [text])


def test_a_later_question_stands_in_a_conversation_with_those_before_it() -> None:
    first, second = questions_in(Question("Who built the Corbet Pier? What did it cost?", DAY))
    assert (first.history, [turn.question for turn in second.history]) == ((), ["Who built the Corbet Pier?"])


def test_each_question_has_a_paragraph_and_citations_are_numbered_through(tools: Tools) -> None:
    answer, told = asked(tools, f"{COUNT} {SPEECH}")
    assert [(each.text, each.paragraph, each.citations) for each in answer.statements] == [
        ("1 of the 2 articles searched mentions “Milky Way”.", 0, (1,)),
        (MIRROR, 1, (2,)),
    ]
    assert [(each.n, each.quote) for each in answer.citations] == [(1, SHAPLEY), (2, MIRROR)]
    assert (answer.status, answer.notes, answer.nearest) == (Status.ANSWERED, (), ())
    assert told == list(answer.statements)
    assert answer.question.text == f"{COUNT} {SPEECH}"


def test_a_sentence_that_two_questions_cite_has_one_number(tools: Tools) -> None:
    answer, _ = asked(tools, f"{SPEECH} How many articles mention six million dollars?")
    assert [each.citations for each in answer.statements] == [(1,), (1,)]
    assert [each.quote for each in answer.citations] == [MIRROR]


def test_what_the_articles_do_not_say_of_several_questions_is_noted(tools: Tools) -> None:
    answer, _ = asked(tools, f"{UNSAID} {COUNT}")
    assert answer.status is Status.PARTIAL
    assert [each.text for each in answer.statements] == ["1 of the 2 articles searched mentions “Milky Way”."]
    assert answer.notes == (Note(NoteKind.NOT_IN_ARTICLES, f"The articles do not say: {UNSAID}"),)
    assert [each.quote for each in answer.citations] == [SHAPLEY]


def test_where_none_is_answered_what_came_nearest_to_each_is_shown(tools: Tools) -> None:
    answer, told = asked(tools, f"{UNSAID} What did Edwin Hubble say about the Milky Way?")
    assert (answer.status, answer.statements, answer.citations, told) == (Status.NOT_IN_ARTICLES, (), (), [])
    assert [each.n for each in answer.nearest] == [1, 2]
    assert {each.quote for each in answer.nearest} == {MIRROR, SHAPLEY}


def test_a_time_in_which_nothing_was_found_is_told_of_the_question_that_named_it_alone(tools: Tools) -> None:
    answer, _ = asked(tools, "How many articles of July mention Shapley? What did Hubble say in May?")
    assert [each.text for each in answer.statements] == ["1 of the 1 articles searched mentions “Shapley”."]
    assert answer.understood.given_up
    assert [part.since for part in answer.understood.parts] == [date(1925, 5, 1)]
