"""What is typed so far to what Tab may make of it: commands, and names of sources and articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.terminal.chat_registry import Command, Completes
from assistant.terminal.clean import clean_line

# A name in the midst of a question begins at one of its last words; shorter beginnings are those of any name.
_LONGEST_NAME_WORDS = 6
_LEAST_CHARACTERS = 2
_WORD_START = re.compile(r"(?<!\S)[\"'“‘(]?(?=\S)")


@dataclass(frozen=True, slots=True)
class Completion:
    """A text that may take the place of the last `length` characters typed."""

    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Completing:
    """What Tab knows: the commands, and by their beginning the names that the library holds."""

    commands: Sequence[Command]
    names: Callable[[str], Sequence[str]]

    def of(self, typed: str) -> Iterator[Completion]:
        """What may follow, each once."""
        if not typed.startswith("/"):
            yield from self._name_at_the_end(typed)
            return
        name, space, argument = typed.partition(" ")
        if not space:
            yield from (Completion(each.name, len(name)) for each in self.commands if each.name.startswith(name))
            return
        command = next((each for each in self.commands if each.name == name), None)
        if command is None or command.completes is Completes.NOTHING:
            return
        if command.completes is Completes.COMMANDS:
            known = [each.name for each in self.commands]
            wanted = f"/{argument.removeprefix('/')}"
            yield from (Completion(each, len(argument)) for each in known if each.startswith(wanted))
        elif argument:
            yield from self._names(argument)

    def _name_at_the_end(self, typed: str) -> Iterator[Completion]:
        """The longest end of a question that begins a name."""
        starts = [match.end() for match in _WORD_START.finditer(typed)][-_LONGEST_NAME_WORDS:]
        for start in starts:
            beginning = typed[start:]
            if len(beginning) >= _LEAST_CHARACTERS and (found := list(self._names(beginning))):
                yield from found
                return

    def _names(self, beginning: str) -> Iterator[Completion]:
        try:
            found = self.names(beginning)
        except AssistantError:  # the line that is being typed is no place for an error
            return
        for name in dict.fromkeys(map(clean_line, found)):
            if name != beginning:
                yield Completion(name, len(beginning))
