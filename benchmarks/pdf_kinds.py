"""PDFs of many kinds, written here, each with the text that a person reads in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from benchmarks.pdf_writer import Drawn, Words, column, write_pdf

TIDE = (
    "The tide at the lock rose to four metres before noon, and the keeper closed the lower gate. Two barges waited in"
    " the basin until the evening. Nobody was hurt, and the road along the quay was open again by six."
)
ROAD = (
    "The council will mend the old coast road in three steps. Work begins behind the chapel in the last week of August"
    " and goes on through the winter. Buses take the upper road meanwhile, and the fare stays as it is."
)
MILL = (
    "A mill that has stood idle for thirty years grinds again. Four neighbours bought the stones at an auction and set"
    " them up without help. They sell rye flour on Fridays, and oats when the harvest was good."
)
# Long enough that its letters can be judged.
PLAIN = " ".join((TIDE, ROAD))


@dataclass(frozen=True, slots=True)
class Written:
    """A PDF of one kind: its bytes and its text, with the paragraphs parted by blank lines."""

    kind: str
    data: bytes
    text: str


def kinds() -> Iterator[Written]:
    """All that can be read."""
    yield from _columns()
    yield from _margins()
    yield from _words()
    yield from _hidden()
    yield from _turned()
    yield from _scripts()


def _columns() -> Iterator[Written]:
    tide, road = (wrap(text, 34) for text in (TIDE, ROAD))
    left, right = column(60, 700, tide), column(310, 700, road)
    headline = Words(60, 750, "News of the coast and of the hills", 18)
    yield Written(
        "one column", write_pdf([column(60, 700, wrap(TIDE, 80)) + column(60, 640, wrap(ROAD, 80))]), _text(TIDE, ROAD)
    )
    indented = [Words(60 + 14 * (not number), 700 - 12 * number, line) for number, line in enumerate(wrap(TIDE, 80))]
    more = [Words(60 + 14 * (not number), 664 - 12 * number, line) for number, line in enumerate(wrap(ROAD, 80))]
    yield Written("first lines set in", write_pdf([indented + more]), _text(TIDE, ROAD))
    yield Written("two columns, each drawn whole", write_pdf([left + right]), _text(TIDE, ROAD))
    yield Written("two columns, drawn line by line", write_pdf([_by_line(left, right)]), _text(TIDE, ROAD))
    offset = column(310, 694, road)
    yield Written("two columns on two grids", write_pdf([_by_line(left, offset)]), _text(TIDE, ROAD))
    short = column(310, 700, wrap("The ferry sails at seven, the last one at nine.", 34))
    yield Written(
        "a full column beside a short one",
        write_pdf([_by_line(left, short)]),
        _text(TIDE, "The ferry sails at seven, the last one at nine."),
    )
    three = [column(40 + 180 * number, 700, wrap(text, 30)) for number, text in enumerate((TIDE, ROAD, MILL))]
    yield Written(
        "three columns under a headline, drawn line by line",
        write_pdf([[headline, *_by_line(*three)]]),
        _text(headline.text, TIDE, ROAD, MILL),
    )
    caption = Words(
        60, 662, "The old lock, seen from the tower that stands beside the quay, in the last week of June", 8
    )
    above, below = (
        [column(60, 700, tide[:2]), column(310, 700, tide[2:4])],
        [column(60, 640, road), column(310, 640, tide)],
    )
    yield Written(
        "a caption across two columns, below their first lines",
        write_pdf([[*_by_line(*above), caption, *_by_line(*below)]]),
        _text(" ".join(tide[:4]), caption.text, ROAD, TIDE),
    )
    over_two = Words(40, 730, "The coast this week, seen from the sea", 14)
    yield Written(
        "a heading over two of three columns",
        write_pdf([[*_by_line(*three[:2], column(400, 730, wrap(MILL, 30))), over_two]]),
        _text(over_two.text, TIDE, ROAD, MILL),
    )
    rows = ["Year", "Tonnes", "Ships"], ["1995", "8,100", "12"], ["1996", "7,350", "40"], ["1997", "6,020", "7"]
    table = [
        Words(60 + 90 * place, 660 - 14 * number, cell)
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
    ]
    yield Written(
        "a table in the text",
        write_pdf([column(60, 700, wrap(TIDE, 80)) + table + column(60, 590, wrap(ROAD, 80))]),
        _text(TIDE, "\n".join(" | ".join(row) for row in rows), ROAD),
    )


def _margins() -> Iterator[Written]:
    lines = wrap(" ".join((TIDE, ROAD, MILL, TIDE)), 80)
    pages = [lines[start : start + 2] for start in range(0, len(lines), 2)][:4]
    text = " ".join(line for page in pages for line in page)
    for kind, drawn_first in (("heads and feet drawn before the text", True), ("heads and feet drawn after it", False)):
        written = []
        for number, page in enumerate(pages, start=1):
            head = Words(60, 800, ("The Coast Courier", "News of the shore")[number % 2], 9)
            foot = Words(290, 40, str(number), 9)
            body = column(60, 700, page)
            written.append([head, foot, *body] if drawn_first else [*body, head, foot])
        yield Written(kind, write_pdf(written), text)
    first, second = wrap(TIDE, 80), wrap(ROAD, 80)
    notes = [
        [
            *column(60, 700, first[:2]),
            *column(60, 80, ["1 As measured by the keeper.", "2 Without the barges."], size=8),
        ],
        column(60, 700, first[2:] + second),
    ]
    marked = [
        Words(60, 700, "The lock has 58", 10),
        Words(132, 704, "1", 6),
        Words(138, 700, "steps, which is few.", 10),
    ]
    yield Written(
        "notes at the foot of a page, in the middle of a sentence",
        write_pdf([notes[0], notes[1]]),
        _text(TIDE, ROAD, "1 As measured by the keeper.", "2 Without the barges."),
    )
    yield Written("the raised mark of a note", write_pdf([marked]), "The lock has 58¹ steps, which is few.")
    around = [
        Words(30, 820, "05/05/2024, 10:31", 8),
        Words(200, 820, "Tide at the lock – Coast Courier", 8),
        Words(30, 20, "https://courier.example/2023/tide.html", 8),
        Words(550, 20, "1/1", 8),
    ]
    yield Written("a page printed by a browser", write_pdf([[*around, *column(60, 700, wrap(TIDE, 80))]]), TIDE)


def _words() -> Iterator[Written]:
    lines = [
        "The well-",
        "known keeper of the lock spoke at the twenty-",
        "first meeting. The demo-",
        "lition of the gate was put off. A watercourse is a water-",
        "course, even when it is dry, and is cleaned by the inhab-",
        "itants of the lower town, as the council said.",
    ]
    yield Written(
        "hyphens at the ends of lines",
        write_pdf([column(60, 700, lines)]),
        "The well-known keeper of the lock spoke at the twenty-first meeting. The demolition of the gate was put off."
        " A watercourse is a watercourse, even when it is dry, and is cleaned by the"
        " inhabitants of the lower town, as the council said.",
    )
    letters = [
        Words(60 + 6 * place, 700 - 14 * number, letter, font="F2")
        for number, line in enumerate(wrap(TIDE, 70))
        for place, letter in enumerate(line)
        if letter != " "
    ]
    beside, below = wrap(TIDE[1:], 40)[:2], wrap(TIDE[1:], 40)[2:]
    hanging = [Words(60, 678, "T", 36), *column(60, 676, below), *column(84, 700, beside)]
    yield Written("a first letter that hangs down", write_pdf([hanging]), TIDE)
    yield Written("each letter drawn alone", write_pdf([letters], font=_font(TIDE, width=600)), TIDE)
    spaced = [
        Words(40, 700 - 14 * number, "  ".join(" ".join(word) for word in line.split()), 9)
        for number, line in enumerate(wrap(TIDE, 40))
    ]
    yield Written("letters with gaps between them", write_pdf([spaced]), TIDE)
    ligatures = "The ﬁnancial oﬃcer of the ﬂeet spoke ﬁrst."
    yield Written(
        "ligatures",
        write_pdf([[Words(60, 700, ligatures, font="F2")]], font=_font(ligatures)),
        "The financial officer of the fleet spoke first.",
    )


def _hidden() -> Iterator[Written]:
    shown, hidden = column(60, 700, wrap(TIDE, 80)), "The keeper was paid nine million crowns for it."
    yield Written("white words", write_pdf([[*shown, Words(60, 600, hidden, before="1 1 1 rg")]]), TIDE)
    yield Written("words drawn invisibly", write_pdf([[*shown, Words(60, 600, hidden, before="3 Tr")]]), TIDE)
    yield Written("words beside the page", write_pdf([[*shown, Words(60, -200, hidden)]]), TIDE)
    yield Written("words too small to see", write_pdf([[*shown, Words(60, 600, hidden, 0.5)]]), TIDE)
    box = "0 0 0 rg 50 590 400 30 re f\n"
    black = b"".join(words.content() for words in [*shown, Words(60, 600, hidden)]) + box.encode()
    yield Written("words under a black bar", write_pdf([black]), TIDE)
    ground = box.encode() + b"".join(words.content() for words in [*shown, Words(60, 600, hidden, before="1 1 1 rg")])
    yield Written("white words on a dark ground", write_pdf([ground]), _text(TIDE, hidden))
    read = b"q 595 0 0 842 0 0 cm /Scan Do Q\n" + b"".join(
        Words(one.x, one.y, one.text, before="3 Tr").content() for one in shown
    )
    yield Written("a scan with the words that were read in it", write_pdf([read], pictures=SCAN), TIDE)


def _turned() -> Iterator[Written]:
    lines = wrap(TIDE, 80)
    turned = [Words(100 + 12 * number, 60, line, matrix="0 1 -1 0") for number, line in enumerate(lines)]
    yield Written("words that run up the page", write_pdf([turned]), TIDE)
    yield Written("a turned page", write_pdf([turned], page_entries="/Rotate 90"), TIDE)
    stamp = Words(30, 200, "Sent to the archive of the town", matrix="0 1 -1 0")
    yield Written(
        "a line up the margin",
        write_pdf([[stamp, *column(60, 700, lines)]]),
        _text(TIDE, "Sent to the archive of the town"),
    )


def _scripts() -> Iterator[Written]:
    arabic = "قال رئيس المجلس إن الميناء مفتوح"
    yield Written(
        "Arabic, drawn from left to right",
        write_pdf([[Words(60, 700, arabic[::-1], font="F2")]], font=_font(arabic)),
        arabic,
    )
    with_figure = "حتى عام 2026، ثم 14 سفينة"
    seen = "ةنيفس 14 مث ،2026 ماع ىتح"
    yield Written(
        "figures in Arabic",
        write_pdf([[Words(60, 700, seen, font="F2")]], font=_font(with_figure)),
        with_figure,
    )
    lines = ["市议会周二决定关闭旧港口", "并在那里建造一座博物馆。"]
    across = [Words(60, 700 - 16 * number, line, font="F2") for number, line in enumerate(lines)]
    yield Written("Chinese", write_pdf([across], font=_font("".join(lines))), "".join(lines))
    down = [
        Words(400 - 20 * number, 700 - 10 * place, character, font="F2")
        for number, line in enumerate(lines)
        for place, character in enumerate(line)
    ]
    yield Written("Chinese, drawn down the page", write_pdf([down], font=_font("".join(lines))), "".join(lines))


SCAN = {
    "Scan": "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
    " >>\nstream\n\xf0\nendstream"
}


def _by_line(*columns: Sequence[Words]) -> list[Words]:
    """The columns' lines in the order in which a printer that goes down the page draws them."""
    return sorted((words for one in columns for words in one), key=lambda words: (-words.y, words.x))


def _font(text: str, width: int = 1000) -> Drawn:
    return Drawn("".join(sorted(set(text))), width)


def _text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)
