"""A site's robots.txt to what it lets this program fetch (RFC 9309), and how long it wants it to wait.

Python's own reader of robots.txt takes the first rule that fits and no `*`; the standard says the longest, and has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

LARGEST_BYTES = 500 * 1024  # the least that the standard asks for
_LONGEST_RULE = 2_000
_MOST_RULES = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether paths that begin so are allowed; `length` decides between several that fit."""

    allows: bool
    pattern: re.Pattern[str]
    length: int


@dataclass(frozen=True, slots=True)
class Robots:
    """What holds for this program."""

    rules: tuple[Rule, ...] = ()
    delay_seconds: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether this path, with its query, may be fetched."""
        fitting = [rule for rule in self.rules if rule.pattern.match(unquote(target))]
        return max(fitting, key=lambda rule: (rule.length, rule.allows)).allows if fitting else True


NOTHING = Robots((Rule(False, re.compile("/"), 1),))
EVERYTHING = Robots()


@dataclass(slots=True)
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    delay_seconds: float = 0.0


def read_robots(data: bytes, agent: str) -> Robots:
    """What robots.txt says to the program called `agent`: the groups that name it, else those of `*`."""
    groups = _groups(data[:LARGEST_BYTES].decode("utf-8-sig", "replace").splitlines())
    own = [group for group in groups if agent.lower() in group.agents]
    chosen = own or [group for group in groups if "*" in group.agents]
    rules = [rule for group in chosen for rule in group.rules]
    return Robots(tuple(rules[:_MOST_RULES]), max((group.delay_seconds for group in chosen), default=0.0))


def _groups(lines: Iterable[str]) -> list[_Group]:
    groups: list[_Group] = []
    naming = False
    for line in lines:
        name, colon, value = line.partition("#")[0].partition(":")
        name, words = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not naming:
                groups.append(_Group())
            groups[-1].agents.append(words.lower())
            naming = True
        elif groups and name in ("allow", "disallow", "crawl-delay"):
            naming = False
            _add(groups[-1], name, words)
    return groups


def _add(group: _Group, name: str, words: str) -> None:
    if name == "crawl-delay":
        if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", words):
            group.delay_seconds = float(words)
    elif words and len(words) <= _LONGEST_RULE:
        # Runs of stars are one: a row of them would have the pattern tried in more ways than there is time for.
        path = re.sub(r"\*+", "*", unquote(words))
        end = r"\Z" if path.endswith("$") else ""
        parts = path.removesuffix("$").split("*")
        pattern = "".join(f"(?>.*?{re.escape(part)})" if at else re.escape(part) for at, part in enumerate(parts))
        if end and len(parts) > 1:  # what stands last must be the last, not the first that fits
            pattern = pattern[: pattern.rindex("(?>")] + ".*" + re.escape(parts[-1])
        group.rules.append(Rule(name == "allow", re.compile(pattern + end, re.DOTALL), len(words)))
