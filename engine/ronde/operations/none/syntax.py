"""Whether none of several conditions holds: what is written."""

from __future__ import annotations

from ronde.syntax.conditions import ConditionGroup, group
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> ConditionGroup:
    """The conditions that are written."""
    return group(at, "none")
