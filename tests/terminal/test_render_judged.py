"""A model's answer as a reader sees it when it has been judged: with marks, or behind the words on the screen."""

import pytest

from assistant.terminal.render import render_answer, render_rest
from terminal.moon import IN_PLACE, JUDGED, NEAREST_IN_PLACE


def test_what_may_not_be_relied_on_says_its_grade_and_what_the_cited_text_does_not_say() -> None:
    shown = render_answer(JUDGED, width=80, colour=False)
    assert (
        shown[: shown.index("\nSources")] + shown[shown.index("7 sentences") :]
        == """\
Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1] Armstrong stepped out 39 minutes later. [2] [not confirmed: "39
minutes later": no such time is given] Aldrin followed 19 minutes later. [2]
Michael Collins did not land. [1] Luna 9 sent nine pictures. [3] [not judged:
the cited text does not have the number nine] Luna 9 had landed before. [3] [not
judged] Nobody had been there. [not confirmed: no article sentence is cited]
7 sentences: 1 quoted (sentence 1), 2 confirmed (sentences 3 and 4), 2 not
confirmed (sentences 2 and 7), 2 not judged (sentences 5 and 6).
1 sentence written anew after not being confirmed and 1 sentence confirmed by
other sources than the model gave.
2 sentences are not judged: the judge gave no reply that could be read.
"""
    )


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (
            80,
            """\
Withdrawn: Aldrin followed 20 minutes later. ["20": it was 19]
Not confirmed: Armstrong stepped out 39 minutes later. [2] ["39 minutes later":
no such time is given]
Corrected: Aldrin followed 19 minutes later. [2]
By other sources: Michael Collins did not land. [1]
Not judged: Luna 9 sent nine pictures. [3] [the cited text does not have the
number nine]
Not judged: Luna 9 had landed before. [3]
Not confirmed: Nobody had been there. [no article sentence is cited]
""",
        ),
        (
            40,
            """\
Withdrawn: Aldrin followed 20 minutes
later. ["20": it was 19]
Not confirmed: Armstrong stepped out 39
minutes later. [2] ["39 minutes later":
no such time is given]
Corrected: Aldrin followed 19 minutes
later. [2]
By other sources: Michael Collins did
not land. [1]
Not judged: Luna 9 sent nine pictures.
[3] [the cited text does not have the
number nine]
Not judged: Luna 9 had landed before.
[3]
Not confirmed: Nobody had been there.
[no article sentence is cited]
""",
        ),
    ],
)
def test_of_words_that_are_on_the_screen_what_may_not_be_relied_on_is_said_before_the_sources(
    width: int, said: str
) -> None:
    judged, rest = render_rest(JUDGED, width=width, colour=False).split("\n\n", 1)
    assert f"{judged}\n" == said
    assert rest == render_answer(JUDGED, width=width, colour=False).split("\n\n", 1)[1]


def test_what_the_judge_refused_is_struck_through_where_there_is_colour() -> None:
    lines = render_rest(JUDGED, width=80, colour=True).splitlines()
    assert (lines[0], lines[3]) == (
        'Withdrawn: \x1b[9mAldrin followed 20 minutes later.\x1b[0m \x1b[33m["20": it was 19]\x1b[0m',
        "\x1b[1mCorrected:\x1b[0m Aldrin followed 19 minutes later. \x1b[36m[2]\x1b[0m",
    )


def test_where_no_sentence_of_a_model_is_confirmed_the_articles_own_stand_in_its_place() -> None:
    in_place = """\
The articles may answer; what the model wrote was not confirmed.

Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1]

Sources
[1] Apollo 11 lands on the Moon — NASA, 21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns

Left out: 1 sentence of the model that was not confirmed.
"""
    assert render_answer(IN_PLACE, width=80, colour=False) == in_place
    withdrawn = 'Withdrawn: Three men walked on the Moon. ["Three": it was two]\n\n'
    assert render_rest(IN_PLACE, width=80, colour=False) == withdrawn + in_place


def test_where_the_articles_have_no_sentence_in_place_of_a_models_the_closest_follow() -> None:
    shown = """\
The articles may answer; what the model
wrote was not confirmed.

Closest:
[1] “Luna 9 made the first soft landing
    on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

Left out: 1 sentence of the model that
was not confirmed.
"""
    assert render_answer(NEAREST_IN_PLACE, width=40, colour=False) == shown
    withdrawn = 'Withdrawn: Three men walked on the Moon.\n["Three": it was two]\n\n'
    assert render_rest(NEAREST_IN_PLACE, width=40, colour=False) == withdrawn + shown
