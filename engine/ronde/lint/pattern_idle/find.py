"""The patterns of lists drawn from another that draw nothing, or take nothing away."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.building.index import matching
from ronde.lint.context import Context, Found
from ronde.model.history import Rules
from ronde.syntax.lists import ListSyntax
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """The first pattern of each list that means nothing in the list it draws from. What was drawn once is looked at
    once."""
    seen: set[tuple[int, int]] = set()
    for each in context.slices:
        for written in _lists(each.rules):
            of = written.of.text if written.of else ""
            base = each.plan.codes.get(of) if each.plan is not None else None
            if base is not None and (id(written), id(base)) not in seen:
                seen.add((id(written), id(base)))
                yield from _idle(written, frozenset(base))


def _lists(rules: Rules) -> Iterator[ListSyntax]:
    for version in (layer for topic in rules.topics for layer in topic.whole):
        yield from syntax_of(version).lists.values()


def _idle(written: ListSyntax, base: frozenset[str]) -> Iterator[Found]:
    codes: frozenset[str] = frozenset() if written.include is not None else base
    drawn = [(pattern, True) for pattern in written.include or ()]
    for pattern, included in (*drawn, *((pattern, False) for pattern in written.exclude or ())):
        chosen = matching(base, pattern.text)
        if not chosen or (not included and not chosen & codes):
            yield Found(pattern.at.location(), {"pattern": pattern.text})
            return
        codes = codes | chosen if included else codes - chosen
