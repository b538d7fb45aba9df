"""Which settings of a folder's assistant.toml act on the reader's machine, and what the reader has allowed a folder.

Whoever hands on a folder hands on its settings. Those that run code, reach a server, decide who is sent a text or read
outside the folder count once the reader has allowed that folder, at that place and with that content of the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, UsageError

# What these say stays inside the program; every other setting needs the reader's permission, new ones too.
HARMLESS = frozenset(
    "answer_tokens chroma_timeout_seconds chunk_words date_order date_prior_days encoding exclude passages"
    " passages_per_article record strict tail_chunks timeout_seconds unconfirmed verify window_tokens".split()
)
_NAMED_MODEL = "chooses your server's model, and so the price and, at some, who reads"
_EFFECTS = {
    "allow_private": "fetches web addresses in your own network, and on this machine, too",
    "articles": "reads files outside this folder",
    "chroma_ca_file": "decides which server is believed to be the Chroma server",
    "chroma_database": "decides where on the Chroma server vectors are kept",
    "chroma_tenant": "decides where on the Chroma server vectors are kept",
    "chroma_url": "sends the vectors of all articles and questions to this server",
    "embedder": "sends the text of all articles, and each question, to your server",
    "fetch_pause_seconds": "decides how often web servers are asked",
    "fetch_proxy": "has this server fetch web addresses, and see what comes",
    "follow_links": "reads what links lead to outside this folder",
    "judge_model": _NAMED_MODEL,
    "model": _NAMED_MODEL,
    "profile": "chooses among your profiles, and so which server is sent the question and the articles",
    "prompts": "replaces what a model is told, also how it judges",
    "ray_address": "sends all articles to this cluster, and runs what it sends back",
    "readers": "runs this Python code on the files",
    "reranker": "sends each question and what is found for it to your rerank server",
}
_NEVER_NUMBERS = frozenset(
    "articles chroma_ca_file chroma_database chroma_tenant chroma_url embedder fetch_proxy judge_model model profile"
    " prompts ray_address readers reranker".split()
)
_RUNS_EMBEDDER = "runs this Python code, which is given all articles and each question"
# No settings file and no prompt is near so long.
_LONGEST_FILE = 1_000_000
_ALLOWED, _OWN = "trusted", "own"


@dataclass(frozen=True, slots=True)
class Acting:
    """A setting that needs permission, its value as it would be written in the file, and what it does."""

    name: str
    value: str
    effect: str


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A folder's assistant.toml, read once: what is in it, what of that needs permission, and a hash of it all.

    The hash covers the folder's real path, the file, and the prompts that it names.
    """

    folder: Path
    table: Mapping[str, Any]
    acting: tuple[Acting, ...]
    digest: str

    def without_acting(self) -> dict[str, Any]:
        """The settings that need nobody's permission."""
        names = {each.name for each in self.acting}
        kept = {name: value for name, value in self.table.items() if name not in names}
        if "articles" in names:
            inside = [each for each in self.table["articles"] if not _leads_outside(self.folder, each)]
            kept |= {"articles": inside} if inside else {}
        return kept


def read_settings_file(file: Path, known: Iterable[str]) -> SettingsFile:
    """The settings file, also where there is none; `known` are the settings there are. Raises UsageError."""
    folder = _real(file.parent)
    content = content_of(file)
    if content is None:
        return SettingsFile(folder, {}, (), "")
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{str(file)!r} is not TOML: {error}.") from error
    acting = tuple(_acting(folder, table, frozenset(known)))
    return SettingsFile(folder, table, acting, _digest(folder, content, table) if acting else "")


def is_allowed(state: Path, file: SettingsFile) -> bool:
    """Whether the reader, whose own files are in `state`, has allowed what is in this file."""
    return not file.acting or _kept(state, _ALLOWED, file.folder).get("digest") == file.digest


def allow(state: Path, file: SettingsFile) -> None:
    """Allows what is in this file, until it changes. Raises AssistantError."""
    _keep(state, _ALLOWED, file.folder, {"digest": file.digest, "settings": [each.name for each in file.acting]})


def revoke(state: Path, folder: Path) -> bool:
    """Takes the permission of a folder back, also of one that is gone; False when it had none."""
    record = _record(state, _ALLOWED, _real(folder))
    if not record.exists():
        return False
    record.unlink()
    return True


