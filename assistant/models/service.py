"""Checks an address, a key and a model's name, and makes of them a service that can be called."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.errors import ModelRefused, UsageError
from assistant.patterns import lazy_pattern

OPENAI_URL = "https://api.openai.com/v1"
# What the names of the variables begin with that say its address and key.
OPENAI_VARIABLES = "OPENAI"
# Local servers need no key, but the vendor's client insists on sending one.
NO_KEY = "none"

_KEY = lazy_pattern(r"\b(?:sk|pk|key)-[\w*.-]{6,}|(?<=Bearer )\S+", re.IGNORECASE)
_LONGEST_QUOTATION = 300


@dataclass(frozen=True, slots=True)
class Service:
    """Where a model is asked. `shown` is the address as a reader may see it: no user, no password, no query."""

    base_url: str = field(repr=False)
    model: str
    key: str = field(repr=False)
    shown: str
    is_openai: bool
    on_this_machine: bool
    variables: str

    def quote(self, said: object) -> str:
        """What the service said, in one short line without a key."""
        line = " ".join(str(said).split())
        if self.key != NO_KEY:
            line = line.replace(self.key, "…")
        line = _KEY.sub("…", line)
        return line if len(line) <= _LONGEST_QUOTATION else line[: _LONGEST_QUOTATION - 1] + "…"


def find_service(
    *, model: str, api_key: str | None, base_url: str | None, variables: str = OPENAI_VARIABLES
) -> Service:
    """Checks address and key before anything is sent.

    Raises UsageError for an address that is none, ModelRefused when OpenAI's own service is asked without a key.
    """
    url = (base_url or OPENAI_URL).strip()
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(
            f"{variables}_BASE_URL is not a web address.",
            hint="Give it like http://localhost:11434/v1 or leave it unset.",
        )
    host = parts.hostname.lower()
    is_openai = host == "api.openai.com" or host.endswith(".api.openai.com")
    key = (api_key or "").strip()
    if is_openai and not key:
        raise ModelRefused(
            f"{host} needs a key.",
            hint=f"Set {variables}_API_KEY, or {variables}_BASE_URL to the address of a local server.",
        )
    return Service(
        base_url=url,
        model=model,
        key=key or NO_KEY,
        shown=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}",
        is_openai=is_openai,
        on_this_machine=_on_this_machine(host),
        variables=variables,
    )


def _on_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
