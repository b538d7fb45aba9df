"""Whatever a folder holds, it is read or named, and its neighbours are indexed."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.articles.metadata.published import DAY_FIRST
from assistant.articles.readers.kinds import KINDS
from assistant.index.updating.source_files import articles_here
from assistant.records.articles import Article, SkippedFile
from small_library import Made

SUFFIXES = sorted({suffix for kind in KINDS for suffix in kind.suffixes})
PIECES = (
    "<table><tr><td>&nbsp;</td></tr></table>", "<p>", "</p>", "<article>", "<!--", "-->", "<![CDATA[", "]]>", "<a ",
    "<time datetime=", "<script type='application/ld+json'>", "</script>", "{", "}", "[", "]", '"', "'", ":", ",",
    "\n", "\r", "\n\n", "| ", "|---|", "# ", "---\n", "title: ", "Date: ", "2024-05-14", "From ", "Subject: ",
    "MIME-Version: 1.0\n", "Content-Type: multipart/mixed; boundary=b\n", "--b\n", "<rss><channel><item><title>",
    "<feed>", "<entry>", "&#xD800;", "&#0;", "\ufeff", "\u0301", "\ud7ff", "\U0010ffff", "\0", "\x1b[2J", "null",
    "NaN", "1e999", "The mayor sold the mill on Tuesday. ", "text,date\n", "%PDF-1.4\n", "PK\x03\x04", "\u202e",
)  # fmt: skip


def read(data: bytes, suffix: str) -> list[Article | SkippedFile]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"a{suffix}")
        file.write_bytes(data)
        return list(articles_here(file, file.name, {}, DAY_FIRST, None))


def is_fault(each: Article | SkippedFile) -> bool:
    return isinstance(each, SkippedFile) and "a fault in this program" in each.reason


@settings(max_examples=300)
@given(data=st.binary(max_size=300), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_suffix_are_read_or_named_without_a_fault(data: bytes, suffix: str) -> None:
    assert not any(map(is_fault, read(data, suffix)))


@settings(max_examples=600)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), suffix=st.sampled_from(SUFFIXES))
def test_any_pieces_of_any_kind_of_file_are_read_or_named_without_a_fault(pieces: list[str], suffix: str) -> None:
    assert not any(map(is_fault, read("".join(pieces).encode("utf-8", "surrogatepass"), suffix)))


def test_files_of_any_pieces_cost_no_neighbour_and_no_run(tmp_path: Path) -> None:
    made, chance = Made(tmp_path), random.Random(14)
    made.write({"moon.txt": "Title: Moon\n\nThe moon sets.", "tide.txt": "Title: Tide\n\nThe tide rises."})
    for number in range(80):
        data = "".join(chance.choices(PIECES, k=chance.randrange(40))).encode("utf-8", "surrogatepass")
        (made.articles / f"{number}{chance.choice(SUFFIXES)}").write_bytes(data)
    report = made.index()
    assert not any(map(is_fault, report.skipped))
    assert {"Moon", "Tide"} <= set(made.titles())


def test_a_file_beyond_the_bounds_is_named_and_its_neighbours_are_indexed(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.write({"moon.txt": "Title: Moon\n\nThe moon sets.", "tide.txt": "Title: Tide\n\nThe tide rises."})
    (made.articles / "pages.html").write_bytes(b"<p>a" * 12_000_000)
    report = made.index()
    reason = "needs more than 512 MB of memory to read; split it into smaller files"
    assert [(each.path, each.reason) for each in report.skipped] == [("articles/pages.html", reason)]
    assert made.titles() == ["Moon", "Tide"]
