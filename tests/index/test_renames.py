"""A file that was renamed is said to be, keeps what was made of it, and its old id leads to it."""

import pytest

from assistant.records.articles import ArticleChange, Coming
from small_library import Made, counts

TIDE = "title: The tide\n\nThe tide rose by two metres.\n"
MOON = "title: The moon\n\nThe moon pulls the sea.\n"


@pytest.fixture
def made(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": TIDE, "moon.txt": MOON})
    made.index()
    return made


def test_a_renamed_file_is_counted_as_renamed_and_not_embedded_again(made):
    (old,) = made.rows("SELECT id, key FROM articles WHERE title = 'The tide'")
    (made.articles / "tide.txt").rename(made.articles / "ebb.txt")
    report = made.index()
    assert (*counts(report), report.renamed) == (0, 0, 0, 1, 0, 1)
    assert made.embedder.texts == []
    (new,) = made.rows("SELECT id, key, path, file FROM articles WHERE title = 'The tide'")
    assert new[0] != old[0]
    assert new[1:] == (old[1], "articles/ebb.txt", "articles/ebb.txt")
    assert made.found("metres") == ["The tide"]
    with made.opened() as (library, _):
        assert library.article(old[0])[1].path == "articles/ebb.txt"
        assert library.history(old[0]).earlier == ()
    assert counts(made.index()) == (0, 0, 0, 2, 0)


def test_a_moved_folder_takes_its_articles_and_their_versions_along(made):
    made.write({"sea/wind.txt": "title: Wind\n\nThe wind blew.\n"})
    made.index()
    made.write({"sea/wind.txt": "title: Wind\n\nThe wind blew from the west.\n"})
    made.index()
    (made.articles / "sea").rename(made.articles / "ocean")
    report = made.index()
    assert (*counts(report), report.renamed) == (0, 0, 0, 2, 0, 1)
    with made.opened() as (library, _):
        history = library.history("Wind")
    assert [each.text for each in history.articles] == ["The wind blew.", "The wind blew from the west."]
    assert history.current is not None
    assert history.current.path == "articles/ocean/wind.txt"


def test_a_copy_beside_a_file_that_stays_is_added_and_not_renamed(made):
    made.write({"copy.txt": TIDE})
    report = made.index()
    assert (*counts(report), report.renamed) == (1, 0, 0, 2, 0, 0)


def test_of_two_copies_in_new_files_one_is_the_renamed_one(made):
    (made.articles / "tide.txt").unlink()
    made.write({"a.txt": TIDE, "b.txt": TIDE})
    report = made.index()
    assert (*counts(report), report.renamed) == (1, 0, 0, 1, 0, 1)


def test_a_file_renamed_and_changed_is_one_that_went_and_one_that_came(made):
    (made.articles / "tide.txt").unlink()
    made.write({"ebb.txt": TIDE.replace("two", "three")})
    report = made.index()
    assert (*counts(report), report.renamed) == (1, 0, 1, 1, 0, 0)


def test_a_file_renamed_to_a_name_with_another_day_is_read_with_that_day(made):
    (made.articles / "tide.txt").rename(made.articles / "2024-08-01-tide.txt")
    made.index()
    assert made.rows("SELECT published FROM articles WHERE title = 'The tide'") == [("2024-08-01",)]


def test_a_file_renamed_over_another_takes_its_path(made):
    (made.articles / "tide.txt").rename(made.articles / "moon.txt")
    made.index()
    assert made.titles() == ["The tide"]
    assert made.found("moon") == []
    assert made.found("metres") == ["The tide"]


def test_two_files_that_swap_their_names_swap_their_articles(made):
    (made.articles / "tide.txt").rename(made.articles / "other.txt")
    (made.articles / "moon.txt").rename(made.articles / "tide.txt")
    (made.articles / "other.txt").rename(made.articles / "moon.txt")
    made.index()
    assert made.titles() == ["The tide", "The moon"]
    assert (made.found("metres"), made.found("sea")) == (["The tide"], ["The moon"])


def test_an_article_renamed_back_goes_by_its_first_id_again(made):
    (before,) = made.rows("SELECT id FROM articles WHERE title = 'The tide'")
    for old, new in (("tide.txt", "ebb.txt"), ("ebb.txt", "tide.txt")):
        (made.articles / old).rename(made.articles / new)
        assert made.index().renamed == 1
    assert made.rows("SELECT id FROM articles WHERE title = 'The tide'") == [before]
    assert made.rows("SELECT count(*) FROM versions") == [(0,)]


def test_what_came_changed_and_went_is_listed_if_asked_for(made):
    from assistant.index.updating.indexing import index_articles

    (made.articles / "moon.txt").rename(made.articles / "new moon.txt")
    made.write({"tide.txt": TIDE.replace("two", "three"), "wind.txt": "title: Wind\n\nThe wind blew.\n"})
    report = index_articles([made.articles], made.plan(), lambda *_: None, listed=True)
    (made.articles / "wind.txt").unlink()
    again = index_articles([made.articles], made.plan(), lambda *_: None, listed=True)
    assert report.changes == (
        ArticleChange(Coming.RENAMED, "articles/new moon.txt", "The moon", "articles/moon.txt"),
        ArticleChange(Coming.CHANGED, "articles/tide.txt", "The tide"),
        ArticleChange(Coming.ADDED, "articles/wind.txt", "Wind"),
    )
    assert again.changes == (ArticleChange(Coming.REMOVED, "articles/wind.txt", "Wind"),)
