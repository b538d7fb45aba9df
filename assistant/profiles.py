"""The reader's own settings file to its profiles: each names a model's server, and how it is asked.

It lies in the reader's own folder and is not handed on with a library, so that it may say who is sent a text.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import UsageError
from assistant.trust import content_of

# What of a profile stands in for the setting of the same name.
FOR_SETTINGS = ("model", "judge_model", "window_tokens", "answer_tokens", "timeout_seconds")


class Profile(BaseModel):
    """A model's server and how it is asked; what is not given is as without a profile."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    base_url: str | None = None
    """The address of the API; without one it is OpenAI's own service."""
    model: str | None = None
    judge_model: str | None = None
    window_tokens: int | None = Field(default=None, ge=1_000)
    answer_tokens: int | None = Field(default=None, ge=50)
    timeout_seconds: float | None = Field(default=None, gt=0)
    api_version: str | None = None
    """Azure's api-version; with one, the address is that of the resource and the model names a deployment."""
    headers: Mapping[str, str] = Field(default={}, repr=False)
    """What else is sent with every request."""
    key_variable: str | None = None
    """The environment's variable that holds the key; without one none is sent."""

    def for_settings(self) -> dict[str, Any]:
        """What stands in for settings."""
        return {name: value for name in FOR_SETTINGS if (value := getattr(self, name)) is not None}


class OwnSettings(BaseModel):
    """All that the file holds."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    default_profile: str | None = None
    profiles: Mapping[str, Profile] = {}


def read_own_settings(file: Path) -> OwnSettings:
    """The reader's own settings, also where there is no file. Raises UsageError naming every fault."""
    content = content_of(file)
    if content is None:
        return OwnSettings()
    if file.stat().st_mode & stat.S_IWOTH:
        raise UsageError(f"{str(file)!r} can be written to by others.", hint=f"chmod o-w {str(file)!r}")
    try:
        return OwnSettings.model_validate(tomllib.loads(content.decode("utf-8")))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {_plainly(each['msg'])}" for each in error.errors())
        raise UsageError(f"{str(file)!r} cannot be used: {faults}.", hint="See `assistant docs models`.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{str(file)!r} is not TOML: {error}.") from error


def find_profile(name: str, own: OwnSettings, file: Path) -> Profile:
    """The profile of this name. Raises UsageError with the nearest there is."""
    found = own.profiles.get(name)
    if found is not None:
        return found
    near = get_close_matches(name, own.profiles, 1)
    question = f" Did you mean {near[0]!r}?" if near else ""
    there = f"{str(file)!r} has: {', '.join(sorted(own.profiles))}." if own.profiles else ""
    raise UsageError(
        f"No profile is called {name!r}.{question}", hint=there or f"Write it into {str(file)!r} as [profiles.{name}]."
    )


def _plainly(message: str) -> str:
    return "no such setting" if message == "Extra inputs are not permitted" else message
