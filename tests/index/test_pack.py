"""The pack: what is found by it is what comparing with each vector of the catalogue finds, and damage is noticed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.errors import AssistantError
from assistant.index.finding.chunk_table import ChunkReader
from assistant.index.finding.pack import SmallVectors, small_rows
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.packs import StoredChunk
from assistant.index.storage.schema import open_catalogue
from assistant.index.storage.writing import utc_now
from assistant.index.updating import publishing
from assistant.index.updating.copies import back_up, restore
from assistant.index.updating.indexing import rebuild_library
from assistant.index.updating.repair import repair
from assistant.records.questions import NO_FILTERS, Filters
from small_library import Made, WordEmbedder, counts

COUNT = 300
TEXT = "The tide lifts the bridge in year 4."
SUBJECTS = "tide moon wind harbour lantern ferry bridge river market theatre".split()


def fact(number: int) -> dict[str, str]:
    day = date(2020, 1, 1) + timedelta(days=number % 50)
    text = f"The {SUBJECTS[number % 10]} lifts the {SUBJECTS[number // 10 % 10]} in year {number}."
    return {"title": f"Fact {number}", "source": f"Paper {number % 3}", "date": day.isoformat(), "text": text}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A library with its pack; nobody changes it."""
    made = Made(tmp_path_factory.mktemp("first"))
    made.write_rows("facts.jsonl", map(fact, range(COUNT)))
    made.index()
    return made


@pytest.fixture
def made(first: Made, tmp_path: Path) -> Made:
    shutil.copytree(first.root, tmp_path, dirs_exist_ok=True)
    return Made(tmp_path)


def found(made: Made, filters: Filters = NO_FILTERS, limit: int = 10) -> tuple[list[tuple[int, float]], list[str]]:
    """The nearest chunks, and what was warned of."""
    with made.opened() as (library, warnings):
        return library.nearest(made.embedder.embed([TEXT])[0], limit, filters), warnings


def exactly(made: Made, filters: Filters = NO_FILTERS, limit: int = 10) -> list[tuple[int, float]]:
    """The nearest by the catalogue's own vectors; as of a day, of equal ones the first by article and number."""
    vector = made.embedder.embed([TEXT])[0].astype(np.float64)
    with closing(open_catalogue(made.folder)) as connection:
        ids, vectors = Catalogue(connection).vectors(Catalogue(connection).chunk_days(filters))
    cosines = (vectors.reshape(-1, 32).astype(np.float64) * vector).sum(axis=1)
    return [(ids[place], float(cosines[place])) for place in (-cosines).argsort(kind="stable")[:limit]]


def pack_files(made: Made) -> dict[str, int]:
    return {each.name: each.stat().st_size for each in sorted(made.folder.glob("pack-*"))}


@pytest.mark.parametrize(
    "filters",
    [
        NO_FILTERS,
        Filters(since=date(2020, 1, 9)),
        Filters(until=date(2020, 1, 9)),
        Filters(since=date(2020, 1, 9), until=date(2020, 1, 10)),
        Filters(as_of=date(2020, 1, 20)),
        Filters(sources=("paper 1",), until=date(2020, 1, 20)),
        Filters(since=date(2021, 1, 1)),
    ],
)
def test_under_any_filter_the_nearest_are_those_that_comparing_with_each_vector_finds(first, filters):
    assert found(first, filters) == (exactly(first, filters), [])


@settings(max_examples=100)
@given(st.integers(0, 10_000), st.integers(1, 70), st.sampled_from([1e-3, 1.0, 100.0]))
def test_the_cosine_lies_between_the_bounds_that_a_small_vector_gives(seed, dimension, spread):
    draw = np.random.default_rng(seed)
    vectors = (draw.standard_normal((40, dimension)) ** 3 * spread).astype(np.float16)
    asked = draw.standard_normal(dimension).astype(np.float32)
    asked /= np.linalg.norm(asked)
    stored: list[StoredChunk] = [(number, 1, None, b"\x01", each.tobytes()) for number, each in enumerate(vectors)]
    rows, small = small_rows(stored, dimension)
    places = np.flatnonzero(draw.random(40) < 0.5)
    least, greatest = SmallVectors(rows, small, dimension).cosines(asked, places)
    cosines = vectors[places].astype(np.float64) @ asked.astype(np.float64)
    rounding = 1e-6 * np.abs(vectors[places]).sum(axis=1)
    assert (least <= cosines + rounding).all()
    assert (cosines - rounding <= greatest).all()


