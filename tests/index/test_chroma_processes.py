"""Several machines' worth of processes through one `chroma run`: they answer as an embedded library does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from assistant.index.finding.server import ChromaServer
from servers import chroma_run, collections
from small_library import Made

HERE = Path(__file__).parent
READERS = 4
QUESTIONS = 30
TURNS = 4
BEGIN = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from pathlib import Path
from assistant.index.finding.server import ChromaServer
from small_library import Made
from test_chroma_processes import QUESTIONS, TURNS, answers, rows
made, server = Made(Path(sys.argv[2])), ChromaServer(sys.argv[3], Path(sys.argv[4]))
"""
READER = BEGIN + "print(json.dumps(answers(made, server)))"
# Each turn adds articles, and the last takes most of them away, so that a collection is added to and begun anew.
WRITER = (
    BEGIN
    + """
for turn in range(TURNS):
    made.write_rows("rows.jsonl", rows(sys.argv[5], 60 * (turn + 1) if turn < TURNS - 1 else 40))
    made.index(server=server, tail_chunks=0)
"""
)
WORDS = "tide moon wind harbour lantern ferry bridge river market theatre".split()


def rows(subject: str, count: int) -> list[dict[str, str]]:
    return [
        {
            "title": f"{subject} {n}",
            "text": f"The {WORDS[n % 10]} of {subject} met the {WORDS[n // 10 % 10]} in year {n * 31}.",
        }
        for n in range(count)
    ]


def answers(made: Made, server: ChromaServer | None) -> list[list[Any]]:
    """The nearest chunks of many questions, with what was warned of."""
    with made.opened(server=server) as (library, warnings):
        vectors = made.embedder.embed([f"the {WORDS[n % 10]} in year {n * 217}" for n in range(QUESTIONS)])
        found = [library.nearest(vector, 10) for vector in vectors]
    return [[[number, round(cosine, 4)] for number, cosine in each] for each in found] + [warnings]


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    paths = json.dumps([str(HERE.parent.parent), str(HERE.parent), str(HERE)])
    command = [sys.executable, "-P", "-c", program, paths, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    return out


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_run(tmp_path_factory.mktemp("chroma")) as address:
        yield address


def embedded(made: Made, root: Path) -> Made:
    """The same articles in a library that is searched in its own folder."""
    own = Made(root)
    own.write({file.name: file.read_text() for file in made.articles.iterdir()})
    own.index(tail_chunks=0)
    return own


def by_title(made: Made, found: list[list[Any]]) -> list[Any]:
    """What was found, by what it is and not by its number, which depends on the library's past."""
    titles = dict(made.rows("SELECT chunks.id, title FROM chunks JOIN articles ON article = key"))
    return [sorted((-cosine, titles[number]) for number, cosine in each) for each in found[:-1]]


def test_many_readers_of_copied_catalogues_answer_through_one_server_as_an_embedded_library_does(address, tmp_path):
    made, state = Made(tmp_path / "made"), tmp_path / "state"
    made.write_rows("rows.jsonl", rows("Cresswold", 500))
    made.index(tail_chunks=0, server=ChromaServer(address, state))
    expected = answers(embedded(made, tmp_path / "embedded"), None)
    assert expected[-1] == []
    with ExitStack() as ends:
        readers = []
        for number in range(READERS):
            copy = Made(tmp_path / f"machine {number}")
            copy.folder.mkdir()
            made.rows(f"VACUUM INTO '{copy.folder / 'catalogue.db'}'")
            readers.append(ends.enter_context(start(READER, copy.root, address, tmp_path / f"state {number}")))
        other = ends.enter_context(start(WRITER, tmp_path / "other", address, state, "Eastmole"))
        told = [json.loads(finish(reader)) for reader in readers]
        finish(other)
    assert told == [expected] * READERS


def test_writers_of_two_libraries_on_one_server_do_not_disturb_each_other(address, tmp_path):
    before, names = set(collections(address)), ("Cresswold", "Eastmole", "Tamble")
    with ExitStack() as ends:
        writers = [
            ends.enter_context(start(WRITER, tmp_path / name, address, tmp_path / "state", name)) for name in names
        ]
        for writer in writers:
            finish(writer)
    server, used = ChromaServer(address, tmp_path / "state"), set()
    for name in names:
        made = Made(tmp_path / name)
        found = answers(made, server)
        own = embedded(made, tmp_path / f"{name} embedded")
        assert (found[-1], by_title(made, found)) == ([], by_title(own, answers(own, None)))
        used |= {row[0].partition("#")[2] for row in made.rows("SELECT place FROM generations")}
    assert set(collections(address)) - before == used
    assert len(used) == 2 * len(names)
