"""The name of a file, or an address, to the one day that it holds."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from assistant.language.calendar_names import MONTH_LETTERS
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern

# Not within other letters and digits, for file names are often long random numbers.
_FILE_NAME_DAY = lazy_pattern(
    r"(?<![^\W_])((?:19|20|21)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:(?=T\d)|(?![^\W_]))"
)
# /2024/08/01/, /2024/aug/01/, /2024-08-01-, /20240801/; eight digits beside others are an article's number more often.
_ADDRESS_DAY = lazy_pattern(
    rf"(?<![\w.-])((?:19|20|21)\d\d)([-/_]|(?=\d{{4}}/))(0?[1-9]|1[0-2]|{alternatives(MONTH_LETTERS)})\2(0?[1-9]|[12]\d|3[01])(?![^\W_])",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = lazy_pattern(r"(?<![^\W_])((?:19|20|21)\d\d)[-_./]?(0[1-9]|1[0-2])(?![^\W_])")


def day_in_file_name(name: str) -> date | None:
    """The day in a file's name (2024-08-01-ferry, ferry_20240801); None when it holds none, or several."""
    return _only_day({(found[1], found[3], found[4]) for found in _FILE_NAME_DAY.finditer(name)})


def day_in_address(url: str) -> date | None:
    """The day in the path of an address (…/2024/08/01/ferry, …/2024/aug/01/…); None when it holds none, or several."""
    return _only_day({(found[1], found[3], found[4]) for found in _ADDRESS_DAY.finditer(_path(url))})


def months_in(file_name: str, url: str) -> frozenset[tuple[int, int]]:
    """The years and months that a file's name and the path of an address hold (2024-08-ferry, …/2024/08/…)."""
    found = [*_MONTH_OF_YEAR.finditer(file_name), *_MONTH_OF_YEAR.finditer(_path(url))]
    return frozenset((int(each[1]), int(each[2])) for each in found)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # "https://[a"
        return ""


def _only_day(found: set[tuple[str, str, str]]) -> date | None:
    days = set()
    for year, month, day in found:
        number = int(month) if month.isdecimal() else MONTH_LETTERS[month.lower()]
        try:
            days.add(date(int(year), number, int(day)))
        except ValueError:  # 31 April
            return None
    return days.pop() if len(days) == 1 else None
