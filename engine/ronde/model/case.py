"""A case: one profile on one date, and what must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ronde.model.document import Document, Tree
from ronde.model.locations import Location


@dataclass(frozen=True, slots=True)
class Case:
    """One profile on one date, and what must come of it. `missing` and `cautions` are None if nothing is asked.

    `expect_place` is where what is expected stands: the same for all cases that are written as one.
    """

    name: str
    location: Location
    as_of: int
    known_on: int | None
    profile: Document
    expect: Mapping[str, Tree]
    cautions: tuple[str, ...] | None
    missing: tuple[str, ...] | None
    refused: str | None
    expect_place: Location
