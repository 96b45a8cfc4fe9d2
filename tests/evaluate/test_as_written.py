"""Plans are held against what the editor wrote: every form of table, and conditions, sums, choices and dates.

The machines agree with each other on a plan; whether the plan says what the file says is asked here, of a second
reading (`tests/support/written.py`) that knows nothing of plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books, written

from ronde.building.index import index
from ronde.model.nodes import Node, Op, Plan
from ronde.model.types import Kind, Type, Value, unscaled
from ronde.operations import registry

FIRST = date(2020, 2, 27)
MONEY = books.asked("money", at_least=0, at_most=50)
CHOICES = ("a", "b", "c", "d")
INPUTS: dict[str, Any] = {
    "whole": books.asked("number", at_least=5, at_most=30),
    "tenth": books.asked("number", decimals=1, at_least=-2, at_most=3),
    "amount": books.asked("money", at_least=0, at_most=12),
    "yes": books.asked("yes_no"),
    "choice": books.asked("choice", choices=dict.fromkeys(CHOICES, books.TEXTS)),
    "code": books.asked("code", pattern="[a-z]{1,2}"),
    "day": books.asked("date"),
    "other": books.asked("date"),
}
STEP = {"whole": Fraction(1), "tenth": Fraction(1, 10), "amount": Fraction(1, 100), "day": timedelta(1)}
BOUNDS = {"whole": (5, 30), "tenth": (-2, 3), "amount": (0, 12)}


def shown(value: Any) -> str:
    """A value as people write it: a decimal, a day, a text."""
    if isinstance(value, Fraction):
        return str(int(value)) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0")
    return str(value).lower() if isinstance(value, bool) else str(value)


def plain(value: Any) -> Any:
    """A value as a profile writes it."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value if isinstance(value, bool) else str(value)


def drawn(name: str, random: Random, cuts: list[Any]) -> Any:
    """A value that a profile may give: beside a bound of the rows, or any."""
    if name == "yes":
        return random.random() < 0.5
    if name in ("choice", "code"):
        return random.choice(CHOICES)
    if name in ("day", "other"):
        return random.choice([*cuts, FIRST]) + timedelta(random.randint(-2, 2))
    low, high = map(Fraction, BOUNDS[name])
    value = random.choice(cuts) + random.choice([-1, 0, 0, 1, 7]) * STEP[name] if cuts and random.random() < 0.7 else (
        low + random.randint(0, int((high - low) / STEP[name])) * STEP[name]
    )  # fmt: skip
    return min(max(value, low), high)


def cuts_of(name: str, random: Random) -> list[Any]:
    """Where rows of a key begin, some of them outside what the key can be."""
    count = random.randint(1, 4)
    if name == "day":
        return sorted(FIRST + timedelta(each) for each in random.sample(range(12), count))
    low, high = BOUNDS[name]
    span = range(int((low - 3) / STEP[name]), int((high + 3) / STEP[name]))
    return sorted(each * STEP[name] for each in random.sample(span, count))


def keys_of(name: str, random: Random) -> tuple[list[str], list[Any]]:
    """The keys of rows that answer for all values once, and the bounds between them."""
    if name == "yes":
        return random.choice([["true", "false"], ["true, false"]]), []
    if name in ("choice", "code"):
        texts = random.sample(CHOICES, len(CHOICES))
        end = random.randint(1, 3)
        return [", ".join(texts[:end]), *texts[end:]], []
    cuts, step = cuts_of(name, random), STEP[name]
    keys = [f"..{shown(cuts[0] - step)}"]
    for start, end in pairwise(cuts):
        last = end - step
        keys.append(shown(start) if last == start else f"{shown(start)}..{shown(last)}")
    keys.append(f"{shown(cuts[-1])}..")
    while len(keys) > 2 and random.random() < 0.3:
        keys.append(f"{keys.pop(random.randrange(len(keys)))}, {keys.pop(random.randrange(len(keys)))}")
    return keys, cuts


