"""A claim stays a claim: who says what is read off a sentence, and a statement must keep it."""

import pytest

from assistant.answering.alignment import read_off
from assistant.answering.attribution import attributions_in, lost_attribution, wrong_speaker

ATTRIBUTED = [
    ("The fire began in the kitchen, police said.", "police", "The fire began in the kitchen,"),
    ("The fire, police said, began in the kitchen.", "police", "The fire,"),
    ("Police said on Monday that the fire began.", "Police", " on Monday that the fire began."),
    ("“We will win,” said the mayor of Dresden.", "the mayor of Dresden", "“We will win,”"),
    ("“It’s bad,” the mayor, a lawyer, said.", "the mayor", "“It’s bad,”"),
    ("According to two officials, the ship sank.", "two officials", ", the ship sank."),
    ("The river rose, according to the flood office.", "the flood office", "The river rose,"),
    ("She told reporters the river had risen.", "She", " the river had risen."),
    ("The company said in a statement that sales fell.", "The company", " in a statement that sales fell."),
    ("Officials in Dresden say more than 200 people came.", "Officials in Dresden", " more than 200 people came."),
    ("In a letter, the minister of health said he was sorry.", "the minister of health", " he was sorry."),
    ("The supreme leader has said revenge is a duty.", "The supreme leader", " revenge is a duty."),
    ("The guard was allegedly struck.", "", " struck."),
    ("The attacker is believed to have fled.", "", " have fled."),
]


@pytest.mark.parametrize(("sentence", "who", "governed"), ATTRIBUTED, ids=[case[0] for case in ATTRIBUTED])
def test_who_says_what_is_read_off_a_sentence(sentence, who, governed):
    assert [(each.who, sentence[each.first : each.last]) for each in attributions_in(sentence)] == [(who, governed)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister, who said he would resign, left the country.",
        "The board announced a new plan.",
        "The river rose to four metres on Tuesday.",
        "The suspect, who has denied wrongdoing, will appear in court.",
        "The coach told his young winger, who had scored.",
        "Le maire a dit que la ville était inondée.",
    ],
)
def test_where_nobody_gives_his_word_there_is_no_attribution(sentence):
    assert attributions_in(sentence) == ()


FIRE = "The fire began in the kitchen of the old theatre, police said on Monday."


@pytest.mark.parametrize(
    ("statement", "is_lost"),
    [
        ("The fire began in the kitchen of the old theatre.", True),
        ("The fire began in the kitchen of the old theatre, police said.", False),
        ("According to police, the fire began in the kitchen.", False),
        ("The fire reportedly began in the kitchen of the theatre.", False),
        ("Police spoke of a fire in the old theatre.", False),
        ("The bridge reopened in June.", False),
    ],
)
def test_a_claim_must_not_become_a_fact(statement, is_lost):
    assert (lost_attribution(statement, read_off(statement, [FIRE]), [FIRE]) is not None) is is_lost


def test_a_statement_that_names_the_outlet_gives_its_word():
    sentence = "About 3,500 people marched, according to a count by this newspaper."
    statement = "The Guardian counted about 3,500 people."
    reading = read_off(statement, [sentence])
    assert lost_attribution(statement, reading, [sentence], outlets=["The Guardian"]) is None


def test_a_statement_that_names_the_speaker_keeps_the_attribution():
    sentence = "“We will not sign a bad deal,” Angela Merkel told reporters in Berlin."
    statement = "Merkel will not sign a bad deal."
    assert lost_attribution(statement, read_off(statement, [sentence]), [sentence]) is None


MERKEL = "“We will not sign a bad deal,” Angela Merkel said after talks with Emmanuel Macron."


@pytest.mark.parametrize(
    ("statement", "sentence", "before", "expected"),
    [
        ("Merkel said she would not sign a bad deal.", MERKEL, "", None),
        ("Macron said he would not sign a bad deal.", MERKEL, "", ("Macron", "Angela Merkel")),
        ("“We will not sign,” said Emmanuel Macron.", MERKEL, "", ("Emmanuel Macron", "Angela Merkel")),
        ("Macron said it was late.", "“It is late,” he said.", "Emmanuel Macron looked at the clock.", None),
        ("Macron said it was late.", "It was late, police said.", "Emmanuel Macron left.", ("Macron", "police")),
        ("The river rose, said Macron.", "The river rose.", "", None),
    ],
)
def test_a_speaker_must_not_be_another(statement, sentence, before, expected):
    assert wrong_speaker(statement, [sentence], [sentence, before]) == expected


def test_the_articles_own_outlet_may_be_named_as_the_speaker():
    assert (
        wrong_speaker("The Guardian says it was late.", ["It was late, Macron said."], [], outlets=["The Guardian"])
        is None
    )
