"""`assistant status` and `assistant index --dry-run` on the command line."""

import json
import re
from pathlib import Path

import pytest

from assistant.errors import ExitCode
from command_line import run

FILES = {
    "tide.txt": "title: The tide\nsource: Sea\ndate: 2024-08-01\n\nThe tide rose.\n",
    "moon.txt": "title: The moon\nsource: Sky\ndate: 2024-08-03\n\nThe moon rose.\n",
    "wind.txt": "title: The wind\nsource: Sky\n\nThe wind blew.\n",
    "empty.txt": "",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for name, text in FILES.items():
        (tmp_path / "corpus" / name).write_text(text)
    return tmp_path


def without_what_varies(text: str, library: Path) -> str:
    named = re.sub(r"\Alibrary {5}.*\n(?: {12}.*\n)*", "library     LIBRARY\n", text)  # a long path is cut into lines
    stamped = re.sub(r"\d+ \w+ \d{4} at \d\d:\d\d UTC", "THEN", named.replace(str(library), "LIBRARY"))
    return re.sub(r"[0-9a-f]{12}", "ID", re.sub(r"\d+\.\d kB", "SIZE", stamped))


def test_it_says_how_the_library_stands(library: Path) -> None:
    run("index", cwd=library)
    run("remove", "The moon", "--yes", cwd=library)
    done = run("status", cwd=library)
    assert done.returncode == 0
    assert without_what_varies(done.stdout, library).partition("indexed ")[0] == (
        "library     LIBRARY\n"
        "articles    2 from 2 sources, 1 August 2024, 1 undated, 1 withdrawn\n"
        "sources     Sea and Sky\n"
        "chunks      2, their vectors made by all-MiniLM-L6-v2 int8 ID\n"
        "searched    every vector is compared\n"
        "on disk     SIZE\n"
    )
    assert without_what_varies(done.stdout, library).endswith(
        "kept        0 answers, 0 dates set by hand\n"
        "answers     in the articles' own words: no model is set\n"
        "Could not be read (1):\n"
        "  corpus/empty.txt: holds no text (since THEN)\n"
        "Removed by hand (1):\n"
        "  ID The moon, corpus/moon.txt (THEN)\n"
    )
    told = json.loads(run("status", "--json", cwd=library).stdout)
    assert (told["paths"], told["pack_bytes"] > 0) == (["corpus"], True)
    assert (told["articles"], told["first"], told["undated"], told["published"]) == (2, "2024-08-01", 1, 0)
    assert [each["path"] for each in told["failures"]] == ["corpus/empty.txt"]
    assert told["unfinished"] == []


def test_it_says_what_is_published_and_what_is_unfinished(library: Path) -> None:
    run("index", cwd=library, ASSISTANT_TAIL_CHUNKS="0")
    assert "searched    3 vectors by Chroma (vectors/000001)\n" in run("status", cwd=library).stdout
    told = json.loads(run("status", "--json", cwd=library, ASSISTANT_CHUNK_WORDS="50").stdout)
    assert told["unfinished"] == ["all vectors are made anew: the settings name another embedder or length of chunk"]
    assert told["vectors_bytes"] > 0


def test_it_says_who_answers_and_which_settings_are_in_force(library: Path) -> None:
    run("index", cwd=library)
    (library / "assistant.toml").write_text("passages = 12\n")
    said = run("status", cwd=library, ASSISTANT_MODEL="small", OPENAI_API_KEY="sk-secret").stdout
    assert said.partition("answers ")[2].partition("Could")[0] == (
        "    by small\n"
        'settings    model = "small" (ASSISTANT_MODEL)\n'
        "            api_key = (hidden) (OPENAI_API_KEY)\n"
        "            passages = 12 (assistant.toml)\n"
    )
    told = json.loads(run("status", "--json", cwd=library, ASSISTANT_MODEL="small").stdout)
    assert told["chat_model"] == "small"
    assert [each["name"] for each in told["settings"]] == ["model", "passages"]


def test_without_a_library_there_is_no_status(library: Path) -> None:
    assert run("status", cwd=library).returncode == ExitCode.LIBRARY


def test_a_dry_run_lists_what_would_change_and_writes_nothing(library: Path) -> None:
    done = run("index", "--dry-run", cwd=library)
    assert (done.returncode, done.stderr) == (ExitCode.PARTIAL, "")
    assert done.stdout == (
        "Nothing was written. 3 would be added, 0 changed, 0 removed, 0 renamed, 0\n"
        "unchanged, 1 skipped.\n"
        "added corpus/moon.txt: The moon\n"
        "added corpus/tide.txt: The tide\n"
        "added corpus/wind.txt: The wind\n"
        "skipped corpus/empty.txt: holds no text\n"
    )
    assert not (library / ".assistant").exists()
    told = json.loads(run("index", "--dry-run", "--json", cwd=library).stdout)
    assert (told["added"], told["dry_run"], told["made_anew"]) == (3, True, 0)
    assert told["changes"][0] == {"kind": "added", "path": "corpus/moon.txt", "title": "The moon", "was": ""}


def test_what_failed_before_is_one_line(library: Path) -> None:
    assert "corpus/empty.txt: holds no text\n" in run("index", cwd=library).stdout
    assert run("index", cwd=library).stdout.endswith(
        "1 of the skipped could not be read before either: see `assistant status`.\n"
    )


def test_quoted_patterns_are_expanded(library: Path) -> None:
    assert run("index", "corpus/[tm]*.txt", cwd=library).stdout.startswith("2 added")
    (library / "assistant.toml").write_text('articles = ["corpus/**/w*.txt"]\n')
    assert run("index", cwd=library).stdout.startswith("1 added, 0 changed, 0 removed, 0 unchanged")
