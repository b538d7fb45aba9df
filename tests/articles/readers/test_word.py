import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.articles.files import read_articles
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin


def packed(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def read(folder: Path, data: bytes, name: str = "eagle.docx") -> Article:
    (folder / name).write_bytes(data)
    (article,) = read_articles(folder / name, name=name)
    assert isinstance(article, Article)
    return article


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, data)
    return refused.value.message


def test_paragraphs_lists_and_tables_are_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Eagle lands", 0)
    document.add_paragraph("The Eagle has landed, with ").add_run("two people").bold = True
    document.add_heading("The crew", 2)
    document.add_paragraph("Neil Armstrong", style="List Bullet")
    document.add_paragraph("Buzz Aldrin", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ["Place", "Year", "Moon", "1969"], strict=True
    ):
        cell.text = text
    document.add_paragraph("One line").add_run().add_break()
    document.paragraphs[-1].add_run("and\tanother")
    article = read(tmp_path, packed(document))
    assert article == Article(
        id=article.id,
        path="eagle.docx",
        text="The Eagle has landed, with two people\n\nThe crew\n\n- Neil Armstrong\n- Buzz Aldrin\n\n"
        "Place | Year\nMoon | 1969\n\nOne line\nand another",
        title="Eagle lands",
        origins={"title": Origin.HEADING},
    )


def test_the_properties_are_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The Eagle has landed.")
    document.core_properties.title = "Eagle lands"
    document.core_properties.author = "A. Writer;NASA, Office of Public Affairs"
    document.core_properties.created = datetime(1999, 7, 20, 20, 17, tzinfo=UTC)
    article = read(tmp_path, packed(document))
    assert article == Article(
        id=article.id,
        path="eagle.docx",
        text="The Eagle has landed.",
        title="Eagle lands",
        authors=("A. Writer", "NASA, Office of Public Affairs"),
        published=date(1999, 7, 20),
        published_time="1999-07-20T20:17:00+00:00",
        origins=dict.fromkeys(["title", "authors", "published"], Origin.PROPERTIES),
    )


def test_header_lines_in_the_text_are_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Date: 20 July 1969")
    document.add_paragraph("The Eagle has landed.")
    document.core_properties.created = datetime(1999, 7, 20, tzinfo=UTC)
    article = read(tmp_path, packed(document))
    assert (article.text, article.published) == ("The Eagle has landed.", date(1969, 7, 20))


def test_hidden_and_deleted_words_are_not_text_and_inserted_ones_are(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The Eagle ")
    paragraph.add_run("(a secret instruction) ").font.hidden = True
    namespaces = nsdecls("w")
    for change in (
        "<w:del {}><w:r><w:t>crashed </w:t></w:r></w:del>",
        "<w:ins {}><w:r><w:t>landed</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(change.format(namespaces)))
    assert read(tmp_path, packed(document)).text == "The Eagle landed"


def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    empty_zip = io.BytesIO()
    with zipfile.ZipFile(empty_zip, "w") as archive:
        archive.writestr("x", "y")
    assert {
        "no Word file": reason(tmp_path, b"Text"),
        "empty": reason(tmp_path, packed(docx.Document())),
        "old or locked": reason(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest"),
        "another archive": reason(tmp_path, empty_zip.getvalue()).partition(" (")[0],
        "cut off": reason(tmp_path, packed(docx.Document())[:5000]).partition(" (")[0],
    } == {
        "no Word file": "is not a Word file",
        "empty": "holds no text",
        "old or locked": "is locked with a password, or a Word file of the kind used before 2007",
        "another archive": "is damaged",
        "cut off": "is damaged",
    }


RUN = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>"
UP, DOWN = "<w:vertAlign w:val='superscript'/>", "<w:vertAlign w:val='subscript'/>"


def body(*blocks: str) -> bytes:
    """A Word file with these blocks; those that are no XML are paragraphs."""
    whole = "".join(block if block.startswith("<") else f"<w:p>{RUN.format('', block)}</w:p>" for block in blocks)
    return with_document(f"<w:document {nsdecls('w', 'm')}><w:body>{whole}</w:body></w:document>")


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("", "The town has 58"), (UP, "1"), ("", " bridges.")], "The town has 58¹ bridges."),
        ([("", "It is 12"), (UP, "1"), ("", "/"), (DOWN, "2"), ("", " miles.")], "It is 12½ miles."),
        ([("", "It cost €3"), (UP, "50"), ("", ".")], "It cost €3⁵⁰."),
        ([("", "On the 20"), (UP, "th"), ("", " CO"), (DOWN, "2"), ("", " fell.")], "On the 20th CO2 fell."),
        ([("", "It has "), ("<w:strike/>", "nine "), ("<w:dstrike w:val='1'/>", "six "), ("", "ten.")], "It has ten."),
        ([("<w:strike w:val='0'/>", "It is "), ("<w:vanish w:val='false'/>", "open.")], "It is open."),
    ],
)
def test_words_above_and_below_the_line_stay_apart_and_struck_ones_go(
    tmp_path: Path, runs: list[tuple[str, str]], text: str
) -> None:
    paragraph = "".join(RUN.format(*run) for run in runs)
    assert read(tmp_path, body(f"<w:p>{paragraph}</w:p>")).text == text


