"""The record of what was asked: listed, shown, searched, exported, asked again and erased."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.settings import Settings, state_folder
from assistant.wiring.library import chat_history_file
from command_line import run
from terminal.typist import at_terminal

BRIDGE = "title: The bridge\nsource: The Post\ndate: 2024-08-01\n\nThe bridge opens on Monday. The ferry stops then.\n"
TIDE = "title: The tide\nsource: Sea\ndate: 2024-08-02\n\nThe tide rose to four metres in the harbour of Fell.\n"
WHEN = "When does the bridge open?"
COMMAND = [sys.executable, "-m", "assistant"]
HIGH = "How high did the tide rise?"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bridge.txt").write_text(BRIDGE)
    (tmp_path / "corpus" / "tide.txt").write_text(TIDE)
    assert run("index", "-q", cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.fixture
def asked(library: Path) -> Path:
    """A library with a record: a question, a chat of two, a timeline, at known moments."""
    assert run("ask", WHEN, "--as-of", "2024-08-05", "--source", "Post", cwd=library).returncode == 0
    run("chat", "--as-of", "2024-08-05", stdin=f"{HIGH}\n{WHEN}\n", cwd=library)
    run("timeline", "bridge", "--as-of", "2024-08-05", "--source", "Post", cwd=library)
    with closing(sqlite3.connect(library / ".assistant" / "catalogue.db")) as connection:
        connection.execute("UPDATE answers SET asked_at = '2026-01-0' || id || 'T10:00:00+00:00'")
        connection.execute("DELETE FROM checksums WHERE kind = 'answers'")  # or they would be taken for damaged
        connection.commit()
    return library


def test_past_questions_are_listed_newest_first_with_what_gave_the_answer_and_how_it_ended(asked: Path) -> None:
    done = run("history", cwd=asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "4  2026-01-04 10:00  bridge (timeline, not in the articles)\n"
        "3  2026-01-03 10:00  When does the bridge open? (chat, answered)\n"
        "2  2026-01-02 10:00  How high did the tide rise? (chat, answered)\n"
        "1  2026-01-01 10:00  When does the bridge open? (ask, answered)\n"
        "\n"
        "4 answers.\n"
    )
    assert run("history", "--limit", "1", cwd=asked).stdout.endswith("\n1 of 4 answers (--limit).\n")


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["tides"], [2]),
        (["harbour", "metres"], [2]),
        (["list", "ferry"], [3, 1]),
        (['"four metres"'], [2]),
        (["bridge", "--since", "2026-01-02", "--until", "2026-01-03"], [3]),
        (["--limit", "2"], [4, 3]),
        (["nothing of this"], []),
    ],
)
def test_they_are_found_by_their_words_and_days(asked: Path, options: list[str], numbers: list[int]) -> None:
    done = run("history", *options, "--json", cwd=asked)
    assert done.returncode == (0 if numbers else 3)
    assert [each["id"] for each in json.loads(done.stdout)["answers"]] == numbers


def test_who_looks_for_a_number_is_told_how_the_answer_of_that_number_is_shown(asked: Path) -> None:
    assert run("history", "2", cwd=asked).stderr == "`assistant history show 2` shows answer 2.\n"


def test_the_passage_with_the_words_is_shown(asked: Path) -> None:
    assert run("history", "harbour", cwd=asked).stdout == (
        "2  2026-01-02 10:00  How high did the tide rise? (chat, answered)\n"
        "   The tide rose to four metres in the ▶harbour◀ of Fell.\n"
        "\n"
        "1 answer.\n"
    )


def test_a_script_gets_how_each_was_asked(asked: Path) -> None:
    listed = json.loads(run("history", "-n", "2", "--json", cwd=asked).stdout)
    assert (listed["status"], listed["total"]) == ("answered", 4)
    assert listed["answers"][1] == {
        "id": 3,
        "asked_at": "2026-01-03T10:00:00+00:00",
        "question": WHEN,
        "command": "chat",
        "session": 2,
        "as_of": "2024-08-05",
        "filters": {"since": None, "until": None, "sources": [], "articles": []},
        "model": None,
        "answer_status": "answered",
    }


def test_an_answer_is_shown_as_it_was_given(asked: Path) -> None:
    given = run("ask", WHEN, "--as-of", "2024-08-05", "--source", "Post", "--no-record", cwd=asked).stdout
    done = run("history", "show", "1", cwd=asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Answer 1, given by `assistant ask` on 1 January 2026 at 10:00 UTC\n"
        f"{WHEN}\n"
        "Within: as of 2024-08-05, source The Post\n"
        "\n" + given
    )
    for place in (["--library", str(asked)], ["-L", str(asked)], [f"--library={asked}"]):
        assert run("history", *place, "show", "1").stdout == done.stdout
    full = run("history", "show", "1", "--full", cwd=asked).stdout
    assert full.endswith(run("ask", WHEN, "--full", "--as-of", "2024-08-05", "--source", "Post", cwd=asked).stdout)


def test_a_timeline_a_summary_and_a_checked_draft_are_shown_as_such(asked: Path) -> None:
    for command, typed in (("timeline", ["bridge"]), ("summarize", ["--since", "2024-08-01"]), ("check", ["-"])):
        given = run(command, *typed, "--as-of", "2024-08-05", stdin="The bridge opens on Monday.", cwd=asked).stdout
        last = json.loads(run("history", "-n", "1", "--json", cwd=asked).stdout)["answers"][0]
        assert last["command"] == command
        assert run("history", "show", str(last["id"]), cwd=asked).stdout.endswith(f"\n\n{given}")


def test_an_answer_of_a_chat_names_the_others_and_how_to_go_on(asked: Path) -> None:
    assert run("history", "show", "3", cwd=asked).stdout.endswith(
        "\n\nOf a chat with the answers 2 and 3; `assistant chat --resume 3` goes on with it.\n"
    )


def test_a_script_gets_the_whole_answer(asked: Path) -> None:
    shown = json.loads(run("history", "show", "1", "--json", cwd=asked).stdout)
    options = ["--as-of", "2024-08-05", "--source", "Post", "--json", "--no-record"]
    given = json.loads(run("ask", WHEN, *options, cwd=asked).stdout)
    whole, how = shown["answer"], shown["answer"].pop("asked")
    assert {**whole, "seconds": {}} == {**given, "seconds": {}}
    assert (shown["id"], shown["command"], shown["session"], how["standalone"]) == (1, "ask", None, WHEN)
    assert how["found"] == [{"path": "corpus/bridge.txt", "start": 0, "end": 49}]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["history", "show", "9"], 2, "No answer is kept under the number 9. `assistant history` lists them."),
        (["recheck", "9"], 2, "No answer is kept under the number 9. `assistant history` lists them."),
        (["ask", "--again", "9"], 2, "No answer is kept under the number 9. `assistant history` lists them."),
        (["history", "forget", "9", "-y"], 2, "No answer is kept under the number 9. `assistant history` lists them."),
        (["history", "…"], 2, "'…' has no word to look for. `assistant history` alone lists everything."),
        (["history", "forget"], 2, "Give numbers, --before or --all, and one of them. See `assistant history --help`."),
        (["history", "forget", "1", "--all"], 2,
         "Give numbers, --before or --all, and one of them. See `assistant history --help`."),
        (["history", "forget", "1"], 2, "Nobody can be asked here: Erase 1 answer from the record? Give --yes."),
        (["recheck", "1", "--since", "2024"], 2, "--since chooses among all answers. Give a number, or --since."),
        (["ask", "--again", "1", "Who?"], 2,
         "--again asks a past question within its own filters. Give it without others."),
        (["ask", "--again", "1", "--since", "2024"], 2,
         "--again asks a past question within its own filters. Give it without others."),
        (["ask", "--again", "4"], 2, "Answer 4 was given by `assistant timeline`, and asked no question. Run"
         " `assistant timeline` again, or `assistant history show 4` to see it."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_the_next_step(
    asked: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run(*arguments, cwd=asked)
    assert (done.returncode, done.stdout, " ".join(done.stderr.split())) == (code, "", f"assistant: {said}")


def test_a_damaged_answer_is_listed_and_said_to_be_unreadable(asked: Path) -> None:
    with closing(sqlite3.connect(asked / ".assistant" / "catalogue.db")) as connection:
        connection.execute("UPDATE answers SET answer = '{}' WHERE id = 4")
        connection.commit()
    assert "4  2026-01-04 10:00  bridge (cannot be read)\n" in run("history", cwd=asked).stdout
    done = run("history", "show", "4", cwd=asked)
    assert (done.returncode, " ".join(done.stderr.split())) == (
        6,
        "assistant: The answer kept under the number 4 cannot be read. `assistant doctor` says whether the library is"
        " damaged.",
    )


def test_the_export_holds_all_that_is_kept_a_line_an_answer(asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    done = run("history", "export", str(file), cwd=asked)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"4 answers written to {str(file)!r}.\n")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    with closing(sqlite3.connect(asked / ".assistant" / "catalogue.db")) as connection:
        rows = connection.execute("SELECT id, asked_at, question, answer FROM answers ORDER BY id").fetchall()
    assert [(each["id"], each["asked_at"], each["question"], each["answer"]) for each in lines] == [
        (*row[:3], json.loads(row[3])) for row in rows
    ]
    assert run("history", "export", cwd=asked).stdout == file.read_text(encoding="utf-8")
    refused = run("history", "export", str(file), cwd=asked)
    assert (refused.returncode, refused.stdout) == (2, "")


@pytest.mark.parametrize(
    ("options", "left"),
    [(["2"], [4, 3, 1]), (["2", "1", "2"], [4, 3]), (["--before", "2026-01-03"], [4, 3]), (["--all"], [])],
)
def test_what_is_forgotten_is_gone_from_the_file(asked: Path, options: list[str], left: list[int]) -> None:
    assert run("history", "harbour", cwd=asked).returncode == 0
    run("remove", "The tide", "--erase", "--yes", cwd=asked)  # what remains of it is in the answers alone
    assert b"harbour" in written(asked)
    done = run("history", "forget", *options, "--yes", cwd=asked)
    many = 4 - len(left)
    assert (done.returncode, done.stdout, done.stderr) == (
        0, f"{many} answer{'s' if many > 1 else ''} erased.\n", "")  # fmt: skip
    listed = json.loads(run("history", "--json", cwd=asked).stdout)["answers"]
    assert [each["id"] for each in listed] == left
    assert b"harbour" not in written(asked)
    assert run("index", cwd=asked).returncode == 0
    assert run("doctor", cwd=asked).returncode == 0


def written(library: Path) -> bytes:
    return b"".join(file.read_bytes() for file in (library / ".assistant").glob("catalogue.db*"))


@pytest.mark.parametrize(("answer", "left"), [("y", 3), ("n", 4)])
def test_a_reader_is_asked_before_anything_is_erased(asked: Path, answer: str, left: int) -> None:
    with at_terminal([*COMMAND, "history", "forget", "2", "--library", str(asked)]) as typist:
        typist.waits_for("Erase 1 answer from the record?")
        typist.types(f"{answer}\n")
        typist.waits_for("Nothing was erased." if answer == "n" else "1 answer erased.")
    assert json.loads(run("history", "--json", cwd=asked).stdout)["total"] == left


def test_a_question_asked_again_of_the_same_articles_has_nothing_new(asked: Path) -> None:
    done = run("ask", "--again", "1", cwd=asked)
    assert (done.returncode, done.stderr) == (0, "")
    given = run("history", "show", "1", cwd=asked).stdout.partition("\n\n")[2]
    assert done.stdout == (
        given + "\nSince answer 1 of 1 January 2026 at 10:00 UTC\n"
        "Nothing changed: the same 2 statements, by the same sources.\n"
    )
    (newest,) = json.loads(run("history", "-n", "1", "--json", cwd=asked).stdout)["answers"]
    assert (newest["question"], newest["as_of"], newest["filters"]["sources"]) == (WHEN, "2024-08-05", ["The Post"])


def test_what_is_answered_otherwise_when_it_is_asked_again_is_said(asked: Path) -> None:
    (asked / "corpus" / "bridge.txt").write_text(BRIDGE.replace("on Monday", "on Friday"))
    later = "title: Later\nsource: The Post\ndate: 2024-08-03\n\nThe bridge opens to buses first, on a Sunday.\n"
    (asked / "corpus" / "later.txt").write_text(later)
    assert run("index", "-q", cwd=asked).returncode == 0
    again = json.loads(run("ask", "--again", "1", "--json", "--no-record", cwd=asked).stdout)["again"]
    assert (again["id"], again["status"], again["changed"]) == (1, "answered", True)
    assert [(each["was"], each["now"]) for each in again["reworded"]] == [
        ("The bridge opens on Monday.", "The bridge opens on Friday.")
    ]
    assert [each["title"] for each in again["sources_new"]] == ["Later"]
    said = run("ask", "--again", "1", "--no-record", cwd=asked).stdout
    assert "was     The bridge opens on ▶Monday◀.\nnow     The bridge opens on ▶Friday◀.\n" in said
    assert "source  “Later”, The Post, 3 August 2024\n" in said


def test_what_the_articles_did_not_say_and_do_now_is_said(library: Path) -> None:
    rain = "How much rain fell in Fell?"
    assert run("ask", rain, cwd=library).returncode == 3
    same = run("ask", "--again", "1", cwd=library)
    assert same.returncode == 3
    assert same.stdout.endswith("Nothing changed: the articles still do not say.\n")
    (library / "corpus" / "rain.txt").write_text("title: Rain\ndate: 2024-08-04\n\nIn Fell 30 mm of rain fell.\n")
    assert run("index", "-q", cwd=library).returncode == 0
    done = run("ask", "--again", "1", cwd=library)
    assert done.returncode == 0
    assert "status  the articles do not say\nnow     answered\nnew     In Fell 30 mm of rain fell. [1]\n" in done.stdout


def test_one_past_answer_is_checked_against_its_articles(asked: Path) -> None:
    (asked / "corpus" / "bridge.txt").write_text(BRIDGE.replace("on Monday", "on Friday"))
    assert run("index", "-q", cwd=asked).returncode == 0
    changed, untouched = (json.loads(run("recheck", number, "--json", cwd=asked).stdout) for number in ("1", "2"))
    assert (changed["checked"]["answers"], changed["checked"]["withdrawn"]) == (1, 1)
    assert (untouched["checked"]["answers"], untouched["checked"]["withdrawn"]) == (1, 0)


@pytest.mark.parametrize(
    ("command", "stdin"),
    [
        (["ask", WHEN], ""),
        (["chat"], f"{WHEN}\n"),
        (["timeline", "bridge"], ""),
        (["check", "-"], "The bridge opens on Monday."),
        (["summarize", "--topic", "bridge"], ""),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_with_no_record_nothing_is_kept_and_without_it_the_command_is(library, command, stdin) -> None:
    run(*command, "--no-record", stdin=stdin, cwd=library)
    assert json.loads(run("history", "--json", cwd=library).stdout)["total"] == 0
    run(*command, stdin=stdin, cwd=library)
    (kept,) = json.loads(run("history", "--json", cwd=library).stdout)["answers"]
    assert kept["command"] == command[0]


def test_the_file_of_the_record_is_its_owners_alone(asked: Path) -> None:
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (asked / ".assistant").glob("catalogue.db*")}
    assert set(modes.values()) == {"0o600"}


def test_the_help_of_the_record_names_its_commands(library: Path) -> None:
    said = run("history", "--help", cwd=library).stdout
    assert all(f"  {name} " in said for name in ("list", "show", "export", "forget"))
    assert "--since" in run("history", "list", "--help", cwd=library).stdout


def test_a_past_answer_is_handed_on_with_the_passages_of_the_text_that_it_quotes(asked: Path) -> None:
    given = run("ask", WHEN, "--as-of", "2024-08-05", "--source", "Post", "--markdown", "-", cwd=asked).stdout
    (asked / "corpus" / "bridge.txt").write_text(BRIDGE.replace("on Monday", "on Friday"))
    assert run("index", "-q", cwd=asked).returncode == 0
    assert run("history", "show", "1", "--markdown", "-", cwd=asked).stdout == given


def test_of_an_article_that_is_gone_for_good_the_quotations_are_handed_on(asked: Path) -> None:
    assert run("remove", "The bridge", "--erase", "--yes", cwd=asked).returncode == 0
    file = asked / "answer.html"
    assert run("history", "show", "1", "--html", str(file), cwd=asked).returncode == 0
    assert "The bridge opens on Monday." in file.read_text(encoding="utf-8")


def test_what_was_typed_in_the_chat_to_ask_what_is_forgotten_is_erased_with_it(asked: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    file = chat_history_file(Settings(), asked)
    assert file is not None
    lines = state / "assistant" / file.relative_to(state_folder())
    lines.parent.mkdir(parents=True)
    lines.write_text(f"\n# 2026-01-02 10:00:00\n+{HIGH}\n\n# 2026-01-02 10:01:00\n+{WHEN}\n")
    done = run("history", "forget", "2", "--yes", cwd=asked, XDG_STATE_HOME=str(state))
    assert done.stdout == "1 answer and 1 line typed in the chat erased.\n"
    assert lines.read_text() == f"\n# 2026-01-02 10:01:00\n+{WHEN}\n"
    told = json.loads(run("history", "forget", "--all", "--yes", "--json", cwd=asked, XDG_STATE_HOME=str(state)).stdout)
    assert (told["answers"], told["typed_lines"], lines.exists()) == (3, 1, False)


def test_a_question_to_a_source_of_which_no_article_is_left_is_not_asked_again(asked: Path) -> None:
    run("remove", "The bridge", "--yes", cwd=asked)
    done = run("ask", "--again", "1", cwd=asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert " ".join(done.stderr.split()).endswith("No article is from 'The Post'. The sources are: Sea.")
