"""The commands as a reader and a script meet them: output, messages and exit codes."""

import json
import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from command_line import run
from conftest import ASSISTANT
from model_server import Play, Request, confirm_all, echo_evidence, error, is_judging, serving

AS_OF = ["--as-of", "2025-06-05"]
UNANSWERABLE = "Who won the 2010 World Cup?"


def ask_json(library: Path, *arguments: str, **variables: str) -> tuple[int, dict[str, Any]]:
    done = run("ask", "--library", str(library), "--json", *AS_OF, *arguments, **variables)
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, answer


def test_every_quotation_of_an_answer_stands_at_its_offsets_in_the_article(sample_library: Path) -> None:
    code, answer = ask_json(sample_library, "When will Chandlers Bridge reopen?")
    assert (code, answer["schema"], answer["status"]) == (0, 2, "answered")
    assert answer["citations"]
    for citation in answer["citations"]:
        shown = run("show", "--library", str(sample_library), "--json", citation["article"]["id"])
        text = json.loads(shown.stdout)["article"]["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_every_sentence_of_an_answer_without_a_model_is_a_quotation(sample_library: Path) -> None:
    _, answer = ask_json(sample_library, "How many homes were flooded?")
    quotes = {citation["n"]: citation["quote"] for citation in answer["citations"]}
    assert answer["statements"]
    for statement in answer["statements"]:
        assert statement["grade"] == "quoted"
        assert [statement["text"]] == [quotes[number] for number in statement["citations"]]


def test_what_the_articles_do_not_say_ends_with_code_3_and_the_nearest_passages(sample_library: Path) -> None:
    code, answer = ask_json(sample_library, UNANSWERABLE)
    assert (code, answer["status"], answer["statements"], answer["citations"]) == (3, "not_in_articles", [], [])
    assert answer["nearest"]


@pytest.mark.parametrize(
    "command", [["ask", "Who is the new mayor?"], ["summarize", "feature-the-night-the-tamble-came-in.docx"]]
)
def test_quotations_are_shown_apart_when_they_are_asked_for_in_full(sample_library: Path, command: list[str]) -> None:
    done, full = (run(*command, "-L", str(sample_library), *AS_OF, *more) for more in ([], ["--full"]))
    (answer, sources), (same_answer, quotations) = (each.stdout.split("\nSources\n") for each in (done, full))
    assert answer == same_answer
    assert ("“" in sources.splitlines()[0], quotations.startswith("[1] “")) == (False, True)


def test_the_question_is_read_from_standard_input(sample_library: Path) -> None:
    by_argument = run("ask", "--library", str(sample_library), *AS_OF, "Who is the new mayor?")
    by_stdin = run("ask", "--library", str(sample_library), *AS_OF, "-", stdin="Who is the new mayor?\n")
    assert (by_stdin.returncode, by_stdin.stdout) == (by_argument.returncode, by_argument.stdout)
    assert by_stdin.returncode == 0


def test_the_library_may_be_named_before_the_command_after_it_and_by_the_environment(sample_library: Path) -> None:
    before = run("--library", str(sample_library), "articles")
    after = run("articles", "--library", str(sample_library))
    by_variable = run("articles", ASSISTANT_LIBRARY=str(sample_library))
    from_there = run("articles", cwd=sample_library)
    assert {each.returncode for each in (before, after, by_variable, from_there)} == {0}
    assert before.stdout == after.stdout == by_variable.stdout == from_there.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", ""], 2, "assistant: The question is empty. Ask something: assistant ask \"…\"\n"),
        (
            ["ask", "--as-of", "soonish", "Who?"],
            2,
            "assistant: --as-of 'soonish' is not a day. Write it as 2024-08-01, July 2024, last week or 3 days ago.\n",
        ),
        (
            ["search", "--on", "yesterday", "--until", "2025-04-01", "bridge"],
            2,
            "assistant: --on replaces --since and --until. Give --on alone, or the other two.\n",
        ),
        (
            ["search", "--since", "2025-05-01", "--until", "2025-04-01", "bridge"],
            2,
            "assistant: --since 2025-05-01 is after --until 2025-04-01. Exchange them.\n",
        ),
        (
            ["show", "nothing"],
            2,
            "assistant: No article is called 'nothing'. `assistant articles` lists ids, dates and titles.\n",
        ),
        (
            ["index", "no/such/folder"],
            2,
            "assistant: There is nothing at 'no/such/folder'. Give a folder of articles, or files.\n",
        ),
        (["check", "no.md"], 2, "assistant: There is no file 'no.md'. Check the path; - reads standard input.\n"),
        (
            ["summarize"],
            2,
            "assistant: Name articles to summarise, or a --topic, or a time with --since or --on. See"
            " `assistant summarize --help`.\n",
        ),
    ],
)  # fmt: skip
def test_bad_input_gets_one_line_that_names_it_and_the_next_step(
    sample_library: Path, arguments: list[str], code: int, message: str
) -> None:
    done = run(*arguments, ASSISTANT_LIBRARY=str(sample_library))
    assert (done.returncode, done.stdout, done.stderr) == (code, "", message)


