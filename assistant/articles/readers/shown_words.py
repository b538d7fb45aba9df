"""A parsed page to the same page with its words as a person reads them: marks of quotation, superscripts, formulas."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.lines import ends_sentence
from assistant.language.raised import lowered, raised

# Elements of an lxml tree; lxml ships no types.
Element = Any

_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table)\b", re.IGNORECASE)
# The quotation marks that browsers set around <q>, by the page's language (Unicode CLDR 44, delimiters).
_MARKS = {"de": ("„", "“"), "cs": ("„", "“"), "ja": ("「", "」"), "fr": ("« ", " »")}
_MARKS |= dict.fromkeys(("pl", "hu", "ro"), ("„", "”")) | dict.fromkeys(("sv", "fi"), ("”", "”"))
_MARKS |= dict.fromkeys(("es", "it", "pt", "ru", "uk", "el", "no", "nb"), ("«", "»"))
_ENGLISH_MARKS, _INNER_MARKS = ("“", "”"), ("‘", "’")
_QUOTATION_MARK = re.compile("[\"“”„«»‘’'「」]$")
# A longer text of a picture describes it, and is not read out within a sentence.
_LONGEST_PICTURE_WORD = 40
_CONTROLS = frozenset(["button", "select", "input"])
_MOST_STEPS = 20
LINE_BREAKS = frozenset(["br", "lb"])
# Elements that stand inside a line; all others begin and end one. The last three are trafilatura's own.
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|button|cite|code|data|dfn|em|font|i|img|input|ins|kbd|label|mark|math|nobr|output|picture"
    "|q|rb|ruby|samp|select|small|source|span|strong|sub|sup|time|tt|u|var|wbr|hi|ref|graphic"
)
# What the second and third part of an element of a formula are.
_FORMULA_SCRIPTS = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup"), "munderover": ("sub", "sup")}


def spell_out(page: Element) -> None:
    """Replaces elements that show other words than they hold by those words; what has none is emptied."""
    for formula in list(page.iter("math")):
        _spell_formula(formula)
    for element in list(page.iter("span", "small", "em", "i")):
        if "caption" in element.get("class", "").casefold() and not _is_within_sentence(element):
            element.tag = "figcaption"
        if _runs_into_next(element):
            element.tail = " "
    for element in list(page.iter("q", "sup", "sub", "img", *_CONTROLS)):
        match element.tag:
            case "q":
                _set_marks(element)
            case "sup" | "sub":
                _set_words(element, _apart(element))
            case "img":
                if words := _picture_word(element):
                    _set_words(element, words)
            case _:
                is_read = _is_within_sentence(element) or _begins_sentence(element)
                _set_words(element, _control_words(element) if is_read else "")


def is_block(element: Element) -> bool:
    """Whether a line begins and ends with it; an element of the page's own making within a paragraph has none."""
    if element.tag in LINE_BREAKS:
        return False
    if _INLINE.fullmatch(element.tag):
        return "style" in element.attrib and bool(_BLOCK_STYLE.search(element.get("style")))
    return not ("-" in element.tag and element.xpath("boolean(ancestor::p)"))


