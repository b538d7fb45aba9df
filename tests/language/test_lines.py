import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.lines import join_lines, lay_out, words_of

LONG = (
    "The lighthouse was built in 1811 on a reef that is covered by the sea at every high tide and has "
    "been lit ever since."
)
WRAPPED = """The lighthouse was built in 1811 on a reef that is covered by
the sea at every high tide. It has been lit ever since, and
no keeper has lived there since 1988.

A second tower, on the mainland, showed the keepers' families by
signal whether all was well."""
UNWRAPPED = (
    "The lighthouse was built in 1811 on a reef that is covered by the sea at every high tide. It "
    "has been lit ever since,"
    " and no keeper has lived there since 1988.\n\nA second tower, on the mainland, showed the "
    "keepers' families by signal"
    " whether all was well."
)


@pytest.mark.parametrize(
    ("text", "laid_out"),
    [
        # Long lines are paragraphs, whether or not blank lines part them.
        (f"{LONG}\n{LONG}", f"{LONG}\n\n{LONG}"),
        (f"A heading\n{LONG}\n\n{LONG}", f"A heading\n\n{LONG}\n\n{LONG}"),
        # Short lines that end in the middle of sentences were wrapped.
        (WRAPPED, UNWRAPPED),
        # Short lines that are sentences are paragraphs.
        (
            "It rained.\nThe match was called off.\nNobody minded.",
            "It rained.\n\nThe match was called off.\n\nNobody minded.",
        ),
        # A wrapped line that stops far short ends its paragraph, and a heading is one.
        (
            "The tide\nThe lighthouse was built on a reef that\nis covered by the sea.\nIt has been "
            "lit ever since it was\nfinished and still is.",
            "The tide\n\nThe lighthouse was built on a reef that is covered by the sea.\n\nIt has "
            "been lit ever since it was"
            " finished and still is.",
        ),
        # Items of a list keep their lines, in long and in wrapped text.
        (f"{LONG}\n- one\n- two\n{LONG}", f"{LONG}\n\n- one\n- two\n\n{LONG}"),
        (
            "The keepers had these things with them on the\nreef, every month of the year:\n1. oil "
            "for the lamp, which was brought by\n"
            "boat\n2. a cow",
            "The keepers had these things with them on the reef, every month of the year:\n\n1. oil "
            "for the lamp, which was"
            " brought by boat\n2. a cow",
        ),
        # A word parted at a line's end is made whole; its hyphen goes only if the text has the word without it.
        (
            "The light of the lighthouse is seen from the light-\nhouse museum, which is part of a "
            "long-\nterm plan that has no"
            "\nend in sight.",
            "The light of the lighthouse is seen from the lighthouse museum, which is part of a "
            "long-term plan that has no end"
            " in sight.",
        ),
        ("one line", "one line"),
        ("", ""),
        ("\n \n\n", ""),
    ],
)
def test_single_line_ends_are_read_by_the_rule(text: str, laid_out: str) -> None:
    assert lay_out(text) == laid_out


@given(st.text(st.sampled_from("ab. -1)\n")))
def test_laying_out_keeps_all_that_is_not_white_space(text: str) -> None:
    assert [c for c in lay_out(text) if not c.isspace() and c != "-"] == [
        c for c in text if not c.isspace() and c != "-"
    ]


def test_on_printed_pages_a_hyphen_at_a_line_end_goes_unless_the_word_has_it_elsewhere() -> None:
    lines = ["The well-known light was seen by inter-", "national ships and by well-", "known captains"]
    assert join_lines(lines, width=40, words=words_of(lines), hyphenated=True) == [
        "The well-known light was seen by international ships and by well-known captains"
    ]
