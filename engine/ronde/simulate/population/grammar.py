"""What a population file says of one value to the draw that it means, with a diagnostic for everything that is
wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from ronde.model.document import Steps, Tree
from ronde.model.types import DATE_PATTERN, NotOfType, read_date
from ronde.simulate.population import draws
from ronde.simulate.population.conditions import read_test
from ronde.simulate.population.frame import Sort
from ronde.simulate.population.numbers import key_number, key_value, numbers_of, weights_of
from ronde.simulate.population.scope import Drawn, Scope, sort_words
from ronde.simulate.population.truths import Among

NOTHING = Drawn(draws.Constant(math.nan), None)
UNITS = {"days": 1.0, "months": 365.2425 / 12, "years": 365.2425}
"""Days in a unit, on the average of the calendar."""


def read_draw(scope: Scope, tree: Tree, steps: Steps, wanted: Sort | None = None) -> Drawn:
    """The draw at a place. `wanted` is what its numbers must stand for, if that is known.

    What is wrong is added to the scope's diagnostics, and nothing is drawn there.
    """
    if not isinstance(tree, dict):
        return _fitting(scope, _constant(scope, tree, steps, wanted), steps, wanted)
    forms = [form for form in FORMS if form in tree]
    if len(forms) != 1:
        scope.book.find("population-form", steps, known=", ".join(FORMS), written=", ".join(forms) or "-")
        return NOTHING
    form = forms[0]
    needed = {"cases": "by", "where": "from_list", "within": "from_list", **dict.fromkeys(UNITS, "from")}
    for key in tree:
        if key in needed and needed[key] != form:
            scope.book.find_key("population-key", (*steps, key), name=key, needs=needed[key])
    found = FORMS[form](scope, tree, steps, wanted)
    return _fitting(scope, _kept(scope, found, tree, steps), steps, wanted)


def _fitting(scope: Scope, found: Drawn, steps: Steps, wanted: Sort | None) -> Drawn:
    """The draw if it gives what is wanted; a time of day may stand where a text is wanted."""
    clock = found.sort is Sort.TIME and wanted is Sort.TEXT
    if wanted is None or found.sort is None or found.sort is wanted or clock:
        return found
    scope.book.find("population-sort", steps, given=sort_words(found.sort), wanted=sort_words(wanted))
    return NOTHING


def _constant(scope: Scope, tree: Tree, steps: Steps, wanted: Sort | None) -> Drawn:
    if tree is None:
        return NOTHING
    if isinstance(tree, bool):
        return Drawn(draws.Constant(float(tree)), Sort.YES_NO)
    if isinstance(tree, int | float):
        return Drawn(draws.Constant(float(tree)), Sort.NUMBER)
    if isinstance(tree, str):
        if wanted is Sort.DATE or (wanted is None and DATE_PATTERN.fullmatch(tree)):
            try:
                return Drawn(draws.Constant(float(read_date(tree))), Sort.DATE)
            except NotOfType as wrong:
                scope.book.find(wrong.reason, steps, **wrong.params)
                return NOTHING
        return Drawn(draws.Constant(float(scope.book.number(tree))), Sort.TEXT, frozenset({tree}))
    scope.book.find("population-form", steps, known=", ".join(FORMS), written="-")
    return NOTHING


def _kept(scope: Scope, found: Drawn, tree: Mapping[str, Tree], steps: Steps) -> Drawn:
    """The draw with its limits, its steps and its absences."""
    draw = found.draw
    ordered = found.sort in (Sort.NUMBER, Sort.DATE, Sort.TIME)
    for key in ("times", "step", "at_least", "at_most"):
        if key in tree and not ordered and found.sort is not None:
            scope.book.find_key("population-key", (*steps, key), name=key, needs="uniform")
    if not ordered:
        least = most = None
    else:
        ends = Sort.NUMBER if found.sort is Sort.TIME else found.sort
        least = limit(scope, tree.get("at_least"), (*steps, "at_least"), ends)
        most = limit(scope, tree.get("at_most"), (*steps, "at_most"), ends)
    (times,) = numbers_of(scope, tree.get("times", 1), (*steps, "times"), 1)
    (absent,) = numbers_of(scope, tree.get("absent", 0), (*steps, "absent"), 1, 0, 1)
    (step,) = numbers_of(scope, tree.get("step", 0), (*steps, "step"), 1, 0)
    if times != 1:
        draw = draws.Times(draw, times)
    if least or most or absent or step:
        draw = draws.Kept(draw, least, most, step or None, absent)
    return Drawn(draw, found.sort, found.texts)


def limit(scope: Scope, tree: Tree, steps: Steps, wanted: Sort | None) -> draws.Draw | None:
    """The draw of a limit: a number, a date, or a name drawn before."""
    if tree is None:
        return None
    if isinstance(tree, str) and not DATE_PATTERN.fullmatch(tree):
        return _fitting(scope, _same(scope, {"same": tree}, steps, wanted), steps, wanted).draw
    return read_draw(scope, tree, steps, wanted).draw


def _value(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    return _constant(scope, tree["value"], (*steps, "value"), wanted)


def _same(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    found = scope.named(tree["same"], (*steps, "same"))
    return NOTHING if found is None else Drawn(draws.Same(str(tree["same"])), found.sort, found.texts)


def _choose(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    written = tree["choose"]
    weights = weights_of(scope, written, (*steps, "choose"))
    if weights is None or not isinstance(written, dict):
        return NOTHING
    values = np.array([float(scope.book.number(text)) for text in written])
    return Drawn(draws.Weighted(values, draws.shares(weights)), Sort.TEXT, frozenset(written))


def _choose_number(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    written = tree["choose_number"]
    weights = weights_of(scope, written, (*steps, "choose_number"))
    if weights is None or not isinstance(written, dict):
        return NOTHING
    found = [key_number(scope, key, (*steps, "choose_number", key)) for key in written]
    return Drawn(draws.Weighted(np.array(found), draws.shares(weights)), Sort.NUMBER)


def _chance(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    (share,) = numbers_of(scope, tree["chance"], (*steps, "chance"), 1, 0, 1)
    return Drawn(draws.Chance(share), Sort.YES_NO)


def _from_list(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    named = tree["from_list"]
    names = [str(each) for each in (named if isinstance(named, list) else [named])]
    where, within = tree.get("where"), tree.get("within")
    codes = scope.book.codes(
        names, where if isinstance(where, dict) else {}, None if within is None else str(within), (*steps, "from_list")
    )
    if not codes:
        return NOTHING
    values = np.array([float(scope.book.number(code)) for code in codes])
    return Drawn(draws.Weighted(values, draws.shares([1.0] * len(codes))), Sort.TEXT, frozenset(codes))


def _uniform(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    low, high = numbers_of(scope, tree["uniform"], (*steps, "uniform"), 2, rising=True)
    return Drawn(draws.Uniform(low, high), Sort.NUMBER)


def _whole(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    low, high = numbers_of(scope, tree["whole"], (*steps, "whole"), 2, rising=True)
    return Drawn(draws.Whole(int(low), int(high)), Sort.NUMBER)


def _normal(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    mean, deviation = numbers_of(scope, tree["normal"], (*steps, "normal"), 2)
    if deviation < 0:
        scope.book.find("population-range", (*steps, "normal", 1), least="0", most="∞")
        return NOTHING
    return Drawn(draws.Normal(mean, deviation), Sort.NUMBER)


def _triangular(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    low, mode, high = numbers_of(scope, tree["triangular"], (*steps, "triangular"), 3, rising=True)
    if low == high:
        return Drawn(draws.Constant(low), Sort.NUMBER)
    return Drawn(draws.Triangular(low, mode, high), Sort.NUMBER)


def _sum(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    terms = tree["sum"] if isinstance(tree["sum"], list) else []
    found = [read_draw(scope, term, (*steps, "sum", n), Sort.NUMBER).draw for n, term in enumerate(terms)]
    return Drawn(draws.Added(tuple(found)), Sort.NUMBER) if found else NOTHING


def _from(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    start = scope.named(tree["from"], (*steps, "from"))
    units = [unit for unit in UNITS if unit in tree]
    if len(units) != 1:
        scope.book.find("population-form", steps, known=", ".join(UNITS), written=", ".join(units) or "-")
        return NOTHING
    if start is None or _fitting(scope, start, (*steps, "from"), Sort.DATE) is NOTHING:
        return NOTHING
    amount = read_draw(scope, tree[units[0]], (*steps, units[0]), Sort.NUMBER)
    return Drawn(draws.Moved(str(tree["from"]), amount.draw, UNITS[units[0]]), Sort.DATE)


def _time_of_day(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    return Drawn(read_draw(scope, tree["time_of_day"], (*steps, "time_of_day"), Sort.NUMBER).draw, Sort.TIME)


def _by(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    named = scope.named(tree["by"], (*steps, "by"))
    cases = tree.get("cases")
    if not isinstance(cases, dict) or not cases:
        scope.book.find("key-missing", steps, key="cases")
        return NOTHING
    if named is None:
        return NOTHING
    found = [read_draw(scope, case, (*steps, "cases", key), wanted) for key, case in cases.items()]
    otherwise = _otherwise(scope, tree, steps, wanted)
    every = _joined(scope, [*found, otherwise], steps)
    name = str(tree["by"])
    tests = [read_test(scope, {name: key_value(named.sort, key)}, (*steps, "cases", key)) for key in cases]
    constants = [each.draw for each in [*found, otherwise]]
    if all(isinstance(each, draws.Constant) for each in constants) and all(isinstance(each, Among) for each in tests):
        order = np.argsort([each.values[0] for each in tests if isinstance(each, Among)])
        keys = np.array([each.values[0] for each in tests if isinstance(each, Among)])
        values = np.array([each.value for each in constants if isinstance(each, draws.Constant)])
        return Drawn(draws.Looked(name, keys[order], values[:-1][order], values[-1]), every.sort, every.texts)
    drawn = tuple(each.draw for each in found)
    return Drawn(draws.First(tuple(tests), drawn, otherwise.draw), every.sort, every.texts)


def _first(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    written = tree["first"] if isinstance(tree["first"], list) else []
    tests, found = [], []
    for number, each in enumerate(written):
        assert isinstance(each, dict)
        here = (*steps, "first", number)
        tests.append(read_test(scope, each["when"], (*here, "when")))
        found.append(read_draw(scope, each["then"], (*here, "then"), wanted))
    otherwise = _otherwise(scope, tree, steps, wanted)
    every = _joined(scope, [*found, otherwise], steps)
    drawn = tuple(each.draw for each in found)
    return Drawn(draws.First(tuple(tests), drawn, otherwise.draw), every.sort, every.texts)


def _mix(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    written = tree["mix"] if isinstance(tree["mix"], list) else []
    here = (*steps, "mix")
    weights = weights_of(
        scope, {str(number): each["weight"] for number, each in enumerate(written) if isinstance(each, dict)}, here
    )
    found = [
        read_draw(scope, each["then"], (*here, number, "then"), wanted)
        for number, each in enumerate(written)
        if isinstance(each, dict)
    ]
    every = _joined(scope, found, steps)
    if weights is None:
        return NOTHING
    return Drawn(draws.Mixed(tuple(each.draw for each in found), draws.shares(weights)), every.sort, every.texts)


def _otherwise(scope: Scope, tree: Mapping[str, Tree], steps: Steps, wanted: Sort | None) -> Drawn:
    """The draw of every other row: none where nothing is said."""
    return read_draw(scope, tree.get("otherwise"), (*steps, "otherwise"), wanted)


def _joined(scope: Scope, found: Iterable[Drawn], steps: Steps) -> Drawn:
    """What several draws have in common: the one thing that they stand for, and all their texts."""
    sorts = {each.sort for each in found if each.sort is not None}
    if len(sorts) > 1:
        first, second = sorted(sorts)[:2]
        scope.book.find("population-sort", steps, given=sort_words(second), wanted=sort_words(first))
    texts = frozenset[str]().union(*(each.texts for each in found))
    return Drawn(draws.Constant(math.nan), min(sorts, default=None), texts)


Reader = Callable[[Scope, Mapping[str, Tree], Steps, "Sort | None"], Drawn]

FORMS: dict[str, Reader] = {
    "value": _value,
    "same": _same,
    "choose": _choose,
    "choose_number": _choose_number,
    "chance": _chance,
    "from_list": _from_list,
    "uniform": _uniform,
    "whole": _whole,
    "normal": _normal,
    "triangular": _triangular,
    "sum": _sum,
    "from": _from,
    "time_of_day": _time_of_day,
    "by": _by,
    "first": _first,
    "mix": _mix,
}
"""The forms of a draw, by the key that says each."""
