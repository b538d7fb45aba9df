"""A regular expression to a pattern that is compiled at its first use: `ask` uses a third of those it imports."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands in for a compiled pattern, and takes over all its attributes once one of them is asked for.

    Compiling all patterns at import took 0.2 s of the processor's time, which every question waited for.
    """

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # of the object itself: copying and pickling ask for these
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in dir(compiled):
            if not each.startswith("__"):
                self.__dict__[each] = getattr(compiled, each)
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled at its first use; for patterns of a module, which are wrong in no input.

    It has a compiled pattern's attributes, and is no argument for the functions of `re`.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
