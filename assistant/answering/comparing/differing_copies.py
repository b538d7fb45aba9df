"""Cited sentences to what nearly the same sentence of another article says instead: both sides of each difference.

Near-copies of one text differ in a verb, a name, a "not", a day or a number more often than two reports of one event
tell each other apart: what is compared here is the sentence around the difference, not its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.answering.comparing.corrections import may_be_notice
from assistant.answering.evidence.near_duplicates import key_of, stands_in
from assistant.answering.evidence.remarks import Place, Remark, brings_up_to_date, named, places
from assistant.language.sentences import split_sentences
from assistant.language.words import NOT, Token
from assistant.records.answers import NoteKind
from assistant.records.articles import Article
from assistant.records.evidence import Evidence, Handle, Passage
from assistant.time.reading import read

# So much of the words of two sentences must be the same, in the same order.
_LEAST_SAME = 0.65
# So many words with meaning must be shared by sentences of articles that share no whole sentence: "did not respond to a
# request for comment" is said of many.
_SPECIFIC = 4
# And so many days may lie between them: floods, strikes and pages of news come again. Near-copies may be further apart.
_DAYS_OF_ONE_EVENT, _DAYS_APART = 7, 120
# So many words may stand for others; with more of them two sentences only begin or end alike.
_MOST_WORDS = 6
_MOST_SIDES = 4
_SIGNS = frozenset("$€£¥₹%")
_DENIALS = frozenset({NOT, "no", "never", "nor", "none", "neither", "without"})
_LIGHT = frozenset(
    "a an the that this these those of in on at to by and as is are was were be been being has have had will would it"
    " its their his her with which who".split()
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One article's wording of a difference."""

    place: Place
    said: str


def twin_remarks(cited: Sequence[Handle], evidence: Evidence) -> list[Remark]:
    """What articles say instead of a cited sentence in a sentence that is otherwise the same, in a remark for each."""
    every = places(evidence)
    return remarks_on_twins([place for handle in cited for place in every if place.handle == handle], every)


def remarks_on_twins(shown: Sequence[Place], every: Sequence[Place]) -> list[Remark]:
    """The same, of places; each pair of wordings is told of once."""
    remarks: list[Remark] = []
    told: set[Handle] = set()
    for place in shown:
        if place.handle not in told:
            for sides in _sides(place, every):
                remarks.append(_remark(sides))
                told |= {side.place.handle for side in sides}
    return remarks


def with_sides(cited: Sequence[Handle], remarks: Sequence[Remark]) -> list[Handle]:
    """The cited sentences, each followed by those that the remarks set against it, the latest word first."""
    ordered: list[Handle] = []
    for handle in cited:
        sides = [(remark.latest, *remark.handles) for remark in remarks if handle in remark.handles]
        latest = [side[0] for side in sides if side[0] is not None]
        ordered += [*latest, handle, *(each for side in sides for each in side[1:] if each is not None)]
    return list(dict.fromkeys(ordered))


def within_limit(passages: Sequence[Passage], limit: int) -> list[Passage]:
    """The first passages, and of those behind them a few that contradict a sentence of theirs."""
    kept, shown = list(passages[:limit]), [each for passage in passages[:limit] for each in _places(passage)]
    held = [(each, _rough(each.text)) for each in shown]
    for passage in passages[limit:]:
        sentences = [(each, _rough(each.text)) for each in _places(passage)]
        if len(kept) < limit + _MOST_SIDES and any(
            2 * len(words & other_words) >= len(words) and twin(place, other) is not None
            for place, words in held
            for other, other_words in sentences
        ):
            kept.append(passage)
    return kept


def difference(first: str, second: str) -> tuple[str, str] | None:
    """What two sentences say differently where they are otherwise the same, as each prints it; None where nothing is.

    Words that only one of them adds are no difference, unless they deny; nor are other forms of the same words.
    """
    words, others = _words(first), _words(second)
    stems, other_stems = _stems(words), _stems(others)
    if len(set(stems) & set(other_stems)) < _LEAST_SAME * min(len(set(stems)), len(set(other_stems))):
        return None
    match = SequenceMatcher(None, stems, other_stems, autojunk=False)
    if match.ratio() < _LEAST_SAME:
        return None
    spans = [
        _with_neighbours(range(start, end), range(other_start, other_end), len(words), len(others))
        for tag, start, end, other_start, other_end in match.get_opcodes()
        if tag != "equal"
        and _differ(words[start:end], others[other_start:other_end])
        and not _moved(stems[start:end], other_stems, other_stems[other_start:other_end], stems)
    ]
    if not spans:
        return None
    return _printed(first, words, [own for own, _ in spans]), _printed(second, others, [own for _, own in spans])


