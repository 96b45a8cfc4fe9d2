"""The patterns of lists drawn from another that draw nothing, or take nothing away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ronde.building.index import matching
from ronde.lint.context import Context, Found
from ronde.model.document import Tree
from ronde.model.history import Rules, Version


def find(context: Context) -> Iterator[Found]:
    """The first pattern of each list that means nothing in the list it draws from. What was drawn once is looked at
    once."""
    seen: set[tuple[int, int]] = set()
    for each in context.slices:
        for version, name, tree in _lists(each.rules):
            base = each.plan.codes.get(str(tree.get("of"))) if each.plan is not None else None
            if base is not None and (id(tree), id(base)) not in seen:
                seen.add((id(tree), id(base)))
                yield from _idle(version, name, tree, frozenset(base))


def _lists(rules: Rules) -> Iterator[tuple[Version, str, dict[str, Tree]]]:
    for version in (layer for topic in rules.topics for layer in topic.layers):
        lists = version.tree.get("lists")
        for name, tree in lists.items() if isinstance(lists, dict) else ():
            if isinstance(tree, dict):
                yield version, name, tree


def _idle(version: Version, name: str, tree: dict[str, Tree], base: frozenset[str]) -> Iterator[Found]:
    codes: frozenset[str] = frozenset() if "include" in tree else base
    for key, number, pattern in _patterns(tree):
        chosen = matching(base, pattern)
        if not chosen or (key == "exclude" and not chosen & codes):
            yield Found(version.document.place(("lists", name, key, number)), {"pattern": pattern})
            return
        codes = codes | chosen if key == "include" else codes - chosen


def _patterns(tree: dict[str, Tree]) -> Iterable[tuple[str, int, str]]:
    for key in ("include", "exclude"):
        written = tree.get(key)
        yield from (
            (key, number, str(each)) for number, each in enumerate(written if isinstance(written, list) else ())
        )
