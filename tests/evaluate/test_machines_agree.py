"""The forward chainer and the reference are two ways to the same answer, on the rules as they really are."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.support import books, profiles

from ronde.compile.rules import compile_rules
from ronde.evaluate import durable, reference
from ronde.evaluate.chainer import Chainer
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import Candidate
from ronde.evaluate.trace import Trace
from ronde.inputs.profile import read_profile
from ronde.messages.diagnostics import ValidationError
from ronde.model.nodes import Op, Plan
from ronde.model.types import Value
from ronde.operations.bounds import known

YEARS = range(2015, 2028)
SEEDS = st.integers(0, 2**40)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A smaller seed is no simpler candidate: what fails is made smaller by `profiles.reduced`, not by its seed."""

needs_library = pytest.mark.skipif(not durable.available(), reason="durable_rules cannot be imported here")


@pytest.fixture
def let_go() -> Iterator[None]:
    """What a test of random cases used goes with it: machines hold native memory, which no count of objects shows."""
    yield
    gc.collect()


class Plans:
    """The plans of one year, compiled once each and let go together, with all that machines keep for them."""

    def __init__(self) -> None:
        self.kept: dict[str, Plan] = {}

    def on(self, day: int) -> Plan:
        rules = books.real().in_force(day)
        if rules.digest not in self.kept:
            self.kept[rules.digest] = compile_rules(rules)
        return self.kept[rules.digest]


def days(year: int) -> st.SearchStrategy[int]:
    """Three days of a year, most often some on which something changes or the one before: machines build programs for
    the rules of each day, which takes longer than many candidates."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    changes = [day for change in books.real().change_dates for day in (change - 1, change) if first <= day <= last]
    return st.sampled_from(sorted(Random(year).sample([*changes, *range(first, last, 90)], 3)))


def differing(chainer: Chainer, plan: Plan, made: Candidate) -> str:
    """Where the machines differ on a candidate; nothing where they agree."""
    expected, found = reference.evaluate(plan, made), chainer.chain(plan, made)
    for node, one, other in zip(plan.nodes, expected.values, found.values, strict=True):
        if one != other or type(one) is not type(other):
            return f"{node.op} {node.fact or ''} {node.location}: {one} by the reference, {other} by chaining"
    if sorted(map(str, expected.contradicted)) != sorted(map(str, found.contradicted)):
        return f"contradicted: {expected.contradicted} by the reference, {found.contradicted} by chaining"
    return ""


@needs_library
@pytest.mark.usefixtures("let_go")
@pytest.mark.parametrize("year", YEARS)
def test_the_machines_agree_on_every_value(year: int) -> None:
    """On any day, for any candidate, chaining gives exactly the reference's value of every node, known or unknown."""
    plans, chainer = Plans(), Chainer()

    @settings(max_examples=25, deadline=None, phases=PHASES)
    @given(days(year), SEEDS)
    def agree(day: int, seed: int) -> None:
        plan = plans.on(day)
        made = profiles.candidate(plan, day, Random(seed), beyond=True)
        if differing(chainer, plan, made):
            least = profiles.reduced(made, partial(lambda each: bool(differing(chainer, plan, each))))
            pytest.fail(f"{date.fromordinal(day)}: {differing(chainer, plan, least)}\n{least}")

    agree()


@needs_library
def test_the_machines_agree_on_candidates_about_whom_nothing_is_known() -> None:
    """Nothing supplied, empty lists, and lists of records that say nothing, on every fifth day with new rules."""
    for change in books.real().change_dates[::5]:
        plan, chainer = books.real_plan(change), Chainer()
        for records in ({}, dict.fromkeys(plan.records, ()), dict.fromkeys(plan.records, ({}, {}))):
            assert differing(chainer, plan, Candidate({"as_of": change}, records)) == ""


@cache
def engines() -> tuple[Engine, Engine]:
    """The door of the engine with either machine behind it."""
    return books.real_engine(), Engine(books.real(), Chainer())


@needs_library
@settings(max_examples=25, deadline=None, phases=PHASES)
@given(st.sampled_from([2016, 2021, 2025]), st.integers(1, 28), SEEDS)
def test_a_decision_does_not_depend_on_the_machine(year: int, day: int, seed: int) -> None:
    """Whichever machine ran, the decision has the same facts, cautions and digest, and rests on the same."""
    as_of = date(year, 12, day).toordinal()
    plan = books.real_plan(as_of)
    made = profiles.acceptable(plan, profiles.candidate(plan, as_of, Random(seed), derived=0.1))
    profile = profiles.document(plan, made)
    one, other = (engine.evaluate(profile, as_of).document(trace=True) for engine in engines())
    assert one.pop("machine") != other.pop("machine")
    assert one == other


