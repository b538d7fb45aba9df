"""Article sentences, and changed ones of which it is known whether what is cited still supports them, one a line.

    python benchmarks/perturbations.py articles.jsonl.gz --rows rows.jsonl

The articles are JSON Lines: url, title, source, published, text. A statement is to be checked with its own sentence
cited, the sentence before it, the title, source and date beside it. Supported: the sentence as it stands, and light
paraphrases (order, tense, voice, synonyms, other forms of dates and numbers, clauses dropped). Unsupported: one number,
date, name, negation, attribution, speaker, detail of another event, or comparison changed. The changes are made by
patterns of benchmarks/perturbing/, which share none with the check itself. `half` is drawn by the article's url, so
that a check can be tuned on one half and judged by the other.

No rule is perfect. Read by hand were 30 rows of each unsupported kind, 90 paraphrases and 40 sentences as they stand.
One attribution had been no claim; four paraphrases said something else or were no English (what caused three of them
was mended afterwards); every number, date, name, negation, speaker, detail and comparison was wrong, as it should be,
though one in thirty reads oddly ("the Group of 30"). So about one row in a hundred, and one or two paraphrases in
fifty, may be labelled wrongly. The subkind "quotation without speaker" is apart: each is a true quotation whose speaker
is lost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.perturbing.attribution import drop_attribution
from benchmarks.perturbing.dates import change_date
from benchmarks.perturbing.dropping import drop_clause
from benchmarks.perturbing.merged import merge
from benchmarks.perturbing.names import change_name
from benchmarks.perturbing.negation import negate
from benchmarks.perturbing.numbers import change_number
from benchmarks.perturbing.order import turn_round
from benchmarks.perturbing.originals import Original, half_of, originals_of, read_articles
from benchmarks.perturbing.reordering import reorder
from benchmarks.perturbing.restatements import contract, resolve_pronoun, restate_date, restate_number
from benchmarks.perturbing.retelling import retell
from benchmarks.perturbing.speakers import change_speaker
from benchmarks.perturbing.synonyms import replace_words
from benchmarks.perturbing.texts import Change, Rule

SEED = 20
PER_KIND = 450
MOST_OF_AN_ARTICLE = 6
_TRIED = 24  # sentences of an article that are looked at


def keep(original: Original, _chance: Random) -> Iterator[Change]:
    """The sentence as it stands."""
    yield Change("verbatim", original.sentence, "", "")


SUPPORTED: dict[str, tuple[Rule, ...]] = {
    "verbatim": (keep,),
    "paraphrase": (
        reorder,
        retell,
        drop_clause,
        restate_date,
        restate_number,
        contract,
        resolve_pronoun,
        replace_words,
    ),
}
UNSUPPORTED: dict[str, tuple[Rule, ...]] = {
    "number": (change_number,),
    "date": (change_date,),
    "name": (change_name,),
    "negation": (negate,),
    "attribution": (drop_attribution,),
    "speaker": (change_speaker,),
    "merged": (merge,),
    "order": (turn_round,),
}
RULES = SUPPORTED | UNSUPPORTED


@dataclass(frozen=True, slots=True)
class Row:
    """A statement about a sentence, and whether what is cited supports it."""

    kind: str
    original: Original
    change: Change

    def as_json(self) -> dict[str, Any]:
        """The fields of a line of the file."""
        original, change = self.original, self.change
        key = f"{original.url}\n{original.index}\n{self.kind}\n{change.statement}"
        return {
            "id": hashlib.sha256(key.encode()).hexdigest()[:12],
            "kind": self.kind,
            "subkind": change.subkind,
            "half": half_of(original.url),
            "supported": self.kind in SUPPORTED,
            "statement": change.statement,
            "sentence": original.sentence,
            "before": original.before,
            "title": original.title,
            "source": original.source,
            "published": original.published and original.published.isoformat(),
            "change": [change.old, change.new],
        }


def make_rows(articles: Sequence[dict[str, str]], seed: int = SEED, per_kind: int = PER_KIND) -> list[Row]:
    """Rows of every kind from as many articles as needed, the rarer subkinds first; the same for the same seed."""
    chance = Random(seed)
    draw = _Draw({kind: per_kind * (2 if kind == "paraphrase" else 1) for kind in RULES}, chance)
    for article in chance.sample(articles, len(articles)):
        if not draw.wanted_kinds():
            break
        draw.take_from(article)
    order = list(RULES)
    return sorted(
        draw.rows, key=lambda row: (order.index(row.kind), row.change.subkind, row.original.url, row.original.index)
    )


class _Draw:
    """Takes rows from one article after another until there are enough of each kind."""

    def __init__(self, wanted: dict[str, int], chance: Random) -> None:
        self.rows: list[Row] = []
        self._wanted = wanted
        self._chance = chance
        self._kinds: Counter[str] = Counter()
        self._subkinds: Counter[tuple[str, str]] = Counter()
        self._used: set[str] = set()  # the same sentence may stand in several articles

    def wanted_kinds(self) -> list[str]:
        """The kinds of which there are too few rows yet, the fewest first."""
        lacking = [kind for kind in RULES if self._kinds[kind] < self._wanted[kind]]
        return sorted(lacking, key=lambda kind: self._kinds[kind] / self._wanted[kind])

    def take_from(self, article: dict[str, str]) -> None:
        """Adds at most one row of each kind, and one of each sentence."""
        originals = originals_of(article)
        tried = self._chance.sample(originals, min(_TRIED, len(originals)))
        before = len(self.rows)
        for kind in self.wanted_kinds():
            if len(self.rows) - before < MOST_OF_AN_ARTICLE:
                self._take(kind, [original for original in tried if original.sentence not in self._used])

    def _take(self, kind: str, originals: Sequence[Original]) -> None:
        changes = [
            (original, change)
            for original in originals
            for rule in RULES[kind]
            for change in rule(original, self._chance)
            if kind == "verbatim" or change.statement != original.sentence
        ]
        if not changes:
            return
        fewest = min(self._subkinds[kind, change.subkind] for _, change in changes)
        rarest = [(original, change) for original, change in changes if self._subkinds[kind, change.subkind] == fewest]
        original, change = self._chance.choice(rarest)
        self.rows.append(Row(kind, original, change))
        self._kinds[kind] += 1
        self._subkinds[kind, change.subkind] += 1
        self._used.add(original.sentence)


def main() -> None:
    """Prints how many rows there are of each kind, and writes them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=Path, help="JSON Lines, plain or .gz: url, title, source, published, text")
    parser.add_argument("--rows", type=Path, help="file to write the rows to")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--per-kind", type=int, default=PER_KIND)
    given = parser.parse_args()
    rows = make_rows(read_articles(given.articles), given.seed, given.per_kind)
    counts = Counter((row.kind, row.change.subkind) for row in rows)
    for kind in RULES:
        total = sum(count for (its_kind, _), count in counts.items() if its_kind == kind)
        print(f"{kind:12} {'supported' if kind in SUPPORTED else 'unsupported':12} {total:5}")
        for (its_kind, subkind), count in sorted(counts.items()):
            if its_kind == kind and subkind != kind:
                print(f"    {subkind:34} {count:5}")
    articles = len({row.original.url for row in rows})
    held_out = sum(half_of(row.original.url) == "held-out" for row in rows)
    print(f"{len(rows)} rows from {articles} articles, {held_out} held out")
    if given.rows:
        part = given.rows.with_name(given.rows.name + ".part")
        part.write_text("".join(json.dumps(row.as_json(), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        os.replace(part, given.rows)


if __name__ == "__main__":
    main()
