"""Where indexing's processor time goes: each stage alone, on the same articles, in the order in which indexing has it.

Run by benchmarks/indexing.py in a process of its own, for the first use of a stage pays for its imports. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.articles.files import find_files, read_articles
from assistant.records.articles import Article


class Spent:
    """Processor seconds by stage, those of all threads together."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {"starting Python": time.process_time()}

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Counts what is done inside for a stage."""
        began = time.process_time()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began


def time_stages(articles: Path) -> dict[str, float]:
    """Processor seconds of each stage of indexing these articles."""
    spent = Spent()
    with spent.on("reading files"):
        files = find_files([articles]).files
        read = [each for file in files for each in read_articles(file, name=file.name) if isinstance(each, Article)]
    with spent.on("sentences (syntok)"):
        from assistant.language.sentences import split_sentences

        sentences = [split_sentences(each.text) for each in read]
    with spent.on("importing llama_index"):
        from assistant.index.updating.ingest import Ingest, SplitArticle, embedded_text
    with spent.on("loading the embedder"):
        from assistant.models.local_embedder import LocalEmbedder

        ingest = Ingest(LocalEmbedder(), chunk_words=100)
    with spent.on("chunks (SentenceSplitter)"):
        chunks = [ingest.chunks(each, own) for each, own in zip(read, sentences, strict=True)]
    with spent.on("dates"):
        from assistant.time.date_expressions import find_dates

        dates = [find_dates(each.text, each.published) for each in read]
    with spent.on("speech"):
        from assistant.articles.speech.speech import find_utterances

        speech = [find_utterances(each, own) for each, own in zip(read, sentences, strict=True)]
    from assistant.index.storage.schema import create_catalogue
    from assistant.index.storage.writing import CatalogueWriter, Marks

    split = []
    for article, own, ours, found, said in zip(read, sentences, chunks, dates, speech, strict=True):
        texts = tuple(embedded_text(article, own, chunk) for chunk in ours)
        split.append(SplitArticle(article, own, ours, texts, Marks("", found, said)))
    with spent.on("embedding"):
        prepared = ingest.embed(split)
    with (
        spent.on("storing"),
        tempfile.TemporaryDirectory() as folder,
        closing(create_catalogue(Path(folder))) as connection,
    ):
        writer = CatalogueWriter(connection)
        for start in range(0, len(prepared), 8):
            writer.store([("articles", each) for each in prepared[start : start + 8]])
    return spent.seconds


if __name__ == "__main__":
    print(json.dumps(time_stages(Path(sys.argv[1]))))
