"""Memory and time of the forward chainer: 100,000 evaluations of one program, then 1,000 programs loaded and closed.

    PYTHONPATH=engine python tools/benchmarks/memory.py [--evaluations 100000] [--loads 1000]

Prints figures and exits 0 whatever they are. Resident memory (RSS) is read from /proc and is absent elsewhere.
The program is synthetic: 300 thresholds on 150 measured facts, 900 clauses, told in 8 calls.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

from ronde.evaluate import durable
from ronde.evaluate.durable import Clause, Program, Threshold

FACTS = 150
CALLS = 8
CLAUSES = 900
ALIVE = 5

Call = tuple[list[tuple[str, dict[str, int | str]]], list[str]]


def synthetic(dice: random.Random, facts: int, clauses: int) -> tuple[list[Threshold], list[Clause]]:
    """A program in `CALLS` layers: two thresholds for each fact, and conditions on what is known so far."""
    thresholds = []
    for number in range(facts):
        cut = dice.randrange(20, 120)
        thresholds.append(Threshold(f"n{number}", "low", "at_least", cut, f"{number}=true"))
        thresholds.append(Threshold(f"n{number}", "high", "less_than", cut, f"{number}=false"))
    rules: list[Clause] = []
    available: list[str] = []
    for layer in range(CALLS):
        first, last = 2 * facts * layer // CALLS, 2 * facts * (layer + 1) // CALLS
        available += [one.conclusion for one in thresholds[first:last]]
        while len(rules) < clauses * (layer + 1) // CALLS:
            name = f"c{len(rules)}"
            premises = tuple(dict.fromkeys(dice.choices(available[-150:], k=dice.choice((1, 2, 2, 3, 4)))))
            if dice.random() < 0.5:
                rules.append(Clause(premises, f"{name}=true"))
            else:
                rules += [Clause((one,), f"{name}=true") for one in premises]
            available.append(f"{name}=true")
    return thresholds, rules


def case(dice: random.Random, facts: int) -> list[Call]:
    """What is told in one evaluation."""
    calls: list[Call] = []
    for layer in range(CALLS):
        told: list[tuple[str, dict[str, int | str]]] = []
        for number in range(facts * layer // CALLS, facts * (layer + 1) // CALLS):
            value = dice.randrange(140)
            told.append((f"n{number}", {"low": value, "high": value}))
        calls.append((told, [f"given{layer}"]))
    return calls


def evaluate(program: Program, calls: Sequence[Call]) -> int:
    """The number of firings of one evaluation."""
    fired = 0
    with program.session() as session:
        for told, atoms in calls:
            fired += len(session.tell(told, atoms))
    return fired


def resident() -> float:
    """Resident memory in megabytes; 0 where it cannot be read."""
    gc.collect()
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4_096 / 1e6
    except OSError:
        return 0.0


def evaluations(times: int) -> None:
    dice = random.Random(1)
    programs = []
    for number in range(ALIVE):
        facts, clauses = (FACTS, CLAUSES) if number == 0 else (40, 150)
        programs.append((Program(*synthetic(dice, facts, clauses)), [case(dice, facts) for _ in range(50)]))
    empty = resident()
    for program, cases in programs:
        for one in cases:
            evaluate(program, one)
    main, cases = programs[0]
    print(f"{ALIVE} programs alive, warm: {empty:.0f} -> {resident():.0f} MB;", end=" ")
    print(f"one session of the largest is estimated at {main.session_bytes / 1e6:.0f} MB")
    spent = array("d", bytes(8 * times))
    before, firings = resident(), 0
    for number in range(times):
        one = cases[number % len(cases)]
        began = time.perf_counter()
        firings += evaluate(main, one)
        spent[number] = time.perf_counter() - began
        if number % 10 == 0:
            other, others = programs[1 + number // 10 % (ALIVE - 1)]
            evaluate(other, others[number % len(others)])
        if number + 1 in (times // 4, times // 2, times):
            print(f"  after {number + 1:>7,} evaluations: {resident():.1f} MB ({resident() - before:+.1f})")
    ordered = sorted(spent)
    middle, late = ordered[times // 2] * 1e3, ordered[times * 99 // 100] * 1e3
    print(f"  {firings / times:.0f} firings in {CALLS} calls: p50 {middle:.2f} ms, p99 {late:.2f} ms")
    for program, _ in programs:
        program.close()
    print(f"  closed: {resident():.1f} MB")


def loads(times: int) -> None:
    dice = random.Random(2)
    alive = [Program(*synthetic(dice, 40, 150)) for _ in range(ALIVE)]
    cases = [case(dice, 40) for _ in range(20)]
    before = 0.0
    spent = []
    for number in range(-20, times):
        if number == 0:
            before = resident()
        began = time.perf_counter()
        program = Program(*synthetic(random.Random(number), 40, 150))
        evaluate(program, cases[number % 20])
        spent.append(time.perf_counter() - began)
        alive[number % ALIVE].close()
        alive[number % ALIVE] = program
        if number + 1 in (times // 4, times // 2, times):
            print(f"  after {number + 1:>6,} loads: {resident():.1f} MB ({resident() - before:+.1f})")
    for program in alive:
        program.close()
    print(f"  80 thresholds, 150 clauses, built and evaluated once: p50 {statistics.median(spent) * 1e3:.1f} ms")
    print(f"  closed: {resident():.1f} MB")


def interleaved(open_at_once: int) -> None:
    dice = random.Random(3)
    program = Program(*synthetic(dice, 40, 150))
    cases = [case(dice, 40) for _ in range(open_at_once)]
    before = resident()
    for turn in range(3):
        began = time.perf_counter()
        sessions = [program.session().__enter__() for _ in cases]
        for layer in range(CALLS):
            for session, calls in zip(sessions, cases, strict=True):
                session.tell(*calls[layer])
        for session in sessions:
            session.__exit__(None, None, None)
        spent = (time.perf_counter() - began) * 1e3
        print(f"  turn {turn + 1}, {open_at_once} sessions at once: {spent:.1f} ms, {resident() - before:+.1f} MB")
    program.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--evaluations", type=int, default=100_000)
    parser.add_argument("--loads", type=int, default=1_000)
    given = parser.parse_args()
    if not durable.available():
        print("durable_rules cannot be imported here: nothing to measure")
        return
    print(f"durable_rules {durable.version()}")
    print("Evaluations")
    evaluations(max(4, given.evaluations))
    print("Loads, each of another program")
    loads(max(4, given.loads))
    print("Sessions open at once")
    interleaved(50)


if __name__ == "__main__":
    main()
