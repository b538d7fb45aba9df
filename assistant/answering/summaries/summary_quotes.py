"""Evidence to a summary in the articles' own words: important sentences that read well where they are put."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from assistant.answering.comparing.differing_copies import twin_remarks, with_sides
from assistant.answering.evidence.genres import genre_of
from assistant.answering.summaries.captions import SURE, caption_scores
from assistant.answering.summaries.coverage_choice import Aim, Choosable, choose
from assistant.answering.summaries.summary_lines import (
    Line,
    Topic,
    is_first_person,
    lines_of,
    relevance,
    title_of,
    without_captions,
)
from assistant.language.figures import numbers_in
from assistant.language.tense import Tense, verbs_in
from assistant.records.drafts import Draft, DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.records.ports import Embedder
from assistant.time.reading import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Comparing every sentence with every other is quick up to here; of more, the foremost by their words are compared.
_MOST_COMPARED = 1_200
# What a topic's summary may quote.
_ABOUT = 0.3
# Two sentences say the same by their vectors alone, by their words alone, or by both together. (Two delays of one
# bridge have a cosine of .79 and share .57 of their words; its cost, told anew each time it rose, .94 and .92.)
_SAME_COSINE, _SAME_WORDS = 0.85, 0.7
_NEARLY_COSINE, _NEARLY_WORDS = 0.8, 0.6
_LEAST_SHARED = 4
# A sentence's worth: so much for an article's first, half of it for the second, and so on (news tells first what
# matters); so much for being about the title or the topic; and what is added and taken away.
_ARTICLE_SHARES, _TOPIC_SHARES = (1.0, 0.3), (0.6, 0.5)
_FIGURE_WORTH, _VOICE, _LEANING, _LENGTH, _CAPTION = 0.1, 0.3, 0.3, 0.4, 0.3
_SHORT_WORDS, _LONG_WORDS = 12, 45
# Of so many articles on, what many of them report matters more than what one text dwells on.
_MANY = 3
# What covering the text counts beside a sentence's own worth. Read on features and topics, less gives the beginning
# and little else, more gives vague sentences. (On 235 news articles with other summaries, choosing three from
# all sentences shares as many pairs of words with those as the first three do: .37; with twice this it is .35.)
_COVERAGE = 0.5
# Cosines of the bundled embedder: unrelated sentences of one article lie about .15, reports of one event at .5 to .85.
_TEXT_COSINES = (0.15, 1.0)
_REPORT_COSINES = (0.5, 0.85)
# Of many articles: what it counts to tell what no chosen sentence does, and what many articles do.
_NEWS_COVERAGE, _SUPPORT = 0.8, 0.5
# A title says what is new, the first sentences say it again, the rest comes back to it.
_TITLE_WEIGHT, _BODY_WEIGHT, _LEAD = 1.5, 0.5, 3
# Reports of one event say the same in many words: it costs more to say it again.
_REPORTS_ALIKE = (0.55, 2.0)
_OF_TENSE = {Tense.HAPPENED: 0.1, Tense.PLANNED: -0.2, Tense.UNSURE: -0.2, Tense.PRESENT: -0.1, Tense.STATE: -0.1}
# Of a caption, from so far below what is sure on.
_CAPTION_FROM = 1.4
_NEWS_DAY, _WEEK, _NO_REPORT = 0.15, 7, 0.5
_REPORTING = frozenset({None, "press release"})
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def quote_summary(
    evidence: Evidence,
    embedder: Embedder,
    *,
    sentences: int,
    topic: Topic | None = None,
) -> Draft:
    """At most `sentences` sentences of the evidence, verbatim, in its order: those that together stand for it best.

    Of sentences that say the same one is taken, the newest article's where their figures differ; beyond that number,
    the other side of one that nearly the same sentence of another article contradicts. Each article begins a
    paragraph. With a topic only what is about it, which may be nothing.
    """
    if not evidence.articles:
        return Draft(())
    lines, vectors = compared(evidence, embedder, topic)
    same = _same(lines, vectors)
    articles = len(evidence.articles)
    of_many = articles >= _MANY
    choosable = [_choosable(line, topic, of_many=of_many) for line in lines]
    aim = _aim_of_reports(lines, vectors, evidence, embedder) if of_many else _aim_of_text(lines, vectors, topic)
    most_of_article = sentences if articles == 1 else max(2, math.ceil(2 * sentences / articles))
    chosen = choose(choosable, vectors, same, aim, most=sentences, most_of_article=most_of_article)
    newest = [lines[at] for at in sorted(_newest(chosen, lines, same))]
    told = _with_twins(newest, lines, evidence, figures_only=of_many)
    return Draft(
        tuple(DraftStatement(line.text, (line.handle,)) for line in told),
        paragraphs=tuple(at for at in range(1, len(told)) if told[at].part is not told[at - 1].part),
    )


def not_said_before(evidence: Evidence, before: Evidence, embedder: Embedder) -> Evidence:
    """The evidence without the sentences that say what earlier articles say, with no other figure; numbered anew."""
    if not before.articles:
        return evidence
    earlier = _foremost(lines_of(before))
    known = embedder.embed([line.text for line in earlier])
    parts: list[EvidenceArticle] = []
    for part in evidence.articles:
        texts = [sentence.of(part.article.text) for sentence in part.sentences]
        new = []
        for sentence, text, row in zip(part.sentences, texts, embedder.embed(texts) @ known.T, strict=True):
            near = [earlier[place] for place in (row >= _NEARLY_COSINE).nonzero()[0].tolist()]
            if not any(numbers_in(text) <= numbers_in(other.text) for other in near):
                new.append(sentence)
        if new:
            parts.append(replace(part, number=len(parts) + 1, sentences=tuple(new)))
    return Evidence(tuple(parts))


def compared(evidence: Evidence, embedder: Embedder, topic: Topic | None) -> tuple[list[Line], NDArray[np.float32]]:
    """The lines of the evidence with their relevance to the topic, or to their titles, and their vectors."""
    lines = _foremost(lines_of(evidence))
    aims = [topic] if topic else [title_of(part) for part in evidence.articles]
    embedded = embedder.embed([*(line.text for line in lines), *(aim.text for aim in aims)])
    vectors, aimed = embedded[: len(lines)], embedded[len(lines) :]
    captions = caption_scores([line.text for line in lines], vectors, embedder.identity)
    judged = []
    for at, line in enumerate(lines):
        aim = 0 if topic else line.part.number - 1
        about = relevance(lines, at, aims[aim], float(vectors[at] @ aimed[aim]))
        judged.append(replace(line, relevance=about, caption=float(captions[at])))
    return without_captions(judged), vectors


def worths(lines: Sequence[Line], topic: Topic | None) -> list[float | None]:
    """How good each line is in a summary of many articles; None where it may not stand in one."""
    return [_choosable(line, topic, of_many=True).worth for line in lines]


def nearest_sentences(evidence: Evidence, embedder: Embedder, topic: Topic, *, most: int) -> list[Handle]:
    """The sentences that come closest to being about a topic, the closest first."""
    lines, _ = compared(evidence, embedder, topic)
    best = sorted((line for line in lines if line.quotable), key=lambda line: -line.relevance)
    return [line.handle for line in best[:most]]


def _foremost(lines: list[Line]) -> list[Line]:
    """The lines to compare: of very many, those that stand high in their articles and hold the words of many others."""
    if len(lines) <= _MOST_COMPARED:
        return lines
    held_by = Counter(stem for line in lines for stem in line.stems)

    def commonness(line: Line) -> float:
        return sum(held_by[stem] for stem in line.stems) / (len(line.stems) or 1) / len(lines)

    scores = [commonness(line) + 1.0 / (1.0 + line.rank) for line in lines]
    kept = sorted(sorted(range(len(lines)), key=lambda at: -scores[at])[:_MOST_COMPARED])
    places: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    return [
        replace(
            lines[old],
            before=places.get(lines[old].before),
            needs=tuple(places[need] for need in lines[old].needs if need in places),
        )
        for old in kept
    ]


def _same(lines: Sequence[Line], vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which lines say the same as which others."""
    import numpy as np

    cosines = vectors @ vectors.T
    same: NDArray[np.bool_] = cosines >= _SAME_COSINE
    for first, second in np.argwhere(np.triu(cosines >= 0.5, k=1)).tolist():
        shared = len(lines[first].stems & lines[second].stems)
        words = shared / (min(len(lines[first].stems), len(lines[second].stems)) or 1)
        nearly = words >= _NEARLY_WORDS and cosines[first, second] >= _NEARLY_COSINE
        if shared >= _LEAST_SHARED and (words >= _SAME_WORDS or nearly):
            same[first, second] = same[second, first] = True
    np.fill_diagonal(same, val=False)
    return same


