"""A condition under which a profile is refused, as written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ronde.syntax.conditions import Condition, condition
from ronde.syntax.sources import CitingPart
from ronde.syntax.texts import Localised
from ronde.syntax.values import Name


@dataclass(frozen=True, eq=False)
class RefusalSyntax(CitingPart):
    """When a profile is refused, for which of its fields, by which source, and why."""

    @cached_property
    def on(self) -> Name | None:
        """The list of records whose entries it looks at."""
        return self.at.name("on")

    @cached_property
    def when(self) -> Condition:
        """The condition."""
        return condition(self.at.down("when"))

    @cached_property
    def field(self) -> Name:
        """The fact that is told to be wrong."""
        return self.at.named("field")

    @cached_property
    def because(self) -> Localised | None:
        """Why, in words."""
        return self.at.texts("because")
