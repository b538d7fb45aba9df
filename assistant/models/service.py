"""Checks an address, a key and a model's name, and makes of them a service that can be called."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
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
# What is shorter stands in many words, and is no secret.
_SHORTEST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a server wants beside an address and a key, and the profile of the reader's that says all this.

    With `api_version` the server is Azure's: its address is that of the resource, and the model names a deployment.
    """

    profile: str | None = None
    api_version: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


NO_PARTICULARS = Particulars()


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
    particulars: Particulars = NO_PARTICULARS

    @property
    def address_name(self) -> str:
        """What a reader calls the place where the address is said."""
        profile = self.particulars.profile
        return f"{self.variables}_BASE_URL" if profile is None else f"base_url of the profile {profile!r}"

    def require_key(self) -> None:
        """Raises ModelRefused when OpenAI's own service is to be asked without a key."""
        if not self.is_openai or self.key != NO_KEY:
            return
        hint = f"Set {self.variables}_API_KEY, or {self.variables}_BASE_URL to the address of a local server."
        if profile := self.particulars.profile:
            hint = f"Name the variable that holds it as key_variable of the profile {profile!r}."
        raise ModelRefused(f"{self.shown.partition('://')[2].partition('/')[0]} needs a key.", hint=hint)

    @property
    def key_name(self) -> str:
        """What a reader calls the place where the key is said."""
        profile = self.particulars.profile
        return f"{self.variables}_API_KEY" if profile is None else f"the key of the profile {profile!r}"

    def quote(self, said: object) -> str:
        """What the service said, in one short line without a key."""
        line = " ".join(str(said).split())
        for secret in (self.key, *self.particulars.headers.values()):
            line = line.replace(secret, "…") if len(secret) >= _SHORTEST_SECRET else line
        line = _KEY.sub("…", line)
        return line if len(line) <= _LONGEST_QUOTATION else line[: _LONGEST_QUOTATION - 1] + "…"


def find_service(
    *,
    model: str,
    api_key: str | None,
    base_url: str | None,
    variables: str = OPENAI_VARIABLES,
    particulars: Particulars = NO_PARTICULARS,
) -> Service:
    """Checks the address before anything is sent; raises UsageError for one that is none."""
    url = (base_url or OPENAI_URL).strip()
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        named = f"{variables}_BASE_URL" if particulars.profile is None else f"base_url of {particulars.profile!r}"
        raise UsageError(
            f"{named} is not a web address.",
            hint="Give it like http://localhost:11434/v1 or leave it unset.",
        )
    host = parts.hostname.lower()
    is_openai = host == "api.openai.com" or host.endswith(".api.openai.com")
    key = (api_key or "").strip()
    return Service(
        base_url=url,
        model=model,
        key=key or NO_KEY,
        shown=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}",
        is_openai=is_openai,
        on_this_machine=_on_this_machine(host),
        variables=variables,
        particulars=particulars,
    )


def _on_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
