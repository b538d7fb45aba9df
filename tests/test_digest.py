"""What is followed, and the digest of what is new on it, on the command line."""

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.summaries.digest import joined_answers
from assistant.errors import ExitCode
from assistant.records.answers import Answer, Citation, LeftOut, Note, NoteKind, Statement, Status
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.records.summaries import Section
from assistant.records.verdicts import Grade
from command_line import run
from conftest import ASSISTANT
from model_server import Request, confirm_all, is_judging, serving

TIDE = "title: The tide at Fell\nsource: Sea\ndate: 2024-08-01\n\nThe tide rose to four metres at Fell on Thursday.\n"
SURGE = (
    "title: Surge at Fell\nsource: Sky News\ndate: 2024-08-03\n\nThe tide broke the harbour wall at Fell on Saturday."
    " Nobody was hurt, the harbour master said.\n"
)
BAKERY = "title: A bakery opens\nsource: Sky News\ndate: 2024-08-04\n\nA bakery opened in Mill Lane on Sunday.\n"
SINCE = re.compile(r"\d+ \w+ \d{4} at \d\d:\d\d UTC")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    write(tmp_path, "tide.txt", TIDE)
    return tmp_path


def write(library: Path, name: str, text: str) -> None:
    (library / "corpus" / name).write_text(text)
    assert run("index", "-q", cwd=library).returncode == 0


def told(library: Path, *arguments: str) -> tuple[int, str, str]:
    done = run(*arguments, cwd=library)
    return done.returncode, SINCE.sub("THEN", done.stdout), SINCE.sub("THEN", done.stderr)


def digest_json(library: Path, *arguments: str) -> dict[str, Any]:
    digest: dict[str, Any] = json.loads(run("digest", "--json", *arguments, cwd=library).stdout)
    return digest


def test_what_is_followed_is_listed_and_removed_by_number_or_name(library):
    assert told(library, "follow") == (0, "Nothing is followed.\n", "")
    assert told(library, "follow", "add", "tide", "at", "Fell") == (0, "1  tide at Fell (since THEN)\n", "")
    assert told(library, "follow", "add", "--source", "sea") == (0, "2  Sea (since THEN)\n", "")
    assert told(library, "follow", "add", "wind", "--source", "Sea") == (0, "3  wind (Sea) (since THEN)\n", "")
    assert told(library, "follow", "add", "Tide at fell") == (
        0,
        "1  tide at Fell (since THEN)\n",
        "That is followed already.\n",
    )
    assert told(library, "follow", "remove", "WIND") == (
        0,
        "1  tide at Fell (since THEN)\n2  Sea (since THEN)\n",
        "No longer followed: wind (Sea)\n",
    )
    assert told(library, "follow", "remove", "1")[1] == "2  Sea (since THEN)\n"
    listed = json.loads(run("follow", "--json", cwd=library).stdout)["followed"]
    assert [(each["number"], each["topic"], each["sources"], each["told_at"]) for each in listed] == [
        (2, "", ["Sea"], None)
    ]


NOTHING = 'There is nothing to follow. Name a topic or a --source: assistant follow add "TOPIC"'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["follow", "add"], NOTHING),
        (["follow", "add", "…"], NOTHING),
        (["follow", "add", "--source", "Seas"], "No article is from 'Seas'. Did you mean 'Sea'?"),
        (["follow", "remove", "tides"], "Nothing is followed as 'tides'. `assistant follow list` lists what is."),
        (["follow", "tide"], 'There is no `assistant follow tide`. To follow it: assistant follow add "tide"'),
        (["digest"], 'Nothing is followed. Begin with: assistant follow add "TOPIC"'),
    ],
)
def test_wrong_usage_says_what_to_do(library, arguments, message):
    assert told(library, *arguments) == (2, "", f"assistant: {message}\n")


def test_a_misspelt_topic_is_answered_with_the_nearest(library):
    run("follow", "add", "the tide", cwd=library)
    assert told(library, "follow", "remove", "the tyde")[2].endswith("Did you mean 'the tide'?\n")


def test_a_digest_tells_each_thing_once_with_its_source(library):
    run("follow", "add", "tide", cwd=library)
    run("follow", "add", "elections", cwd=library)
    assert told(library, "digest") == (3, "", "Nothing is new. 0 articles came in since THEN.\n")
    write(library, "surge.txt", SURGE)
    write(library, "bakery.txt", BAKERY)
    code, out, err = told(library, "digest")
    assert (code, err) == (0, "")
    assert out.startswith("tide (1 article)\n- The tide broke the harbour wall at Fell on Saturday. [1]\n")
    assert "[1][2] Surge at Fell — Sky News, 3 August 2024" in out
    assert " ".join(out.split()).endswith(" 2 articles came in since THEN. Nothing new on elections.")
    assert "four metres" not in out  # it was there before
    assert told(library, "digest")[0] == ExitCode.NOT_IN_ARTICLES


def test_a_look_back_marks_nothing_as_told(library):
    run("follow", "add", "tide", cwd=library)
    write(library, "surge.txt", SURGE)
    back = digest_json(library, "--since", "2020-01-01")
    assert [each["quote"] for each in back["citations"]]
    assert back["since"].startswith(("2019-12-31T", "2020-01-01T"))
    assert "four metres" in json.dumps(back)
    assert run("digest", cwd=library).returncode == 0
    assert digest_json(library, "--since", "2090-01-01")["status"] == "not_in_articles"