def twin(place: Place, other: Place) -> tuple[str, str] | None:
    """What two places of different articles, which may be of one event, say differently in one sentence."""
    one, two = place.article, other.article
    if one.id == two.id:
        return None
    apart = abs(one.published - two.published) if one.published and two.published else timedelta(0)
    if apart > timedelta(days=_DAYS_APART):
        return None
    found = difference(place.text, other.text)
    if found is None or _same_day(place, other, found):
        return None
    shared = {word.stem for word in _words(place.text) if word.is_content} & set(_stems(_words(other.text)))
    close = apart <= timedelta(days=_DAYS_OF_ONE_EVENT)
    if not shared or not ((close and len(shared) >= _SPECIFIC) or _near_copies(one, two, close=close)):
        return None
    return found if not stands_in(place.text, two) and not stands_in(other.text, one) else None


def _places(passage: Passage) -> list[Place]:
    return [Place(Handle(1, each.number + 1), passage.article, each) for each in passage.sentences]


def _rough(text: str) -> frozenset[str]:
    """The words of a sentence, read quickly."""
    return frozenset(text.lower().split())


def _sides(place: Place, every: Sequence[Place]) -> Iterator[list[_Side]]:
    """The wordings that differ from a place's in the same words, with its own first."""
    groups: dict[str, list[_Side]] = {}
    keys = {key_of(place.text)}
    for other in every:
        found = twin(place, other)
        if found is not None and key_of(other.text) not in keys:
            keys.add(key_of(other.text))
            groups.setdefault(found[0], [_Side(place, found[0])]).append(_Side(other, found[1]))
    for sides in groups.values():
        yield sides[:_MOST_SIDES]


def _near_copies(one: Article, two: Article, *, close: bool) -> bool:
    """Whether two articles share a whole sentence, or, close in time, their title."""
    if close and key_of(one.title) == key_of(two.title):
        return True
    return any(stands_in(sentence.of(one.text), two) for sentence in split_sentences(one.text))


def _words(text: str) -> list[Token]:
    """The words and numbers of a sentence, and the signs of what the numbers count."""
    return [token for token in read(text).tokens if token.stem or token.text in _SIGNS]


def _stems(words: Sequence[Token]) -> list[str]:
    return [word.stem or word.text for word in words]


def _differ(own: Sequence[Token], others: Sequence[Token]) -> bool:
    """Whether words stand for words of another meaning, or one side alone denies."""
    if (sum(word.stem in _DENIALS for word in own) - sum(word.stem in _DENIALS for word in others)) % 2:
        return True
    if "".join(word.text.lower() for word in own) == "".join(word.text.lower() for word in others):
        return False
    heavy, other_heavy = ([word for word in side if _stems([word])[0] not in _LIGHT] for side in (own, others))
    if not heavy or not other_heavy or set(_stems(heavy)) == set(_stems(other_heavy)):
        return False
    # "Before" may stand for "after"; where it stands for "starting", how a thing is said differs.
    return any(map(_weighs, heavy)) == any(map(_weighs, other_heavy)) and len(heavy) + len(other_heavy) <= _MOST_WORDS


def _moved(own: Sequence[str], in_other: Sequence[str], others: Sequence[str], in_own: Sequence[str]) -> bool:
    """Whether one side only says elsewhere what stands here on the other; where both do, the two are swapped."""
    here, there = ({*side} - _LIGHT for side in (own, others))
    return bool(here and there) and (here <= {*in_other}) != (there <= {*in_own})


def _weighs(word: Token) -> bool:
    return word.is_content or not word.stem


def _same_day(place: Place, other: Place, found: tuple[str, str]) -> bool:
    """Whether all that differs are names of one day: "today" and "Thursday"."""
    days = [
        {day for mention in read(said, side.article.published).dates if mention.text == said for day in mention.days}
        for said, side in zip(found, (place, other), strict=True)
    ]
    return bool(days[0] & days[1])


def _with_neighbours(own: range, other: range, words: int, others: int) -> tuple[range, range]:
    """Both spans; with a word on either side where one is empty, as where only the other denies."""
    if own and other:
        return own, other
    before, after = min(1, own.start, other.start), min(1, words - own.stop, others - other.stop)
    return range(own.start - before, own.stop + after), range(other.start - before, other.stop + after)


def _printed(text: str, words: Sequence[Token], spans: Sequence[range]) -> str:
    """The words of the spans as printed, those between them left out."""
    return " … ".join(text[words[span[0]].start : words[span[-1]].end] for span in spans if span)


def _remark(sides: Sequence[_Side]) -> Remark:
    ordered = sorted(sides, key=lambda side: str(side.place.article.published or ""))
    handles = tuple(side.place.handle for side in ordered)
    listed = [f"“{side.said}” ({named(side.place.article)})" for side in ordered]
    last = ordered[-1]
    if not all(brings_up_to_date(one.place, two.place) for one, two in pairwise(ordered)):
        text = f"The articles differ: {', '.join(listed[:-1])} and {listed[-1]}."
        return Remark(NoteKind.DISAGREEMENT, text, handles)
    if len(sides) == 2 and may_be_notice(last.place.article) and last.place.article.source:
        text = f"Corrected by {named(last.place.article)}: “{last.said}”, not “{ordered[0].said}”."
        return Remark(NoteKind.CORRECTION, text, handles, latest=handles[-1])
    text = f"The report has changed: first {', then '.join(listed)}."
    return Remark(NoteKind.DISAGREEMENT, text, handles, latest=handles[-1])
