"""How often the rules name who speaks in sentences of news, beside the nearest capitalised name to a verb of saying.

    python benchmarks/speakers.py ARTICLES.jsonl.gz [--set dev]

speakers.md tells how the sentences were labelled. Claimed is what the rules find with at least the confidence that
`assistant said` asks for. A claim is right when it names the speaker of a turn, by the speaker's own or another name or
description of the same one, and what it takes for said lies within that turn; on a sentence without speech every claim
is wrong. Found: the share of the turns that tell who speaks for which a claim is right. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.articles.files import read_articles
from assistant.articles.speech.speech import find_utterances
from assistant.language.sentences import split_sentences
from assistant.language.word_lists import alternatives, forms_used
from assistant.records.articles import Article, Sentence
from assistant.records.speech import LEAST_CONFIDENCE, SpeechKind, Utterance

LABELS = Path(__file__).with_name("speakers.jsonl")
_PRONOUNS = frozenset(("he", "she", "they", "it", ""))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_NAME = re.compile(r"[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*")
_SAYING = re.compile(rf"\b(?:{alternatives(forms_used('FTQ'))}|according to)\b")

Label = Mapping[str, Any]
Finder = Callable[[Article, Sequence[Sentence]], Iterable[Utterance]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One finding on a labelled sentence, and the turn that it is right about."""

    utterance: Utterance
    label: Label
    turn: Mapping[str, Any] | None


