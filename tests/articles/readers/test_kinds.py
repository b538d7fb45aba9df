"""Every row of the table of kinds is true: its example is read, also packed by gzip where it may be."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from assistant.articles.files import find_files, read_articles
from assistant.articles.readers.kinds import KINDS, Kind
from assistant.errors import UnreadableFile
from assistant.records.articles import Article

EXAMPLES = Path(__file__).parent / "examples"
of_each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def example(kind: Kind) -> bytes:
    """The file eagle.SUFFIX of a kind, whichever says the same as all the others."""
    return (EXAMPLES / f"eagle{kind.suffixes[0]}").read_bytes()


@of_each_kind
def test_the_example_of_each_kind_is_read_whatever_its_suffix(kind: Kind, tmp_path: Path) -> None:
    for suffix in (*kind.suffixes, kind.suffixes[0].upper()):
        file = tmp_path / f"eagle{suffix}"
        file.write_bytes(example(kind))
        (article,) = read_articles(file, name=file.name)
        assert isinstance(article, Article)
        assert (article.title, article.published) == ("Eagle lands", date(1969, 7, 20))
        assert article.text == "The Eagle has landed on the Moon. Two people stepped out of it."


@of_each_kind
def test_a_packed_file_is_read_where_its_kind_may_be_packed(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / f"eagle{kind.suffixes[0]}.gz"
    file.write_bytes(gzip.compress(example(kind)))
    assert [each.name for each in find_files([tmp_path]).files] == [file.name] * kind.may_be_packed
    if kind.may_be_packed:
        assert [isinstance(each, Article) for each in read_articles(file, name=file.name)] == [True]


@of_each_kind
def test_what_is_no_file_of_its_kind_is_refused_with_the_reason(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / f"eagle{kind.suffixes[0]}"
    file.write_bytes(b"\0\1\2 neither text nor anything else")
    with pytest.raises(UnreadableFile):
        list(read_articles(file, name=file.name))


def test_a_suffix_is_in_small_letters_and_of_one_kind() -> None:
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert [suffix for suffix in suffixes if not suffix.startswith(".") or suffix != suffix.lower()] == []
