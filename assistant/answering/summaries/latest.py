"""Finds the newest articles, in general or of a time or source, and what they lead with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from assistant.answering.asking.question_parts import added_to
from assistant.answering.asking.scope import within
from assistant.answering.asking.understand import Query, query_for
from assistant.answering.comparing.differing_copies import twin_remarks, with_sides
from assistant.answering.evidence.evidence import gather_evidence
from assistant.answering.evidence.near_duplicates import fold_copies, key_of
from assistant.answering.evidence.remarks import places
from assistant.answering.quoting.compose_quotes import MOST_STATEMENTS, Nearest, QuotedAnswer
from assistant.answering.searching.coverage import Terms, share, terms_of
from assistant.answering.searching.retrieve import SearchOptions, retrieve
from assistant.answering.summaries.summary_evidence import about_topic
from assistant.answering.summaries.summary_lines import Line, lines_of
from assistant.index.library import Library
from assistant.language.words import content_words, stems_in
from assistant.patterns import lazy_pattern
from assistant.records.articles import Article, Sentence
from assistant.records.drafts import Draft, DraftStatement
from assistant.records.evidence import Passage, Scores
from assistant.records.ports import Embedder
from assistant.records.questions import Filters, Question

_NEWS = r"(?:news|developments?|updates?|headlines?|reports?|stor(?:y|ies)|word|information|articles?)"
_ON = r"(?:on|about|in|with|at|from|of|for|to|regarding|concerning|around)"
_LATEST = r"(?:very )?(?:latest|newest|most recent|freshest|recent|last)"
_NOW = r"(?:now|currently|right now|at the moment|these days|today|lately|recently|so far)"
_ASKED = r"(?:(?:so|and|but|well|ok|please|hi|hello)[, ]+)*"
# What asks for the news as such. "The latest estimate of the cost" asks for an estimate, and is none of these.
_QUESTIONS = tuple(
    lazy_pattern(rf"{_ASKED}{pattern}(?: {_ON} (?P<topic>.+?))?(?:,? {_NOW})?", re.IGNORECASE)
    for pattern in (
        rf"(?:what(?:['’]s| is| are| was| were)?|which(?: is| are)?|tell me|give me|show me|get me|i want)?"
        rf" ?(?:the |your |any )?{_LATEST}(?: {_NEWS})?(?: (?:here|there is|there are|you have|you know))?",
        rf"what(?:['’]s| is) (?:new|happening|going on|up)(?: {_NOW})?",
        r"what(?:['’]s| is| has)?(?: been)? (?:happened|happening|going on) (?:last|most recently|lately|recently)",
        rf"(?:is there |are there |have you |do you have )?(?:any|what) (?:new |latest |recent |further )?{_NEWS}",
        rf"(?:how|where) do(?:es)? (?:things|matters) stand(?: {_NOW})?",
        r"(?:quelles sont )?(?:les )?derni[eè]res nouvelles|quoi de neuf",
        r"was gibt es (?:an )?neue[sm](?: nachrichten)?|(?:die )?neuesten nachrichten",
        r"(?:cu[aá]les son )?(?:las )?[uú]ltimas noticias|qu[eé] hay de nuevo",
    )
)
_TOPIC_NEWS = lazy_pattern(
    rf"{_ASKED}(?:what(?:['’]s| is| are) )?(?:the )?latest (?P<topic>.+) (?:news|developments|updates|headlines)", re.I
)
# A question that holds nothing else asks for all the news of the time or the source it names.
_TELLING = frozenset(
    """happen happened happening happens event events news report reports reported reporting story stories article
    articles say says said saying tell tells told write writes wrote written publish published announce announced cover
    covers covered coverage new headline headlines go going gone anything something everything thing things come came
    was passiert geschah passé ocurrió pasó""".split()
)
# An article is about the topic from so much of the best one's aboutness on: with less (.35 serves a summary), the
# newest article that merely mentions it would come first.
_OF_BEST = 0.6
# Its head is its title and so many sentences; so much of the topic's words is the topic (a surname is half a name);
# and it comes back to it in so many sentences, and in this share of them.
_HEAD, _MUCH, _TIMES, _OFTEN = 2, 0.45, 3, 0.2
_SEARCHED = 100
_PER_ARTICLE = 3
# What is quoted of the newest article, and, where several are of its day, of each.
_LEADS, _LEADS_OF_SEVERAL = 3, 1
# So many sentences an article may take to come to its matter.
_OPENING = 4
# An article's first 300 words or so.
_LEAD_CHUNKS = 2


@dataclass(frozen=True, slots=True)
class News:
    """Where the latest stands: passages of the newest articles, the newest first.

    Without a topic that query has no words, and there are no `terms`. `of_then`: the news of the time or the source
    that the question names, each article's beginning.
    """

    passages: tuple[Passage, ...]
    terms: Terms | None
    of_then: bool = False


def news_topic(standalone: str) -> str | None:
    """The topic on which the latest news is asked for; empty when it is on none, None when something else is asked."""
    added = added_to(standalone)
    own = " ".join(standalone.removesuffix(added).split()).rstrip("?!. ").strip()
    for pattern in (*_QUESTIONS, _TOPIC_NEWS):
        if found := pattern.fullmatch(own):
            return (found["topic"] or "").strip() or added.strip(" ()")
    return None


def asks_for_all_of(query: Query) -> bool:
    """Whether nothing is asked but what the articles of a time or a source tell, named by the words or the options."""
    rest = query.standalone
    for words in query.understood.words:
        rest = rest.replace(words, " ")
    return bool(_parts_of(query)) and _TELLING.issuperset(content_words(rest))


def _parts_of(query: Query) -> tuple[Filters, ...]:
    filters = query.question.filters
    return query.understood.parts or ((filters,) if filters.by_date or filters.sources else ())


def find_news(query: Query, library: Library, embedder: Embedder, search_options: SearchOptions) -> News | None:
    """The newest articles, on the topic if one is named, or of the time or source to which the query is narrowed.

    None where no news is asked for as such, or nothing is found.
    """
    if asks_for_all_of(query):
        of_parts = [
            _newest_passages(within(query.question, part), library, search_options) for part in _parts_of(query)
        ]
        leads = tuple(lead for row in zip_longest(*of_parts) for lead in row if lead is not None)
        return News(leads, None, of_then=True) if leads else None
    topic = news_topic(query.standalone)
    if topic is None:
        return None
    about = query_for(replace(query.question, text=topic), topic)
    if not topic:
        leads = _newest_passages(query.question, library, search_options)
        return News(leads, None) if leads else None
    wider = replace(search_options, limit=_SEARCHED, per_article=_PER_ARTICLE, reranker=None)
    terms = terms_of(about, library.commonness)
    if not terms.weights:  # "the latest on it": nothing to look for
        return None
    found, _ = about_topic(terms, retrieve(about, library, embedder, wider).passages, of_best=_OF_BEST)
    wholes = library.whole(passages[0].article.id for passages in found)
    told = [each for each in found if _tells_of(terms, each[0].article, wholes[each[0].article.id])]
    by_name = sorted(told or found, key=lambda passages: passages[0].article.id)
    newest = sorted(by_name, key=lambda passages: _moment(passages[0]), reverse=True)[: search_options.limit]
    passages = _with_leads(newest, library, search_options)
    return News(passages, terms) if passages else None


def quote_news(news: News) -> QuotedAnswer:
    """What the newest article leads with, or each of the newest day's articles; on a topic, from where it comes up."""
    evidence = gather_evidence(news.passages)
    telling = [line for line in lines_of(evidence) if not line.orders]
    newest = max((line.part.article.published for line in telling if line.part.article.published), default=None)
    lines = [line for line in telling if newest is None or news.of_then or line.part.article.published == newest]
    of_each = _LEADS if len({line.part.number for line in lines}) == 1 else _LEADS_OF_SEVERAL
    chosen: list[Line] = []
    for part in evidence.articles:
        leads = _leads([line for line in lines if line.part is part], news.terms)
        chosen += leads[:of_each] if of_each > 1 or news.terms else _telling(leads)
    once = list({key_of(line.text): line.handle for line in reversed(chosen)}.values())[::-1]
    remarks = twin_remarks(once[:MOST_STATEMENTS], evidence)
    texts = {place.handle: place.text for place in places(evidence)}
    told = with_sides(once[:MOST_STATEMENTS], remarks)[:MOST_STATEMENTS]
    drafts = tuple(DraftStatement(texts[handle], (handle,)) for handle in told)
    nearest = tuple(line.handle for line in lines[:_LEADS])
    return QuotedAnswer(Nearest(evidence, nearest), Draft(drafts), tuple(remarks))


