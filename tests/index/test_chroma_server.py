import json
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import AssistantError, LibraryError, UsageError
from assistant.index.finding.chroma_server import ServerCollections
from assistant.index.finding.generations import needs_publishing
from assistant.index.finding.server import ChromaServer, mark_of
from servers import (
    answering,
    chroma_process,
    chroma_run,
    collections,
    dripping,
    drop_collection,
    guarded,
    listening,
    make_collection,
    silent,
)
from small_library import Made, counts

KEY = "key-not-to-be-shown"
NO_INDEX = " Every vector is compared meanwhile; run `assistant index` again."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_run(tmp_path_factory.mktemp("chroma")) as address:
        yield address


@pytest.fixture
def server(address: str, tmp_path: Path) -> ChromaServer:
    """A server without collections."""
    for name in collections(address):
        drop_collection(address, name)
    return ChromaServer(address, tmp_path / "state")


@pytest.fixture
def made(tmp_path: Path, server: ChromaServer) -> Made:
    """A library of 60 chunks that is published on the server."""
    made = Made(tmp_path / "library")
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row {n} is of year {n * 31}."} for n in range(60)])
    made.index(tail_chunks=0, server=server)
    return made


def nearest(made: Made, text: str, server: ChromaServer | None) -> tuple[list[int], list[str]]:
    with made.opened(server=server) as (library, warnings):
        found = library.nearest(made.embedder.embed([text])[0], 5)
        return [number for number, _ in found], warnings


def places(made: Made) -> list[str]:
    return [row[0] for row in made.rows("SELECT place FROM generations ORDER BY id")]


def names(made: Made) -> set[str]:
    return {place.partition("#")[2] for place in places(made)}


def remarks(made: Made, **plan: object) -> list[tuple[str, str]]:
    return [(each.path, each.reason) for each in made.index(**plan).remarks]


ROW = "Row 7\nRow 7 is of year 217."
COMET = "A comet passed over the observatory."


def test_a_library_is_searched_on_the_server_that_the_settings_name(made, server, address):
    assert places(made)[0].startswith(f"{address}#assistant-")
    assert not (made.folder / "vectors").exists()
    found, warnings = nearest(made, ROW, server)
    assert (found[0], len(found), warnings) == (8, 5, [])
    with closing(ServerCollections(server)) as there:
        collection = there.find(names(made).pop())
        assert collection is not None
        assert collection.count() == 60
        assert [number for number, _ in collection.search(made.embedder.embed([ROW])[0], 5)] == found


def test_new_articles_are_found_beside_what_is_published_and_then_in_the_same_collection(made, server, address):
    made.write({"new.txt": f"title: New\n\n{COMET}"})
    assert counts(made.index(server=server)) == (1, 0, 0, 60, 0)
    assert len(places(made)) == 1
    assert nearest(made, COMET, server)[0][0] == 61
    # A reader whose catalogue is older than the collection knows of no chunk that is only there.
    copy = Made(made.root.parent / "copy")
    made.rows(f"VACUUM INTO '{copy.root / 'catalogue.db'}'")
    copy.folder.mkdir()
    (copy.root / "catalogue.db").rename(copy.folder / "catalogue.db")
    made.index(server=server, tail_chunks=0)
    assert (len(places(made)), len(names(made)), made.embedder.texts) == (2, 1, [])
    assert (nearest(made, COMET, server)[0][0], set(collections(address))) == (61, names(made))
    assert nearest(copy, COMET, server) == nearest(made, COMET, server)


def test_a_collection_is_begun_anew_when_many_chunks_are_gone_and_the_last_but_one_stays(made, server, address):
    (first,) = names(made)
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row {n} is of year {n * 31}."} for n in range(30)])
    made.index(server=server, tail_chunks=0)
    assert (len(names(made)), set(collections(address))) == (2, names(made))
    found, warnings = nearest(made, ROW, server)
    assert (found[0], warnings) == (8, [])
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row {n} is of year {n * 31}."} for n in range(15)])
    made.index(server=server, tail_chunks=0)
    assert first not in collections(address)
    assert set(collections(address)) == names(made)


def test_a_library_that_lost_all_its_articles_leaves_nothing_on_the_server(made, server, address):
    (made.articles / "rows.jsonl").unlink()
    assert made.index(server=server).removed == 60
    assert (places(made), collections(address)) == ([], {})
    assert nearest(made, ROW, server) == ([], [])


def test_what_a_killed_run_had_begun_is_removed_by_the_next(made, server, address):
    begun = "assistant-0000"
    make_collection(address, begun, assistant_mark=mark_of(begun, made.folder, server))
    unsealed = "DELETE FROM checksums WHERE kind = 'table'"  # as the first write of a run leaves it
    made.change(unsealed, f"INSERT INTO facts VALUES ('begun_on_server', '{server.place(begun)}')")
    assert remarks(made, server=server) == []
    assert set(collections(address)) == names(made)
    # One that was killed while it added to the collection: nobody knows what it holds, so another is made.
    with closing(ServerCollections(server)) as there:
        collection = there.find(names(made).pop())
        assert collection is not None
        collection.add([61], np.ones((1, made.embedder.dimension), dtype=np.float32))
    made.index(server=server)
    assert len(names(made)) == 2


