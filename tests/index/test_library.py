import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.records.questions import NO_FILTERS, Filters
from small_library import Made

ROWS = [
    {"title": "Ice", "date": "2025-01-05", "source": "The Tide", "text": "Ice covers the harbour."},
    {"title": "Fog", "date": "2025-02-10", "source": "L’ÉCHO", "text": "Fog covers the harbour and the town."},
    {"title": "Sun", "date": "2025-03-15", "source": "l’écho", "text": "Sun shines on the harbour."},
    {"title": "Rain", "source": "The Tide", "text": "Rain falls on the harbour, nobody knows when."},
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    made = Made(tmp_path_factory.mktemp("library"))
    made.write_rows("weather.jsonl", ROWS)
    made.index()
    return made


@pytest.fixture(scope="module")
def library(made):
    with made.opened() as (library, _):
        yield library


def titles(library, found) -> list[str]:
    rows = library.chunks([number for number, _ in found])
    articles = library.articles([row.article for row in rows.values()])
    return [articles[rows[number].article].title for number, _ in found]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (NO_FILTERS, {"Ice", "Fog", "Sun", "Rain"}),
        (Filters(since=date(2025, 2, 10)), {"Fog", "Sun"}),
        (Filters(until=date(2025, 2, 10)), {"Ice", "Fog"}),
        (Filters(since=date(2025, 1, 6), until=date(2025, 3, 14)), {"Fog"}),
        (Filters(as_of=date(2025, 2, 10)), {"Ice", "Fog", "Rain"}),
        (Filters(as_of=date(2025, 2, 10), since=date(2025, 1, 6)), {"Fog"}),
        (Filters(as_of=date(2025, 1, 1)), {"Rain"}),
        (Filters(sources=("the tide",)), {"Ice", "Rain"}),
        (Filters(sources=("L’Écho",)), {"Fog", "Sun"}),
        (Filters(sources=("L’Écho", "THE TIDE"), since=date(2025, 1, 1)), {"Ice", "Fog", "Sun"}),
        (Filters(sources=("nobody",)), set()),
        (Filters(since=date(2025, 12, 1)), set()),
        (Filters(until=date.min), set()),
        (Filters(since=date.max), set()),
    ],
)
def test_filters_hold_for_words_for_vectors_and_for_lists(made, library, filters, expected):
    vector = made.embedder.embed(["harbour"])[0]
    assert set(titles(library, library.with_words(["harbour"], 10, filters))) == expected
    assert set(titles(library, library.nearest(vector, 10, filters))) == expected
    assert {each.title for each in library.catalogue.all_articles(filters)} == expected


def test_only_the_articles_named_are_searched(made, library):
    ids = {each.title: each.id for each in library.catalogue.all_articles()}
    filters = Filters(articles=(ids["Ice"], ids["Sun"]))
    vector = made.embedder.embed(["harbour"])[0]
    assert set(titles(library, library.with_words(["harbour"], 10, filters))) == {"Ice", "Sun"}
    assert set(titles(library, library.nearest(vector, 10, filters))) == {"Ice", "Sun"}


@pytest.mark.parametrize(
    ("filters", "undated"),
    [
        (NO_FILTERS, 0),
        (Filters(since=date(2025, 2, 1)), 1),
        (Filters(as_of=date(2025, 2, 10)), 0),
        (Filters(as_of=date(2025, 1, 1), until=date(2025, 1, 1)), 1),
        (Filters(since=date(2025, 2, 1), sources=("l’écho",)), 0),
    ],
)
def test_undated_articles_that_a_date_filter_leaves_out_are_counted(library, filters, undated):
    assert library.catalogue.count_undated(filters) == undated


def test_words_are_found_in_all_their_forms_without_regard_to_case_and_accents_best_first(library):
    assert titles(library, library.with_words(["SHINING"], 10)) == ["Sun"]
    assert titles(library, library.with_words(["hàrboûr", "fogs"], 2))[0] == "Fog"
    scores = [score for _, score in library.with_words(["harbour", "town", "covers"], 10)]
    assert scores == sorted(scores, reverse=True)
    assert library.with_words(["absent"], 10) == []
    assert library.with_words([], 10) == []


@given(words=st.lists(st.one_of(st.text(max_size=8), st.sampled_from(['"', "*", "NEAR(", "AND", "a:b", "\x00", "-"]))))
def test_no_word_is_taken_for_query_syntax(library, words):
    ids = [number for number, _ in library.with_words([*words, "harbour"], 10)]
    assert len(ids) == 4
    assert all(0 < library.commonness(word) <= 1 for word in words)


def test_commonness_is_the_share_of_chunks_with_a_form_of_the_word(library):
    assert [library.commonness(word) for word in ("harbour", "cover", "town", "absent")] == [1.0, 0.5, 0.25, 0.25]


