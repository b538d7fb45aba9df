"""assistant said, as a reader and a script meet it."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.speech.said import find_said, list_speakers
from assistant.answering.speech.speaker_names import matching, name_words, nearest, persons
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.records.questions import Filters, Question
from assistant.records.speech import Said, SpeakerCount
from command_line import run
from small_library import Made

HUBBLE = {
    "title": "Two views of the nebulae",
    "date": "1925-01-01",
    "source": "The Observatory",
    "text": "“The spirals are galaxies,” said Edwin Hubble. “All of them lie far away.”\n\n"
    "Harlow Shapley said that the Milky Way was everything.",
}
LATER = {
    "title": "The new mirror",
    "date": "1929-03-15",
    "source": "The Almanac",
    "text": "The new mirror cost six million dollars, according to Hubble.",
}
REPRINT = {**HUBBLE, "title": "Nebulae", "date": "1925-01-05", "source": "The Almanac"}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write_rows("rows.jsonl", [HUBBLE, REPRINT, LATER])
    made.index()
    return made


def said(made: Made, name: str, topic: str = "", **filters: Any) -> Said:
    with closing(Library(made.root, warn=pytest.fail)) as library:
        question = Question(topic, date(1930, 1, 1), Filters(**filters))
        return find_said(name, question, library, LocalEmbedder() if topic else None, limit=20)


def shown(found: Said) -> list[tuple[str, str]]:
    return [(each.kind.value, each.quote) for each in found.statements]


QUOTED = ("direct", "“The spirals are galaxies,” said Edwin Hubble. “All of them lie far away.”")
REPORTED = ("indirect", "The new mirror cost six million dollars, according to Hubble.")


def test_statements_stand_oldest_first_and_a_last_name_alone_is_the_one_person_who_has_it(made: Made) -> None:
    found = said(made, "hubble")
    assert shown(found) == [QUOTED, REPORTED]
    assert found.speakers == (SpeakerCount("Edwin Hubble", 2),)


def test_a_reprint_is_folded_into_the_first(made: Made) -> None:
    assert [[copy.title for copy in each.copies] for each in said(made, "Edwin Hubble").statements] == [["Nebulae"], []]


def test_with_a_topic_only_what_is_about_it_is_shown_and_the_rest_counted(made: Made) -> None:
    found = said(made, "Hubble", "price of the mirror")
    assert (shown(found), found.off_topic) == ([REPORTED], 1)


def test_nothing_later_than_the_as_of_day_is_seen_and_later_articles_change_nothing(made: Made) -> None:
    before = said(made, "Hubble", as_of=date(1926, 1, 1))
    made.write_rows("more.jsonl", [{**LATER, "title": "Later still", "date": "1931-01-01", "text": "Hubble said so."}])
    made.index()
    assert said(made, "Hubble", as_of=date(1926, 1, 1)) == before
    assert shown(before) == [QUOTED]


def test_every_span_is_the_articles_own_text(made: Made) -> None:
    for each in said(made, "Hubble").statements:
        assert each.article.text[each.start : each.end] == each.quote
        assert all(each.start <= start < end <= each.end for start, end in each.said)


def test_who_speaks_is_listed_with_as_many_statements_as_are_shown_of_each(made: Made) -> None:
    with closing(Library(made.root, warn=pytest.fail)) as library:
        found = list_speakers(Question("", date(1930, 1, 1)), library, limit=2)
    assert found.speakers == (SpeakerCount("Edwin Hubble", 1), SpeakerCount("Harlow Shapley", 1))
    assert found.beyond_limit == 1


def test_a_name_that_nobody_has_ends_with_code_3_and_the_names_like_it(made: Made) -> None:
    done = run("said", "--library", str(made.root), "Hubbel")
    assert (done.returncode, done.stdout) == (
        3,
        "Nobody called 'Hubbel' speaks. Did you mean Edwin Hubble (1) or Hubble (1)?\n",
    )
    assert run("said", "--library", str(made.root), "--until", "1900", "Hubble").stdout == (
        "Nobody called 'Hubble' speaks in the articles searched.\n"
    )


def test_the_json_has_every_span_and_says_what_is_reported(made: Made) -> None:
    done = run("said", "--library", str(made.root), "--json", "--until", "1926-01-01", "Shapley")
    answer = json.loads(done.stdout)
    one = answer["utterances"][0]
    assert done.returncode == 0
    assert (answer["schema"], answer["status"], answer["name"], answer["topic"]) == (2, "answered", "Shapley", None)
    assert answer["speakers"] == [{"name": "Harlow Shapley", "statements": 1}]
    assert (one["kind"], one["reported"], one["certain"]) == ("indirect", True, True)
    assert [each["text"] for each in one["said"]] == ["the Milky Way was everything"]
    assert [each["text"] for each in one["mentions"]] == ["Harlow Shapley"]
    assert [each["title"] for each in one["copies"]] == ["Nebulae"]
    assert (one["dates"], answer["left_out"]) == ([], {})


def test_the_dates_that_only_the_day_of_publication_tells_are_in_the_json(made: Made) -> None:
    text = "The survey ended on 3 May.\n\nNobody spoke.\n\nHubble said that the mirror cracked on 1 May."
    made.write_rows("more.jsonl", [{**LATER, "title": "The mirror", "date": "1929-06-01", "text": text}])
    made.index()
    done = run("said", "--library", str(made.root), "--json", "--since", "1929-06-01", "Hubble")
    start = text.index("1 May")
    place = {"start": start, "end": start + len("1 May")}
    assert [each["dates"] for each in json.loads(done.stdout)["utterances"]] == [
        [{"words": "1 May", **place, "first": "1929-05-01", "last": "1929-05-01"}]
    ]


def test_a_library_that_was_never_read_for_speech_says_what_to_do(made: Made) -> None:
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection, connection:
        connection.execute("DELETE FROM marked")
    done = run("said", "--library", str(made.root), "Hubble")
    expected = "assistant: The library's articles have not been read for who says what. Run `assistant index` once.\n"
    assert (done.returncode, done.stdout, done.stderr) == (6, "", expected)


def test_articles_that_are_not_read_for_speech_yet_are_counted_on_stderr(made: Made) -> None:
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection, connection:
        connection.execute("DELETE FROM marked WHERE article = (SELECT max(article) FROM marked)")
        connection.execute("DELETE FROM utterances WHERE article NOT IN (SELECT article FROM marked)")
    expected = "assistant: 1 article is not read for this yet; run `assistant index`.\n"
    for words in (["Shapley"], []):
        done = run("said", "--library", str(made.root), *words)
        assert (done.returncode, done.stderr) == (0, expected)


def test_later_articles_are_said_on_stderr(made: Made) -> None:
    for words in (["Hubble"], ["Hubble", "galaxies"], []):
        done = run("said", "--library", str(made.root), "--as-of", "1926-01-01", *words)
        assert (done.returncode, done.stderr) == (0, "assistant: 1 article published after 1926-01-01 is not used.\n")


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_refused(made: Made, name: str) -> None:
    done = run("said", "--library", str(made.root), name)
    expected = (
        "assistant: The name is empty. Name a person or an organisation; `assistant said` alone lists who speaks.\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


def test_the_sample_library_has_a_mayor_with_her_words(sample_library: Path) -> None:
    done = run("said", "--library", str(sample_library), "--as-of", "2025-02-20", "Mayor Dacombe")
    assert (done.returncode, re.sub(r"show \w{12}", "show ID", done.stdout)) == (0, SAMPLE)


SAMPLE = """\
Ines Dacombe: 3 statements

