"""The code's word tables, each with the places of its words.

A table is a file of language/lists/ or irregular_verbs.txt (there a line is an entry), or in a Python file of the
folders below with at least five entries: a text that is split into words, a list, tuple, set or dict of short strings,
or the alternatives of one group of a pattern that begin with two letters. Strings that the program prints or
sends (messages, names of fields) are no word tables; what tells them apart is that a table is a constant of its module.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("language", "time", "articles/metadata", "articles/speech", "answering")
FEWEST = 5
LONGEST = 40  # characters; what is longer is a sentence
_SPACES = re.compile(r"\s*")

Place = tuple[int, int]  # of a file's text, end exclusive


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a table, and what has to go out of the file's text for it to be gone."""

    word: str
    places: tuple[Place, ...]

    def taken_from(self, text: str) -> str:
        """The file's text without it."""
        for start, end in sorted(self.places, reverse=True):
            text = text[:start] + text[end:]
        return text


@dataclass(frozen=True, slots=True)
class Table:
    """Words that stand together in a file, named by the file and the line where they begin."""

    file: str
    line: int
    entries: tuple[Entry, ...]


def tables_of(root: Path) -> list[Table]:
    """All tables of the program in `root`, in order."""
    files = [file for folder in FOLDERS for file in (root / "assistant" / folder).rglob("*.*")]
    found: list[Table] = []
    for file in sorted(set(files)):
        name = file.relative_to(root).as_posix()
        if file.suffix == ".txt":
            found += tables_in_list(name, file.read_text("utf-8"))
        elif file.suffix == ".py":
            found += tables_in_code(name, file.read_text("utf-8"))
    return found


def tables_in_list(name: str, text: str) -> list[Table]:
    """A file of words; where each line is a row of several words, an entry is a line."""
    pattern = r"^[^#\n].*\n" if Path(name).parent.name != "lists" else r"(?<!\S)[^\s#]\S*\s?"
    comments = [match.span() for match in re.finditer(r"^#.*$", text, re.MULTILINE)]
    found = [
        Entry(match.group().strip(), (match.span(),))
        for match in re.finditer(pattern, text, re.MULTILINE)
        if not any(start <= match.start() < end for start, end in comments)
    ]
    return [Table(name, 1, tuple(found))]


def tables_in_code(name: str, code: str) -> list[Table]:
    """The tables among the constants of a module."""
    at = _Positions(code)
    found: dict[Place, Table] = {}  # by the place of the first word: literals of one text are met one by one too
    for statement in ast.parse(code).body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        for node in ast.walk(statement.value):
            for entries in (_split_words(node, at), _elements(node, at), *_alternatives(node, at)):
                if len(entries) >= FEWEST:
                    first = entries[0].places[0]
                    line = code.count("\n", 0, first[0]) + 1
                    found.setdefault(first, Table(name, line, tuple(entries)))
    return list(found.values())


class _Positions:
    """Places of nodes in a file's text; those of ast count bytes of a line."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._lines = code.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def of(self, node: ast.expr) -> Place:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def written(self, node: ast.expr) -> list[tuple[str, int]]:
        """The characters of a text, however many literals it is written in, each with its place."""
        start, end = self.of(node)
        written: list[tuple[str, int]] = []
        segment = self.code[start:end]
        lines = segment.splitlines(keepends=True)
        for token in tokenize.generate_tokens(io.StringIO(f"({segment}\n)").readline):
            if token.type != tokenize.STRING:
                continue
            row, column = token.start
            place = start + sum(map(len, lines[: row - 1])) + column - (row == 1)
            opening = re.match(r"[A-Za-z]*(\"\"\"|'''|\"|')", token.string)
            assert opening is not None
            body = token.string[opening.end() : -len(opening.group(1))]
            written += [(letter, place + opening.end() + number) for number, letter in enumerate(body)]
        return written

    def _at(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)


def _split_words(node: ast.AST, at: _Positions) -> list[Entry]:
    """The words of a text that is split."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"):
        return []
    text = node.func.value
    if node.args or not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
        return []
    written = at.written(text)
    plain = "".join(letter for letter, _ in written)
    return [_entry(written, *match.span()) for match in re.finditer(r"\S+", plain)]


def _elements(node: ast.AST, at: _Positions) -> list[Entry]:
    """The strings of a list, tuple or set, or the keys of a dict with their values."""
    if isinstance(node, ast.Dict):
        pairs = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
        named = [key for key, _ in pairs]
        ends = [at.of(value)[1] for _, value in pairs]
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        named = node.elts
        ends = [at.of(each)[1] for each in named]
    else:
        return []
    words = [each.value for each in named if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(words) != len(named) or not all(0 < len(word) <= LONGEST for word in words):
        return []
    entries = []
    for word, each, end in zip(words, named, ends, strict=True):
        comma = re.compile(r"\s*,[ ]?").match(at.code, end)
        entries.append(Entry(word, ((at.of(each)[0], comma.end() if comma else end),)))
    return entries


def _alternatives(node: ast.AST, at: _Positions) -> Iterator[list[Entry]]:
    """Of each group of a pattern, the alternatives that begin with two letters; an f-string's own words too."""
    if isinstance(node, ast.Constant) and not (isinstance(node.value, str) and node.value.count("|") >= FEWEST - 1):
        return
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return
    written = at.written(node)
    for group in _groups("".join(letter for letter, _ in written)):
        entries = []
        for number, (start, end) in enumerate(group):
            text = "".join(letter for letter, _ in written[start:end]).strip()
            if len(group) > 1 and re.match(r"[^\W\d_]{2}", text) and "{" not in text:
                span = (start, end + 1) if number < len(group) - 1 else (start - 1, end)
                entries.append(Entry(text, _entry(written, *span).places))
        yield entries


def _groups(pattern: str) -> list[list[Place]]:
    """The alternatives of each group, and those outside of all groups."""
    finished: list[list[Place]] = []
    open_groups: list[list[int]] = [[0]]
    skipped = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^{}]*\}", re.DOTALL)
    opening = re.compile(r"\((?:\?(?:P<\w+>|<?[=!:]|[a-zA-Z-]+:))?")
    place = 0
    while place < len(pattern):
        letter = pattern[place]
        if passed := skipped.match(pattern, place):
            place = passed.end()
            continue
        if begun := opening.match(pattern, place):
            open_groups.append([begun.end()])
            place = begun.end()
            continue
        if letter == "|":
            open_groups[-1].append(place + 1)
        elif letter == ")" and len(open_groups) > 1:
            finished.append(_spans(open_groups.pop(), place))
        place += 1
    return [*finished, *(_spans(starts, len(pattern)) for starts in open_groups)]


def _spans(starts: Sequence[int], end: int) -> list[Place]:
    return list(zip(starts, [*(start - 1 for start in starts[1:]), end], strict=True))


def _entry(written: Sequence[tuple[str, int]], start: int, end: int) -> Entry:
    """The word between these of the written characters; it may be written in two literals."""
    word = "".join(letter for letter, _ in written[start:end])
    return Entry(word, tuple((place, place + 1) for _, place in written[start:end]))
