"""Figures and names that stand in the source, but not where the statement puts them; deeds that are only alleged."""

import pytest

from assistant.answering.verify import Cited, check_statement

ELECTED = "Angela Merkel of the opposition was elected chancellor on Tuesday, beating the incumbent, Gerhard Schröder."

CASES = [
    ("Merkel beat Schröder.", "Schröder beat Merkel."),
    ("Schröder was elected chancellor on Tuesday, beating Merkel.", ELECTED),
    ("Gerhard Schröder was elected chancellor on Tuesday.", ELECTED),
    ("Merkel won by 48.2 percent to 51.8 percent.", "Merkel won by 51.8 percent to 48.2 percent."),
    ("It rose from 12 to 10 on Monday.", "It rose from 10 to 12 on Monday."),
    ("The vote on the bridge was 5-4.", "The vote on the bridge was 4-5."),
    ("Building would begin in 2029.", "Building would begin in 2027 and end in 2029."),
    ("Merkel, 71, left the room.", "Merkel, 66, left the room; Schröder, 71, stayed in it."),
    ("Macron told Merkel to wait.", "Merkel told Macron to wait."),
    ("The mayor took bribes.", "Prosecutors allege the mayor took bribes."),
    ("The mayor took bribes.", "The mayor was accused of taking bribes."),
    ("The mayor resigned on Monday.", "The mayor denied that he resigned on Monday."),
    ("The bridge will close in May.", "The bridge may close in May."),
    ("The bridge cost 5 million crowns.", "The bridge cost €5 million."),
    ("All of the 240 homes were flooded.", "Most of the 240 homes were flooded."),
    ("It fell to -5 degrees in the night.", "It fell to 5 degrees in the night."),
    ("It happened at 5 pm on Monday.", "It happened at 5 am on Monday."),
    ("The council rejected Merkel as chair.", "The council confirmed Merkel as chair."),
]


@pytest.mark.parametrize(("statement", "source"), CASES)
def test_what_stands_elsewhere_in_the_source_is_not_said(statement, source):
    assert not check_statement(statement, [Cited(source, "", "", None, None)], similarity=0.85).supported


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Macron was told by Merkel to wait.", "Merkel told Macron to wait."),
        ("On Tuesday, Merkel was elected chancellor, beating Gerhard Schröder.", ELECTED),
        ("In Paris, Macron met Merkel.", "Macron met Merkel in Paris."),
        ("Building would end in 2029.", "Building would begin in 2027 and end in 2029."),
        ("Of the 30 hurt, 12 died in the night.", "12 died in the night and 30 were hurt."),
        ("The mayor was accused of taking bribes.", "The mayor was accused of taking bribes in May."),
        ("The mayor denied that he resigned.", "The mayor denied that he resigned on Monday."),
        ("It fell to minus 5 degrees in the night.", "It fell to -5 degrees in the night."),
    ],
)
def test_another_order_of_the_same_things_is_no_objection(statement, source):
    verdict = check_statement(statement, [Cited(source, "", "", None, None)], similarity=0.9)
    assert (verdict.supported, verdict.reasons) == (True, ())
