"""The sample library, indexed once with the bundled embedder and published; tests that change it take a copy."""

import shutil

import pytest

from assistant.models.local_embedder import LocalEmbedder
from small_library import SAMPLE, Made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    made = Made(tmp_path_factory.mktemp("sample"))
    shutil.copytree(SAMPLE, made.articles, dirs_exist_ok=True)
    made.index(embedder=LocalEmbedder(), tail_chunks=0)
    return made