[1] 3 February 2025, reported, partly quoted
    Mayor Ines Dacombe told the council on Friday that the date was “firm, with
    a week in hand”.
    Friday = 31 January 2025
    Chandlers’ Bridge to close for seven weeks — The Verrick Courier
    https://verrickcourier.example/2025/02/03/chandlers-bridge-to-close
    assistant show ID

[2] 19 February 2025, quoted
    “First we get people dry,” she said. “Then I will ask that question louder
    than anybody.”
    Three dead as Lower Town counts the cost — The Verrick Courier
    https://verrickcourier.example/2025/02/19/three-dead-in-flood
    assistant show ID

[3] 20 February 2025, quoted
    “If you have a neighbour who does not hear well or does not read English,
    please knock on the door,” said Mayor Ines Dacombe.
    Boil-water notice for the Lower Town, Millgate and Eastmole — City of Port
    Verrick, Press Office
    https://portverrick.example/press/2025/011
    assistant show ID
"""

SPEAKERS = [
    SpeakerCount(name, 1)
    for name in (
        "Marie Curie",
        "Pierre Curie",
        "Ali Vaez",
        "the foreign ministry",
        "two men employed by the city",
        "Łódź",
    )
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Curie", ["Marie Curie", "Pierre Curie"]),
        ("marie curie", ["Marie Curie"]),
        ("Mrs. Curie", ["Marie Curie", "Pierre Curie"]),
        ("VÁEZ", ["Ali Vaez"]),
        ("foreign ministry", ["the foreign ministry"]),
        ("city", []),
        ("Vaes", []),
        ("…", []),
    ],
)
def test_a_name_means_whoever_is_called_so(name: str, expected: list[str]) -> None:
    assert [each.name for each in matching(name, SPEAKERS)] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Vaes", ["Ali Vaez"]), ("Mari", ["Marie Curie"]), ("cur", ["Marie Curie", "Pierre Curie"]), ("al", [])],
)
def test_the_nearest_names_hold_what_was_typed_or_are_spelt_alike(name: str, expected: list[str]) -> None:
    assert [each.name for each in nearest(name, SPEAKERS)] == expected


def test_a_last_name_alone_is_nobodys_where_two_have_it() -> None:
    both = [*SPEAKERS[:2], SpeakerCount("Curie", 1)]
    assert sorted(persons(both)) == ["Curie", "Marie Curie", "Pierre Curie"]
    assert persons([SPEAKERS[0], both[2]]) == {"Marie Curie": ["Marie Curie", "Curie"]}


def test_titles_articles_and_suffixes_are_no_part_of_a_name() -> None:
    assert name_words("the Rev. Martin Luther King Jr.") == ("martin", "luther", "king")