def test_words_of_a_formula_stay_in_their_sentence(tmp_path: Path) -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    paragraph = f"<w:p>{RUN.format('', 'It has 12')}<m:oMath>{half}{power}</m:oMath>{RUN.format('', ' of roof.')}</w:p>"
    assert read(tmp_path, body(paragraph)).text == "It has 12½m² of roof."


def test_moved_words_stand_where_they_were_moved_to(tmp_path: Path) -> None:
    words = RUN.format("", "The Eagle has landed.")
    moved = f"<w:p><w:moveFrom w:id='1'>{words}</w:moveFrom></w:p>"
    blocks = (moved, "Two men walked.", f"<w:p><w:moveTo w:id='2'>{words}</w:moveTo></w:p>")
    assert read(tmp_path, body(*blocks)).text == "Two men walked.\n\nThe Eagle has landed."


def test_content_controls_and_text_boxes_are_read_once_and_apart(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{RUN.format('', 'The quay is 90 metres long.')}</w:p></w:txbxContent>"
    drawn = (
        "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    year = f"<w:p>{RUN.format('', 'Year')}</w:p>"
    cell = f"<w:tc>{control.format(year)}</w:tc>"
    other = f"<w:tc><w:p>{RUN.format('', '1969')}</w:p></w:tc>"
    document = body(
        f"<w:p>{RUN.format('', 'Before the box')}<w:r>{drawn}</w:r>{RUN.format('', ' and behind it.')}</w:p>",
        control.format(f"<w:p>{RUN.format('', 'The roof is red.')}</w:p>"),
        f"<w:p>{RUN.format('', 'It weighs ')}{control.format(RUN.format('', '14 tonnes'))}{RUN.format('', '.')}</w:p>",
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cell}{other}</w:tr></w:tbl>",
    )
    assert read(tmp_path, document).text == (
        "Before the box and behind it.\n\nThe quay is 90 metres long.\n\nThe roof is red.\n\nIt weighs 14 tonnes.\n\n"
        "Year | 1969"
    )


def with_document(xml: str) -> bytes:
    """A Word file whose main part is this XML."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(docx.Document()))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return data.getvalue()


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    paragraph = "<w:p><w:r><w:t>Text &a;</w:t></w:r></w:p>"
    xml = f"{entities}<w:document {nsdecls('w')}><w:body>{paragraph}</w:body></w:document>"
    assert read(tmp_path, with_document(xml)).text == "Text"


def test_a_bomb_does_not_go_off(tmp_path: Path) -> None:
    xml = (
        f"<w:document {nsdecls('w')}><w:body>"
        f"{'<w:p><w:r><w:t>Text</w:t></w:r></w:p>' * 2_000_000}</w:body></w:document>"
    )
    assert reason(tmp_path, with_document(xml)) == "unpacks to more than 64 MiB of text and marks"


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("<m:rad><m:deg/><m:e>{2}</m:e></m:rad>", "√2"),
        ("<m:rad><m:deg>{3}</m:deg><m:e>{8+x}</m:e></m:rad>", "³√(8+x)"),
        ("<m:f><m:num>{1+x}</m:num><m:den>{2}</m:den></m:f>", "(1+x)/₂"),
        ("{f}<m:d><m:e>{x}</m:e></m:d>", "f(x)"),
        ("<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr><m:e>{x}</m:e></m:d>", "[x"),
        ("<m:sSup><m:e>{10}</m:e><m:sup>{k}</m:sup></m:sSup>", "10^k"),
        ("<m:sSup><m:e>{10}</m:e><m:sup>{6}</m:sup></m:sSup>", "10⁶"),
        ("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{1}</m:sub><m:sup>{9}</m:sup></m:nary>", "∑₁⁹"),
        ("<m:m><m:mr><m:e>{1}</m:e><m:e>{0}</m:e></m:mr></m:m>", "1 0"),
    ],
)
def test_what_is_drawn_in_a_formula_is_written(formula: str, words: str, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("It is ")
    runs = formula.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")
    paragraph._p.append(parse_xml(f"<m:oMath {nsdecls('m')}>{runs}</m:oMath>"))
    paragraph.add_run(" long.")
    assert read(tmp_path, packed(document)).text == f"It is {words} long."


def test_a_sign_of_the_font_symbol_and_a_table_in_a_cell_leave_no_gap(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("At ")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:sym w:font='Symbol' w:char='F0B3'/></w:r>"))
    paragraph.add_run("5 °C.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Outer"
    table.cell(0, 1).add_table(1, 2).cell(0, 1).text = "inner"
    assert read(tmp_path, packed(document)).text == "At \ufffd5 °C.\n\nOuter | | inner"
