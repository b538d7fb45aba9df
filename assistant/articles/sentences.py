"""An article's text to its sentences: spans in characters that lie in order and leave only white space between them.

syntok finds the ends of sentences (a kept, rule-based segmenter for languages in Latin and Cyrillic script; of the ones
tried it was the only quick one that got quotations, initials and abbreviations right). What it leaves to be desired in
news text is mended here, each rule by its own function: it cuts at semicolons, parts closing quotation marks from their
sentence, runs on after "5 p.m." and "U.S.", and does not know full-width stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.types import Sentence

Span = tuple[int, int]

# A sentence longer than this is cut at a space: a text without any stop must not become one endless citation.
LONGEST_SENTENCE = 1_500

_PARAGRAPH = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE = re.compile(r"[^\n]+")
_WORDLESS = re.compile(r"[\W_]*")
# What may not begin a sentence: closing marks, and the dash or comma that carries on after a quotation.
_CLOSING = re.compile(r"[\s»”’\"')\]}›,;:…]*[»”’)\]}›,;:…]")
_FULL_WIDTH_STOP = re.compile(r"[。！？｡]+[」』”’）】》〉\"']*")
_NOT_AN_END = re.compile(
    r"(?:[,;:–—]|\b(?:Adm|Amb|Art|Ave|Blvd|Brig|Capt|Cllr|Cmdr|Col|Cpl|Det|Dr|Fr|Ft|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mgr|Mlle|Mme"
    r"|Mr|Mrs|Ms|Mt|Nos?|Ofc|Pfc|Pvt|Prof|Pte|Rep|Reps|Rev|Sen|Sens|Sgt|Sr|Sra|St|Ste|Supt|Vol|approx|cf|ca|e\.g|i\.e|vs|v)\.)$"
)
# "No." ends a sentence unless a number follows; "v." and "St." as well only join what follows with a capital or digit.
_NUMBER_ABBREVIATION = re.compile(r"\b(?:Nos?|Art|Vol|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")
# An abbreviation that may also end a sentence, then a word that only begins one.
_OPENER = (
    r"(?:He|She|They|It|We|I|You|His|Her|Their|Its|Our|The|This|That|These|Those|There|A|An|But|And|So|Or|If|When|While|As|In|On|At"
    r"|By|For|From|To|After|Before|Since|Until|Although|Though|However|Some|Many|Most|All|No|Not|One|Two|Officials|Police)"
)
_TIME_GOES_ON = (
    r"(?:(?:[A-Z]{1,4}T|UTC|Eastern|Pacific|Central|Mountain|\w+day)\b|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sep|Sept|Oct|Nov|Dec)\.|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_RUN_ON = re.compile(
    rf"\b(?:[ap]\.m|U\.S|U\.K|U\.N|E\.U|D\.C|Inc|Corp|Co|Ltd|Jr|Sr|Ph\.D|etc)\.[”’\"')]*(\s+)(?={_OPENER}\s)|"
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
    cuts = _syntok_cuts(text[start:end])
    cuts = sorted({*cuts, *_full_width_cuts(text[start:end])})
    cuts = [cut for cut in cuts if not _joins(text[start:end], cut)]
    cuts = sorted({*cuts, *_run_on_cuts(text[start:end])})
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
    return [space.end() for space in _RUN_ON.finditer(line)]


def _joins(line: str, cut: int) -> bool:
    """Whether the text before and after a proposed cut belongs to one sentence."""
    before, after = line[:cut].rstrip(), line[cut:].lstrip()
    if _WORDLESS.fullmatch(before) or _WORDLESS.fullmatch(after) or _CLOSING.match(after):
        return True
    if _NUMBER_ABBREVIATION.search(before):
        return after[0].isdigit()
    if _NOT_AN_END.search(before):
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
