import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.readers.decoding import DecodedLines, decode, read_whole
from assistant.errors import UnreadableFile

GERMAN = "Die Brücke über die Förde bleibt bis Ende März geschlossen, sagte der Bürgermeister am Montag."
FRENCH = "L’été dernier, la mairie a décidé de fermer le pont à cause des dégâts, et il le reste à ce jour."
POLISH = "Rząd ogłosił w środę, że most będzie zamknięty do końca miesiąca. Mieszkańcy są źli i żądają odpowiedzi."
RUSSIAN = "Министр заявил в среду, что мост будет закрыт до конца месяца. Жители требуют ответа от властей города."
JAPANESE = "市長は水曜日、橋は月末まで閉鎖されると述べた。住民は市に回答を求めている。"
ENGLISH = "The mayor said “we will wait”. It’s not clear when the harbour – closed since May – will open."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ENGLISH, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")),
        *((GERMAN, name) for name in ("utf-8", "cp1252", "latin-1")),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        *((RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8-r")),
        *((JAPANESE, name) for name in ("utf-8", "shift_jis", "euc_jp")),
        ("plain ASCII", "ascii"),
        ("", "ascii"),
    ],
)
def test_the_encoding_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (POLISH.encode("iso8859-2"), "ISO-8859-2", POLISH),
        ("é".encode("latin-1"), "iso-8859-1", "é"),
        (b"It\x92s", "iso-8859-1", "It’s"),
        (JAPANESE.encode("iso2022_jp"), "iso-2022-jp", JAPANESE),
        # A wrong declaration does not spoil UTF-8, and neither does one that is no encoding of text.
        (GERMAN.encode(), "iso-8859-1", GERMAN),
        (GERMAN.encode("cp1252"), "no-such-encoding", GERMAN),
        (rb"\u0041", "unicode_escape", r"\u0041"),
    ],
)
def test_the_declared_encoding_counts_where_the_bytes_are_not_utf_8(data: bytes, declared: str, text: str) -> None:
    assert decode(data, declared=declared) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text\x00text", "is not a text file (it holds zero bytes)"),
        (b"\x01\x02\x03 \x04 text", "is not a text file (it is full of control characters)"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        decode(data)
    assert refused.value.message == reason


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UnreadableFile):
        decode(data)


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_whole(io.BytesIO(b"x" * (2 * 2**20 + 1)), 2 * 2**20)
    assert refused.value.message == "is larger than 2 MiB"


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\nb\n\nc", ["a\n", "b\n", "\n", "c"]),
        (b"\n\n\n\n\na", ["\n", "\n", "\n", "\n", "\n", "a"]),
        ("\ufeffa\nb".encode(), ["a\n", "b"]),
        ("\ufeff{é}\nb".encode("utf-16-le"), ["{é}\n", "b"]),
        (GERMAN.encode("cp1252") + b"\n" + ENGLISH.encode("cp1252"), [GERMAN + "\n", ENGLISH]),
        # One damaged line does not cost the others.
        (
            GERMAN.encode() + b"\nodd \xff\xfe\x81 bytes\n" + RUSSIAN.encode(),
            [GERMAN + "\n", "odd \ufffd\ufffd\ufffd bytes\n", RUSSIAN],
        ),
    ],
)
def test_lines_are_decoded_one_by_one(data: bytes, lines: list[str]) -> None:
    assert list(DecodedLines(io.BytesIO(data))) == lines


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), min_size=1))
def test_the_lines_of_utf_8_put_together_are_the_text(lines: list[str]) -> None:
    text = "x" + "\n".join(lines)
    assert "".join(DecodedLines(io.BytesIO(text.encode()))) == text
