"""The adapter to durable_rules answers as plain forward chaining does, whatever the size, and leaks nothing."""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ronde.evaluate import chainer_layout, durable, durable_memory
from ronde.evaluate.durable import (
    Clause,
    EngineFault,
    EngineUnavailable,
    Firing,
    InvalidFact,
    Program,
    Session,
    Threshold,
    UnsafeShape,
)

needs_library = pytest.mark.skipif(not durable.available(), reason="durable_rules cannot be imported here")
Step = tuple[list[tuple[str, dict[str, int | str]]], list[str]]

TEXTS = ["", " ", "a", "ab", "ab c", "ab!", "5", "005", "10", "true", "null", "é", "Montréal", "L'Île"]
TEXTS += [
    '"',
    '\\"',
    "\\",
    "\\\\",
    "a\nb",
    "a\tb",
    "\x01",
    "{",
    "}",
    ",",
    "],[",
    '{"id":"1"}',
    "🙂",
    "🙂🙂",
    "\u2028",
    "x" * 300,
    "x" * 299 + "y",
]


def naive(thresholds: Sequence[Threshold], clauses: Sequence[Clause], steps: Iterable[Step]) -> list[set[str]]:
    """What each step newly derives, by trying every rule until nothing new follows."""
    values: dict[tuple[str, str], int | str] = {}
    known: set[str] = set()
    answers = []
    for measured, atoms in steps:
        for group, fields in measured:
            for name, value in fields.items():
                values[group, name] = value
        known.update(atoms)
        before = set(known)
        for one in thresholds:
            if (one.group, one.field) in values and holds(values[one.group, one.field], one.test, one.literal):
                known.add(one.conclusion)
        grown = True
        while grown:
            grown = False
            for clause in clauses:
                if clause.conclusion not in known and known.issuperset(clause.premises):
                    known.add(clause.conclusion)
                    grown = True
        answers.append(known - before)
    return answers


def holds(value: Any, test: str, literal: Any) -> bool:
    if test == "at_least":
        return bool(value >= literal)
    if test == "less_than":
        return bool(value < literal)
    return bool(value == literal) if test == "is" else bool(value != literal)


def justified(firings: Sequence[Firing], known: set[str], values: Mapping[tuple[str, str], int | str]) -> bool:
    """Whether every firing is new, and rests on what was told or fired before it."""
    for conclusion, rule in firings:
        if conclusion in known or conclusion != rule.conclusion:
            return False
        if isinstance(rule, Clause) and not known.issuperset(rule.premises):
            return False
        if isinstance(rule, Threshold) and not holds(values[rule.group, rule.field], rule.test, rule.literal):
            return False
        known.add(conclusion)
    return True


def random_program(dice: random.Random) -> tuple[list[Threshold], list[Clause]]:
    """A program of any size from empty to a few hundred rules, with shared premises, cycles and repetitions."""
    names = [f"{number}={value}" for number in range(dice.choice((3, 10, 40, 120))) for value in ("true", "false")]
    groups = [f"n{number}" for number in range(dice.choice((1, 4, 20)))]
    thresholds = []
    for _ in range(dice.choice((0, 3, 12, 60, 150))):
        if dice.random() < 0.7:
            name, test = dice.choice(("low", "high")), dice.choice(("at_least", "less_than", "is", "is_not"))
            literal: int | str = dice.choice((0, 1, -1, 5, 10, 2**53, -(2**53), dice.randrange(-20, 20)))
        else:
            name, test, literal = "text", dice.choice(("is", "is_not")), dice.choice(TEXTS)
        thresholds.append(Threshold(dice.choice(groups), name, test, literal, dice.choice(names)))
    clauses = []
    favourite = dice.choice(names)
    for _ in range(dice.choice((0, 3, 20, 80, 300))):
        size = dice.choice((1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7, 13, 20))
        premises = dice.choices(names, k=size)
        if dice.random() < 0.3:
            premises[0] = favourite
        clauses.append(Clause(tuple(premises), dice.choice(names)))
    return thresholds, clauses


def random_steps(dice: random.Random, thresholds: Sequence[Threshold], clauses: Sequence[Clause]) -> list[Step]:
    columns = list({(one.group, one.field): one.literal for one in thresholds}.items())
    atoms = sorted({atom for clause in clauses for atom in clause.premises} | {"stranger"})
    told: dict[tuple[str, str], int | str] = {}
    steps: list[Step] = []
    for _ in range(dice.choice((1, 1, 2, 4))):
        measured: list[tuple[str, dict[str, int | str]]] = []
        for column, literal in dice.sample(columns, dice.randrange(len(columns) + 1)):
            if column not in told:
                told[column] = near(dice, literal)
            measured.append((column[0], {column[1]: told[column], "unused": "5"}))
        steps.append((measured, dice.choices(atoms, k=dice.choice((0, 0, 1, 3, 12)))))
    return steps


