import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import AssistantError, ExitCode
from assistant.index.finding import generations
from assistant.index.lock import hold, release
from assistant.index.own_files import mark
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.schema import open_catalogue
from assistant.records.questions import NO_FILTERS
from small_library import UNPRIVILEGED, Made, counts

# Above Chroma's own threshold of 1,000, below which it writes no index file that could be damaged.
COUNT = 1_300
SUBJECTS = "tide moon wind harbour lantern ferry bridge river market theatre".split()
VERBS = "moves lifts warms covers follows".split()


def fact(number: int) -> dict[str, str]:
    subject, verb, other = SUBJECTS[number % 10], VERBS[number % 7 % 5], SUBJECTS[number // 10 % 10]
    return {"title": f"Fact {number}", "text": f"The {subject} {verb} the {other} in year {number} of {number * 7}."}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A library with one published generation; nobody changes it."""
    made = Made(tmp_path_factory.mktemp("first"))
    made.write_rows("facts.jsonl", map(fact, range(COUNT)))
    made.index(tail_chunks=0)
    return made


@pytest.fixture
def made(first: Made, tmp_path: Path) -> Made:
    shutil.copytree(first.root, tmp_path, dirs_exist_ok=True)
    return Made(tmp_path)


def found(made: Made, text: str, limit: int = 10) -> tuple[list[int], list[str]]:
    """The nearest chunks, and what was warned of."""
    with made.opened() as (library, warnings):
        return [number for number, _ in library.nearest(made.embedder.embed([text])[0], limit)], warnings


def exactly(made: Made, text: str, limit: int = 10) -> list[int]:
    """The nearest chunks by comparing with every vector in the catalogue."""
    connection = open_catalogue(made.folder)
    with closing(connection):
        catalogue = Catalogue(connection)
        ids, vectors = catalogue.vectors(catalogue.chunk_days(NO_FILTERS))
    cosines = vectors @ made.embedder.embed([text])[0]
    return [ids[place] for place in (-cosines).argsort(kind="stable")[:limit]]


def folders(made: Made) -> list[str]:
    return sorted(each.name for each in (made.folder / "vectors").iterdir())


def test_a_published_generation_finds_what_comparing_with_every_vector_finds(first):
    assert folders(first) == ["000001"]
    for number in (3, 44, 571, 1_290):
        text = fact(number)["text"]
        assert found(first, text) == (exactly(first, text), [])


def test_a_new_article_is_found_at_once_beside_the_generation(made):
    made.write({"new.txt": "title: New\n\nA comet passed over the observatory."})
    assert counts(made.index(tail_chunks=1_000)) == (1, 0, 0, COUNT, 0)
    assert folders(made) == ["000001"]
    nearest, warnings = found(made, "New\nA comet passed over the observatory.", 1)
    assert (nearest, warnings) == ([COUNT + 1], [])


def test_removed_articles_are_not_found_however_many_lay_near(made):
    text = "Fact 3\n" + fact(3)["text"]
    near = found(made, text, 200)[0]
    with made.opened() as (library, _):
        rows = library.chunks(near)
        gone = {each.title for each in library.articles([row.article for row in rows.values()]).values()}
    made.write_rows("facts.jsonl", [row for row in map(fact, range(COUNT)) if row["title"] not in gone])
    assert made.index(tail_chunks=1_000).removed == 200
    assert folders(made) == ["000001"]
    after, warnings = found(made, text, 100)
    assert (len(after), set(after) & set(near), warnings) == (100, set(), [])
    assert after[:10] == exactly(made, text)


def test_the_next_generation_is_a_copy_with_what_is_new_and_the_old_one_goes_when_nobody_reads_it(made):
    made.write_rows("facts.jsonl", map(fact, range(20, COUNT + 30)))
    with made.opened() as (library, warnings):
        vector = made.embedder.embed([fact(700)["text"]])[0]
        library.nearest(vector, 10)
        assert counts(made.index(tail_chunks=0)) == (30, 0, 20, COUNT - 20, 0)
        assert folders(made) == ["000001", "000002"]
        library.nearest(vector, 10)  # moves to the new generation
        assert warnings == []
        assert counts(made.index(tail_chunks=0)) == (0, 0, 0, COUNT + 10, 0)
        assert folders(made) == ["000002"]
        library.nearest(vector, 10)
        assert warnings == []
    assert made.embedder.texts == []
    for number in (44, COUNT + 12):
        text = fact(number)["text"]
        assert found(made, text) == (exactly(made, text), [])


def test_a_process_that_reads_a_generation_keeps_it_and_one_that_was_killed_does_not(made):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from small_library import Made\n"
        "made = Made(Path(sys.argv[2]))\n"
        "with made.opened() as (library, warnings):\n"
        "    library.nearest(made.embedder.embed(['the tide'])[0], 10)\n"
        "    print('reading', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parent.parent), str(made.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        made.write({"new.txt": "title: New\n\nA comet passed over the observatory."})
        made.index(tail_chunks=0)
        assert folders(made) == ["000001", "000002"]
        reader.kill()
    made.index(tail_chunks=0)
    assert folders(made) == ["000002"]


def truncate(folder: Path) -> None:
    file = next(folder.rglob("data_level0.bin"))
    os.truncate(file, file.stat().st_size // 2)


def overwrite(folder: Path) -> None:
    file = next(folder.rglob("data_level0.bin"))
    file.write_bytes(bytes(file.stat().st_size))


def unlink(folder: Path) -> None:
    next(folder.rglob("data_level0.bin")).unlink()


def garble_database(folder: Path) -> None:
    file = folder / "chroma.sqlite3"
    file.write_bytes(file.read_bytes()[:4096] + b"garbled " * 20_000)


def end_database(folder: Path) -> None:
    """Damage in the middle of it: here Chroma's compiled part panics."""
    file = folder / "chroma.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(whole[: 40 * 4096] + b"U" * (len(whole) - 40 * 4096))


def zero_database(folder: Path) -> None:
    file = folder / "chroma.sqlite3"
    file.write_bytes(bytes(file.stat().st_size))


def forget_vectors(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database:
        database.execute("DELETE FROM embeddings WHERE id % 2")
        database.commit()


DAMAGES = [truncate, overwrite, unlink, shutil.rmtree, garble_database, end_database, zero_database, forget_vectors]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_generation_is_answered_without_after_one_warning_and_the_next_run_mends_it(made, damage):
    damage(made.folder / "vectors" / "000001")
    text = fact(44)["text"]
    with made.opened() as (library, warnings):
        vector = made.embedder.embed([text])[0]
        for _ in range(2):
            assert [number for number, _ in library.nearest(vector, 10)] == exactly(made, text)
        assert len(warnings) == 1
        assert warnings[0].endswith("Every vector is compared instead; run `assistant index` to mend it.")
        assert generations.needs_publishing(library.catalogue, made.folder, tail_chunks=2_000, server=None)


def test_files_that_another_user_published_are_not_given_to_chroma_and_the_next_run_publishes_anew(
    made, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another user's"))
    garble_database(made.folder / "vectors" / "000001")  # Chroma would complain
    text = fact(44)["text"]
    assert found(made, text) == (exactly(made, text), [])
    made.index(tail_chunks=1_000)
    assert folders(made) == ["000002"]
    assert found(made, text) == (exactly(made, text), [])
    garble_database(made.folder / "vectors" / "000002")
    assert len(found(made, text)[1]) == 1


@pytest.mark.parametrize("note", ["last_chunk = last_chunk + 9", "count = count - 1", "files = '{} 0'", "files = ''"])
def test_a_note_of_a_generation_that_is_not_what_was_published_is_not_followed(made, note):
    made.write({"new.txt": "title: New\n\nA comet passed over the observatory."})
    made.index(tail_chunks=1_000)
    made.change(f"UPDATE generations SET {note}")
    assert found(made, "New\nA comet passed over the observatory.", 1) == ([COUNT + 1], [])


@pytest.mark.parametrize("damage", [shutil.rmtree, garble_database])
def test_mending_embeds_nothing_and_takes_no_number_that_is_still_read(made, damage):
    damage(made.folder / "vectors" / "000001")
    (made.folder / "vectors" / "000005").mkdir()
    mark(made.folder / "vectors" / "000005")
    held = hold(made.folder / "vectors" / "000005")
    assert counts(made.index(tail_chunks=1_000)) == (0, 0, 0, COUNT, 0)
    assert made.embedder.texts == []
    assert folders(made) == ["000005", "000006"]
    assert held is not None
    release(held)
    text = fact(44)["text"]
    assert found(made, text) == (exactly(made, text), [])


def test_a_generation_that_cannot_be_built_is_a_failure_of_ours_and_the_library_answers_meanwhile(made):
    shutil.rmtree(made.folder / "vectors")
    (made.folder / "vectors").write_text("in the way")
    with pytest.raises(AssistantError) as error:
        made.index(tail_chunks=1_000)
    assert (str(error.value), error.value.exit_code) == (
        "The vector index could not be built: File exists."
        " Every vector is compared meanwhile; run `assistant index` again.",
        ExitCode.OUR_FAILURE,
    )
    text = fact(44)["text"]
    nearest, warnings = found(made, text)
    assert (nearest, len(warnings)) == (exactly(made, text), 1)


def test_a_library_that_lost_all_its_articles_has_no_generation_and_gets_a_new_one_later(made):
    (made.articles / "facts.jsonl").rename(made.root / "facts.jsonl")
    assert counts(made.index(tail_chunks=0)) == (0, 0, COUNT, 0, 0)
    assert folders(made) == []
    assert found(made, "the tide") == ([], [])
    made.write({"new.txt": "title: New\n\nA comet passed over the observatory."})
    assert counts(made.index(tail_chunks=0)) == (1, 0, 0, 0, 0)
    assert folders(made) == ["000001"]
    for _ in range(2):  # Chroma must not change what it only reads
        assert found(made, "comet") == ([COUNT + 1], [])


def test_what_killed_builds_left_is_swept(made):
    for name in ("000002-xyz.building", "000007.removed", "000009"):
        (made.folder / "vectors" / name).mkdir()
        mark(made.folder / "vectors" / name)
    made.index(tail_chunks=1_000)
    assert folders(made) == ["000001"]


@pytest.mark.skipif(UNPRIVILEGED is None, reason="root writes everywhere, and there is no setpriv to take that away")
def test_a_library_that_may_only_be_read_still_answers(made):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from small_library import Made\n"
        "made = Made(Path(sys.argv[2]))\n"
        "with made.opened() as (library, warnings):\n"
        "    nearest = library.nearest(made.embedder.embed([sys.argv[3]])[0], 10)\n"
        "    library.log_answer('q', '{}')\n"
        "    print([number for number, _ in nearest]); print(*warnings, sep='\\n')\n"
    )
    text = fact(44)["text"]
    expected = exactly(made, text)
    subprocess.run(["chmod", "-R", "a-w", str(made.folder)], check=True)
    command = [sys.executable, "-c", program, str(Path(__file__).parent.parent), str(made.root), text]
    told = subprocess.run([*UNPRIVILEGED, *command], capture_output=True, text=True, check=False)
    subprocess.run(["chmod", "-R", "u+w", str(made.folder)], check=True)
    nearest, *warnings = told.stdout.splitlines()
    assert nearest == str(expected), told.stderr
    assert warnings == [
        f"Chroma cannot open {str(made.folder / 'vectors/000001')!r}: error returned from database: (code: 8)"
        " attempt to write a readonly database. Every vector is compared instead; run `assistant index` to mend it.",
        f"The answer was not kept. The library's catalogue in {str(made.folder)!r} cannot be used: attempt to write a"
        " readonly database.",
    ]
