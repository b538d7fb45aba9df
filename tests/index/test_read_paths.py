import shutil
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.index.updating.given_paths import paths_read_before
from command_line import run
from small_library import Made, counts

TEXTS = {"a/moon.txt": "Title: Moon\n\nThe moon sets.", "a/tide.txt": "Title: Tide\n\nThe tide rises."}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path / "lib")
    made.write({**TEXTS, "b/bird.txt": "Title: Bird\n\nA bird sang."})
    return made


def read_before(made: Made) -> list[str]:
    return [path.relative_to(made.root).as_posix() for path in paths_read_before(made.root, made.folder)]


def withdrawn(path: str, articles: str) -> str:
    return (
        f"Nothing is left at {path!r}: {articles} withdrawn. The texts are kept as versions."
        " If a disk was not mounted, mount it and index that path again."
    )


def test_a_folder_that_is_gone_takes_its_articles_with_it_and_that_is_said(made: Made) -> None:
    made.index()
    shutil.rmtree(made.articles / "a")
    report = made.index("a", "b")
    assert (counts(report), report.warnings) == (
        (0, 0, 2, 1, 0),
        (withdrawn("articles/a", "2 articles were"),),
    )
    assert made.titles() == ["Bird"]
    assert len(made.rows("SELECT * FROM versions")) == 2


def test_a_file_that_is_gone_takes_its_article_with_it(made: Made) -> None:
    made.index()
    (made.articles / "a/moon.txt").unlink()
    report = made.index("a/moon.txt")
    assert (counts(report), report.warnings) == ((0, 0, 1, 0, 0), (withdrawn("articles/a/moon.txt", "1 article was"),))


def test_a_folder_that_is_empty_for_now_is_read_again_when_its_files_are_back(made: Made, tmp_path: Path) -> None:
    made.index("a")
    (made.articles / "a").rename(tmp_path / "disk")
    (made.articles / "a").mkdir()
    report = made.index("a")
    assert (counts(report), report.warnings) == ((0, 0, 2, 0, 0), (withdrawn("articles/a", "2 articles were"),))
    shutil.copytree(tmp_path / "disk", made.articles / "a", dirs_exist_ok=True)
    report = made.index("a")
    assert (counts(report), report.warnings) == ((2, 0, 0, 0, 0), ())


@pytest.mark.parametrize("indexed", [False, True])
def test_a_path_that_was_never_read_and_is_not_there_is_an_error_and_makes_no_library(
    made: Made, indexed: bool
) -> None:
    if indexed:
        made.index()
    for name in ("c", "a/comet.txt"):
        with pytest.raises(UsageError, match="There is nothing at"):
            made.index("a", name)
    assert made.folder.exists() == indexed


def test_what_was_read_is_remembered_the_inner_of_two_paths_is_not_and_what_is_gone_is_forgotten(made: Made) -> None:
    assert read_before(made) == []
    made.index("a")
    made.index("b")
    assert read_before(made) == ["articles/a", "articles/b"]
    made.index("a/moon.txt")
    assert read_before(made) == ["articles/a", "articles/b"]
    shutil.rmtree(made.articles / "b")
    made.index("b")
    assert read_before(made) == ["articles/a"]
    made.index()
    assert read_before(made) == ["articles"]


def test_without_a_path_what_the_setting_names_is_read_else_what_was_read_before_else_corpus(made: Made) -> None:
    (made.root / "corpus").mkdir()
    (made.root / "corpus" / "storm.txt").write_text("Title: Storm\n\nA storm rose.")
    (made.root / "outside.txt").write_text("Title: Outside\n\nA tale.")

    def index(*paths: str) -> tuple[int, str]:
        told = run("-L", str(made.root), "index", "-q", *paths, cwd=made.root)
        return told.returncode, told.stdout.partition(";")[0].partition("\n")[0]

    assert index() == (0, "1 added, 0 changed, 0 removed, 0 unchanged, 0 skipped")
    assert index("articles/a") == (0, "2 added, 0 changed, 0 removed, 0 unchanged, 0 skipped")
    assert index() == (0, "0 added, 0 changed, 0 removed, 3 unchanged, 0 skipped")
    shutil.rmtree(made.articles / "a")
    assert index() == (0, "0 added, 0 changed, 2 removed, 1 unchanged, 0 skipped")
    (made.root / "assistant.toml").write_text('articles = ["articles/b"]')
    assert index() == (0, "1 added, 0 changed, 0 removed, 0 unchanged, 0 skipped")
    assert index("articles/c") == (2, "")


def test_a_path_outside_is_read_again_only_where_the_reader_has_named_it(made: Made, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "storm.txt").write_text("Title: Storm\n\nA storm rose.")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "diary.txt").write_text("Title: Diary\n\nA secret.")
    run("-L", str(made.root), "index", "-q", str(tmp_path / "outside"))
    assert run("-L", str(made.root), "index", "-q").stdout.startswith("0 added, 0 changed, 0 removed, 1 unchanged")
    (made.root / "link").symlink_to(tmp_path / "private")
    (made.root / "corpus").symlink_to(tmp_path / "outside")
    made.change("DELETE FROM read_paths", "INSERT INTO read_paths VALUES ('corpus', '2024-08-01')")
    assert run("-L", str(made.root), "index", "-q").returncode == 0
    for path in (str(tmp_path / "private"), "../private", "link"):
        made.change("DELETE FROM read_paths", f"INSERT INTO read_paths VALUES ('{path}', '2024-08-01')")
        told = run("-L", str(made.root), "index", "-q")
        assert (told.returncode, told.stdout) == (2, "")
        assert (
            "outside its folder, which nobody has given it on this machine. Name the paths that are to be read"
            in told.stderr
        )
    assert set(made.titles()) == {"Storm"}
