"""A handout to Markdown that pastes into a text: sentences with footnotes, each with its quotation and a link.

Footnotes are those of GitHub, pandoc and Obsidian. No mark of an article's or a model's text has a meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from assistant.records.answers import Citation
from assistant.records.articles import Article
from assistant.records.handout_forms import CiteStyle
from assistant.records.handouts import Handout, Line, Remark, Section
from assistant.terminal.clean import clean
from assistant.terminal.handouts.bibliography import bibtex, citation_key, cited_articles, csl_item
from assistant.terminal.sources import in_marks
from assistant.terminal.web_link import web_link
from assistant.terminal.words import printed_behind
from assistant.time.days_in_words import meanings_in_words

# What CommonMark, pandoc or GitHub could read something into, such as a bare address, which GitHub makes a link; a
# backslash before the last character takes it from them.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$&!@^]|\A\d{1,9}[.)]|\A[-+=:]|\b(?:https?|ftp):(?=//)|\bwww\.", re.IGNORECASE)


def markdown(handout: Handout, style: CiteStyle = CiteStyle.NUMBERED) -> str:
    """The handout; with `csl-json` its front matter has the articles as pandoc reads them, with `bibtex` its end."""
    articles = cited_articles(handout.citations)
    parts = [f"# {_escaped(handout.title)}", f"*{_escaped(' '.join(handout.facts))}*" if handout.facts else ""]
    for section in handout.sections:
        parts += _section(section)
    parts.append("\n".join(_footnote(each, style) for each in handout.citations))
    if style is CiteStyle.BIBTEX and articles:
        parts.append(f"```bibtex\n{bibtex(articles)}```")
    if style is CiteStyle.CSL_JSON and articles:  # JSON is YAML as well, and "<" would end no comment in it
        items = json.dumps([csl_item(each) for each in articles], indent=2)
        parts.insert(0, f"---\nreferences: {items}\n---")
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> list[str]:
    parts = [f"## {_escaped(section.heading)}" if section.heading else ""]
    parts.append(f"*{_escaped(section.about)}*" if section.about else "")
    if section.listed:
        parts.append("\n".join(f"- {_line(each)}" for each in section.lines()))
    else:
        parts += [" ".join(map(_line, paragraph)) for paragraph in section.paragraphs]
    parts += [_remark(note) for note in section.notes]
    parts += [_escaped(said) for said in section.remarks]
    return parts


def _line(line: Line) -> str:
    label = f"**{_escaped(line.label)}** " if line.label else ""
    behind = [_escaped(line.mark)] if line.mark else []
    behind += [f"{_escaped(each.text)} {_numbers(each.citations)}".rstrip() for each in line.remarks]
    said = f" ({'; '.join(behind)})" if behind else ""
    return f"{label}{_escaped(line.text)}{_numbers(line.citations)}{said}"


def _remark(remark: Remark) -> str:
    return f"{_escaped(remark.text)}{_numbers(remark.citations)}"


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def _footnote(citation: Citation, style: CiteStyle) -> str:
    article = citation.article
    said = [_escaped(in_marks(citation.quote)), "—"]
    if style is CiteStyle.NUMBERED:
        said.append(f"{_linked(article)}.")
    else:
        said.append(f"[@{citation_key(article)}].")
    meanings = meanings_in_words(citation.dates, article.published)
    said += [f"{_escaped(meanings)}."] if meanings else []
    said += [f"Also in {'; '.join(map(_linked, citation.copies))}."] if citation.copies else []
    return f"[^{citation.n}]: {' '.join(said)}"


def _linked(article: Article) -> str:
    """The title, which leads to the article where that has an address, then source and day."""
    title, behind, link = _escaped(article.title), printed_behind(article), web_link(article.url)
    return f"{f'[{title}](<{link}>)' if link else title}{behind[0].strip()} {_escaped(behind[1:])}"


def _escaped(text: str) -> str:
    """Text in one line, in which no mark has a meaning."""
    line = " ".join(clean(text).split())
    return _MARKS.sub(lambda mark: f"{mark.group()[:-1]}\\{mark.group()[-1]}", line)
