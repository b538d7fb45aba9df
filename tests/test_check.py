"""`assistant check` as a reader and a script meet it, on the sample articles."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

from command_line import run
from model_server import Request, serving
from test_cli import AS_OF, grades

TRUE_DRAFT = """\
# The new mayor

Leena Ostrander of the opposition Civic List was elected mayor of Port Verrick on Sunday. The margin was 1,247 votes.
Turnout was 56.8 percent, the city's electoral office said.
"""
WRONG_DRAFT = f"{TRUE_DRAFT}\nThe city will build a metro line to the airport by 2033. Is that so?\n"


def bear_out_what_begins_alike(request: Request) -> str:
    """A judge to whom a statement is borne out by the sentence of an article that has its first four words."""
    material = re.split(r"^=== \w+ ===$", request["messages"][0]["content"], flags=re.MULTILINE)[1]
    lines = []
    for number, words in re.findall(r"^(\d+): (\w+(?: \S+){3})", material, re.MULTILINE):
        found = re.search(rf"^ +\[(\d+\.\d+)\] .*{re.escape(words)}", material, re.MULTILINE)
        lines.append(f"{number}: CONFIRMED [{found[1]}]" if found else f'{number}: NOT CONFIRMED - "{words}": no word')
    return "\n".join(lines)


def test_a_draft_that_a_judge_finds_in_the_articles_ends_with_code_0(sample_library: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(TRUE_DRAFT, encoding="utf-8")
    with serving([], judge=bear_out_what_begins_alike) as server:
        done = run(
            "check", "--library", str(sample_library), *AS_OF, "--model", "small", "draft.md", cwd=tmp_path,
            OPENAI_BASE_URL=server.base_url,
        )  # fmt: skip
    assert [request["model"] for request in server.requests] == ["small"]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\n\n3 sentences: 1 quoted, 2 confirmed; 1 not checked.\n")


def test_a_draft_with_a_sentence_that_a_judge_does_not_find_ends_with_code_4(sample_library: Path) -> None:
    with serving([], judge=bear_out_what_begins_alike) as server:
        done = run(
            "check", "--library", str(sample_library), *AS_OF, "--json", "-", stdin=WRONG_DRAFT,
            OPENAI_BASE_URL=server.base_url,
        )  # fmt: skip
    record = json.loads(done.stdout)
    assert (done.returncode, record["status"], record["left_out"]) == (4, "partial", {"not_checked": 2})
    assert grades(record) == ["confirmed", "quoted", "confirmed", "not_confirmed"]
    assert [WRONG_DRAFT[each["start"] : each["end"]] for each in record["statements"]] == [
        each["text"] for each in record["statements"]
    ]


def test_without_a_model_a_draft_is_not_judged_and_its_problems_are_words_that_differ(sample_library: Path) -> None:
    with serving([]) as server:
        done = run(
            "check", "--library", str(sample_library), *AS_OF, "--no-model", "--problems", "-", stdin=WRONG_DRAFT,
            OPENAI_BASE_URL=server.base_url,
        )  # fmt: skip
    assert (done.returncode, server.requests) == (4, [])
    assert done.stdout.startswith(
        "(standard input):6: not judged\n"
        "  The city will build a metro line to the airport by 2033.\n"
        "  Differs: the closest sentences do not have the number 2033.\n"
        "  Closest, which may not say it:\n"
    )
    assert done.stdout.endswith("4 sentences: 1 quoted, 3 not judged; 2 not checked.\n")


def test_a_checked_draft_is_kept_like_other_answers(sample_library: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_library, tmp_path, dirs_exist_ok=True)
    printed = run("check", "--library", str(tmp_path), *AS_OF, "--json", "-", stdin=TRUE_DRAFT).stdout
    with sqlite3.connect(tmp_path / ".assistant" / "catalogue.db") as catalogue:
        question, kept = catalogue.execute("SELECT question, answer FROM answers ORDER BY id DESC LIMIT 1").fetchone()
    asked = json.loads(kept).pop("asked")
    assert (question, asked["command"]) == ("(standard input)", "check")
    assert json.loads(kept) == {**json.loads(printed), "asked": asked}