def test_an_article_is_named_by_its_id_the_beginning_of_it_its_path_or_its_title(library):
    fog = next(each for each in library.catalogue.all_articles() if each.title == "Fog")
    for name in (fog.id, fog.id[:5], fog.path, "Fog"):
        assert library.article(name)[1] == fog


def test_titles_like_what_no_article_is_called_are_named(library):
    with pytest.raises(UsageError) as error:
        library.article("fogs")
    fog = next(each for each in library.catalogue.all_articles() if each.title == "Fog")
    assert str(error.value) == f"No article is called 'fogs'. Did you mean 'Fog' ({fog.id})?"


@pytest.mark.parametrize("name", ["", "zzzz", "%", "articles/weather.jsonl"])
def test_an_article_that_is_not_there_is_wrong_usage(library, name):
    with pytest.raises(UsageError) as error:
        library.article(name)
    assert str(error.value) == f"No article is called {name!r}. `assistant articles` lists ids, dates and titles."


def test_a_title_of_several_articles_is_wrong_usage_that_names_their_ids(tmp_path):
    made = Made(tmp_path)
    made.write({"a.txt": "title: Same\n\nOne.", "b.txt": "title: Same\n\nTwo."})
    made.index()
    with made.opened() as (library, _):
        ids = [each.id for each in sorted(library.catalogue.all_articles(), key=lambda each: each.path)]
        with pytest.raises(UsageError) as error:
            library.article("Same")
    assert str(error.value) == f"'Same' could be any of {ids[0]}, {ids[1]}. Give more of the id."


def test_vectors_of_another_embedder_are_wrong_usage_until_indexing_makes_them_anew(tmp_path):
    made = Made(tmp_path)
    made.write_rows("weather.jsonl", ROWS)
    made.index()
    made.embedder.identity = "words 2"
    with made.opened() as (library, _):
        library.require_embedder("words 1")
        with pytest.raises(UsageError) as error:
            library.require_embedder("words 2")
    assert str(error.value) == (
        "The library's vectors were made by 'words 1', the settings name 'words 2'."
        " Run `assistant index` to make new ones, or change the setting `embedder` back."
    )
    report = made.index()
    assert (report.changed, len(made.embedder.texts)) == (4, 4)
    with made.opened() as (library, _):
        library.require_embedder("words 2")
        assert library.catalogue.count("vectors") == 4


def test_answers_are_kept_with_the_moment_they_were_given(made, library):
    library.log_answer("Who?", json.dumps({"status": "answered"}))
    rows = made.rows("SELECT asked_at LIKE '____-__-__T__:__:__+00:00', question, answer FROM answers")
    assert rows == [(1, "Who?", '{"status": "answered"}')]


def test_a_reader_sees_one_moment_whole_while_a_writer_goes_on(tmp_path):
    made = Made(tmp_path)
    made.write_rows("weather.jsonl", ROWS)
    made.index()
    with made.opened() as (library, _):
        with library.at_one_moment():
            found = library.with_words(["ice"], 10)
            made.write_rows("weather.jsonl", [{**ROWS[0], "text": "Snow covers the harbour."}, *ROWS[1:]])
            made.index()
            row = library.chunks([found[0][0]])[found[0][0]]
            assert library.articles([row.article])[row.article].text == "Ice covers the harbour."
            assert library.sentences([row.article])[row.article][0].end == 23
        assert titles(library, library.with_words(["snow"], 10)) == ["Ice"]
        assert titles(library, library.nearest(made.embedder.embed(["Snow covers the harbour"])[0], 1)) == ["Ice"]


def test_a_text_asked_for_again_after_a_change_is_searched_in_the_new_state(tmp_path):
    made = Made(tmp_path)
    made.write_rows("weather.jsonl", ROWS)
    made.index()
    with made.opened() as (library, _):
        vector = made.embedder.embed(["Hail beats the roofs."])[0]
        before = library.nearest(vector, 1)
        made.write({"hail.txt": "title: Hail\n\nHail beats the roofs."})
        made.index()
        after = library.nearest(vector, 1)
        assert titles(library, after) == ["Hail"]
        assert after[0][1] > before[0][1]


def test_a_vector_is_kept_to_a_thousandth(made, library):
    ids, vectors = library.catalogue.vectors(list(range(1, 5)))
    texts = [f"{row['title']}\n{day}{row['text']}" for row, day in zip(ROWS, DAYS, strict=True)]
    assert ids == [1, 2, 3, 4]
    assert np.abs(vectors - made.embedder.embed(texts)).max() < 1e-3


DAYS = ["5 January 2025\n", "10 February 2025\n", "15 March 2025\n", ""]
