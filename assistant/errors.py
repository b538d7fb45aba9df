"""Every error a reader can meet, each with its exit code and a hint at the next step.

AssistantError (1)
├── UsageError (2)            wrong arguments, settings or question
├── UnreadableFile (2)        one file that cannot be read as articles; indexing goes on without it
│   └── NotFetched            one web address that gave nothing to read
├── ModelError (5)            the model could not be reached, refused, or broke off
│   ├── ModelUnreachable
│   ├── ModelRefused          key, quota, unknown model, request too large
│   └── ModelBrokeOff         the reply ended before it was finished
├── ModelFilesDamaged (1)     a bundled model's files are missing or cannot be loaded
└── LibraryError (6)
    ├── LibraryMissing
    ├── LibraryLocked
    └── LibraryDamaged
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller (design: promises that hold everywhere)."""

    ANSWERED = 0
    OUR_FAILURE = 1
    USAGE = 2
    NOT_IN_ARTICLES = 3
    PARTIAL = 4
    MODEL = 5
    LIBRARY = 6

    @classmethod
    def of(cls, status: str) -> ExitCode:
        """The code for the status of an answer (types.Status)."""
        codes = {"answered": cls.ANSWERED, "partial": cls.PARTIAL, "not_in_articles": cls.NOT_IN_ARTICLES}
        return codes.get(status, cls.OUR_FAILURE)


class AssistantError(Exception):
    """A failure the reader is told about in one line: what happened, then `hint`, the next step."""

    exit_code: ExitCode = ExitCode.OUR_FAILURE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(AssistantError):
    """The command line, a setting or the question cannot be used as given."""

    exit_code = ExitCode.USAGE


class UnreadableFile(AssistantError):
    """One file, or one row of it, that holds no readable article; the reason is the message."""

    exit_code = ExitCode.USAGE


class NotFetched(UnreadableFile):
    """One web address that gave nothing to read; the reason is the message and goes on from the address.

    `status` is that of HTTP, where there was an answer; `wait_seconds` how long the server asks to be left alone.
    """

    def __init__(self, message: str, *, status: int | None = None, wait_seconds: float = 0.0) -> None:
        super().__init__(message)
        self.status = status
        self.wait_seconds = wait_seconds


class ModelError(AssistantError):
    """The language model or the embedding service failed."""

    exit_code = ExitCode.MODEL


class ModelUnreachable(ModelError):
    """No answer from the service: connection refused, time out, server error."""


class ModelRefused(ModelError):
    """The service answered that it will not: wrong key, no quota, unknown model, request too large."""


class ModelBrokeOff(ModelError):
    """The reply stopped before the service said it was finished."""


class ModelFilesDamaged(AssistantError):
    """A bundled model's files are missing or cannot be loaded: the installation is broken."""


class LibraryError(AssistantError):
    """The library on disk cannot be used."""

    exit_code = ExitCode.LIBRARY


class LibraryMissing(LibraryError):
    """There is no library here."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class LibraryDamaged(LibraryError):
    """The catalogue cannot be read, or is of another version."""
