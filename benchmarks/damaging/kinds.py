"""The kinds of damage that a library may take: each a function of the library's folder and a source of chance."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from random import Random

Damage = Callable[[Path, Random], str]

_PAGE = 4096


def apply(kind: str, root: Path, draw: Random) -> str:
    """Does the damage of a kind to the library of a folder, and says what it was."""
    return KINDS[kind](root, draw)


def _catalogue(root: Path) -> Path:
    return root / ".assistant" / "catalogue.db"


def _flip(file: Path, draw: Random, *, count: int, within: tuple[int, int] | None = None) -> str:
    whole = bytearray(file.read_bytes())
    low, high = within or (0, len(whole))
    places = [draw.randrange(low, max(low + 1, min(high, len(whole)))) for _ in range(count)]
    for place in places:
        if place < len(whole):
            whole[place] ^= 1 << draw.randrange(8)
    file.write_bytes(whole)
    return f"bits flipped at {places[:4]}"


def _bit(root: Path, draw: Random) -> str:
    return _flip(_catalogue(root), draw, count=1)


def _bits(root: Path, draw: Random) -> str:
    return _flip(_catalogue(root), draw, count=16)


def _header_bits(root: Path, draw: Random) -> str:
    return _flip(_catalogue(root), draw, count=2, within=(0, 100))


def _letters(root: Path, draw: Random) -> str:
    """Other letters in what is text, as a bad disk may give: SQLite cannot know."""
    file = _catalogue(root)
    whole = bytearray(file.read_bytes())
    for _ in range(1_000):
        place = draw.randrange(len(whole) - 40)
        run = whole[place : place + 40]
        if all(0x20 <= byte < 0x7F for byte in run):
            whole[place + 10 : place + 14] = b"WXYZ"
            file.write_bytes(whole)
            return f"four letters changed at {place}"
    return "nothing"


def _garbage(root: Path, draw: Random) -> str:
    file = _catalogue(root)
    whole = bytearray(file.read_bytes())
    place, length = draw.randrange(len(whole)), draw.randrange(1, 3_000)
    whole[place : place + length] = draw.randbytes(min(length, len(whole) - place))
    file.write_bytes(whole)
    return f"{length} bytes of garbage at {place}"


def _cut(root: Path, draw: Random) -> str:
    size = draw.randrange(_catalogue(root).stat().st_size)
    os.truncate(_catalogue(root), size)
    return f"cut at {size}"


def _emptied(root: Path, draw: Random) -> str:
    if draw.random() < 0.5:
        os.truncate(_catalogue(root), 0)
        return "emptied"
    _catalogue(root).unlink()
    return "removed"


def _pages(root: Path, draw: Random) -> str:
    file = _catalogue(root)
    whole = bytearray(file.read_bytes())
    first, second = (draw.randrange(len(whole) // _PAGE) for _ in range(2))
    here, there = (slice(each * _PAGE, (each + 1) * _PAGE) for each in (first, second))
    how = draw.choice(("zeroed", "swapped", "copied over"))
    if how == "zeroed":
        whole[here] = bytes(_PAGE)
    elif how == "swapped":
        whole[here], whole[there] = whole[there], whole[here]
    else:
        whole[there] = whole[here]
    file.write_bytes(whole)
    return f"page {first} {how} ({second})"


def _appended(root: Path, draw: Random) -> str:
    with _catalogue(root).open("ab") as stream:
        stream.write(draw.randbytes(draw.randrange(1, 20_000)))
    return "garbage appended"


def _log(root: Path, draw: Random) -> str:
    """Damage to the write-ahead log, which here holds the last answer."""
    log = root / ".assistant" / "catalogue.db-wal"
    how = draw.choice(("flipped", "cut", "removed", "garbage", "index of it garbage", "doubled"))
    if how == "flipped":
        return _flip(log, draw, count=3)
    if how == "cut":
        os.truncate(log, draw.randrange(log.stat().st_size))
    elif how == "removed":
        log.unlink()
    elif how == "garbage":
        log.write_bytes(draw.randbytes(20_000))
    elif how == "doubled":
        log.write_bytes(log.read_bytes() * 2)
    else:
        (root / ".assistant" / "catalogue.db-shm").write_bytes(draw.randbytes(32_768))
    return f"log {how}"


def _in_place(root: Path, draw: Random) -> str:
    """Something else where one of the library's files was."""
    own = root / ".assistant"
    vectors = sorted(each for each in (own / "vectors").rglob("*"))
    file = draw.choice(
        [
            *(
                own / name
                for name in ("catalogue.db", "catalogue.db-wal", "catalogue.db-shm", "writer.lock", "vectors")
            ),
            *draw.sample(vectors, min(3, len(vectors))),
            *(root / name for name in ("assistant.toml", ".assistant")),
        ]
    )
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)
    what = draw.choice(
        ("pipe", "folder", "link to nothing", "link to itself", "link to a device", "empty", "text", "gone")
    )
    outside = root.parent / f"{root.name}-outside"
    if what == "pipe":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    elif what == "link to nothing":
        file.symlink_to(outside)
    elif what == "link to itself":
        file.symlink_to(file)
    elif what == "link to a device":
        file.symlink_to("/dev/zero")
    elif what == "empty":
        file.touch()
    elif what == "text":
        file.write_text("notes\n" * 2_000)
    return f"{what} in place of {file.relative_to(root)}"


