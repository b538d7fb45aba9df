"""The forms in which a handout is written; apart from its records, for the command line to name them at once."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What kind of file a handout is written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    BIBTEX = "bibtex"  # only the articles cited
    CSL_JSON = "csl-json"  # only the articles cited


class CiteStyle(StrEnum):
    """How the articles cited are given in a text: by number, or also as a bibliography."""

    NUMBERED = "numbered"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
