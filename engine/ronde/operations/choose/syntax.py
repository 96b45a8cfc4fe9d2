"""The value beside the first condition that holds, else the last: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.conditions import Condition, condition
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Value


@dataclass(frozen=True, slots=True)
class Branch:
    """A value, and the condition under which it is taken."""

    when: Condition
    value: Value
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ChooseSyntax:
    """Branches, of which the first whose condition holds is taken, and the value that is taken otherwise."""

    branches: tuple[Branch, ...]
    otherwise: Value
    otherwise_at: Position = field(compare=False, repr=False)
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> ChooseSyntax:
    """What is written. Errors: CompileError if `otherwise` is not last."""
    members = at.down("choose").items()
    if not members or not members[-1].has("otherwise") or any(each.has("otherwise") for each in members[:-1]):
        raise at.fault("choose-otherwise")
    branches = tuple(Branch(condition(each.down("when")), each.down("value").value(), each) for each in members[:-1])
    return ChooseSyntax(branches, members[-1].down("otherwise").value(), members[-1], at)
