"""Children of a fork answer as their parent does, whatever its other threads were doing, and none waits for ever."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books

from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate import durable, forks
from ronde.evaluate.chainer import Chainer
from ronde.evaluate.durable import Clause, EngineFault, Program
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Machine, Reference
from ronde.evaluate.plans import plans_of
from ronde.model.history import History

DAY = 736_000
LONGEST = 60
"""Seconds after which a child counts as one that waits for ever."""

FACTS = {
    "age": books.asked("number", at_least=0, at_most=99),
    "answer": books.fact(type="yes_no", all=[{"fact": "age", "at_least": 18}, {"fact": "age", "at_most": 64}]),
}
MACHINES = [Reference, *([Chainer] if durable.available() else [])]
needs_library = pytest.mark.skipif(not durable.available(), reason="durable_rules needs Python below 3.13")


@pytest.fixture(scope="module")
def history() -> History:
    return books.book(FACTS)


@pytest.fixture(autouse=True)
def _forks_are_meant() -> Iterator[None]:
    """From Python 3.12 on, a fork beside threads is warned of: it is what is tried here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def in_child(work: Callable[[], bool]) -> int:
    """Run something in a child of a fork and return the child's number. What it fails with is printed."""
    child = os.fork()
    if not child:
        try:
            os._exit(0 if work() else 1)
        except BaseException:
            os.write(2, traceback.format_exc().encode())
            os._exit(2)
    return child


def outcomes(children: list[int]) -> list[str]:
    """What came of each child: `right`, `wrong`, `failed`, or `hung`."""
    told = []
    until = time.monotonic() + LONGEST
    for child in children:
        done, status = os.waitpid(child, os.WNOHANG)
        while not done and time.monotonic() < until:
            time.sleep(0.01)
            done, status = os.waitpid(child, os.WNOHANG)
        if not done:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        told.append(("right", "wrong", "failed")[os.waitstatus_to_exitcode(status)] if done else "hung")
    return told


def right(engine: Engine) -> bool:
    """Whether an engine answers as the rules say."""
    return all(
        engine.evaluate(books.profile({"age": age}), DAY).trace.value("answer") == wanted
        for age, wanted in ((17, 0), (18, 1), (64, 1), (65, 0))
    )


@pytest.mark.parametrize("machine", MACHINES)
def test_children_forked_while_threads_evaluate_answer(history: History, machine: type[Machine]) -> None:
    engine = Engine(history, machine())
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            right(engine)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for each in threads:
        each.start()
    try:
        children = []
        for number in range(12):
            time.sleep(0.003 * number)
            children.append(in_child(lambda: right(engine)))
        assert outcomes(children) == ["right"] * 12
    finally:
        stop.set()
        for each in threads:
            each.join()
    assert right(engine)


def held(locks: list[threading.Lock]) -> tuple[threading.Thread, threading.Event]:
    """A thread that holds locks until it is told to let them go."""
    ready, stop = threading.Event(), threading.Event()

    def hold() -> None:
        with ExitStack() as stack:
            for each in locks:
                stack.enter_context(each)
            ready.set()
            stop.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait()
    return thread, stop


@pytest.mark.parametrize("machine", MACHINES)
def test_children_forked_while_every_lock_is_held_answer(history: History, machine: type[Machine]) -> None:
    """Also the locks that `cached_property` has before Python 3.12."""
    engine = Engine(history, machine())
    assert right(engine)
    kernel = Kernel(history, Query(as_of=DAY))
    owners = [
        plans_of(history),
        kernel._grouping,
        kernel._rulings,
        *([engine.machine] * hasattr(machine, "chain")),
    ]
    locks = [each._lock for each in owners]
    locks += [each.lock for each in forks._watched if isinstance(each, Program)]
    locks += [each.lock for each in (vars(History)["digest"], vars(History)["change_dates"]) if hasattr(each, "lock")]
    thread, stop = held(locks)
    try:
        fresh = books.book(FACTS)
        children = [in_child(lambda: right(engine)) for _ in range(2)]
        children += [in_child(lambda: right(Engine(fresh, machine()))), in_child(lambda: answered(kernel))]
        assert outcomes(children) == ["right"] * 4
    finally:
        stop.set()
        thread.join()
    assert right(engine)
    assert answered(kernel)


def answered(kernel: Kernel) -> bool:
    """Whether a kernel answers as the rules say."""
    ages = np.arange(100, dtype=np.int16)
    rows = kernel.run(pa.record_batch({"age": pa.array(ages)})).rows
    return rows["answer"].to_pylist() == [18 <= age <= 64 for age in range(100)]


def test_children_forked_while_threads_run_a_kernel_answer(history: History) -> None:
    kernel = Kernel(history, Query(as_of=DAY))
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            kernel.renew()
            answered(kernel)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        children = []
        for number in range(6):
            time.sleep(0.003 * number)
            children.append(in_child(lambda: answered(kernel)))
        assert outcomes(children) == ["right"] * 6
    finally:
        stop.set()
        thread.join()


IMPORTS = """
import os, sys, threading, time
sys.path.insert(0, sys.argv[1])

def begin():
    threading.Thread(target=__import__, args=("slow",)).start()
    time.sleep(0.1)

if sys.argv[2] == "late":  # what is registered first is run last: after other imports were awaited
    os.register_at_fork(before=begin)
from ronde.evaluate import forks

class Owner:
    def renew(self):
        pass

owner = Owner()
forks.renewed_in_forks(owner)
if sys.argv[2] == "early":
    begin()
child = os.fork()
if not child:
    from slow import DONE
    os._exit(0)
time.sleep(3)
done, status = os.waitpid(child, os.WNOHANG)
if not done:
    os.kill(child, 9)
sys.exit(0 if done and not status else 1)
"""


@pytest.mark.parametrize("begun", ["early", "late"])
def test_a_child_forked_while_a_thread_imports_can_import_the_same(begun: str, tmp_path: Path) -> None:
    """Whether the import began before the fork was asked for, or only when imports had been awaited."""
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(0.5)\nDONE = True\n", encoding="utf-8")
    assert (
        subprocess.run([sys.executable, "-W", "ignore", "-c", IMPORTS, str(tmp_path), begun], check=False).returncode
        == 0
    )


@needs_library
def test_a_session_that_is_open_at_a_fork_is_lost_in_the_child_and_goes_on_in_the_parent() -> None:
    program = Program([], [Clause(("a",), "b"), Clause(("b", "c"), "d")])

    def told() -> bool:
        try:
            session.tell(atoms=["c"])
        except EngineFault:
            session.__exit__(None, None, None)
            with program.session() as another:
                return {one.conclusion for one in another.tell(atoms=["a", "c"])} == {"b", "d"}
        return False

    with program.session() as session:
        session.tell(atoms=["a"])
        assert outcomes([in_child(told)]) == ["right"]
        assert {one.conclusion for one in session.tell(atoms=["c"])} == {"d"}


_warm: list[Engine] = []


def _from_pool(age: int) -> object:
    return _warm[0].evaluate(books.profile({"age": age}), DAY).trace.value("answer")


@pytest.mark.parametrize("machine", MACHINES)
def test_a_pool_of_forked_processes_over_a_warm_engine_answers(history: History, machine: type[Machine]) -> None:
    _warm[:] = [Engine(history, machine())]
    assert _from_pool(30) == 1
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(_from_pool, range(100)).get(LONGEST) == [int(18 <= age <= 64) for age in range(100)]