def test_a_strangers_catalogue_deletes_and_changes_no_collection_but_its_own(made, server, address, tmp_path):
    make_collection(address, "precious")
    make_collection(address, "marked", assistant_mark=mark_of("marked", tmp_path / "elsewhere", server))
    before = collections(address)
    row = "INSERT INTO generations (place, last_chunk, count, files) VALUES ('{}', 60, 0, '')"
    strange = [server.place("precious"), server.place("marked"), "http://198.51.100.7#far"]
    made.change("DELETE FROM generations", *(row.format(each) for each in [*strange, *strange, *strange]))
    made.write({"new.txt": f"title: New\n\n{COMET}"})
    left = dict(remarks(made, server=server, tail_chunks=0))
    assert {name: collections(address)[name] for name in before} == before
    assert left == {
        server.place("precious"): "is left on the Chroma server: it does not carry the mark of this library",
        server.place("marked"): "is left on the Chroma server: it does not carry the mark of this library",
        "http://198.51.100.7#far": "is left on that Chroma server, which the settings no longer name",
    }
    found, warnings = nearest(made, COMET, server)
    assert (found[0], warnings) == (61, [])
    # A collection that is published, but was made by somebody else, is read and never added to.
    place = places(made)[-1]
    drop_collection(address, place.partition("#")[2])
    make_collection(address, place.partition("#")[2])
    made.change("UPDATE generations SET count = 0")
    made.write({"newer.txt": "title: Newer\n\nA kite rose."})
    made.index(server=server, tail_chunks=0)
    assert places(made)[-1] != place


def test_a_catalogue_names_no_server_that_is_then_reached(made):
    with listening(silent) as (elsewhere, got):
        made.change(f"UPDATE generations SET place = '{elsewhere}#assistant-1'")
        found, warnings = nearest(made, ROW, None)
        assert (found[0], warnings) == (
            8,
            [
                f"The library's vectors are on a Chroma server ('{elsewhere}') that your settings do not name."
                " Every vector is compared instead. Set chroma_url to search there."
            ],
        )
        made.index()
        assert got == []


