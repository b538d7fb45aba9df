"""The articles cited to a bibliography: BibTeX (as biblatex and BibTeX read it) or CSL-JSON.

Authors are given as the article gives them, in one piece: which part is the family name is not known, nor whether it is
a person. The key ends in the article's id, so that it is the same in every bibliography.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from assistant.language.calendar_names import ENGLISH_MONTHS
from assistant.records.answers import Citation
from assistant.records.articles import Article
from assistant.terminal.clean import clean_line
from assistant.terminal.web_link import web_link

# What LaTeX reads as more than a letter (source2e, "special characters").
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # "\{" would be counted as a brace
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MONTHS = [month[:3].lower() for month in ENGLISH_MONTHS]
_LONGEST_NAME = 24


def cited_articles(citations: Iterable[Citation]) -> list[Article]:
    """Each article once, in the order in which it is first cited."""
    return list({each.article.id: each.article for each in citations}.values())


def citation_key(article: Article) -> str:
    """Such as courier-2025-a11a11a11a11: source, year and id, in characters that every reader of keys takes."""
    plain = unicodedata.normalize("NFKD", article.source or "").encode("ascii", "ignore").decode().lower()
    name = "".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_NAME] or "article"
    year = [f"{article.published.year:04}"] if article.published else []
    return "-".join([name, *year, article.id])


def bibtex(articles: Iterable[Article]) -> str:
    """One entry an article."""
    return "\n".join(map(_entry, articles))


def csl_json(articles: Iterable[Article]) -> str:
    """A list of items, as Zotero and pandoc read it (https://citeproc-js.readthedocs.io/en/latest/csl-json/)."""
    return json.dumps([csl_item(each) for each in articles], ensure_ascii=False, indent=2) + "\n"


def csl_item(article: Article) -> dict[str, object]:
    """One article; `id` and `type` are what the format requires."""
    url, day = web_link(article.url), article.published
    kind = "article-newspaper" if article.source else "webpage" if url else "document"
    item: dict[str, object] = {"id": citation_key(article), "type": kind, "title": clean_line(article.title)}
    if article.authors:
        item["author"] = [{"literal": clean_line(name)} for name in article.authors]
    if article.source:
        item["container-title"] = clean_line(article.source)
    if day:
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if url:
        item["URL"] = url
    return item


def _entry(article: Article) -> str:
    day, url = article.published, web_link(article.url)
    fields = {
        "title": f"{{{_latex(article.title)}}}",
        "author": " and ".join(f"{{{_latex(name)}}}" for name in article.authors),
        "journal": _latex(article.source or ""),
        "date": day.isoformat() if day else "",
        "year": f"{day.year:04}" if day else "",
        "url": url or "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if day:
        lines.insert(-1, f"  month = {_MONTHS[day.month - 1]},")
    kind = "article" if article.source else "misc"
    return "\n".join([f"@{kind}{{{citation_key(article)},", *lines, "}", ""])


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in clean_line(text))
