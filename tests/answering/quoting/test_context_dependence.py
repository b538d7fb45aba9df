"""Which sentences can be quoted alone, and who is introduced where."""

import pytest

from assistant.answering.quoting.context_dependence import depends_on_context, is_whole
from assistant.answering.summaries.introductions import introductions, people_in


@pytest.mark.parametrize(
    "text",
    [
        "He heard nothing.",
        "It was wrong.",
        "Their boat sank.",
        "This was the first.",
        "But the bridge stayed open.",
        "However, nobody came.",
        "By then the water stood a metre deep.",
        "As a result the port closed.",
        "Two are diesels, installed in 1984.",
        "The third, which is electric, was away.",
        "All of them lived.",
        "A similar situation came about in May.",
        "At ten past two she saw the street lamps go out.",
        "Doctors said she would live.",
        "When he arrived, Lincoln spoke.",
        "“Ten would have been too long,” he says.",
        "“We are late,” said she.",
        "“I would rather be late than wrong.”",
        "Lincoln also spoke.",
        "Elle part demain.",
        "Mais le pont reste fermé.",
    ],
)
def test_a_sentence_that_points_back_leans(text: str) -> None:
    assert depends_on_context(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge will close on Monday.",
        "Two officials said the ship sank.",
        "The third quarter was better.",
        "This week the board met.",
        "There are three pumps.",
        "By half past eleven the number was wrong, and Abraham Lincoln knew it.",
        "Lincoln said he was late.",
        "Mr. Lincoln, up to his knees, rang for help.",
        "“We are late,” Lincoln said.",
        "One officer fell.",
        "Le pont reste fermé.",
        "橋は閉鎖されている。",
    ],
)
def test_a_sentence_with_its_own_subject_stands_alone(text: str) -> None:
    assert not depends_on_context(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The bridge is closed.", True),
        ("“We are late,” he said.", True),
        ('He said: "We are late."', True),
        ("Is the bridge closed?", True),
        ("橋は閉鎖されている。", True),
        ("“We are late.", False),
        ("We are late.”", False),
        ('"We are late.', False),
        ("The bridge (closed since May is back.", False),
        ("(In May it was open.)", False),
        ("and was closed.", False),
        ("There are three reasons:", False),
        ("Then the lights went out...", False),
        ("The bridge is closed", False),
        ("…", False),
        ("", False),
    ],
)
def test_a_whole_sentence_begins_ends_and_closes_what_it_opens(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_people_are_told_by_their_titles_their_age_and_what_they_say() -> None:
    texts = [
        "Storm Oriel reached Gettysburg.",
        "Mr. Abraham Lincoln was there.",
        "“So it is,” Mary Todd said.",
        "Robert Lincoln, 21, and Grant, who came late, agreed.",
        "Officials said so, and the court told Salmon Chase’s clerk.",
        "She asked for more.",
    ]
    assert people_in(texts) == {"Abraham", "Lincoln", "Mary", "Todd", "Robert", "Grant", "Salmon", "Chase"}


def test_whoever_is_called_by_surname_alone_is_introduced_where_the_full_name_stands_first() -> None:
    texts = [
        "Abraham Lincoln spoke at Gettysburg.",
        "Lincoln spoke for two minutes.",
        "Mary Todd said Lincoln was ill.",
        "“He was,” Lincoln’s doctor said, and Todd agreed.",
        "Abraham Lincoln went home.",
    ]
    people = frozenset({"Abraham", "Lincoln", "Mary", "Todd"})
    assert introductions(texts, people) == [(), (0,), (0,), (0, 2), ()]
