"""Settings: flag > environment > assistant.toml > default. The only file that reads the environment."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from assistant import trust
from assistant.errors import UsageError
from assistant.patterns import lazy_pattern
from assistant.profiles import OwnSettings, Profile, find_profile, read_own_settings
from assistant.records.status import SettingInForce
from assistant.trust import SettingsFile

SETTINGS_FILE = "assistant.toml"
_ONLY_IN_ENVIRONMENT = {
    "api_key": "OPENAI_API_KEY",
    "api_version": "OPENAI_API_VERSION",
    "base_url": "OPENAI_BASE_URL",
    "chroma_api_key": "CHROMA_API_KEY",
    "reranker_api_key": "RERANKER_API_KEY",
    "reranker_base_url": "RERANKER_BASE_URL",
}
_PASSWORD = lazy_pattern(r"(://)[^/@\s]+@")
_MARKS = (SETTINGS_FILE, ".assistant")


@dataclass(frozen=True, slots=True)
class Server:
    """A chat model's server: its address (None: OpenAI's own), its key, and what else it wants to be sent.

    `profile` is the profile that names it; else the variables OPENAI_… do.
    """

    base_url: str | None
    key: SecretStr | None
    api_version: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    profile: str | None = None


class Settings(BaseSettings):
    """Every setting, each with its environment variable ASSISTANT_NAME and its line in assistant.toml."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="forbid", frozen=True, env_ignore_empty=True)

    articles: tuple[str, ...] = ()
    """Files, folders and patterns that `assistant index` reads when none are named, relative to the library's folder;
    without them it reads again what it was given before."""
    exclude: tuple[str, ...] = ()
    """File names or paths, with * and ?, that are never read."""
    readers: dict[str, str] = {}
    """llama-index readers for other kinds of file: {".rtf" = "llama_index.readers.file:RTFReader"}."""
    follow_links: bool = False
    """Whether links in a folder of articles are read that lead out of all that is read."""
    date_order: Literal["day-first", "month-first"] = "day-first"
    """How 03/05/2024 is read in a file whose other dates do not show it."""
    encoding: str | None = None
    """The encoding of all text files, such as windows-1252 or koi8-r; without it each file's own is found."""
    allow_private: bool = False
    """Whether web addresses in private networks, and of this machine, are fetched too."""
    fetch_pause_seconds: float = Field(default=1.0, ge=0)
    """How long to wait between two requests to one web server, at least; its robots.txt may ask for more."""
    fetch_proxy: str | None = None
    """The HTTP proxy that web addresses are fetched through; the proxies of the environment are not used."""

    embedder: str = "local"
    """"local" (bundled), "openai:MODEL", or "llama-index:module:Class" for any llama-index embedding."""
    reranker: str = "local"
    """Who reads what is found together with the question: "local" (bundled), "api:MODEL" (a server for the order of
    passages, the bundled one for the rest), or "none"."""
    reranker_api_key: SecretStr | None = Field(default=None, validation_alias="RERANKER_API_KEY")
    """The key of that server: RERANKER_API_KEY, never in assistant.toml."""
    reranker_base_url: str | None = Field(default=None, validation_alias="RERANKER_BASE_URL")
    """The address of that server: RERANKER_BASE_URL; without one it is the OpenAI-compatible service with its key."""
    ray_address: str | None = None
    """A Ray cluster that splits and embeds while indexing ("local" starts one here); it needs the extra `ray`."""
    chunk_words: int = Field(default=100, ge=20, le=180)
    """The longest chunk, in words; the bundled embedder reads 256 tokens, about 190 words."""
    tail_chunks: int = Field(default=2_000_000, ge=0)
    """So many chunks are compared with each question; with more, they are put into an index of Chroma, and again when
    so many are new."""
    chroma_url: str | None = None
    """A Chroma server (`chroma run`, a cluster, Chroma Cloud) for libraries too big for one machine."""
    chroma_api_key: SecretStr | None = Field(default=None, validation_alias="CHROMA_API_KEY")
    """The key of that server, or of the proxy in front of it: CHROMA_API_KEY, never in assistant.toml."""
    chroma_tenant: str = "default_tenant"
    """Whose database it is on that server."""
    chroma_database: str = "default_database"
    """In which database of that server the vectors are kept."""
    chroma_ca_file: Path | None = None
    """The certificate of the authority that signed that server's, where it is your own."""
    chroma_timeout_seconds: float = Field(default=10.0, gt=0)
    """How long one request to that server may take; a question then compares every vector instead."""

    profile: str | None = None
    """The profile, of the reader's own settings file, whose server and model are asked."""
    model: str | None = None
    """The chat model; without one (and without a key) answers are the articles' own sentences."""
    api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    """The key of the OpenAI-compatible service: OPENAI_API_KEY, never in assistant.toml."""
    base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    """The address of the OpenAI-compatible service: OPENAI_BASE_URL."""
    api_version: str | None = Field(default=None, validation_alias="OPENAI_API_VERSION")
    """Azure's api-version: OPENAI_API_VERSION; the address is then that of the resource."""
    window_tokens: int = Field(default=8_000, ge=1_000)
    """How much of the model's window a request may fill, evidence and all."""
    answer_tokens: int = Field(default=1_000, ge=50)
    """The longest reply asked for; it comes out of the window."""
    timeout_seconds: float = Field(default=120.0, gt=0)
    """How long one reply may take."""
    verify: Literal["model", "rules"] = "model"
    """Who judges what a model writes, or a draft: a model that reads meaning, or rules that only compare words."""
    judge_model: str | None = None
    """The chat model that judges; by default the one that writes."""
    unconfirmed: Literal["mark", "leave_out"] = "mark"
    """A model's sentence that is not confirmed, after its repair, is marked, or left out and counted."""
    strict: bool = False
    """Whether a command ends with exit code 5 where the articles' own sentences stand in the place of a model's."""
    prompts: Path | None = None
    """A folder whose prompts stand in for the program's own of the same name."""

    record: bool = True
    """Whether questions and answers are kept in the library, and the lines typed in the chat in the home folder."""

    passages: int = Field(default=10, ge=1)
    """How many passages are found for a question; a model is shown up to 40, as many as fill half of its window."""
    passages_per_article: int = Field(default=3, ge=1)
    """How many of them may come from one article when answering."""
    date_prior_days: float = Field(default=30.0, gt=0)
    """Where a question asks for the latest, articles this many days older than the newest count 1/e as recent."""

    _unallowed: frozenset[str] = PrivateAttr(frozenset())
    _profile: Profile | None = PrivateAttr(None)

    @property
    def unallowed(self) -> frozenset[str]:
        """The settings of the file that are not used, because the reader has not allowed its folder."""
        return self._unallowed

    @property
    def names_server(self) -> bool:
        """Whether anybody is asked for answers."""
        given = (self._profile, self.model, self.api_key, self.base_url)
        return any(each is not None for each in given)

    @property
    def server(self) -> Server:
        """Who is asked for answers: the profile's server, else that of the environment. Raises UsageError."""
        if self._profile is None:
            return Server(self.base_url, self.api_key, self.api_version if self.base_url else None)
        return _server_of(self.profile or "", self._profile)


