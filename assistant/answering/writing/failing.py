"""What kept a model from answering, and the articles' own sentences in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from assistant.answering.writing.settling import unnumbered
from assistant.errors import ModelBrokeOff, ModelError, ModelRefused
from assistant.records.answers import Answer, FailureKind, ModelFailure, Note, NoteKind, Statement, Status
from assistant.records.verdicts import Grade

_INSTEAD = "Here the articles speak for themselves."
DECLINED = ModelFailure(FailureKind.DECLINED, "The model found no answer, but these sentences of the articles answer.")
_NOT_CONFIRMED = ModelFailure(FailureKind.NOT_CONFIRMED, "Nothing that the model wrote was confirmed.")
_NOT_JUDGED = "What the model wrote could not be judged."


def failure_of(error: ModelError) -> ModelFailure:
    """The failure that an error of the model's is."""
    if isinstance(error, ModelBrokeOff):
        return ModelFailure(FailureKind.BROKE_OFF, str(error))
    kind = FailureKind.REFUSED if isinstance(error, ModelRefused) else FailureKind.UNREACHABLE
    return ModelFailure(kind, str(error))


def failure_in(statements: Collection[Statement], notes: Iterable[Note], *, judged: bool) -> ModelFailure | None:
    """Why none of a model's statements may be relied on; None where one may, or the reader wants none `judged`."""
    if all(each.grade is Grade.NOT_CONFIRMED for each in statements):
        return _NOT_CONFIRMED
    if not judged or any(each.confirmed for each in statements):
        return None
    why = [note.text for note in notes if note.kind is NoteKind.NOT_JUDGED]
    return ModelFailure(FailureKind.NOT_JUDGED, " ".join([_NOT_JUDGED, *why]))


def in_place_of_prose(own: Answer, failure: ModelFailure, refused: Iterable[Statement] = ()) -> Answer:
    """The articles' own sentences, or their silence, in the place of a model's words, of which some were `refused`."""
    instead = own.status is not Status.NOT_IN_ARTICLES and failure is not DECLINED
    note = Note(NoteKind.MODEL_FAILED, f"{failure.message} {_INSTEAD}" if instead else failure.message)
    lost = unnumbered(refused)
    left_out = replace(own.left_out, refused_statements=len(lost))
    return replace(own, notes=(note, *own.notes), refused=lost, left_out=left_out, model_failure=failure)
