"""Objections to a statement to the reasons that a reader is given for them."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.types import Objection, ObjectionKind

# Where a denial differs, answering.negations gives the whole reason, and calls the source so.
_CITED_TEXT = "the cited text"
_MISSING = "the {kind} {said} is not in {source}"
_REPLACED = "it says {said}, {source} say{s} {there}"
_REASONS = {
    ObjectionKind.QUOTATION: "the words “{said}” are not in {source}",
    ObjectionKind.TURNED: "it turns {said} and {there} round",
    ObjectionKind.JOINED: "it says of {said} what {source} say{s} of {there}",
    ObjectionKind.SPEAKER: "it has {said} say what {there} says",
    ObjectionKind.ATTRIBUTION: "it gives out as a fact what {source} attribute{s} to {there}",
    ObjectionKind.DENIAL: "{said}",
    ObjectionKind.OPPOSITE: "it says “{said}”, {source} say{s} “{there}”",
    ObjectionKind.TOO_LITTLE: "{source} say{s} too little of this",
}
# A draft of the reader's own cites nothing, and can still name the speaker.
_OF_A_DRAFT = {ObjectionKind.ATTRIBUTION: "{source} attribute{s} this to {there}: say so"}


def reasons_of(objections: Iterable[Objection], *, many: bool = False) -> tuple[str, ...]:
    """The reasons against a statement that cites a sentence, or `many`; each once."""
    return _reasons(objections, _REASONS, "the cited sentence", many=many)


def reasons_in_draft(objections: Iterable[Objection], source: str, *, many: bool) -> tuple[str, ...]:
    """The reasons against a sentence of the reader's own draft; `source` is what was compared, in the singular."""
    told = _reasons(objections, _REASONS | _OF_A_DRAFT, source, many=many)
    return tuple(reason.replace(_CITED_TEXT, source) for reason in told)


def _reasons(
    objections: Iterable[Objection], templates: dict[ObjectionKind, str], source: str, *, many: bool
) -> tuple[str, ...]:
    source, verb_ending = (f"{source}s", "") if many else (source, "s")
    told = [
        templates.get(each.kind, _REPLACED if each.there else _MISSING).format(
            kind=each.kind, said=each.said, there=each.there, source=source, s=verb_ending
        )
        for each in objections
    ]
    return tuple(dict.fromkeys(told))
