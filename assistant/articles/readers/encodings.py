"""Names of encodings to those Python reads, and bytes to the encoding that they seem to be in, by a trained model."""

from __future__ import annotations

import codecs
from contextlib import suppress

from assistant.errors import UsageError

WESTERN = "cp1252"
# Latin-1 and ASCII mean Windows-1252, as in every browser (WHATWG Encoding Standard).
_MEANS_WESTERN = frozenset(["ascii", "iso8859-1"])
# Encodings that another holds whole, with what newer programs have added.
_WIDER = {"euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254", "tis-620": "cp874"}
# "Python Specific Encodings" in the documents of its module codecs: those that make text or bytes of something else.
_NOT_OF_TEXT = frozenset(
    {"base64", "bz2", "charmap", "hex", "idna", "mbcs", "oem", "palmos", "punycode", "quopri", "rawunicodeescape"}
    | {"rot13", "undefined", "unicodeescape", "uu", "zlib"}
)
# Two or three letters show little: then what is used most on the web is likelier than what DOS and the old Mac had.
# By the square of their number, for 30 letters are enough; the best of 36 pairs on 39 texts and 322 pieces of them.
_WESTERN, _USUAL = 2.0, 1.0
_LAST_OF_ASCII = 0x7F
_SAMPLE_BYTES = 200_000  # what chardet looks at; more would not make it surer


def known_encoding(name: str) -> str | None:
    """Python's name of an encoding of text in public use; None for another, such as Python's own "unicode_escape"."""
    plain = name.strip().casefold()
    for spelling in (plain, plain.removeprefix("x-"), plain.replace("windows-", "cp")):
        with suppress(LookupError, ValueError):
            found = codecs.lookup(spelling).name
            if found.replace("-", "") in _NOT_OF_TEXT:
                return None
            return WESTERN if found in _MEANS_WESTERN else found
    return None


def require_encoding(name: str) -> str:
    """Python's name of an encoding that a reader names; raises UsageError for none."""
    if (known := known_encoding(name)) is None:
        raise UsageError(
            f"There is no encoding {name!r}.", hint="Names are such as windows-1252, iso-8859-2, koi8-r, shift_jis."
        )
    return known


def guess(data: bytes) -> str | None:
    """The encoding these bytes seem to be in, by the letters that stand together in 49 languages; None for no text.

    chardet's models. Of 39 short news texts of 26 European languages in their own code pages that were kept for this
    measurement, once and eight times over, 123 of 126 are read right; with charset-normalizer and rules 65 were
    (benchmarks/encodings.py).
    """
    import chardet

    sample = data[:_SAMPLE_BYTES]
    if sample.isascii() and not data.isascii():
        sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    every = chardet.EncodingEra.ALL & ~chardet.EncodingEra.MAINFRAME
    matches = chardet.detect_all(
        sample, ignore_threshold=True, encoding_era=every, max_bytes=_SAMPLE_BYTES, compat_names=False
    )
    likely = [(match["encoding"], match["confidence"]) for match in matches if match["encoding"] is not None]
    if not likely:
        return None
    later = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO
    usual = {each.name: _USUAL for each in chardet.registry.get_candidates(later)} | {WESTERN: _WESTERN}
    letters = max(1, sum(byte > _LAST_OF_ASCII for byte in sample))
    best, _ = max(likely, key=lambda one: one[1] * (1 + usual.get(one[0], 0) / letters**2))
    return known_encoding(_WIDER.get(best, best))


def in_words(encoding: str) -> str:
    """The name that people know an encoding by."""
    name = codecs.lookup(encoding).name
    return f"Windows-{name[2:]}" if name.startswith("cp125") else name.upper().replace("ISO8859", "ISO-8859")
