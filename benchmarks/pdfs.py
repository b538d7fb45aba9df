"""How well and how fast libraries read PDFs: words found, and seconds beside pypdf's on the same files.

    python benchmarks/pdfs.py [FOLDER]

FOLDER holds PDFs, each with its text in a file of the same name that ends in .txt; without one the PDFs of
benchmarks/pdf_kinds.py are read. Ours is `assistant`; the others (pypdf, pdfminer.six, pypdfium2, pymupdf) are compared
as far as they are installed, each with the text that its own function for it gives.

Printed for each: precision, recall and F1 of runs of three words (a line welded to another breaks such runs, a word
alone would not show it), how many files are right word for word, and the processor's time as a ratio to pypdf's. The
files are read in turn by all, in this process, so that a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.articles.readers.pdf import extract
from benchmarks.pdf_kinds import kinds

RUN = 3


@dataclass(slots=True)
class Score:
    """What one library found in all files."""

    found: int = 0
    given: int = 0
    wanted: int = 0
    right: int = 0
    refused: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Prints a line for each library that is installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument(
        "--wrong", action="store_true", help="name the files that assistant does not read word for word"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as written:
        files = _files(arguments.folder or _write_kinds(Path(written)))
        if not files:
            parser.error("the folder holds no PDF with its text beside it")
        scores = compare(files)
    print(f"{len(files)} files\n{'':13} precision recall   F1  right refused  time")
    for name, score in scores.items():
        precision, recall = score.found / max(1, score.given), score.found / max(1, score.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        ratio = score.seconds / scores["pypdf"].seconds if "pypdf" in scores else float("nan")
        print(f"{name:13} {precision:9.3f} {recall:6.3f} {f1:.3f} {score.right:5} {score.refused:7} {ratio:5.2f}")
    if arguments.wrong:
        print("\n".join(scores["assistant"].wrong))


def compare(files: Sequence[tuple[Path, str]]) -> dict[str, Score]:
    """The scores of all libraries that are installed."""
    readers = {name: reader for name, (module, reader) in _READERS.items() if _is_installed(module)}
    scores = {name: Score() for name in readers}
    for file, text in files:
        wanted = _runs(text)
        for name, reader in readers.items():
            score = scores[name]
            start = time.process_time()
            try:
                given = reader(file)
            except Exception:  # noqa: BLE001  a library may raise anything; what it does not read counts as missed
                given, score.refused = "", score.refused + 1
            score.seconds += time.process_time() - start
            runs = _runs(given)
            score.found += (runs & wanted).total()
            score.given += runs.total()
            score.wanted += wanted.total()
            if given.split() == text.split():
                score.right += 1
            else:
                score.wrong.append(file.name)
    return scores


def _files(folder: Path) -> list[tuple[Path, str]]:
    texts = [(file, file.with_suffix(".txt")) for file in sorted(folder.glob("*.pdf"))]
    return [(file, text.read_text("utf-8")) for file, text in texts if text.exists()]


def _write_kinds(folder: Path) -> Path:
    for written in kinds():
        (folder / f"{written.kind}.pdf").write_bytes(written.data)
        (folder / f"{written.kind}.txt").write_text(written.text, "utf-8")
    return folder


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)) if words)


def _is_installed(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def _ours(file: Path) -> str:
    found = extract(file)
    return "\n\n".join(filter(None, [found.heading, found.text]))


def _pypdf(file: Path) -> str:
    reader = importlib.import_module("pypdf").PdfReader(file)
    return "\n".join(page.extract_text() for page in reader.pages)


def _pdfminer(file: Path) -> str:
    return str(importlib.import_module("pdfminer.high_level").extract_text(str(file)))


def _pypdfium2(file: Path) -> str:
    document = importlib.import_module("pypdfium2").PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _pymupdf(file: Path) -> str:
    document = importlib.import_module("pymupdf").open(file)
    return "\n".join(page.get_text(sort=False) for page in document)


_READERS: dict[str, tuple[str, Callable[[Path], str]]] = {
    "assistant": ("assistant", _ours),
    "pypdf": ("pypdf", _pypdf),
    "pdfminer.six": ("pdfminer", _pdfminer),
    "pypdfium2": ("pypdfium2", _pypdfium2),
    "pymupdf": ("pymupdf", _pymupdf),
}


if __name__ == "__main__":
    main()
