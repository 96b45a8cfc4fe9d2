"""Lists of codes: written out with titles and attributes, or drawn from another list by patterns."""

from __future__ import annotations

from ronde.model.document import Tree
from ronde.model.nodes import Texts
from ronde.model.types import DATE, LARGEST, YES_NO, Kind, NotOfType, Type, read_value
from ronde.read.meaning.index import Index
from ronde.read.meaning.lowering import At, Fault


def codes_of(index: Index, where: At, name: str | None = None) -> frozenset[int | str]:
    """The codes of a list (named at this place unless given). Errors: Fault for an unknown list or an idle pattern."""
    wanted = name or str(where.tree)
    if wanted not in index.lists:
        raise where.fault("list-unknown", list=wanted)
    version, tree = index.lists[wanted]
    items = tree.get("items")
    if isinstance(items, dict):
        return frozenset(items)
    base = codes_of(index, where, str(tree.get("of")))
    codes: frozenset[int | str] = frozenset()
    for key in ("include", "exclude"):
        patterns = tree.get(key)
        for number, pattern in enumerate(patterns if isinstance(patterns, list) else []):
            chosen = matching(base, str(pattern))
            if not chosen or (key == "exclude" and not chosen & codes):
                raise Fault(
                    "pattern-idle", version.document.place(("lists", wanted, key, number)), {"pattern": pattern}
                )
            codes = codes | chosen if key == "include" else codes - chosen
    return codes


def matching(codes: frozenset[int | str], pattern: str) -> frozenset[int | str]:
    """The codes that a pattern means: itself, or with a final `*` all that begin so."""
    if pattern.endswith("*"):
        return frozenset(code for code in codes if str(code).startswith(pattern[:-1]))
    return codes & {pattern}


def attribute_of(index: Index, where: At) -> tuple[Type, dict[str, int | str]]:
    """The type of a list's attribute and its value for every code, for the `attribute` written here. Errors: Fault."""
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
            raise Fault(wrong.reason, version.document.place(steps), wrong.about) from None
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


def titles_of(index: Index, name: str) -> dict[str, Texts]:
    """The titles of a written-out list's items in every language, by code."""
    items = index.lists[name][1].get("items") if name in index.lists else None
    if not isinstance(items, dict):
        return {}
    return {
        code: {key: str(text) for key, text in item.items() if key in ("fr", "en")}
        for code, item in items.items()
        if isinstance(item, dict)
    }
