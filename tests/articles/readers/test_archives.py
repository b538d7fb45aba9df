import gzip
import io
import os
import stat
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.articles.files import read_articles
from assistant.articles.readers import archives
from assistant.errors import UnreadableFile
from assistant.records.articles import Article

MIB = 2**20
TIDE = b"title: Tide\n\nThe tide rose by two metres.\n"
FILES = {
    "texts/tide.txt": TIDE,
    "moon.html": b"<title>Moon</title><p>The moon pulls the sea.</p>",
    "rows.jsonl": b'{"title": "A", "text": "Iron rusts."}\n{"title": "B", "text": "Gold stays."}\n',
    "packed.txt.gz": gzip.compress(b"Copper turns green."),
    "photo.jpg": b"\xff\xd8",
    "empty.txt": b"",
    ".hidden.txt": b"Hidden.",
    "__MACOSX/texts/tide.txt": b"Hidden.",
    "inner.zip": b"PK",
}
READ = [
    "texts/tide.txt: The tide rose by two metres.",
    "moon.html: The moon pulls the sea.",
    "rows.jsonl#1: Iron rusts.",
    "rows.jsonl#2: Gold stays.",
    "packed.txt.gz: Copper turns green.",
    "photo.jpg - is a kind of file that is not read (.jpg)",
    "empty.txt - holds no text",
    "inner.zip - is an archive within an archive, which is not read",
]


def zipped(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files: Mapping[str, bytes], *others: tarfile.TarInfo) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for other in others:
            archive.addfile(other)
    return data.getvalue()


def said(folder: Path, data: bytes, name: str = "a.zip") -> list[str]:
    """What comes of an archive: for each article its path and text, for all else the reason."""
    (folder / name).write_bytes(data)
    found = []
    for one in read_articles(folder / name, name=name):
        words = f": {one.text}" if isinstance(one, Article) else f" - {one.reason}"
        found.append((one.path + words).removeprefix(f"{name}/"))
    return found


def reason(folder: Path, data: bytes, name: str = "a.zip") -> str:
    with pytest.raises(UnreadableFile) as refused:
        said(folder, data, name)
    return refused.value.message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar", tarred(FILES)),
        ("a.tar.gz", gzip.compress(tarred(FILES))),
        ("a.tgz", gzip.compress(tarred(FILES))),
        ("a.tgz", tarred(FILES)),
    ],
)
def test_each_file_is_read_by_its_own_kind(tmp_path: Path, name: str, data: bytes) -> None:
    assert said(tmp_path, data, name) == READ


def test_the_path_of_an_article_leads_into_the_archive_and_its_name_may_tell_its_day(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"texts/2024-08-01-tide.txt": TIDE}))
    (article,) = read_articles(tmp_path / "a.zip", name="in/a.zip")
    assert isinstance(article, Article)
    assert (article.path, str(article.published)) == ("in/a.zip/texts/2024-08-01-tide.txt", "2024-08-01")


def test_nothing_is_left_behind_and_only_its_owner_could_look_into_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TIDE, "b.txt": TIDE}))
    before = os.umask(0)
    try:
        members = archives.zip_members(tmp_path / "a.zip")
        next(members)
        (folder,) = (tmp_path / "temporary").iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        members.close()  # type: ignore[attr-defined]  # a generator: as when a run is broken off
    finally:
        os.umask(before)
    assert list((tmp_path / "temporary").iterdir()) == []


OUTSIDE = "has a name that leads out of the archive, or is none"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/etc/evil.txt", "etc/evil.txt"),
        ("../evil.txt", "../evil.txt"),
        ("a/../../evil.txt", "a/../../evil.txt"),
        ("a\\..\\evil.txt", "a\\..\\evil.txt"),
        ("C:/evil.txt", "C:/evil.txt"),
        ("a\nb\x1b[31m.txt", "a\ufffdb\ufffd[31m.txt"),
    ],
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_that_leads_outside_is_named_and_not_read(tmp_path: Path, pack, name: str, shown: str) -> None:
    kind = "a.zip" if pack is zipped else "a.tar"
    assert said(tmp_path, pack({name: TIDE, "b.txt": TIDE}), kind) == [
        f"{shown} - {OUTSIDE}",
        "b.txt: The tide rose by two metres.",
    ]