def test_what_is_new_is_appended_and_nothing_is_written_again(made):
    before = {file: file.read_bytes() for file in sorted(made.folder.glob("pack-*"))}
    made.write_rows("more.jsonl", map(fact, range(COUNT, COUNT + 20)))
    assert made.index().added == 20
    for file, content in before.items():
        assert file.read_bytes()[: len(content)] == content
        assert file.stat().st_size == len(content) // COUNT * (COUNT + 20)
    assert found(made) == (exactly(made), [])


def test_what_a_writer_adds_while_a_table_is_worked_with_changes_nothing_of_it(made):
    with closing(open_catalogue(made.folder)) as connection:
        chunks = ChunkReader(connection, made.folder, warn=print)
        table = chunks.table()
        made.write_rows("more.jsonl", map(fact, range(COUNT, COUNT + 20)))
        made.index()
        assert len(chunks.let_through(NO_FILTERS, table)) == len(table.ids) == COUNT
        assert len(chunks.table().ids) == COUNT + 20
        chunks.close()


def test_without_its_pack_and_with_articles_that_are_newer_a_library_finds_the_same(made):
    made.write_rows("more.jsonl", map(fact, range(COUNT, COUNT + 20)))
    made.index()
    expected = exactly(made)
    made.change("UPDATE packs SET rows = 0, last_chunk = 0, checksum = 0")
    assert found(made) == (expected, [])
    made.change("DELETE FROM packs")
    assert found(made) == (expected, [])


def test_removed_and_changed_articles_are_not_found_and_many_of_them_have_the_pack_made_anew(made):
    rows = [{**fact(number), "text": "A comet passed."} if number < 20 else fact(number) for number in range(COUNT)]
    made.write_rows("facts.jsonl", rows[:-10])
    assert counts(made.index()) == (0, 20, 10, COUNT - 30, 0)
    assert made.rows("SELECT count(*) FROM gone") == [(30,)]
    assert found(made, limit=500) == (exactly(made, limit=500), [])
    made.write_rows("facts.jsonl", rows[:-60])
    made.index()
    assert made.rows("SELECT count(*) FROM gone") == [(0,)]
    assert pack_files(made) == {"pack-000002.rows": (COUNT - 60) * 40, "pack-000002.vectors": (COUNT - 60) * 32}
    assert found(made, limit=500) == (exactly(made, limit=500), [])


def test_a_long_run_packs_what_it_has_stored_so_far(tmp_path, monkeypatch):
    class Failing:
        identity, dimension, words = "words 1", 32, WordEmbedder()

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if any("comet" in text for text in texts):
                raise AssistantError("The embedder stopped.")
            vectors: NDArray[np.float32] = self.words.embed(texts)
            return vectors

    monkeypatch.setattr(publishing, "_UNPACKED", 100)
    made = Made(tmp_path)
    made.write_rows("facts.jsonl", [*map(fact, range(COUNT)), {"title": "New", "text": "A comet passed."}])
    with pytest.raises(AssistantError):
        made.index(embedder=Failing(), batch_characters=1_000)
    ((packed,),) = made.rows("SELECT rows FROM packs")
    assert 100 <= packed <= COUNT
    assert found(made) == (exactly(made), [])


def test_what_a_killed_run_appended_does_not_count_and_is_written_over(made):
    for file in made.folder.glob("pack-*"):
        with file.open("ab") as stream:
            stream.write(b"half a row")
    assert found(made) == (exactly(made), [])
    made.write({"new.txt": "title: New\n\nA comet passed over the observatory."})
    made.index()
    assert pack_files(made) == {"pack-000001.rows": (COUNT + 1) * 40, "pack-000001.vectors": (COUNT + 1) * 32}
    assert found(made) == (exactly(made), [])


def test_a_reader_goes_on_with_a_pack_that_is_made_anew_beside_it(made):
    with made.opened() as (library, warnings):
        vector = made.embedder.embed([TEXT])[0]
        library.nearest(vector, 10)
        made.write_rows("facts.jsonl", map(fact, range(100)))
        made.index()
        assert library.nearest(vector, 500) == exactly(made, limit=500)
        assert warnings == []
    assert list(pack_files(made)) == ["pack-000002.rows", "pack-000002.vectors"]


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def one_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)


