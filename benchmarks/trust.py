"""How far a grade can be relied on: sentences of which people know whether their sources say them.

    python benchmarks/trust.py [--statements FILE.jsonl]... [--pairs FILE.jsonl] [--summaries FILE.jsonl[.gz]]
        [--claims FILE.jsonl] [--articles ARTICLES.jsonl.gz] [--judge]

statements  freely worded sentences about articles, each with what it cites: {"text", "true", "kind", "article":
            {"title", "source", "published"}, "cited": [{"sentence", "before", "after"}]}; the project's own, about the
            sample library, are always read
pairs       {"premise", "claim", "label"}, the form of FEVER-symmetric (Schuster et al. 2019)
summaries   {"article", "summary": [sentences], "factuality"}, the form of FRANK (Pagnoni et al. 2021); a summary is
            false when people found anything wrong with it
claims      {"article", "summary_sentences": [{"sentence", "responses": [{"response"}]}]}, the form of QAGS (Wang et al.
            2020); the majority is the truth
articles    changed sentences of news (benchmarks/perturbations.py): a test of what the comparison of words finds

Of each set is printed which share of the true and of the false sentences shows a difference of words, with 95 %
intervals, and for a baseline what the share of words that the source has (word overlap) finds of the false where it
alarms at as many of the true. With --judge each statement and pair is also judged by the model that the environment
names (OPENAI_BASE_URL, OPENAI_API_KEY, ASSISTANT_JUDGE_MODEL): which share of the true it confirms, and of the false it
refuses.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.checking.findings import Cited, differences_in_words, find_differences
from assistant.answering.evaluation.metrics import share_interval
from assistant.answering.writing.judging import Case, Judge, judge_cases
from assistant.language.sentences import split_sentences
from assistant.language.words import content_words
from assistant.prompts import load_prompts
from assistant.records.articles import Article
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.settings import load_settings
from assistant.wiring.models import make_model
from benchmarks import perturbations
from benchmarks.perturbing.originals import half_of, read_articles

OWN = Path(__file__).parent / "statements.jsonl"
REPLY_TOKENS = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """A sentence with what it cites, and whether that says it."""

    text: str
    true: bool
    cited: tuple[Cited, ...]
    kind: str = ""


def main() -> None:
    """Prints the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=Path, action="append", default=[])
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--summaries", type=Path)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--judge", action="store_true")
    given = parser.parse_args()
    judged = {"own": list(statements_in(OWN))}
    judged |= {file.stem: list(statements_in(file)) for file in given.statements}
    judged |= {given.pairs.stem: list(pairs_in(given.pairs))} if given.pairs else {}
    others = {given.summaries.stem: list(summaries_in(given.summaries))} if given.summaries else {}
    others |= {given.claims.stem: list(claims_in(given.claims))} if given.claims else {}
    print(f"{'differences of words':24} {'true':>5} {'told':20} {'false':>5} {'told':20} overlap tells of the false")
    for name, known in (judged | others).items():
        print(words_line(name, known), flush=True)
    if given.articles:
        print("", *changes(given.articles), sep="\n", flush=True)
    if given.judge:
        print(f"\n{'the judge':24} {'true':>5} {'confirmed':20} {'false':>5} {'refused':20} not judged")
        for name, known in judged.items():
            print(judge_line(name, known), flush=True)


def statements_in(file: Path) -> Iterator[Known]:
    """Freely worded sentences."""
    for row in rows_of(file):
        article = row["article"]
        published = date.fromisoformat(article["published"][:10]) if article.get("published") else None
        cited = (
            Cited(
                each["sentence"], each["before"], article["title"], article.get("source"), published, "", each["after"]
            )
            for each in row["cited"]
        )
        yield Known(row["text"], row["true"], tuple(cited), row["kind"])


def pairs_in(file: Path) -> Iterator[Known]:
    """Pairs of a sentence and a claim."""
    for row in rows_of(file):
        yield Known(row["claim"], row["label"] == "supported", (_whole(row["premise"]),), row["label"])


def summaries_in(file: Path) -> Iterator[Known]:
    """Whole summaries of whole articles."""
    for row in rows_of(file):
        yield Known(" ".join(row["summary"]), row["factuality"] >= 1, (_whole(row["article"]),))


