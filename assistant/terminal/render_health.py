"""What a check of a library found, what a repair saved and what a backup holds, to text and to JSON."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records.answers import Status
from assistant.records.health import Copied, Finding, Salvage
from assistant.terminal.as_json import Json, head, some
from assistant.terminal.layout import Style, hang, label, line, prose_width, rendered, wrap
from assistant.terminal.words import counted_kinds

_LABEL_CELLS = len("catalogue") + 2


def render_findings(findings: Sequence[Finding], salvage: Salvage | None, *, width: int, colour: bool) -> str:
    """One line for each part of the library: that it is well, or what is wrong and what to do."""
    prose = prose_width(width)
    lines = [] if salvage is None else wrap(line(_saved(salvage)), prose)
    for each in findings:
        said = line((each.fault, Style.WARNING), f" {each.todo}") if each.fault else line(("ok", Style.GOOD), _of(each))
        lines += hang(label(each.what, _LABEL_CELLS), said, prose)
    return rendered(lines, colour=colour)


def findings_json(findings: Sequence[Finding], salvage: Salvage | None) -> Json:
    """What doctor prints."""
    return {
        **head(Status.FAILED if any(each.fault for each in findings) else Status.ANSWERED),
        "findings": [{**some(each, "what said fault todo"), "ok": not each.fault} for each in findings],
        "repaired": None if salvage is None else some(salvage, "saved lost names kept_in"),
    }


def render_copied(copied: Copied, done: str, *, width: int, colour: bool) -> str:
    """What a backup holds that was written or restored; `done` says which."""
    prose = prose_width(width)
    lines = wrap(line(f"{done} {copied.file}: {counted_kinds(copied.counts)}."), prose)
    for each in copied.damaged:
        lines += wrap(line((f"Damaged in it: {each}.", Style.WARNING)), prose)
    return rendered(lines, colour=colour)


def copied_json(copied: Copied, _done: str) -> Json:
    """What backup and restore print."""
    return {**head(Status.ANSWERED), **some(copied, "file bytes counts damaged")}


def _of(finding: Finding) -> str:
    return f": {finding.said}" if finding.said else ""


def _saved(salvage: Salvage) -> str:
    if not any(salvage.saved.values()):
        return (
            "Nothing of the catalogue could be read: the answers, the days set by hand and the earlier versions that it"
            f" held are lost. What there was is kept in {salvage.kept_in}. Run `assistant index` now to read the"
            " articles again."
        )
    said = f"Saved: {counted_kinds(salvage.saved)}."
    lost = {name: number for name, number in salvage.lost.items() if number}
    if lost:
        said += f" Known to be lost: {counted_kinds(lost)}."
    elif not salvage.names:
        said += " Nothing is known to be lost."
    if salvage.names:
        said += f" Damaged or lost: {'; '.join(salvage.names)}."
    return f"{said} The damaged files are kept in {salvage.kept_in}. Run `assistant index` now."
