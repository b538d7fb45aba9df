import gzip
import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.articles.files import find_files, read_articles
from assistant.articles.metadata.given import FoundFiles
from assistant.articles.readers.kinds import KINDS
from assistant.errors import UnreadableFile, UsageError
from assistant.records.articles import Article, Origin, SkippedFile
from small_library import UNPRIVILEGED


def write(folder: Path, *names: str, text: str = "Words.") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def found(folder: Path, *paths: str, exclude: tuple[str, ...] = ()) -> tuple[list[str], list[tuple[str, str]]]:
    """Paths below the folder: those found, and those skipped with the reason."""
    result = find_files([folder / path for path in paths or (".",)], exclude=exclude)
    files = [file.relative_to(folder).as_posix() for file in result.files]
    return files, [(Path(unread.path).relative_to(folder).as_posix(), unread.reason) for unread in result.skipped]


NAMES = (
    *(f"a{suffix}" for kind in KINDS for suffix in kind.suffixes),
    *("a.jsonl.gz", "a.csv.gz", "a.txt.gz", "a.md.gz", "a.rss.gz", "B.TXT", "c.Jsonl.GZ"),
)


def test_files_of_every_kind_are_found(tmp_path: Path) -> None:
    write(tmp_path, *NAMES)
    assert found(tmp_path) == (sorted(NAMES), [])


def test_files_of_other_kinds_are_skipped_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, "a.doc", "a.pdf.gz", "LICENSE", "a.gz", "deep/er/a.png", "a.txt")
    assert found(tmp_path) == (
        ["a.txt"],
        [
            ("LICENSE", "is a kind of file that is not read (no suffix)"),
            ("a.doc", "is a kind of file that is not read (.doc)"),
            ("a.gz", "is a kind of file that is not read (.gz)"),
            ("a.pdf.gz", "is a kind of file that is not read (.gz)"),
            ("deep/er/a.png", "is a kind of file that is not read (.png)"),
        ],
    )


def test_hidden_files_and_folders_are_passed_over_unless_they_are_named(tmp_path: Path) -> None:
    write(tmp_path, ".a.txt", ".git/a.txt", ".assistant/a.txt", "b/.c/a.txt", "b/a.txt")
    assert found(tmp_path) == (["b/a.txt"], [])
    assert found(tmp_path, ".a.txt", ".git") == ([".a.txt", ".git/a.txt"], [])


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("*.md", ["a.txt", "b/a.txt", "b/c/a.txt"]),
        ("a.txt", ["a.md", "b/a.md", "b/c/a.md"]),
        ("b", ["a.md", "a.txt"]),
        ("b/", ["a.md", "a.txt"]),
        ("b/c", ["a.md", "a.txt", "b/a.md", "b/a.txt"]),
        ("b/*.md", ["a.md", "a.txt", "b/a.txt", "b/c/a.txt"]),
        ("x", ["a.md", "a.txt", "b/a.md", "b/a.txt", "b/c/a.md", "b/c/a.txt"]),
    ],
)
def test_what_a_pattern_matches_is_passed_over(tmp_path: Path, pattern: str, left: list[str]) -> None:
    write(tmp_path, "a.txt", "a.md", "b/a.txt", "b/a.md", "b/c/a.txt", "b/c/a.md")
    assert found(tmp_path, exclude=(pattern,)) == (left, [])


