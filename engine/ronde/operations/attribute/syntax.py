"""What a list says of a code: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Name


@dataclass(frozen=True, slots=True)
class AttributeOfCode:
    """Which attribute of which list, of the code that a fact is."""

    list: Name
    code: Name
    named: Name
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> AttributeOfCode:
    """What is written."""
    here = at.down("attribute")
    return AttributeOfCode(here.named("list"), here.named("code"), here.named("named"), here)
