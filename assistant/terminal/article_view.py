"""An article at a quotation: on the whole screen, from where n and p lead to the others, or a piece of it in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.records.answers import Citation
from assistant.records.articles import Article
from assistant.terminal.layout import Style, block, faint, line, parted, prose_width, rendered, wrap
from assistant.terminal.listing import marked
from assistant.terminal.output import Screen
from assistant.terminal.sources import place_lines
from assistant.terminal.words import counted, printed_in, title

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings
    from rich.text import Text

_ABOVE = 3  # lines shown above the quotation
_PARAGRAPHS_AROUND = 1


def around(citation: Citation, width: int, *, colour: bool) -> list[Text]:
    """The paragraph of a quotation, which is marked, and those beside it; how much there is above and below."""
    article = citation.article
    marks = [(citation.start, citation.end)]
    paragraphs = [each for each in _paragraphs(article, marks, colour) if each.plain.strip()]
    before = [each for each in block(article.text[: citation.start]) if each.plain.strip()]
    starts_line = article.text[: citation.start].endswith("\n") or not before
    at = len(before) - (0 if starts_line else 1)
    first, last = max(0, at - _PARAGRAPHS_AROUND), min(len(paragraphs), at + _PARAGRAPHS_AROUND + 1)
    parts = [
        wrap(line(*title(article, Style.STRONG), f" — {printed_in(article)}"), width),
        faint(f"… {counted(first, 'paragraph')} above" if first else "", width),
        *(wrap(each, width) for each in paragraphs[first:last]),
        faint(f"… {counted(len(paragraphs) - last, 'paragraph')} below" if last < len(paragraphs) else "", width),
        place_lines(article, width, 0),
    ]
    return parted(parts)


def view_articles(citations: Sequence[Citation], begun: Citation, screen: Screen) -> int:
    """Shows the article of a quotation until the reader is done; the number of the quotation seen last."""
    from prompt_toolkit.application import Application
    from prompt_toolkit.data_structures import Point
    from prompt_toolkit.formatted_text import ANSI
    from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
    from prompt_toolkit.output import ColorDepth

    view = _View(citations, begun, screen)
    control = FormattedTextControl(
        lambda: ANSI(view.text()),
        focusable=True,
        show_cursor=False,
        get_cursor_position=lambda: Point(0, view.top),  # a line that is always seen
    )
    text = Window(control, get_vertical_scroll=lambda _: view.top)
    bar = Window(FormattedTextControl(view.bar), height=1, style="reverse")
    Application[None](
        layout=Layout(HSplit([text, bar])),
        key_bindings=_keys(view, lambda: text.render_info.window_height if text.render_info else 1),
        full_screen=True,
        color_depth=None if screen.colour else ColorDepth.DEPTH_1_BIT,
    ).run()
    return view.citation.n


class _View:
    """Which quotation is shown, and from which line."""

    def __init__(self, citations: Sequence[Citation], begun: Citation, screen: Screen) -> None:
        self._citations, self._screen = citations, screen
        self._at = list(citations).index(begun)
        self._width = 0
        self._lines: list[Text] = []
        self.top = 0
        self.go(0)

    @property
    def citation(self) -> Citation:
        return self._citations[self._at]

    def go(self, step: int) -> None:
        """To the quotation so many places on, around the end."""
        self._at = (self._at + step) % len(self._citations)
        self._lay_out()
        self.top = max(0, self._place - _ABOVE)

    def scroll(self, lines: int, height: int) -> None:
        """Moves the text; the last screen stays full."""
        self.top = max(0, min(self.top + lines, len(self._lines) - height))

    def text(self) -> str:
        if self._width != prose_width(self._screen.width):
            self._lay_out()
        return rendered(self._lines, colour=self._screen.colour)

    def bar(self) -> str:
        place = f"[{self.citation.n}] {self._at + 1} of {len(self._citations)}"
        return f" {place}  n next  p previous  space page  q back"

    def _lay_out(self) -> None:
        self._width = prose_width(self._screen.width)
        article = self.citation.article
        marks = [(each.start, each.end) for each in self._citations if each.article.id == article.id]
        head = wrap(line(*title(article, Style.STRONG), f" — {printed_in(article)}"), self._width)
        head += [line((article.url, Style.FAINT))] if article.url else []
        self._lines = [*head, line()]
        at = len(block(article.text[: self.citation.start])) - 1
        for number, each in enumerate(_paragraphs(article, marks, self._screen.colour)):
            if number == at:
                self._place = len(self._lines)
            self._lines += wrap(each, self._width)


def _keys(view: _View, height: Callable[[], int]) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    def bind(names: str, act: Callable[[], None]) -> None:
        for name in names.split():

            @keys.add(name)
            def _pressed(_: KeyPressEvent) -> None:
                act()

    bind("n", lambda: view.go(1))
    bind("p", lambda: view.go(-1))
    bind("down j enter", lambda: view.scroll(1, height()))
    bind("up k", lambda: view.scroll(-1, height()))
    bind("space pagedown", lambda: view.scroll(height() - 1, height()))
    bind("b pageup", lambda: view.scroll(1 - height(), height()))
    bind("home g", lambda: view.scroll(-(10**9), height()))
    bind("end G", lambda: view.scroll(10**9, height()))
    for name in ("q", "escape", "c-c", "c-d"):
        keys.add(name)(lambda event: event.app.exit())
    return keys


def _paragraphs(article: Article, marks: Sequence[tuple[int, int]], colour: bool) -> list[Text]:
    """The lines of the article's own text, empty ones too, with the quotations marked."""
    return block(*marked(article.text, marks, colour))