def test_the_json_says_on_what_something_is_new(library):
    run("follow", "add", "tide", cwd=library)
    run("follow", "add", "--source", "Sea", cwd=library)
    write(library, "surge.txt", SURGE)
    found = digest_json(library)
    assert (found["status"], found["arrived"], found["not_looked_at"], found["since"]) == ("answered", 1, 0, None)
    assert [(each["topic"], each["sources"], each["new"]) for each in found["followed"]] == [
        ("tide", [], True),
        ("", ["Sea"], False),
    ]
    assert [each["title"] for each in found["sections"]] == ["tide"]
    assert {each["article"]["title"] for each in found["citations"]} == {"Surge at Fell"}
    empty = digest_json(library)
    assert (empty["status"], empty["statements"], empty["arrived"]) == ("not_in_articles", [], 0)


def test_all_that_a_source_brings_is_told_where_the_source_is_followed(library):
    write(library, "surge.txt", SURGE)
    run("follow", "add", "--source", "Sky News", cwd=library)
    write(library, "bakery.txt", BAKERY)
    write(library, "ebb.txt", TIDE.replace("rose to four", "fell to two").replace("The tide at", "Ebb at"))
    out = told(library, "digest")[1]
    assert "A bakery opened in Mill Lane on Sunday. [1]" in out
    assert "two metres" not in out
    assert "harbour wall" not in out


def test_a_digest_can_be_handed_on_and_nothing_is_written_where_nothing_is_new(library):
    run("follow", "add", "tide", cwd=library)
    page = library / "digest.md"
    assert run("digest", "--markdown", str(page), cwd=library).returncode == ExitCode.NOT_IN_ARTICLES
    assert not page.exists()
    write(library, "surge.txt", SURGE)
    assert run("digest", "--markdown", str(page), cwd=library).returncode == 0
    text = page.read_text()
    assert text.startswith("# Digest\n")
    assert "1 article came in since " in text
    assert "The tide broke the harbour wall at Fell on Saturday." in text


def test_a_model_writes_the_digest_and_what_it_writes_is_judged(library):
    def play(request: Request) -> str:
        shown = request["messages"][-1]["content"]
        if is_judging(request):
            return str(confirm_all(request))
        (handle,) = re.findall(r"^\[(\d+\.\d+)\] The tide broke", shown, re.MULTILINE)
        return f"Waves broke through the harbour wall [{handle}]."

    run("follow", "add", "tide", cwd=library)
    write(library, "surge.txt", SURGE)
    with serving(play) as server:
        done = run("digest", "--json", "--model", "small", cwd=library, OPENAI_BASE_URL=server.base_url)
    found = json.loads(done.stdout)
    assert (done.returncode, found["model"]) == (0, "small")
    assert [(each["text"], each["grade"]) for each in found["statements"]] == [
        ("Waves broke through the harbour wall.", "confirmed")
    ]
    assert [each["title"] for each in found["sections"]] == ["tide"]


@pytest.mark.parametrize("form", [[], ["--markdown", "-"]])
def test_what_nobody_reads_is_told_again(library, form):
    run("follow", "add", "tide", cwd=library)
    write(library, "surge.txt", SURGE)
    read, written = os.pipe()
    os.close(read)
    subprocess.run([*ASSISTANT, "digest", *form], cwd=library, stdout=written, check=False)
    os.close(written)
    assert "harbour wall" in told(library, "digest")[1]


def test_answers_are_joined_under_their_titles_with_their_numbers_counted_on():
    article = Article(id="a1", path="a.txt", text="Rain fell.", title="Rain")
    question = Question("What is new", date(2024, 8, 1))

    def answer(status: Status, *said: str) -> Answer:
        statements = tuple(Statement(text, Grade.QUOTED, citations=(n,)) for n, text in enumerate(said, start=1))
        citations = tuple(Citation(n, text, 0, 10, article) for n, text in enumerate(said, start=1))
        notes = (Note(NoteKind.CORRECTION, "It was corrected.", (1,)),)
        return Answer(status, question, "", statements, citations, notes=notes, left_out=LeftOut(broken_off=1))

    nothing = Answer(Status.NOT_IN_ARTICLES, question, "")
    stories = Section("Storm", 1)
    second = answer(Status.ANSWERED, "C.", "D.")
    whole = joined_answers(
        question,
        [
            ("tide", answer(Status.ANSWERED, "A.", "B.")),
            ("wind", nothing),
            ("Sea", Answer(**{**{name: getattr(second, name) for name in second.__slots__}, "sections": (stories,)})),
        ],
    )
    assert whole.status is Status.ANSWERED
    assert [(each.text, each.citations) for each in whole.statements] == [
        ("A.", (1,)),
        ("B.", (2,)),
        ("C.", (3,)),
        ("D.", (4,)),
    ]
    assert [each.n for each in whole.citations] == [1, 2, 3, 4]
    assert [(each.title, each.begins) for each in whole.sections] == [("tide", 0), ("Sea: Storm", 3)]
    assert [each.citations for each in whole.notes] == [(1,), (3,)]
    assert whole.left_out.broken_off == 2
    assert joined_answers(question, [("wind", nothing)]).status is Status.NOT_IN_ARTICLES
    mixed = joined_answers(question, [("a", answer(Status.PARTIAL, "A.")), ("b", answer(Status.ANSWERED, "B."))])
    assert mixed.status is Status.PARTIAL
