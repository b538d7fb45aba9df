"""The options of every command whose result can be handed on as a file: Markdown, HTML, Word, a bibliography."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import UsageError
from assistant.records.handout_forms import CiteStyle, Form

if TYPE_CHECKING:
    from assistant.records.answers import Answer
    from assistant.records.handouts import Handout

_PARAMETER = "files"


def _file(form: Form, meaning: str) -> Any:
    return Annotated[Path | None, typer.Option(f"--{form.value}", metavar="FILE", help=meaning)]


_FILES: Mapping[Form, Any] = {
    Form.MARKDOWN: _file(Form.MARKDOWN, "Also write it to FILE as Markdown; - prints that instead, here and below."),
    Form.HTML: _file(Form.HTML, "Also write a page for a browser, which needs no network."),
    Form.DOCX: _file(Form.DOCX, "Also write a Word file."),
    Form.BIBTEX: _file(Form.BIBTEX, "Also write the articles cited as BibTeX."),
    Form.CSL_JSON: _file(Form.CSL_JSON, "Also write the articles cited as CSL-JSON."),
}
_CITE = Annotated[CiteStyle, typer.Option("--cite", help="How Markdown, page and Word file give the articles cited.")]
_FORCE = Annotated[bool, typer.Option("--force", help="Overwrite files.")]


class Files:
    """The files named for a command's result, by their forms; checked before the command begins."""

    def __init__(self, named: Mapping[Form, Path], style: CiteStyle, *, force: bool) -> None:
        self._named, self._style, self.force = named, style, force

    @property
    def are_named(self) -> bool:
        """Whether there is any."""
        return bool(self._named)

    @property
    def take_stdout(self) -> bool:
        """Whether one of them is printed, in place of what else would be."""
        return Path("-") in self._named.values()

    def write(self, make: Callable[[], Handout]) -> bool:
        """Writes what is made, where any is named; False where what is printed is not read. Raises AssistantError."""
        if not self._named:
            return True
        from assistant.terminal.handouts.files import write_files

        return write_files(make(), self._named, self._style, sys.stdout, force=self.force)

    def write_answer(self, answer: Answer) -> None:
        """Writes an answer, a summary or a timeline, where any file is named. Raises AssistantError."""
        if self._named:
            from assistant.terminal.handouts.from_any import any_handout

            self.write(lambda: any_handout(answer))


def handed_on(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options; it takes them as its parameter `files`."""
    own = signature(command, eval_str=True)
    options = {form.name.lower(): form for form in Form}
    added = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=_FILES[form]) for name, form in options.items()
    ]
    added.append(Parameter("cite", Parameter.KEYWORD_ONLY, default=CiteStyle.NUMBERED, annotation=_CITE))
    added.append(Parameter("force", Parameter.KEYWORD_ONLY, default=False, annotation=_FORCE))

    @wraps(command)
    def run(**given: Any) -> None:
        named = {form: file for name, form in options.items() if (file := given.pop(name)) is not None}
        style, force = given.pop("cite"), given.pop("force")
        _require(named, style, force=force, given=given)
        command(**given, **{_PARAMETER: Files(named, style, force=force)})

    kept = [each for each in own.parameters.values() if each.name != _PARAMETER]
    run.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]  # as inspect reads it
    run.__annotations__ = {each.name: each.annotation for each in [*kept, *added]}
    return run


def _require(named: Mapping[Form, Path], style: CiteStyle, *, force: bool, given: Mapping[str, Any]) -> None:
    """Raises UsageError for options that do not go together, before anything is asked."""
    texts = [each for each in (Form.MARKDOWN, Form.HTML, Form.DOCX) if each in named]
    if style is not CiteStyle.NUMBERED and not texts:
        raise UsageError(
            "--cite works only with --markdown, --html or --docx.",
            hint=f"--{style.value} FILE writes the articles alone.",
        )
    if force and not named and given.get("picture") is None:
        raise UsageError("--force works only with a file to write.", hint="See --help for the forms there are.")
    if given.get("as_json") and Path("-") in named.values():
        raise UsageError(
            "Only one thing can be printed: --json, or a form with -.", hint="Name a file for one of them."
        )
    if "question" in given and not given["question"] and not given.get("again"):
        taken = next(((form, file) for form, file in named.items() if " " in str(file)), None)
        if taken:
            form, file = taken
            raise UsageError(
                f"--{form.value} takes the name of a file, here {str(file)!r}, and no question is left.",
                hint=f'Type: assistant ask "…" --{form.value} FILE',
            )
    if named:
        from assistant.terminal.handouts.files import require_files

        require_files(named, force=force, terminal=sys.stdout.isatty())