def near(dice: random.Random, literal: int | str) -> int | str:
    """A value at or beside a literal, where a comparison changes its answer."""
    if isinstance(literal, str):
        return dice.choice((literal, dice.choice(TEXTS)))
    return max(-(2**53), min(2**53, literal + dice.choice((-1, 0, 1))))


@dataclass
class Run:
    """One evaluation under way, and what it is expected to answer."""

    session: Session
    steps: list[Step]
    answers: list[set[str]]
    known: set[str] = field(default_factory=set)
    values: dict[tuple[str, str], int | str] = field(default_factory=dict)

    def check(self, turn: int) -> None:
        measured, atoms = self.steps[turn]
        for group, fields in measured:
            self.values.update({(group, name): value for name, value in fields.items()})
        self.known.update(atoms)
        firings = self.session.tell(measured, atoms)
        assert {one.conclusion for one in firings} == self.answers[turn]
        assert justified(firings, self.known, self.values)


@needs_library
@pytest.mark.parametrize("seed", range(6))
def test_answers_as_naive_forward_chaining(seed: int) -> None:
    """Random programs and evaluations, one session after another and several interleaved, agree step by step."""
    dice = random.Random(seed)
    derived = 0
    for _ in range(12):
        thresholds, clauses = random_program(dice)
        program = Program(thresholds, clauses)
        for _ in range(60):
            with ExitStack() as stack:
                runs = []
                for _ in range(dice.choice((1, 1, 1, 3))):
                    steps = random_steps(dice, thresholds, clauses)
                    answers = naive(thresholds, clauses, steps)
                    derived += sum(map(len, answers))
                    runs.append(Run(stack.enter_context(program.session()), steps, answers))
                for turn in range(4):
                    for run in runs:
                        if turn < len(run.steps):
                            run.check(turn)
        program.close()
    assert derived > 2_000


@needs_library
def test_hundreds_of_tests_on_one_field_may_all_hold() -> None:
    """The library fails when more than 64 conditions of one level hold for a fact; a program does not."""
    thresholds = [Threshold("n", "low", "at_least", number, f"{number}") for number in range(400)]
    program = Program(thresholds, [])
    with program.session() as session:
        assert [one.conclusion for one in session.tell([("n", {"low": 1_000})])] == [f"{n}" for n in range(400)]
        assert session.tell([("n", {"low": 1_000})]) == []
    with program.session() as session:
        assert len(session.tell([("n", {"low": 57})])) == 58
    program.close()


@needs_library
def test_hundreds_of_fields_at_once() -> None:
    """One call may tell more fields than the library takes in a fact."""
    thresholds = [Threshold(f"n{n}", name, "is", n, f"{n}.{name}") for n in range(300) for name in ("low", "high")]
    with Program(thresholds, []).session() as session:
        fired = session.tell([(f"n{n}", {"low": n, "high": n + n % 2}) for n in range(300)])
    assert len(fired) == 450


@needs_library
@pytest.mark.parametrize("sharing", [255, 256, 257, 1_100])
def test_a_premise_shared_by_many_clauses(sharing: int) -> None:
    """The library crashes when 256 rules share a condition; a program does not."""
    clauses = [Clause(("shared", f"own{n}"), f"c{n}") for n in range(sharing)]
    with Program([], clauses).session() as session:
        assert session.tell(atoms=[f"own{n}" for n in range(sharing)]) == []
        assert len(session.tell(atoms=["shared"])) == sharing


@needs_library
def test_more_rules_and_conditions_than_one_ruleset_holds() -> None:
    """In the library 600 conditions side by side never finish loading, and 4,096 rules are the most."""
    clauses = [Clause((f"a{n}", f"a{n + 1}", f"a{n + 2}"), f"a{n + 3}") for n in range(6_000)]
    with Program([], clauses).session() as session:
        assert [one.conclusion for one in session.tell(atoms=["a0", "a1", "a2"])] == [f"a{n}" for n in range(3, 6_003)]


