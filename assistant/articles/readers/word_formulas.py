"""The formulas of a Word file to signs in their own text, by which they are read in a line: roots, brackets, powers."""

from __future__ import annotations

from typing import Any

from assistant.language.raised import lowered, raised

# Elements of python-docx' tree, which has no classes for those of formulas.
_Element = Any

# What Word leaves out of a formula where it is the usual sign (ECMA-376, part 1, 22.1.2).
_USUAL = {"begChr": "(", "endChr": ")", "chr": "∫"}


def spell_formulas(body: _Element) -> None:
    """Writes what is drawn between the letters of formulas into their text."""
    for part in reversed(body.xpath(" | ".join(f".//m:{name}" for name in _SPELLED))):  # the inner ones first
        _SPELLED[str(part.tag).rpartition("}")[2]](part)


def _spell_root(root: _Element) -> None:
    _group(root, "m:e", "√")
    for degree in _texts(root, "m:deg"):
        degree.text = raised(degree.text or "")


def _spell_fraction(fraction: _Element) -> None:
    _group(fraction, "m:num")
    _group(fraction, "m:den")


def _spell_brackets(brackets: _Element) -> None:
    _put_around(_texts(brackets, "m:e"), _sign(brackets, "begChr"), _sign(brackets, "endChr"))


def _spell_sum(total: _Element) -> None:
    for limit in _texts(total, "m:sub"):
        limit.text = lowered(limit.text or "", "")
    _put_around(_texts(total, "*"), _sign(total, "chr"), "")


def _spell_row(row: _Element) -> None:
    for cell in _xpath(row, "./m:e")[1:]:
        _put_around(_texts(cell, "*"), " ", "")


def _spell_power(power: _Element) -> None:
    words = _words(_texts(power, "m:sup"))
    if any(map(str.isalnum, words)) and raised(words) == words:
        _group(power, "m:sup", "^")


_SPELLED = {
    "rad": _spell_root,
    "f": _spell_fraction,
    "d": _spell_brackets,
    "nary": _spell_sum,
    "mr": _spell_row,
    "sSup": _spell_power,
    "sSubSup": _spell_power,
}


def _xpath(element: _Element, path: str) -> list[Any]:
    from docx.oxml.ns import nsmap
    from lxml import etree

    return list(etree.XPath(path, namespaces={"m": nsmap["m"]})(element))


def _texts(part: _Element, name: str) -> list[_Element]:
    return _xpath(part, f"./{name}//m:t")


def _words(texts: list[_Element]) -> str:
    return "".join(each.text or "" for each in texts).strip()


def _group(part: _Element, name: str, sign: str = "") -> None:
    """Puts the sign in front of what stands there, in brackets unless that is one word or figure."""
    texts = _texts(part, name)
    if _words(texts).isalnum():
        _put_around(texts, sign, "")
    else:
        _put_around(texts, f"{sign}(", ")")


def _put_around(texts: list[_Element], opening: str, closing: str) -> None:
    if texts:
        texts[0].text = opening + (texts[0].text or "")
        texts[-1].text = (texts[-1].text or "") + closing


def _sign(part: _Element, name: str) -> str:
    found = _xpath(part, f"./*/m:{name}/@m:val")
    return str(found[0]) if found else _USUAL[name]
