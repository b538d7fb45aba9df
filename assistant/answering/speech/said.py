"""A name, and a topic where one is given, to what that person or body said, each statement with its sentences."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.answering.evidence.evidence import resolved_between
from assistant.answering.evidence.near_duplicates import key_of
from assistant.answering.speech.said_topic import on_topic
from assistant.answering.speech.speaker_names import matching, nearest, persons
from assistant.index.library import Library
from assistant.language.words import words_of
from assistant.patterns import lazy_pattern
from assistant.records.answers import LeftOut
from assistant.records.ports import Embedder
from assistant.records.questions import Filters, Question
from assistant.records.speech import LEAST_CONFIDENCE, Said, SaidStatement, SpeakerCount, Spoken

# Fewer words than this may be said twice by chance.
_FEWEST_WORDS = 5
_ACRONYM = lazy_pattern(r"[A-Z][A-Z.&]{1,6}")


def find_said(
    name: str, question: Question, library: Library, embedder: Embedder | None, *, limit: int, every: bool = False
) -> Said:
    """What whoever is called `name` said, on the question's text where it has one, within its filters.

    At most `limit` statements: the latest, or with a topic those that fit best; they stand oldest first all the same.
    `every`: also those of which it is not certain that they are theirs. An embedder is needed for a topic.
    """
    filters = question.filters
    library.require_sources(filters.sources)
    speakers = library.speeches.speakers(filters, 0.0)
    groups = persons(_called(name, speakers, library, filters))
    left_out = LeftOut(undated_articles=library.catalogue.count_undated(filters))
    if not groups:
        near = _counted(nearest(name, library.speeches.speakers(filters, LEAST_CONFIDENCE)), library, filters)
        return Said(name, question, nearest=tuple(near), left_out=left_out)
    statements = [one for shown, names in groups.items() for one in _statements(shown, names, library, filters)]
    certain = [one for one in statements if one.is_certain]
    candidates = statements if every else certain
    fitting = on_topic(candidates, question, embedder) if question.text and embedder else candidates
    kept = _latest(fitting, limit) if not question.text else _best(fitting, limit)
    counts = [SpeakerCount(each, sum(one.speaker == each for one in fitting)) for each in groups]
    return Said(
        name,
        question,
        speakers=tuple(each for each in counts if each.statements) if fitting else _all_counts(groups, candidates),
        statements=tuple(_dated(each) for each in kept),
        uncertain=0 if every else len(statements) - len(certain),
        off_topic=len(candidates) - len(fitting),
        beyond_limit=len(fitting) - len(kept),
        left_out=left_out,
    )


def list_speakers(question: Question, library: Library, *, limit: int) -> Said:
    """Who speaks, most statements first, within the question's filters."""
    library.require_sources(question.filters.sources)
    found = library.speeches.speakers(question.filters, LEAST_CONFIDENCE)
    counted = _counted(found, library, question.filters, limit)
    undated = library.catalogue.count_undated(question.filters)
    return Said(
        "",
        question,
        speakers=tuple(counted),
        beyond_limit=max(0, len(found) - limit),
        left_out=LeftOut(undated_articles=undated),
    )


def _counted(
    found: Sequence[SpeakerCount], library: Library, filters: Filters, limit: int | None = None
) -> list[SpeakerCount]:
    """Those of the speakers, given most utterances first, with the most statements that are claimed to be theirs.

    Nobody has more statements than utterances: those who cannot be among the first `limit` are not counted.
    """
    counted: list[SpeakerCount] = []
    most: list[int] = []
    for each in found:
        if limit is not None and len(most) >= limit and each.statements <= most[limit - 1]:
            break
        count = sum(one.is_certain for one in _statements(each.name, [each.name], library, filters))
        if count:
            counted.append(SpeakerCount(each.name, count))
        insort(most, count, key=lambda number: -number)
    return sorted(counted, key=lambda each: -each.statements)[:limit]


def _all_counts(groups: Iterable[str], statements: Sequence[SaidStatement]) -> tuple[SpeakerCount, ...]:
    return tuple(SpeakerCount(each, sum(one.speaker == each for one in statements)) for each in groups)


def _called(name: str, speakers: Sequence[SpeakerCount], library: Library, filters: Filters) -> list[SpeakerCount]:
    found = matching(name, speakers)
    if _ACRONYM.fullmatch(name):
        whole = library.speeches.called(name, filters)
        found += [each for each in speakers if each.name in whole and each not in found]
    return found


def _statements(shown: str, names: Sequence[str], library: Library, filters: Filters) -> list[SaidStatement]:
    """One speaker's statements in the order of their days, copies folded into the first."""
    spoken = [
        replace(each, utterance=replace(each.utterance, speaker=shown)) for each in library.speeches.of(names, filters)
    ]
    statements: list[SaidStatement] = []
    for _, of_article in groupby(spoken, key=lambda each: each.key):
        statements += _joined(list(of_article))
    return _folded(statements)


def _folded(statements: Sequence[SaidStatement]) -> list[SaidStatement]:
    """The statements; one with the words, typography aside, of one before it in another article is folded into that."""
    kept: list[SaidStatement] = []
    places: dict[str, int] = {}
    for each in statements:
        said = " ".join(each.article.text[start:end] for start, end in each.said)
        key = key_of(said) if len(words_of(said)) >= _FEWEST_WORDS else ""
        place = places.get(key)
        if place is None or kept[place].article.id == each.article.id:
            kept.append(each)
            if key:
                places.setdefault(key, len(kept) - 1)
        elif all(copy.id != each.article.id for copy in kept[place].copies):
            kept[place] = replace(kept[place], copies=(*kept[place].copies, each.article))
    return kept


def _joined(spoken: Sequence[Spoken]) -> list[SaidStatement]:
    """One article's utterances of one speaker, with those joined that make one quotation."""
    runs: list[list[Spoken]] = []
    for each in spoken:
        before = runs[-1][-1] if runs else None
        certain = before is not None and _is_certain(before) == _is_certain(each)
        if before is not None and certain and _goes_on(before, each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [SaidStatement(tuple(run)) for run in runs]


def _dated(statement: SaidStatement) -> SaidStatement:
    return replace(statement, dates=resolved_between(statement.article, statement.start, statement.end))


def _goes_on(before: Spoken, after: Spoken) -> bool:
    """Whether a sentence goes on with the quotation of the one before it, or is that sentence."""
    if before.sentence.number == after.sentence.number:
        return True
    if after.sentence.number != before.sentence.number + 1 or after.sentence.paragraph != before.sentence.paragraph:
        return False
    return before.utterance.mention is None or after.utterance.mention is None


def _is_certain(spoken: Spoken) -> bool:
    return spoken.utterance.confidence >= LEAST_CONFIDENCE


def _latest(statements: Sequence[SaidStatement], limit: int) -> list[SaidStatement]:
    """The latest of all speakers, in the order they stand in."""
    dated = sorted(range(len(statements)), key=lambda place: _day(statements[place]), reverse=True)
    chosen = set(dated[:limit])
    return [each for place, each in enumerate(statements) if place in chosen]


def _best(statements: Sequence[SaidStatement], limit: int) -> list[SaidStatement]:
    ranked = sorted(range(len(statements)), key=lambda place: (-(statements[place].score or 0.0), place))
    chosen = set(ranked[:limit])
    return [each for place, each in enumerate(statements) if place in chosen]


def _day(statement: SaidStatement) -> int:
    day = statement.article.published
    return day.toordinal() if day else 0
