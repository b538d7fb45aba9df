"""The words that English has most, as the bundled embedder's vocabulary holds them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_VOCABULARY = Path(__file__).parent / "embedder_files" / "tokenizer.json"


@cache
def english_words() -> frozenset[str]:
    """About 30,000 words and pieces of words, in lower case; pieces that only continue a word begin with "##"."""
    return frozenset(json.loads(_VOCABULARY.read_text("utf-8"))["model"]["vocab"])