@needs_library
@settings(max_examples=40, deadline=None, phases=PHASES)
@given(st.sampled_from([2016, 2021, 2025]), SEEDS)
def test_a_refusal_does_not_depend_on_the_machine(year: int, seed: int) -> None:
    """Whichever machine ran, a profile that the rules refuse is refused for the same reasons, at the same places."""
    as_of = date(year, 12, 1).toordinal()
    plan = books.real_plan(as_of)
    profile = profiles.document(plan, profiles.candidate(plan, as_of, Random(seed)))
    told: list[object] = []
    for engine in engines():
        try:
            engine.evaluate(profile, as_of)
            told.append("accepted")
        except ValidationError as refused:
            told.append(refused.diagnostics)
    assert told[0] == told[1]


@settings(max_examples=100, deadline=None, phases=PHASES)
@given(st.sampled_from(YEARS), st.integers(1, 28), SEEDS)
def test_a_candidate_written_down_reads_the_same(year: int, day: int, seed: int) -> None:
    """What is known of a candidate, written as a profile and read again, is the same, down to its digest."""
    as_of = date(year, 6, day).toordinal()
    plan = books.real_plan(as_of)
    made = profiles.candidate(plan, as_of, Random(seed))
    profile = read_profile(profiles.document(plan, made), plan, books.real())
    assert {**profile.supplied, "as_of": as_of} == made.supplied
    assert profile.records == made.records
    again = read_profile(profiles.document(plan, made), plan, books.real())
    assert again.digest == profile.digest


@settings(max_examples=100, deadline=None, phases=PHASES)
@given(st.sampled_from(YEARS), st.integers(1, 28), SEEDS)
def test_the_order_of_what_is_supplied_does_not_matter(year: int, day: int, seed: int) -> None:
    """The same facts in another order, and the same lists in another order, give the same values."""
    as_of, random = date(year, 9, day).toordinal(), Random(seed)
    plan = books.real_plan(as_of)
    made = profiles.candidate(plan, as_of, random)

    def shuffled(mapping: dict[str, Any]) -> dict[str, Any]:
        return dict(random.sample(list(mapping.items()), len(mapping)))

    records = {name: [shuffled(dict(row)) for row in rows] for name, rows in shuffled(dict(made.records)).items()}
    other = Candidate(shuffled(dict(made.supplied)), records)
    assert reference.evaluate(plan, other) == reference.evaluate(plan, made)


def room_for(found: Value, value: Value) -> bool:
    """Whether an answer leaves room for a later one."""
    if found is None:
        return True
    if not isinstance(found, tuple):
        return found == value
    low, high = value if isinstance(value, tuple) else (value, value)
    return isinstance(low, int) and found[0] <= low and isinstance(high, int) and high <= found[1]


def firm(plan: Plan) -> list[int]:
    """The nodes whose value can only become more precise: not those that ask whether something is known, or that put
    something in the place of an unknown, nor what rests on them."""
    found: list[bool] = []
    for node in plan.nodes:
        asks = node.op in (Op.ALL, Op.NEGATE) and any(plan.nodes[arg].op is Op.GIVEN for arg in node.args)
        own = node.op is not Op.KNOWN and not asks
        if node.op is Op.FACT:
            by = plan.known_by(node)
            own = not (by.defined and by.defaulted)
        found.append(own and all(found[arg] for arg in node.args))
    return [node.id for node in plan.nodes if found[node.id] and node.op is not Op.GIVEN]


