"""llama-index's own way to index: its SentenceSplitter, an embedding model behind its interface, a Chroma collection.

Run by benchmarks/indexing.py in a process of its own. llama-index's
chunks have 1,024 tokens when nothing else is said, and the model reads 256: of each chunk it embeds the first quarter.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.articles.files import find_files, read_articles
from assistant.records.articles import Article

Embed = Callable[[list[str]], NDArray[np.float32]]


def index_by_llama(articles: Path, embed: Embed) -> int:
    """Indexes the articles into a Chroma collection in a temporary folder; says how many chunks it embedded."""
    import chromadb
    from chromadb.config import Settings
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import Document

    class Embedding(BaseEmbedding):
        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = embed(texts).tolist()
            return vectors

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    read = (each for file in find_files([articles]).files for each in read_articles(file, name=file.name))
    documents = [
        Document(text=each.text, metadata={"title": each.title, "published": str(each.published)})
        for each in read
        if isinstance(each, Article)
    ]
    # Batches as its Hugging Face embedding has them when nothing else is said.
    nodes = IngestionPipeline(transformations=[SentenceSplitter(), Embedding(embed_batch_size=10)]).run(
        documents=documents
    )
    with tempfile.TemporaryDirectory() as folder:
        client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
        collection = client.create_collection("articles")
        for start in range(0, len(nodes), 1_000):
            own = nodes[start : start + 1_000]
            collection.add(
                ids=[each.node_id for each in own],
                embeddings=np.array([each.embedding for each in own], dtype=np.float32),
                documents=[each.get_content() for each in own],
                metadatas=[each.metadata for each in own],
            )
    return len(nodes)
