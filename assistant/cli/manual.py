"""The help of every command as one manual page for `man`, in the language of man(7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.cli.helping import named_alone, named_arguments

_SPECIAL = re.compile(r"[\\\-'`^~]")
_ROFF = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
_CODE = re.compile(r"`([^`]+)`")
_ENVIRONMENT = (
    ("ASSISTANT_LIBRARY", "The library's folder."),
    ("ASSISTANT_NAME", "The setting NAME: `assistant config` lists them, `assistant docs settings` explains them."),
    ("OPENAI_API_KEY, OPENAI_BASE_URL", "The key and the address of the OpenAI-compatible service."),
    ("NO_COLOR", "No colour, whatever its value."),
)
_FILES = (
    ("assistant.toml", "The settings of a library, in its folder."),
    (".assistant/", "All that is made of the articles: the index, earlier versions, and the answers kept."),
)


def manual_page(context: Any, version: str) -> str:
    """The page for the whole program, made of what `--help` says."""
    group = context.command
    about, exit_codes = (_prose(part) for part in _paragraphs(group.help))
    lines = [
        f'.TH ASSISTANT 1 "" "assistant {_plain(version)}" "User Commands"',
        *(".SH NAME", rf"assistant \- {_lower_first(_paragraphs(group.help)[0]).rstrip('.')}"),
        *(".SH SYNOPSIS", r"\fBassistant\fR [\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]"),
        *(".SH DESCRIPTION", about),
        "Pages on each thing to do are printed by \\fBassistant docs\\fR.",
        ".SH OPTIONS",
        *_options(context),
        ".SH COMMANDS",
        *_commands(context),
        *(".SH EXIT STATUS", exit_codes),
        *(".SH ENVIRONMENT", *_table(_ENVIRONMENT)),
        *(".SH FILES", *_table(_FILES)),
    ]
    return "\n".join(lines) + "\n"


def _commands(context: Any) -> Iterator[str]:
    for name, command in context.command.commands.items():
        with command.make_context(name, [], parent=context, resilient_parsing=True) as inner:
            usage = named_arguments(" ".join(command.collect_usage_pieces(inner)))
            yield f".SS {_plain(inner.command_path)} {_plain(usage)}"
            for number, paragraph in enumerate(_paragraphs(command.help)):
                yield from ([".PP"] if number else [])
                yield _prose(paragraph)
            yield from _options(inner)
            if hasattr(command, "commands"):
                yield from _commands(inner)


def _options(context: Any) -> Iterator[str]:
    records = (each.get_help_record(context) for each in context.command.get_params(context))
    yield from _table([(named_alone(record[0]), record[1]) for record in records if record])


def _table(rows: Any) -> Iterator[str]:
    for name, meaning in rows:
        yield from (".TP", rf"\fB{_plain(name)}\fR", _prose(meaning))


def _paragraphs(text: str | None) -> list[str]:
    return [" ".join(part.split()) for part in (text or "").strip().split("\n\n")]


def _prose(text: str) -> str:
    """One line of text in which nothing is a request, with commands in bold."""
    parts = _CODE.split(" ".join(text.split()))
    said = "".join(rf"\fB{_plain(part)}\fR" if place % 2 else _plain(part) for place, part in enumerate(parts))
    return f"\\&{said}" if said.startswith(".") else said


def _plain(text: str) -> str:
    ours = _SPECIAL.sub(lambda found: _ROFF[found[0]], text)
    return "".join(each if each.isascii() else rf"\[u{ord(each):04X}]" for each in ours)


def _lower_first(text: str) -> str:
    return _plain(text[:1].lower() + text[1:])
