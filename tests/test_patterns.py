"""What holds of patterns that are compiled at their first use."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module

import pytest

import assistant
from assistant.patterns import lazy_pattern

TEXT = "Reopens on 20 June, not on 2 May."
ASKED_FOR = """
import re
compiled, compiling = [], re._compile

def noted(pattern, flags):
    name = sys._getframe(2).f_globals.get("__name__", "")
    compiled.extend([name] if name.startswith("assistant.") else [])
    return compiling(pattern, flags)

import sys
re._compile = noted
import assistant.answering.pipeline, assistant.cli.main, assistant.terminal.live_answer, assistant.wiring.library
print(sorted(set(compiled)))
"""


@pytest.mark.parametrize(
    "use",
    [
        lambda pattern: pattern.findall(TEXT),
        lambda pattern: [found.span("day") for found in pattern.finditer(TEXT)],
        lambda pattern: [found and found[0] for found in (pattern.match(TEXT, 11), pattern.fullmatch("2 may"))],
        lambda pattern: (pattern.sub("then", TEXT), pattern.split(TEXT, 1), pattern.subn("", TEXT)),
        lambda pattern: (pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)),
    ],
)
def test_a_lazy_pattern_gives_what_the_compiled_one_gives(use) -> None:
    expression = r"(?P<day>\d+) (?:june|may)"
    assert use(lazy_pattern(expression, re.IGNORECASE)) == use(re.compile(expression, re.IGNORECASE))


def test_every_lazy_pattern_of_the_program_can_be_compiled() -> None:
    lazy = type(lazy_pattern(""))
    names = [each.name for each in pkgutil.walk_packages(assistant.__path__, "assistant.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, lazy)]
    assert len(found) > 300
    assert all(each.groups >= 0 for each in found)  # each is compiled for this


def test_asking_compiles_no_pattern_of_the_program_before_it_is_used() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED_FOR], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