def claims_in(file: Path) -> Iterator[Known]:
    """Single sentences of summaries of whole articles."""
    for row in rows_of(file):
        for each in row["summary_sentences"]:
            said = [one["response"].strip().lower() == "yes" for one in each["responses"]]
            yield Known(each["sentence"], 2 * sum(said) > len(said), (_whole(row["article"]),))


def words_line(name: str, known: Sequence[Known]) -> str:
    """The shares of true and false sentences that differ in words from what they cite, beside the baseline."""
    true, false = ([each for each in known if each.true is side] for side in (True, False))
    told = [[differs(each) for each in side] for side in (true, false)]
    overlaps = sorted(_overlap(each) for each in true)
    threshold = overlaps[min(sum(told[0]), len(overlaps) - 1)] if overlaps else 0.0
    caught = sum(_overlap(each) < threshold for each in false)
    shares = [f"{len(side):5} {share(sum(side), len(side))}" for side in told]
    return f"{name[:24]:24} {' '.join(shares)} {caught / max(1, len(false)):.3f}"


def differs(known: Known) -> bool:
    """Whether a sentence shows a difference of words from what it cites."""
    return bool(find_differences(known.text, known.cited))


def changes(file: Path) -> Iterator[str]:
    """Of each kind of change the share that shows a difference, on the articles on which nothing was developed."""
    rows = perturbations.make_rows(read_articles(file))
    rows = [row for row in rows if half_of(row.original.url) == "held-out"]
    yield f"{'changed':24} {'n':>5} told"
    for kind, group in itertools.groupby(rows, key=lambda row: row.kind):
        told = [bool(find_differences(row.change.statement, [_original(row)])) for row in group]
        yield f"{kind:24} {len(told):5} {share(sum(told), len(told))}"


def judge_line(name: str, known: Sequence[Known]) -> str:
    """What the model makes of sentences, each judged by what it cites."""
    settings = load_settings(Path.cwd())
    model = make_model(settings, settings.judge_model or settings.model)
    if model is None:
        raise SystemExit("No model is named: set OPENAI_BASE_URL or OPENAI_API_KEY.")
    cases, evidence = _cases(known)
    judgement = judge_cases(cases, evidence, Judge(model, load_prompts(), REPLY_TOKENS))
    if judgement.failure:
        raise SystemExit(judgement.failure)
    ruled = [
        (each.true, judgement.rulings[place].confirmed)
        for place, each in enumerate(known)
        if place in judgement.rulings
    ]
    confirmed = [said for true, said in ruled if true]
    refused = [not said for true, said in ruled if not true]
    shares = [f"{len(side):5} {share(sum(side), len(side))}" for side in (confirmed, refused)]
    return f"{name[:24]:24} {' '.join(shares)} {len(known) - len(ruled)}"


def share(count: int, n: int) -> str:
    """A share with its interval."""
    low, high = share_interval(count, n) if n else (0.0, 1.0)
    return f"{count / max(1, n):.3f} ({low:.3f}-{high:.3f}) "


def rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON Lines, gzipped or not."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _cases(known: Sequence[Known]) -> tuple[list[Case], Evidence]:
    """Every sentence as a case of its own, with an article that holds what it cites and what stands around that."""
    parts, cases = [], []
    for number, each in enumerate(known, start=1):
        text = "\n\n".join(" ".join(filter(None, (one.before, one.sentence, one.after))) for one in each.cited)
        first = each.cited[0]
        article = Article(str(number), str(number), text, first.title, first.source, published=first.published)
        spans = [(text.index(one.sentence), text.index(one.sentence) + len(one.sentence)) for one in each.cited]
        sentences = tuple(
            s for s in split_sentences(text) if any(s.start < end and start < s.end for start, end in spans)
        )
        parts.append(EvidenceArticle(number, article, sentences))
        questions = differences_in_words(find_differences(each.text, each.cited))
        handles = tuple(Handle(number, place) for place in range(1, len(sentences) + 1))
        cases.append(Case(each.text, handles, questions=questions))
    return cases, Evidence(tuple(parts))


def _overlap(known: Known) -> float:
    """The share of a sentence's content words that its source has."""
    own = content_words(known.text)
    there = set(content_words(" ".join(each.around for each in known.cited)))
    return sum(word in there for word in own) / max(1, len(own))


def _whole(text: str) -> Cited:
    return Cited(text, "", "", None, None, text)


def _original(row: perturbations.Row) -> Cited:
    original = row.original
    return Cited(original.sentence, original.before, original.title, original.source, original.published)


if __name__ == "__main__":
    main()
