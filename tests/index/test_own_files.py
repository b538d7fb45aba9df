import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.index.storage.schema import open_catalogue
from command_line import run
from small_library import Made, counts

COMMANDS = [("index", "articles"), ("articles",), ("show", "Tide"), ("date", "Tide", "2024-08-01")]
OWN = {
    "the library's folder": ".",
    "the catalogue": "catalogue.db",
    "its log": "catalogue.db-wal",
    "its shared memory": "catalogue.db-shm",
    "the writer's lock": "writer.lock",
    "the vectors": "vectors",
    "a generation": "vectors/000001",
    "a file of a generation": "vectors/000001/chroma.sqlite3",
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    made = Made(tmp_path_factory.mktemp("indexed"))
    made.write({"tide.txt": "Title: Tide\n\nThe tide rises.", "moon.txt": "Title: Moon\n\nThe moon sets."})
    made.index(tail_chunks=0)
    return made


@pytest.fixture
def made(indexed: Made, tmp_path: Path) -> Made:
    shutil.copytree(indexed.root, tmp_path / "lib", dirs_exist_ok=True)
    return Made(tmp_path / "lib")


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything below a folder: kind and mode, and the bytes of files."""
    return {
        str(each.relative_to(folder)): (each.lstat().st_mode, each.read_bytes() if each.is_file() else b"")
        for each in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("name", OWN.values(), ids=OWN)
def test_nothing_is_changed_through_a_link_and_every_command_names_it(made: Made, tmp_path: Path, name: str) -> None:
    own, elsewhere = made.folder / name, tmp_path / "elsewhere"
    if own.exists():
        own.rename(elsewhere)
    else:
        elsewhere.write_bytes(b"")
    own.symlink_to(elsewhere)
    if elsewhere.is_dir():
        for folder in ("000001", "photos.building", "photos", "000007.removed"):
            (elsewhere / folder).mkdir(exist_ok=True)
            (elsewhere / folder / "photo.jpg").write_bytes(b"mine")
        elsewhere.chmod(0o755)
    before = tree(tmp_path)
    for command in COMMANDS:
        told = run("-L", str(made.root), *command, cwd=made.root)
        assert (told.returncode, told.stdout) == (6, "")
        assert f"is not used: {str(own)!r} is a link to {str(elsewhere)!r}." in told.stderr
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["catalogue.db", "vectors/000001/chroma.sqlite3"])
def test_a_file_that_has_another_name_too_is_not_written_to(made: Made, tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").hardlink_to(made.folder / name)
    with pytest.raises(LibraryError, match=r"is a hard link: the same file has another name too"):
        made.index()
    with pytest.raises(LibraryError), made.opened():
        pass


@pytest.mark.parametrize("name", ["catalogue.db", "catalogue.db-wal", "writer.lock", "vectors/000001/chroma.sqlite3"])
def test_a_pipe_in_place_of_a_file_is_named_and_not_waited_for(made: Made, name: str) -> None:
    (made.folder / name).unlink(missing_ok=True)
    os.mkfifo(made.folder / name)
    for command in COMMANDS:
        told = run("-L", str(made.root), *command, cwd=made.root)
        assert (told.returncode, told.stdout) == (6, "")
        assert f"{str(made.folder / name)!r} is neither a file nor a folder." in told.stderr


def test_a_library_that_lies_behind_a_link_is_used(made: Made, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(made.root)
    assert run("-L", str(tmp_path / "link"), "articles").returncode == 0


def test_only_what_the_program_made_is_removed_from_the_folder_of_vectors(made: Made) -> None:
    vectors = made.folder / "vectors"
    strange = ["000003", "000004.removed", "000005-abcdefgh.building", "photos", "notes.txt"]
    for name in strange[:-1]:
        (vectors / name).mkdir()
        (vectors / name / "photo.jpg").write_bytes(b"mine")
    (vectors / "notes.txt").write_bytes(b"mine")
    (vectors / "photos" / "held").write_bytes(b"")
    ours = vectors / "000002-abcdefgh.building"
    shutil.copytree(vectors / "000001", ours)
    report = made.index(tail_chunks=0)
    assert not ours.exists()
    ((place,),) = made.rows("SELECT place FROM generations ORDER BY id DESC LIMIT 1")
    assert sorted(each.name for each in vectors.iterdir()) == sorted([Path(place).name, *strange])
    assert report.warnings == tuple(
        f"{str(vectors / name)!r} was not made by this program, and is left there." for name in sorted(strange)
    )


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What other users may read, write or search, the folder itself included."""
    found = [folder, *folder.rglob("*")]
    return [str(each.relative_to(folder)) for each in found if stat.S_IMODE(each.lstat().st_mode) & 0o077]


@pytest.mark.usefixtures("umask")
def test_what_the_program_makes_is_its_owners_alone(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.write({"tide.txt": "Title: Tide\n\nThe tide rises."})
    made.index(tail_chunks=0)
    with made.opened() as (library, _):
        library.nearest(made.embedder.embed(["tide"])[0], 1)
        library.log_answer("q", "{}")
        assert (made.folder / "catalogue.db-wal").exists()
        assert open_to_others(made.folder) == []
    made.write({"moon.txt": "Title: Moon\n\nThe moon sets."})
    made.index(tail_chunks=0)
    assert open_to_others(made.folder) == []


def test_a_library_that_others_could_read_is_its_owners_alone_once_it_is_written_to(made: Made) -> None:
    for each in [made.folder, *made.folder.rglob("*")]:
        each.chmod(0o755 if each.is_dir() else 0o644)
    with made.opened() as (library, _):
        library.log_answer("q", "{}")
    assert "catalogue.db" in open_to_others(made.folder)
    assert counts(made.index()) == (0, 0, 0, 2, 0)
    assert open_to_others(made.folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_is_told_that_the_library_is_its_owners() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        made = Made(root)
        made.write({"tide.txt": "The tide rises."})
        made.index()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.setuid(65_534)
            try:
                open_catalogue(made.folder)
            except LibraryError as error:
                os.write(writing, str(error).encode())
            os._exit(0)
        os.waitpid(child, 0)
        assert os.read(reading, 1_000).decode() == (
            f"The library in {name!r} cannot be read: Permission denied."
            " It is its owner's alone; `assistant docs library` says how to share one."
        )
        os.close(reading)
        os.close(writing)
