"""A draft of one's own is read sentence by sentence, each at its exact place in the file."""

import io
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.drafts.draft_file import LARGEST_DRAFT_BYTES, draft_of, read_draft
from assistant.errors import UsageError
from assistant.records.drafts import NoClaim

MARKDOWN = """\
---
title: "The bridge"
tags: [port]
---

# What *we* know

> He **said** [the *council*](http://x.example/a_(b) "t") would&amp;could \\* do
> it `a
> b` again.[^1] <b>Rain</b> ![alt [x]](a.png) ~~no~~ <http://a.example> [ref] fell. Was it so?

1. The first item is
   on two lines.

- 46 jobs will go
- **Both are true. So is this.**

![a picture](x.png)

| year | boxes |
|---|---|
| 2024 | 812,000 |

<!-- Mr. Smith denied it. -->

    code = 1

[^1]: A footnote. It has two sentences.

By Buster Keaton
"""
PLAIN = """\
Title: The bridge
Date: 2025-03-01

The bridge closed on Monday. It will be a long
and hard seven weeks for the people of Millgate. Mr. Smith said
so on the radio.

What is open

- The schools are closed.
- Port

Will it last?

Kind regards, Owen
"""


def table(text: str, *, markdown: bool) -> list[tuple[int, str, str]]:
    """Line, why it is not checked, and words of every part."""
    return [
        (part.line, part.no_claim.value if part.no_claim else "", part.words)
        for part in draft_of(text, name="draft", markdown=markdown).parts
    ]


MARKDOWN_PARTS = [
    (1, "header", '--- title: "The bridge" tags: [port] ---'),
    (6, "heading", "# What *we* know"),
    (8, "", "He said the council would&could * do it a b again."),
    (10, "", "Rain [ref] fell."),
    (10, "question", "Was it so?"),
    (12, "", "The first item is on two lines."),
    (15, "", "46 jobs will go"),
    (16, "", "Both are true."),
    (16, "", "So is this."),
    (18, "picture", "![a picture](x.png)"),
    (20, "table", "| year | boxes | |---|---| | 2024 | 812,000 |"),
    (24, "HTML", "<!-- Mr. Smith denied it. -->"),
    (26, "code", "code = 1"),
    (28, "footnote", "[^1]: A footnote. It has two sentences."),
    (30, "fragment", "By Buster Keaton"),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_markdown_marks_are_no_words_and_what_is_no_prose_is_no_claim(line_end: str) -> None:
    assert table(MARKDOWN.replace("\n", line_end), markdown=True) == MARKDOWN_PARTS


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_plain_text_has_its_wrapped_lines_joined_and_its_header_apart(line_end: str) -> None:
    assert table(PLAIN.replace("\n", line_end), markdown=False) == [
        (1, "header", "Title: The bridge Date: 2025-03-01"),
        (4, "", "The bridge closed on Monday."),
        (4, "", "It will be a long and hard seven weeks for the people of Millgate."),
        (5, "", "Mr. Smith said so on the radio."),
        (8, "heading", "What is open"),
        (10, "", "The schools are closed."),
        (11, "fragment", "Port"),
        (13, "question", "Will it last?"),
        (15, "greeting", "Kind regards, Owen"),
    ]


@pytest.mark.parametrize(
    ("text", "markdown", "title"),
    [
        (MARKDOWN, True, "The bridge"),
        (PLAIN, False, "The bridge"),
        ("# A day of rain\n\nIt rained.\n", True, "A day of rain"),
        ("A day of rain\n\nIt rained.\n", False, "A day of rain"),
        ("It rained.\n", False, ""),
        ("It rained.\n", True, ""),
    ],
)
def test_the_title_is_that_of_the_header_else_the_first_heading(text: str, markdown: bool, title: str) -> None:
    assert draft_of(text, name="draft", markdown=markdown).title == title


@pytest.mark.parametrize(
    ("words", "no_claim"),
    [
        ("Is it open?", NoClaim.QUESTION),
        ("“Is it open?”", NoClaim.QUESTION),
        ("“Is it open?” he asked.", None),
        ("Dear all,", NoClaim.GREETING),
        ("Thank you for reading!", NoClaim.GREETING),
        ("Thanks to the rain, the harvest was good this year.", None),
        ("By Buster Keaton and Greta Garbo", NoClaim.FRAGMENT),
        ("By night the port is quiet.", None),
        ("Ostrander won by 1,247 votes", None),
        ("I think that the mayor is wrong.", None),
        ("Nein.", NoClaim.FRAGMENT),
        ("8,000.", None),
    ],
)
def test_only_what_is_plainly_no_claim_is_passed_over(words: str, no_claim: NoClaim | None) -> None:
    text = f"It rained all day.\n\n{words}\n\nIt rained again.\n"
    for markdown in (True, False):
        assert [part.no_claim for part in draft_of(text, name="draft", markdown=markdown).parts] == [
            None,
            no_claim,
            None,
        ]


MARKS = [
    "# ",
    "**",
    "*",
    "_",
    "`",
    "> ",
    "- ",
    "1. ",
    "[",
    "](",
    ")",
    "!",
    "~~",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "\\",
    "|",
]
ODD = [
    "\t",
    "\r",
    "\r\n",
    "\u2028",
    "\x0c",
    "\u00a0",
    "\u200b",
    "\x1b[1m",
    "\ufeff",
    "e\u0301",
    "-\n",
    "    ",
    "[^1]",
    ": ",
]
WORDS = [
    "雨が降った。",
    "Дождь. ",
    "Rain fell. ",
    "He said “yes”. ",
    "Mr. Smith",
    " ",
    "\n",
    "\n\n",
    "?",
    ".",
    "title: x\n",
    "😀",
]
PIECES = st.sampled_from([*MARKS, *ODD, *WORDS, "---\n", "```\n"])


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_every_part_stands_at_its_place_in_the_draft_in_order(text: str, markdown: bool) -> None:
    parts = draft_of(text, name="draft", markdown=markdown).parts
    assert [text[part.start : part.end] for part in parts] == [part.text for part in parts]
    reached = 0
    for part in parts:
        assert reached <= part.start < part.end
        before = text[: part.start].replace("\r\n", "\n").replace("\r", "\n")
        assert part.line == before.count("\n") + 1
        reached = part.end


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_word_of_a_plain_draft_is_lost(text: str) -> None:
    parts = draft_of(text, name="draft", markdown=False).parts
    left = list(text)
    for part in parts:
        left[part.start : part.end] = " " * (part.end - part.start)
    assert not any(map(str.isalnum, "".join(left).replace("[1m", "")))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("“It rained,” said the café’s owner.".encode("cp1252"), "“It rained,” said the café’s owner."),
        ("It rained.".encode("utf-16"), "It rained."),
        (b"\xef\xbb\xbfIt rained.", "It rained."),
    ],
)
def test_a_draft_may_be_in_any_encoding_that_articles_may_be_in(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(data)
    (part,) = read_draft(str(file), io.BytesIO()).parts
    assert (part.words, part.start, part.end) == (words, 0, len(words))


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"# Rain\n\nIt *rained*.\n", ["# Rain", "It rained."]), (b"2 * 3 * 4 = 24\n", ["2 * 3 * 4 = 24"])],
)
def test_standard_input_is_markdown_when_it_looks_like_it(data: bytes, words: list[str]) -> None:
    draft = read_draft("-", io.BytesIO(data))
    assert (draft.name, [part.words for part in draft.parts]) == ("(standard input)", words)


