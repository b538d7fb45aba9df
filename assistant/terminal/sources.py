"""Citations to the blocks below an answer: an article once, with its numbers, or each number with its quotation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.records.answers import Citation, Statement
from assistant.records.articles import Article, Origin
from assistant.records.time import DateExpression
from assistant.records.verdicts import Grade
from assistant.terminal.ages import age_in_brackets
from assistant.terminal.clean import clean_line
from assistant.terminal.layout import Piece, Style, faint, hang, indented, line, linked, parted, wrap
from assistant.terminal.web_link import web_link
from assistant.terminal.words import copies_line, printed_in, title
from assistant.time.days_in_words import meanings_in_words

if TYPE_CHECKING:
    from rich.text import Text

_QUOTATION_MARKS = frozenset('“”„«»"')


def grouped_lines(
    citations: Iterable[Citation], statements: Sequence[Statement], width: int, day: date | None = None
) -> list[Text]:
    """Each article once: behind its numbers, or below its sentences where not all of them stand in the statements.

    `day` is the one from which ages are told, or None where they are not.
    """
    articles: dict[str, list[Citation]] = {}
    for citation in citations:
        articles.setdefault(citation.article.id, []).append(citation)
    unread = {each.n for group in articles.values() for each in group if not _stands_in(statements, each)}
    parts = [_article_lines(group, unread, width, day) for group in articles.values()]
    return parted(parts) if unread else [each for part in parts for each in part]


def full_lines(citations: Iterable[Citation], width: int, day: date | None = None) -> list[Text]:
    """Each number with its exact quotation and where it stands."""
    return parted([citation_lines(citation, width, day) for citation in citations])


def citation_lines(citation: Citation, width: int, day: date | None = None) -> list[Text]:
    """A number with its exact quotation and where it stands."""
    article = citation.article
    label = _numbers([citation])
    indent = label.cell_len
    lines = hang(label, _quotation(citation), width)
    lines += date_lines(citation.dates, article, width, indent)
    lines += wrap(line(*title(article), _where(article, day)), width, indent=indent)
    lines += faint(copies_line(citation.copies), width, indent=indent)
    return lines + place_lines(article, width, indent)


def date_lines(dates: Iterable[DateExpression], article: Article, width: int, indent: int) -> list[Text]:
    """What the dates mean that only the day of publication tells, each once; nothing where there are none."""
    different = {(each.text, each.span): each for each in dates}.values()
    return faint(meanings_in_words(different, article.published), width, indent=indent)


def place_lines(article: Article, width: int, indent: int) -> list[Text]:
    """Where the article is: its address, and the command that prints it."""
    return _address_lines(article, indent) + _show_lines(article, width, indent)


def address(article: Article) -> Text:
    """The article's address in one piece, however long, for a terminal to open and a reader to copy."""
    link = web_link(article.url)
    return linked(article.url or "", link) if link else line((article.url or "", Style.FAINT))


def in_marks(quotation: str) -> str:
    """The quotation in marks; one that begins or ends with its own needs no second ones, which look like a slip."""
    quote = quotation.strip()
    return quote if quote[:1] in _QUOTATION_MARKS or quote[-1:] in _QUOTATION_MARKS else f"“{quote}”"


def _article_lines(group: Sequence[Citation], unread: set[int], width: int, day: date | None) -> list[Text]:
    """The article of a group of citations, below their quotations where one of them is still unread."""
    article, margin = group[0].article, _numbers(group[:1]).cell_len
    name = line(*_name(group), _where(article, day))
    if unread.isdisjoint(each.n for each in group):
        lines = wrap(_numbers(group).append_text(name), width, indent=margin, used=0)
    else:
        lines = [wrapped for each in group for wrapped in hang(_numbers([each]), _quotation(each), width)]
        lines += wrap(name, width, indent=margin)
    lines += _address_lines(article, margin) or _show_lines(article, width, margin)
    lines += date_lines((each for citation in group for each in citation.dates), article, width, margin)
    also: dict[str, list[Citation]] = {}
    for each in group:
        also.setdefault(copies_line(each.copies), []).append(each)
    for said, printed in also.items():
        numbers = _numbers(printed).plain if len(also) > 1 else ""
        lines += faint(said and f"{numbers}{said}", width, indent=margin)
    return lines


def _address_lines(article: Article, indent: int) -> list[Text]:
    return indented([address(article)], indent) if article.url else []


def _show_lines(article: Article, width: int, indent: int) -> list[Text]:
    return faint(f"assistant show {article.id}", width, indent=indent)


def _name(group: Sequence[Citation]) -> list[Piece]:
    """The title, but for one that was made of the sentence that is quoted: nobody reads that twice."""
    article = group[0].article
    is_quoted = article.origins.get("title") is Origin.LEAD and any(each.start == 0 for each in group)
    return ["Untitled"] if is_quoted else title(article)


def _where(article: Article, day: date | None) -> str:
    """What is said behind the title: source, day and age, or that the article has no day."""
    dash = " —" if article.source or article.published else ""
    return f"{dash} {printed_in(article)}{age_in_brackets(article, day)}"


def _stands_in(statements: Sequence[Statement], citation: Citation) -> bool:
    """Whether the quotation is read in a statement that is an article's own words, but for a dateline before it."""
    quote = clean_line(citation.quote)
    own = (each for each in statements if each.grade is Grade.QUOTED and citation.n in each.citations)
    return any(quote in text or quote.endswith(text) for text in (clean_line(each.text) for each in own))


def _numbers(citations: Iterable[Citation]) -> Text:
    return line(("".join(f"[{each.n}]" for each in citations), Style.NUMBER), " ")


def _quotation(citation: Citation) -> Text:
    return line(in_marks(citation.quote))
