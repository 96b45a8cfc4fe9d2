"""What a population file says under `when` to the test that it means."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ronde.columns.fact_types import hint
from ronde.model.document import Steps, Tree
from ronde.model.types import DATE_PATTERN, NotOfType, read_date
from ronde.simulate.population import draws, truths
from ronde.simulate.population.frame import Sort
from ronde.simulate.population.scope import Drawn, Scope, sort_words


def read_test(scope: Scope, tree: Tree, steps: Steps) -> draws.Test:
    """The test at a place: every name must be as is said of it. What is wrong is added to the diagnostics."""
    found: list[draws.Test] = []
    for name, said in (tree if isinstance(tree, dict) else {}).items():
        here = (*steps, name)
        named = scope.named(name, here)
        if named is None:
            continue
        if isinstance(said, dict):
            found.extend(_limits(scope, name, named, said, here))
        else:
            values = [_value(scope, named, each, here) for each in (said if isinstance(said, list) else [said])]
            found.append(truths.Among(name, np.array(values)))
    return found[0] if len(found) == 1 else truths.Every(tuple(found))


def _limits(scope: Scope, name: str, named: Drawn, said: Mapping[str, Tree], steps: Steps) -> list[draws.Test]:
    """The tests of a name that is compared."""
    found: list[draws.Test] = []
    if "known" in said:
        found.append(truths.Present(name, said["known"] is True))
    for low, high, beyond in (("at_least", "at_most", False), ("more_than", "less_than", True)):
        if low in said or high in said:
            ends = [_end(scope, named, said.get(key), (*steps, key)) for key in (low, high)]
            found.append(truths.Between(name, ends[0], ends[1], beyond))
    return found


def _end(scope: Scope, named: Drawn, written: Tree, steps: Steps) -> draws.Draw | None:
    """What a name is compared with: a number, a date, or another name."""
    if written is None:
        return None
    if isinstance(written, str) and not DATE_PATTERN.fullmatch(written):
        other = scope.named(written, steps)
        if other is not None and other.sort is not named.sort:
            given, wanted = sort_words(other.sort), sort_words(named.sort)
            scope.book.find("population-sort", steps, given=given, wanted=wanted)
        return None if other is None else draws.Same(written)
    return draws.Constant(_value(scope, named, written, steps))


def _value(scope: Scope, named: Drawn, written: Tree, steps: Steps) -> float:
    """The number that stands for a value of what a name can be. What it can never be is a finding."""
    if isinstance(written, bool):
        fits, found = named.sort is Sort.YES_NO, float(written)
    elif isinstance(written, int | float):
        fits, found = named.sort in (Sort.NUMBER, Sort.TIME), float(written)
    elif isinstance(written, str) and named.sort is Sort.DATE:
        try:
            return float(read_date(written))
        except NotOfType as wrong:
            scope.book.find(wrong.reason, steps, **wrong.params)
            return math.nan
    else:
        text = str(written)
        fits = named.sort is Sort.TEXT and text in (named.allowed or named.texts)
        found = float(scope.book.number(text)) if fits else math.nan
    if not fits:
        texts = sorted(named.allowed or named.texts)
        shown = ", ".join(texts[:12]) or (named.sort.value if named.sort else "-")
        scope.book.find("population-case", steps, value=str(written), known=shown, close=hint(str(written), texts))
    return found