def main() -> None:
    """Prints precision and recall by kind, for the rules and for the nearest name, and the rules' calibration."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--set", default="test", choices=("test", "dev"))
    parser.add_argument("--wrong", action="store_true", help="print what is wrong and what is missed (dev only)")
    arguments = parser.parse_args()
    labels = read_labels(arguments.set)
    articles = read_labelled(arguments.articles, labels)
    print(report(labels, articles))
    if arguments.wrong and arguments.set == "dev":
        print("\n".join(_wrong(labels, articles)))


def report(labels: Sequence[Label], articles: Mapping[int, Article]) -> str:
    """The tables as text."""
    speech = sum(label["speech"] for label in labels)
    lines = [f"{speech} sentences with speech, {len(labels) - speech} without", ""]
    lines += _figures("the nearest name to a verb of saying", labels, articles, nearest_names)
    lines += ["", *_figures("the rules", labels, articles, find_utterances)]
    claims = list(_claims(labels, articles, find_utterances))
    lines += ["", "confidence   findings   right"]
    for low, high in ((0.0, 0.3), (0.3, 0.6), (0.6, 0.75), (0.75, 0.85), (0.85, 0.92), (0.92, 1.01)):
        within = [claim for claim in claims if low <= claim.utterance.confidence < high]
        right = sum(claim.turn is not None for claim in within)
        share = f"{right / len(within):.2f}" if within else "–"
        lines.append(f"{low:.2f} - {min(high, 1):.2f}  {len(within):8}   {share}")
    return "\n".join([*lines, "", _speed(list(articles.values()))])


def read_labels(part: str, table: Path = LABELS) -> list[Label]:
    """The labels of a set, "test" or "dev"."""
    labels = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    return [label for label in labels if label["set"] == part]


def read_labelled(path: Path, labels: Sequence[Label]) -> dict[int, Article]:
    """The labelled articles of a file, by row."""
    rows = {label["row"] for label in labels}
    found = {}
    for article in read_articles(path, name=path.name):
        if isinstance(article, Article) and int(article.path.rsplit("#", 1)[1]) in rows:
            found[int(article.path.rsplit("#", 1)[1])] = article
    return found


def claims_of(
    labels: Sequence[Label], articles: Mapping[int, Article], finder: Finder = find_utterances
) -> list[Claim]:
    """What is claimed on the labelled sentences with the confidence that `assistant said` asks for."""
    return [claim for claim in _claims(labels, articles, finder) if claim.utterance.confidence >= LEAST_CONFIDENCE]


def found_turns(labels: Sequence[Label], claims: Sequence[Claim]) -> list[Mapping[str, Any]]:
    """The turns that tell who speaks for which a claim is right."""
    turns = [turn for label in labels for turn in label["turns"] if turn["speaker"]]
    return [turn for turn in turns if any(claim.turn is turn for claim in claims)]


def nearest_names(article: Article, sentences: Sequence[Sentence]) -> Iterator[Utterance]:
    """The baseline: in every sentence with a verb of saying, the capitalised name that stands nearest to it."""
    for sentence in sentences:
        text = sentence.of(article.text)
        verb = _SAYING.search(text)
        names = [name.span() for name in _NAME.finditer(text) if name.start() or " " in name.group()]
        if verb is None or not names:
            continue
        start, end = min(names, key=lambda span: max(span[0] - verb.end(), verb.start() - span[1]))
        mention = (sentence.start + start, sentence.start + end)
        kind = SpeechKind.DIRECT if text[:1] in '“"' else SpeechKind.INDIRECT
        yield Utterance(sentence.number, text[start:end], mention, (sentence.start, sentence.end), kind, 1.0)


def wilson(right: int, of: int) -> str:
    """A share with its 95 % interval."""
    if not of:
        return "    –"
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.3f} ({middle - half:.2f}–{middle + half:.2f}) of {of}"


def _speed(articles: Sequence[Article]) -> str:
    split = [(article, split_sentences(article.text)) for article in articles]
    words = sum(len(article.text.split()) for article in articles)
    began = time.process_time()
    for article, sentences in split:
        find_utterances(article, sentences)
    return f"{1_000_000 * (time.process_time() - began) / words:.1f} ms of processor for 1,000 words"


def _figures(name: str, labels: Sequence[Label], articles: Mapping[int, Article], finder: Finder) -> list[str]:
    claims = claims_of(labels, articles, finder)
    right = [claim for claim in claims if claim.turn is not None]
    lines = [name, f"  speaker right of what is claimed  {wilson(len(right), len(claims))}"]
    turns = [turn for label in labels for turn in label["turns"] if turn["speaker"]]
    for kind in ("all", *SpeechKind):
        own = [turn for turn in turns if kind in ("all", turn["kind"])]
        found = [turn for turn in found_turns(labels, claims) if kind in ("all", turn["kind"])]
        lines.append(f"  found, {kind:9}                  {wilson(len(found), len(own))}")
    told = [claim for claim in right if claim.turn and claim.utterance.kind == claim.turn["kind"]]
    lines.append(f"  way of speaking right             {wilson(len(told), len(right))}")
    silent = [claim for claim in claims if not claim.label["speech"]]
    without = sum(not label["speech"] for label in labels)
    lines.append(f"  claims where nobody speaks        {len(silent)} on {without} sentences")
    return lines


def _claims(labels: Sequence[Label], articles: Mapping[int, Article], finder: Finder) -> Iterator[Claim]:
    """Everything found on the labelled sentences; each turn is told right by one claim at most."""
    for label in labels:
        article = articles[label["row"]]
        sentences = split_sentences(article.text)
        numbers = {each.number for each in sentences if (each.start, each.end) == (label["start"], label["end"])}
        taken: list[Mapping[str, Any]] = []
        for utterance in finder(article, sentences):
            if utterance.sentence not in numbers:
                continue
            fitting = [turn for turn in label["turns"] if _is_right(utterance, turn, label, article.text)]
            free = [turn for turn in fitting if not any(turn is other for other in taken)]
            turn = next(iter(free or fitting), None)
            taken += [turn] if turn else []
            yield Claim(utterance, label, turn)


def _is_right(utterance: Utterance, turn: Mapping[str, Any], label: Label, text: str) -> bool:
    if turn["speaker"] is None or utterance.speaker.lower() in _PRONOUNS:
        return False
    start, end = turn["said"]
    inside = label["start"] <= start and end <= label["end"]
    if inside and (utterance.said[1] <= start or end <= utterance.said[0]):
        return False
    named = [text[slice(*span)] for span in (turn["speaker"], turn["mention"]) if span]
    if any(_last(name) == _last(utterance.speaker) for name in named):
        return True
    if utterance.mention is None or not _is_as_printed(utterance, text):
        return False
    owned = text[utterance.mention[1] : utterance.mention[1] + 2] in {"’s", "'s"}
    spans = [span for span in (turn["speaker"], turn["mention"]) if span]
    return not owned and any(utterance.mention[0] < span[1] and span[0] < utterance.mention[1] for span in spans)


def _is_as_printed(utterance: Utterance, text: str) -> bool:
    """Whether the speaker is what the sentence prints, and not somebody whom that was taken to mean."""
    mention = text[slice(*utterance.mention)].split() if utterance.mention else []
    words = utterance.speaker.split()
    return bool(mention) and mention[-1].strip(".,") in {word.strip(".,") for word in words}


def _last(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(re.sub(r"[’']s\b", "", name))]
    kept = [word for word in words if word not in _SUFFIXES] or words
    return kept[-1] if kept else ""


def _wrong(labels: Sequence[Label], articles: Mapping[int, Article]) -> Iterator[str]:
    claims = list(_claims(labels, articles, find_utterances))
    for label in labels:
        text = articles[label["row"]].text
        own = [claim for claim in claims if claim.label is label]
        missed = [
            turn
            for turn in label["turns"]
            if turn["speaker"]
            and not any(claim.turn is turn and claim.utterance.confidence >= LEAST_CONFIDENCE for claim in own)
        ]
        wrong = [claim for claim in own if claim.turn is None]
        if not missed and not wrong:
            continue
        yield f"\n{label['row']} {text[label['start'] : label['end']]}"
        for turn in missed:
            yield f"   missed {turn['kind']} {text[slice(*turn['speaker'])]!r}: {text[slice(*turn['said'])][:80]!r}"
        for claim in own:
            each = claim.utterance
            verdict = "WRONG" if claim.turn is None else "right"
            said = text[slice(*each.said)][:80]
            yield f"   {verdict} {each.kind} {each.confidence} {each.speaker!r}: {said!r}"


if __name__ == "__main__":
    main()
