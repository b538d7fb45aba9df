"""The first lines of a text to the day they say it was published or changed on.

Read are, in the first lines of a text and nowhere else:
- a dateline: PORT VERRICK, 3 March 2025 (CWS) — …; LONDON (CWS) - March 3, 2025 - …; Verrick | 3 Mar 2025 – …
- a labelled date in a line that is no sentence: Published 3 March 2025 10:15; By …, posted on March 3, 2025;
- a line, or a part of one between bars, that is nothing but a date; a byline that ends with one;
- below a title, a name and a date: Verrick Herald, 3 March 2025; (The Post, 3 March 2025);
- "Updated: 4 March 2025", where none of these is there.
A dateline without a year ("PORT VERRICK, March 3 (CWS) —") is read where the file's name or the article's address holds
the year together with that month; else it is handed on as it stands, so that it is remarked on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.articles.metadata.given import Field, Given
from assistant.articles.metadata.published import length_of_date, length_of_day_and_month, month_and_day
from assistant.language.lines import ends_sentence
from assistant.patterns import lazy_pattern
from assistant.records.articles import Origin
from assistant.time.by_dateparser import day_named

MOST_LINES = 6
MOST_LINES_TO_A_BARE_DATE = 4
LONGEST_BARE_DATE = 60
LONGEST_LINE = 160  # characters of a line of data, and of what a dateline may stand in

# One to five words that begin with capitals, once or more, parted by commas: "NEW YORK, N.Y.", "Port Verrick".
_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|d[aeiou]s?|of|the|am|an|in|upon|sur|la|le|el)"
_PLACE = rf"{_WORD}(?:[ ]{_WORD}){{0,4}}(?:, {_WORD}(?:[ ]{_WORD}){{0,3}}){{0,2}}"
_AGENCY = r"(?:\([^()]{1,60}\)|/[^/]{1,40}/)"
_DASH = r"(?:--|[-–—|:])"
_BEFORE_DATE = lazy_pattern(rf"{_PLACE}(?:,|\s?{_DASH}|\s?(?:{_DASH}\s?)?{_AGENCY}\s?(?:,|{_DASH})?)\s?(?:le |den )?")
_NAME, _COMMA = lazy_pattern(_PLACE), lazy_pattern(r",\s")
_AFTER_DATE = lazy_pattern(rf"\s?(?:{_AGENCY}\s?(?:{_DASH}|$)|{_DASH}(?=\s|[^\W\d]|$))")
_LABEL = lazy_pattern(
    r"(?P<before>.*?)\b(?:(?P<published>(?:first |originally )?(?:published|posted|issued)|publication date|date"
    r"|veröffentlicht|publié|publicado|pubblicato|gepubliceerd)|(?P<updated>(?:last )?(?:updated|modified)"
    r"|aktualisiert|mis à jour|actualizado|aggiornato|bijgewerkt))(?:\s(?:on|at|am|le|el|il|em|op)\b)?"
    r"(?:\s?:\s?|\s)(?:(?:at\s)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:,|\son)\s)?",
    re.IGNORECASE,
)
_BY = lazy_pattern(r"(?:by|von|par|por|di)\s", re.IGNORECASE)
_BYLINE = lazy_pattern(r"(?:by|von|par|por|di)\s[^!?]{2,100}?\s?(?:[,|·•–—]|\s-)\s?(?=\S)", re.IGNORECASE)
_PARTS = lazy_pattern(r"\s?[|·•]\s?")
_DIGIT = lazy_pattern(r"\d")
_PARTING = "|·•,;–—-("
_EDGES = " \t.,;:|·•–—-()[]"


def dateline(text: str, months: frozenset[tuple[int, int]] = frozenset(), *, titled: bool = False) -> Iterator[Given]:
    """The days that the first lines give for the publication, and after them those for the last change.

    `months` are the years and months that are known from elsewhere. `titled`: the title stands above the text; else the
    first line may be it, and a day in it that of an event.
    """
    start = text[: 20 * LONGEST_LINE]
    lines = list(filter(None, map(str.strip, start.split("\n"))))
    # Several are the headings of a chronicle.
    bare = {line.strip(_EDGES) for line in lines if len(line) <= LONGEST_BARE_DATE and _is_date(line.strip(_EDGES))}
    changed = []
    for number, line in enumerate(lines[:MOST_LINES]):
        if not _DIGIT.search(line, 0, LONGEST_LINE):
            continue
        for field, words in _dates_of_line(line, named=titled or number > 0):
            given = Given(field, _with_year(words, months) or words, Origin.DATELINE)
            if field is Field.UPDATED:
                changed.append(given)
            elif words not in bare or (len(bare) == 1 and number < MOST_LINES_TO_A_BARE_DATE):
                yield given
    yield from changed


def _dates_of_line(line: str, *, named: bool) -> Iterator[tuple[Field, str]]:
    label = _LABEL.match(line[:LONGEST_LINE])
    in_front = _BEFORE_DATE.match(line[:LONGEST_LINE]) if not label or label["before"] else None
    if in_front and (words := _dateline_words(line[in_front.end() :])):
        yield Field.PUBLISHED, words
    elif len(line) <= LONGEST_LINE:
        yield from _dates_of_data(line)
        if named and (words := _behind_name(line)):
            yield Field.PUBLISHED, words


def _behind_name(line: str) -> str:
    """The date of a line that is a name and a date; empty where there is none."""
    for comma in _COMMA.finditer(line):
        words = line[comma.end() :].strip(_EDGES)
        if _NAME.fullmatch(line[: comma.start()].lstrip("(")) and _is_date(words):
            return words
    return ""


def _dateline_words(rest: str) -> str:
    """The date between a place and the text."""
    end = length_of_date(rest) or length_of_day_and_month(rest)
    return rest[:end].rstrip() if end and _AFTER_DATE.match(rest, end) else ""


def _dates_of_data(line: str) -> Iterator[tuple[Field, str]]:
    """The dates of a line that is no sentence."""
    label = _LABEL.match(line)
    if ends_sentence(line) and (label is None or label["before"]) and not _is_date(line.strip(_EDGES)):
        return
    while label:
        before, rest = label["before"].strip(), line[label.end() :]
        words = rest[: length_of_date(rest)].rstrip()
        line = rest[len(words) :]
        if words and (not before or before[-1] in _PARTING or _BY.match(before)) and _ends(line):
            yield (Field.PUBLISHED if label["published"] else Field.UPDATED), words
        label = _LABEL.match(line)
    byline = _BYLINE.match(line)
    for part in [*_PARTS.split(line), line[byline.end() :] if byline else ""]:
        if _is_date(part.strip(_EDGES)):
            yield Field.PUBLISHED, part.strip(_EDGES)


def _ends(rest: str) -> bool:
    """Whether nothing, or another piece of data, follows a date."""
    label, follows = _LABEL.match(rest), rest.lstrip()
    return (
        not rest.strip(_EDGES)
        or follows[0] in _PARTING
        or bool(_BY.match(follows))
        or bool(label and not label["before"].strip())
    )


def _is_date(words: str) -> bool:
    length = length_of_date(words)
    return (0 < length == len(words) and not words.isdecimal()) or (length == 0 and day_named(words) is not None)


def _with_year(words: str, months: frozenset[tuple[int, int]]) -> date | None:
    """The day that words without a year mean, when one of these months is theirs."""
    found = month_and_day(words)
    years = {year for year, month in months if found and month == found[0]}
    if found is None or len(years) != 1:
        return None
    try:
        return date(years.pop(), *found)
    except ValueError:  # April 31
        return None
