"""How fast articles are indexed and how much memory it takes, in whole processes, each beside its baseline.

    python benchmarks/indexing.py ARTICLES

first      `assistant index` into a new library; its baseline is `embedding`
again      the same once more, when nothing has changed; its baseline is `first`
embedding  the bundled embedder alone on the texts that the first run embedded: what no indexing with it can do without

Memory is the peak of the largest process of each (ru_maxrss). The installed command next to this Python is run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.index.library import LIBRARY_FOLDER
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.schema import open_catalogue
from assistant.index.updating.ingest import EMBED_AT_ONCE, embedded_text
from assistant.models.local_embedder import LocalEmbedder

COMMAND = Path(sys.executable).parent / "assistant"
SOME_SKIPPED = 4  # the exit code of an index that could not read everything
# ru_maxrss counts in KiB on Linux, in bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """A process's wall-clock seconds and its peak memory in bytes."""

    seconds: float
    memory: int


def main() -> None:
    """Prints a line for each run and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="a file or folder of articles; with --embed, a library's folder")
    parser.add_argument("--embed", action="store_true", help=argparse.SUPPRESS)  # this program's own second process
    arguments = parser.parse_args()
    if arguments.embed:
        print(embed_all(arguments.articles))
        return
    with tempfile.TemporaryDirectory() as library:
        index = [str(COMMAND), "--library", library, "index", str(arguments.articles), "--quiet"]
        first, again = run(index), run(index)
        embedding = run([sys.executable, __file__, "--embed", library])
        with closing(open_catalogue(Path(library) / LIBRARY_FOLDER)) as connection:
            articles, chunks = (Catalogue(connection).count(table) for table in ("articles", "chunks"))
    print(f"{articles:,} articles, {chunks:,} chunks\n{'':10} seconds  articles/s  peak MB")
    for name, cost in (("first", first), ("again", again), ("embedding", embedding)):
        print(f"{name:10} {cost.seconds:7.1f} {articles / cost.seconds:11.1f} {cost.memory / 1e6:8.0f}")
    print(f"first takes {first.seconds / embedding.seconds:.2f} times as long as embedding alone")
    print(f"again takes {again.seconds / first.seconds:.3f} of first")


def run(command: Sequence[str]) -> Cost:
    """Runs a command to its end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "OPENAI_"))}
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, SOME_SKIPPED):
        sys.exit(f"{command} ended with {process.returncode}")
    return Cost(time.perf_counter() - began, usage.ru_maxrss * RSS_UNIT)


def embed_all(library: Path) -> int:
    """Embeds every chunk of a library, as many at once as indexing does; says how many there were."""
    embedder = LocalEmbedder()
    with closing(open_catalogue(library / LIBRARY_FOLDER)) as connection:
        catalogue = Catalogue(connection)
        texts, done = list[str](), 0
        for key in [row[0] for row in connection.execute("SELECT key FROM articles")]:
            article, sentences = catalogue.articles([key])[key], catalogue.sentences([key])[key]
            texts += [embedded_text(article, sentences, row.chunk) for row in catalogue.article_chunks(key)]
            if len(texts) >= EMBED_AT_ONCE:
                done += len(embedder.embed(texts))
                texts.clear()
        return done + len(embedder.embed(texts))


if __name__ == "__main__":
    main()
