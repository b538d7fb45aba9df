"""A model's reply in pieces becomes statements, whatever form the model gave its handles."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writing.statements import read_statements
from assistant.language.sentences import split_sentences
from assistant.records.answers import Pending
from assistant.records.articles import Article
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle


def _evidence(*sizes: int) -> Evidence:
    parts = []
    for number, size in enumerate(sizes, start=1):
        text = " ".join("The river rose." for _ in range(size))
        article = Article(id=str(number), path=f"{number}.txt", text=text, title=f"Title {number}")
        parts.append(EvidenceArticle(number, article, split_sentences(text)))
    return Evidence(tuple(parts))


EVIDENCE = _evidence(5, 5, 5, 5)


def _read(reply: str, size: int = 10_000) -> list[str]:
    """Each statement as one line: its text, its handles, and behind ! what the evidence does not hold."""
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    lines = []
    for statement in read_statements(pieces, EVIDENCE):
        handles = " ".join(str(handle) for handle in statement.handles)
        unknown = " ".join(statement.unknown_handles)
        lines.append(f"{statement.text} | {handles}" + (f" ! {unknown}" if unknown else ""))
    return lines


FORMS = {
    "Rain fell [1.1]. Snow fell [1.2][2.1].": ["Rain fell. | 1.1", "Snow fell. | 1.2 2.1"],
    "Rain fell. [1.1] Snow fell. [1.2]": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell [1.1] Snow fell [1.2]": ["Rain fell | 1.1", "Snow fell | 1.2"],
    "Rain fell [1.1].Snow fell [1.2].": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell.\n[1.1]\nSnow fell.\n[1.2]": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell.\n\n[1.1]\n\nSnow fell.\n[1.2]": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell [1.1, 1.2]. Snow fell [1.3; 2.1].": ["Rain fell. | 1.1 1.2", "Snow fell. | 1.3 2.1"],
    "Rain fell [1.1-1.3]. Snow fell [2.3–5].": ["Rain fell. | 1.1 1.2 1.3", "Snow fell. | 2.3 2.4 2.5"],
    "Rain fell [1.1], [1.2] and [1.3]. Snow.": ["Rain fell. | 1.1 1.2 1.3", "Snow. | "],
    "Rain fell [1.1] [1.2].": ["Rain fell. | 1.1 1.2"],
    "Rain fell [1.1][1.1].": ["Rain fell. | 1.1"],
    "Rain fell 【1.1】. Snow fell ［1.2］.": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell 【1.1†L1-L4】.": ["Rain fell. | 1.1"],
    "Rain fell [[1.1]]. Snow fell [^1.2].": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell \\[1.1\\]. Snow fell [1.2](#s).": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell [Article 1.1]. Snow fell [Article 1, sentence 2].": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell {Monday = 2 June 2025} [1.1]. Snow fell. {May = May 2025} [1.2]": [
        "Rain fell. | 1.1",
        "Snow fell. | 1.2",
    ],
    "Rain fell ([1.1]). Snow fell (see [1.2], [1.3]).": ["Rain fell. | 1.1", "Snow fell. | 1.2 1.3"],
    "Rain fell (1.1). Snow fell (1.2, 1.3).": ["Rain fell. | 1.1", "Snow fell. | 1.2 1.3"],
    "Rain fell [1.1], and snow fell [1.2].": ["Rain fell, and snow fell. | 1.1 1.2"],
    "Rain fell [1.1] and snow fell [1.2]. Hail.": ["Rain fell and snow fell. | 1.1 1.2", "Hail. | "],
    "Rain fell. Snow fell [1.1].": ["Rain fell. | ", "Snow fell. | 1.1"],
    "[1.1] Rain fell. [1.2] Snow fell.": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "- [1.1] Rain fell.\n- [1.2] Snow fell.": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "- **Rain** fell [1.1]\n- *Snow* fell [1.2]": ["Rain fell | 1.1", "Snow fell | 1.2"],
    "1. Rain fell [1.1]\n2. Snow fell [1.2]": ["Rain fell | 1.1", "Snow fell | 1.2"],
    "Rain fell\nin the north [1.1].\nSnow fell [1.2].": ["Rain fell in the north. | 1.1", "Snow fell. | 1.2"],
    "He said: “It rose. It fell.” [1.1] Then rain [1.2].": ["He said: “It rose. It fell.” | 1.1", "Then rain. | 1.2"],
    'He said: "It rose. It fell." [1.1] "Then" rain [1.2].': [
        'He said: "It rose. It fell." | 1.1',
        '"Then" rain. | 1.2',
    ],
    "Gen. Ismail Qaani left [1.1]. It was 2 a.m. local time [1.2].": [
        "Gen. Ismail Qaani left. | 1.1",
        "It was 2 a.m. local time. | 1.2",
    ],
    "Rain fell [1.9]. Snow fell [7.1][1.2].": ["Rain fell. |  ! 1.9", "Snow fell. | 1.2 ! 7.1"],
    "Rain fell [2]. Snow fell [1], [9].": ["Rain fell. | ", "Snow fell. |  ! 9"],
    "Rain fell [1.4-1.7].": ["Rain fell. | 1.4 1.5 ! 1.6 1.7"],
    "Version 2.3 (2.3) is out, up 1.1 (1.1%) in [2024] [1.1].": [
        "Version 2.3 (2.3) is out, up 1.1 (1.1%) in [2024]. | 1.1"
    ],
    "The flood [of 1910] rose [sic] [1.1].": ["The flood [of 1910] rose [sic]. | 1.1"],
    "雨が降った[1.1]。雪が降った[1.2]。": ["雨が降った。 | 1.1", "雪が降った。 | 1.2"],
    "Дождь шёл [1.1]. Снег шёл [1.2].": ["Дождь шёл. | 1.1", "Снег шёл. | 1.2"],
    "1. August 2024 war es [1.1].": ["1. August 2024 war es. | 1.1"],
}


@pytest.mark.parametrize(("reply", "statements"), FORMS.items())
@pytest.mark.parametrize("size", [1, 2, 5, 10_000])
def test_handles_are_read_in_every_form_and_at_every_border(reply: str, statements: list[str], size: int) -> None:
    assert _read(reply, size) == statements


ODDITIES = {
    "": [],
    "  \n\n ": [],
    "Rain fell. Snow fell.": ["Rain fell. | ", "Snow fell. | "],
    "<think>Maybe [1.1] no.\n\nYes.</think>Rain fell [1.1].": ["Rain fell. | 1.1"],
    "Maybe this [1.1 helps.</think>\n\nRain fell [1.1].": ["Rain fell. | 1.1"],
    "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Rain fell [1.1].": [
        "Rain fell. | 1.1"
    ],
    "Rain fell [1.1].<|im_end|>": ["Rain fell. | 1.1"],
    "<think>Let me see.\n\nRain fell [1.1].": ["Rain fell. | 1.1"],
    "Rain fell [1.1].<think>Was it snow? [1.2]": ["Rain fell. | 1.1"],
    "Here is the answer:\n\nRain fell [1.1].": ["Rain fell. | 1.1"],
    "Sure! Here is what the articles say:\nRain fell [1.1].": ["Rain fell. | 1.1"],
    "Answer: Rain fell [1.1].": ["Rain fell. | 1.1"],
    "## Weather\nRain fell [1.1].\n\n**Later**\nSnow fell [1.2].": ["Rain fell. | 1.1", "Snow fell. | 1.2"],
    "Rain fell [1.1].\n\nSources:\n[1.1] The river rose.\n[1.2] It fell.": ["Rain fell. | 1.1"],
    "Rain fell [1.1].\n\n**Sources:** [1.1], [1.2]": ["Rain fell. | 1.1"],
    "Rain fell [1.1]. Let me know if you need more!": ["Rain fell. | 1.1"],
    "> Rain fell [1.1].": ["Rain fell. | 1.1"],
    "Rain fell [1.1": ["Rain fell | "],
    "Rain fell [": ["Rain fell | "],
    "Rain is < 5 mm > 2 mm [1.1].": ["Rain is < 5 mm > 2 mm. | 1.1"],
    "Rain \x1bfell\x07 \x9b[1.1].": ["Rain fell. | 1.1"],
    "Rain fell\r\non a_b_c *day [1.1].": ["Rain fell on a_b_c *day. | 1.1"],
}


@pytest.mark.parametrize(("reply", "statements"), ODDITIES.items())
@pytest.mark.parametrize("size", [1, 4, 10_000])
def test_a_reply_that_ignores_the_form_comes_out_sensible(reply: str, statements: list[str], size: int) -> None:
    assert _read(reply, size) == statements


@pytest.mark.parametrize(
    ("reply", "declined"),
    [
        ("NOT IN ARTICLES", True),
        ("Not in articles.", True),
        ("**NOT IN ARTICLES**\n\nThey only tell of the flood of 1910 [1.1].", True),
        ("NOT IN ARTICLES: they only tell of rain.", True),
        ("<think>Is it there? No.</think>\n\nNOT IN ARTICLES", True),
        ("The articles do not say who won.", True),
        ("I cannot answer this from the given sentences.", True),
        ("There is no information about the winner in the articles.", True),
        ("The winner is not mentioned in the articles.", True),
        ("", False),
        ("Rain fell [1.1].", False),
        ("Rain fell.", False),
        ("Rain fell [1.1]. NOT IN ARTICLES", False),
        ("The mayor is not in articles of association [1.1].", False),
    ],
)
@pytest.mark.parametrize("size", [1, 10_000])
def test_a_reply_that_declines_is_told_from_an_answer(reply: str, declined: bool, size: int) -> None:
    statements = read_statements([reply[start : start + size] for start in range(0, len(reply), size)], EVIDENCE)
    texts = [statement.text for statement in statements]
    assert statements.declined is declined
    assert not (declined and texts)


@pytest.mark.parametrize(
    ("reply", "paragraphs"),
    [
        ("Rain [1.1]. Snow [1.2].", ()),
        ("Rain [1.1].\n\nSnow [1.2]. Hail [1.3].\n \nSun [1.4].", (1, 3)),
        ("\n\nRain [1.1].\n\n\n\nSnow [1.2].", (1,)),
        ("Rain.\n\n[1.1]\n\nSnow [1.2].", (1,)),
        ("Here it is:\n\nRain [1.1].\n\n## Cold\n\nSnow [1.2].", (1,)),
        ("- Rain [1.1].\n- Snow [1.2].", ()),
    ],
)
def test_paragraphs_are_kept(reply: str, paragraphs: tuple[int, ...]) -> None:
    statements = read_statements(reply, EVIDENCE)
    assert len(list(statements)) >= 2
    assert statements.paragraphs == paragraphs


def test_a_statement_comes_out_before_the_reply_goes_on() -> None:
    given: list[str] = []

    def reply() -> list[str]:
        return ["Rain ", "fell [1", ".1]", ". Sn", "ow fell [1.2].", " Hail fell."]

    def pieces() -> object:
        for piece in reply():
            given.append(piece)
            yield piece

    statements = read_statements(pieces(), EVIDENCE)  # type: ignore[arg-type]  # a generator of str
    assert next(iter(statements)).text == "Rain fell."
    assert "".join(given) == "Rain fell [1.1]. Sn"


def test_what_is_sure_of_a_sentence_grows_until_it_is_complete_or_too_long_to_follow() -> None:
    words = [f"and rain fell on hill {number} " for number in range(60)]
    events = list(
        read_statements(["Snow fell ", "in the whole ", "valley [1.1]. ", *words, "[1.2]."], EVIDENCE).events()
    )
    pending = list(dict.fromkeys(event.text for event in events if isinstance(event, Pending) and event.text))
    assert pending[:2] == ["Snow fell in the whole", "Snow fell in the whole valley"]
    assert pending[-1] == "".join(words).rstrip()[: len(pending[-1])]
    assert 560 < len(pending[-1]) <= 600
    assert [event.text for event in events if isinstance(event, DraftStatement)] == [
        "Snow fell in the whole valley.",
        "".join(words).rstrip() + ".",
    ]


def test_every_word_has_begun_at_once_but_no_part_of_a_handle_or_of_a_refusal() -> None:
    reply = ["Snow", " fell", " in the ", "**valley** [1", ".1]. ", "Then ", "it ", "thawed [1.2]."]
    events = read_statements(reply, EVIDENCE).events()
    assert [event.begun for event in events if isinstance(event, Pending)] == [
        *["Snow", "Snow fell", "Snow fell in the", "Snow fell in the valley", "Snow fell in the valley."],
        *["Then", "Then it", "Then it thawed."],
    ]
    assert not list(read_statements(["NOT", " IN ARTICLES", "."], EVIDENCE).events())


@given(
    st.lists(
        st.sampled_from(
            [
                *["Rain fell", "Snow", " ", ".", ", and", "[1.1]", "[1.", "2]", "[9.9]", "[2]", "(1.2)", "2.3"],
                *["【2.1】", "\n", "\n\n", "- ", "**", "“", "”", "<think>", "</think>", "NOT IN ARTICLES", "Sources:"],
            ]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_no_handle_is_ever_left_in_a_text_and_borders_never_matter(parts: list[str]) -> None:
    reply = "".join(parts)
    whole = _read(reply)
    assert _read(reply, 1) == whole
    watched = [event.text for event in read_statements(reply, EVIDENCE).events() if isinstance(event, DraftStatement)]
    assert watched == [line.partition(" | ")[0] for line in whole]
    assert not [line for line in whole if re.search(r"[\[【]\d\.\d[\]】]|\[\d\]", line.partition(" | ")[0])]


def test_a_reply_that_goes_round_in_circles_is_read_no_further_than_the_third_time() -> None:
    given: list[str] = []
    closed: list[bool] = []

    def pieces() -> Iterator[str]:
        try:
            for number in range(1_000):
                given.append("Snow fell in the whole valley [1.1].\n" if number else "Rain fell [1.2].\n")
                yield given[-1]
        finally:
            closed.append(True)

    assert [each.text for each in read_statements(pieces(), EVIDENCE)] == [
        "Rain fell.",
        "Snow fell in the whole valley.",
    ]
    assert len(given) == 4
    assert closed == [True]
