"""Whether a condition holds of every record that is meant: what is written."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.operations.records.written import Over, over
from ronde.syntax.conditions import Condition, condition
from ronde.syntax.cursor import Cursor


@dataclass(frozen=True, slots=True)
class EverySyntax:
    """The records that are meant, and what must hold of each."""

    over: Over
    holds: Condition


def syntax(at: Cursor) -> EverySyntax:
    """What is written."""
    here = at.down("every")
    return EverySyntax(over(here), condition(here.down("holds")))
