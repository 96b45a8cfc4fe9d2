"""What values of a fact pass a test: one span of numbers or days, if the test is plain enough to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ronde.model.document import Tree

LOW, HIGH = Decimal("-Infinity"), Decimal("Infinity")
TESTS = frozenset({"at_least", "at_most", "more_than", "less_than", "between", "before", "after", "is"})
TOLD = frozenset({"fact", "because"})
"""What stands beside a test and changes nothing of it."""


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


def span_of(test: Tree) -> Span | None:
    """The span of one plain test of a fact against constants; None for any other condition."""
    if not isinstance(test, dict) or not isinstance(test.get("fact"), str) or not set(test) <= TESTS | TOLD:
        return None
    span = Span()
    for key in TESTS & set(test):
        found = _span(key, test[key])
        if found is None:
            return None
        span = span.both(found)
    return span


def _span(key: str, written: Tree) -> Span | None:
    if key == "between":
        ends = [_number(each) for each in written] if isinstance(written, list) else []
        low, high = ends if len(ends) == 2 else (None, None)
        return Span(low, high) if low is not None and high is not None else None
    number = _number(written)
    if number is None:
        return None
    if key == "is":
        return Span(number, number)
    if key in ("at_least", "more_than", "after"):
        return Span(low=number, above=key != "at_least")
    return Span(high=number, below=key != "at_most")


def _number(written: Tree) -> Decimal | None:
    """A constant as a number; days by their order."""
    if isinstance(written, bool):
        return None
    if isinstance(written, int | float):
        return Decimal(str(written))
    try:
        return Decimal(date.fromisoformat(written).toordinal()) if isinstance(written, str) else None
    except ValueError:
        return None
