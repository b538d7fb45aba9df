from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.retrieve import Wishes
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts


@pytest.fixture(scope="module")
def plain(sample_library: Path) -> Iterator[Tools]:
    with closing(Library(sample_library, warn=pytest.fail)) as library:
        yield Tools(library, LocalEmbedder(), load_prompts(), Wishes())
