"""Prompt files turned into texts whose every placeholder is filled."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from assistant.errors import AssistantError, UsageError
from assistant.patterns import lazy_pattern

_SECRET_BYTES = 32
_DELIMITER_DIGITS = 12
_PLACEHOLDER = lazy_pattern(r"\{\{\s*([a-z_]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt; `{{name}}` in its text is a placeholder."""

    name: str
    text: str

    @property
    def placeholders(self) -> frozenset[str]:
        """The names that `fill` needs."""
        return frozenset(_PLACEHOLDER.findall(self.text))

    def fill(self, **values: str) -> str:
        """The prompt with each placeholder replaced, once: marks inside a value stay as they are."""
        missing = self.placeholders - values.keys()
        unknown = values.keys() - self.placeholders
        if missing or unknown:
            raise AssistantError(
                f"The prompt {self.name!r} cannot be filled: {_name_both(missing, unknown)}.",
                hint="The file and the code that fills it must name the same placeholders.",
            )
        return _PLACEHOLDER.sub(lambda mark: values[mark.group(1)], self.text)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Every prompt of the program; a field is named like its file. With the `secret` delimiters are made."""

    answer_system: Prompt
    answer_user: Prompt
    condense: Prompt
    repair: Prompt
    judge: Prompt
    judge_again: Prompt
    second_opinion: Prompt
    summary_system: Prompt
    summary_user: Prompt
    summary_merge: Prompt
    timeline_system: Prompt
    timeline_user: Prompt
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(_SECRET_BYTES), repr=False)

    def delimiter(self, *material: str) -> str:
        """A line that parts material from instructions: no article can foresee it, and the same material gets the same.

        So a request that is made again is the same request.
        """
        keyed = hmac.new(self.secret, "\0".join(material).encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"=== {keyed.hexdigest()[:_DELIMITER_DIGITS]} ==="


def load_prompts(folder: Path | None = None, secret: bytes | None = None) -> Prompts:
    """All prompts, those in `folder` in place of the program's own; raises UsageError when one cannot be used.

    Without a `secret` delimiters are of this process alone.
    """
    names = [each.name for each in fields(Prompts) if each.name != "secret"]
    if folder is not None:
        _refuse_strangers(folder, names)
    prompts = Prompts(**{name: load_prompt(name, folder) for name in names})  # type: ignore[arg-type]  # none is the secret
    return prompts if secret is None else replace(prompts, secret=secret)


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """The prompt NAME.txt of `folder`, else the program's own; both must have the same placeholders."""
    own = _read(_own_folder() / f"{name}.txt")
    if folder is None or not (folder / f"{name}.txt").exists():
        return own
    path = folder / f"{name}.txt"
    theirs = _read(path)
    missing = own.placeholders - theirs.placeholders
    unknown = theirs.placeholders - own.placeholders
    if missing or unknown:
        raise UsageError(
            f"The prompt {str(path)!r} cannot be used: {_name_both(missing, unknown)}.",
            hint="Write each placeholder as {{name}}, exactly those of the program's own prompt.",
        )
    return theirs


def _own_folder() -> Path:
    """Where the program's own prompts are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "_prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def _read(path: Path) -> Prompt:
    try:
        return Prompt(path.stem, path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The prompt {str(path)!r} cannot be read ({type(error).__name__}).",
            hint="It must be a UTF-8 text file.",
        ) from error


def _refuse_strangers(folder: Path, names: list[str]) -> None:
    """A misspelt file would be passed over silently, so it is an error."""
    if not folder.is_dir():
        raise UsageError(f"The prompts folder {str(folder)!r} does not exist.", hint="Check the setting that names it.")
    strangers = sorted(path.name for path in folder.glob("*.txt") if path.stem not in names)
    if strangers:
        raise UsageError(
            f"The prompts folder {str(folder)!r} holds files that are not prompts: {', '.join(strangers)}.",
            hint=f"The prompts are {', '.join(names)}, each with the ending .txt.",
        )


def _name_both(missing: frozenset[str] | set[str], unknown: frozenset[str] | set[str]) -> str:
    parts = []
    if missing:
        parts.append(f"missing {', '.join(sorted(missing))}")
    if unknown:
        parts.append(f"unknown {', '.join(sorted(unknown))}")
    return "; ".join(parts)
