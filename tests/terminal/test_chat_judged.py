"""What a conversation shows behind an answer: the judge's word, what stands in its place, and notes."""

import pytest

from terminal.scripted_session import transcript


def turn(question: str, *, columns: int = 80, live: bool = False) -> str:
    """What a conversation shows of one question."""
    shown: str = transcript(question, columns=columns, live=live)[0]
    return shown[shown.index("> ") :]


def test_what_a_judge_says_of_words_on_the_screen_follows_them() -> None:
    assert (
        turn("What did they do?", live=True)
        == """\
> What did they do?
Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1] Armstrong stepped out 39 minutes later. [2] Aldrin followed 20
minutes later. [2] Michael Collins did not land. [2] Luna 9 sent nine pictures.
[3] Luna 9 had landed before. [3] Nobody had been there.

Withdrawn: Aldrin followed 20 minutes later. ["20": it was 19]
Not confirmed: Armstrong stepped out 39 minutes later. [2] ["39 minutes later":
no such time is given]
Corrected: Aldrin followed 19 minutes later. [2]
By other sources: Michael Collins did not land. [1]
Not judged: Luna 9 sent nine pictures. [3] [the cited text does not have the
number nine]
Not judged: Luna 9 had landed before. [3]
Not confirmed: Nobody had been there. [no article sentence is cited]

Sources
[1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
    Aldrin aboard.”
[2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    [2] also in 新华社, 17 December 2020; “Luna 9 made the first soft landing on
    the Moon in…” (undated)

[3] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

7 sentences: 1 quoted (sentence 1), 2 confirmed (sentences 3 and 4), 2 not
confirmed (sentences 2 and 7), 2 not judged (sentences 5 and 6).
1 sentence written anew after not being confirmed and 1 sentence confirmed by
other sources than the model gave.
2 sentences are not judged: the judge gave no reply that could be read.

"""
    )


OWN_SENTENCES = """\
The articles may answer; what the model
wrote was not confirmed.

Apollo 11 landed on the Moon on 20 July
1969 with Neil Armstrong and Buzz Aldrin
aboard. [1]

Sources
[1] Apollo 11 lands on the Moon — NASA,
    21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns

Left out: 1 sentence of the model that
was not confirmed.

"""
CLOSEST = """\
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


@pytest.mark.parametrize(("question", "said"), [("How many walked?", OWN_SENTENCES), ("Who else walked?", CLOSEST)])
def test_where_no_word_of_a_model_is_confirmed_it_is_said_before_what_stands_in_its_place(
    question: str, said: str
) -> None:
    withdrawn = 'Three men walked on the Moon.\n\nWithdrawn: Three men walked on the Moon.\n["Three": it was two]\n\n'
    assert turn(question, columns=40, live=True) == f"> {question}\n{withdrawn}{said}"
    assert turn(question, columns=40) == f"> {question}\n{said}"


def test_notes_stand_between_an_answer_and_its_sources() -> None:
    stdout, _ = transcript("Who was first?", "/quit")
    assert (
        stdout
        == """\
3 articles, 21 July 1969 to 17 December 2020; no model.
Ask a question, or type /help.

> Who was first?
Luna 9 had landed before, without a crew. [3][1]

The articles differ: 1966 (Luna) and 1969 (NASA). [3]

Sources
[3] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

1 sentence: 1 confirmed.

> /quit
"""
    )
