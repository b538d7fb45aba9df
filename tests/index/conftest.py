"""The sample library, indexed once with the bundled embedder and published; tests that change it take a copy."""

import shutil
from pathlib import Path

import pytest

from assistant.models.local_embedder import LocalEmbedder
from shared_folder import copy_of
from small_library import SAMPLE, Made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(copy_of("sample", tmp_path_factory, index_sample))


def index_sample(root: Path) -> None:
    made = Made(root)
    shutil.copytree(SAMPLE, made.articles, dirs_exist_ok=True)
    made.index(embedder=LocalEmbedder(), tail_chunks=0)
