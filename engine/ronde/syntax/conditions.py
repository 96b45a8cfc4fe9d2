"""Conditions as written: tests of facts, and groups of conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import CompileError, Position
from ronde.syntax.texts import Localised
from ronde.syntax.values import Broken, Literal, Name, Value

OPERATORS = (
    "is",
    "in",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "before",
    "after",
    "known",
    "in_list",
    "multiple_of",
)
GROUPS = ("all", "any", "none")

Operand: TypeAlias = Value | Name | tuple[Value, ...]
"""What a fact is compared with: a value, the name of a list (`in_list`), or several values (`in`, `between`)."""


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    """Conditions of which all, any or none must hold. `form` is the key that says which."""

    form: str
    members: tuple[Condition, ...]
    because: Localised | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FactTest:
    """A test of one fact, and a condition that lifts it."""

    fact: Name
    operator: str
    operand: Operand
    unless: Condition | None
    because: Localised | None
    at: Position = field(compare=False, repr=False)

    @property
    def operand_at(self) -> Position:
        """Where the operand stands."""
        return self.at.below(self.operator)


Condition: TypeAlias = ConditionGroup | FactTest | Broken


def condition(at: Cursor) -> Condition:
    """The condition that is written here."""
    try:
        return _condition(at)
    except CompileError as fault:
        return Broken(fault.diagnostics, at)


def conditions(at: Cursor) -> tuple[Condition, ...]:
    """The conditions of a list."""
    return tuple(map(condition, at.items()))


def optional(at: Cursor, key: str) -> Condition | None:
    """The condition under a key; None if nothing is written there."""
    here = at.down(key)
    return None if here.tree is None else condition(here)


def _condition(at: Cursor) -> Condition:
    groups = [form for form in GROUPS if at.has(form)]
    if len(groups) == 1 and not at.has("fact"):
        at.only(groups[0], "because")
        return group(at, groups[0])
    if groups or not at.has("fact"):
        raise at.fault("condition-form")
    return _test(at)


def group(at: Cursor, form: str) -> ConditionGroup:
    """The group of conditions under a key."""
    return ConditionGroup(form, conditions(at.down(form)), at.texts("because"), at)


def _test(at: Cursor) -> FactTest:
    operators = [operator for operator in OPERATORS if at.has(operator)]
    if len(operators) != 1:
        raise at.fault("one-operator", found=", ".join(operators) or "-", known=", ".join(OPERATORS))
    operator, fact = operators[0], at.named("fact")
    at.only("fact", operator, "unless", "because")
    if not isinstance(at.down("fact").tree, str):
        raise at.fault("condition-form")
    unless = condition(at.down("unless")) if at.has("unless") else None
    return FactTest(fact, operator, _operand(at, operator), unless, at.texts("because"), at)


def _operand(at: Cursor, operator: str) -> Operand:
    here = at.down(operator)
    if operator == "in_list":
        return at.named(operator)
    if operator == "in":
        return tuple(Literal(each.tree, each) for each in here.items())
    if operator == "between":
        return tuple(each.value() for each in here.items())
    return here.value()
