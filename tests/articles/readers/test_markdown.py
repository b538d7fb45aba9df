import pytest

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.readers.markdown import read_markdown
from assistant.errors import UnreadableFile
from assistant.records.articles import Origin


def front_matter(**values: object) -> tuple[Given, ...]:
    return tuple(Given(Field(name), value, Origin.FRONT_MATTER) for name, value in values.items())


HEADING = (Given(Field.TITLE, "Eagle lands", Origin.HEADING),)


def test_front_matter_is_metadata() -> None:
    text = """---
title: "Eagle lands: at last"
date: 1969-07-20
author: [A. Writer, B. Writer]
source: NASA
link: https://example.org
tags: [moon]
draft: false
---

The Eagle has landed.
"""
    assert read_markdown(text.encode()) == RawArticle(
        "The Eagle has landed.",
        front_matter(
            title="Eagle lands: at last",
            source="NASA",
            authors=["A. Writer", "B. Writer"],
            url="https://example.org",
            published="1969-07-20",
        ),
    )


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("# Eagle lands\n\nIt has.", RawArticle("It has.", HEADING)),
        ("Eagle lands\n===========\n\nIt has.", RawArticle("It has.", HEADING)),
        (
            "---\ntitle: Eagle lands\n---\n# Eagle lands\n\nIt has.",
            RawArticle("It has.", front_matter(title="Eagle lands") + HEADING),
        ),
        (
            "---\ntitle: Other\n---\n# Eagle lands\n\nIt has.",
            RawArticle("Eagle lands\n\nIt has.", front_matter(title="Other") + HEADING),
        ),
        ("---\ntitle:\n---\n# Eagle lands\n\nIt has.", RawArticle("It has.", front_matter(title="") + HEADING)),
        ("It has.\n\n# Eagle lands", RawArticle("It has.\n\nEagle lands")),
        # Without front matter, header lines as in a text file.
        ("Title: Eagle lands\n\nIt has.", RawArticle("It has.", (Given(Field.TITLE, "Eagle lands", Origin.HEADER),))),
        (
            "# Eagle lands\n\nDate: 1969-07-20\nSource: NASA\n\nIt has.",
            RawArticle(
                "It has.",
                (
                    Given(Field.PUBLISHED, "1969-07-20", Origin.HEADER),
                    Given(Field.SOURCE, "NASA", Origin.HEADER),
                    *HEADING,
                ),
            ),
        ),
        # Rules, not front matter.
        ("---\n\nIt has.\n\n---\n\nIndeed.", RawArticle("It has.\n\nIndeed.")),
    ],
)
def test_a_leading_heading_is_the_title_when_none_is_given(text: str, article: RawArticle) -> None:
    assert read_markdown(text.encode()) == article


@pytest.mark.parametrize(
    ("marked", "prose"),
    [
        ("**Bold**, *leaning* and `code`.", "Bold, leaning and code."),
        ('A [link](https://example.org "title") and <https://example.org>.', "A link and https://example.org."),
        ("A [link][1] here.\n\n[1]: https://example.org", "A link here."),
        ("Before ![a picture](moon.png) after.", "Before after."),
        ("A line\nwrapped.", "A line wrapped."),
        ("A line  \nbroken.", "A line\nbroken."),
        ("A line<br>broken.", "A line\nbroken."),
        ("Seen <!-- hidden --> words.", "Seen words."),
        ("<!-- hidden\nlines -->\n\nSeen words.", "Seen words."),
        ('<div style="display:none">hidden</div>\n\n<div>seen</div>\n\nwords', "seen\n\nwords"),
        ("It was ~~seven~~ eight.", "It was eight."),
        ("## A heading\nText.\n\n### Another #", "A heading\n\nText.\n\nAnother"),
        ("Three things:\n\n- one\n- *two*\n  - three\n\nAfter.", "Three things:\n\n- one\n- two\n- three\n\nAfter."),
        ("1. one\n2. two", "1. one\n2. two"),
        ("- first\n\n  more of it\n\n- second", "- first\n\nmore of it\n\n- second"),
        ("> He said\n> so.\n>\n> Twice.", "He said so.\n\nTwice."),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a | b\n1 | 2"),
        ("```\ncode = 1\n```", "code = 1"),
        ("***\n\nText.\n\n---", "Text."),
        ("Tom &amp; Jerry \\*really\\*", "Tom & Jerry *really*"),
        ("", ""),
    ],
)
def test_marks_go_and_prose_stays(marked: str, prose: str) -> None:
    assert " ".join(read_markdown(marked.encode()).text.split(" ")).replace("  ", " ") == prose


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "---\ntitle: [Eagle\n---\nText.",
            "has front matter that is not valid YAML (line 3: expected ',' or ']', but got '<stream end>')",
        ),
        (
            "---\ntitle: a: b\n---\nText.",
            "has front matter that is not valid YAML (line 2: mapping values are not allowed here)",
        ),
        ("---\ntitle: Eagle\n\nText.", "has front matter that is never closed by a line of three hyphens"),
        (
            "---\nby: &a [x, *a]\n---\nText.",
            "has front matter that is not valid YAML (line 2: found unconstructable recursive node)",
        ),
        ("---\n" + "[" * 5000 + "\n---\nText.", "has front matter that is not valid YAML"),
        ("---\nt: " + "x" * 100_000 + "\n---\nText.", "has front matter of more than 100000 characters"),
    ],
)
def test_broken_front_matter_is_a_clear_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_markdown(text.encode())
    assert refused.value.message == reason


def test_yaml_is_read_as_plain_values_only() -> None:
    text = "---\ntitle: !!python/object/apply:os.getcwd []\ndate: 2024-13-45\n---\nText."
    given = {one.field.value: one.value for one in read_markdown(text.encode()).given}
    assert given["title"] == []
    assert given["published"] == "2024-13-45"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("All 58<sup>1</sup> bridges & ~~two~~ roads,<br>he <q>said</q>.", "All 58¹ bridges & roads,\nhe “said”."),
        ("<table><tr><td>&nbsp;</td></tr><tr><td>Sold.</td></tr></table>", "Sold."),
        ("| | |\n|---|---|\n| Year | Tonnes |\n\nMet.", "Year | Tonnes\n\nMet."),
        ("| &nbsp; | |\n|---|---|\n| 1969 | 8,100 |", "1969 | 8,100"),
    ],
)
def test_html_within_markdown_and_tables_without_a_head_are_read(text: str, read: str) -> None:
    assert read_markdown(text.encode()).text == read
