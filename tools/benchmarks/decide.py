"""One complete decision: warm, by the reference and the forward chainer apart, and cold, with where time goes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ronde.compile.rules import compile_rules
from ronde.evaluate import reference
from ronde.evaluate.chainer import Chainer, best_machine
from ronde.evaluate.engine import Engine
from ronde.explain.slips import slips_of_answers
from ronde.read.book import read_book
from ronde.read.cache import document

PROFILE = Path("examples/pvt-toronto.yaml")
AS_OF = date(2023, 7, 5).toordinal()
ROUNDS = 2_000


def spread(name: str, run: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print the median and the 99th percentile of a call, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(f"  {name:<52} median {statistics.median(times):7.3f} ms   p99 {times[int(rounds * 0.99)]:7.3f} ms")


def warm() -> None:
    """The same decision again and again."""
    engine = Engine(read_book())
    profile = document(str(PROFILE), PROFILE.read_bytes())
    decision = engine.evaluate(profile, AS_OF)
    plan, candidate = decision.plan, decision.trace.candidate
    print(f"Warm: {len(plan.facts)} facts, {len(plan.nodes)} nodes, {ROUNDS} rounds ({engine.machine.name})")
    spread("reference, every node", lambda: reference.evaluate(plan, candidate))
    machine = best_machine()
    if isinstance(machine, Chainer):
        machine.evaluate(plan, candidate)
        spread("forward chainer, every node", lambda: machine.chain(plan, candidate))
        spread("both and their comparison (one decision with trace)", lambda: machine.evaluate(plan, candidate))
    spread("profile read, decided, refusals checked", lambda: engine.evaluate(profile, AS_OF))
    spread("the decision's document with its digest", lambda: decision.document(), 200)
    spread("the same with the whole trace", lambda: decision.document(trace=True), 200)
    spread("the usual slips of its main answers", lambda: slips_of_answers(decision), 200)


def cold() -> None:
    """The command, from a new process; then its parts inside one new process."""
    command = [sys.executable, "-m", "ronde", "evaluate", str(PROFILE), "--as-of", "2023-07-05"]
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    print(
        f"Cold: ronde evaluate, a new process each time: median {statistics.median(times):.3f} s,"
        f" best {min(times):.3f} s"
    )
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "RONDE_CACHE": ""})
    print(f"  the same without the cache of parsed files: {time.perf_counter() - start:.3f} s")
    parts = """
import time
marks = [("start", time.perf_counter())]
def mark(name): marks.append((name, time.perf_counter()))
import ronde.api.book; mark("import")
from pathlib import Path
from ronde.api.profile import document
from ronde.evaluate.engine import Engine
from ronde.read.book import read_book
engine = Engine(read_book()); mark("read the book (from the cache)")
rules = engine.rules(DAY); mark("slice at a date")
plan = engine.plan(rules); mark("compile the rules in force")
given = document(Path(PATH)); mark("read the profile")
decision = engine.evaluate(given, DAY); mark("build the chainer and decide")
from ronde.explain.evaluation import evaluation_page
evaluation_page(decision, "en").text(); mark("explain")
for (_, before), (name, after) in zip(marks, marks[1:]): print(f"  {name:<52} {(after - before) * 1000:8.1f} ms")
""".replace("DAY", str(AS_OF)).replace("PATH", repr(str(PROFILE)))
    subprocess.run([sys.executable, "-c", parts], check=True)


def compiling() -> None:
    """How long one set of rules takes to compile."""
    rules = read_book().in_force(AS_OF)
    print("Compile")
    spread("the rules in force on one date", lambda: compile_rules(rules), 30)


if __name__ == "__main__":
    warm()
    compiling()
    cold()
