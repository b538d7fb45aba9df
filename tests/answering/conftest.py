from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from small_library import Made


@pytest.fixture(scope="module")
def plain(sample_library: Path) -> Iterator[Tools]:
    with closing(Library(sample_library, warn=pytest.fail)) as library:
        yield Tools(library, LocalEmbedder(), load_prompts(), SearchOptions())


@pytest.fixture(scope="module")
def tools(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    """On a library of the articles that the module of the test has as ROWS."""
    made = Made(tmp_path_factory.mktemp("library"))
    made.write_rows("rows.jsonl", request.module.ROWS)
    made.index(embedder=LocalEmbedder())
    with closing(Library(made.root, warn=pytest.fail)) as library:
        yield Tools(library, LocalEmbedder(), load_prompts(), SearchOptions())
