import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.index.finding.chroma import ChromaVectors, drop_collection
from assistant.index.finding.generations import needs_publishing
from small_library import Made, counts

CHROMA = Path(sys.executable).parent / "chroma"
SECONDS_TO_START = 300.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server (`chroma run`, the compiled one) that keeps its data in a temporary folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            if not answers(address, process):
                pytest.skip("`chroma run` cannot be started here")
            yield address
        finally:
            process.kill()


def answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=60):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, server: str) -> Made:
    made = Made(tmp_path_factory.mktemp("library"))
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row {n} is of year {n * 31}."} for n in range(60)])
    made.index(tail_chunks=0, chroma_url=server)
    return made


def nearest(made: Made, text: str) -> tuple[list[int], list[str]]:
    with made.opened() as (library, warnings):
        found = library.nearest(made.embedder.embed([text])[0], 5)
        return [number for number, _ in found], warnings


def place(made: Made) -> str:
    return str(made.rows("SELECT place FROM generations ORDER BY id")[-1][0])


def collections(server: str) -> set[str]:
    address = f"{server}/api/v2/tenants/default_tenant/databases/default_database/collections"
    with urllib.request.urlopen(address, timeout=60) as reply:
        return {each["name"] for each in json.load(reply)}


def test_a_generation_on_a_server_is_searched_there(made, server):
    assert place(made).startswith(f"{server}#assistant-")
    assert not (made.folder / "vectors").exists()
    text = "Row 7\nRow 7 is of year 217."
    found, warnings = nearest(made, text)
    assert (found[0], len(found), warnings) == (8, 5, [])
    vectors = ChromaVectors(place(made))
    assert vectors.count() == 60
    assert [number for number, _ in vectors.search(made.embedder.embed([text])[0], 5)] == found
    vectors.close()


def test_new_articles_are_found_beside_the_servers_generation_and_then_in_the_next_one_there(made, server):
    first = place(made)
    made.write({"new.txt": "title: New\n\nA comet passed over the observatory."})
    assert counts(made.index(chroma_url=server)) == (1, 0, 0, 60, 0)
    assert place(made) == first
    assert nearest(made, "A comet passed over the observatory.")[0][0] == 61
    # What a killed build left is in nobody's way.
    second = first.rpartition("-")[0] + "-2"
    ChromaVectors(second, create=True).close()
    made.index(chroma_url=server, tail_chunks=0)
    assert (place(made), made.embedder.texts) == (second, [])
    found, warnings = nearest(made, "A comet passed over the observatory.")
    assert (found[0], warnings) == (61, [])
    # The last but one stays, for readers that began with it.
    assert collections(server) == {each.partition("#")[2] for each in (first, second)}


def test_a_server_that_cannot_be_reached_is_said_and_the_library_answers(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "The tide rose."})
    with pytest.raises(AssistantError) as error:
        made.index(tail_chunks=0, chroma_url="http://127.0.0.1:9")
    assert str(error.value).startswith(
        "The vector index could not be built: The Chroma server at 'http://127.0.0.1:9' cannot be reached: "
    )
    assert nearest(made, "tide") == ([1], [])


def test_a_lost_collection_is_answered_without_after_one_warning_and_a_library_moves_back_to_its_folder(made, server):
    there = place(made)
    drop_collection(there)
    text = "Row 7\nRow 7 is of year 217."
    found, warnings = nearest(made, text)
    assert (found[0], len(warnings)) == (8, 1)
    assert warnings[0].startswith(f"Chroma cannot open {there!r}: ")
    with made.opened() as (library, _):
        for address in (server, None):
            assert needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=address)
    made.index()
    assert place(made).startswith("vectors/")
    assert collections(server) == set()
    assert nearest(made, text) == (found, [])
    with made.opened() as (library, _):
        assert not needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=None)
        assert needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=server)
