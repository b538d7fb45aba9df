"""What kind of piece an article calls itself, where that is no report."""

import pytest

from assistant.answering.evidence.genres import genre_of
from assistant.records.articles import Article


@pytest.mark.parametrize(
    ("title", "url", "path", "source", "genre"),
    [
        ("Opinion: A bridge is a promise", None, "a.txt", None, "opinion"),
        ("A bridge is a promise | Opinion", None, "a.txt", None, "opinion"),
        ("A bridge is a promise", "https://example.org/opinion/2024/bridge", "a.txt", None, "opinion"),
        ("A bridge is a promise", None, "articles/opinion-a-bridge.md", None, "opinion"),
        ("Analysis: what the vote means", None, "a.txt", None, "analysis"),
        ("Letters: no ferry, no island", None, "a.txt", None, "letter to the editor"),
        ("Boil water", None, "a.txt", "City of Bath, Press Office", "press release"),
        ("Review: the sea wins on points", None, "a.txt", None, "review"),
        ("Lead narrows", "https://example.org/news/opinion-poll-shows-lead", "opinion-polls.txt", None, None),
        ("Paris", "https://example.org/2024/leaders-meet-in-paris", "home/analysis/a.txt", None, None),
        ("Bomb found", "https://example.org/letter-bomb-found", "a.txt", None, None),
        ("Opinion polls narrow before the vote", None, "a.txt", None, None),
        ("Court hands down its opinion on tariffs", "https://example.org/2024/court-opinion", "a.txt", "Post", None),
        ("A review of the dam is due", "https://review.example.org/dam", "rows.jsonl#3", "Harvard Review", None),
    ],
)
def test_an_opinion_an_analysis_or_a_press_release_is_known_by_its_label_path_or_source(
    title: str, url: str | None, path: str, source: str | None, genre: str | None
) -> None:
    assert genre_of(Article("a", path, "Text.", title, source, url)) == genre
