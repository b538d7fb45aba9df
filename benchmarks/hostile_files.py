"""Files that are made to keep a reader busy, to fill its memory or to break it, each with what makes it one."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import random
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

MB = 1_000_000
PROSE = "The harbour board sold the silo on Tuesday for one crown. "
PAGE = (
    "<html><head><title>Silo sold</title></head><body><article><h1>Silo sold</h1>{}<p>" + PROSE * 5 + "</p></article>"
)
FEED = '<rss version="2.0"><channel><title>News</title><item><title>Silo</title><description>{}</description></item>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts() -> Iterator[tuple[str, str | bytes]]:
    """Files whose name and content say all, those of a text first."""
    for name, run in {
        "spaces": " ", "dots": ".", "quotes": '"', "openings": "“", "apostrophes": "'", "digits": "1",
        "hyphens": "-", "brackets": "(", "marks": "\u0301", "commas": ",", "letters": "a", "capitals": "A",
        "slashes": "/", "pipes": "|", "stars": "*", "underscores": "_", "backticks": "`", "links": "[a](",
        "images": "![", "breaks": "\n", "hashes": "#", "quoted": ">", "initials": "A. ", "names": "Ada ",
        "colons": "a: ", "said": '"a" said ', "days": "1 May ", "ideographs": "市", "thai": "ก",
        "escapes": "\x1b[", "zero widths": "\u200b", "rtl": "\u202e",
    }.items():  # fmt: skip
        ending = ".md" if run in "|*_`[a](![#>" else ".txt"
        yield f"run of {name}{ending}", PROSE + run * (300_000 // len(run)) + "\n\n" + PROSE
    yield "header lines.txt", "".join(f"Date: {n}\n" for n in range(300_000)) + "\n" + PROSE
    yield "marks of a letter.txt", "a" + "\u0301" * 2 * MB
    yield "front matter.md", "---\n" + "a: &a [*a, *a]\n" * 30_000 + "---\n" + PROSE
    yield (
        "front matter laughs.md",
        "---\na0: &a0 [ha]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
        + f"title: *a11\n---\n{PROSE}",
    )
    yield "nested quotations.md", ">" * 20_000 + PROSE
    yield "nested list.md", "".join(" " * n + "- a\n" for n in range(2_000))
    yield "table.md", "|" * 20_000 + "\n" + "|-" * 20_000 + "|\n" + PROSE
    yield "zeros.txt", b"\0" * 20 * MB
    yield "noise.txt", random.Random(1).randbytes(5 * MB)
    yield "binary named text.html", random.Random(2).randbytes(5 * MB)
    yield "one stray byte.txt", (PROSE * 20_000).encode() + b"\xff"


def pages() -> Iterator[tuple[str, str | bytes]]:
    """Web pages."""
    attributes = " ".join(f"a{n}='{n}'" for n in range(16_000))
    yield "attributes.html", PAGE.format(f"<p {attributes}>a</p>")
    for tag in ("div", "b", "table", "ul", "blockquote", "a href=x"):
        yield f"nested {tag.split()[0]}.html", PAGE.format(f"<{tag}>" * 50_000 + "a")
    yield "unclosed.html", PAGE.format("<p" * 200_000)
    yield "comments.html", PAGE.format("<!--" * 200_000)
    yield "entities.html", PAGE.format("&amp;" * 500_000)
    yield "links.html", PAGE.format("<a href='/a'>a</a> " * 1_000_000)
    yield "paragraphs.html", PAGE.format("<p>a</p>" * 200_000)
    yield "spans.html", PAGE.format("<p>" + "<span>a</span>" * 200_000 + "</p>")
    yield "classes.html", PAGE.format(f"<p class='{'a ' * 200_000}'>a</p>")
    yield "base64.html", PAGE.format(f"<img src='data:image/png;base64,{'A' * 10 * MB}'>")
    yield "times.html", PAGE.format("<time datetime='2024-05-14'>a</time>" * 100_000)
    yield (
        "structured data.html",
        PAGE.format("<script type='application/ld+json'>" + '{"@graph":[' * 20_000 + "</script>"),
    )
    yield "metas.html", "<meta name='date' content='2024'>" * 100_000 + PAGE.format("")
    yield "laughs.xhtml", LAUGHS + "<html><body><p>&a11;</p></body></html>"
    yield "doctype.html", "<!DOCTYPE " + "a" * 5 * MB


def rows() -> Iterator[tuple[str, str | bytes]]:
    """JSON, tables, feeds and mail."""
    yield "nested.json", "[" * 200_000
    yield "nested objects.jsonl", '{"a":' * 200_000 + "1" + "}" * 200_000
    yield "digits.json", '{"text": "a", "date": ' + "9" * 1_000_000 + "}"
    yield "long value.jsonl", json.dumps({"title": "a", "date": "1" * 500_000, "text": PROSE})
    yield "keys.json", json.dumps({f"k{n}": n for n in range(300_000)} | {"text": PROSE})
    yield "quotes.csv", "title,text\n" + '"' * 2_000_001
    yield "columns.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n" + "," * 100_000
    yield "laughs.xml", LAUGHS + FEED.format("&a11;")
    yield "nested.xml", "<rss><channel><item><title>" + "<b>" * 100_000
    yield "escaped.xml", FEED.format("&lt;div&gt;" * 100_000)
    yield "attributes.rss", FEED.format("a").replace("<item>", f"<item {' '.join(f'a{n}=' for n in range(16_000))}>")
    yield "entries.atom", '<feed xmlns="http://www.w3.org/2005/Atom">' + "<entry><title>a</title></entry>" * 20_000
    yield "headers.eml", "".join(f"X-{n}: a\n" for n in range(300_000)) + "\n" + PROSE
    yield "folded header.eml", "Subject: a\n" + " a\n" * 300_000 + "\n" + PROSE
    yield "encoded words.eml", "Subject: " + "=?utf-8?q?a?= " * 100_000 + "\n\n" + PROSE
    yield "addresses.eml", "From: " + "(" * 50_000 + "\n\n" + PROSE
    yield (
        "parts.eml",
        "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3_000)) + PROSE,
    )
    yield "base64.eml", "Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"a" * 10 * MB).decode()
    yield "mails.mbox", "From a\nSubject: \n\n\n" * 100_000


def packed() -> Iterator[tuple[str, bytes]]:
    """Files that unpack to very much more, or point at themselves."""
    yield "bomb.html.gz", gzip.compress(b"<p>" * 60 * MB)
    yield "bomb.zip", archive({"a.txt": b" " * 300 * MB})
    yield "folders.zip", archive({"a/" * 1_500 + f"{n}.txt": PROSE.encode() for n in range(50)})
    yield "members.zip", archive({f"{n}.txt": b"" for n in range(20_000)})
    page = b"<html><body>" + b"<p>a</p>" * 30 * MB
    container = b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>"
    package = b"<package><manifest><item id='a' href='a.html'/></manifest><spine><itemref idref='a'/></spine></package>"
    yield "bomb.epub", archive({"META-INF/container.xml": container, "a.opf": package, "a.html": page})
    for name, body in {"bomb": "<w:p/>" * 20 * MB, "laughs": "&a11;", "nested": "<w:p>" * 100_000}.items():
        start = LAUGHS if name == "laughs" else ""
        yield f"{name}.docx", document(f'{start}<w:document xmlns:w="{WORD[1:-1]}"><w:body>{body}')
    pages = "".join(f"{n} 0 obj<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>endobj\n" for n in range(2, 5_000))
    yield "tree.pdf", f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n{pages}trailer<</Root 1 0 R>>".encode()
    circle = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
    yield "circle.pdf", f"%PDF-1.4\n{circle}trailer<</Root 1 0 R>>".encode()
    yield "arrays.pdf", b"%PDF-1.4\n1 0 obj" + b"[" * 200_000


def large() -> Iterator[tuple[str, str | bytes]]:
    """Much text rather than bad text: read, but not embedded here, which would take an hour."""
    yield "one line.txt", b"a" * 200 * MB
    yield "bomb.txt.gz", gzip.compress(b"a" * 300 * MB)
    yield "one line.html", b"a " * 30 * MB
    yield "one line.json", b'{"text": "' + b"a " * 30 * MB + b'"}'
    yield "one line.md", (PROSE * 500_000).encode()
    yield "rows.csv", "title,date,text\n" + f"Silo,2024-05-14,{PROSE}\n" * 100_000


def write_all(folder: Path) -> list[Path]:
    """The files of all kinds but the large ones."""
    made = [write(folder, name, data) for kind in (texts, pages, rows, packed) for name, data in kind()]
    return made + odd_places(folder)


def odd_places(folder: Path) -> list[Path]:
    """What is no regular file, cannot be read, or has an odd name."""
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(os.path.relpath(folder / "socket.txt"))
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "nowhere.txt").symlink_to("nowhere at all")
    (folder / "folder.txt").mkdir()
    (folder / "up").symlink_to(".")
    deep = folder
    for _ in range(1_500):
        deep /= "a"
        deep.mkdir()
    odd = (os.fsdecode(b"bad-\xff.txt"), "a" * 250 + ".txt", "line\nbreak.txt", "unreadable.txt")
    for name in odd:
        write(folder, name, PROSE)
    (folder / "unreadable.txt").chmod(0)
    write(folder, "empty.txt", "")
    named = ["pipe.txt", "socket.txt", "device.txt", "circle.txt", "nowhere.txt", "empty.txt", *odd]
    return [folder / name for name in named]


def write(folder: Path, name: str, data: str | bytes) -> Path:
    """A file of these bytes, or of this text in UTF-8."""
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return file


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packing:
        for name, content in members.items():
            packing.writestr(name, content)
    return data.getvalue()


def document(body: str) -> bytes:
    """A Word file with this as its document part."""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    plain = "application/vnd.openxmlformats-package.relationships+xml"
    types = f'<Default Extension="xml" ContentType="{kind}"/><Default Extension="rels" ContentType="{plain}"/>'
    relation = f'<Relationship Id="r" Type="{office}" Target="d.xml"/>'
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}</Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{relation}</Relationships>'.encode(),
            "d.xml": body.encode(),
        }
    )
