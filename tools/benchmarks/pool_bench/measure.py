"""One engine in a process of its own: compile, run a few times, say how long it took, how much memory, what it found.

Run by the benchmark: the task as JSON in the only argument, the diagnostics as JSON on the last line.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from pool_bench.runner import Runner, Task, checksums
from pool_bench.slices import cut
from ronde.read.book import read_book

STEADY, OFTEN = 2.0, 40
"""Short runs go on for so many seconds, or until there are so many: the best of a few says little."""

SAMPLE = 500
"""The rows whose answers are compared with the reference one by one."""


def engines(kind: str) -> dict[str, Callable[[Task], Runner]]:
    """Every engine by name, on a pool of columns or on histories. Each is imported only when it is made, so that its
    memory is its own."""

    def ours(name: str) -> Callable[[Task], Runner]:
        def make(task: Task) -> Runner:
            from pool_bench import ours as module

            return getattr(module, name)(task)  # type: ignore[no-any-return]

        return make

    def openfisca(style: str) -> Callable[[Task], Runner]:
        def make(task: Task) -> Runner:
            from pool_bench.openfisca import OpenFisca

            return OpenFisca(task, style)

        return make

    def c_loop(task: Task) -> Runner:
        from pool_bench.c_loop import Loop

        return Loop(task)

    def polars(task: Task) -> Runner:
        from pool_bench.polars_expressions import Polars

        return Polars(task)

    def zen(task: Task) -> Runner:
        from pool_bench.zen_records import Zen

        return Zen(task)

    if kind == "histories":
        one_by_one = {"chainer": ours("ChainedHistories"), "reference": ours("Histories")}
        return {"ronde": ours("Columns"), "ronde-columns": ours("ColumnsAlone"), **one_by_one}
    return {
        "ronde": ours("Columns"),
        "ronde-columns": ours("ColumnsAlone"),
        "c-loop": c_loop,
        "openfisca-select": openfisca("select"),
        "openfisca-scales": openfisca("scales"),
        "openfisca-tuned": openfisca("tuned"),
        "polars": polars,
        "zen": zen,
        "chainer": ours("OneByOneChained"),
        "reference": ours("OneByOne"),
        "floor": ours("Floor"),
    }


def measure(said: dict[str, Any]) -> dict[str, Any]:
    """What one engine does with one population."""
    history = read_book()
    days = (int(said["days"][0]), int(said["days"][1]))
    wanted = tuple(said["wanted"])
    pieces, folder = cut(history, wanted, *days), Path(said["folder"])
    task = Task(history, pieces, wanted, days, folder, int(said["workers"]), int(said["batch"]))
    runner = engines(said["kind"])[said["engine"]](task)
    start = time.perf_counter()
    runner.compile()
    compiled = time.perf_counter() - start
    rows = int(said["rows"])
    runner.load(rows)
    compiled += runner.warm()
    times, answers, peak = [], None, 0
    while not times or (
        (len(times) < said["repeat"] or (sum(times) < STEADY and len(times) < OFTEN))
        and sum(times) + times[-1] < said["patience"]
    ):
        answers = None
        gc.collect()
        before = _forget_peak()
        start = time.perf_counter()
        answers = runner.run()
        times.append(time.perf_counter() - start)
        peak = max(peak, _peak() - before)
    plain = runner.plain(answers)
    if said["sample"] and plain:
        np.savez(said["sample"], **{name: values[:SAMPLE] for name, values in plain.items()})
    return {"rows": rows, "compile": compiled, "times": times, "peak": peak, "sums": checksums(plain)}


def _status(name: str) -> int:
    """A line of the kernel's account of this process, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def _forget_peak() -> int:
    """Let the peak of memory start again from what is held now, and say what that is."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _peak() -> int:
    return _status("VmHWM")


if __name__ == "__main__":
    print(json.dumps({**measure(json.loads(sys.argv[1])), "date": date.today().isoformat()}))
