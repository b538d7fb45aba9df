"""Three articles on flights to the Moon and four questions whose answers are known, for tests of `assistant eval`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.models.local_embedder import LocalEmbedder
from small_library import Made

_APOLLO = (
    "Apollo 11 landed on the Moon on 20 July 1969. Neil Armstrong stepped onto the surface six hours later. "
    "He was followed by Buzz Aldrin.\n"
)
ARTICLES = {
    "apollo.txt": f"Title: Apollo 11 lands on the Moon\nDate: 1969-07-21\nURL: https://moon.example/apollo\n\n{_APOLLO}",
    # The same text again: it is folded into the first as a copy.
    "wire/apollo.txt": f"Title: Apollo 11 reaches the Moon\nDate: 1969-07-22\nSource: Wire\n\n{_APOLLO}",
    "luna.txt": "Title: Luna 9 reaches the Moon\nDate: 1966-02-04\n\nLuna 9 made the first soft landing on the Moon on "
    "3 February 1966. The probe sent pictures of the surface for three days.\n",
}
DAY = "1969-07-22"
QUESTIONS: Sequence[Mapping[str, object]] = (
    {
        "id": "landing",
        "question": "When did Apollo 11 land on the Moon?",
        "as_of": DAY,
        "answers": ["20 July 1969"],
        "articles": ["wire/apollo.txt"],
        "quotes": ["Apollo 11 landed on the Moon on 20 July 1969."],
    },
    {"id": 2, "question": "Which probe made the first soft landing?", "as_of": DAY, "articles": ["luna.txt"]},
    {
        "question": "Who followed Neil Armstrong?",
        "as_of": DAY,
        "answers": ["Buzz Aldrin"],
        "articles": ["https://moon.example/apollo", "missing.txt"],
    },
    {"question": "Who won the 2010 World Cup?", "answerable": False},
)


def make_moon_library(root: Path) -> Made:
    """The articles, indexed with the bundled embedder."""
    made = Made(root)
    made.write(ARTICLES)
    made.index(embedder=LocalEmbedder())
    return made


def write_questions(file: Path, rows: Sequence[Mapping[str, object]] = QUESTIONS) -> Path:
    """A questions file, one row a line."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file
