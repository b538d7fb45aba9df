"""The settings in force to text that a person reads, and to JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.records.answers import Status
from assistant.records.status import SettingInForce
from assistant.terminal.as_json import Json, head, some
from assistant.terminal.layout import Piece, Style, hang, indented, label, line, parted, prose_width, rendered

if TYPE_CHECKING:
    from rich.text import Text

_DEFAULT = "default"
_INDENT = 2


def render_settings(root: str, settings: Sequence[SettingInForce], *, width: int, colour: bool) -> str:
    """First the settings that the reader made, each with where; then the program's own."""
    prose = prose_width(width)
    own = [each for each in settings if each.origin != _DEFAULT or each.unused is not None]
    others = [each for each in settings if each not in own]
    parts = [hang(label("library", len("library") + 2), line(root), prose)]
    parts += [_part("Set by you", own, prose), _part("By default", others, prose)]
    return rendered(parted(parts), colour=colour)


def settings_json(root: str, settings: Sequence[SettingInForce]) -> Json:
    """What config prints."""
    fields = "name value origin hidden unused"
    return {**head(Status.ANSWERED), "root": root, "settings": [some(each, fields) for each in settings]}


def setting_line(setting: SettingInForce) -> Text:
    """A setting with its value, and where that comes from."""
    pieces: list[Piece] = [f"{setting.name} = {_value(setting)}"]
    if setting.unused is not None:
        pieces += [" ", (f"(assistant.toml says {setting.unused}, which you have not allowed)", Style.WARNING)]
    elif setting.origin != _DEFAULT:
        pieces += [" ", (f"({setting.origin})", Style.FAINT)]
    return line(*pieces)


def _value(setting: SettingInForce) -> str:
    if setting.value is None:
        return "(hidden)" if setting.hidden else "(none)"
    return json.dumps(setting.value, ensure_ascii=False)


def _part(heading: str, settings: Sequence[SettingInForce], width: int) -> list[Text]:
    lines = [line((f"{heading}:", Style.STRONG))] if settings else []
    for each in settings:
        lines += indented(hang(line(""), setting_line(each), width - _INDENT), _INDENT)
    return lines