def _tells_of(terms: Terms, article: Article, sentences: Sequence[Sentence]) -> bool:
    """Whether an article has the topic in its head, or comes back to it; a mention in passing is no news of it."""
    head = " ".join([article.title, *(each.of(article.text) for each in sentences[:_HEAD])])
    if share(terms.weights, stems_in(head)) >= _MUCH:
        return True
    times = sum(share(terms.weights, stems_in(each.of(article.text))) >= _MUCH for each in sentences)
    return times >= max(_TIMES, _OFTEN * len(sentences))


def _leads(lines: Sequence[Line], terms: Terms | None) -> list[Line]:
    """The lines of one article that can stand alone, in order; where a topic comes up late, from there on."""
    standing = [line for line in lines if line.quotable and not line.depends_on_context] or list(lines)
    if terms is None or not standing or not stems_in(standing[0].part.article.title).isdisjoint(terms.weights):
        return standing
    first = next((at for at, line in enumerate(standing) if not line.stems.isdisjoint(terms.weights)), 0)
    return standing[first if first >= _LEADS else 0 :]


def _telling(leads: Sequence[Line]) -> list[Line]:
    """The one line of an article's first few that says most of what its title says: a column may open with a scene."""
    first = leads[:_OPENING]
    said = [len(line.stems & stems_in(line.part.article.title)) for line in first]
    return [first[said.index(max(said))]] if first else []


