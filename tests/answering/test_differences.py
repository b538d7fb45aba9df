"""What a statement says otherwise than its source: a "not", an opposite, another number or name in the same place."""

import pytest

from assistant.answering.alignment import read_off
from assistant.answering.negations import negation_differs
from assistant.answering.opposites import opposite_word
from assistant.answering.replacements import replaced_figures, replaced_names

ADDED = "it says “not”, which the cited text does not"
LOST = "it leaves out a “not” of the cited text"

NEGATIONS = [
    ("The talks had not failed.", "The talks had failed.", ADDED),
    ("The talks had failed.", "The talks had not failed.", LOST),
    ("The talks hadn’t failed.", "The talks had not failed.", None),
    ("The talks did not succeed.", "The talks failed to reach a deal.", None),
    ("The council did not approve the plan.", "The council rejected the plan.", None),
    ("No homes were flooded in Dresden.", "240 homes were flooded in Dresden.", ADDED),
    ("Homes were flooded in Dresden.", "No homes were flooded in Dresden.", LOST),
    ("She never said it.", "She said it on Monday.", ADDED),
    ("She said it, and the mayor did not answer.", "She said it; the mayor did not answer.", None),
    ("She did not say it, and the mayor answered.", "She said it; the mayor did not answer.", ADDED),
    ("It cost 46 jobs, not 64.", "It cost 46 jobs.", None),
    ("It was not only late but wet.", "It was late and wet.", None),
    ("It has confirmed that it killed him.", "It has neither acknowledged nor denied killing him.", LOST),
    ("It has confirmed killing him.", "It has neither acknowledged nor denied killing him.", LOST),
    ("The ship left without a pilot.", "The ship left with no pilot.", None),
    ("The bridge will open in June.", "The bridge will not open in June but in July.", LOST),
    ("The bridge will reopen on 30 April.", "It will reopen on 30 April, and not on 31 March.", None),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "source", "expected"), NEGATIONS, ids=[f"{a} / {b}" for a, b, _ in NEGATIONS])
def test_a_statement_denies_what_its_source_denies(statement, source, expected):
    assert negation_differs(statement, [source], read_off(statement, [source])) == expected


@pytest.mark.parametrize(
    ("statement", "source", "expected"),
    [
        ("Prices fell by a tenth in May.", "Prices rose by a tenth in May.", ("fell", "rose")),
        ("More than 200 people came.", "Fewer than 200 people came.", ("More", "Fewer")),
        ("It closed before the storm.", "It closed after the storm.", ("before", "after")),
        ("It closed at 2 p.m. on Monday.", "It closed at 2 a.m. on Monday.", ("p.m.", "a.m.")),
        ("The team lost the final in Rome.", "The team won the final in Rome.", ("lost", "won")),
        ("Prices rose by a tenth in May.", "Prices rose by a tenth in May.", None),
        ("Prices increased by a tenth.", "Prices rose by a tenth.", None),
        ("After the storm it closed.", "It closed after the storm, not before.", None),
        ("The first ship came late.", "The first ship came late and the last one early.", None),
    ],
)
def test_an_opposite_in_the_same_place_is_seen(statement, source, expected):
    assert opposite_word(read_off(statement, [source])) == expected


@pytest.mark.parametrize(
    ("statement", "source", "expected"),
    [
        ("The flood killed 21 people.", "The flood killed 12 people.", [("21", "12")]),
        ("The flood killed 30 people and hurt 12.", "The flood killed 12 people and hurt 30.", [("30", "12")]),
        ("Twelve people died.", "12 people died.", []),
        ("Of the 30 hurt, 12 died.", "12 died and 30 were hurt.", []),
        (
            "It cost 3.4 million dollars.",
            "It cost 4.3 million dollars.",
            [("3.4 million", "4.3 million")],
        ),
        ("The second ship sank in May.", "The third ship sank in May.", [("second", "third")]),
        ("It grew by 5 percent to 300.", "It grew by 5 % to 300.", []),
    ],
)
def test_a_number_in_the_place_of_another_is_seen(statement, source, expected):
    found = replaced_figures(statement, [source], read_off(statement, [source]))
    assert [(each.said, each.there) for each in found] == expected


@pytest.mark.parametrize(
    ("statement", "source", "expected"),
    [
        ("The Rhine burst its banks.", "The Elbe burst its banks near the Rhine Falls road.", []),
        ("Merkel met Macron in Paris.", "Merkel met Macron in Berlin.", [("Paris", "Berlin")]),
        ("Macron told Merkel to wait.", "Merkel told Macron to wait.", [("Macron", "Merkel")]),
        ("Angela Merkel met Macron in Berlin.", "Merkel met Macron in Berlin.", []),
        ("In Berlin, Merkel met Macron.", "Merkel met Macron in Berlin.", []),
        ("The French met in Berlin.", "France met in Berlin.", []),
        ("She met Macron in Berlin.", "Merkel met Macron in Berlin.", []),
    ],
)
def test_a_name_in_the_place_of_another_is_seen(statement, source, expected):
    found = replaced_names(statement, [source], read_off(statement, [source]))
    assert [(each.said, each.there) for each in found] == expected