def allowed_folders(state: Path) -> list[tuple[Path, tuple[str, ...]]]:
    """The folders that were allowed, each with the names of the settings that were."""
    found = [_read_record(record) for record in sorted((state / _ALLOWED).glob("*.json"))]
    folders = [(Path(each["folder"]), tuple(each.get("settings", ()))) for each in found if "folder" in each]
    return sorted(folders)


def own_names(state: Path, root: Path) -> frozenset[str]:
    """What the reader has named for the library of `root`, on this machine: addresses of servers, paths.

    The library notes such things too, but a library can be a stranger's.
    """
    return frozenset(_kept(state, _OWN, _real(root)).get("names", ()))


def keep_own_names(state: Path, root: Path, names: Iterable[str]) -> None:
    """Remembers what the reader has named for the library of `root`. Raises AssistantError."""
    before = own_names(state, root)
    now = before | frozenset(names)
    if now != before:
        _keep(state, _OWN, _real(root), {"names": sorted(now)})


def _acting(folder: Path, table: Mapping[str, Any], known: frozenset[str]) -> Iterator[Acting]:
    for name, value in table.items():
        # What is no text, list or table is no value of those settings: it is refused, whoever wrote it.
        is_of_another_kind = name in _NEVER_NUMBERS and not isinstance(value, str | list | dict)
        if name not in known or name in HARMLESS or not value or is_of_another_kind:
            continue
        if name == "articles":
            outside = [each for each in _list(value) if _leads_outside(folder, each)]
            if outside:
                yield Acting(name, _shown(outside), _EFFECTS[name])
        elif name == "embedder":
            if value != "local":
                runs_code = str(value).startswith("llama-index:")
                effect = _RUNS_EMBEDDER if runs_code else _EFFECTS[name]
                yield Acting(name, _shown(value), effect)
        elif name != "reranker" or value not in ("local", "none"):
            files = ", ".join(file.name for file in _prompts(folder, table)) if name == "prompts" else ""
            effect = _EFFECTS.get(name, "acts outside this program")
            yield Acting(name, _shown(value), f"{effect}: {files}" if files else effect)


def _shown(value: object) -> str:
    """A value as the file has it; one with a character that is not seen, with escapes for all that is not ASCII."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else json.dumps(value, default=str)


def _prompts(folder: Path, table: Mapping[str, Any]) -> list[Path]:
    """The prompts that stand in for the program's own."""
    prompts = table.get("prompts")
    return sorted((folder / prompts).glob("*.txt")) if isinstance(prompts, str) and "\0" not in prompts else []


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _leads_outside(folder: Path, path: object) -> bool:
    """Whether a path of the setting `articles` names an address, or a place that is not below the folder."""
    if not isinstance(path, str):
        return False
    if "://" in path:
        return True
    try:
        return not (folder / path).resolve().is_relative_to(folder)
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL
        return True


def _digest(folder: Path, content: bytes, table: Mapping[str, Any]) -> str:
    parts = [os.fsencode(folder), content]
    for file in _prompts(folder, table):
        parts += [os.fsencode(file.name), content_of(file) or b""]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:".encode() + part)
    return digest.hexdigest()


def content_of(file: Path) -> bytes | None:
    """A settings file's bytes; None when there is none. What is no file, such as a pipe, would never end.

    Raises UsageError.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error.strerror}.") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LONGEST_FILE:
            raise UsageError(f"{str(file)!r} cannot be read: it is no file of a sensible size.")
        return os.read(descriptor, _LONGEST_FILE)
    finally:
        os.close(descriptor)


def _real(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as error:
        raise UsageError(f"The folder {str(folder)!r} cannot be found: {error}.") from error


def _record(state: Path, kind: str, folder: Path) -> Path:
    return state / kind / f"{hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]}.json"


def _kept(state: Path, kind: str, folder: Path) -> Mapping[str, Any]:
    found = _read_record(_record(state, kind, folder))
    return found if found.get("folder") == str(folder) else {}


def _read_record(record: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(record.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(state: Path, kind: str, folder: Path, record: Mapping[str, Any]) -> None:
    """Writes a file that only the reader's own account can read, whole or not at all."""
    file = _record(state, kind, folder)
    text = json.dumps({"folder": str(folder), **record})
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(file, lambda stream: os.write(stream, text.encode()))
    except OSError as error:
        raise AssistantError(
            f"{str(file)!r} cannot be written: {error.strerror}.", hint="The permission to use it is kept there."
        ) from error


def _replace(file: Path, write: Callable[[int], object]) -> None:
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=file.stem)  # 0600
    try:
        try:
            write(descriptor)
        finally:
            os.close(descriptor)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