def table_of(random: Random) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """A table of one of the forms that the language has, and the bounds of its keys."""
    name = random.choice(["whole", "tenth", "amount", "yes", "choice", "code", "day"])
    keys, cuts = keys_of(name, random)
    values = iter(random.sample(range(-50, 200), 60))
    form = random.choice(["page", "columns", "beyond", "general", "scale"])
    if form == "beyond" and name in STEP:
        last = cuts[-1]
        rows = {f"..{shown(cuts[0] - STEP[name])}": next(values)}
        start = cuts[0]
        if start < last:
            rows[shown(start) if last == start + STEP[name] else f"{shown(start)}..{shown(last - STEP[name])}"] = next(
                values
            )
        rows[shown(last)] = next(values)
        beyond: dict[str, Any] = {"each": random.choice([-3, 2, 7])}
        if name != "whole" or random.random() < 0.5:
            beyond["per"] = random.choice([1, 2, 3] if name in ("whole", "day") else [1, 0.5, 0.3])
        if random.random() < 0.4:
            beyond["begun"] = True
        return {"table": {"key": name, "rows": rows, "beyond": beyond}}, {name: cuts}
    if form == "scale" and name in BOUNDS:
        low, high = BOUNDS[name]
        cuts = [cut for cut in cuts if low <= cut <= high] or [Fraction(high)]
        rows = {str(next(values)): plain(cut) for cut in reversed(cuts)}
        return {"scale": {"key": name, "rows": rows, "below": next(values)}}, {name: cuts}
    if form == "columns":
        chooser = random.choice([each for each in ("yes", "choice") if each != name])
        heads, _ = keys_of(chooser, random)
        names = {head: f"column{random.randint(0, 1)}" for head in heads}
        rows = {key: {each: next(values) for each in set(names.values())} for key in keys}
        found: dict[str, Any] = {"key": name, "columns": {"choose": chooser, **names}, "rows": rows}
        if name == "code":
            found["otherwise"] = next(values)
        return {"table": found}, {name: cuts}
    if form == "general":
        second = random.choice([each for each in ("whole", "yes", "choice", "amount") if each != name])
        others, more = keys_of(second, random)
        whens = [{name: key, second: other} for key in keys for other in others]
        whens = [each for each in whens if random.random() < 0.8] or [{}]
        rows_ = [{"when": each, "value": next(values)} for each in whens[:50]]
        return {"table": {"keys": [name, second], "rows": rows_, "otherwise": next(values)}}, {name: cuts, second: more}
    kept = [key for key in keys if random.random() < 0.8] or keys[:1]
    return {"table": {"key": name, "rows": {key: next(values) for key in kept}, "otherwise": next(values)}}, {
        name: cuts
    }


def asked_of(random: Random, cuts: dict[str, list[Any]]) -> dict[str, Any]:
    return {name: drawn(name, random, cuts.get(name, [])) for name in INPUTS}


def agree(facts: dict[str, Any], cuts: list[dict[str, list[Any]]], random: Random, kind: str) -> None:
    """What the engine says of some candidates is what the second reading says."""
    book = books.book(INPUTS, {name: books.fact(**tree) for name, tree in facts.items()})
    for _ in range(6):
        merged = {name: [each for one in cuts for each in one.get(name, [])] for name in INPUTS}
        given_ = asked_of(random, merged)
        got = books.answers(books.decide(book, {name: plain(value) for name, value in given_.items()}))
        for name, tree in facts.items():
            said = written.definition(tree, given_)
            if isinstance(said, date):
                said, found = said.isoformat(), got[name]
            elif isinstance(said, bool):
                found = got[name]
            else:
                said, found = Fraction(str(said)), Fraction(str(got[name]))
            assert found == said, f"{kind}: {tree} for {given_}: {found}, written {said}"


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.integers(0, 2**32))
def test_tables_answer_as_they_are_written(seed: int) -> None:
    """Exact keys, sets, intervals, open ends, columns, several keys, `otherwise`, `beyond`, scales: every form."""
    random = Random(seed)
    made = [table_of(random) for _ in range(8)]
    agree({f"x{number}": tree for number, (tree, _) in enumerate(made)}, [cuts for _, cuts in made], random, "table")


def test_of(random: Random) -> dict[str, Any]:
    """One test of a fact, sometimes with an exception."""
    name = random.choice(list(INPUTS))
    value = drawn(name, random, [])
    if name in ("yes", "choice", "code"):
        tree: dict[str, Any] = {"fact": name, "is": plain(value)}
        if name != "yes" and random.random() < 0.5:
            tree = {"fact": name, "in": random.sample(CHOICES, 2)}
    elif name in ("day", "other"):
        operator = random.choice(["is", "before", "after", "at_least", "at_most", "more_than", "less_than"])
        tree = {"fact": name, operator: random.choice([plain(value), {"fact": "other" if name == "day" else "day"}])}
    else:
        operator = random.choice(["is", "at_least", "at_most", "more_than", "less_than"])
        fraction = random.choice(["1/2", "13/10", "3", 2, "7/3"])
        than = random.choice(sorted(BOUNDS.keys() - {name}))
        tree = {
            "fact": name,
            operator: random.choice([plain(value), {"fact": than}, {"fact": than, "times": fraction}]),
        }
        if random.random() < 0.2:
            tree = {"fact": name, "between": [plain(value), plain(drawn(name, random, []))]}
    if random.random() < 0.2:
        tree["unless"] = test_of(random)
    return tree


test_of.__test__ = False  # type: ignore[attr-defined]


def condition_of(random: Random, depth: int) -> dict[str, Any]:
    if not depth or random.random() < 0.4:
        return test_of(random)
    return {
        random.choice(["all", "any", "none"]): [condition_of(random, depth - 1) for _ in range(random.randint(1, 3))]
    }


