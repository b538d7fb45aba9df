"""How well the check tells supported from unsupported sentences, beside word bigrams and the embedder's cosine.

    python benchmarks/claims.py CLAIMS.jsonl

Each line is an article with sentences written about it and people's answers to whether the article supports them:
{"article": …, "summary_sentences": [{"sentence": …, "responses": [{"response": "yes"}, …]}, …]} (the form of QAGS, Wang
et al. 2020). The majority is taken for the truth. The sentence cites nothing: the check finds its support in the whole
article itself. AUROC is the chance that a supported sentence scores higher than an unsupported one; its 95 % interval
is bootstrapped over articles.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.metrics import auroc, interval
from assistant.answering.support import find_support
from assistant.answering.verify import Cited, check_statement
from assistant.answering.words import words_of
from assistant.articles.sentences import split_sentences
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Verdict

# Of the supported sentences so many may be refused at the operating point that is printed.
FALSE_ALARMS = 0.10


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about an article (by its number), and whether most people found it supported."""

    article: int
    sentences: tuple[str, ...]
    text: str
    supported: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim with what each method makes of it; higher is better."""

    claim: Claim
    verdict: Verdict
    cosine: float
    bigrams: float


METHODS: dict[str, Callable[[Scored], float]] = {
    "word bigrams in the article": lambda each: each.bigrams,
    "cosine of the closest sentence": lambda each: each.cosine,
    "the check": lambda each: each.verdict.score,
}


def main() -> None:
    """Prints one line for each method, and how the verdicts fall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path)
    print(report(parser.parse_args().claims))


def report(path: Path) -> str:
    """The table as text."""
    began = time.perf_counter()
    scored = score_claims(list(read_claims(path)))
    milliseconds = 1000 * (time.perf_counter() - began) / len(scored)
    supported = sum(each.claim.supported for each in scored)
    lines = [f"{len(scored)} sentences about {len(_by_article(scored))} articles, {supported} of them supported"]
    lines += [f"{'':31} AUROC   95 % interval   caught at <= {FALSE_ALARMS:.0%} false alarms"]
    for name, score in METHODS.items():
        low, high = interval(lambda groups, score=score: _auroc(groups, score), _by_article(scored))  # type: ignore[misc]
        threshold, alarms, caught = operating_point(scored, score)
        point = f"{caught:.3f} ({alarms:.3f} false alarms, threshold {threshold:.3f})"
        lines.append(f"{name:31} {_auroc([scored], score):.3f}   {low:.3f} - {high:.3f}   {point}")
    passed = {
        wanted: [each.verdict.supported for each in scored if each.claim.supported is wanted]
        for wanted in (True, False)
    }
    alarms, caught = (1 - sum(passed[wanted]) / len(passed[wanted]) for wanted in (True, False))
    lines.append(f"the check's own verdict: {caught:.3f} of the unsupported caught, {alarms:.3f} false alarms")
    lines.append(f"{milliseconds:.1f} ms a sentence, its support searched in the whole article, all embedded anew")
    return "\n".join(lines)


def read_claims(path: Path) -> Iterator[Claim]:
    """The claims of a file, in order."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        sentences = tuple(sentence.of(row["article"]) for sentence in split_sentences(row["article"]))
        for each in row["summary_sentences"]:
            votes = [response["response"] == "yes" for response in each["responses"]]
            yield Claim(number, sentences, each["sentence"], 2 * sum(votes) > len(votes))


def score_claims(claims: Sequence[Claim]) -> list[Scored]:
    """Every claim with its scores; articles are embedded once."""
    embedder = LocalEmbedder()
    scored = []
    for _, group in itertools.groupby(claims, key=lambda claim: claim.article):
        of_article = list(group)
        sentences = of_article[0].sentences
        vectors = embedder.embed(sentences)
        for claim in of_article:
            cosines = vectors @ embedder.embed([claim.text])[0]
            chosen = find_support(claim.text, sentences)
            cited = [Cited(sentences[each], sentences[each - 1] if each else "", "", None, None) for each in chosen]
            similarity = float(max((cosines[each] for each in chosen), default=cosines.max()))
            verdict = check_statement(claim.text, cited, similarity=similarity)
            scored.append(Scored(claim, verdict, float(cosines.max()), _bigram_overlap(claim)))
    return scored


def operating_point(scored: Sequence[Scored], score: Callable[[Scored], float]) -> tuple[float, float, float]:
    """The highest threshold with few enough false alarms, their share, and the share of the unsupported caught."""
    good = sorted(score(each) for each in scored if each.claim.supported)
    bad = [score(each) for each in scored if not each.claim.supported]
    threshold = good[int(FALSE_ALARMS * len(good))]
    return (
        threshold,
        sum(each < threshold for each in good) / len(good),
        sum(each < threshold for each in bad) / len(bad),
    )


def _by_article(scored: Sequence[Scored]) -> list[list[Scored]]:
    return [list(group) for _, group in itertools.groupby(scored, key=lambda each: each.claim.article)]


def _auroc(groups: Sequence[Sequence[Scored]], score: Callable[[Scored], float]) -> float:
    rows = [each for group in groups for each in group]
    return auroc([score(each) for each in rows], [each.claim.supported for each in rows])


def _bigram_overlap(claim: Claim) -> float:
    """The share of the sentence's neighbouring pairs of words that stand in the article."""
    pairs = list(itertools.pairwise(words_of(claim.text)))
    known = set(itertools.pairwise(words_of(" ".join(claim.sentences))))
    return sum(pair in known for pair in pairs) / max(1, len(pairs))


if __name__ == "__main__":
    main()