def test_what_a_changed_article_no_longer_says_is_shown_and_the_answer_that_quoted_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "corpus" / "flood.txt"
    file.parent.mkdir()
    text = "title: The flood\ndate: 2024-08-01\n\nThe river rose on Monday. Twelve people were taken to safety.\n"
    file.write_text(text)
    assert run("index", "-q", cwd=tmp_path).returncode == 0
    assert run("ask", "How many people were taken to safety?", cwd=tmp_path).returncode == 0
    assert run("recheck", cwd=tmp_path).returncode == 0
    shown = run("show", "The flood", "--versions", cwd=tmp_path)
    assert (shown.returncode, shown.stdout.splitlines()[2]) == (
        0,
        "No earlier version is kept: it was read with one text only.",
    )
    file.write_text(text.replace("Twelve", "Fourteen"))
    assert run("index", "-q", cwd=tmp_path).returncode == 0
    versions = json.loads(run("show", "The flood", "--versions", "--json", cwd=tmp_path).stdout)
    assert [each["kind"] for change in versions["changes"] for each in change["sentences"]] == ["changed"]
    assert json.loads(run("show", "The flood", "--json", cwd=tmp_path).stdout)["article"]["earlier_versions"] == 1
    (listed,) = json.loads(run("articles", "--json", cwd=tmp_path).stdout)["articles"]
    assert listed["earlier_versions"] == 1
    told = run("recheck", "--json", cwd=tmp_path)
    report = json.loads(told.stdout)
    assert (told.returncode, report["status"], report["checked"]["withdrawn"]) == (4, "partial", 1)
    assert report["answers"][0]["citations"][0]["now"]["text"] == "Fourteen people were taken to safety."
    again = run("ask", "--json", "How many people were taken to safety?", cwd=tmp_path)
    assert json.loads(again.stdout)["citations"][0]["quote"] == "Fourteen people were taken to safety."
    assert run("recheck", "--since", "2999-01-01", cwd=tmp_path).returncode == 0


def test_no_answer_is_kept_where_the_reader_wants_none_kept(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "flood.txt").write_text("date: 2024-08-01\n\nTwelve people were taken to safety.\n")
    (tmp_path / "assistant.toml").write_text("record = false\n")
    assert run("index", "-q", cwd=tmp_path).returncode == 0
    kept: list[int] = []
    for record in ("false", "true"):
        assert run("ask", "How many were taken to safety?", cwd=tmp_path, ASSISTANT_RECORD=record).returncode == 0
        run("chat", stdin="How many were taken to safety?\n", cwd=tmp_path, ASSISTANT_RECORD=record)
        with closing(sqlite3.connect(tmp_path / ".assistant" / "catalogue.db")) as catalogue:
            kept += catalogue.execute("SELECT count(*) FROM answers").fetchone()
    assert kept == [0, 2]


def test_without_a_library_the_reader_is_told_to_make_one(tmp_path: Path) -> None:
    done = run("ask", "--json", "Who?", cwd=tmp_path)
    assert done.returncode == 6
    assert json.loads(done.stdout) == {
        "schema": 2,
        "status": "failed",
        "statements": [],
        "citations": [],
        "nearest": [],
        "notes": [],
        "refused": [],
        "confidence": None,
        "left_out": {},
        "error": {
            "kind": "LibraryMissing",
            "message": f"There is no library in {str(tmp_path)!r}.",
            "hint": "Run `assistant index PATH` with the folder of your articles first.",
        },
    }


