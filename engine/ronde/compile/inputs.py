"""A fact that is asked: its type, with the bounds, pattern and list of codes of what can be answered."""

from __future__ import annotations

from dataclasses import replace

from ronde.building.builder import PlanBuilder
from ronde.building.lists import check_code, codes_of
from ronde.model.limits import LONGEST_PATTERN
from ronde.model.patterns import PatternBroken, compiled
from ronde.model.types import Kind, NotOfType, Type, read_value
from ronde.syntax.facts import FactSyntax, InputSyntax
from ronde.syntax.values import Literal, Name

ALLOWED = {
    Kind.NUMBER: ("at_least", "at_most"),
    Kind.MONEY: ("at_least", "at_most"),
    Kind.CODE: ("list", "pattern", "form"),
    Kind.TEXT: ("pattern", "form"),
}
"""What an input of each kind may say besides its question."""


def input_type(low: PlanBuilder, fact: FactSyntax, asked: InputSyntax, declared: Type | None) -> Type:
    """The type of an input, whose example is of it. Errors: CompileError."""
    if declared is None:
        raise fact.at.fault("input-type", key=True)
    fact.at.down("input").only("question", "help", "example", *ALLOWED.get(declared.kind, ()))
    if declared.kind in (Kind.NUMBER, Kind.MONEY):
        kind = _bounded(asked, declared)
    elif declared.kind is Kind.CHOICE and not declared.choices:
        raise fact.at.fault("choices-needed", key=True)
    else:
        kind = _patterned(low, asked, declared)
    _check_example(low, asked.example, kind)
    return kind


def _bounded(asked: InputSyntax, declared: Type) -> Type:
    """The type within the least and the greatest answer. Errors: CompileError."""
    least, most = (_bound(asked, key, declared) for key in ("at_least", "at_most"))
    if least > most:
        written = "..".join(str(each.value) for each in (asked.at_least, asked.at_most) if each)
        raise asked.at.below("at_most").fault("interval-order", value=written)
    return declared.within(least, most)


def _bound(asked: InputSyntax, key: str, declared: Type) -> int:
    written = asked.at_least if key == "at_least" else asked.at_most
    try:
        return int(read_value(written.value if written else None, declared, bounded=False))
    except NotOfType:
        raise asked.at.below(key).fault("input-bounds", bound=key) from None


def _patterned(low: PlanBuilder, asked: InputSyntax, declared: Type) -> Type:
    """The type with its list of codes and its pattern. Errors: CompileError."""
    if asked.list is not None:
        codes_of(low.index, asked.list.at, asked.list.text)
    pattern = None if asked.pattern is None or asked.pattern.value is None else str(asked.pattern.value)
    if asked.pattern is not None and pattern is not None:
        try:
            compiled(pattern)
        except PatternBroken:
            raise asked.pattern.at.fault("pattern-broken", pattern=pattern, most=LONGEST_PATTERN) from None
        if asked.form is None:
            raise asked.pattern.at.fault("pattern-form")
    elif asked.form is not None:
        raise asked.form.at.fault("key-idle", key=True, name="form", known="pattern")
    standard, instead = _confused(low, asked.list)
    return replace(
        declared,
        codes=asked.list.text if asked.list else None,
        pattern=pattern,
        standard=standard,
        instead=instead,
        form=tuple(sorted(asked.form.texts.items())) if asked.form else (),
    )


def _confused(low: PlanBuilder, codes: Name | None) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The standard that a list of codes follows, and what is often written in place of its codes."""
    if codes is None:
        return None, ()
    written = low.index.lists[codes.text][1]
    return written.standard, tuple((key, code.text) for key, code in written.instead.items())


def _check_example(low: PlanBuilder, example: Literal | None, kind: Type) -> None:
    """The example of an answer is one that would be taken. Errors: CompileError."""
    if example is None or example.value is None:
        return
    try:
        read_value(example.value, kind)
    except NotOfType as wrong:
        raise example.at.wrong(wrong) from None
    check_code(low, example.at, str(example.value), kind)
