"""Writes PDFs of every kind that the reader of PDFs has to read, byte by byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Fonts by the name that a page's content calls them.
LATIN = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
A4 = "0 0 595 842"


@dataclass(frozen=True, slots=True)
class Words:
    """Words to draw with their baseline at `x`, `y`; `before` is drawn first, as the operators of a colour are."""

    x: float
    y: float
    text: str
    size: float = 10
    before: str = ""
    font: str = "F1"
    matrix: str = "1 0 0 1"

    def content(self, letters: str = "") -> bytes:
        """The operators that draw them; `letters` are those of the font F2, one byte each."""
        if self.font == "F1":
            escaped = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            shown = b"(" + escaped.encode("cp1252") + b")"
        else:
            shown = b"<" + bytes(letters.index(character) for character in self.text).hex().encode() + b">"
        start = f"q {self.before} BT /{self.font} {self.size} Tf {self.matrix} {self.x} {self.y} Tm "
        return start.encode() + shown + b" Tj ET Q\n"


def column(x: float, y: float, lines: Sequence[str], *, step: float = 12, size: float = 10) -> list[Words]:
    """Lines one under the other."""
    return [Words(x, y - step * number, line, size) for number, line in enumerate(lines)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A font of the file's own, F2, that draws a square for each of its letters, of which there may be 256.

    `width` is that of a letter in thousandths of its size. Without a map, nothing says which letters they are.
    """

    letters: str
    width: int = 1000
    mapped: bool = True

    def objects(self, first: int) -> list[str]:
        """The font, its square and its map, which have the numbers from `first`."""
        names = " ".join(f"/g{code}" for code in range(len(self.letters)))
        procedures = " ".join(f"/g{code} {first + 1} 0 R" for code in range(len(self.letters)))
        square = f"{self.width} 0 0 0 {self.width} 700 d1 60 0 {self.width - 120} 700 re f"
        font = (
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 0"
            f" /LastChar {len(self.letters) - 1} /Widths [{f'{self.width} ' * len(self.letters)}]"
            f" /Encoding << /Type /Encoding /Differences [0 {names}] >> /CharProcs << {procedures} >> /Resources << >>"
        )
        map_entry = f"/ToUnicode {first + 2} 0 R" if self.mapped else ""
        return [f"{font} {map_entry} >>", _stream(square), _stream(self._map())]

    def _map(self) -> str:
        pairs = "\n".join(
            f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in enumerate(self.letters)
        )
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n"
            f"{len(self.letters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
        )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def write_pdf(
    pages: Sequence[Sequence[Words] | bytes],
    *,
    properties: str = "",
    page_entries: str = "",
    box: str = A4,
    font: Drawn | None = None,
    pictures: Mapping[str, str] | None = None,
) -> bytes:
    """A PDF of these pages, which draw each of `pictures` (stream objects) by its name."""
    contents = [
        page if isinstance(page, bytes) else b"".join(words.content(font.letters if font else "") for words in page)
        for page in pages
    ]
    named = dict(pictures or {})
    first = 4 + 2 * len(contents)
    own = font.objects(first) if font else []
    fonts = "/F1 3 0 R" + (f" /F2 {first} 0 R" if font else "")
    drawn = " ".join(f"/{name} {number} 0 R" for number, name in enumerate(named, start=first + len(own)))
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        LATIN.encode(),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {page_entries} /Contents {5 + 2 * number} 0 R"
            f" /Resources << /Font << {fonts} >> /XObject << {drawn} >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    objects += [part.encode() for part in own]
    objects += [stream.encode("latin-1") for stream in named.values()]
    objects.append(f"<< {properties} >>".encode("cp1252"))
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects: the first is its catalogue, the last tells its properties."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode() + trailer.encode()
