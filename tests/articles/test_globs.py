"""Patterns are expanded by us, the same for files that are there and for paths that were read before."""

from pathlib import Path

import pytest

from assistant.articles.files import find_files
from assistant.articles.globs import is_pattern, matches_of, names
from assistant.errors import UsageError
from small_library import Made, counts

FILES = ["a.md", "b.txt", "deep/c.md", "deep/er/d.md", ".hidden/e.md", "deep/f[1].md", "2024/g.md", "2025/h.md"]
PATTERNS = [
    "*.md",
    "**/*.md",
    "deep/*.md",
    "deep/**",
    "**/?.md",
    "20*",
    "202[4]",
    "deep/f[[]1].md",
    "**/[!a]*.md",
    "x*",
]


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("The tide rose.")
    return tmp_path


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_names_the_paths_that_it_finds(folder, pattern):
    found: set[Path] = set()
    for path in matches_of(folder / pattern):
        found |= {path} if path.is_file() else {each for each in path.rglob("*") if each.is_file()}
    named = {folder / name for name in FILES if not name.startswith(".") and names(pattern, name)}
    assert named == found


def test_a_file_whose_own_name_has_brackets_is_no_pattern(folder):
    assert not is_pattern(folder / "deep" / "f[1].md")
    assert is_pattern(folder / "deep" / "f[2].md")


def test_what_exclude_names_is_not_found_by_a_pattern_either(folder):
    found = find_files([folder / "**" / "*.md"], exclude=("deep/er", "a*"))
    assert [each.relative_to(folder).as_posix() for each in found.files] == [
        *("2024/g.md", "2025/h.md", "deep/c.md", "deep/er/d.md", "deep/f[1].md"),
    ]


def test_a_link_that_leads_out_of_the_pattern_s_folder_is_skipped_and_named_unless_allowed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("Nobody may read this.")
    (folder / "deep" / "link.md").symlink_to(outside / "secret.md")
    (folder / "deep" / "linked").symlink_to(outside)
    closed = find_files([folder / "deep" / "**" / "*.md"])
    assert [path.name for path in closed.files] == ["c.md", "d.md", "f[1].md"]
    where = (outside / "secret.md").resolve()
    reason = f"is a link to {where}, outside what is read; --follow-links reads it too"
    assert {each.reason for each in closed.skipped} == {reason}
    assert "link.md" in [path.name for path in find_files([folder / "deep" / "*.md"], follow_links=True).files]


def test_a_file_that_a_pattern_named_and_that_is_gone_is_removed(tmp_path):
    made = Made(tmp_path)
    made.write({"a.md": "Iron rusts.", "b.md": "Copper turns green.", "c.txt": "Gold stays."})
    assert counts(made.index("*.md")) == (2, 0, 0, 0, 0)
    (made.articles / "b.md").unlink()
    assert counts(made.index("*.md")) == (0, 0, 1, 1, 0)
    (made.articles / "a.md").unlink()
    assert counts(made.index("*.md")) == (0, 0, 1, 0, 0)


def test_a_pattern_that_names_nothing_is_wrong_usage_and_makes_no_library(tmp_path):
    made = Made(tmp_path)
    with pytest.raises(UsageError, match=r"Nothing matches '.*\*\.md'"):
        made.index("*.md")
    assert not made.folder.exists()
