"""A handout to the files that were named, each in its form; - is standard output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from assistant.errors import UsageError
from assistant.records.handout_forms import CiteStyle, Form
from assistant.records.handouts import Handout
from assistant.terminal.new_file import require_writable, write_whole
from assistant.terminal.output import write, write_bytes
from assistant.terminal.words import listed

STDOUT = Path("-")
_SUFFIXES = {
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".docx": Form.DOCX,
    ".bib": Form.BIBTEX,
    ".json": Form.CSL_JSON,
}


def form_of(file: Path) -> Form:
    """The form that the file's suffix names. Raises UsageError."""
    form = _SUFFIXES.get(file.suffix.lower())
    if form is None:
        known = listed(list(_SUFFIXES)).replace(" and ", " or ")
        raise UsageError(f"The suffix of {str(file)!r} says nothing of its form.", hint=f"It may be {known}.")
    return form


def require_files(files: Mapping[Form, Path], *, force: bool, terminal: bool) -> None:
    """Raises UsageError for files that cannot be written; `terminal`: standard output is one."""
    to_stdout = [form for form, file in files.items() if file == STDOUT]
    if len(to_stdout) > 1:
        raise UsageError("Only one form can be printed.", hint="Name a file for the others.")
    if to_stdout == [Form.DOCX] and terminal:
        raise UsageError("A Word file is nothing to print on a terminal.", hint="Name a file: --docx FILE.docx")
    named = [file for file in files.values() if file != STDOUT]
    if len({file.resolve() for file in named}) < len(named):
        raise UsageError("One file is named for two forms.", hint="Name one for each.")
    for file in named:
        require_writable(file, force=force)


def write_files(handout: Handout, files: Mapping[Form, Path], style: CiteStyle, stdout: TextIO, *, force: bool) -> bool:
    """Writes each; False where nobody reads standard output any more. Raises as `require_files`, and AssistantError."""
    is_read = True
    for form, file in files.items():
        if file != STDOUT:
            write_whole(written(handout, form, style), file, force=force)
        elif stdout.isatty():
            is_read = write(written(handout, form, style).decode(), stdout)
        else:  # a page says that it is UTF-8, whatever the encoding of the output
            is_read = write_bytes(written(handout, form, style), stdout)
    return is_read


def written(handout: Handout, form: Form, style: CiteStyle = CiteStyle.NUMBERED) -> bytes:
    """The handout in a form."""
    if form is Form.DOCX:
        from assistant.terminal.handouts.word_file import word_file

        return word_file(handout, style)
    return _TEXTS[form](handout, style).encode()


def _markdown(handout: Handout, style: CiteStyle) -> str:
    from assistant.terminal.handouts.markdown import markdown

    return markdown(handout, style)


def _html(handout: Handout, style: CiteStyle) -> str:
    from assistant.terminal.handouts.html_page import html_page

    return html_page(handout, style)


def _bibtex(handout: Handout, _style: CiteStyle) -> str:
    from assistant.terminal.handouts.bibliography import bibtex, cited_articles

    return bibtex(cited_articles(handout.citations))


def _csl_json(handout: Handout, _style: CiteStyle) -> str:
    from assistant.terminal.handouts.bibliography import cited_articles, csl_json

    return csl_json(cited_articles(handout.citations))


_TEXTS: Mapping[Form, Callable[[Handout, CiteStyle], str]] = {
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
    Form.BIBTEX: _bibtex,
    Form.CSL_JSON: _csl_json,
}