def _newest_passages(question: Question, library: Library, search_options: SearchOptions) -> tuple[Passage, ...]:
    """The beginnings of the newest articles that the filters let through."""
    filters = question.filters
    library.require_sources(filters.sources)
    newest = library.catalogue.newest_articles(filters, search_options.limit)
    leads = [lead for key, article in newest.items() for lead in _leads_of(key, article, library)]
    # What a reprint adds behind another's text is no beginning.
    return tuple(each for each in fold_copies(leads) if len(each.sentences) == each.chunk.last - each.chunk.first)


def _with_leads(
    articles: Sequence[Sequence[Passage]], library: Library, search_options: SearchOptions
) -> tuple[Passage, ...]:
    """Passages of each article, its beginning among them: news tells first what is new."""
    keys = library.catalogue.keys(passages[0].article.id for passages in articles)
    passages: list[Passage] = []
    for found in articles:
        leads = _leads_of(keys[found[0].article.id], found[0].article, library)
        numbers = {lead.chunk.number for lead in leads}
        rest = [each for each in found if each.chunk.number not in numbers]
        passages += [*(replace(lead, partial_copies=found[0].every_copy) for lead in leads), *rest][
            : search_options.per_article
        ]
    return tuple(passages[: search_options.limit])


def _leads_of(key: int, article: Article, library: Library) -> list[Passage]:
    """The beginning of an article."""
    sentences = library.sentences([key]).get(key, ())
    if not sentences:
        return []
    chunks = [row.chunk for row in library.catalogue.article_chunks(key)[:_LEAD_CHUNKS]]
    return [Passage(article, chunk, sentences[chunk.first : chunk.last], Scores(1.0)) for chunk in chunks]


def _moment(passage: Passage) -> tuple[date, str]:
    """When the article was published; an undated one before all others."""
    return passage.article.published or date.min, passage.article.published_time or ""