def _newest(chosen: Sequence[int], lines: Sequence[Line], same: NDArray[np.bool_]) -> list[int]:
    """The chosen lines; one whose figures a later article gives anew becomes that article's line."""
    leaned_on = {lines[at].before for at in chosen}
    result = []
    for at in chosen:
        later = [
            other
            for other in same[at].nonzero()[0].tolist()
            if lines[other].part.number > lines[at].part.number
            and lines[other].quotable
            and not lines[other].depends_on_context
            and numbers_in(lines[other].text) != numbers_in(lines[at].text)
        ]
        alone = not lines[at].depends_on_context and at not in leaned_on
        result.append(max(later) if later and alone else at)
    return list(dict.fromkeys(result))


def _with_twins(told: Sequence[Line], lines: Sequence[Line], evidence: Evidence, *, figures_only: bool) -> list[Line]:
    """The lines, and in their order those that say something else in nearly the same sentence.

    `figures_only`: of many articles those that give other figures; in other words many of them say the same.
    """
    handles = [line.handle for line in told]
    by_handle = {line.handle: line for line in lines}
    remarks = [
        each
        for each in twin_remarks(handles, evidence)
        if not figures_only
        or len({numbers_in(by_handle[handle].text) for handle in each.handles if handle in by_handle}) > 1
    ]
    wanted = set(with_sides(handles, remarks))
    return [line for line in lines if line.handle in handles or (line.handle in wanted and line.quotable)]


