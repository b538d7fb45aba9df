"""All figures of a library on disk, each by a script of its own; what follows the name is passed on to it.

    python benchmarks/library.py NAME [ARGUMENT]...      (NAME --help says what it measures)

indexing   articles and chunks a second, beside llama-index's pipeline, one core, and a run in which nothing changed
scale      time, memory, disk and bytes written of libraries of 4,000 to 1,000,000 chunks
topics     a timeline and a summary of a wide topic, beside a question
processes  readers beside a writer, and commands killed at any moment
damages    random damage, and what becomes of it
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

SCRIPTS = {
    "indexing": "indexing",
    "scale": "library_scale",
    "topics": "library_topics",
    "processes": "library_processes",
    "damages": "library_damages",
}


def main() -> None:
    """Runs the script of that name as if it had been called itself."""
    if len(sys.argv) < 2 or sys.argv[1] not in SCRIPTS:
        sys.exit(
            __doc__
            if len(sys.argv) < 2 or sys.argv[1] in {"-h", "--help"}
            else f"{__doc__}\nThere is no {sys.argv[1]!r}."
        )
    here = Path(__file__).parent
    sys.path[0] = str(here.parent)
    script = here / f"{SCRIPTS[sys.argv.pop(1)]}.py"
    sys.argv[0] = str(script)
    runpy.run_path(str(script), run_name="__main__")


if __name__ == "__main__":
    main()
