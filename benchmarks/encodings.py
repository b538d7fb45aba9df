"""How often a short text that does not name its encoding is read right, and UTF-8 with a stray byte kept.

    python benchmarks/encodings.py [--wrong]

benchmarks/encodings.jsonl has 78 news-like sentences of 26 European languages, each with the encodings of its own. Each
is read once and eight times over in each. The weights of the guess (encodings.py of the readers) were chosen on those
that are not `held_out`. Of each sentence in UTF-8, 20 copies get a byte that is none at a place drawn by chance.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from assistant.articles.readers.decoding import decoded

_COPIES = 20


def main() -> None:
    """Prints how many are right, for the held-out sentences and the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print what was read wrongly")
    wrong = parser.parse_args().wrong
    lines = (Path(__file__).parent / "encodings.jsonl").read_text("utf-8").splitlines()
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for row in map(json.loads, lines):
        kind = "held out" if row["held_out"] else "developed on"
        for encoding in row["encodings"]:
            for times in (1, 8):
                text = "\n".join([row["text"]] * times)
                found = decoded(text.encode(encoding))
                every[kind] += 1
                right[kind] += found.text == text
                if wrong and found.text != text:
                    print(row["language"], encoding, times, found.remarks)
    for kind, count in every.items():
        print(f"{kind}: {right[kind]} of {count} read right")
    damaged = [copy for row in map(json.loads, lines) for copy in _damaged(row["text"])]
    kept = sum(decoded(data).text == data.decode("utf-8", "replace") for data in damaged)
    print(f"UTF-8 with a stray byte: {kept} of {len(damaged)} kept")


def _damaged(text: str) -> list[bytes]:
    chance = random.Random(text)
    copies = []
    for _ in range(_COPIES):
        at = chance.randrange(len(text) + 1)
        copies.append(text[:at].encode() + bytes([chance.randrange(0x80, 0x100)]) + text[at:].encode())
    return copies


if __name__ == "__main__":
    main()
