"""Pieces of text to lines of a given width in terminal cells, with or without colour.

Widths are counted in cells by rich, so that a Chinese character counts two and a combining accent none. rich's own
wrapping is not used: it moves a run of Chinese to a line of its own because it breaks at spaces only, and it cannot go
on from the middle of a line, which an answer that arrives sentence by sentence needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.terminal.clean import clean

if TYPE_CHECKING:
    from rich.text import Text

NARROWEST = 20
# Prose in longer lines is hard to read; tables use the whole width.
LONGEST_PROSE_LINE = 100

# A line's width where nothing is broken into lines, as for a pipe.
UNBROKEN = 1_000_000

# Closing marks do not begin a line, opening marks do not end one (after Unicode's line breaking algorithm, UAX 14).
_NOT_AT_START = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕〙〗”’…ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々!),.:;?]}%°◀"
)
_NOT_AT_END = frozenset("（［｛「『【〈《〔〘〖“‘([{▶")
_DASHES = frozenset("-–—")
# Between a style and the address that it leads to, as rich writes it; rich itself would give each link a random name.
_LINK = " link "
# OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
_LINK_BEGINS, _LINK_ENDS = "\x1b]8;;{}\x1b\\", "\x1b]8;;\x1b\\"


class Style(StrEnum):
    """What a piece of text is; the value is the style rich gives it in colour."""

    PLAIN = ""
    STRONG = "bold"
    FAINT = "dim"
    NUMBER = "cyan"
    WARNING = "yellow"
    GOOD = "green"
    ALARM = "bold red"
    MARKED = "reverse"
    STRUCK = "strike"


Piece = str | tuple[str, Style]


def line(*pieces: Piece) -> Text:
    """One line of cleaned pieces, with every run of white space made one space."""
    from rich.text import Text

    joined = Text()
    for piece in pieces:
        raw, style = _parts(piece)
        words = clean(raw)
        inner = " ".join(words.split())
        before = " " if inner and words[0].isspace() and not joined.plain.endswith(" ") else ""
        after = " " if words and words[-1].isspace() else ""
        joined.append(before).append(inner, style.value).append(after)
    return joined


def block(*pieces: Piece) -> list[Text]:
    """The cleaned pieces as the lines that their own line ends make."""
    from rich.text import Text

    joined = Text()
    for piece in pieces:
        raw, style = _parts(piece)
        joined.append(clean(raw), style.value)
    return list(joined.split("\n", allow_blank=True))


def wrap(text: Text, width: int, *, indent: int = 0, used: int | None = None) -> list[Text]:
    """Lines of at most `width` cells, all but the first indented by `indent`.

    The first line begins after `used` cells, which are taken already and not repeated; None indents it like the others.
    """
    from rich.text import Text

    starts = _line_starts(text.plain, width=width, indent=indent, used=indent if used is None else used)
    lines = list(text.divide(starts))
    for wrapped in lines:
        wrapped.rstrip()
    margin = " " * indent
    rest = [Text(margin).append_text(wrapped) for wrapped in lines[1:]]
    return [Text(margin).append_text(lines[0]) if used is None else lines[0], *rest]


def hang(label: Text, body: Text, width: int) -> list[Text]:
    """The body beside its label, its further lines under its first."""
    lines = wrap(body, width, indent=label.cell_len, used=label.cell_len)
    return [label.copy().append_text(lines[0]), *lines[1:]]


def label(text: str, cells_wide: int, style: Style = Style.FAINT) -> Text:
    """What stands before a body, filled up to a width."""
    return line((text, style)).append(" " * (cells_wide - len(text)))


def linked(shown: str, address: str) -> Text:
    """Text in one piece, however long; a terminal opens the address (ASCII, without spaces) where it has colour."""
    from rich.text import Text

    return Text(clean(shown), f"{Style.FAINT.value}{_LINK}{address}")


def indented(lines: Iterable[Text], by: int) -> list[Text]:
    """The lines after a margin of `by` cells."""
    from rich.text import Text

    return [Text(" " * by).append_text(each) for each in lines]


def faint(said: str, width: int, *, indent: int = 0) -> list[Text]:
    """What is said beside an answer, in lines; none where nothing is."""
    return wrap(line((said, Style.FAINT)), width, indent=indent) if said else []


def sure_length(text: str) -> int:
    """How much of a text that goes on stays where it is: up to the last place at which a line may break."""
    from rich.cells import split_graphemes

    sure, previous, previous_cells = 0, "", 0
    for start, end, taken in split_graphemes(text)[0]:
        current = text[start:end]
        if "\n" in (current, previous) or (
            previous
            and _may_break(text[max(0, start - 2) : start - 1], previous, current, wide=2 in (previous_cells, taken))
        ):
            sure = start
        previous, previous_cells = current, taken
    return len(text) if previous in (" ", "\n") else sure


def joined_lines(lines: Iterable[Text]) -> str:
    """The lines as one plain text."""
    return "\n".join(text.plain for text in lines)


def prose_width(width: int) -> int:
    """The width for sentences in a terminal of `width` cells."""
    return width if width == UNBROKEN else max(NARROWEST, min(width, LONGEST_PROSE_LINE))


def cells(text: str) -> int:
    """How many terminal cells the text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def rendered(lines: Iterable[Text], *, colour: bool) -> str:
    """The lines as they are written, each with its line end; without colour there is no escape in them."""
    if not colour:
        return "".join(f"{text.plain.rstrip()}\n" for text in lines)
    return "".join(f"{_with_escapes(text)}\n" for text in lines)


