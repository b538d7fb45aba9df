"""A handout to a Word file: numbers lead to the quotations, which are marked in their passages, and those lead back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from assistant.records.answers import Citation
from assistant.records.handout_forms import CiteStyle
from assistant.records.handouts import Handout, Line, Section
from assistant.records.verdicts import Grade
from assistant.terminal.clean import clean, clean_line
from assistant.terminal.handouts.bibliography import bibtex, cited_articles, csl_json
from assistant.terminal.handouts.excerpts import by_article, excerpts
from assistant.terminal.web_link import web_link
from assistant.terminal.words import grade_in_words, grade_meaning, listed, printed_behind, printed_in
from assistant.time.days_in_words import meanings_in_words

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_LINK = "0B4F8A"
_FAINT = "595650"
_LONGEST_PROPERTY = 255  # characters, of python-docx


def word_file(handout: Handout, style: CiteStyle = CiteStyle.NUMBERED) -> bytes:
    """The whole file; with a style other than `numbered` the bibliography stands at its end."""
    return _Writer(handout).write(style)


class _Writer:
    """One file; `_led_back_to` are the numbers whose first place has a name, for their quotations to lead back to."""

    def __init__(self, handout: Handout) -> None:
        from docx import Document

        self._handout, self._file = handout, Document()
        self._led_back_to: set[int] = set()
        self._names = 0

    def write(self, style: CiteStyle) -> bytes:
        handout = self._handout
        self._file.add_heading(clean_line(handout.title), 0)
        self._faint(" ".join(handout.facts))
        for section in handout.sections:
            self._section(section)
        grades = {line.grade for section in handout.sections for line in section.lines()}
        for grade in Grade:
            if grade in grades:
                self._faint(f"{grade_in_words(grade)}: {grade_meaning(grade)}")
        if handout.citations:
            self._file.add_heading("Sources", 1)
        for group in by_article(handout.citations):
            self._source(group)
        articles = cited_articles(handout.citations)
        if style is not CiteStyle.NUMBERED and articles:
            name, text = ("BibTeX", bibtex(articles)) if style is CiteStyle.BIBTEX else ("CSL-JSON", csl_json(articles))
            self._file.add_heading(name, 1)
            self._file.add_paragraph().add_run(text).font.name = "Courier New"
        self._set_properties()
        whole = io.BytesIO()
        self._file.save(whole)
        return whole.getvalue()

    def _section(self, section: Section) -> None:
        if section.heading:
            self._file.add_heading(clean_line(section.heading), 1)
        self._faint(section.about)
        for lines in section.paragraphs:
            paragraph = self._file.add_paragraph(style="List Bullet" if section.listed else None)
            for line in lines:
                self._line(paragraph, line)
        for note in section.notes:
            paragraph = self._file.add_paragraph()
            paragraph.add_run(clean_line(note.text)).italic = True
            self._numbers(paragraph, note.citations)
        for said in section.remarks:
            self._faint(said)

    def _line(self, paragraph: Paragraph, line: Line) -> None:
        if line.label:
            paragraph.add_run(f"{clean_line(line.label)} ").bold = True
        paragraph.add_run(clean_line(line.text))
        self._numbers(paragraph, line.citations)
        said = [line.mark] if line.mark else [grade_in_words(line.grade)] if line.grade else []
        if said:
            _add_faint(paragraph, f" [{clean_line(said[0])}]")
        for remark in line.remarks:
            _add_faint(paragraph, f" ({clean_line(remark.text)}")
            self._numbers(paragraph, remark.citations)
            _add_faint(paragraph, ")")
        paragraph.add_run(" ")

    def _source(self, group: Sequence[Citation]) -> None:
        article = group[0].article
        self._file.add_heading(clean_line(article.title), 2)
        authors = f", by {listed(article.authors)}" if article.authors else ""
        said = [printed_in(article) + authors]
        said.append(meanings_in_words([date for each in group for date in each.dates], article.published))
        self._faint("; ".join(each for each in said if each))
        if link := web_link(article.url):
            _link(self._file.add_paragraph(), clean_line(article.url or ""), address=link)
        for copy in {copy.id: copy for each in group for copy in each.copies}.values():
            paragraph, printed = self._file.add_paragraph("Also in "), clean_line(copy.title + printed_behind(copy))
            if link := web_link(copy.url):
                _link(paragraph, printed, address=link)
            else:
                paragraph.add_run(printed)
        for excerpt in excerpts(group):
            paragraph = self._file.add_paragraph(style="Quote")
            paragraph.add_run("… " if excerpt.cut_before else "")
            for text, cited in excerpt.pieces:
                if cited is None:
                    paragraph.add_run(clean(text))
                else:
                    self._quotation(paragraph, clean(text), cited.n)
            paragraph.add_run(" …" if excerpt.cut_after else "")

    def _quotation(self, paragraph: Paragraph, quote: str, number: int) -> None:
        from docx.enum.text import WD_COLOR_INDEX

        run = paragraph.add_run(quote)
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        self._name_place(run._r, _quotation_name(number))
        paragraph.add_run(" ")
        _link(paragraph, f"[{number}]", anchor=_sentence_name(number))
        paragraph.add_run(" ")

    def _numbers(self, paragraph: Paragraph, numbers: Iterable[int]) -> None:
        """Each leads to its quotation; where a number stands first is where the quotation leads back to."""
        for number in numbers:
            paragraph.add_run(" ")
            shown = _link(paragraph, f"[{number}]", anchor=_quotation_name(number))
            if number not in self._led_back_to:
                self._led_back_to.add(number)
                self._name_place(shown, _sentence_name(number))

    def _name_place(self, element: BaseOxmlElement, name: str) -> None:
        """A bookmark around a part of the paragraph."""
        self._names += 1
        number = str(self._names)
        element.addprevious(_element("w:bookmarkStart", {"w:id": number, "w:name": name}))
        element.addnext(_element("w:bookmarkEnd", {"w:id": number}))

    def _faint(self, said: str) -> None:
        if said:
            _add_faint(self._file.add_paragraph(), clean_line(said))

    def _set_properties(self) -> None:
        """What the file says of itself: its title, no author, and the asking day instead of the template's."""
        properties = self._file.core_properties
        properties.title = clean_line(self._handout.title)[:_LONGEST_PROPERTY]
        properties.author = properties.comments = ""
        properties.created = properties.modified = datetime.combine(self._handout.day, time(), UTC)


def _quotation_name(number: int) -> str:
    return f"quotation{number}"


def _sentence_name(number: int) -> str:
    return f"sentence{number}"


def _add_faint(paragraph: Paragraph, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor.from_string(_FAINT)


def _link(paragraph: Paragraph, text: str, *, anchor: str = "", address: str = "") -> BaseOxmlElement:
    """A link to a place of the file, or to a web address; python-docx has none of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.shared import RGBColor

    if address:
        target = {"r:id": paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}
    else:
        target = {"w:anchor": anchor}
    run = paragraph.add_run(text)
    run.font.color.rgb = RGBColor.from_string(_LINK)
    run.font.underline = bool(address)
    link = _element("w:hyperlink", target)
    run._r.addprevious(link)
    link.append(run._r)
    return link


def _element(tag: str, attributes: Mapping[str, str]) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    return OxmlElement(tag, {qn(name): value for name, value in attributes.items()})