class _FromFile(PydanticBaseSettingsSource):
    """The file's settings by their exact names.

    The library's own source would take EMBEDDER for embedder, and Base_Url for what is refused in a file.
    """

    def __init__(self, settings: type[BaseSettings], table: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._table = table

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - as asked for
        return self._table.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        return dict(self._table)


def load_settings(root: Path, **flags: Any) -> Settings:
    """The settings of the library in `root`; a flag that is None was not given.

    Of a folder that the reader has not allowed, what acts on the reader's machine is left out (assistant/trust.py).
    Raises UsageError naming every fault.
    """
    file = root / SETTINGS_FILE
    _refuse_unknown_variables()
    found = read_file(root)
    table = found.table if trust.is_allowed(state_folder(), found) else found.without_acting()
    name, profile = _profile(flags.get("profile"), table)
    of_profile = profile.for_settings() if profile else {}

    class SettingsHere(Settings):
        @classmethod
        def settings_customise_sources(  # type: ignore[override]  # the sources left out are passed by name and not read
            cls, settings_cls: type[BaseSettings], **sources: PydanticBaseSettingsSource
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            given = _FromFile(settings_cls, {"profile": name, **of_profile} if name else {})
            named = (given, sources["env_settings"]) if flags.get("profile") else (sources["env_settings"], given)
            return sources["init_settings"], *named, _FromFile(settings_cls, table)

    try:
        settings = SettingsHere(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {_plainly(each['msg'])}" for each in error.errors())
        raise UsageError(f"The settings cannot be used: {faults}.", hint=_where(file)) from error
    except SettingsError as error:
        raise UsageError(f"The settings cannot be used: {error}. A list or table is written as JSON.") from error
    settings._unallowed = frozenset(_unallowed(found))
    settings._profile = profile
    return settings


def settings_in_force(root: Path, profile: str | None = None) -> list[SettingInForce]:
    """Every setting of the library in `root`, in the order of the documentation. Raises UsageError."""
    settings, found = load_settings(root, profile=profile), read_file(root)
    unused = {each.name: each.value for each in found.acting} if settings.unallowed else {}
    variables = {name.casefold(): name for name, value in os.environ.items() if value}
    rows = [_in_force(name, settings, variables, found, unused.get(name)) for name in Settings.model_fields]
    return [_of_profile(row, settings, flag=profile is not None) for row in rows]


def read_file(root: Path) -> SettingsFile:
    """The settings file of the library in `root`, whether allowed or not. Raises UsageError."""
    file = root / SETTINGS_FILE
    found = trust.read_settings_file(file, Settings.model_fields)
    # A key in a file gets shared, and an address in somebody else's file would be sent the reader's key.
    for name, variable in _ONLY_IN_ENVIRONMENT.items():
        if {name, variable} & found.table.keys():
            raise UsageError(f"{str(file)!r} holds `{name}`.", hint=f"Set {variable} in the environment instead.")
    return found


def unallowed_line(root: Path) -> str | None:
    """What is said where the file of the library in `root` has settings that are not used; None where there are none.

    A file that cannot be read has none: that is said when the settings are loaded.
    """
    try:
        names = _unallowed(read_file(root))
    except UsageError:
        return None
    if not names:
        return None
    listed = ", ".join(f"`{name}`" for name in names)
    command = f"assistant trust {shlex.quote(str(root))}"
    return f"{SETTINGS_FILE} in {str(root)!r} sets {listed}: not used until you allow this folder: {command}"


def find_root(library: Path | None, start: Path | None = None) -> Path:
    """The folder of the library, found like git finds a repository.

    The one named (by flag, else by ASSISTANT_LIBRARY), else the nearest of `start` (by default the working folder) and
    its parents that holds assistant.toml or .assistant/, else `start` itself. Raises UsageError.
    """
    named = library or (Path(value) if (value := os.environ.get("ASSISTANT_LIBRARY")) else None)
    if named is not None:
        return named.expanduser().absolute()
    try:
        here = (start or Path.cwd()).absolute()
    except FileNotFoundError:
        raise UsageError("The working folder is gone.", hint="Change to another one.") from None
    for folder in (here, *here.parents):
        if any((folder / mark).exists() for mark in _MARKS):
            return folder
    return here


def state_folder() -> Path:
    """Where a reader's own files, such as the chat's history, belong (XDG Base Directory Specification)."""
    base = Path(os.environ.get("XDG_STATE_HOME", ""))
    # One that is not absolute is to be ignored, says the specification: it would lie in the working folder.
    return (base if base.is_absolute() else Path.home() / ".local" / "state") / "assistant"


def own_settings_file() -> Path:
    """The reader's own settings file, which holds profiles (XDG Base Directory Specification)."""
    base = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".config") / "assistant" / "config.toml"


def own_settings() -> OwnSettings:
    """What the reader's own settings file holds. Raises UsageError."""
    return read_own_settings(own_settings_file())


def environment() -> Mapping[str, str]:
    """The environment, for what belongs to the terminal and not to us: NO_COLOR, TERM, COLUMNS."""
    return os.environ


def _profile(flag: str | None, table: Mapping[str, Any]) -> tuple[str | None, Profile | None]:
    """The name of the profile in force, if one is, with what it says. Raises UsageError.

    One that is only the default gives way to an address in the environment.
    """
    own = own_settings()
    name = flag or os.environ.get("ASSISTANT_PROFILE") or table.get("profile")
    if not name and not os.environ.get("OPENAI_BASE_URL"):
        name = own.default_profile
    if not isinstance(name, str) or not name:  # what a file has in place of a text is refused with the other settings
        return None, None
    return name, find_profile(name, own, own_settings_file())


def _server_of(name: str, profile: Profile) -> Server:
    """The profile's server, with its own key: that of the environment is for another one."""
    key = os.environ.get(profile.key_variable) if profile.key_variable else None
    if profile.key_variable and not key:
        raise UsageError(
            f"The profile {name!r} takes its key from {profile.key_variable}, which is not set.",
            hint=f"Set {profile.key_variable}, or change [profiles.{name}] in {str(own_settings_file())!r}.",
        )
    return Server(profile.base_url, SecretStr(key) if key else None, profile.api_version, profile.headers, name)


def _in_force(
    name: str, settings: Settings, variables: Mapping[str, str], found: SettingsFile, unused: str | None
) -> SettingInForce:
    variable = variables.get(_ONLY_IN_ENVIRONMENT.get(name, f"ASSISTANT_{name}").casefold())
    used = settings.model_dump(include={name}, mode="json")[name]
    in_file = name in found.table and (unused is None or (name == "articles" and used))
    origin = variable or (SETTINGS_FILE if in_file else "default")
    if isinstance(getattr(settings, name), SecretStr):
        return SettingInForce(name, None, origin, hidden=True)
    shown = _PASSWORD.sub(r"\1…@", used) if isinstance(used, str) else used
    return SettingInForce(name, shown, origin, hidden=shown != used, unused=None if variable else unused)


def _of_profile(row: SettingInForce, settings: Settings, *, flag: bool) -> SettingInForce:
    """The setting as the profile in force has it, where that is what counts."""
    profile = settings._profile
    if profile is None:
        return row
    origin = f"profile {settings.profile}"
    match row.name:
        case "profile":
            own = "--profile" if flag else row.origin
            return replace(row, origin="config.toml" if own == "default" else own)
        case "base_url" | "api_version":
            value = getattr(profile, row.name)
            shown = _PASSWORD.sub(r"\1…@", value) if value else value
            return replace(row, value=shown, origin=origin, hidden=shown != value)
        case "api_key":
            return replace(row, origin=f"{origin}: {profile.key_variable}" if profile.key_variable else origin)
    in_profile = row.name in profile.for_settings() and (flag or row.origin in {"default", SETTINGS_FILE})
    return replace(row, origin=origin) if in_profile else row


def _unallowed(found: SettingsFile) -> list[str]:
    """The settings that are not used. Those that the environment sets are the reader's own, whatever the file says."""
    if trust.is_allowed(state_folder(), found):
        return []
    return [each.name for each in found.acting if not os.environ.get(f"ASSISTANT_{each.name.upper()}")]


def _refuse_unknown_variables() -> None:
    own = Settings.model_fields.keys() - _ONLY_IN_ENVIRONMENT.keys()
    known = {f"ASSISTANT_{name.upper()}" for name in own} | {"ASSISTANT_LIBRARY"}
    unknown = sorted(name for name in os.environ if name.startswith("ASSISTANT_") and name not in known)
    if unknown:
        raise UsageError(f"No setting is called {', '.join(unknown)}.", hint=f"There are: {', '.join(sorted(known))}.")


def _plainly(message: str) -> str:
    if message.startswith("Input should be a valid boolean"):
        return "must be true or false"
    return "no such setting" if message == "Extra inputs are not permitted" else message


def _where(file: Path) -> str:
    places = "the flags and the variables ASSISTANT_…"
    return f"Look at {places} and at {str(file)!r}." if file.exists() else f"Look at {places}."