def blank() -> Text:
    """An empty line."""
    return line()


def parted(parts: Iterable[Sequence[Text]]) -> list[Text]:
    """The parts that hold lines, one empty line between two."""
    lines: list[Text] = []
    for part in parts:
        if part and lines:
            lines.append(blank())
        lines += part
    return lines


def _parts(piece: Piece) -> tuple[str, Style]:
    return (piece, Style.PLAIN) if isinstance(piece, str) else piece


def _with_escapes(text: Text) -> str:
    from rich.color import ColorSystem
    from rich.style import Style as RichStyle

    shown = []
    for start, end, style in _runs(text):
        piece = text.plain[start:end]
        look, _, address = style.partition(_LINK)
        drawn = RichStyle.parse(look).render(piece, color_system=ColorSystem.STANDARD) if look else piece
        shown.append(f"{_LINK_BEGINS.format(address)}{drawn}{_LINK_ENDS}" if address else drawn)
    return "".join(shown)


def _runs(text: Text) -> list[tuple[int, int, str]]:
    """Stretches of one style; pieces lie side by side, so that spans never overlap."""
    runs, reached = [], 0
    for span in sorted(text.spans, key=lambda span: span.start):
        runs += [(reached, span.start, ""), (span.start, span.end, str(span.style))]
        reached = span.end
    return [run for run in [*runs, (reached, len(text), "")] if run[0] < run[1]]


def _line_starts(text: str, *, width: int, indent: int, used: int) -> list[int]:
    """The offsets at which a new line begins: greedy, at the last allowed place, else in the middle of a long word."""
    from rich.cells import split_graphemes

    starts: list[int] = []
    line_start, column, allowed, since_allowed = 0, used, 0 if used > indent else None, 0
    previous, previous_cells = "", 0
    for start, end, taken in split_graphemes(text)[0]:
        current = text[start:end]
        if start > line_start and _may_break(
            text[max(0, start - 2) : start - 1], previous, current, wide=2 in (previous_cells, taken)
        ):
            allowed, since_allowed = start, 0
        if column + taken > width and current != " " and (allowed is not None or start > line_start):
            line_start = start if allowed is None else allowed
            column = indent + (0 if allowed is None else since_allowed)
            starts.append(line_start)
            allowed = None
        column += taken
        since_allowed += taken
        previous, previous_cells = current, taken
    return starts


def _may_break(before: str, previous: str, current: str, *, wide: bool) -> bool:
    if " " in (previous, current):
        return current != " "
    if current[0] in _NOT_AT_START or previous[:1] in _NOT_AT_END:
        return False
    # Not within "--model": such a dash begins a word.
    return wide or (previous in _DASHES and current[0].isalpha() and before.isalnum())