def test_each_file_is_found_once_whatever_leads_to_it(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt", "a/b/two.txt", "a/three.png")
    (tmp_path / "a" / "again.txt").symlink_to(tmp_path / "a" / "one.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    files, skipped = found(tmp_path, "a", "a/b", "a/one.txt", "a")
    assert files == ["a/b/two.txt", "a/one.txt"]
    assert skipped == [
        ("a/self", "is a link that leads back to itself"),
        ("a/three.png", "is a kind of file that is not read (.png)"),
    ]


def test_pipes_and_dead_links_are_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nothing")
    assert found(tmp_path) == ([], [("dead.txt", "is a link to nothing"), ("pipe.txt", "is not a regular file")])


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        find_files([tmp_path / "nothing"])
    assert str(error.value) == f"There is no file or folder '{tmp_path}/nothing'. Check the path."


def test_no_paths_give_no_files() -> None:
    assert find_files([]) == FoundFiles((), ())


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "holds no text"),
        ("a.txt", b" \n\x1b[2J \xe2\x80\x8b ---\n", "holds no text"),
        ("a.txt", b"Title: Eagle lands\n", "holds no text"),
        ("a.txt", b"%PDF-1.4\x00", "is not a text file (it holds zero bytes)"),
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.txt.gz", b"no gzip", "is damaged, or ends too early (Not a gzipped file (b'no'))"),
        ("a.txt.gz", gzip.compress(b"Words." * 100, mtime=0)[:20], "is damaged, or ends too early"),
        ("a.md.gz", gzip.compress(b"x" * (64 * 2**20 + 1), mtime=0), "is larger than 64 MiB"),
        ("a.doc", b"", "is a kind of file that is not read (.doc)"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFile) as refused:
        list(read_articles(tmp_path / name, name=name))
    assert refused.value.message.startswith(reason)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.pdf", "a.docx"])
def test_a_file_that_is_gone_or_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile) as gone:
        list(read_articles(tmp_path / name, name=name))
    (tmp_path / name).mkdir()
    with pytest.raises(UnreadableFile) as folder:
        list(read_articles(tmp_path / name, name=name))
    assert (gone.value.message, folder.value.message) == (
        "cannot be opened (No such file or directory)",
        "is not a regular file",
    )


def test_a_text_file_is_an_article_with_a_title_from_its_lead(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.txt",
        text="The Eagle has landed on the Moon, said Gen. Samuel Phillips of the U.S. Air Force. It was late.\n",
    )
    assert list(read_articles(tmp_path / "a.txt", name="moon/1969-07-20-a.txt")) == [
        Article(
            id="ba4e66d8677e",
            path="moon/1969-07-20-a.txt",
            text="The Eagle has landed on the Moon, said Gen. Samuel Phillips of the U.S. Air Force. It was late.",
            title="The Eagle has landed on the Moon, said Gen. Samuel Phillips of the U.S. Air Force.",
            published=date(1969, 7, 20),
            origins={"published": Origin.FILE_NAME, "title": Origin.LEAD},
        )
    ]


