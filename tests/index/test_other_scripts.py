"""Articles in other scripts than Latin are found by their words, in libraries of earlier versions too."""

import sqlite3
from contextlib import closing

import pytest

from assistant.language.scripts import searchable
from assistant.language.words import content_words
from small_library import Made

TEXTS = {
    "ja": ("青葉橋は通行止め", "市は青葉橋を来年三月まで通行止めにする。"),
    "ru": ("Мост закрыли", "Мост через реку закрыли до осени."),
    "en": ("Harbour reopens", "The harbour opened again on Monday."),
}


@pytest.fixture
def made(tmp_path) -> Made:
    library = Made(tmp_path)
    library.write_rows("rows.jsonl", [{"title": title, "text": text} for title, text in TEXTS.values()])
    library.index()
    return library


def found(made: Made, question: str) -> list[str]:
    titles: list[str] = made.found(" ".join(content_words(question)))
    return titles


def as_version_4(made: Made) -> None:
    """The words as the program of version 4 kept them."""
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        for key, (title, text) in enumerate(TEXTS.values(), start=1):
            row = (key, searchable(title), searchable(text))
            connection.execute("INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", row)
            connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (key, title, text))
        connection.execute("PRAGMA user_version = 4")
        connection.commit()


@pytest.mark.parametrize("earlier", [False, True])
def test_a_question_finds_the_article_of_its_script(made: Made, earlier: bool) -> None:
    if earlier:
        as_version_4(made)
    assert found(made, "青葉橋はいつまで通行止めですか？") == [TEXTS["ja"][0]]
    assert found(made, "Почему закрыт мост?") == [TEXTS["ru"][0]]
    assert found(made, "When does the harbour open?") == [TEXTS["en"][0]]


def test_an_article_that_is_gone_leaves_no_words(made: Made) -> None:
    made.write_rows("rows.jsonl", [{"title": TEXTS["en"][0], "text": TEXTS["en"][1]}])
    made.index()
    assert found(made, "青葉橋はいつまで通行止めですか？") == []
    assert made.rows("INSERT INTO words (words) VALUES ('integrity-check')") == []