def test_a_word_file_is_a_draft_whose_lines_are_its_paragraphs_and_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("The bridge", 0)
    document.add_paragraph("It closed on Monday. It will be long.")
    document.add_table(1, 2).rows[0].cells[0].text = "Boxes"
    document.add_paragraph("The schools are open.")
    document.save(str(tmp_path / "a.docx"))
    draft = read_draft(str(tmp_path / "a.docx"), io.BytesIO())
    assert (draft.title, [(part.line, part.words) for part in draft.claims]) == (
        "The bridge",
        [(2, "It closed on Monday."), (2, "It will be long."), (4, "The schools are open.")],
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "There is no file {}. Check the path; - reads standard input."),
        ("draft.odt", b"PK", "{} is neither plain text, Markdown nor a Word file. Save it as .txt, .md or .docx."),
        ("a.docx", b"Rain.", "{} is not a Word file. Give a draft as plain text, Markdown or .docx."),
        ("a.txt", b"", "{} holds no words. Give a draft with sentences that say something."),
        ("a.md", b"***\n", "{} holds no words. Give a draft with sentences that say something."),
        (
            "a.md",
            b"# Rain\n\nDid it rain?\n",
            "{} holds only what is not checked, such as headings or questions."
            " Give a draft with sentences that say something.",
        ),
        (
            "a.txt",
            b"\x00\x01\x02",
            "{} is not a text file (it holds zero bytes). Give a draft as plain text, Markdown or .docx.",
        ),
        (
            "a.txt",
            b"a" * (LARGEST_DRAFT_BYTES + 1),
            "{} is larger than 2 MiB. Give a draft as plain text, Markdown or .docx.",
        ),
        (".", None, "{} is a folder. Give one file; a shell loop checks several."),
    ],
)
def test_what_is_no_draft_is_refused_with_the_next_step(
    tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(UsageError) as raised:
        read_draft(str(file), io.BytesIO())
    assert str(raised.value) == message.format(repr(str(file)))


def test_an_empty_standard_input_is_refused_by_its_name() -> None:
    with pytest.raises(UsageError, match=r"^Standard input holds no words\."):
        read_draft("-", io.BytesIO())
