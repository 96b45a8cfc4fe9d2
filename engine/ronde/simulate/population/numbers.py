"""The numbers and weights that a population file writes, checked."""

from __future__ import annotations

import math

from ronde.model.document import Steps, Tree
from ronde.simulate.population.frame import Sort
from ronde.simulate.population.scope import Scope


def numbers_of(
    scope: Scope,
    tree: Tree,
    steps: Steps,
    count: int,
    least: float = -math.inf,
    most: float = math.inf,
    *,
    rising: bool = False,
) -> list[float]:
    """So many numbers, each within limits, and if asked none below the one before.

    What is wrong is a diagnostic, and each number is then 0.
    """
    written = tree if isinstance(tree, list) else [tree]
    found = [float(each) for each in written if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(found) != count or len(written) != count:
        scope.book.find("population-numbers", steps, count=count)
    elif not all(least <= each <= most for each in found):
        scope.book.find("population-range", steps, least=_shown(least), most=_shown(most))
    elif rising and sorted(found) != found:
        scope.book.find("population-rising", steps)
    else:
        return found
    return [0.0] * count


def weights_of(scope: Scope, tree: Tree, steps: Steps) -> list[float] | None:
    """The weights of a mapping: none negative, their sum more than nothing. None, with a diagnostic, otherwise."""
    written = list(tree.values()) if isinstance(tree, dict) else []
    found = [float(each) for each in written if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(found) != len(written) or any(each < 0 for each in found) or not sum(found) > 0:
        scope.book.find("population-weights", steps)
        return None
    return found


def key_number(scope: Scope, key: str, steps: Steps) -> float:
    """The number that a key stands for. What is none is a diagnostic, and then 0."""
    try:
        found = float(key)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        scope.book.find_key("value-not-number", steps, value=key)
        return 0.0
    return found


def key_value(sort: Sort | None, key: str) -> Tree:
    """The value, or the range, that the key of a case means, by what is told apart: keys are always texts."""
    if sort is Sort.YES_NO:
        return {"true": True, "false": False}.get(key.lower(), key)
    if sort not in (Sort.NUMBER, Sort.TIME):
        return key
    low, between, high = key.partition("..")
    return {"at_least": _number(low), "at_most": _number(high)} if between else _number(key)


def _number(key: str) -> Tree:
    try:
        return float(key)
    except ValueError:
        return key


def _shown(number: float) -> str:
    return f"{number:g}".replace("inf", "∞")
