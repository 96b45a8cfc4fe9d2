"""What values of a fact pass a test: one span of numbers or days, if the test is plain enough to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ronde.syntax.conditions import Condition, FactTest
from ronde.syntax.values import Literal

LOW, HIGH = Decimal("-Infinity"), Decimal("Infinity")
TESTS = frozenset({"at_least", "at_most", "more_than", "less_than", "between", "before", "after", "is"})


@dataclass(frozen=True, slots=True)
class Span:
    """The values from `low` to `high`; whether each end is left out."""

    low: Decimal = LOW
    high: Decimal = HIGH
    above: bool = False
    below: bool = False

    @property
    def empty(self) -> bool:
        """Whether no value is in it."""
        return self.low > self.high or (self.low == self.high and (self.above or self.below))

    def both(self, other: Span) -> Span:
        """The values in both."""
        low, above = max((self.low, self.above), (other.low, other.above))
        high, within = min((self.high, not self.below), (other.high, not other.below))
        return Span(low, high, above, not within)

    def holds(self, other: Span) -> bool:
        """Whether all values of another are in it."""
        return self.both(other) == other


def span_of(test: Condition) -> Span | None:
    """The span of one plain test of a fact against constants; None for any other condition."""
    if not isinstance(test, FactTest) or test.operator not in TESTS or test.unless is not None:
        return None
    operands = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    numbers = [_number(each.value) if isinstance(each, Literal) else None for each in operands]
    ends = [number for number in numbers if number is not None]
    if len(ends) != len(operands) or len(ends) != (2 if test.operator == "between" else 1):
        return None
    if test.operator in ("is", "between"):
        return Span(ends[0], ends[-1])
    if test.operator in ("at_least", "more_than", "after"):
        return Span(low=ends[0], above=test.operator != "at_least")
    return Span(high=ends[0], below=test.operator != "at_most")


def _number(written: object) -> Decimal | None:
    """A constant as a number; days by their order."""
    if isinstance(written, bool):
        return None
    if isinstance(written, int | float):
        return Decimal(str(written))
    try:
        return Decimal(date.fromisoformat(written).toordinal()) if isinstance(written, str) else None
    except ValueError:
        return None