def _rights(root: Path, draw: Random) -> str:
    own = root / ".assistant"
    file = draw.choice([own, *own.iterdir()])
    if draw.random() < 0.5:
        mode = draw.choice((0o000, 0o400, 0o200, 0o777))
        file.chmod(mode)
        return f"mode {mode:o} of {file.name}"
    if os.geteuid() == 0:
        os.chown(file, 65_534, 65_534)
    return f"another owner of {file.name}"


def _number(root: Path, draw: Random) -> str:
    number = draw.choice((0, 1, 2, 4, 99, -1))
    _change(root, f"PRAGMA user_version = {number}")
    return f"schema number {number}"


def _change(root: Path, *statements: str) -> None:
    with closing(sqlite3.connect(_catalogue(root))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


_ONE = "(SELECT key FROM articles ORDER BY random() LIMIT 1)"
_VALUES = ("NULL", "'text'", "''", "-1", "0", "99999999999", "x'00ff80'", "1e300", "zeroblob(30000000)", "'2024-02-31'")
_COLUMNS = {
    "articles": "id file path title source url authors published published_time day origins remarks text fingerprint",
    "sentences": "number start end paragraph article",
    "chunks": "article number first last day",
    "vectors": "vector",
    "marked": "method",
    "dates": "sentence start end first last relative",
    "utterances": "article sentence speaker mention_start mention_end said_start said_end kind confidence",
    "versions": "id address replaced_at path title text published origins",
    "set_days": "id day own_day own_origin",
    "answers": "asked_at question answer",
    "facts": "value",
    "files": "path sha256",
    "generations": "place last_chunk count files",
    "packs": "number rows dimension last_chunk checksum",
    "gone": "chunk",
    "article_checksums": "row parts vectors dates utterances",
    "checksums": "digest",
    "words_docsize": "sz",
    "words_data": "block",
    "words_of_answers_docsize": "sz",
    "words_of_answers_data": "block",
}


def _row(root: Path, draw: Random) -> str:
    """One row with another value in one column."""
    table = draw.choice(list(_COLUMNS))
    column, value = draw.choice(_COLUMNS[table].split()), draw.choice(_VALUES)
    sql = f'UPDATE OR IGNORE {table} SET "{column}" = {value} WHERE {_chosen(table, draw)}'
    try:
        _change(root, sql)
    except sqlite3.Error as error:
        return f"nothing ({error})"
    return sql[:120]


def _chosen(table: str, draw: Random) -> str:
    keys = {"facts": "name", "files": "path", "set_days": "id", "checksums": "key"}
    two = {"sentences": "(article, number)", "dates": "(article, start)"}
    key = keys.get(table) or two.get(table) or "rowid"
    columns = key.strip("()")
    return f"{key} = (SELECT {columns} FROM {table} ORDER BY {columns} LIMIT 1 OFFSET {draw.randrange(60)})"


def _said_otherwise(root: Path, draw: Random) -> str:
    """A row that still makes sense, and says something else."""
    sql = draw.choice(
        (
            f"UPDATE articles SET text = replace(text, 'the', 'no') WHERE key = {_ONE}",
            f"UPDATE articles SET text = replace(text, '1', '7') WHERE key = {_ONE}",
            f"UPDATE articles SET text = text || ' The mayor resigned.' WHERE key = {_ONE}",
            "UPDATE articles SET text = replace(text, 'mayor', 'bishop')",
            f"UPDATE articles SET title = title || ' (not)' WHERE key = {_ONE}",
            f"UPDATE articles SET day = day + 1 WHERE key = {_ONE}",
            f"UPDATE articles SET published = '2020-01-01' WHERE key = {_ONE}",
            f"UPDATE articles SET source = 'Another Paper' WHERE key = {_ONE}",
            f"UPDATE articles SET url = 'https://example.net/other' WHERE key = {_ONE}",
            "UPDATE articles SET path = 'corpus/other.txt' WHERE key = 3",
            "UPDATE sentences SET start = start + 3 WHERE number % 3 = 0",
            f"UPDATE sentences SET end = end - 4 WHERE article = {_ONE}",
            f"UPDATE sentences SET start = start + 100000, end = end + 100000 WHERE article = {_ONE}",
            "UPDATE chunks SET article = 1",
            f"UPDATE chunks SET last = last + 1 WHERE article = {_ONE}",
            "UPDATE chunks SET day = day - 400",
            f"UPDATE vectors SET vector = zeroblob(768) WHERE chunk % 3 = {draw.randrange(3)}",
            "UPDATE vectors SET vector = randomblob(768)",
            f"UPDATE vectors SET vector = x'00' WHERE chunk = {draw.randrange(1, 60)}",
            "UPDATE utterances SET speaker = 'Nobody'",
            "UPDATE utterances SET said_start = 0, said_end = 20",
            "UPDATE dates SET first = first + 365, last = last + 365",
            "UPDATE set_days SET day = '1999-01-01'",
            "UPDATE answers SET answer = replace(answer, 'the', 'no')",
            "UPDATE versions SET text = 'It was never so.'",
            "INSERT INTO replaced SELECT id, 'nobody', 1, '' FROM articles WHERE key < 9",
            "INSERT INTO replaced SELECT id, (SELECT max(id) FROM articles), 1, '' FROM articles WHERE key < 9",
            "UPDATE generations SET place = '/etc'",
            "UPDATE generations SET last_chunk = 999999",
        )
    )
    _change(root, sql)
    return sql[:120]


def _rows_gone(root: Path, draw: Random) -> str:
    table = draw.choice([each for each in _COLUMNS if not each.startswith("words")])
    sql = draw.choice(
        (f"DELETE FROM {table}", f"DELETE FROM {table} WHERE {_chosen(table, draw)}", f"DROP TABLE {table}")
    )
    _change(root, sql)
    return sql[:120]


def _schema(root: Path, draw: Random) -> str:
    sql = draw.choice(
        (
            "CREATE TRIGGER acts AFTER INSERT ON answers BEGIN DELETE FROM answers; END",
            "CREATE VIEW more AS SELECT * FROM articles",
            "DROP INDEX articles_by_day",
            "ALTER TABLE articles ADD COLUMN more TEXT",
            "ALTER TABLE sentences RENAME COLUMN start TO begins",
            "UPDATE sqlite_master SET sql = 'nonsense' WHERE name = 'chunks'",
            "UPDATE sqlite_master SET rootpage = 5 WHERE name = 'articles'",
            "DELETE FROM sqlite_master WHERE name = 'words'",
            "DROP TABLE words",
            "DROP TABLE words_of_answers",
            "UPDATE words_config SET v = 99 WHERE k = 'version'",
            "DELETE FROM words_idx",
            "DELETE FROM words_docsize WHERE id % 2",
        )
    )
    _change(root, sql)
    return sql[:120]


def _vectors(root: Path, draw: Random) -> str:
    """Damage to the files that Chroma made."""
    files = sorted(each for each in (root / ".assistant" / "vectors").rglob("*") if each.is_file())
    files = [each for each in files if each.stat().st_size]
    if not files:
        return "nothing"
    file = draw.choice(files)
    how = draw.choice(("flipped", "cut", "gone", "zeroed"))
    if how == "flipped":
        _flip(file, draw, count=30)
    elif how == "cut":
        os.truncate(file, draw.randrange(file.stat().st_size))
    elif how == "gone":
        file.unlink()
    else:
        file.write_bytes(bytes(file.stat().st_size))
    return f"{file.name} {how}"


def _pack(root: Path, draw: Random) -> str:
    """Damage to the pack: bytes, an older state of a file, another file or none in its place."""
    files = sorted((root / ".assistant").glob("pack-*"))
    if not files:
        return "nothing"
    file, other = draw.sample(files, 2)
    whole = file.read_bytes()
    how = draw.choice(("flipped", "cut", "older", "zeroed", "gone", "both gone", "the other", "link", "pipe", "folder"))
    if how == "flipped":
        return f"{file.name}: {_flip(file, draw, count=draw.choice((1, 30)))}"
    if how in ("cut", "older"):
        row = 40 if file.suffix == ".rows" else 384
        size = draw.randrange(len(whole)) if how == "cut" else draw.randrange(len(whole) // row) * row
        os.truncate(file, size)
    elif how == "zeroed":
        file.write_bytes(bytes(len(whole)))
    elif how == "the other":
        file.write_bytes(other.read_bytes())
    else:
        file.unlink()
        if how == "both gone":
            other.unlink()
        elif how == "link":
            (root.parent / f"{root.name}-outside").write_bytes(whole)
            file.symlink_to(root.parent / f"{root.name}-outside")
        elif how == "pipe":
            os.mkfifo(file)
        elif how == "folder":
            file.mkdir()
    return f"{file.name} {how}"


def _settings(root: Path, draw: Random) -> str:
    file = root / "assistant.toml"
    content = draw.choice(
        (b"\xff\xfe\x00", b"passages = ", b"nonsense = 1\n", b"passages = -4\n", b"passages = 'x'\n", b"[" * 3_000)
    )
    file.unlink(missing_ok=True)
    file.write_bytes(content)
    return f"settings {content[:20]!r}"


KINDS: Mapping[str, Damage] = {
    "a bit": _bit,
    "bits": _bits,
    "bits of the header": _header_bits,
    "letters": _letters,
    "garbage": _garbage,
    "cut": _cut,
    "emptied": _emptied,
    "pages": _pages,
    "appended": _appended,
    "log": _log,
    "something else in place": _in_place,
    "rights": _rights,
    "schema number": _number,
    "a row": _row,
    "a row that says otherwise": _said_otherwise,
    "rows gone": _rows_gone,
    "schema": _schema,
    "vectors": _vectors,
    "pack": _pack,
    "settings": _settings,
}
