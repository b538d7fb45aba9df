"""What is followed, and which articles came into the library after a digest."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from small_library import Made

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)
LATER = datetime(2024, 8, 2, 12, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write({"tide.txt": "title: Tide\n\nThe tide rose.", "moon.txt": "title: Moon\n\nThe moon rose."})
    made.index()
    return made


def arrived(made: Made, number: int = 0) -> list[str]:
    with made.opened() as (library, _):
        stored = map(library.catalogue.stored, library.followed.arrived_after(number))
        return [each[1].title for each in stored if each]


def last(made: Made) -> int:
    with made.opened() as (library, _):
        number: int = library.followed.last_arrival()
        return number


def test_articles_are_told_of_in_the_order_in_which_they_came(made):
    before = last(made)
    assert arrived(made) == ["Moon", "Tide"]
    made.write({"a-wind.txt": "title: Wind\n\nThe wind rose."})
    made.index()
    assert (arrived(made), arrived(made, before)) == (["Moon", "Tide", "Wind"], ["Wind"])


def changed(made: Made) -> None:
    made.write({"tide.txt": "title: Tide\n\nThe tide fell."})


def renamed(made: Made) -> None:
    (made.root / "articles" / "tide.txt").rename(made.root / "articles" / "ebb.txt")


def gone_and_back(made: Made) -> None:
    file = made.root / "articles" / "tide.txt"
    text = file.read_text()
    file.unlink()
    made.index()
    file.write_text(text)


def made_anew(made: Made) -> None:
    made.embedder.identity = "words 2"


@pytest.mark.parametrize("change", [changed, renamed, gone_and_back, made_anew])
def test_an_article_that_was_there_is_not_new(made, change):
    before = last(made)
    change(made)
    made.index()
    assert arrived(made, before) == []
    assert sorted(arrived(made)) == ["Moon", "Tide"]


def test_what_is_followed_is_kept_with_what_was_told(made):
    with made.opened() as (library, _):
        first = library.follow("tides", (), NOON)
        second = library.follow("", ("The Tide",), LATER)
        library.note_told([first], library.followed.last_arrival(), LATER)
        library.unfollow(second)
        third = library.follow("moon", (), LATER)
        told = [(each.number, each.topic, each.told_at, each.last_arrival) for each in library.followed.all()]
    assert told == [(first, "tides", "2024-08-02T12:00:00+00:00", 2), (third, "moon", None, 2)]
    assert third > second
    assert made.index().remarks == ()
