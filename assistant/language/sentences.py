"""An article's text to its sentences: spans in characters that lie in order and leave only white space between them.

syntok finds the ends of sentences (a kept, rule-based segmenter for languages in Latin and Cyrillic script; of the ones
tried it was the only quick one that got quotations, initials and abbreviations right). What it leaves to be desired in
news text is mended here, each rule by its own function: it cuts at semicolons, parts closing quotation marks from their
sentence, runs on after "5 p.m." and "U.S.", and does not know full-width stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant.language.calendar_names import (
    ENGLISH_MONTHS,
    GERMAN_MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    in_capitals,
)
from assistant.language.titles import ABBREVIATED
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern
from assistant.records.articles import Sentence

Span = tuple[int, int]

# Stands before the caption of a picture, which is one paragraph and, with its mark, one sentence: whoever quotes it
# says what it is.
CAPTION = "[Caption] "

# A sentence longer than this is cut at a space: a text without any stop must not become one endless citation.
LONGEST_SENTENCE = 1_500
# Characters looked at on either side of a proposed cut: a book may stand on one line.
_SEEN = 60

_PARAGRAPH = lazy_pattern(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE = lazy_pattern(r"[^\n]+")
_WORDLESS = lazy_pattern(r"[\W_]*")
# What may not begin a sentence: closing marks, and the dash or comma that carries on after a quotation.
_CLOSING = lazy_pattern(r"[\s»”’\"')\]}›,;:…]*[»”’)\]}›,;:…]")
# A full-width stop needs no space after it. Where it closes a quotation ("「はい。」と彼は言った。") only another one
# begins a sentence: the speaker may follow.
_FULL_WIDTH_STOP = lazy_pattern(
    r"[。！？｡]+(?![。！？｡」』”’）】》〉\"'])|[。！？｡]+[」』”’）】》〉\"']+(?=\s*[「『“‘（【《〈])"
)
# Arabic, Urdu, Devanagari, Armenian and Ethiopic stops, unknown to syntok.
_OTHER_STOP = lazy_pattern(r"[؟۔।॥։።]+[”’»\"')\]]*\s+")
# The end of a sentence within a quotation whose closing mark syntok takes for an opening one: « … ! », »….«, „….“.
_QUOTED_STOP = lazy_pattern(r"(?:«[^«»]*[.!?…]\s?»|»[^«»]*[.!?…]«|„[^„“”]*[.!?…][“”])(\s+)")
_NOT_AN_END = lazy_pattern(
    rf"(?:[,;:–—]|\b(?:{ABBREVIATED}|Art|Ave|Blvd|Ft|Mt|Nos?|Sr|Sra|St|Ste|Vol|approx|cf|ca|e\.g|i\.e|vs|v"
    r"|ул|им|пл|проф|акад|тов)\.)$"
)
# "No." ends a sentence unless a number follows, and so do months and feet.
_NUMBER_ABBREVIATION = lazy_pattern(rf"\b(?:Nos?|Art|Vol|pp?|ft|{alternatives(in_capitals(SHORT_MONTHS))})\.$")
# A number in a list, or a day of the month as German writes it.
_LIST_NUMBER = lazy_pattern(r"\d{1,3}\.")
_DAY = lazy_pattern(r"\b\d{1,2}\.$")
_GERMAN_MONTH = lazy_pattern(rf"(?:{alternatives(in_capitals(GERMAN_MONTHS))})\b")
# An American state ends a sentence unless a dateline or an office follows ("LANSING, Mich. —", "Calif. Gov. …").
_STATE = lazy_pattern(
    r"\b(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn"
    r"|Tex|Va|Vt|Wash|Wis|Wyo)\.$"
)
_AFTER_STATE = lazy_pattern(
    r"[(–—-]|(?:Gov|Lt|Sen|Rep|Attorney|Secretary|State|House|Senate|Supreme|Democrat|Republican)\b"
)
# An abbreviation that may also end a sentence, then a word that only begins one.
_OPENER = (
    r"(?:He|She|They|It|We|I|You|His|Her|Their|Its|Our|The|This|That|These|Those|There|A|An|But|And|So|Or|If|When|While|As|In|On|At"
    r"|By|For|From|To|After|Before|Since|Until|Although|Though|However|Some|Many|Most|All|No|Not|One|Two|Officials|Police|Then|Now|Here)"
)
_TIME_GOES_ON = (
    r"(?:(?:[A-Z]{1,4}T|UTC|Eastern|Pacific|Central|Mountain|\w+day)\b"
    rf"|(?:{alternatives(in_capitals([*SHORT_WEEKDAYS, *SHORT_MONTHS]))})\."
    rf"|(?:{alternatives(in_capitals(ENGLISH_MONTHS))})\b)"
)
_RUN_ON = lazy_pattern(
    rf"(?:\b(?:[ap]\.m|(?:[A-Z]\.)+[A-Z]|Inc|Corp|Co|Ltd|Jr|Sr|Ph\.D|etc)|\w\.(?:com|org|net|gov|edu))\.[”’\"')]*(\s+)"
    rf"(?={_OPENER}\s)|"
    rf"\b[ap]\.m\.[”’\"')]*(\s+)(?=[A-Z“‘])(?!{_TIME_GOES_ON})"
)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a whole text, in order.

    Spans do not overlap, hold no white space at either end and at least one character; between them lies only white
    space. A paragraph (a blank line) and a line end both end a sentence, so that headings and list items stand alone.
    """
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        for line in _LINE.finditer(text, start, end):
            for span in _line_sentences(text, line.start(), line.end()):
                sentences.append(Sentence(len(sentences), *span, paragraph))
    return tuple(sentences)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _line_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    if text.startswith(CAPTION, start):
        yield from _shortened(text, *_trimmed(text, start, end))
        return
    line = text[start:end]
    cuts = [cut for cut in {*_syntok_cuts(line), *_full_width_cuts(line)} if not _joins(line, cut)]
    cuts = sorted({*cuts, *_run_on_cuts(line)})
    bounds = [0, *cuts, end - start]
    for left, right in pairwise(bounds):
        yield from _shortened(text, *_trimmed(text, start + left, start + right))


