"""Turns a failed request, described without vendor classes, into an error that tells the reader what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from assistant.errors import ModelBrokeOff, ModelError, ModelRefused, ModelUnreachable
from assistant.models.service import NO_KEY, Service
from assistant.patterns import lazy_pattern

_TOO_LARGE = lazy_pattern(
    r"context[ _](?:length|size|window)|maximum context|too many tokens|exceeds? the (?:available|model)"
    r"|too (?:large|long)|reduce the length|prompt is too",
    re.IGNORECASE,
)
# Azure calls it a deployment.
_ABOUT_MODEL = lazy_pattern(r"model|deployment", re.IGNORECASE)
_NO_QUOTA = lazy_pattern(r"insufficient_quota|billing|credit|quota", re.IGNORECASE)


class Kind(Enum):
    """How a request failed."""

    REFUSED_CONNECTION = auto()  # nothing can be connected to
    LOST_CONNECTION = auto()  # it was there and went, or ended a reply without saying why
    OUT_OF_TIME = auto()
    STATUS = auto()  # the service answered with an HTTP status of 400 or more
    ELSEWHERE = auto()  # the service sends to another address, which `said` names
    NO_API = auto()  # something answered that is no such service: a web page, other JSON


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed request; `said` holds the service's own words, `field` the request's field that it refused."""

    kind: Kind
    said: str = ""
    status: int = 0
    field: str | None = None
    wait_seconds: float | None = None

    @property
    def too_large(self) -> bool:
        """Whether the request does not fit the model's window."""
        return self.status == 413 or bool(_TOO_LARGE.search(self.said))

    @property
    def no_quota(self) -> bool:
        """Whether a refusal with status 429 is about money, so that waiting does not help."""
        return self.status == 429 and bool(_NO_QUOTA.search(self.said))

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed a little later."""
        if self.kind is Kind.STATUS:
            return (self.status in {408, 409, 429} or self.status >= 500) and not self.no_quota
        return self.kind is Kind.LOST_CONNECTION and not self.too_large


def explain(service: Service, failure: Failure, *, timeout_seconds: float, begun: bool) -> ModelError:
    """The error that the reader is told; `begun`: a part of the reply has already been given out."""
    error = _error(service, failure, timeout_seconds)
    if not begun:
        return error
    return ModelBrokeOff(f"The reply of {service.model!r} broke off: {error.message}", hint=error.hint)


def _error(service: Service, failure: Failure, timeout_seconds: float) -> ModelError:
    quoted = service.quote(failure.said).rstrip(".")
    match failure.kind:
        case Kind.STATUS:
            return _refusal(service, failure, quoted)
        case Kind.ELSEWHERE:
            return ModelRefused(
                f"{service.shown} sends to another address, {quoted}, to which nothing was sent.",
                hint=f"If you trust it, set {service.address_name} to it.",
            )
        case Kind.REFUSED_CONNECTION:
            server = "the network" if service.is_openai else "that its server is running"
            return ModelUnreachable(
                f"{service.shown} cannot be reached: {quoted}.", hint=f"Check {service.address_name} and {server}."
            )
        case Kind.OUT_OF_TIME:
            return ModelUnreachable(
                f"{service.model!r} at {service.shown} did not finish in {timeout_seconds:g} seconds.",
                hint="Raise ASSISTANT_TIMEOUT_SECONDS, or choose a quicker model with --model.",
            )
        case Kind.NO_API:
            return ModelUnreachable(
                f"{service.shown} answers, but not like a model's service.",
                hint=f"Check {service.address_name}: it is the address of the API and usually ends in /v1.",
            )
        case Kind.LOST_CONNECTION:
            if failure.too_large:
                return _too_large(service, quoted)
            return ModelBrokeOff(
                f"{service.shown} ended the reply too early: {quoted}.",
                hint="Ask again; if it happens every time, choose another model with --model.",
            )


def _refusal(service: Service, failure: Failure, quoted: str) -> ModelError:
    status = failure.status
    if status == 401:
        if service.key == NO_KEY:
            return ModelRefused(f"{service.shown} needs a key.", hint=f"Set {service.key_name}.")
        return ModelRefused(f"{service.shown} does not accept the key.", hint=f"Check {service.key_name}.")
    if status == 403:
        return ModelRefused(
            f"{service.shown} does not allow this: {quoted}.",
            hint=f"Check that {service.key_name} may use {service.model!r}, or choose another model with --model.",
        )
    if status == 404:
        return _not_found(service, failure, quoted)
    if status == 429:
        return _too_many(service, failure)
    if status in {400, 413, 422} and failure.too_large:
        return _too_large(service, quoted)
    if failure.passing:
        return ModelUnreachable(
            f"{service.shown} failed with status {status}: {quoted}.",
            hint="Try again later; if the server is your own, look at its log.",
        )
    return ModelRefused(
        f"{service.shown} refused the request with status {status}: {quoted}.",
        hint=f"Choose another model with --model, or check {service.address_name}.",
    )


def _not_found(service: Service, failure: Failure, quoted: str) -> ModelError:
    if _ABOUT_MODEL.search(failure.said):
        return ModelRefused(
            f"{service.shown} has no model {service.model!r}: {quoted}.",
            hint="Choose one that it has with --model: `assistant models` lists them.",
        )
    return ModelRefused(
        f"{service.shown} has no such page: {quoted}.",
        hint=f"Check {service.address_name}: it is the address of the API and usually ends in /v1.",
    )


def _too_many(service: Service, failure: Failure) -> ModelError:
    if failure.no_quota:
        return ModelRefused(
            f"The quota of the key for {service.shown} is used up.",
            hint=f"Check the account's plan, or change {service.key_name}.",
        )
    wait = "" if failure.wait_seconds is None else f" and asks to wait {failure.wait_seconds:g} seconds"
    return ModelRefused(
        f"{service.shown} gets too many requests{wait}.", hint="Wait, or choose another model with --model."
    )


def _too_large(service: Service, quoted: str) -> ModelError:
    return ModelRefused(
        f"The request is larger than {service.model!r} accepts: {quoted}.",
        hint="Lower ASSISTANT_WINDOW_TOKENS, or give the model a larger window.",
    )