@needs_library
@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 12, 13, 16, 17, 40, 700])
def test_clauses_with_many_premises(size: int) -> None:
    """A clause may have more premises than the library takes, and what joins its parts is never reported."""
    clause = Clause(tuple(f"p{n}" for n in range(size)), "all")
    program = Program([], [clause])
    for last in (0, size // 2, size - 1):
        with program.session() as session:
            assert session.tell(atoms=[one for n, one in enumerate(clause.premises) if n != last]) == []
            assert session.tell(atoms=[f"p{last}"]) == [Firing("all", clause)]
    program.close()


@needs_library
def test_an_atom_derivable_in_several_ways_is_derived_once() -> None:
    ways = [Clause(("a",), "c"), Clause(("b",), "c"), Clause(("a", "b"), "c"), Clause(("a",), "c")]
    with Program([Threshold("n", "low", "is", 1, "c")], ways).session() as session:
        assert session.tell([("n", {"low": 1})], ["b", "a"]) == [Firing("c", Threshold("n", "low", "is", 1, "c"))]
        assert session.tell([], ["a", "b", "c"]) == []


@needs_library
def test_a_told_atom_is_not_reported_as_derived() -> None:
    with Program([], [Clause(("a",), "b"), Clause(("b",), "c")]).session() as session:
        assert [one.conclusion for one in session.tell(atoms=["b"])] == ["c"]
        assert session.tell(atoms=["a", "b"]) == []


@needs_library
def test_cycles_and_tautologies_end() -> None:
    with Program([], [Clause(("a",), "b"), Clause(("b",), "a"), Clause(("c",), "c")]).session() as session:
        assert [one.conclusion for one in session.tell(atoms=["b", "c"])] == ["a"]


@needs_library
def test_false_and_unknown_differ() -> None:
    """A field that is not told derives neither side, and "is not" does not hold of it."""
    both = [Threshold("n", "text", "is", "x", "n=true"), Threshold("n", "text", "is_not", "x", "n=false")]
    program = Program(both, [])
    for value, expected in (("x", ["n=true"]), ("y", ["n=false"])):
        with program.session() as session:
            assert [one.conclusion for one in session.tell([("n", {"text": value})])] == expected
    with program.session() as session:
        assert session.tell([("n", {}), ("m", {"text": "x"}), ("n", {"other": "x"})]) == []


@needs_library
def test_every_text_equals_itself_only() -> None:
    thresholds = [Threshold("n", "text", "is", text, f"{place}") for place, text in enumerate(TEXTS)]
    program = Program(thresholds, [])
    for place, text in enumerate(TEXTS):
        with program.session() as session:
            assert [one.conclusion for one in session.tell([("n", {"text": text})])] == [f"{place}"]
    with program.session() as session:
        assert session.tell([("n", {"text": "x" * 59_000})]) == []
    program.close()
    long = Threshold("n", "text", "is", "x" * 59_000, "long")
    program = Program([long], [])
    for last, expected in (("x", [Firing("long", long)]), ("y", [])):
        with program.session() as session:
            assert session.tell([("n", {"text": "x" * 58_999 + last})]) == expected
    program.close()


@needs_library
@pytest.mark.parametrize("literal", [0, -1, 2**31, -(2**31) - 1, 2**53 - 1, -(2**53)])
def test_numbers_at_the_edge(literal: int) -> None:
    tests = [Threshold("n", "low", "at_least", literal, "yes"), Threshold("n", "low", "less_than", literal, "no")]
    program = Program(tests, [])
    for value in (literal - 1, literal, literal + 1):
        if abs(value) <= 2**53:
            with program.session() as session:
                fired = session.tell([("n", {"low": value})])
            assert [one.conclusion for one in fired] == ["yes" if value >= literal else "no"]
    program.close()


@needs_library
@pytest.mark.parametrize(
    ("thresholds", "clauses", "reason"),
    [
        ([Threshold("n", "low", "above", 1, "c")], [], "unknown test"),
        ([Threshold("n", "text", "at_least", "b", "c")], [], "orders text wrongly"),
        ([Threshold("n", "low", "is", 1, "c"), Threshold("m", "low", "is", "1", "d")], [], "text or numbers, not both"),
        ([Threshold("n", "low", "is", True, "c")], [], "of type bool"),
        ([Threshold("n", "low", "is", 1.5, "c")], [], "of type float"),  # type: ignore[arg-type]
        ([Threshold("n", "low", "is", 2**53 + 1, "c")], [], "beyond"),
        ([Threshold("n", "text", "is", "x" * 60_000, "c")], [], "too long"),
        ([Threshold("n", "text", "is", "a\0b", "c")], [], "NUL"),
        ([Threshold("n", "text", "is", "\ud800", "c")], [], "Unicode"),
        ([Threshold("n", "low", "is", 1, 7)], [], "named by text"),  # type: ignore[arg-type]
        ([], [Clause((), "c")], "without a premise"),
        ([], [Clause((1,), "c")], "an atom is text"),  # type: ignore[arg-type]
        ([], [Clause("ab", "c")], "a tuple of atoms"),  # type: ignore[arg-type]
        ([], [Clause(["ab"], "c")], "a tuple of atoms"),  # type: ignore[arg-type]
    ],
)
def test_unsafe_shapes_are_refused(thresholds: list[Threshold], clauses: list[Clause], reason: str) -> None:
    """What cannot be compiled safely is refused, with the reason."""
    with pytest.raises(UnsafeShape, match=reason):
        Program(thresholds, clauses)


@needs_library
@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("low", "5", "of type str"),
        ("low", 5.0, "of type float"),
        ("low", True, "of type bool"),
        ("low", None, "of type NoneType"),
        ("low", 2**53 + 1, "beyond"),
        ("low", 6, "told 5 before"),
        ("text", 5, "of type int"),
        ("text", "é" * 30_000, "too long"),
        ("text", "\0", "NUL"),
        ("text", "\udfff", "Unicode"),
    ],
)
def test_unsafe_values_are_refused_and_the_session_goes_on(field: str, value: Any, reason: str) -> None:
    thresholds = [Threshold("n", "low", "is", 5, "low"), Threshold("n", "text", "is", "x", "text")]
    with Program(thresholds, [Clause(("a",), "b")]).session() as session:
        session.tell([("n", {"low": 5})])
        with pytest.raises(InvalidFact, match=reason):
            session.tell([("n", {"text": "x"}), ("n", {field: value})], ["a"])
        with pytest.raises(InvalidFact, match="an atom is text"):
            session.tell([("n", {"text": "x"})], ["a", 0])  # type: ignore[list-item]
        assert [one.conclusion for one in session.tell([("n", {"low": 5, "text": "x"})], ["a"])] == ["text", "b"]


