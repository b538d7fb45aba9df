"""A page of the documentation on a terminal."""

import pytest

from assistant.errors import UsageError
from assistant.pages import Page, all_pages, find_page
from assistant.terminal.layout import cells
from assistant.terminal.render_page import render_page, render_page_list

TEXT = """\
# Moons

Count the moons.

![A moon](pictures/moon.svg)

Read [Planets](planets.md#rings) or [below](#names).

    assistant ask "Which moon, of all the moons that are known, is the largest by far?"  # a line to copy

## Names

| field | what it holds |
|---|---|
| `a_very_long_name_of_a_field` | *one* moon, or the other of the two |
"""
MOONS = Page("moons", "Count the moons.", TEXT)


def test_a_page_is_laid_out_without_pictures_and_with_commands_in_place_of_links() -> None:
    assert (
        render_page(MOONS, width=60, colour=False)
        == """\
                           Moons

Count the moons.

Read Planets (assistant docs planets) or below.

assistant ask "Which moon, of all the moons that are known, is the largest by far?"  # a line to copy

Names


 field                        what it holds
 ──────────────────────────────────────────────────────────
 a_very_long_name_of_a_field  one moon, or the other of the
                              two

"""
    )


def test_a_narrow_table_breaks_words_and_loses_none() -> None:
    table = render_page(MOONS, width=30, colour=False).partition("Names\n")[2]
    assert (
        table
        == """\


 field         what it holds
 ────────────────────────────
 a_very_long_  one moon, or
 name_of_a_fi  the other of
 eld           the two

"""
    )


def test_colour_is_written_only_where_it_is_wanted() -> None:
    assert "\x1b[" in render_page(MOONS, width=80, colour=True)
    assert "\x1b" not in render_page(MOONS, width=80, colour=False)


def test_every_page_of_ours_keeps_its_letters_on_a_narrow_terminal() -> None:
    for page in all_pages():
        shown = render_page(page, width=50, colour=False)
        assert "```" not in shown
        assert "](" not in shown


def test_the_list_of_pages_says_what_each_is_for() -> None:
    pages = [MOONS, Page("planets", "Learn the planets by heart, from the sun outwards.", "")]
    assert (
        render_page_list(pages, width=40, colour=False)
        == """\
moons    Count the moons.
planets  Learn the planets by heart,
         from the sun outwards.
"""
    )
    assert all(cells(line) <= 40 for line in render_page_list(all_pages(), width=40, colour=False).splitlines())


@pytest.mark.parametrize("topic", ["settings", "Settings", "settings.md"])
def test_a_page_is_found_by_its_topic(topic: str) -> None:
    assert find_page(topic).text.startswith("# Settings\n")


def test_an_unknown_topic_names_the_nearest_page_and_all() -> None:
    topics = ", ".join(page.topic for page in all_pages())
    with pytest.raises(UsageError) as told:
        find_page("modle")
    assert str(told.value) == f"There is no page 'modle'. Did you mean 'models'? The pages are {topics}."
    with pytest.raises(UsageError, match=r"^There is no page '\.\./README'\. The pages are"):
        find_page("../README")
