"""A date moved by whole years, months and days: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.payloads import Step
from ronde.model.types import DATE, Type
from ronde.operations.date.syntax import DateSyntax
from ronde.operations.parts import date_fact
from ronde.syntax.values import Literal


def form(low: PlanBuilder, written: DateSyntax, wanted: Type | None) -> int:
    """The node of a date plus or minus years, months and days. Errors: CompileError."""
    step = Step(*(_whole(each) for each in (written.step.years, written.step.months, written.step.days)))
    return low.apply(Op.DATE, written.at, (date_fact(low, written.start),), DATE, data=step)


def _whole(written: Literal | None) -> int:
    if written is None:
        return 0
    if isinstance(written.value, bool) or not isinstance(written.value, int):
        raise written.at.fault("value-not-number", value=written.value)
    return written.value
