import sys
import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.articles.files import find_files, read_articles
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin

READERS = {".moon": "moon_package:MoonReader"}


@pytest.fixture(autouse=True)
def moon_package() -> Iterator[None]:
    """A package with a llama-index reader, as one that a user has installed."""
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document

    class MoonReader(BaseReader):
        def load_data(self, file: Path, *_: Any, **__: Any) -> list[Document]:
            if file.stat().st_size == 0:
                raise RuntimeError("no moon")
            metadata = {
                "Title": "Eagle lands",
                "creation_date": "2024-08-01",
                "publication date": "1969-07-20",
                "by": ["A. Writer"],
            }
            return [Document(text=part, metadata=metadata | {"page": 1}) for part in file.read_text().split("|")]

    package = types.ModuleType("moon_package")
    package.MoonReader = MoonReader  # type: ignore[attr-defined]
    package.NoReader = dict  # type: ignore[attr-defined]
    sys.modules["moon_package"] = package
    yield
    del sys.modules["moon_package"]


def refused(file: Path, reader: str) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as error:
        list(read_articles(file, name=file.name, readers={".moon": reader}))
    return error.value


def test_a_plugged_in_reader_reads_files_of_its_suffix(tmp_path: Path) -> None:
    file = tmp_path / "eagle.moon"
    file.write_text("The Eagle has landed.|Indeed it has.")
    assert find_files([tmp_path], readers=READERS).files == (file,)
    (article,) = read_articles(file, name="eagle.moon", readers=READERS)
    assert isinstance(article, Article)
    assert article == Article(
        id=article.id,
        path="eagle.moon",
        text="The Eagle has landed.\n\nIndeed it has.",
        title="Eagle lands",
        authors=("A. Writer",),
        published=date(1969, 7, 20),
        origins=dict.fromkeys(["title", "authors", "published"], Origin.READER),
    )


def test_a_plugged_in_reader_goes_before_our_own(tmp_path: Path) -> None:
    file = tmp_path / "eagle.txt"
    file.write_text("One.|Two.")
    (article,) = read_articles(file, name="eagle.txt", readers={".txt": "moon_package:MoonReader"})
    assert isinstance(article, Article)
    assert article.text == "One.\n\nTwo."


def test_a_reader_that_is_not_there_says_what_to_install(tmp_path: Path) -> None:
    file = tmp_path / "eagle.moon"
    file.write_text("One.")
    errors = [refused(file, name) for name in ("no_such_package:Reader", "moon_package:Other", "moon_package", "")]
    assert [(error.message, error.hint) for error in errors] == [
        (
            "cannot be read: the reader 'no_such_package:Reader' is not there (No module named 'no_such_package')",
            "Install the package that holds 'no_such_package', or correct the reader's name in the settings.",
        ),
        (
            "cannot be read: the reader 'moon_package:Other' is not there (module 'moon_package' has "
            "no attribute 'Other')",
            "Install the package that holds 'moon_package', or correct the reader's name in the settings.",
        ),
        (
            "cannot be read: the reader 'moon_package' is not there (module 'moon_package' has no attribute '')",
            "Install the package that holds 'moon_package', or correct the reader's name in the settings.",
        ),
        (
            "cannot be read: the reader '' is not there (Empty module name)",
            "Install the package that holds '', or correct the reader's name in the settings.",
        ),
    ]


def test_a_reader_that_is_none_or_fails_is_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "eagle.moon"
    file.write_text("")
    assert (
        refused(file, "moon_package:NoReader").message
        == "cannot be read: 'moon_package:NoReader' is not a llama-index reader"
    )
    assert (
        refused(file, "moon_package:MoonReader").message
        == "cannot be read by 'moon_package:MoonReader' (RuntimeError: no moon)"
    )