def _choosable(line: Line, topic: Topic | None, *, of_many: bool) -> Choosable:
    fits = topic is None or line.relevance >= _ABOUT
    day = line.part.article.published
    return Choosable(
        worth=_worth(line, topic) + of_many * _newsworth(line) if line.stands and fits else None,
        article=line.part.number,
        day=day.toordinal() if day else None,
        before=line.before,
        needs=line.needs,
    )


def _aim_of_text(lines: Sequence[Line], vectors: NDArray[np.float32], topic: Topic | None) -> Aim:
    """A summary of one article or two is to stand for all that they say, for what comes first the most."""
    import numpy as np

    fits = [line.quotable and (topic is None or line.relevance >= _ABOUT) for line in lines]
    weights = np.array(
        [fit * (0.3 + line.relevance) / (1.0 + 10 * line.place) ** 0.3 for line, fit in zip(lines, fits, strict=True)],
        dtype=np.float32,
    )
    weights /= weights.sum() or 1.0
    return Aim(vectors, weights, np.arange(len(lines)), by_article=False, covering=_COVERAGE, cosines=_TEXT_COSINES)


def _aim_of_reports(lines: Sequence[Line], vectors: NDArray[np.float32], evidence: Evidence, embedder: Embedder) -> Aim:
    """A summary of many articles is to stand for what most of them report: their titles first, then their leads."""
    import numpy as np

    titles = embedder.embed([part.article.title for part in evidence.articles])
    numbers = np.array([part.number for part in evidence.articles] + [line.part.number for line in lines])
    weights = [_TITLE_WEIGHT] * len(titles) + [1.0 if line.rank < _LEAD else _BODY_WEIGHT for line in lines]
    order = np.argsort(numbers, kind="stable")
    return Aim(
        np.concatenate([titles, vectors])[order],
        np.array(weights, dtype=np.float32)[order],
        numbers[order],
        by_article=True,
        covering=_NEWS_COVERAGE,
        support=_SUPPORT,
        alike=_REPORTS_ALIKE,
        cosines=_REPORT_COSINES,
    )


def _newsworth(line: Line) -> float:
    """What a sentence gains by telling that something happened, and loses by telling of a plan or of how things are.

    It loses, too, by standing in an opinion, a review or an advertisement.
    """
    verbs = verbs_in(line.text)
    worth = _OF_TENSE.get(verbs[0].tense, 0.0) if verbs else 0.0
    worth -= _NO_REPORT * (genre_of(line.part.article) not in _REPORTING)
    published = line.part.article.published
    if published:
        week = {published - timedelta(days=back) for back in range(_WEEK)}
        days = {(day.year, day.month, day.day) for each in read(line.text, published).dates for day in each.days}
        if not days.isdisjoint((day.year, day.month, day.day) for day in week):
            worth += _NEWS_DAY
    return worth


def _worth(line: Line, topic: Topic | None) -> float:
    """How good a sentence is in a summary by itself; those with facts, in the article's voice, of a readable length."""
    words = len(line.text.split())
    height, relevance_worth = _TOPIC_SHARES if topic else _ARTICLE_SHARES
    worth = height / (1.0 + line.rank) + relevance_worth * line.relevance
    fullness = min(1.0, words / _SHORT_WORDS)
    worth = worth * fullness - _LENGTH * (1.0 - fullness + max(0.0, words / _LONG_WORDS - 1.0))
    if any(figure.kind != "ordinal" for figure in read(line.text).figures):
        worth += _FIGURE_WORTH
    outside = _QUOTED.sub(" ", line.text)
    if len(outside) < 0.5 * len(line.text) or is_first_person(outside):
        worth -= _VOICE
    if line.text.rstrip("”\"'»)").endswith("?"):
        worth -= _VOICE
    worth -= _CAPTION * min(1.0, max(0.0, 1.0 + (line.caption - SURE) / _CAPTION_FROM))
    return worth - _LEANING * line.depends_on_context
