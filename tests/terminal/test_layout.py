from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.terminal.layout import Style, block, cells, hang, line, rendered, wrap

WORDS = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=120)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, [""]),
        ("one two three", 20, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab abcdefghij", 4, ["ab", "abcd", "efgh", "ij"]),
        ("a well-known fact", 8, ["a well-", "known", "fact"]),
        ("from 10-12 to 20", 8, ["from", "10-12 to", "20"]),
        ("东京奥运会将于明年举行", 10, ["东京奥运会", "将于明年举", "行"]),
        ("东京奥运会，将于明年", 10, ["东京奥运", "会，将于明", "年"]),
        ("他说：“好。”然后离开", 6, ["他说：", "“好。”", "然后离", "开"]),
        ("在 2020 年 Olympic 会", 11, ["在 2020 年", "Olympic 会"]),
        ("e\u0301e\u0301e\u0301e\u0301", 3, ["e\u0301e\u0301e\u0301", "e\u0301"]),
        ("도쿄에서 열린다", 8, ["도쿄에서", "열린다"]),
        ("اجتمع المجلس اليوم", 12, ["اجتمع المجلس", "اليوم"]),
    ],
)
def test_lines_break_at_spaces_between_wide_characters_and_else_in_long_words(
    text: str, width: int, lines: list[str]
) -> None:
    assert [wrapped.plain for wrapped in wrap(line(text), width)] == lines


@given(WORDS, st.integers(2, 90))
def test_no_line_is_wider_than_asked_and_no_character_is_lost(text: str, width: int) -> None:
    wrapped = wrap(line(text), width)
    assert all(cells(text_line.plain) <= width for text_line in wrapped)
    assert "".join("".join(text_line.plain.split()) for text_line in wrapped) == "".join(line(text).plain.split())


@given(st.lists(st.text("abcdefghij .,—", min_size=1, max_size=40).filter(str.strip), min_size=1), st.integers(8, 60))
def test_text_that_arrives_in_parts_breaks_where_the_whole_text_would(parts: list[str], width: int) -> None:
    shown, column = "", 0
    for number, part in enumerate(parts):
        lines = wrap(line(" " if number else "", part.strip()), width, used=column)
        column = cells(lines[-1].plain) + (column if len(lines) == 1 else 0)
        shown += "\n".join(text_line.plain for text_line in lines)
    whole = wrap(line(" ".join(part.strip() for part in parts)), width)
    assert shown == "\n".join(text_line.plain for text_line in whole)


def test_a_label_stands_beside_the_first_line_only() -> None:
    lines = hang(line("[1] "), line("one two three four"), 13)
    assert [text_line.plain for text_line in lines] == ["[1] one two", "    three", "    four"]


def test_indented_lines_all_begin_in_the_same_column() -> None:
    assert [text_line.plain for text_line in wrap(line("one two three"), 9, indent=2)] == ["  one two", "  three"]


def test_a_line_keeps_one_space_between_pieces_and_no_line_end() -> None:
    assert line("a\n\n b ", " c", ("d\t", Style.STRONG), "e\x1b[31m").plain == "a b cd e"


def test_a_block_keeps_its_line_ends() -> None:
    assert [text_line.plain for text_line in block("a\n", ("b\n\nc", Style.STRONG))] == ["a", "b", "", "c"]


def test_colour_adds_escapes_around_its_piece_and_nothing_else() -> None:
    text = line("a ", ("bold", Style.STRONG), " and ", ("[red]markup[/red]", Style.FAINT))
    assert rendered([text], colour=True) == "a \x1b[1mbold\x1b[0m and \x1b[2m[red]markup[/red]\x1b[0m\n"
    assert rendered([text], colour=False) == "a bold and [red]markup[/red]\n"


def test_a_style_goes_on_over_a_line_break() -> None:
    wrapped = wrap(line(("one two", Style.STRONG)), 4)
    assert rendered(wrapped, colour=True) == "\x1b[1mone\x1b[0m\n\x1b[1mtwo\x1b[0m\n"
