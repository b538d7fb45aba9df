"""Finds what kind of piece an article calls itself, if it is not a report: opinion, analysis, press release."""

from __future__ import annotations

import re

from assistant.patterns import lazy_pattern
from assistant.records.articles import Article

_GENRES = {
    "opinion": "opinions?|op-?ed|commentisfree|comment|commentary|columns?|columnists?|viewpoint|perspective",
    "editorial": "editorials?|leader|leaders",
    "letter to the editor": "letters?|letters-to-the-editor",
    "analysis": "analysis|explainers?",
    "review": "reviews?",
    "satire": "satire|humou?r",
    "press release": "press[ -]releases?|press[ -]office|newsroom",
    "advertisement": "sponsored|advertorial|paid[ -]post|partner[ -]content",
}
_TITLE = {genre: lazy_pattern(rf"(?:{words})\s*[:|—–]", re.IGNORECASE) for genre, words in _GENRES.items()}
_TITLE_END = {genre: lazy_pattern(rf"[|—–]\s*(?:{words})\Z", re.IGNORECASE) for genre, words in _GENRES.items()}
# A whole part of an address: "/opinion/2024/bridge", but not "/news/opinion-poll".
_PATH = {genre: lazy_pattern(rf"/(?:{words})(?:/|\Z)", re.IGNORECASE) for genre, words in _GENRES.items()}
# A file of the reader's own: "opinion-a-bridge.md".
_FILE = {
    genre: lazy_pattern(rf"(?:{words})(?:[-_ ](?!polls?\b)|\.)", re.IGNORECASE) for genre, words in _GENRES.items()
}
_SOURCE = lazy_pattern(r"\bpress (?:office|release)\b", re.IGNORECASE)


def genre_of(article: Article) -> str | None:
    """The kind of piece by its title's label, the path of its address or file, or its source; None for a report."""
    path = re.sub(r"^\w+://[^/]*", "", article.url or "")
    file = article.path.rpartition("/")[2]
    for genre in _GENRES:
        if _TITLE[genre].match(article.title) or _TITLE_END[genre].search(article.title):
            return genre
        if _PATH[genre].search(path) or _FILE[genre].match(file):
            return genre
    return "press release" if _SOURCE.search(article.source or "") else None
