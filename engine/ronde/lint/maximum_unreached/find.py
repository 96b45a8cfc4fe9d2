"""The facts that can never come to the maximum that they declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.building.index import Definition
from ronde.lint.context import Context, Found
from ronde.lint.figures import declaring, highest
from ronde.model.nodes import Fact
from ronde.model.types import show_number


def find(context: Context) -> Iterator[Found]:
    """Each fact below its maximum under some set of rules."""
    for fact, definition in declaring(context):
        for column, most in _declared(fact):
            found = highest(fact, definition, column)
            if found < most:
                yield _low(fact, definition, column, found, most)


def _low(fact: Fact, definition: Definition, column: str, found: int, most: int) -> Found:
    location = definition.location("maximum", *((column,) if column else ()))
    told = {"found": found, "maximum": most}
    about = {name: show_number(number, fact.type.decimals) for name, number in told.items()}
    return Found(location, about)


def _declared(fact: Fact) -> Iterator[tuple[str, int]]:
    if isinstance(fact.maximum, Mapping):
        yield from fact.maximum.items()
    elif fact.maximum is not None:
        yield "", fact.maximum
