"""Lists of codes: written out with titles and attributes, or drawn from another list by patterns."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.index import Index, listed
from ronde.model.document import Tree
from ronde.model.types import DATE, LARGEST, YES_NO, Kind, NotOfType, Type, read_value
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import CompileError


def codes_of(index: Index, where: Cursor, name: str | None = None) -> frozenset[str]:
    """The codes of a list (named at this place unless given). Errors: CompileError for an unknown list."""
    wanted = name or str(where.tree)
    if wanted not in index.lists:
        raise where.fault("list-unknown", list=wanted)
    return frozenset(listed(index, wanted))


def check_patterns(index: Index, at: Cursor) -> None:
    """A list drawn from another says what it draws. Errors: CompileError."""
    codes_of(index, at.down("of"))
    if not at.has("include") and not at.has("exclude"):
        raise at.down("of").fault("list-whole", key=True, list=at.down("of").tree)


def check_attributes(low: PlanBuilder, at: Cursor) -> None:
    """Every item says each attribute of its list, as a value of its type. Each that does not is a finding."""
    declared, items = at.down("attributes").tree, at.down("items").tree
    for name, about in declared.items() if isinstance(declared, dict) else ():
        kind = declared_type(about) if isinstance(about, dict) else YES_NO
        for code in items if isinstance(items, dict) else ():
            item = at.down("items", code)
            try:
                read_value(item.down(name).tree, kind, bounded=False)
            except NotOfType as wrong:
                low.note(item.down(name).wrong(wrong) if item.has(name) else _without(item, name))


def _without(item: Cursor, name: str) -> CompileError:
    return CompileError("key-missing", item.place(key=True), {"key": name})


def check_instead(index: Index, name: str, at: Cursor) -> None:
    """What is written in place of a code is no code, and what it stands for is one. Errors: CompileError."""
    instead = at.down("instead").tree
    codes = listed(index, name)
    for written, code in instead.items() if isinstance(instead, dict) else ():
        if written in codes:
            raise at.down("instead", written).fault("instead-code", key=True, value=written, list=name)
        if code not in codes:
            raise at.down("instead", written).fault("code-unknown", value=code, list=name)


def check_code(low: PlanBuilder, where: Cursor, written: str, kind: Type, *, key: bool = False) -> None:
    """A literal code must be one of the list that its fact is drawn from. Errors: CompileError."""
    if kind.codes and written not in codes_of(low.index, where, kind.codes):
        raise where.fault("code-unknown", key=key, value=written, list=kind.codes)


def attribute_of(index: Index, where: Cursor) -> tuple[Type, dict[str, int | str]]:
    """The type of a list's attribute and its value for every code, for the `attribute` written here.

    Errors: CompileError."""
    name, wanted = str(where.down("list").tree), str(where.down("named").tree)
    if name not in index.lists:
        raise where.down("list").fault("list-unknown", list=name)
    version, tree = index.lists[name]
    attributes, items = tree.get("attributes"), tree.get("items")
    written = attributes.get(wanted) if isinstance(attributes, dict) else None
    if not isinstance(written, dict) or not isinstance(items, dict):
        raise where.down("named").fault("attribute-unknown", list=name, name=wanted)
    kind = declared_type(written)
    values: dict[str, int | str] = {}
    for code, item in items.items():
        steps = ("lists", name, "items", code)
        try:
            values[code] = read_value(item.get(wanted) if isinstance(item, dict) else None, kind, bounded=False)
        except NotOfType as wrong:
            raise CompileError(wrong.reason, version.document.place(steps), wrong.about) from None
    if kind.ordered and values:
        numbers = [value for value in values.values() if isinstance(value, int)]
        kind = kind.within(min(numbers), max(numbers))
    return kind, values


def declared_type(tree: dict[str, Tree]) -> Type:
    """The type that a fact or an attribute declares. Bounds of numbers are those of its input, or the widest."""
    kind = Kind(str(tree.get("type", "number")))
    if kind is Kind.YES_NO:
        return YES_NO
    if kind is Kind.DATE:
        return DATE
    if kind in (Kind.NUMBER, Kind.MONEY):
        decimals = 2 if kind is Kind.MONEY else int(str(tree.get("decimals", 0)))
        return Type(kind, decimals, -LARGEST, LARGEST)
    choices = tree.get("choices")
    return Type(kind, choices=tuple(choices) if isinstance(choices, dict) else ())
