import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.readers.plain_text import read_text, take_header
from assistant.records.articles import Origin


def header(**values: str) -> tuple[Given, ...]:
    return tuple(Given(Field(name), value, Origin.HEADER) for name, value in values.items())


@pytest.mark.parametrize(
    ("text", "given", "rest"),
    [
        (
            "Title: Eagle lands\nDate: 1969-07-20\nSource: NASA\nAuthors: A. Writer\nURL: "
            "https://example.org\n\nThe Eagle has landed.",
            header(
                title="Eagle lands",
                published="1969-07-20",
                source="NASA",
                authors="A. Writer",
                url="https://example.org",
            ),
            "\nThe Eagle has landed.",
        ),
        (
            "HEADLINE : Eagle lands\npublished:20 July 1969\nPublisher: NASA\nBy: A. Writer\nlink: "
            "https://example.org\nThe Eagle has landed.",
            header(
                title="Eagle lands",
                published="20 July 1969",
                source="NASA",
                authors="A. Writer",
                url="https://example.org",
            ),
            "The Eagle has landed.",
        ),
        ("\n\n  Title: Eagle lands\n\nTitle: not one", header(title="Eagle lands"), "\nTitle: not one"),
        ("Date: 03/05/2024\n\nText", header(published="03/05/2024"), "\nText"),
        # A date in front of the first sentence, on the same line.
        (
            " date 1969-07-20 The Eagle has landed.\nMore.",
            header(published="1969-07-20"),
            " The Eagle has landed.\nMore.",
        ),
        ("Date: 1969-07-20 The Eagle has landed.", header(published="1969-07-20"), " The Eagle has landed."),
        ("date 20 July 1969 The Eagle has landed.", header(published="20 July 1969"), " The Eagle has landed."),
        ("date 1969-07-20T20:17:40Z The Eagle", header(published="1969-07-20T20:17:40Z"), " The Eagle"),
        (
            "Title: Eagle lands\ndate 1969-07-20 The Eagle",
            header(title="Eagle lands", published="1969-07-20"),
            " The Eagle",
        ),
        ("date 1969-07-20\nThe Eagle has landed.", header(published="1969-07-20"), "\nThe Eagle has landed."),
        ("date 03/05/2024 The Eagle has landed.", header(published="03/05/2024"), " The Eagle has landed."),
        ("date 03/05/24 The Eagle has landed.", header(published="03/05/24"), " The Eagle has landed."),
        ("date 31 April 2024 The Eagle", header(published="31 April 2024"), " The Eagle"),
        ("Last updated: 21 July 1969\nThe Eagle", header(updated="21 July 1969"), "The Eagle"),
        # What only looks like metadata is text.
        ("The Eagle: it has landed.\n\nMore.", (), "The Eagle: it has landed.\n\nMore."),
        ("Name: Eagle\nState: landed", (), "Name: Eagle\nState: landed"),
        ("The Eagle has landed.\nTitle: not one", (), "The Eagle has landed.\nTitle: not one"),
        ("Link: see the front page", (), "Link: see the front page"),
        ("Date palms grow here.", (), "Date palms grow here."),
        ("date 2024-08-01x The Eagle has landed.", (), "date 2024-08-01x The Eagle has landed."),
        ("Updated: what we know", (), "Updated: what we know"),
        ("Title: " + "long " * 80, (), "Title: " + "long " * 80),
        ("", (), ""),
    ],
)
def test_only_header_lines_at_the_top_and_a_date_in_front_are_metadata(
    text: str, given: tuple[Given, ...], rest: str
) -> None:
    assert take_header(text) == (given, rest)


@given(st.text(), st.sampled_from(["Title: ", "date 2024-08-01 ", "Date: ", ""]))
def test_taking_the_header_leaves_the_end_of_the_text(text: str, front: str) -> None:
    _, rest = take_header(front + text)
    assert (front + text).endswith(rest)


def test_a_text_file_is_decoded_and_laid_out() -> None:
    data = "Title: Élan\r\n\r\nThe lighthouse was built in 1811 on a reef that is\r\ncovered by the sea.\r\n".encode(
        "cp1252"
    )
    assert read_text(data) == RawArticle(
        "The lighthouse was built in 1811 on a reef that is covered by the sea.",
        header(title="Élan"),
        ("does not say its encoding; read as Windows-1252: a guess",),
    )
