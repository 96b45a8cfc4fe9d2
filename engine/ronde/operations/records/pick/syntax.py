"""The value of the record that comes first by an order, else a given one: what is written."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.operations.records.written import Over, over
from ronde.syntax.cursor import Cursor
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class PickSyntax:
    """The records that are meant, by which facts they are put in order, and the fact that the first one gives."""

    over: Over
    by: tuple[Name, ...]
    value: Name
    none: Literal | None


def syntax(at: Cursor) -> PickSyntax:
    """What is written."""
    here = at.down("pick")
    return PickSyntax(over(here), here.names("by") or (), here.named("value"), here.literal("none"))