def test_the_secret_behind_the_mark_is_the_readers_alone(made, server):
    (file,) = server.marks.iterdir()
    assert (file.stat().st_mode & 0o777, server.marks.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not [row for row in made.rows("SELECT value FROM facts") if file.read_bytes().hex() in row[0]]
    name = names(made).pop()
    assert mark_of(name, made.folder, server) == mark_of(name, made.folder, server)
    assert mark_of(name, made.folder, server) != mark_of(name, made.root, server)
    file.write_bytes(b"")
    with pytest.raises(LibraryError, match=r"is damaged\. Delete that file; collections made with it stay"):
        mark_of(name, made.folder, server)


def test_a_server_that_cannot_be_reached_is_said_and_the_library_answers(tmp_path):
    made, server = Made(tmp_path), ChromaServer("http://127.0.0.1:9", tmp_path / "state")
    made.write({"tide.txt": "The tide rose."})
    with pytest.raises(AssistantError) as error:
        made.index(tail_chunks=0, server=server)
    assert str(error.value) == (
        "The vector index could not be built: The Chroma server at 'http://127.0.0.1:9' cannot be reached: Connection"
        f" refused.{NO_INDEX}"
    )
    assert nearest(made, "tide", server) == ([1], [])


FAULTS = [
    (silent, "The Chroma server at 'URL' did not answer within 0.5 s.", "Look at the server, or raise chroma_timeout"),
    (
        dripping,
        "The Chroma server at 'URL' did not answer within 0.5 s.",
        "Look at the server, or raise chroma_timeout",
    ),
    (answering("200 OK", "<html>"), "'URL' does not answer as a Chroma server does.", "Look at chroma_url: does it"),
    (answering("200 OK", "[]"), "'URL' does not answer as a Chroma server does.", "Look at chroma_url: does it"),
    (answering("200 OK", "[" * 100_000), "'URL' does not answer as a Chroma server does.", "Look at chroma_url: does"),
    (answering("401 No", ""), "The Chroma server at 'URL' refuses the key (401).", "Look at the variable CHROMA_API_K"),
    (
        answering("500 No", json.dumps({"message": f"\x1b[31mbad {KEY}\n."})),
        "The Chroma server at 'URL' answered 500: [31mbad ….",
        "Look at the server, and at chroma_url.",
    ),
    (answering("302 Found", ""), "The Chroma server at 'URL' answered 302: Found.", "Look at the server, and at"),
    (
        lambda connection: connection.sendall(b"SSH-2.0\r\n\r\n"),
        "The Chroma server at 'URL' cannot be reached: SSH-2.0.",
        "Start it with `chroma run`, or unset chroma_url.",
    ),
]


@pytest.mark.parametrize(("talk", "message", "hint"), FAULTS)
def test_a_server_that_hangs_or_is_another_is_said_in_a_line_and_every_vector_is_compared(made, talk, message, hint):
    with listening(talk) as (elsewhere, _):
        server = ChromaServer(elsewhere, made.root / "state", key=KEY, timeout_seconds=0.5)
        said = message.replace("URL", elsewhere)
        found, warnings = nearest(made, ROW, server)
        assert (found[0], len(found), len(warnings)) == (8, 5, 1)
        assert warnings[0].startswith(f"{said} Every vector is compared instead. {hint}")
        made.change(f"UPDATE generations SET place = '{server.place('x')}'")
        with pytest.raises(AssistantError) as error:
            made.index(server=server)
        assert str(error.value) == f"The vector index could not be built: {said}{NO_INDEX}"


def test_a_server_that_stops_answering_while_it_is_searched_costs_one_wait(made, tmp_path):
    with chroma_process(tmp_path / "chroma") as (address, process):
        server = ChromaServer(address, tmp_path / "state")
        made.index(server=server)
        stalling = replace(server, timeout_seconds=1.0)
        with made.opened(server=stalling) as (library, warnings):
            vector = made.embedder.embed([ROW])[0]
            expected = [number for number, _ in library.nearest(vector, 5)]
            process.send_signal(signal.SIGSTOP)
            try:
                began = time.monotonic()
                for _ in range(20):
                    assert [number for number, _ in library.nearest(vector, 5)] == expected
                assert time.monotonic() - began < 15.0
            finally:
                process.send_signal(signal.SIGCONT)
    (warning,) = warnings
    assert warning.startswith(f"The Chroma server at '{address}' did not answer within 1 s. Every vector is compared")


def test_a_key_and_an_authority_of_ones_own_are_what_a_proxy_asks_for(made, server, address, tmp_path):
    with guarded(address, KEY, tmp_path) as (front, authority):
        through = ChromaServer(front, server.marks, key=KEY, ca_file=authority)
        assert nearest(made, ROW, through) == nearest(made, ROW, server)
        made.write({"new.txt": f"title: New\n\n{COMET}"})
        made.index(server=through, tail_chunks=0)
        assert nearest(made, COMET, through)[0][0] == 61
        assert places(made)[-1].startswith(f"{front}#")
        refused = [
            (ChromaServer(front, server.marks, ca_file=authority), "asks for a key (401). Every"),
            (ChromaServer(front, server.marks, key="another", ca_file=authority), "refuses the key (401). Every"),
            (ChromaServer(front, server.marks, key=KEY), "cannot be reached: its certificate is not accepted, self"),
        ]
        for each, said in refused:
            found, (warning,) = nearest(made, ROW, each)
            assert found[0] == 8
            assert warning.startswith(f"The Chroma server at '{front}' {said}")
        with pytest.raises(UsageError, match=r"chroma_ca_file = .* cannot be read as certificates: No such file"):
            nearest(made, ROW, ChromaServer(front, server.marks, ca_file=tmp_path / "none.pem"))


def test_a_key_is_never_shown():
    assert KEY not in repr(ChromaServer("http://localhost:8000", Path(), key=KEY))


@pytest.mark.parametrize(
    "url", ["1001", "localhost:8000", "ftp://x", "http://", "http://a:b", "http://u:p@x", "http://x/?q"]
)
def test_an_address_that_is_none_is_said(url):
    with pytest.raises(
        UsageError, match=r"is no address of a server\. Write it like http://localhost:8000; a key goes"
    ):
        ServerCollections(ChromaServer(url, Path()))


def test_a_lost_collection_is_answered_without_after_one_warning_and_a_library_moves_back_to_its_folder(
    made, server, address
):
    (there,) = names(made)
    drop_collection(address, there)
    found, warnings = nearest(made, ROW, server)
    assert (found[0], warnings) == (
        8,
        [
            f"The Chroma server at '{address}' does not have this library's collection, '{there}'."
            " Every vector is compared instead; run `assistant index` to mend it."
        ],
    )
    with made.opened() as (library, _):
        for each in (server, None):
            assert needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=each)
    made.index(server=server)
    assert len(names(made)) == 2
    # Without the server's address in the settings nothing is deleted there.
    lost, last = places(made)
    said = "is left on that Chroma server, which the settings no longer name"
    assert remarks(made) == [(lost, said), (last, said)]
    assert set(collections(address)) == {last.partition("#")[2]}
    assert [place[:8] for place in places(made)] == ["vectors/"]
    assert nearest(made, ROW, None) == (found, [])
    with made.opened() as (library, _):
        assert not needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=None)
        assert needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=server)
