"""What a version writes otherwise than the one before it: at each line, what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.lint.uses import SAID
from ronde.model.document import Document, Steps
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.version import version_syntax
from ronde.syntax.walk import rules_in


@dataclass(frozen=True, slots=True)
class Before:
    """A line, from 1, that writes something otherwise: what stood there, in the order of the line; nothing for what is
    new."""

    line: int
    values: tuple[str, ...]


def differing(document: Document, before: Document) -> Iterator[Before]:
    """The lines of a version that differ in the values of its facts from another version of its topic."""
    old, new = version_syntax(before).at.down("facts"), version_syntax(document).at.down("facts")
    was = {each.at.steps: each.value for each in rules_in(old, SAID)}
    lines: dict[int, list[str]] = {}
    fresh: set[int] = set()
    told: set[str] = set()
    for each in rules_in(new, SAID):
        steps = each.at.steps
        name = str(steps[1]) if len(steps) > 1 else ""
        line = each.at.location().line
        if not old.has(name):
            if name not in told:
                told.add(name)
                fresh.add(new.down(name).location(key=True).line)
        elif not _comparable(whole(document), whole(before), steps):
            continue
        elif steps not in was:
            fresh.add(line)
        elif was[steps] != each.value:
            lines.setdefault(line, []).append(_written(was[steps]))
    for line in sorted({*lines, *fresh}):
        yield Before(line, tuple(lines.get(line, ())))


def _comparable(one: Cursor, other: Cursor, steps: Steps) -> bool:
    """Whether what stands at some steps is at the same place in two files: all lists on the way are as long."""
    for step in steps:
        if isinstance(step, int) and len(one.items()) != len(other.items()):
            return False
        one, other = one.down(step), other.down(step)
    return True


def _written(value: object) -> str:
    """A single value as it is written."""
    return str(value).lower() if isinstance(value, bool) else "—" if value is None else str(value)
