"""The interface of what runs a plan for one candidate, and the reference behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate, Outcome
from ronde.model.nodes import Plan

REFERENCE = "reference"


class Machine(Protocol):
    """What runs a plan for one candidate."""

    @property
    def name(self) -> str:
        """What ran, for people."""
        ...

    def evaluate(self, plan: Plan, candidate: Candidate, asked: frozenset[int] | None = None) -> Outcome:
        """The value of every node. If some are `asked` for, with all below them, the others may be left out: None."""
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference behind the interface of a machine."""

    name: str = REFERENCE

    def evaluate(self, plan: Plan, candidate: Candidate, asked: frozenset[int] | None = None) -> Outcome:
        """See `ronde.evaluate.reference.evaluate`."""
        return reference.evaluate(plan, candidate, asked)
