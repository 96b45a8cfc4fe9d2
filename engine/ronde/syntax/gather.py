"""Several parts looked at, each whatever is wrong with the others: one fault does not hide the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ronde.syntax.position import CompileError

S = TypeVar("S")
T = TypeVar("T")


def each_of(make: Callable[[S], T], parts: Iterable[S], *, alike: bool = False) -> list[T]:
    """What is made of each part. Errors: CompileError with the faults of all.

    Of parts that are `alike`, such as the rows of a table, the first stands for all if all are wrong in the same way:
    that has one cause.
    """
    made: list[T] = []
    faults: list[CompileError] = []
    for part in parts:
        try:
            made.append(make(part))
        except CompileError as fault:
            faults.append(fault)
    if faults and alike and not made and len({str(fault) for fault in faults}) == 1:
        raise faults[0]
    if faults:
        raise _together(faults)
    return made


def both(first: Callable[[], S], second: Callable[[], T]) -> tuple[S, T]:
    """What two calls give. Errors: CompileError with the faults of both."""
    try:
        one = first()
    except CompileError as fault:
        try:
            second()
        except CompileError as other:
            raise _together([fault, other]) from None
        raise
    return one, second()


def _together(faults: Iterable[CompileError]) -> CompileError:
    return CompileError(*(diagnostic for fault in faults for diagnostic in fault.diagnostics))