def test_links_and_devices_are_named_and_not_read(tmp_path: Path) -> None:
    others = []
    for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.LNKTYPE), ("c.txt", tarfile.FIFOTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        others.append(info)
    not_read = "is a link or a device, which is not read"
    assert said(tmp_path, tarred({}, *others), "a.tar") == [f"{name}.txt - {not_read}" for name in "abc"]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert said(tmp_path, data.getvalue()) == [f"a.txt - {not_read}"]


def test_a_locked_file_is_said_and_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TIDE, "b.txt": TIDE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert said(tmp_path, bytes(data)) == [
        "a.txt - is locked with a password",
        "b.txt: The tide rose by two metres.",
    ]


def test_a_damaged_file_of_a_zip_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TIDE, "b.txt": TIDE}))
    data[50] ^= 0xFF
    assert said(tmp_path, bytes(data)) == [
        "a.txt - is damaged, or packed in a way that is not read",
        "b.txt: The tide rose by two metres.",
    ]


def test_two_files_of_one_name_are_not_both_read(tmp_path: Path) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for _ in range(2):
            info = tarfile.TarInfo("a.txt")
            info.size = len(TIDE)
            archive.addfile(info, io.BytesIO(TIDE))
    assert said(tmp_path, data.getvalue(), "a.tar") == [
        "a.txt: The tide rose by two metres.",
        "a.txt - has the same name as another file in the archive",
    ]


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch) -> None:
    zeros = bytes(30 * MIB)
    assert said(tmp_path, zipped({"a.txt": zeros})) == ["a.txt - unpacks to more than 200 times its size"]
    assert said(tmp_path, tarred({"a.txt": bytes(65 * MIB)}), "a.tar") == ["a.txt - is larger than 64 MiB"]
    assert reason(tmp_path, gzip.compress(tarred({"a.txt": zeros})), "a.tar.gz") == "unpacks to more than 16 MiB"
    monkeypatch.setattr(archives, "MOST_BYTES", 2 * MIB)
    many = {f"{n}.txt": os.urandom(MIB) for n in range(3)}
    for name, data in (("a.zip", zipped(many)), ("a.tar", tarred(many))):
        with pytest.raises(UnreadableFile, match="unpacks to more than 2 MiB"):
            said(tmp_path, data, name)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_of_very_many_files_is_refused(tmp_path: Path, monkeypatch, pack) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 9)
    data = pack({f"{n}.jpg": b"" for n in range(10)})
    with pytest.raises(UnreadableFile, match="holds more than 9 files"):
        said(tmp_path, data, "a.zip" if pack is zipped else "a.tar")


def with_directory_of(size: int) -> bytes:
    data = bytearray(zipped({"a.txt": TIDE}))
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, size)
    return bytes(data)


def with_header_of(size: int, kind: bytes) -> bytes:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)


DAMAGED = "is not an archive, or damaged"


@pytest.mark.parametrize(
    ("name", "data", "because"),
    [
        ("a.zip", b"", DAMAGED),
        ("a.zip", b"PK\x03\x04 no more", DAMAGED),
        ("a.zip", zipped(FILES)[:-30], DAMAGED),
        ("a.zip", with_directory_of(2**32 - 1), "holds more than 10,000 files"),
        ("a.zip", with_directory_of(5_000), DAMAGED),
        ("a.tar", b"", DAMAGED),
        ("a.tar", b"\x1f\x8bno gzip", DAMAGED),
        ("a.tar", b"words " * 1000, DAMAGED),
        ("a.tar.gz", gzip.compress(tarred(FILES))[:-900], DAMAGED),
        ("a.tar", with_header_of(2**32, tarfile.GNUTYPE_LONGNAME), "has a header that is too long"),
        ("a.tar", with_header_of(2**32, tarfile.XHDTYPE), "has a header that is too long"),
        ("a.tar", with_header_of(-512, tarfile.GNUTYPE_LONGNAME), None),
        ("a.tar", with_header_of(-1024, tarfile.REGTYPE), None),
        ("a.tar", with_header_of(2**40, tarfile.REGTYPE), None),
    ],
)
def test_a_hostile_archive_is_refused_or_empty(tmp_path: Path, name: str, data: bytes, because: str | None) -> None:
    if because is None:
        with suppress(UnreadableFile):
            assert [one for one in said(tmp_path, data, name) if ": " in one] == []
        return
    with pytest.raises(UnreadableFile) as stopped:
        said(tmp_path, data, name)
    assert stopped.value.message == because
