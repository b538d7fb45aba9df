"""How well the verdict's score tells supported from unsupported sentences, beside word-bigram overlap.

    python benchmarks/claims.py claims.jsonl

Each line of the file is an article with sentences written about it and people's answers to whether the article
supports them: {"article": …, "summary_sentences": [{"sentence": …, "responses": [{"response": "yes"}, …]}, …]} (the
form of QAGS, Wang et al. 2020). The majority is taken for the truth. Cited are the three article sentences that share
the most words with the sentence; the baseline looks at the whole article. The figure is the AUROC: the chance that a
supported sentence scores higher than an unsupported one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.verify import Cited, check_statement
from assistant.answering.words import content_words, words_of
from assistant.articles.sentences import split_sentences

_CITED = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about an article, and whether most people found it supported."""

    article: str
    sentence: str
    supported: bool


def main() -> None:
    """Prints one line for each method, and how the verdicts fall."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("claims", type=Path)
    claims = list(_read(parser.parse_args().claims))
    truth = [claim.supported for claim in claims]
    began = time.perf_counter()
    verdicts = [check_statement(claim.sentence, _cited(claim)) for claim in claims]
    milliseconds = 1000 * (time.perf_counter() - began) / len(claims)
    print(f"{len(claims)} sentences, {sum(truth)} of them supported")
    print(f"word bigrams in the article   AUROC {auroc([_bigram_overlap(claim) for claim in claims], truth):.3f}")
    print(f"check_statement               AUROC {auroc([verdict.score for verdict in verdicts], truth):.3f}")
    for wanted, name in ((True, "supported"), (False, "unsupported")):
        passed = [verdict.supported for verdict, is_true in zip(verdicts, truth, strict=True) if is_true is wanted]
        print(f"of the {name} ones {sum(passed)} of {len(passed)} pass ({sum(passed) / len(passed):.0%})")
    print(f"{milliseconds:.1f} ms a sentence, choosing what is cited included")


def auroc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """The chance that a true one scores higher than a false one; a tie counts half (Mann and Whitney 1947)."""
    order = sorted(range(len(scores)), key=lambda index: scores[index])
    rank_sum, start = 0.0, 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        mean_rank = (start + 1 + end) / 2
        rank_sum += mean_rank * sum(truth[index] for index in order[start:end])
        start = end
    positives = sum(truth)
    return (rank_sum - positives * (positives + 1) / 2) / (positives * (len(truth) - positives))


def _read(path: Path) -> Iterator[Claim]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for each in row["summary_sentences"]:
            votes = [response["response"] == "yes" for response in each["responses"]]
            yield Claim(row["article"], each["sentence"], 2 * sum(votes) > len(votes))


def _cited(claim: Claim) -> list[Cited]:
    sentences = [sentence.of(claim.article) for sentence in split_sentences(claim.article)]
    words = set(content_words(claim.sentence))
    best = sorted(range(len(sentences)), key=lambda index: -len(words.intersection(words_of(sentences[index]))))
    return [
        Cited(sentences[index], before=sentences[index - 1] if index else "", title="", source=None, published=None)
        for index in sorted(best[:_CITED])
    ]


def _bigram_overlap(claim: Claim) -> float:
    """The share of the sentence's neighbouring pairs of words that stand in the article."""
    words, there = words_of(claim.sentence), words_of(claim.article)
    pairs = list(itertools.pairwise(words))
    known = set(itertools.pairwise(there))
    return sum(pair in known for pair in pairs) / max(1, len(pairs))


if __name__ == "__main__":
    main()
