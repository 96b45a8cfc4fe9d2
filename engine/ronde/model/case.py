"""A case: one profile on one date, and what must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.model.document import Document, Steps
from ronde.model.locations import Location

UNKNOWN = "unknown"
ABSENT = "absent"
"""What is expected of a fact that is not known, and of one that the rules of the day do not have."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """That an answer is not known, and between what it lies, as plain values."""

    at_least: object
    at_most: object


Expected: TypeAlias = "Bounds | str | int | float | bool"
"""What an answer is expected to be: a plain value, `unknown`, `absent`, or bounds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a case expects of a fact: of the candidate, or of the record at a position of its list, from 0.

    `given` is whether the profile of the case says just that itself. `steps` lead to the fact in the file,
    `value_steps` to what is expected of it.
    """

    fact: str
    record: int | None
    value: Expected
    given: bool
    document: Document = field(compare=False, repr=False)
    steps: Steps
    value_steps: Steps

    @property
    def location(self) -> Location:
        """Where the fact is named."""
        return self.document.location(self.steps, key=True)

    @property
    def value_location(self) -> Location:
        """Where what is expected is written: the fact, or the one value of its list."""
        return self.location if self.value_steps == self.steps else self.document.location(self.value_steps)


@dataclass(frozen=True, slots=True)
class Case:
    """One profile on one date, and what must come of it. `missing` and `cautions` are None if nothing is asked.

    `expect` says what is expected by the name that is written. `places` says where its keys stand (`expect`, `missing`
    and so on): the same for all cases that are written as one.
    """

    name: str
    location: Location
    as_of: int
    known_on: int | None
    profile: Document
    expect: Mapping[str, Answer]
    cautions: tuple[str, ...] | None
    missing: tuple[str, ...] | None
    refused: str | None
    places: Mapping[str, Location]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of which something is expected, each once."""
        return tuple(dict.fromkeys(answer.fact for answer in self.expect.values()))
