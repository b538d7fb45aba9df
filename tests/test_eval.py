"""`assistant eval` as a reader and a script meet it: table, JSON, file of rows, failures and interrupts."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from command_line import run
from conftest import ASSISTANT
from model_server import Play, Request, echo_evidence, error, serving
from moon_library import QUESTIONS, make_moon_library, write_questions

GOOD = "Apollo 11 landed on the Moon on 20 July 1969 [1.1]."


@pytest.fixture(scope="module")
def moon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles, beside questions.jsonl; tests read both and must not change them."""
    root = tmp_path_factory.mktemp("moon")
    make_moon_library(root)
    write_questions(root / "questions.jsonl")
    return root


def evaluate(moon: Path, *arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = run("eval", *arguments, stdin=stdin, cwd=moon, **variables)
    return done


def without_times(text: str) -> str:
    """A table with its milliseconds, which no two runs share, as dots."""
    return re.sub(
        r"^(  (?:search|answer))( +[\d,]+)", lambda cell: cell[1] + "..".rjust(len(cell[2])), text, flags=re.MULTILINE
    )


def read_rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_the_table_gives_every_figure_with_its_interval_and_what_it_rests_on(moon: Path) -> None:
    done = evaluate(moon, "questions.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert without_times(done.stdout) == TABLE


TABLE = """\
4 questions, 3 answerable, 1 not; 3 articles; answers in the articles’ own
sentences.

Search                              n  95 % interval
  R@1                   1.000       3  0.438–1.000    the article comes first
  R@3                   1.000       3  0.438–1.000    it is among the first 3
  R@5                   1.000       3  0.438–1.000    among the first 5
  R@10                  1.000       3  0.438–1.000    among the first 10
  MRR                   1.000       3                 mean of 1 / its place

Answers
  answered              1.000       3  0.438–1.000    not refused
  answer cited          1.000       2  0.342–1.000    in a cited sentence
  citation precision    0.778       3  0.333–1.000    of what is cited, right
  citation recall       0.833       3  0.500–1.000    of what is right, cited

Refusals
  abstention precision  1.000       1  0.207–1.000    of refused, unanswerable
  abstention recall     1.000       1  0.207–1.000    of unanswerable, refused
  abstention AUROC      1.000       4  0.500–1.000    ranking by confidence
  risk-coverage area    0.062       4  0.000–0.562    mean share wrong
  least possible        0.062       4                 right answers all first

Time
  search                   ..       4                 median ms a question
  answer                   ..       4                 median ms a question

1 named article is not in the library (line 3), and counts as not found.
"""


def test_search_alone_needs_no_answer(moon: Path) -> None:
    done = evaluate(moon, "--retrieval-only", "-", stdin=(moon / "questions.jsonl").read_text())
    assert (done.returncode, done.stderr) == (0, "")
    assert without_times(done.stdout) == SEARCH_ALONE


SEARCH_ALONE = """\
4 questions, 3 answerable, 1 not; 3 articles; search alone.

Search                              n  95 % interval
  R@1                   1.000       3  0.438–1.000    the article comes first
  R@3                   1.000       3  0.438–1.000    it is among the first 3
  R@5                   1.000       3  0.438–1.000    among the first 5
  R@10                  1.000       3  0.438–1.000    among the first 10
  MRR                   1.000       3                 mean of 1 / its place

Time
  search                   ..       4                 median ms a question

1 named article is not in the library (line 3), and counts as not found.
"""


def test_the_json_gives_the_same_figures_and_the_settings_that_matter(moon: Path) -> None:
    done = evaluate(moon, "questions.jsonl", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    for name in ("search_ms", "answer_ms"):
        assert record["figures"][name].pop("value") > 0
    assert record["settings"].pop("embedder").startswith("all-MiniLM-L6-v2 int8 ")
    assert record["settings"].pop("reranker").startswith("ms-marco-MiniLM-L-12-v2 int8 ")
    today = record["settings"].pop("today")
    assert date.fromisoformat(today).isoformat() == today
    assert record == JSON


JSON: Mapping[str, Any] = {
    "schema": 2,
    "status": "answered",
    "questions": {"wanted": 4, "finished": 4, "answerable": 3, "unanswerable": 1, "failed": 0},
    "figures": {
        "r_at_1": {"value": 1.0, "n": 3, "interval": [0.438494, 1.0]},
        "r_at_3": {"value": 1.0, "n": 3, "interval": [0.438494, 1.0]},
        "r_at_5": {"value": 1.0, "n": 3, "interval": [0.438494, 1.0]},
        "r_at_10": {"value": 1.0, "n": 3, "interval": [0.438494, 1.0]},
        "mrr": {"value": 1.0, "n": 3, "interval": None},
        "answered": {"value": 1.0, "n": 3, "interval": [0.438494, 1.0]},
        "answer_cited": {"value": 1.0, "n": 2, "interval": [0.342372, 1.0]},
        "citation_precision": {"value": 0.777778, "n": 3, "interval": [0.333333, 1.0]},
        "citation_recall": {"value": 0.833333, "n": 3, "interval": [0.5, 1.0]},
        "abstention_precision": {"value": 1.0, "n": 1, "interval": [0.206543, 1.0]},
        "abstention_recall": {"value": 1.0, "n": 1, "interval": [0.206543, 1.0]},
        "abstention_auroc": {"value": 1.0, "n": 4, "interval": [0.5, 1.0]},
        "risk_coverage_area": {"value": 0.0625, "n": 4, "interval": [0.0, 0.5625]},
        "least_risk_coverage_area": {"value": 0.0625, "n": 4, "interval": None},
        "search_ms": {"n": 4, "interval": None},
        "answer_ms": {"n": 4, "interval": None},
    },
    "settings": {
        "retrieval_only": False,
        "model": None,
        "articles": 3,
        "chunks": 3,
        "passages": 10,
        "passages_per_article": 3,
        "date_prior_days": 30.0,
    },
    "articles_not_in_library": [{"line": 3, "article": "missing.txt"}],
    "articles_after_asking_day": [],
    "failures": [],
    "usage": {"input_tokens": None, "output_tokens": None, "requests": 0},
}


def test_a_row_of_the_file_holds_what_was_found_the_marks_and_the_whole_answer(moon: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    assert evaluate(moon, "questions.jsonl", "--rows", str(file)).returncode == 0
    rows = read_rows(file)
    asked = ["ask", "--json", "--as-of", "1969-07-22", str(QUESTIONS[0]["question"])]
    answer = json.loads(run(*asked, cwd=moon).stdout)
    found = ["search", "--json", "--as-of", "1969-07-22", str(QUESTIONS[0]["question"])]
    passages = json.loads(run(*found, cwd=moon).stdout)["passages"]
    first = rows[0]
    for each in (first["answer"], answer):
        del each["seconds"]
    assert first.pop("search_ms") > 0
    assert first.pop("answer_ms") > 0
    assert first == {
        "schema": 2,
        "status": "answered",
        "line": 1,
        "id": "landing",
        "question": "When did Apollo 11 land on the Moon?",
        "as_of": "1969-07-22",
        "answerable": True,
        "place": 1,
        "answer_cited": True,
        "citation_precision": 0.333333,
        "citation_recall": 1.0,
        "right": True,
        "confidence": answer["confidence"],
        "passages": passages,
        "answer": answer,
        "error": None,
    }
    assert [(row["line"], row["id"], row["status"], row["place"]) for row in rows] == [
        (1, "landing", "answered", 1),
        (2, 2, "answered", 1),
        (3, None, "answered", 1),
        (4, None, "not_in_articles", None),
    ]


def test_a_file_of_rows_is_never_written_over_but_an_empty_one_is_filled(moon: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.touch()
    arguments = ["questions.jsonl", "--retrieval-only", "--limit", "1", "--rows", str(file)]
    assert evaluate(moon, *arguments).returncode == 0
    kept = file.read_text()
    assert [(row["status"], row["answer"]) for row in read_rows(file)] == [("answered", None)]
    again = evaluate(moon, *arguments)
    assert (again.returncode, again.stdout, file.read_text()) == (2, "", kept)
    assert again.stderr == f"assistant: '{file}' holds rows already. Remove it, or name another file.\n"


def test_a_file_of_rows_that_cannot_be_made_is_said_before_anything_is_asked(moon: Path, tmp_path: Path) -> None:
    done = evaluate(moon, "questions.jsonl", "--rows", str(tmp_path / "none" / "rows.jsonl"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"assistant: '{tmp_path}/none/rows.jsonl' cannot be written: No such file or directory.\n"


def test_a_full_disk_is_a_failure_and_said(moon: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full device to write to")
    done = evaluate(moon, "questions.jsonl", "--retrieval-only", "--rows", "/dev/full")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "assistant: '/dev/full' cannot be written: No space left on device.\n"


def test_a_bad_row_ends_with_code_2_and_its_line(moon: Path, tmp_path: Path) -> None:
    file = write_questions(tmp_path / "bad.jsonl", [QUESTIONS[0], {"question": "Who?", "answers": "Ann"}])
    done = evaluate(moon, str(file), "--json")
    assert done.returncode == 2
    said = f'{file}:2: answers is "Ann", not a list of texts.'
    assert json.loads(done.stdout)["error"]["message"] == said
    assert done.stderr == f"assistant: {said} See assistant eval --help for the rows.\n"


def test_unknown_fields_are_said_once_and_the_rows_are_used(moon: Path, tmp_path: Path) -> None:
    file = write_questions(tmp_path / "q.jsonl", [{**QUESTIONS[0], "tag": 1}, {**QUESTIONS[1], "tag": 2}])
    done = evaluate(moon, str(file), "--retrieval-only")
    assert (done.returncode, done.stderr) == (
        0,
        "assistant: Fields that are not read, with the rows that have them: tag (2). A row's fields: question, id,"
        " as_of, answers, articles, quotes, answerable.\n",
    )


def test_without_a_library_it_ends_with_code_6(tmp_path: Path) -> None:
    write_questions(tmp_path / "questions.jsonl")
    assert evaluate(tmp_path, "questions.jsonl").returncode == 6


def test_a_model_writes_the_answers_and_its_tokens_are_counted(moon: Path) -> None:
    with serving(echo_evidence) as server:
        done = evaluate(moon, "questions.jsonl", "--json", "--model", "small", OPENAI_BASE_URL=server.base_url)
    record = json.loads(done.stdout)
    assert (done.returncode, done.stderr, record["settings"]["model"]) == (0, "", "small")
    assert record["usage"] == {"input_tokens": 44, "output_tokens": 28, "requests": 4}


def test_no_model_is_asked_for_search_alone(moon: Path) -> None:
    with serving([]) as server:
        done = evaluate(
            moon, "questions.jsonl", "--retrieval-only", "--model", "small", OPENAI_BASE_URL=server.base_url
        )
    assert (done.returncode, server.requests) == (0, [])


def test_a_question_the_model_fails_on_is_counted_and_the_rest_goes_on(moon: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    with serving([GOOD, error(400, "Too much."), *["NOT IN ARTICLES"] * 4]) as server:
        done = evaluate(
            moon, "questions.jsonl", "--model", "small", "--rows", str(file), OPENAI_BASE_URL=server.base_url
        )
    assert (done.returncode, done.stderr) == (4, "")
    assert "\nThe model or the search failed on 1 question (line 2), on the first:" in done.stdout
    second = read_rows(file)[1]
    assert (second["status"], second["place"], second["error"]["kind"]) == ("answered", 1, "ModelError")
    assert second["answer"]["model_failure"]["kind"] == "refused"


def test_with_a_wrong_key_the_articles_own_sentences_are_scored_and_a_strict_run_ends_with_code_5(moon: Path) -> None:
    own = json.loads(evaluate(moon, "questions.jsonl", "--no-model", "--json").stdout)
    for strict, code in (((), 4), (("--strict",), 5)):
        with serving([error(401, "Incorrect API key provided", code="invalid_api_key")] * 4) as server:
            variables = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-test"}
            done = evaluate(moon, "questions.jsonl", "--json", *strict, **variables)
        scored = json.loads(done.stdout)
        assert (done.returncode, len(scored["failures"])) == (code, 4)
        assert scored["figures"]["answered"] == own["figures"]["answered"]


def stopped_in_the_second_question(moon: Path, with_signal: int, *arguments: str) -> tuple[int, str, str]:
    """Code, stdout and stderr of a run that gets a signal while the model writes its second answer."""
    started: list[subprocess.Popen[str]] = []

    def reply(request: Request) -> str | Play:
        if len(server.requests) == 1:
            return GOOD
        started[0].send_signal(with_signal)
        return Play(["Slow."], pause_seconds=30)

    with serving(reply) as server:
        command = [*ASSISTANT, "eval", "questions.jsonl", "--model", "small", *arguments]
        environ = os.environ | {"OPENAI_BASE_URL": server.base_url}
        with subprocess.Popen(
            command, cwd=moon, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            started.append(process)
            stdout, stderr = process.communicate()
    return process.returncode, stdout, stderr


def test_an_interrupt_prints_the_figures_of_what_is_finished_and_says_so(moon: Path, tmp_path: Path) -> None:
    code, stdout, stderr = stopped_in_the_second_question(moon, signal.SIGINT, "--json")
    record = json.loads(stdout)
    assert (code, stderr) == (130, "Interrupted: 1 of 4 questions are finished.\n")
    assert (record["status"], record["questions"]["finished"], record["figures"]["r_at_1"]["n"]) == ("partial", 1, 1)


def test_a_killed_run_leaves_the_rows_it_had_finished(moon: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    code, _, _ = stopped_in_the_second_question(moon, signal.SIGKILL, "--rows", str(file))
    assert code == -signal.SIGKILL
    assert [row["id"] for row in read_rows(file)] == ["landing"]


def test_answers_made_for_an_evaluation_are_not_kept(tmp_path: Path) -> None:
    made = make_moon_library(tmp_path)
    write_questions(tmp_path / "questions.jsonl")
    assert evaluate(tmp_path, "questions.jsonl").returncode == 0
    assert made.rows("SELECT count(*) FROM answers") == [(0,)]
