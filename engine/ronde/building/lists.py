"""Lists of codes: written out with titles and attributes, or drawn from another list by patterns."""

from __future__ import annotations

from collections.abc import Collection

from ronde.building.builder import PlanBuilder, literal_of
from ronde.building.index import Index, listed
from ronde.language import LANGUAGES
from ronde.messages.diagnostics import Diagnostic
from ronde.model.types import DATE, LARGEST, YES_NO, Kind, NotOfType, Type, read_value
from ronde.syntax.cursor import Cursor
from ronde.syntax.lists import AttributeSyntax, ListSyntax
from ronde.syntax.position import CompileError, Position
from ronde.syntax.values import Literal, Name

BOUNDS = ("at_least", "at_most")

DRAWN = ("of", "include", "exclude")
"""The keys of a list that is drawn from another."""


def codes_of(index: Index, where: Position, name: str) -> frozenset[str]:
    """The codes of a list that is named at this place. Errors: CompileError for an unknown list."""
    if name not in index.lists:
        raise where.fault("list-unknown", list=name)
    return frozenset(listed(index, name))


def check_form(index: Index, written: ListSyntax) -> None:
    """A list has items of its own, or says what it draws from which other. Errors: CompileError."""
    at, of = written.at, written.of
    if at.has("items") or at.has("standard"):
        at.only(*(key for key, _ in at.entries() if key not in DRAWN))
    elif of is not None:
        codes_of(index, of.at, of.text)
        if written.include is None and written.exclude is None:
            raise of.at.fault("list-whole", key=True, list=of.text)


def check_attributes(low: PlanBuilder, written: ListSyntax) -> None:
    """Every item says each attribute of its list, as a value of its type, and nothing else. Each that does not is a
    finding. Errors: CompileError for what is no attribute."""
    for code in written.items:
        written.at.down("items", code).only(*LANGUAGES, *written.attributes)
    for name, attribute in written.attributes.items():
        kind = _bounded(attribute)
        for code, item in written.items.items():
            if name in item.unpublished:
                continue
            if name not in item.attributes:
                low.note(_without(written.at, code, name))
                continue
            try:
                _check_value(written.at.down("items", code, name).single(), kind)
            except CompileError as fault:
                low.note(fault)


def attribute_type(attribute: AttributeSyntax) -> Type:
    """The type of an attribute. Errors: CompileError for decimals of what is no number."""
    if attribute.decimals is not None and attribute.type != Kind.NUMBER:
        raise attribute.at.below("decimals").fault("key-idle", key=True, name="decimals", known="type: number")
    return declared_type(attribute.type, attribute.decimals, attribute.choices)


def _bounded(attribute: AttributeSyntax) -> Type:
    """The type of an attribute, of numbers and amounts within the bounds that it gives. Errors: CompileError."""
    kind, bounds = attribute_type(attribute), (attribute.at_least, attribute.at_most)
    for key, bound in zip(BOUNDS, bounds, strict=True):
        if bound is not None and kind.kind not in (Kind.NUMBER, Kind.MONEY):
            raise bound.at.fault("key-idle", key=True, name=key, known="type: number, type: money")
        if bound is not None and None in bounds:
            raise attribute.at.fault("attribute-bounds", key=True)
    low, high = (int(literal_of(bound, kind)) if bound else None for bound in bounds)
    return kind if low is None or high is None else kind.within(low, high)


def _check_value(written: Literal, kind: Type) -> None:
    """Errors: CompileError where a value is not of an attribute's type, or not within its bounds."""
    literal_of(written, kind)
    try:
        read_value(written.value, kind)
    except NotOfType as wrong:
        raise written.at.wrong(wrong) from None


def _without(at: Cursor, code: str, name: str) -> CompileError:
    return CompileError(Diagnostic("key-missing", at.location("items", code, key=True), {"key": name}))


def check_instead(index: Index, written: ListSyntax) -> None:
    """What is written in place of a code is no code, and what it stands for is one. Errors: CompileError."""
    codes = listed(index, written.name)
    for instead, code in written.instead.items():
        if instead in codes:
            raise code.at.fault("instead-code", key=True, value=instead, list=written.name)
        if code.text not in codes:
            raise code.at.fault("code-unknown", value=code.text, list=written.name)


def check_code(low: PlanBuilder, where: Position, written: str, kind: Type, *, key: bool = False) -> None:
    """A literal code must be one of the list that its fact is drawn from. Errors: CompileError."""
    if kind.codes and written not in codes_of(low.index, where, kind.codes):
        raise where.fault("code-unknown", key=key, value=written, list=kind.codes)


def attribute_of(index: Index, listed_in: Name, named: Name) -> tuple[Type, dict[str, int | str]]:
    """The type of an attribute of a list, and its value for every code of which it is published. Errors:
    CompileError."""
    name, wanted = listed_in.text, named.text
    if name not in index.lists:
        raise listed_in.at.fault("list-unknown", list=name)
    written = index.lists[name][1]
    if wanted not in written.attributes or not written.at.has("items"):
        raise named.at.fault("attribute-unknown", list=name, name=wanted)
    attribute = written.attributes[wanted]
    kind = _bounded(attribute)
    values: dict[str, int | str] = {}
    for code, item in written.items.items():
        try:
            if wanted not in item.unpublished:
                values[code] = read_value(item.attributes.get(wanted), kind, bounded=False)
        except NotOfType as wrong:
            raise written.at.down("items", code).wrong(wrong) from None
    if len(values) < len(written.items):
        if kind.kind in (Kind.NUMBER, Kind.MONEY) and attribute.at_least is None:
            raise attribute.at.fault("attribute-bounds", key=True)
    elif kind.ordered and kind.kind is not Kind.YES_NO and values:
        numbers = [value for value in values.values() if isinstance(value, int)]
        kind = kind.within(min(numbers), max(numbers))
    return kind, values


def declared_type(kind: str, decimals: str | None, choices: Collection[str]) -> Type:
    """The type that a fact or an attribute declares. Bounds of numbers are the widest."""
    declared = Kind(kind)
    if declared is Kind.YES_NO:
        return YES_NO
    if declared is Kind.DATE:
        return DATE
    if declared in (Kind.NUMBER, Kind.MONEY):
        return Type(declared, 2 if declared is Kind.MONEY else int(decimals or 0), -LARGEST, LARGEST)
    return Type(declared, choices=tuple(choices))