def swapped(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[160:320] + content[:160] + content[320:])


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("suffix", ["rows", "vectors"])
@pytest.mark.parametrize("damage", [cut, one_bit, swapped, Path.unlink, folder])
def test_a_damaged_pack_is_said_once_and_done_without_and_the_next_run_mends_it(
    made: Made, damage: Callable[[Path], None], suffix: str
) -> None:
    damage(made.folder / f"pack-000001.{suffix}")
    with made.opened() as (library, warnings):
        for _ in range(2):
            assert library.nearest(made.embedder.embed([TEXT])[0], 10) == exactly(made)
        said = (
            "The library's pack of vectors is damaged. The catalogue is read instead; run `assistant index` to mend it."
        )
        # Without the file of rows there is no pack: the catalogue was copied alone.
        assert warnings == ([] if (damage, suffix) == (Path.unlink, "rows") else [said])
    made.index()
    assert made.embedder.texts == []
    assert found(made) == (exactly(made), [])


@pytest.mark.parametrize(
    "lost", ["DELETE FROM gone", "DELETE FROM gone WHERE chunk = 5", "INSERT INTO gone VALUES (99)"]
)
def test_a_pack_whose_gone_chunks_are_not_known_any_more_is_said_and_done_without_and_mended(made, lost):
    made.write_rows("facts.jsonl", map(fact, range(20, COUNT)))
    made.index()
    made.change(lost)
    nearest, warnings = found(made, limit=500)
    assert (nearest, len(warnings)) == (exactly(made, limit=500), 1)
    made.index()
    assert found(made, limit=500) == (exactly(made, limit=500), [])
    assert list(pack_files(made)) == ["pack-000002.rows", "pack-000002.vectors"]


@pytest.mark.parametrize(
    "note",
    ["rows = 1000000000000", "dimension = 8", "dimension = 0", "last_chunk = 'x'", "rows = -1", "checksum = 1.5"],
)
def test_a_note_of_a_pack_that_cannot_be_is_done_without_and_mended(made, note):
    made.change(f"UPDATE packs SET {note}")
    assert found(made)[0] == exactly(made)
    made.index()
    assert found(made) == (exactly(made), [])
    assert made.rows("SELECT rows, dimension, last_chunk FROM packs") == [(COUNT, 32, COUNT)]


def test_a_restored_library_finds_the_same_beside_the_pack_of_a_newer_one_and_without_any(made, tmp_path):
    back_up(made.folder, tmp_path / "backup.db", force=False)
    before = exactly(made, limit=500)
    for rows in (map(fact, range(50, COUNT + 40)), map(fact, range(120, COUNT))):  # appended to, and made anew
        made.write_rows("facts.jsonl", rows)
        made.index()
    assert list(pack_files(made)) == ["pack-000002.rows", "pack-000002.vectors"]
    other = Made(tmp_path / "other")
    for each in (made, other):
        restore(each.folder, tmp_path / "backup.db")
        assert found(each, limit=500) == (before, [])
    made.write_rows("facts.jsonl", map(fact, range(COUNT)))
    made.index()
    assert found(made, limit=500) == (before, [])
    assert list(pack_files(made).values()) == [COUNT * 40, COUNT * 32]


def test_a_repaired_or_rebuilt_library_has_a_pack_that_fits_it(made):
    made.change(
        *(f"DELETE FROM {table} WHERE article < 9" for table in ("sentences", "chunks", "article_checksums")),
        "DELETE FROM articles WHERE key < 9",
    )
    repair(made.folder, utc_now)
    assert found(made, limit=20) == (exactly(made, limit=20), [])
    made.index()
    assert found(made, limit=500) == (exactly(made, limit=500), [])
    rebuild_library(made.plan(), lambda *_: None)
    assert found(made, limit=500) == (exactly(made, limit=500), [])
    assert [each // 8 for each in pack_files(made).values()] == [COUNT * 5, COUNT * 4]


def test_without_a_chroma_index_chroma_is_not_imported(first):
    program = (
        "import sys; sys.path[:0] = sys.argv[1:3]; from pathlib import Path; from small_library import Made\n"
        "made = Made(Path(sys.argv[3]))\n"
        "with made.opened() as (library, _):\n"
        "    print(len(library.nearest(made.embedder.embed(['the tide'])[0], 10)), 'chromadb' in sys.modules)\n"
    )
    tests = Path(__file__).parent.parent
    command = [sys.executable, "-P", "-c", program, str(tests.parent), str(tests), str(first.root)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "10 False\n"
