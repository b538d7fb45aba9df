"""Folders that are dear to fill: filled once for all the processes of pytest-xdist, and copied for each."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def copy_of(name: str, factory: pytest.TempPathFactory, fill: Callable[[Path], object]) -> Path:
    """This process's own copy of what `fill` puts into a folder, in the first process that asks."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    whole, begun = shared / f"{name}-whole", shared / f"{name}-begun"
    with FileLock(shared / f"{name}.lock"):
        if not whole.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            fill(begun)
            begun.rename(whole)
    return Path(shutil.copytree(whole, factory.mktemp(name), symlinks=True, dirs_exist_ok=True))