@needs_library
def test_nothing_is_left_after_a_session() -> None:
    """A session leaves no fact behind for the next one, which reuses its native session."""
    program = Program([Threshold("n", "low", "at_least", 0, "a")], [Clause(("a", "b"), "c")])
    for _ in range(3):
        with program.session() as session:
            assert len(session.tell([("n", {"low": 0})], ["b"])) == 2
    with program.session() as session:
        assert session.tell(atoms=["b"]) == []
    assert program._memory is not None
    for section in program._memory.sections:
        assert durable_memory.library.get_facts(section.handle, "0") == "[]"
    program.close()


@needs_library
def test_fifty_sessions_open_at_once() -> None:
    """Sessions of one program do not see one another, in whatever order they are told and closed."""
    program = Program([Threshold("n", "low", "at_least", 25, "old")], [Clause(("old", "asked"), "yes")])
    for _ in range(3):
        sessions = [program.session().__enter__() for _ in range(50)]
        for number, session in enumerate(sessions):
            assert len(session.tell([("n", {"low": number})])) == (number >= 25)
        for number, session in reversed(list(enumerate(sessions))):
            assert len(session.tell(atoms=["asked"])) == (number >= 25)
        for session in sessions:
            session.__exit__(None, None, None)
    program.close()


@needs_library
def test_sessions_beyond_what_is_kept_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst of sessions gives its native memory back, and later bursts are as right as the first."""
    monkeypatch.setattr(durable, "KEPT_BYTES", 0)
    program = Program([Threshold("n", "low", "at_least", 15, "old")], [Clause(("old", "asked"), "yes")])
    for _ in range(5):
        with ExitStack() as stack:
            sessions = [stack.enter_context(program.session()) for _ in range(30)]
            for number, session in enumerate(sessions):
                assert len(session.tell([("n", {"low": number})])) == (number >= 15)
            for number, session in enumerate(sessions):
                assert len(session.tell(atoms=["asked"])) == (number >= 15)
        assert program._memory is not None
        assert all(len(section.primed) == 4 for section in program._memory.sections)
    program.close()


@needs_library
def test_the_number_of_open_sessions_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_memory, "MAX_SESSIONS", 2)
    program = Program([], [Clause(("a",), "b")])
    with program.session(), program.session(), pytest.raises(EngineFault, match="open at once"):
        program.session().__enter__()
    with program.session() as session:
        assert len(session.tell(atoms=["a"])) == 1
    program.close()


@needs_library
def test_an_exception_in_the_block_leaves_nothing_behind() -> None:
    program = Program([], [Clause(("a", "b"), "c")])
    with program.session() as outer:
        outer.tell(atoms=["a"])
        with pytest.raises(ZeroDivisionError), program.session() as session:
            session.tell(atoms=[str(1 // 0)])
        with pytest.raises(EngineFault, match="lost"):
            outer.tell(atoms=["b"])
    with program.session() as session:
        assert session.tell(atoms=["b"]) == []
        assert len(session.tell(atoms=["a"])) == 1
    program.close()


class Failing:
    """The native module, failing at one call."""

    def __init__(self, name: str, error: BaseException, after: int) -> None:
        self.name, self.error, self.left, self.real = name, error, after, durable_memory.library

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        if name != self.name:
            return found

        def call(*given: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise self.error
            return found(*given)

        return call


@needs_library
@pytest.mark.parametrize(
    "name", ["create_ruleset", "assert_fact", "start_action_for_state", "complete_and_start_action", "retract_facts"]
)
@pytest.mark.parametrize("error", [RuntimeError("error code: 303"), MemoryError(), KeyboardInterrupt()])
@pytest.mark.parametrize("after", [1, 2])
def test_a_failure_surfaces_and_the_next_session_is_right(
    name: str, error: BaseException, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program([Threshold("n", "low", "is", 1, "a")], [Clause(("a",), "b"), Clause(("b",), "c")])

    def evaluate(times: int) -> list[int]:
        fired = []
        for _ in range(times):
            with program.session() as session:
                fired.append(len(session.tell([("n", {"low": 1})])))
        return fired

    with monkeypatch.context() as patch:
        patch.setattr(durable_memory, "library", Failing(name, error, after))
        with pytest.raises((EngineFault, KeyboardInterrupt)):
            evaluate(2)
    assert evaluate(2) == [3, 3]
    program.close()


@needs_library
def test_close_may_be_called_again_and_ends_the_program() -> None:
    program = Program([], [Clause(("a",), "b")])
    program.close()
    with pytest.raises(EngineFault, match="closed"), program.session():
        pass
    program.close()
    program = Program([], [Clause(("a",), "b")])
    with program.session() as session:
        session.tell(atoms=["a"])
        program.close()
        with pytest.raises(EngineFault, match="not open"):
            session.tell(atoms=["a"])
    program.close()


@needs_library
def test_a_session_is_entered_once_and_told_only_while_open() -> None:
    session = Program([], [Clause(("a",), "b")]).session()
    with pytest.raises(EngineFault, match="not open"):
        session.tell(atoms=["a"])
    with session, pytest.raises(EngineFault, match="once"):
        session.__enter__()
    with pytest.raises(EngineFault, match="not open"):
        session.tell(atoms=["a"])


@needs_library
def test_a_forgotten_program_gives_its_memory_back() -> None:
    """A program that is dropped without `close` frees its native memory when it is collected."""
    program = Program([], [Clause(("a",), "b")])
    with program.session() as session:
        session.tell(atoms=["a"])
    assert program._memory is not None
    sections = program._memory.sections
    handle = sections[0].handle
    del program, session
    gc.collect()
    assert sections == []
    with pytest.raises(Exception, match="111"):
        durable_memory.library.delete_ruleset(handle)


@needs_library
def test_no_thread_is_started() -> None:
    before = threading.active_count()
    with Program([], [Clause(("a",), "b")]).session() as session:
        session.tell(atoms=["a"])
        assert threading.active_count() == before


@needs_library
def test_threads_share_a_program_by_its_lock() -> None:
    """Eight threads on one program, and on programs of their own, all get right answers."""
    dice = random.Random(8)
    shared_rules = random_program(dice)
    shared = Program(*shared_rules)
    failures: list[BaseException] = []

    def work(seed: int) -> None:
        own_dice = random.Random(seed)
        own_rules = random_program(own_dice)
        own = Program(*own_rules)
        try:
            for _ in range(150):
                for program, rules in ((shared, shared_rules), (own, own_rules)):
                    steps = random_steps(own_dice, *rules)
                    expected = naive(*rules, steps)
                    with program.session() as session:
                        for step, answer in zip(steps, expected, strict=True):
                            assert {one.conclusion for one in session.tell(*step)} == answer
        except BaseException as error:
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shared.close()
    assert failures == []


@needs_library
def test_another_thread_cannot_tell_an_open_session() -> None:
    caught: list[BaseException] = []
    with Program([], [Clause(("a",), "b")]).session() as session:

        def intrude() -> None:
            try:
                session.tell(atoms=["a"])
            except EngineFault as error:
                caught.append(error)

        thread = threading.Thread(target=intrude)
        thread.start()
        thread.join()
        assert len(session.tell(atoms=["a"])) == 1
    assert "thread" in str(caught[0])


@needs_library
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_memory_is_flat() -> None:
    """Neither evaluations nor programs loaded and closed make the process grow."""
    dice = random.Random(3)
    thresholds = [Threshold(f"n{n}", "low", "at_least", 50, f"{n}") for n in range(60)]
    clauses = [Clause((f"{n}", f"{(n + 7) % 60}"), f"c{n}") for n in range(60)]

    def evaluate(program: Program, times: int) -> None:
        for _ in range(times):
            with program.session() as session:
                session.tell([(f"n{n}", {"low": dice.randrange(100)}) for n in range(60)], ["x"])

    def load(times: int) -> None:
        for number in range(times):
            program = Program(thresholds, [*clauses, Clause(("c0",), f"only{number}")])
            evaluate(program, 1)
            program.close()

    program = Program(thresholds, clauses)
    evaluate(program, 300)
    load(10)
    before = resident()
    evaluate(program, 3_000)
    load(60)
    program.close()
    assert resident() - before < 8_000_000


def resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4_096


@pytest.mark.parametrize("seed", range(20))
def test_sections_stay_inside_the_limits(seed: int) -> None:
    """No section comes near what the library was measured to survive, and no rule has more than three patterns.

    With four, withdrawing the facts of a rule that has fired reads beyond the memory of its frames.
    """
    dice = random.Random(seed)
    thresholds, clauses = random_program(dice)
    clauses += [Clause(tuple(dice.choices(["x", "y", "z", "w", f"own{n}"], k=6)), f"c{n}") for n in range(900)]
    for section in chainer_layout.plan(thresholds, clauses).sections:
        rules = json.loads(section.definition)
        assert list(rules) == list(section.conclusions)
        assert len(rules) <= 2_000
        levels: dict[str, set[str]] = {}
        sharing: dict[str, int] = {}
        for rule in list(rules.values())[1:]:
            assert 1 <= len(rule["all"]) <= 3
            for pattern in rule["all"]:
                ((_, condition),) = pattern.items()
                first, second = condition["$and"]
                levels.setdefault("", set()).add(str(first))
                levels.setdefault(str(first), set()).add(str(second))
                sharing[str(condition)] = sharing.get(str(condition), 0) + 1
        assert all(len(level) <= 60 for level in levels.values())
        assert all(number <= 250 for number in sharing.values())


def test_names_and_ids_have_distinct_hashes() -> None:
    """The library compares only a 32-bit hash of names; `f_slepyyv` and `f_ookkyep` would be one name to it."""
    assert chainer_layout.fnv1a("f_slepyyv") == chainer_layout.fnv1a("f_ookkyep")
    assert list(chainer_layout.distinct(["f_slepyyv", "f_ookkyep", "a"], ["b"])) == ["f_slepyyv", "a"]
    assert list(chainer_layout.distinct(["a", "b"], ["b"])) == ["a"]


def test_the_module_imports_without_the_library() -> None:
    """Where durable_rules is missing the module imports and says so, even with warnings as errors."""
    script = (
        "import sys; sys.modules['durable_rules_engine'] = None\n"
        "from ronde.evaluate import durable\n"
        "assert not durable.available() and durable.version() is None\n"
        "try:\n    durable.Program([], [])\n"
        "except durable.EngineUnavailable: print('refused')\n"
    )
    source = Path(durable.__file__).resolve().parents[2]
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr
    assert issubclass(EngineUnavailable, RuntimeError)


@needs_library
def test_the_release_of_the_library_is_known() -> None:
    assert (durable.version() or "").startswith("2.")


@needs_library
def test_an_empty_program_derives_nothing() -> None:
    with Program([], []).session() as session:
        assert session.tell([("n", {"low": 1})], ["a"]) == []


@needs_library
def test_memory_of_a_session_is_estimated() -> None:
    """`session_bytes` is within a factor of what was measured: about 10 kB for each pattern, 2 kB for each rule."""
    program = Program([], [Clause((f"a{n}", f"b{n}"), f"c{n}") for n in range(100)])
    assert 2_000_000 < program.session_bytes < 3_000_000