@settings(max_examples=100, deadline=None, phases=PHASES)
@given(st.sampled_from(YEARS), st.integers(1, 28), SEEDS)
def test_what_is_learnt_was_allowed_for(year: int, day: int, seed: int) -> None:
    """Told more, an answer becomes more precise and never another: what was known stays, what had bounds keeps them."""
    as_of, random = date(year, 3, day).toordinal(), Random(seed)
    plan = books.real_plan(as_of)
    full = profiles.candidate(plan, as_of, random)
    may_go = {name for name, about in plan.facts.items() if about.form == "input"
              and not plan.known_by(plan.nodes[plan.roots[name]]).defaulted}  # fmt: skip
    gone = random.choice([0.05, 0.2, 0.6])

    def less(facts: dict[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in facts.items() if name not in may_go or random.random() > gone}

    told = Candidate(
        less(dict(full.supplied)),
        {name: [less(dict(row)) for row in rows] for name, rows in full.records.items() if random.random() > gone},
    )
    before, after = reference.evaluate(plan, told), reference.evaluate(plan, full)
    for number in firm(plan):
        node = plan.nodes[number]
        if node.record is not None and node.record not in told.records:
            continue
        rows = range(len(told.records[node.record])) if node.record else (None,)
        for row in rows:
            one, other = (profiles.value_of(plan, each, number, row) for each in (before, after))
            assert room_for(one, other), f"{node.op} {node.fact or ''} {node.location}: {one}, then {other}"


def test_every_day_belongs_to_one_plan() -> None:
    """The plan of a slice is the plan of every day in it, so that testing days near changes tests all."""
    for first, following in pairwise(books.real().change_dates):
        assert books.real().in_force(first).digest == books.real().in_force(following - 1).digest


@needs_library
@pytest.mark.parametrize(
    "given_profile",
    [
        {"text": "ab"},
        {"text": ""},
        {"text": "é😀\u2028"},
        {"text": "a\0b"},
        {"text": "x" * 200_000},
        {"amount": 44_000_000_000_000},
        {"amount": -44_000_000_000_000},
        {"one": 10**15 - 1, "two": 10**15 - 1, "three": 10**15 - 1},
        {"one": -(10**15 - 1), "two": -(10**15 - 1)},
    ],
    ids=lambda given_profile: str(given_profile)[:30],
)
def test_values_at_the_edge_are_compared_alike(given_profile: dict[str, Any]) -> None:
    """Texts and figures that no library likes are compared by both machines alike, or refused in words by both."""
    free = {"at_least": -(10**14), "at_most": 10**14}
    book = books.book({
        "text": books.asked("text"),
        "amount": books.asked("money", **free),
        **{name: books.fact(value=5) for name in ("one", "two", "three")},
        "sum": books.fact(sum=["one", "two", "three"]),
        "many": books.fact(all=[{"fact": "sum", "at_least": {"fact": "sum", "times": 13}}, {"fact": "sum", "is": 15}]),
        "same": books.fact(all=[{"fact": "text", "is": "ab"}]),
        "enough": books.fact(all=[{"fact": "amount", "at_least": 0.001}]),
    })  # fmt: skip
    told: list[object] = []
    for machine in (Reference(), Chainer()):
        try:
            told.append(books.answers(books.decide(book, given_profile, machine=machine)))
        except ValidationError as refused:
            told.append([diagnostic.code for diagnostic in refused.diagnostics])
    assert told[0] == told[1]


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(st.sampled_from(YEARS), st.integers(1, 28), SEEDS)
def test_what_is_said_to_be_missing_is_what_is_missing(year: int, day: int, seed: int) -> None:
    """An unknown answer always names inputs, all of them not given yet; given those, and those they call for, it is
    known."""
    as_of, random = date(year, 10, day).toordinal(), Random(seed)
    plan = books.real_plan(as_of)
    made = profiles.acceptable(plan, profiles.candidate(plan, as_of, random, derived=0))
    for name in random.sample([each for each, about in plan.facts.items() if about.record is None], 12):
        told, asked = made, 0
        while not known((trace := Trace(plan, told, reference.evaluate(plan, told))).value(name)):
            missing = trace.missing(name)
            assert missing, f"{name} is unknown and nothing is missing"
            asked += 1
            assert asked < 20, f"{name} is still unknown: {missing}"
            told = profiles.answered(plan, told, missing, random)


def test_nothing_is_missing_from_what_is_known() -> None:
    """A known answer asks for nothing more, however much was left out of the profile."""
    as_of = date(2024, 6, 3).toordinal()
    plan = books.real_plan(as_of)
    for seed in range(20):
        made = profiles.candidate(plan, as_of, Random(seed))
        trace = Trace(plan, made, reference.evaluate(plan, made))
        for name, about in plan.facts.items():
            if about.record is None and known(trace.value(name)):
                assert trace.missing(name) == ()
