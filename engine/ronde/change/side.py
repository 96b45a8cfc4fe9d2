"""One side of a difference: a version of a topic, and the rules in force with it."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.model.history import History, Rules, Version
from ronde.model.nodes import Plan


@dataclass(frozen=True)
class Side:
    """A version that says something, and the rules, compiled, in whose words it is told; if `named`, the label of every
    fact is followed by its name."""

    history: History
    rules: Rules
    plan: Plan
    version: Version
    named: bool = False
