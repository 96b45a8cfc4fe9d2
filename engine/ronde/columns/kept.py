"""What was found of several sets of rules for one question, kept on disk."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.columns.groups import Grouping
from ronde.compile.found import keep_found, load_found

MANY = 3
"""From how many sets of rules on what is found of them is kept: the plans of fewer are soon made."""


class Kept:
    """What was found of sets of rules, by their numbers, for a question of these facts."""

    def __init__(self, grouping: Grouping, wanted: Sequence[str]) -> None:
        self.grouping, self.wanted = grouping, tuple(wanted)

    def load(self, what: str, numbers: Sequence[int], *about: object) -> object | None:
        """What was found of some rules, if it is kept; `about` is what else it rests on. Whoever asks sees whether it
        has the shape that it should have."""
        if len(numbers) < MANY:
            return None
        return load_found(self.grouping.history, self._asked(what, numbers, about))

    def keep(self, found: object, what: str, numbers: Sequence[int], *about: object) -> None:
        """Keep what was found of some rules, if they are many."""
        if len(numbers) >= MANY:
            keep_found(self.grouping.history, self._asked(what, numbers, about), found)

    def _asked(self, what: str, numbers: Sequence[int], about: tuple[object, ...]) -> tuple[object, ...]:
        return what, self.wanted, about, tuple(self.grouping.rules[number].digest for number in numbers)
