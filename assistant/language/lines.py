"""Lines as a file has them to paragraphs: decides what a single line end means.

The rule, for text in which blank lines part paragraphs and single line ends may mean anything:
1. A line that begins like a list item ("- ", "* ", "• ", "1. ", "2) ") stays a line of its own; items that follow each
   other form one paragraph, parted by single line ends.
2. A text is hard-wrapped when no line is longer than 100 characters and most line ends inside its blocks stand in
   the middle of a sentence. Then the lines of a block are joined with a space, except where a line stops so far short
   of the others that the next word would have fitted: there a paragraph ends.
3. Otherwise every line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.language.normalise import UNSPACED
from assistant.patterns import lazy_pattern

LONGEST_WRAPPED_LINE = 100
# A line that ends a sentence and would have held the next word within this share of the usual width ends its paragraph;
# so does a line that stops far before and is no sentence, a heading, unless the next goes on in lower case.
SHORT_LAST_LINE, SHORT_ANY_LINE = 0.85, 0.6

_BLANK = lazy_pattern(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
ITEM = lazy_pattern(r"(?:[-*•‣◦▪·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_SENTENCE_END = lazy_pattern(r"[.!?…:。！？][\"'”’»)\]]*$")
_UNSPACED_BREAK = lazy_pattern(f"[{UNSPACED}、-】！-､][{UNSPACED}、-】！-､]")
_WORD = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def lay_out(text: str) -> str:
    """The text with its paragraphs parted by one blank line, by the rule above."""
    blocks = [[line for line in map(str.strip, block.split("\n")) if line] for block in _BLANK.split(text)]
    if not is_hard_wrapped(blocks):
        return "\n\n".join(paragraph for block in blocks for paragraph in _with_items_together(block))
    lines = [line for block in blocks for line in block]
    width, words = usual_width(lines), words_of(lines)
    joined = [join_lines(block, width=width, words=words, hyphenated=False) for block in blocks]
    return "\n\n".join(paragraph for block in joined for paragraph in _with_items_together(block))


def is_hard_wrapped(blocks: Iterable[Sequence[str]]) -> bool:
    """Whether the lines of these blocks were broken to fit a width (rule 2)."""
    line_ends = sentence_ends = 0
    for block in blocks:
        if any(len(line) > LONGEST_WRAPPED_LINE for line in block):
            return False
        for line, following in pairwise(block):
            if not ITEM.match(following):
                line_ends += 1
                sentence_ends += ends_sentence(line)
    return line_ends > 2 * sentence_ends


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence may."""
    return bool(_SENTENCE_END.search(line))


def usual_width(lines: Sequence[str]) -> int:
    """How many characters a full line holds: nine of ten lines are no longer."""
    lengths = sorted(map(len, lines))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand in these lines, compounds with their hyphens."""
    return frozenset(word for line in lines for word in _WORD.findall(line))


def join_lines(lines: Sequence[str], *, width: int, words: frozenset[str], hyphenated: bool) -> list[str]:
    """The paragraphs, or list items, of wrapped lines.

    A word broken by a hyphen at a line's end is made whole; whether the hyphen belongs to it is read off `words`, those
    of the whole text, and where they do not tell it is taken out only if `hyphenated`, if the text is known to break
    words (as printed pages do).
    """
    paragraphs: list[list[str]] = []
    last_line = ""
    for line in lines:
        if not paragraphs or ITEM.match(line) or _ends_paragraph(last_line, line, width):
            paragraphs.append([line])
        elif _breaks_word(before := paragraphs[-1][-1]) and line[:1].islower():
            paragraphs[-1][-1] = _rejoined(before, line, words, hyphenated=hyphenated)
        else:  # in pieces: a paragraph of 5,000 lines took 30 s when it was looked through for each of them
            paragraphs[-1].append(("" if _UNSPACED_BREAK.match(before[-1] + line) else " ") + line)
        last_line = line
    return ["".join(pieces) for pieces in paragraphs]


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    if following[0].islower() and not ends_sentence(line):
        return False
    with_next_word = len(line) + 1 + len(following.split(maxsplit=1)[0])
    share = SHORT_LAST_LINE if ends_sentence(line) else SHORT_ANY_LINE
    return with_next_word <= width * share


def _breaks_word(line: str) -> bool:
    return line[-1] == "-" and line[-2:-1].isalpha()


def _rejoined(text: str, line: str, words: frozenset[str], *, hyphenated: bool) -> str:
    left, right = _WORD.findall(text[:-1])[-1], _WORD.match(line)
    assert right is not None  # the line begins with a lower-case letter
    if f"{left}-{right[0]}" in words:
        return text + line
    if left + right[0] in words or hyphenated:
        return text[:-1] + line
    return text + line


def _with_items_together(lines: Iterable[str]) -> list[str]:
    paragraphs: list[str] = []
    after_item = False
    for line in lines:
        item = bool(ITEM.match(line))
        if item and after_item:
            paragraphs[-1] += "\n" + line
        else:
            paragraphs.append(line)
        after_item = item
    return paragraphs
