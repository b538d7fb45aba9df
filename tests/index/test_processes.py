import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import ExitCode, LibraryLocked
from assistant.index.holder import holder_in_words
from assistant.index.lock import writer_lock
from command_line import run
from small_library import Made

VERSIONS = ("ebb", "flood")
ARTICLES = 12
# What a process that a test starts runs is what the test itself runs.
IN_PLACE = f"import sys; sys.path.insert(0, {str(Path(__file__).parent.parent.parent)!r})\n"
# Writes all articles in one version, then in the other, over and over, each time in batches of a few.
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from small_library import Made
from test_processes import ARTICLES, VERSIONS, rows
made = Made(Path(sys.argv[2]))
for turn in range(int(sys.argv[3])):
    made.write_rows("rows.jsonl", rows(VERSIONS[turn % 2]))
    made.index(batch_characters=1_000)
    print(turn, flush=True)
"""


def rows(version: str) -> list[dict[str, str]]:
    sentence = f"The {version} is described in this sentence. "
    return [{"title": f"Article {number}", "text": sentence * (5 + number)} for number in range(ARTICLES)]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write_rows("rows.jsonl", rows(VERSIONS[0]))
    made.index()
    return made


@contextmanager
def writing(made: Made, turns: int) -> Iterator[subprocess.Popen[str]]:
    """A process that indexes over and over; its output says each turn."""
    here = Path(__file__).parent
    program = f"{IN_PLACE}sys.path.insert(0, {str(here)!r})\n{WRITER}"
    command = [sys.executable, "-c", program, str(here.parent), str(made.root), str(turns)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_second_index_is_told_of_the_first_and_questions_go_on(made):
    with writer_lock(made.folder, "assistant watch"):
        with pytest.raises(LibraryLocked) as error:
            made.index()
        assert len(made.found("ebb")) == 10
        told = run("--library", str(made.root), "index", str(made.articles))
    message = (
        f"Another process (pid {os.getpid()}, `assistant watch`, since TIME) is writing to the library in"
        f" {str(made.root)!r}. Wait until it has finished, by hand or with --wait; questions can be asked meanwhile."
    )
    assert re.sub(r"\d\d:\d\d", "TIME", str(error.value)) == message
    told.stderr = re.sub(r"\d\d:\d\d", "TIME", told.stderr)
    assert (told.returncode, told.stdout, told.stderr) == (ExitCode.LIBRARY, "", f"assistant: {message}\n")
    assert made.index().unchanged == ARTICLES


def test_the_lock_of_a_killed_process_holds_nobody_up(made):
    program = (
        "import sys; from pathlib import Path; from assistant.index.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1]), 'assistant index'):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", IN_PLACE + program, str(made.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LibraryLocked, match=rf"\(pid {process.pid}, `assistant index`, since "):
            made.index()
        process.kill()
    assert made.index().unchanged == ARTICLES
    assert (made.folder / "writer.lock").read_text() == ""


def test_a_second_index_that_is_to_wait_says_so_and_goes_on_when_the_first_has_ended(made):
    first = writer_lock(made.folder, "assistant index")
    first.__enter__()
    threading.Timer(1.0, first.__exit__, (None, None, None)).start()
    told = run("--library", str(made.root), "index", str(made.articles), "--wait", "60")
    said, *_ = told.stderr.splitlines()
    assert (told.returncode, f"{ARTICLES} changed" in told.stdout) == (ExitCode.ANSWERED, True)
    assert said.endswith(") is writing to the library; waiting up to 60 s.")
    with writer_lock(made.folder, "assistant index"):
        told = run("--library", str(made.root), "index", str(made.articles), "--wait", "0.3")
    assert (told.returncode, told.stdout) == (ExitCode.LIBRARY, "")
    assert "is writing to the library in" in told.stderr


NOTES = [
    ("", "Another process"),
    ("[1]", "Another process"),
    ("[" * 2_000, "Another process"),
    ('{"pid": 1e400, "host": "h", "command": "c", "since": 0}', "Another process"),
    (
        '{"pid": 7, "host": "\\u001b[31mfar", "command": "assistant\\u0007 index", "since": 0}',
        "Another process (pid 7 on [31mfar, `assistant index`, since 1970-01-01 00:00)",
    ),
]


@pytest.mark.parametrize(("note", "words"), NOTES)
def test_what_a_lock_says_of_its_holder_is_not_believed_to_be_ours(tmp_path, note, words):
    file = tmp_path / "writer.lock"
    file.write_text(note)
    assert holder_in_words(file) == words


def test_a_reader_beside_a_writer_sees_every_article_whole(made):
    seen = set()
    with writing(made, turns=8) as writer, made.opened() as (library, _):
        while writer.poll() is None:
            with library.at_one_moment():
                found = library.with_words(["described"], 1_000)
                chunks = library.chunks([number for number, _ in found])
                keys = {row.article for row in chunks.values()}
                articles, sentences = library.articles(keys), library.sentences(keys)
                assert len(articles) == ARTICLES
                for key, article in articles.items():
                    (version,) = {each.of(article.text).split()[1] for each in sentences[key]}
                    seen.add(version)
                    runs = sorted((row.chunk.first, row.chunk.last) for row in chunks.values() if row.article == key)
                    assert [number for run in runs for number in range(*run)] == list(range(len(sentences[key])))
        assert writer.returncode == 0
    assert seen == set(VERSIONS)
