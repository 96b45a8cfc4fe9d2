"""Values that may be unknown: an unknown ordered value is the pair of its least and greatest.

A yes_no is 0 or 1, so that false < true and Kleene's three values are bounds like any other: unknown is (0, 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from ronde.model.types import Value

MAYBE = (0, 1)
"""A yes or no that is not known."""


def bounds(value: Value) -> tuple[int, int]:
    """The least and the greatest an ordered value can be."""
    if isinstance(value, tuple):
        return value
    assert isinstance(value, int)
    return value, value


def between(low: int, high: int) -> Value:
    """The value with these bounds: known where they are equal."""
    return low if low == high else (low, high)


def known(value: Value) -> TypeGuard[int | str]:
    """Whether a value is known."""
    return value is not None and not isinstance(value, tuple)


def all_known(values: Sequence[Value | tuple[Value, ...]]) -> TypeGuard[Sequence[int | str]]:
    """Whether each of some values is known."""
    return all(isinstance(each, int | str) for each in values)


def hull(values: Iterable[Value]) -> Value:
    """What is certain when any of these values is possible."""
    found = list(values)
    first = found[0]
    if all(value == first for value in found):
        return first
    if any(value is None or isinstance(value, str) for value in found):
        return None
    ends = [bounds(value) for value in found]
    return between(min(low for low, _ in ends), max(high for _, high in ends))