def test_a_long_lead_is_cut_between_words(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", text="The Eagle " * 20 + "has landed.")
    (article,) = read_articles(tmp_path / "a.txt", name="a.txt")
    assert isinstance(article, Article)
    assert article.title == "The Eagle " * 8 + "The Eagle…"


def test_a_date_in_the_text_goes_before_one_in_the_file_name(tmp_path: Path) -> None:
    write(tmp_path, "1970-01-01.txt", text="date 1969-07-20 The Eagle has landed.")
    (article,) = read_articles(tmp_path / "1970-01-01.txt", name="1970-01-01.txt")
    assert isinstance(article, Article)
    assert (article.published, article.origins["published"]) == (date(1969, 7, 20), Origin.HEADER)


def test_a_file_name_that_is_no_utf_8_can_be_stored(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.txt")
    file.write_text("Words.")
    (article,) = read_articles(file, name=file.name)
    assert isinstance(article, Article)
    assert article.path == "caf\ufffd.txt"


def test_a_name_that_is_no_utf_8_is_skipped_and_a_folder_of_such_a_name_with_all_that_is_in_it(tmp_path: Path) -> None:
    names = [os.fsdecode(b"caf\xe9.txt"), os.fsdecode(b"d\xe9p\xf4t")]
    write(tmp_path, names[0], f"{names[1]}/a.txt", f"{names[1]}/b.txt", "caf\xe9.txt")
    reason = "has a name that is not UTF-8; rename it to have it read"
    assert found(tmp_path) == (["caf\xe9.txt"], [(name, reason) for name in names])


def test_a_folder_of_such_a_name_is_read_when_it_is_given(tmp_path: Path) -> None:
    folder = os.fsdecode(b"d\xe9p\xf4t")
    write(tmp_path, f"{folder}/a.txt")
    assert found(tmp_path, folder) == ([f"{folder}/a.txt"], [])


def test_a_link_that_leads_out_of_what_is_read_is_skipped_unless_it_is_wanted(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt", "b/two.txt", "c/three.txt", "c/four.txt")
    (tmp_path / "a" / "folder").symlink_to(tmp_path / "c")
    (tmp_path / "a" / "file.txt").symlink_to("../c/three.txt")
    (tmp_path / "a" / "other.txt").symlink_to(tmp_path / "b" / "two.txt")
    (tmp_path / "a" / "inside.txt").symlink_to("../a/one.txt")
    (tmp_path / "link").symlink_to("a")
    out = "is a link to {}, outside what is read; --follow-links reads it too"
    for named in ("a", "link"):
        assert found(tmp_path, named, "b") == (
            ["a/one.txt", "b/two.txt"] if named == "a" else ["b/two.txt", "link/one.txt"],
            [
                (f"{named}/file.txt", out.format(tmp_path / "c" / "three.txt")),
                (f"{named}/folder", out.format(tmp_path / "c")),
            ],
        )
    followed = find_files([tmp_path / "a", tmp_path / "b"], follow_links=True)
    names = [file.relative_to(tmp_path).as_posix() for file in followed.files]
    assert (names, followed.skipped) == (["a/folder/four.txt", "a/folder/three.txt", "a/one.txt", "b/two.txt"], ())


def test_what_is_no_file_is_skipped_also_when_it_is_given(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert found(tmp_path, "pipe.txt", "zero.txt") == (
        [],
        [("pipe.txt", "is not a regular file"), ("zero.txt", "is not a regular file")],
    )


def test_folders_within_folders_are_read_however_deep(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(1_200):
        folder /= "d"
        folder.mkdir()
    (folder / "a.txt").write_text("Words.")
    files, skipped = found(tmp_path)
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)  # pytest's own way calls itself for each folder
    assert (len(files), skipped) == (1, [])


@pytest.mark.skipif(UNPRIVILEGED is None, reason="root may search every folder")
def test_a_folder_that_may_not_be_searched_is_skipped_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "listed/b.txt", "listed/c.txt", "shut/d.txt")
    (tmp_path / "listed").chmod(0o600)
    (tmp_path / "shut").chmod(0)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from assistant.articles.files import find_files\n"
        "found = find_files([Path(sys.argv[2])])\n"
        "print([file.name for file in found.files], [(Path(each.path).name, each.reason) for each in found.skipped])\n"
    )
    checkout = Path(__file__).parent.parent.parent
    command = [*(UNPRIVILEGED or []), sys.executable, "-P", "-c", program, str(checkout), str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    reason = "cannot be opened (Permission denied)"
    assert told.stdout == f"{['a.txt']} {[('listed', reason), ('shut', reason)]}\n", told.stderr


STARTS = {kind.suffixes[0]: [""] for kind in KINDS} | {
    ".txt": ["", "Title: ", "date 2024-08-01 "],
    ".md": ["", "---\ntitle: ", "# ", "- ", "| a |\n|---|\n| "],
    ".html": [
        "",
        "<html><meta property='og:title' content='",
        "<article><p>",
        '<script type="application/ld+json">{"@type": "Article", "author": ',
    ],
    ".jsonl": ["", '{"text": "', '{"text": "x", "date": '],
    ".json": ["", '[{"text": "', '{"articles": [{"text": "x"}, '],
    ".csv": ["", "title;text\n", 'text\n"'],
    ".jsonl.gz": [""],
    ".txt.gz": [""],
}


@settings(max_examples=300)
@given(
    st.sampled_from([(suffix, start) for suffix, starts in STARTS.items() for start in starts]),
    st.binary(max_size=200) | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode),
)
def test_garbage_gives_articles_or_a_reason_and_no_other_error(
    tmp_path_factory: pytest.TempPathFactory, begun: tuple[str, str], rest: bytes
) -> None:
    suffix, start = begun
    file = tmp_path_factory.getbasetemp() / f"garbage{suffix}"
    file.write_bytes(gzip.compress(rest) if suffix.endswith(".gz") and len(rest) % 2 else start.encode() + rest)
    articles: list[Article | SkippedFile] = []
    with suppress(UnreadableFile):
        articles += read_articles(file, name=file.name)
    assert [one for one in articles if isinstance(one, Article) and not (one.text and one.title)] == []
