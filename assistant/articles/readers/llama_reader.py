"""A file of another kind to an article, by a llama-index reader that the settings name."""

from __future__ import annotations

import importlib
from pathlib import Path

from assistant.articles.metadata.given import RawArticle
from assistant.articles.metadata.metadata import given_by
from assistant.errors import UnreadableFile
from assistant.records.articles import Origin


def read_with_llama(file: Path, reader: str) -> RawArticle:
    """The article that the reader class named ``package.module:Class`` finds; raises UnreadableFile."""
    # Importing llama_index.core takes more than a second: only where such a reader is used.
    from llama_index.core.readers.base import BaseReader

    module, _, name = reader.partition(":")
    try:
        reader_class = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnreadableFile(
            f"cannot be read: the reader {reader!r} is not there ({error})",
            hint=f"Install the package that holds {module or reader!r}, or correct the reader's name in the settings.",
        ) from error
    if not (isinstance(reader_class, type) and issubclass(reader_class, BaseReader)):
        raise UnreadableFile(f"cannot be read: {reader!r} is not a llama-index reader")
    try:
        parts = reader_class().load_data(file)
        texts = [part.get_content() for part in parts]
        named = {key: value for part in reversed(parts) for key, value in part.metadata.items()}
    except Exception as error:  # a stranger's code may raise anything, and must not end the indexing
        raise UnreadableFile(f"cannot be read by {reader!r} ({type(error).__name__}: {error})") from error
    return RawArticle("\n\n".join(texts), given_by(named, Origin.READER))