def _syntok_cuts(line: str) -> list[int]:
    """Where a sentence begins, other than at 0."""
    from syntok import segmenter  # 30 ms: paid only where text is split

    starts = [sentence[0].offset for paragraph in segmenter.analyze(line) for sentence in paragraph if sentence]
    return [start for start in starts if line[:start].strip()]


def _full_width_cuts(line: str) -> list[int]:
    return [stop.end() for stop in _FULL_WIDTH_STOP.finditer(line) if line[stop.end() :].strip()]


def _run_on_cuts(line: str) -> list[int]:
    cuts = [stop.end() for pattern in (_RUN_ON, _OTHER_STOP) for stop in pattern.finditer(line)]
    cuts += [quoted.end() for quoted in _QUOTED_STOP.finditer(line) if line[quoted.end() :][:1].isupper()]
    return [cut for cut in cuts if cut < len(line)]


def _joins(line: str, cut: int) -> bool:
    """Whether the text before and after a proposed cut belongs to one sentence."""
    before, after = line[max(0, cut - _SEEN) : cut].rstrip(), line[cut : cut + _SEEN].lstrip()
    if _WORDLESS.fullmatch(before) or _WORDLESS.fullmatch(after) or _CLOSING.match(after):
        return True
    if _NUMBER_ABBREVIATION.search(before):
        return after[0].isdigit()
    if _NOT_AN_END.search(before) or _LIST_NUMBER.fullmatch(before):
        return True
    if (_STATE.search(before) and _AFTER_STATE.match(after)) or (_DAY.search(before) and _GERMAN_MONTH.match(after)):
        return True
    if after[0] in "–—-" and before[-1] not in ".!?…":
        return True
    # A lower-case letter carries the sentence on, unless white space and an opening mark stand between.
    return after[0].islower() and before[-1] not in ".!?" + "。！？｡"


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _shortened(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = space if space > start else start + LONGEST_SENTENCE
        yield _trimmed(text, start, cut)
        start, end = _trimmed(text, cut, end)
    if end > start:
        yield start, end
