"""The sum of the highest values over the records that are meant: what is written."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.operations.records.written import ValueOver, value_over
from ronde.syntax.cursor import Cursor
from ronde.syntax.values import Literal


@dataclass(frozen=True, slots=True)
class BestSyntax:
    """The value that is added up, over which records, and how many of the highest count."""

    values: ValueOver
    number: Literal


def syntax(at: Cursor) -> BestSyntax:
    """What is written."""
    here = at.down("total_of_best")
    return BestSyntax(value_over(here), here.written("number"))