def test_what_cannot_be_read_is_listed_and_the_rest_is_indexed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Title: Rain\n\nRain fell on the port all day.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    done = run("index", "--json", ".", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (done.returncode, report["added"]) == (4, 1)
    assert sorted(each["path"] for each in report["skipped"]) == ["broken.pdf", "empty.txt"]
    assert all(each["reason"] for each in report["skipped"])
    assert run("ask", "What fell on the port?", cwd=tmp_path).returncode == 0


BRIDGE = "When will Chandlers Bridge reopen?"
TRUE = "Chandlers’ Bridge will reopen on 30 April, the City of Port Verrick announces"
FALSE = TRUE.replace("30 April", "29 April")


def writing(*sentences: str, judge: Callable[[Request], str | Play] = confirm_all) -> Callable[[Request], str | Play]:
    """A script that cites the city's announcement for each of these, and gives up what is refused."""

    def play(request: Request) -> str | Play:
        shown = request["messages"][-1]["content"]
        if is_judging(request):
            return judge(request)
        if "Why it was refused" in shown:
            return "1: WITHDRAWN"
        announced = re.search(r"^\[(\d+\.\d+)\] The City of Port Verrick announces", shown, re.MULTILINE)
        assert announced
        return " ".join(f"{sentence} [{announced[1]}]." for sentence in sentences)

    return play


def refuse_first(request: Request) -> str:
    """A judge to whom the first statement is not borne out, and the second is."""
    return '1: NOT CONFIRMED - "29 April": it is 30 April\n2: CONFIRMED'


def grades(answer: dict[str, Any]) -> list[str]:
    return [statement["grade"] for statement in answer["statements"]]


def test_a_model_that_repeats_an_article_letter_for_letter_quotes_it_and_is_not_judged(sample_library: Path) -> None:
    with serving(echo_evidence) as server:
        code, answer = ask_json(sample_library, BRIDGE, "--model", "small", OPENAI_BASE_URL=server.base_url)
    assert (code, answer["status"], answer["model"]) == (0, "answered", "small")
    assert (grades(answer), len(server.requests)) == (["quoted", "quoted"], 1)


def test_another_model_judges_by_a_setting_and_answers_without_a_model_never_touch_the_network(
    sample_library: Path,
) -> None:
    with serving(writing(TRUE)) as server:
        variables = {"OPENAI_BASE_URL": server.base_url, "ASSISTANT_JUDGE_MODEL": "strict"}
        ask_json(sample_library, BRIDGE, "--no-model", **variables)
        assert server.requests == []
        code, answer = ask_json(sample_library, BRIDGE, "--model", "small", **variables)
    assert [(request["model"], is_judging(request)) for request in server.requests] == [
        ("small", False),
        ("strict", True),
    ]
    assert (code, answer["status"], answer["model"], grades(answer)) == (0, "answered", "small", ["confirmed"])


def test_where_nothing_that_a_model_wrote_is_confirmed_the_articles_own_sentences_answer(sample_library: Path) -> None:
    with serving(writing(FALSE, judge=refuse_first)) as server:
        code, answer = ask_json(sample_library, BRIDGE, "--model", "small", OPENAI_BASE_URL=server.base_url)
    assert (code, answer["status"], set(grades(answer))) == (0, "answered", {"quoted"})
    assert answer["notes"][0] == {
        "kind": "model failed",
        "text": "Nothing that the model wrote was confirmed. Here the articles speak for themselves.",
        "citations": [],
    }
    assert answer["model_failure"] == {
        "kind": "not_confirmed",
        "message": "Nothing that the model wrote was confirmed.",
    }
    assert answer["refused"] == [
        {"text": f"{FALSE}.", "reasons": ['"29 April": it is 30 April'], "contradicted": False}
    ]
    assert answer["left_out"] == {"refused_statements": 1}


def test_what_is_not_confirmed_is_left_out_by_a_setting_and_ends_with_code_4(sample_library: Path) -> None:
    def play(request: Request) -> str | Play:
        repairs = "Why it was refused" in request["messages"][-1]["content"]
        return "I cannot." if repairs else writing(FALSE, TRUE, judge=refuse_first)(request)

    with serving(play) as server:
        variables = {"OPENAI_BASE_URL": server.base_url, "ASSISTANT_UNCONFIRMED": "leave_out"}
        code, answer = ask_json(sample_library, BRIDGE, "--model", "small", **variables)
    assert (code, answer["status"], grades(answer)) == (4, "partial", ["confirmed"])
    assert [each["text"] for each in answer["refused"]] == [f"{FALSE}."]
    assert answer["left_out"] == {"unconfirmed_statements": 1}


@pytest.mark.parametrize(
    ("sentence", "code", "status", "reasons"),
    [
        (TRUE, 0, "answered", []),
        (FALSE, 4, "partial", ["the cited text does not have the date 29 April"]),
    ],
)
def test_words_alone_are_compared_by_a_setting_and_a_difference_ends_with_code_4(
    sample_library: Path, sentence: str, code: int, status: str, reasons: list[str]
) -> None:
    with serving(writing(sentence)) as server:
        variables = {"OPENAI_BASE_URL": server.base_url, "ASSISTANT_VERIFY": "rules"}
        ended, answer = ask_json(sample_library, BRIDGE, "--model", "small", **variables)
    assert len(server.requests) == 1
    assert (ended, answer["status"], grades(answer)) == (code, status, ["not_judged"])
    assert answer["statements"][0]["reasons"] == reasons


def test_where_a_judge_fails_the_articles_own_sentences_answer(sample_library: Path) -> None:
    with serving(writing(TRUE, judge=lambda _: error(400, "No."))) as server:
        code, answer = ask_json(sample_library, BRIDGE, "--model", "small", OPENAI_BASE_URL=server.base_url)
    assert (code, answer["status"], set(grades(answer))) == (0, "answered", {"quoted"})
    assert (answer["model_failure"]["kind"], [each["text"] for each in answer["refused"]]) == (
        "not_judged",
        [f"{TRUE}."],
    )


def test_a_model_that_declines_ends_with_code_3(sample_library: Path) -> None:
    with serving(["NOT IN ARTICLES"]) as server:
        code, answer = ask_json(sample_library, UNANSWERABLE, "--model", "small", OPENAI_BASE_URL=server.base_url)
    assert (code, answer["status"], answer["statements"]) == (3, "not_in_articles", [])


def test_a_chat_keeps_its_subject_from_one_question_to_the_next(sample_library: Path) -> None:
    script = "Who is the mayor of Port Verrick?\nWhen did she take office?\n/quit\n"
    done = run("chat", "--library", str(sample_library), *AS_OF, stdin=script)
    assert (done.returncode, done.stderr) == (0, "")
    second = done.stdout.split("> When did she take office?\n")[1]
    assert second.startswith("→ When did Leena Ostrander take office?\nOstrander is to take office on 2 June. [1]")


def test_as_of_leaves_later_articles_out_and_says_so_on_stderr(sample_library: Path) -> None:
    question = ["ask", "--library", str(sample_library), "--json", "When will Chandlers Bridge reopen?"]
    done = run(*question, "--as-of", "2025-02-10")
    early = json.loads(done.stdout)
    assert (done.stderr, early["left_out"]) == (
        "assistant: 54 articles published after 2025-02-10 are not used.\n",
        {},
    )
    assert all(citation["article"]["published"] <= "2025-02-10" for citation in early["citations"] + early["nearest"])


@pytest.mark.parametrize("command", [("search", "bridge"), ("ask", "What about the bridge?"), ("said", "Dacombe")])
def test_options_keep_their_meaning_and_say_when_no_article_is_so_late(sample_library: Path, command) -> None:
    done = run(*command, "--library", str(sample_library), "--on", "2026-11-20")
    assert done.returncode == 3
    assert done.stderr == "assistant: No article is of 2026-11-20 or later: the newest is of 2025-06-05.\n"


def test_words_of_time_are_seen_from_the_newest_article_of_a_library_that_has_ended(sample_library: Path) -> None:
    def of_then(*options: str) -> str:
        done = run("ask", "--library", str(sample_library), "--no-model", "What happened yesterday?", *options)
        return " ".join(done.stdout.split())

    said = "Searched: articles of 2025-06-04, counted from the newest article here, of 2025-06-05; 2 undated left out"
    assert said in of_then()
    assert "No article is from that time" in of_then("--as-of", "2026-11-28")


def test_a_search_tells_what_the_weekday_of_a_passage_means(sample_library: Path) -> None:
    done = run("search", "--library", str(sample_library), *AS_OF, "--json", "-n", "20", "mayor bridge council")
    dates = [(each, found) for found in json.loads(done.stdout)["passages"] for each in found["dates"]]
    assert dates
    for each, found in dates:
        assert found["start"] <= each["start"] < each["end"] <= found["end"]
        assert found["text"][each["start"] - found["start"] : each["end"] - found["start"]] == each["words"]


def test_a_page_of_the_documentation_is_printed_as_it_is_into_a_pipe() -> None:
    pages = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent.parent / "docs").glob("*.md")}
    listed, shown = run("docs"), run("docs", "time")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [line.split()[0] for line in listed.stdout.splitlines() if not line.startswith(" ")] == sorted(pages)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, pages["time"], "")


def test_a_page_that_is_not_there_is_wrong_usage() -> None:
    done = run("docs", "timline")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "assistant: There is no page 'timline'. Did you mean 'timeline'? The pages are articles,"
    )


def test_output_into_a_closed_pipe_is_no_error(sample_library: Path) -> None:
    command = f"{' '.join(ASSISTANT)} articles --library {sample_library} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