def definition_of(random: Random) -> dict[str, Any]:
    """A definition of another form than a table."""
    number = lambda: random.choice([random.randint(-3, 40), random.randint(-30, 400) / 10, {"fact": "whole"}])  # noqa: E731
    names = random.sample(sorted(BOUNDS), random.randint(1, 3))
    some = [condition_of(random, 1) for _ in range(3)]
    two = dict(zip(("from", "to"), random.sample(["day", "other"], 2), strict=True))
    by = {unit: random.randint(-15, 15) for unit in random.sample(["years", "months", "days"], 2)}
    wide: dict[str, Any] = {"type": "number", "decimals": 2}
    return random.choice([
        {random.choice(["all", "any", "none"]): some},
        {**wide, "sum": names, **{key: number() for key in random.sample(["cap", "floor"], random.randint(0, 2))}},
        {**wide, "least": names},
        {**wide, "greatest": names},
        {"count": some},
        {**wide, "choose": [*({"when": each, "value": number()} for each in some), {"otherwise": number()}]},
        {"divide": {"fact": random.choice(names), "by": random.choice([3, 0.7, 2.5, {"fact": "whole"}])}},
        {"days_between": two},
        {"years_between": two},
        {"date": {"from": "day", **by}},
    ])  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.integers(0, 2**32))
def test_other_definitions_answer_as_they_are_written(seed: int) -> None:
    """Conditions with fractions and exceptions, sums with cap and floor, extremes, counts, choices, dates."""
    random = Random(seed)
    agree({f"x{number}": definition_of(random) for number in range(8)}, [], random, "definition")


def shipped() -> Iterator[tuple[str, Plan, Node, dict[str, Any], list[str]]]:
    """Every table and scale of the book that travels with the package, once for each version."""
    seen: set[tuple[str, str]] = set()
    for day in books.real().change_dates:
        plan, definitions = books.real_plan(day), index(books.real().in_force(day)).facts
        for name, layers in definitions.items():
            tree: Any = layers[0].written.at.tree
            where = f"{layers[0].version.document.file} {name}"
            if not tree.keys() & {"table", "scale"} or len(layers) > 1 or (where, name) in seen:
                continue
            seen.add((where, name))
            node = plan.nodes[plan.nodes[plan.roots[name]].args[0]]
            while node.op is Op.TIMES:
                node = plan.nodes[node.args[0]]
            body = tree.get("table") or tree["scale"]
            keys = body.get("keys") or [body["key"], *([body["columns"]["choose"]] if "columns" in body else [])]
            yield where, plan, node, tree, keys


def points(kind: Type, cuts: Any) -> Iterator[tuple[Value, Any]]:
    """The values of a key to try, inside and as written: each bound of its cells and a step to either side."""
    if not kind.ordered:
        for text in cuts.values if kind.choices else [*cuts.values, "-"]:
            yield text, text
        return
    for start in cuts.starts:
        for value in {max(kind.low, min(kind.high, start + step)) for step in (-1, 0, 1)} | {kind.high}:
            yield value, _outside(value, kind)


def _outside(value: int, kind: Type) -> Any:
    if kind.kind is Kind.YES_NO:
        return bool(value)
    return date.fromordinal(value) if kind.kind is Kind.DATE else Fraction(value, 10**kind.decimals)


def test_every_table_of_the_book_answers_as_it_is_written() -> None:
    """Each table and scale of every version, at each of its bounds and one step to either side."""
    tried = 0
    for where, plan, node, tree, keys in shipped():
        kinds = [plan.nodes[arg].type for arg in node.args]
        for place, _ in enumerate(keys):
            fixed = [next(points(kind, axis)) for kind, axis in zip(kinds, node.data.axes, strict=True)]  # type: ignore[attr-defined]
            for other in points(kinds[1 - place], node.data.axes[1 - place]) if len(keys) == 2 else [None]:  # type: ignore[attr-defined]
                for point in points(kinds[place], node.data.axes[place]):  # type: ignore[attr-defined]
                    fixed[place] = point
                    if other is not None:
                        fixed[1 - place] = other
                    given_ = dict(zip(keys, (each for _, each in fixed), strict=True))
                    said = written.definition(tree, given_)
                    found = registry.value(node.op)(node, [each for each, _ in fixed])
                    expected = unscaled(str(said), node.type.decimals) if node.type.ordered else str(said)
                    assert found == expected, f"{where}: {given_}"
                    tried += 1
    assert tried > 2_000


@pytest.mark.parametrize(
    ("table", "kind", "value", "expected"),
    [
        ({"rows": {"..9.99": 0, "10": 5}, "beyond": {"each": 2, "per": 1}}, MONEY, 12, 9),
        ({"rows": {"3": 30}, "beyond": {"each": 5}}, books.asked("number", at_least=5, at_most=9), 7, 50),
        ({"rows": {"..1": 1, "2": 2}, "beyond": {"each": 3}}, books.asked("number", at_least=0, at_most=1), 1, 1),
    ],
)  # fmt: skip
def test_beyond_goes_on_from_the_last_row(
    table: dict[str, Any], kind: dict[str, Any], value: int, expected: int
) -> None:
    """From the number of the last row, by whole steps, wherever the key begins or ends."""
    book = books.book({"n": kind, "x": books.fact(table={"key": "n", **table})})
    assert books.answer(book, "x", {"n": value}) == expected
