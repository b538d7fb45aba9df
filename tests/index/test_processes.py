import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import ExitCode, LibraryLocked
from assistant.index.lock import writer_lock
from small_library import Made

VERSIONS = ("ebb", "flood")
ARTICLES = 12
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
    program = f"import sys; sys.path.insert(0, {str(here)!r})\n{WRITER}"
    command = [sys.executable, "-c", program, str(here.parent), str(made.root), str(turns)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_second_index_is_told_of_the_first_and_questions_go_on(made):
    with writer_lock(made.folder):
        with pytest.raises(LibraryLocked) as error:
            made.index()
        assert len(made.found("ebb")) == 10
        command = [sys.executable, "-m", "assistant", "--library", str(made.root), "index", str(made.articles)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    message = (
        f"Another process is indexing into the library in {str(made.root)!r}."
        " Wait until it has finished; questions can be asked meanwhile."
    )
    assert str(error.value) == message
    assert (told.returncode, told.stdout, told.stderr) == (ExitCode.LIBRARY, "", f"assistant: {message}\n")
    assert made.index().unchanged == ARTICLES


def test_the_lock_of_a_killed_process_holds_nobody_up(made):
    program = (
        "import sys; from pathlib import Path; from assistant.index.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(made.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LibraryLocked):
            made.index()
        process.kill()
    assert made.index().unchanged == ARTICLES


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