def names_of(element: Element) -> str:
    """The names that a page gives an element for its style and its scripts, on one line."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def _runs_into_next(part: Element) -> bool:
    """Whether only a style parts the words of a part from those of the next: <span>Norway</span><span>Ice …</span>."""
    following = part.getnext()
    if part.tail or part.tag != "span" or following is None or following.tag != "span":
        return False
    own, behind = "".join(part.itertext())[-2:], "".join(following.itertext())[:1]
    return own.isalpha() and own[-1:].islower() and behind.isupper()


def _set_words(element: Element, words: str) -> None:
    element.clear(keep_tail=True)
    element.tag = "span"
    element.text = words


def _set_marks(quotation: Element) -> None:
    language = next(iter(quotation.xpath("ancestor-or-self::*[@lang][1]/@lang")), "")[:2].casefold()
    opening, closing = _MARKS.get(language, _ENGLISH_MARKS)
    if any(parent.tag == "span" and parent.get("data-quotation") for parent in quotation.iterancestors()):
        opening, closing = _INNER_MARKS
    if _QUOTATION_MARK.search(_words_before(quotation)):  # the page has its own marks, and none by its style
        return
    quotation.tag = "span"
    quotation.set("data-quotation", "true")
    quotation.text = opening + (quotation.text or "").lstrip()
    if len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "").rstrip() + closing
    else:
        quotation.text = quotation.text.rstrip() + closing


def _apart(element: Element) -> str:
    """The words of a superscript or subscript; the mark of a note, which is a link on the page, in brackets."""
    words = "".join(element.itertext())
    if element.tag == "sub":
        return lowered(words, _words_before(element))
    is_note = element.xpath("boolean(.//a[starts-with(@href, '#')])") and words.strip()[:1].isalnum()
    return f"[{words.strip()}]" if is_note else raised(words)


def _spell_formula(formula: Element) -> None:
    for part in list(formula.iter("annotation", "annotation-xml")):
        part.clear(keep_tail=True)
    for part in list(formula.iter(*_FORMULA_SCRIPTS)):
        for script, tag in zip(part[1:], _FORMULA_SCRIPTS[part.tag], strict=False):
            script.tag = tag
    for part in [*formula.iter("mtd"), *(one for each in formula.iter("mmultiscripts") for one in each)]:
        part.tail = " "
    for script in list(formula.iter("sup", "sub")):
        words = _apart(script)
        plain = script.tag == "sup" and any(map(str.isascii, filter(str.isalnum, words)))
        _set_words(script, f"^{_as_one(words)}" if plain else words)
    for part in reversed(list(formula.iter("mfrac", "msqrt", "mroot"))):  # the inner ones first
        before = part.getprevious()
        if before is not None and "".join(before.itertext()).strip()[-1:].isdigit():
            before.tail = " "
        _set_words(part, _fraction_or_root(part))
    words = " ".join("".join(formula.itertext()).split())
    is_figure_before = _words_before(formula)[-1:].isdigit() and words[:1].isdigit()
    _set_words(formula, f" {words}" if is_figure_before else words)


def _fraction_or_root(part: Element) -> str:
    """A fraction or a root in one line: 1/2, (1+x)/2, √2, ³√8."""
    if part.tag == "msqrt" or len(part) != 2:
        return "√" + _as_one("".join(part.itertext()))
    first, second = ("".join(one.itertext()) for one in part)
    return (
        f"{_as_one(first)}/{_as_one(second)}" if part.tag == "mfrac" else f"{raised(second.strip())}√{_as_one(first)}"
    )


def _as_one(words: str) -> str:
    plain = "".join(words.split())
    return plain if plain.isalnum() else f"({plain})"


def _picture_word(picture: Element) -> str:
    """What stands for a picture within a sentence: an emoji itself, other words in brackets."""
    words = " ".join(picture.get("alt", "").split())
    if not words or len(words) > _LONGEST_PICTURE_WORD or not _is_within_sentence(picture):
        return ""
    return f"[picture: {words}]" if any(map(str.isalnum, words)) else words


def _control_words(control: Element) -> str:
    if control.tag == "input":
        is_shown = control.get("type", "text") in {"text", "number", "date", "time"}
        return control.get("value", "") if is_shown else ""
    if control.tag == "select":
        options = control.xpath(".//option[@selected] | .//option")
        chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
        return "" if chosen is None else "".join(chosen.itertext())
    return "".join(control.itertext())


def _is_within_sentence(element: Element) -> bool:
    """Whether words of one sentence stand on both sides of it; elsewhere it serves the page."""
    before = _words_before(element).strip()
    return bool(before) and not ends_sentence(before) and bool(_words_behind(element).strip())


def _begins_sentence(element: Element) -> bool:
    """Whether the words behind it go on with a sentence that it begins."""
    return _words_behind(element).lstrip()[:1].islower()


def _words_before(element: Element) -> str:
    """The nearest words before an element within its line."""
    at = element
    for _ in range(_MOST_STEPS):
        sibling = at.getprevious()
        parent = at.getparent()
        words = (sibling.tail if sibling is not None else None if parent is None else parent.text) or ""
        if sibling is not None and not words.strip():
            if _ends_line(sibling):
                return ""
            words = "".join(sibling.itertext())
        if words.strip() or parent is None or (sibling is None and is_block(parent)):
            return str(words)
        at = parent if sibling is None else sibling
    return ""


def _words_behind(element: Element) -> str:
    """The nearest words behind an element within its line."""
    at = element
    for _ in range(_MOST_STEPS):
        if (at.tail or "").strip():
            return str(at.tail)
        sibling, parent = at.getnext(), at.getparent()
        if sibling is None:
            if parent is None or is_block(parent):
                return ""
            at = parent
        elif _ends_line(sibling):
            return ""
        else:
            words = "".join(sibling.itertext()) or sibling.get("value", "")
            if words.strip():
                return words
            at = sibling
    return ""


def _ends_line(element: Element) -> bool:
    return element.tag in LINE_BREAKS or is_block(element)
