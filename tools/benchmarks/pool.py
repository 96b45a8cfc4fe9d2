"""A pool of candidates on several engines: the same slice of the rules, the same columns, answers that must be equal.

Each engine runs in a process of its own, one after another, on the same files. Prints tables in Markdown; a difference
between answers fails the run. See `--help`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
from pool_bench import histories, population, report
from pool_bench.c_loop import COMPILER
from pool_bench.measure import SAMPLE
from pool_bench.report import Outcome
from pool_bench.slices import cut

from ronde.evaluate.engine import Engine
from ronde.model.history import History
from ronde.read.book import read_book

SHARED = date(2024, 6, 1).toordinal()
LAST = date(2026, 10, 31).toordinal()
MODES = ("one", "row")
ASKED = ("crs.total", "fsw.points", "fsw.eligible", "cec.eligible")
OURS = ("ronde", "ronde-columns")
POOL = (*OURS, "c-loop", "openfisca-select", "openfisca-scales", "openfisca-tuned", "polars", "floor")
SAMPLED = {"zen": 10_000, "chainer": SAMPLE, "reference": SAMPLE}
"""Engines that take one candidate at a time: how many they are given."""
HISTORIES = {"ronde": None, "ronde-columns": None, "chainer": SAMPLE, "reference": SAMPLE}


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    rows: tuple[int, ...]
    engines: tuple[str, ...]
    modes: tuple[str, ...]
    histories: tuple[int, ...]
    repeat: int
    patience: float
    workers: int
    batch: int
    folder: Path | None
    markdown: Path | None


def number(text: str) -> int:
    """A number of rows: 10k, 2.5M or plain."""
    scale = {"k": 1_000, "M": 1_000_000}.get(text[-1:], 1)
    return round(float(text.rstrip("kM")) * scale)


def asked() -> Asked:
    engines = (*POOL, *SAMPLED)
    parser = argparse.ArgumentParser(prog="tools/bench pool", description=__doc__)
    parser.add_argument("--rows", default="10k,250k,2.5M,10M", help="sizes of the pool")
    parser.add_argument("--engines", default=",".join(engines), help=f"of {', '.join(engines)}")
    parser.add_argument("--dates", default=",".join(MODES), help="one: one date for all; row: a date per row")
    parser.add_argument("--histories", default="10k,250k", help="sizes of the pool of work histories; nothing for none")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each at least; short ones are run more often")
    parser.add_argument("--patience", type=float, default=60, help="seconds for the runs of one engine at one size")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="Ronde's processes, threads of C")
    parser.add_argument("--batch", default="0", help="rows in a batch of Ronde; 0 for the usual")
    parser.add_argument("--folder", type=Path, help="keep the populations here (default: a folder that is removed)")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file too")
    said = parser.parse_args()
    wanted = tuple(said.engines.split(","))
    if not set(wanted) <= set(engines):
        parser.error(f"--engines: {', '.join(sorted(set(wanted) - set(engines)))}: choose from {', '.join(engines)}")
    return Asked(
        tuple(sorted(number(each) for each in said.rows.split(","))),
        wanted,
        tuple(each for each in MODES if each in said.dates.split(",")),
        tuple(sorted(number(each) for each in said.histories.split(",") if each)),
        said.repeat, said.patience, said.workers, number(said.batch), said.folder, said.markdown,
    )  # fmt: skip


class Bench:
    """Runs what was asked and keeps what came of it."""

    def __init__(self, asked: Asked, history: History, folder: Path) -> None:
        self.asked, self.history, self.folder = asked, history, folder
        self.outcomes: list[Outcome] = []
        self.differences: list[str] = []
        plan = Engine(history).plan(history.in_force(SHARED))
        chosen = [name for name in plan.facts if name.startswith("round.") or _category(name)]
        self.wanted = (*ASKED, *chosen)

    def days(self, mode: str) -> tuple[int, int]:
        """The first and the last date of evaluation."""
        return (SHARED, SHARED) if mode == "one" else (self.history.first_date, LAST)

    def pool(self, mode: str) -> None:
        """Every engine on summary columns."""
        days, folder = self.days(mode), self.folder / mode
        say(f"making {max(self.asked.rows):,} candidates ({report.MODES[mode]})")
        sampled = [SAMPLED[name] for name in self.asked.engines if name in SAMPLED]
        pieces = cut(self.history, self.wanted, *days)
        population.make(pieces, folder, max(*self.asked.rows, *sampled, SAMPLE), days)
        self.outcomes.append(Outcome("slice", mode, 0, shape=report.shape(pieces, self.wanted)))
        self.reference(mode, "pool")
        for name, rows in SAMPLED.items():
            if name in self.asked.engines and name != "reference":
                self.run(name, mode, rows, "pool")
        for rows in self.asked.rows:
            for name in POOL:
                if name in self.asked.engines:
                    self.run(name, mode, rows, "pool")
        self.compare(mode)

    def histories(self) -> None:
        """Ronde and its machines for one candidate on lists of records."""
        say(f"making {max(self.asked.histories):,} candidates with work histories")
        folder = self.folder / "histories"
        pieces = cut(self.history, self.wanted, SHARED, SHARED)
        histories.make(pieces, folder, max(*self.asked.histories, SAMPLE), SHARED)
        self.reference("histories", "histories")
        if "chainer" in self.asked.engines:
            self.run("chainer", "histories", SAMPLE, "histories")
        for rows in self.asked.histories:
            for name in OURS:
                if name in self.asked.engines:
                    self.run(name, "histories", rows, "histories")
        self.compare("histories")

    def reference(self, mode: str, kind: str) -> None:
        """The reference on its sample: what every other engine is held to."""
        self.run("reference", mode, SAMPLE, kind)

    def run(self, name: str, mode: str, rows: int, kind: str) -> None:
        """One engine on one population, in a process of its own, unless it would take too long or too much memory, or
        cannot be made here."""
        before = [each for each in self.outcomes if each.engine == name and each.mode == mode and each.best]
        why = report.too_much(before[-1], rows, self.asked.patience) if before else ""
        if name == "c-loop" and which(COMPILER) is None:
            why = f"no C compiler (`{COMPILER}`) is at hand"
        if why:
            say(f"{name}, {rows:,} rows, {report.MODES[mode]}: not run, {why}")
            self.outcomes.append(Outcome(name, mode, rows, skipped=why))
            return
        task = {
            "engine": name, "kind": kind, "rows": rows, "days": self.days("one" if mode == "histories" else mode),
            "wanted": self.wanted, "folder": str(self.folder / mode), "workers": self.asked.workers,
            "batch": self.asked.batch, "repeat": self.asked.repeat, "patience": self.asked.patience,
            "sample": str(self.sample(name, mode)),
        }  # fmt: skip
        here = Path(__file__).parent
        paths = [here, here / "without"] if name == "ronde-columns" else [here]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
        command = [sys.executable, "-m", "pool_bench.measure", json.dumps(task)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True)
        if ended.returncode:
            said = (ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"])[-1]
            self.differences.append(f"{name}, {rows:,} rows, {report.MODES[mode]}: {said}")
            self.outcomes.append(Outcome(name, mode, rows, skipped=f"failed: {said}"))
            say(f"{self.differences[-1]}\n{ended.stderr[-2_000:]}")
            return
        outcome = Outcome.of(name, mode, json.loads(ended.stdout.splitlines()[-1]))
        self.outcomes.append(outcome)
        say(f"{name}, {outcome.rows:,} rows, {report.MODES[mode]}: {outcome.rate:,.0f} a second")
        if outcome.sums and name != "reference":
            self.against_reference(outcome)

    def sample(self, name: str, mode: str) -> Path:
        """Where an engine leaves its answers to the first rows."""
        return self.folder / f"{mode}-{name}.npz"

    def against_reference(self, outcome: Outcome) -> None:
        """Compare an engine's answers with the reference's, fact by fact, row by row."""
        expected, found = (np.load(self.sample(name, outcome.mode)) for name in ("reference", outcome.engine))
        for fact in self.wanted:
            rows = min(len(expected[fact]), len(found[fact]))
            wrong = np.flatnonzero(expected[fact][:rows] != found[fact][:rows])
            if len(wrong):
                first = int(wrong[0])
                values = f"{found[fact][first]}, by the reference {expected[fact][first]}"
                where = f"{outcome.engine}, {report.MODES[outcome.mode]}"
                self.differ(f"{where}: {fact} of row {first} is {values} ({len(wrong)} of {rows} rows differ)")

    def compare(self, mode: str) -> None:
        """Compare the sums of every engine that answered for the same rows."""
        for rows in {each.rows for each in self.outcomes if each.mode == mode and each.sums}:
            same = [each for each in self.outcomes if each.mode == mode and each.rows == rows and each.sums]
            for each in same[1:]:
                wrong = [fact for fact in self.wanted if each.sums[fact] != same[0].sums[fact]]
                if wrong:
                    where = f"{rows:,} rows, {report.MODES[mode]}"
                    self.differ(f"{each.engine} and {same[0].engine} differ on {', '.join(wrong)} ({where})")

    def differ(self, what: str) -> None:
        """Say and keep a difference."""
        say(f"DIFFERENT: {what}")
        self.differences.append(what)


def _category(name: str) -> bool:
    return name.startswith("category.") and name.endswith(".eligible")


def say(text: str) -> None:
    """Progress, apart from the tables."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def working(folder: Path | None) -> Iterator[Path]:
    """The folder for the populations."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="ronde-bench-") as made:
            yield Path(made)


def main() -> int:
    said = asked()
    with working(said.folder) as folder:
        bench = Bench(said, read_book(), folder)
        for mode in said.modes:
            bench.pool(mode)
        if said.histories:
            bench.histories()
    about: dict[str, Any] = {"workers": said.workers, "command": ["tools/bench", "pool", *sys.argv[1:]]}
    page = report.page(bench.outcomes, bench.differences, about)
    print(page)
    if said.markdown is not None:
        said.markdown.write_text(page + "\n")
    return 1 if bench.differences else 0


if __name__ == "__main__":
    sys.exit(main())
