"""A folder of bundled model files to a session and a tokenizer that run on this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import ModelFilesDamaged

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

Loaded = TypeVar("Loaded")


# Signs of printed Latin that no vocabulary has: a word with one would be unknown to every model.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A loaded model; `checksum` is the SHA-256 of its graph as written down when the files were made."""

    session: onnxruntime.InferenceSession
    tokenizer: tokenizers.Tokenizer
    checksum: str


def load(folder: Path, what: str) -> LocalModel:
    """The model in a folder; each run of it takes one core. Raises ModelFilesDamaged, which calls it `what`."""
    import onnxruntime
    import tokenizers

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    # The extended optimisations would fuse additions into SkipLayerNormalization, at a quarter of the speed.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        checksum = _checksum(folder)
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        own = [tokenizer.normalizer] if tokenizer.normalizer is not None else []
        parted = [tokenizers.normalizers.Replace(sign, letters) for sign, letters in _LIGATURES.items()]
        tokenizer.normalizer = tokenizers.normalizers.Sequence([*parted, *own])
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # tokenizers raises bare Exception, onnxruntime a dozen classes without a parent
        raise ModelFilesDamaged(
            f"The bundled {what} in {str(folder)!r} cannot be loaded: {error}",
            hint="Install grounded-assistant again.",
        ) from error
    return LocalModel(session, tokenizer, checksum)


def once(load: Callable[[], Loaded]) -> Callable[[], Loaded]:
    """What loads only once, however often and by however many threads at the same time it is asked for."""
    loaded, loading = cache(load), Lock()

    def give() -> Loaded:
        with loading:
            return loaded()

    return give


def fault_in(folder: Path) -> str | None:
    """What differs in a folder of model files from the checksums beside them, None where nothing does."""
    try:
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
            checksum, name = line.split()
            with (folder / name).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != checksum:
                    return f"{str(folder / name)!r} is not the file that was shipped"
    except (OSError, ValueError) as error:
        return f"{str(folder)!r} cannot be read: {error}"
    return None


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _checksum(folder: Path) -> str:
    """As written down when the files were made: computing it from tens of megabytes would delay every start."""
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        checksum, name = line.split()
        if name == "model.onnx":
            return checksum
    raise ValueError("SHA256SUMS does not name model.onnx")
