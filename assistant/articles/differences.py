"""Two versions of an article to what changed: its fields, and its sentences with the words that differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.language.normalise import UNSPACED
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from assistant.records.versions import Change, ChangeKind, Difference, Span

# Two sentences with half of their words in common are shown as one that changed: with fewer, more would be marked than
# not.
ALIKE = 0.5
# Sentences to compare with each other where a run of them was rewritten; 40,000 pairs take a second.
_MOST_PAIRS = 40_000
_TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,:]\d+)*|[^\W\d_{UNSPACED}]+(?:[’'-][^\W\d_{UNSPACED}]+)*|\S")


def difference(old: Article, new: Article) -> Difference:
    """What changed from one version to the next; all spans count characters of their version's text."""
    old_spans, new_spans = _spans(old.text), _spans(new.text)
    changes: list[Change] = []
    unchanged = 0
    texts = _squeezed(old.text, old_spans), _squeezed(new.text, new_spans)
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            unchanged += b - a
        else:
            changes += _rewritten(old.text, old_spans[a:b], new.text, new_spans[c:d])
    return Difference(_fields(old, new), tuple(_with_moves(changes, old.text, new.text)), unchanged)


def sentence_likeness(first: str, second: str) -> float:
    """The share of words that two sentences have in common, from 0 to 1 (Dice, each word counted as often as it is)."""
    return _dice(_counted(first), _counted(second))


def _spans(text: str) -> list[Span]:
    return [(sentence.start, sentence.end) for sentence in split_sentences(text)]


def changed_words(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of two sentences that differ, each counted from the sentence's start."""
    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(None, [old[a:b] for a, b in before], [new[a:b] for a, b in after], autojunk=False)
    old_words: list[Span] = []
    new_words: list[Span] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            old_words += [(before[a][0], before[b - 1][1])] if b > a else []
            new_words += [(after[c][0], after[d - 1][1])] if d > c else []
    return tuple(old_words), tuple(new_words)


def _squeezed(text: str, spans: Sequence[Span]) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in spans]


def _fields(old: Article, new: Article) -> dict[str, tuple[str | None, str | None]]:
    found = {}
    for name in ("title", "source", "url", "authors", "published", "published_time"):
        before, after = _shown(getattr(old, name)), _shown(getattr(new, name))
        if before != after:
            found[name] = (before, after)
    return found


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)


def _rewritten(old: str, old_spans: Sequence[Span], new: str, new_spans: Sequence[Span]) -> list[Change]:
    """The changes of a run of sentences that another took the place of, in the new text's order."""
    pairs = dict(_paired([old[a:b] for a, b in old_spans], [new[a:b] for a, b in new_spans]))
    changes: list[Change] = []
    told = 0
    for number, span in enumerate(old_spans):
        if number not in pairs:
            changes.append(Change(ChangeKind.REMOVED, old=span))
            continue
        changes += [Change(ChangeKind.ADDED, new=each) for each in new_spans[told : pairs[number]]]
        changes.append(_changed(old, span, new, new_spans[pairs[number]]))
        told = pairs[number] + 1
    return changes + [Change(ChangeKind.ADDED, new=each) for each in new_spans[told:]]


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which sentence became which, in order, so that the sum of likenesses is the highest (dynamic programming)."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return []
    words = [_counted(each) for each in old], [_counted(each) for each in new]
    likeness = [[_dice(first, second) for second in words[1]] for first in words[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            joined = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(joined, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _changed(old: str, old_span: Span, new: str, new_span: Span) -> Change:
    words = changed_words(old[slice(*old_span)], new[slice(*new_span)])
    old_words, new_words = (
        tuple((start + span[0], end + span[0]) for start, end in each)
        for each, span in zip(words, (old_span, new_span), strict=True)
    )
    return Change(ChangeKind.CHANGED, old_span, new_span, old_words, new_words)


def _with_moves(changes: Sequence[Change], old: str, new: str) -> Iterator[Change]:
    """A sentence that went from one place and came to another has moved."""
    gone: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind is ChangeKind.REMOVED and change.old:
            gone[" ".join(old[slice(*change.old)].split())].append(change)
    moved: dict[Change, Change] = {}
    for change in changes:
        if change.kind is ChangeKind.ADDED and change.new:
            same = gone[" ".join(new[slice(*change.new)].split())]
            if same:
                moved[change] = same.pop(0)
    left_behind = set(moved.values())
    for change in changes:
        if change in moved:
            yield replace(change, kind=ChangeKind.MOVED, old=moved[change].old)
        elif change not in left_behind:
            yield change


def _tokens(text: str) -> list[Span]:
    return [match.span() for match in _TOKEN.finditer(text)]


def _counted(text: str) -> Counter[str]:
    return Counter(token for token in _TOKEN.findall(text.casefold()) if token[0].isalnum())


def _dice(first: Counter[str], second: Counter[str]) -> float:
    return 2 * (first & second).total() / max(1, first.total() + second.total())
