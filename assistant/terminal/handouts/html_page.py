"""A handout to one HTML file that needs nothing else: graded sentences, and passages with the quotations marked.

It loads nothing and runs nothing but its own few lines, which its Content-Security-Policy names by their hashes; all
text is escaped by Jinja, and only web addresses become links.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.language.languages import language_of
from assistant.records.answers import Citation
from assistant.records.handout_forms import CiteStyle
from assistant.records.handouts import Handout, Line, Remark, Section
from assistant.records.verdicts import Grade
from assistant.terminal.clean import clean, clean_line
from assistant.terminal.handouts.bibliography import bibtex, cited_articles, csl_json
from assistant.terminal.handouts.excerpts import Excerpt, by_article, excerpts
from assistant.terminal.sources import in_marks
from assistant.terminal.web_link import web_link
from assistant.terminal.words import grade_in_words, grade_meaning, listed, printed_behind, printed_in
from assistant.time.days_in_words import meanings_in_words

_FOLDER = Path(__file__).parent
_TONES = {Grade.NOT_JUDGED: "warn", Grade.NOT_CONFIRMED: "bad"}
_LONGEST_HINT = 300


class Reference(NamedTuple):
    """A number behind a sentence, which leads to its quotation and is led back to."""

    id: str
    number: int
    hint: str


class _Page:
    """Gives each number that is shown a name of its own, so that its quotation can lead back to it."""

    def __init__(self, handout: Handout) -> None:
        self._citations = {each.n: each for each in handout.citations}
        self.back: dict[int, list[str]] = defaultdict(list)
        self._given = 0

    def references(self, numbers: Iterable[int]) -> list[Reference]:
        made = []
        for number in numbers:
            self._given += 1
            made.append(Reference(f"r{self._given}", number, _hint(self._citations[number])))
            self.back[number].append(made[-1].id)
        return made

    def section(self, section: Section) -> Mapping[str, object]:
        paragraphs = [[self._line(line) for line in paragraph] for paragraph in section.paragraphs]
        return {
            "heading": clean_line(section.heading),
            "about": clean_line(section.about),
            "listed": section.listed,
            "paragraphs": paragraphs,
            "lines": [line for paragraph in paragraphs for line in paragraph],
            "notes": [self._remark(note) for note in section.notes],
            "remarks": [clean_line(said) for said in section.remarks],
        }

    def source(self, group: Sequence[Citation]) -> Mapping[str, object]:
        article = group[0].article
        link = web_link(article.url)
        copies = {copy.id: copy for each in group for copy in each.copies}
        dates = {(each.text, each.span): each for citation in group for each in citation.dates}.values()
        return {
            "title": clean_line(article.title),
            "lang": _lang(article.text),
            "printed": clean_line(printed_in(article)),
            "authors": clean_line(listed(article.authors)),
            "link": link,
            "address": clean_line(article.url or "") if link else "",
            "copies": [
                {"said": clean_line(copy.title + printed_behind(copy)), "link": web_link(copy.url)}
                for copy in copies.values()
            ],
            "dates": [said] if (said := clean_line(meanings_in_words(dates, article.published))) else [],
            "excerpts": [self._excerpt(each) for each in excerpts(group)],
        }

    def _line(self, line: Line) -> Mapping[str, object]:
        return {
            "text": clean_line(line.text),
            "lang": _lang(line.text),
            "label": clean_line(line.label),
            "references": self.references(line.citations),
            "grade": grade_in_words(line.grade) if line.grade else "",
            "mark": clean_line(line.mark),
            "tone": _TONES.get(line.grade, "") if line.grade else "",
            "remarks": [self._remark(remark) for remark in line.remarks],
        }

    def _remark(self, remark: Remark) -> Mapping[str, object]:
        return {"text": clean_line(remark.text), "references": self.references(remark.citations)}

    def _excerpt(self, excerpt: Excerpt) -> Mapping[str, object]:
        pieces = [
            {"text": clean(text), "number": cited.n if cited else None, "back": self.back[cited.n] if cited else []}
            for text, cited in excerpt.pieces
        ]
        return {"pieces": pieces, "cut_before": excerpt.cut_before, "cut_after": excerpt.cut_after}


def html_page(handout: Handout, style: CiteStyle = CiteStyle.NUMBERED) -> str:
    """The whole file; with a style other than `numbered` the bibliography stands at its end."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    page = _Page(handout)
    css, script = (_FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    sections = [page.section(section) for section in handout.sections]
    sources = [page.source(group) for group in by_article(handout.citations)]  # after the sections: they lead back
    grades = {line.grade for section in handout.sections for line in section.lines()}
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return (
        environment.get_template("page.html.jinja")
        .render(
            title=clean_line(handout.title),
            facts=clean_line(" ".join(handout.facts)),
            sections=sections,
            sources=sources,
            legend=[(grade_in_words(grade), grade_meaning(grade)) for grade in Grade if grade in grades],
            bibliography=_bibliography(handout, style),
            policy=_policy(css, script),
            css=Markup(css),
            script=Markup(script),
        )
        .lstrip()
    )


def _policy(css: str, script: str) -> str:
    """Nothing may be loaded, sent or run but what stands in these two (https://www.w3.org/TR/CSP3/)."""
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(css)}'; script-src 'sha256-{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _bibliography(handout: Handout, style: CiteStyle) -> Mapping[str, str] | None:
    articles = cited_articles(handout.citations)
    if style is CiteStyle.NUMBERED or not articles:
        return None
    if style is CiteStyle.BIBTEX:
        return {"name": "BibTeX", "text": bibtex(articles)}
    return {"name": "CSL-JSON", "text": csl_json(articles)}


def _hint(citation: Citation) -> str:
    quote = clean_line(in_marks(citation.quote))
    short = quote if len(quote) <= _LONGEST_HINT else f"{quote[:_LONGEST_HINT]}…"
    return f"{short} — {clean_line(printed_in(citation.article))}"


def _lang(text: str) -> str:
    """The language for whoever reads it aloud; "" says that it is not known."""
    return language_of(text[:2_000]) or ""
