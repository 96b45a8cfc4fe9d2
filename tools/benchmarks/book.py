"""The income tax of examples/books/tax for many taxpayers: Ronde beside OpenFisca with the same act, by its guides.

Both are given the same columns and asked for the same amounts on one date, in turns. `ronde pool evaluate` reads and
writes Parquet, its start included, which is also taken alone, with one row. Prints rates and ratios in Markdown, how
many rows differ and by how much. OpenFisca counts in binary fractions, of 32 bits as its guides have it or of 64; Ronde
in whole cents.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from ronde.batch.worker_pool import SharedKernel
from ronde.columns.query import Query
from ronde.read.book import read_book

Array = npt.NDArray[Any]
BOOK = Path(__file__).resolve().parents[2] / "examples" / "books" / "tax"
DAY = date(2024, 12, 31)
FACTS = ("income.taxable", "tax.gross", "tax.net", "tax.balance", "tax.instalment")
BATCH = 500_000
ALONE = "Ronde, 1 process"
OTHERS: Mapping[str, type[np.floating[Any]]] = {
    "OpenFisca by its guides, 32 bits": np.float32,
    "OpenFisca, 64 bits": np.float64,
}
MONEY = {"income.employment": (0, 250_000), "income.other": (0, 30_000), "contributions": (0, 30_000),
         "donations": (0, 5_000), "withheld": (0, 60_000)}  # fmt: skip
"""The amounts declared, each drawn to the cent between two."""


def people(rows: int) -> dict[str, Array]:
    """Taxpayers at random, the same for the same number: amounts in cents, birth dates in days since 1970, children."""
    random = np.random.default_rng(rows)
    found: dict[str, Array] = {
        name: random.integers(low * 100, high * 100, rows) for name, (low, high) in MONEY.items()
    }
    found["birth_date"] = random.integers(-14_000, 12_000, rows)
    found["children"] = random.integers(0, 5, rows)
    return found


def table(found: Mapping[str, Array]) -> pa.Table:
    """The taxpayers as a table: amounts in dollars."""
    columns: dict[str, Any] = {name: pa.array(found[name] / 100) for name in MONEY}
    columns["birth_date"] = pa.array(found["birth_date"].astype("datetime64[D]"))
    columns["children"] = pa.array(found["children"].astype(np.int32))
    return pa.table(columns)


# the act, as its guides would have it written for OpenFisca


def cents(amount: Array) -> Array:
    """To the nearest cent, a half away from zero."""
    return np.sign(amount) * np.floor(np.abs(amount) * 100 + 0.5) / 100


def bands(of: Array, *rows: tuple[float, float, float]) -> Array:
    """What a schedule gives: where each slice begins, its rate, and what is printed for all that lies below."""
    reached = [of >= start for start, *_ in reversed(rows)]
    return np.select(reached, [base + (of - start) * rate for start, rate, base in reversed(rows)], 0)


def act() -> Mapping[str, Callable[[Callable[[str], Array]], Array]]:
    """Each variable of the act and its formula, given the others by name."""
    return {
        "total": lambda of: of("income.employment") + of("income.other"),
        "deduction": lambda of: np.minimum(
            np.minimum(of("contributions"), np.floor(of("total") * 0.18)), 21_250
        ),
        "income.taxable": lambda of: of("total") - of("deduction"),
        "tax.gross": lambda of: cents(bands(
            of("income.taxable"), (0, 0.1375, 0), (51_215, 0.195, 7_042.06), (102_430, 0.24, 17_028.99),
            (160_000, 0.275, 30_845.79),
        )),
        "basic": lambda of: 16_000 - np.ceil(
            bands(of("total"), (0, 0, 0), (173_000, 0.025, 0), (246_500, 0, 1_837.5)) * 100 - 1e-6
        ) / 100,
        "senior": lambda of: np.maximum(
            0, np.where(of("age") >= 65, 8_800, 0) - cents(bands(of("total"), (0, 0, 0), (44_300, 0.15, 0)))
        ),
        "credits": lambda of: cents((of("basic") + of("senior") + of("children") * 1_340) * 0.1375),
        "gifts": lambda of: cents(bands(
            np.minimum(of("donations"), np.floor(of("income.taxable") * 75) / 100), (0, 0.1375, 0), (200, 0.24, 27.5)
        )),
        "tax.net": lambda of: np.maximum(0, of("tax.gross") - of("credits") - of("gifts")),
        "tax.balance": lambda of: of("tax.net") - of("withheld"),
        "tax.instalment": lambda of: np.where(
            of("tax.balance") > 3_500, np.ceil(of("tax.balance") / 4 - 1e-9), 0
        ),
        "age": lambda of: age(of("birth_date")),
    }  # fmt: skip


def age(born: Array) -> Array:
    """Whole years on the day; a birthday of February 29 turns on March 1."""
    months = born.astype("datetime64[M]")
    year, month = months.astype("datetime64[Y]").astype(int) + 1970, months.astype(int) % 12 + 1
    day = (born - months.astype("datetime64[D]")).astype(int) + 1
    return DAY.year - year - ((month > DAY.month) | ((month == DAY.month) & (day > DAY.day)))


class OpenFisca:
    """The act in OpenFisca, with amounts of so many bits."""

    def __init__(self, found: Mapping[str, Array], kind: npt.DTypeLike) -> None:
        person = Entity("taxpayer", "taxpayers", "Taxpayer", "")
        self.system = TaxBenefitSystem([person])
        self.rows = len(found["children"])
        written = act()
        for name in (*found, *written):
            members: dict[str, Any] = {"entity": person, "definition_period": DateUnit.YEAR, "value_type": float}
            if name == "birth_date":
                members |= {"value_type": date, "definition_period": DateUnit.ETERNITY}
            elif name in ("children", "age"):
                members["value_type"] = int
            if name in written:
                members["formula"] = _formula(written[name])
            self.system.add_variable(type(_named(name), (Variable,), members))
            if members["value_type"] is float:
                self.system.get_variable(_named(name)).dtype = np.dtype(kind)
        self.inputs = {name: (values / 100).astype(kind) if name in MONEY else values for name, values in found.items()}
        self.inputs["birth_date"] = self.inputs["birth_date"].astype("datetime64[D]")

    def run(self) -> dict[str, Array]:
        """The amounts asked for, in a simulation of its own."""
        simulation = SimulationBuilder().build_default_simulation(self.system, count=self.rows)
        for name, values in self.inputs.items():
            simulation.set_input(_named(name), str(DAY.year), values)
        return {name: simulation.calculate(_named(name), str(DAY.year)) for name in FACTS}


def _named(name: str) -> str:
    return name.replace(".", "_")


def _formula(written: Callable[[Callable[[str], Array]], Array]) -> Any:
    def formula(people: Any, period: Any) -> Array:
        return written(lambda name: people(_named(name), period))

    return formula


class Ronde:
    """The book, with so many processes."""

    def __init__(self, rows: pa.Table, workers: int) -> None:
        query = Query(facts=FACTS, as_of=DAY.toordinal())
        self.kernel = SharedKernel(read_book(BOOK), query, workers=workers)
        self.batches = rows.combine_chunks().to_batches(BATCH)
        self.kernel.check(self.batches[0].schema)
        self.kernel.hire(wait=True)
        self.kernel.run(self.batches[0])

    def run(self) -> dict[str, Array]:
        """The amounts asked for, batch by batch."""
        answers = [self.kernel.run(batch) for batch in self.batches]
        return {name: pa.chunked_array([each.rows.column(name) for each in answers]) for name in FACTS}


def from_file(rows: pa.Table, workers: int, repeat: int) -> tuple[float, float]:
    """The fewest seconds that `ronde pool evaluate` takes from file to file, its start included: of the clock, of
    processors. The first run, which compiles the engine as an installation does, is not counted."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="ronde-bench-") as folder:
        pool = Path(folder) / "pool.parquet"
        pq.write_table(rows, pool)
        asked = ("--out", f"{folder}/answers.parquet", "--as-of", DAY.isoformat(), "--facts", ",".join(FACTS))
        words = [sys.executable, "-m", "ronde", "pool", "evaluate", str(pool), *asked, "--rulesets", str(BOOK)]
        took = []
        for _ in range(repeat + 1):
            clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*words, "--workers", str(workers)], check=True, capture_output=True, env=environment)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            took.append((time.perf_counter() - clock, busy))
        return min(clock for clock, _ in took[1:]), min(busy for _, busy in took[1:])


def differing(ours: Mapping[str, Any], theirs: Mapping[str, Array]) -> str:
    """How many rows differ by half a cent or more in some amount, and by how much at most."""
    apart = [np.abs(np.asarray(ours[name], float) - theirs[name].astype(float)) for name in FACTS[:-1]]
    most = np.maximum.reduce(apart)
    return f"{np.mean(most >= 0.005):.2%}, by ${most.max():,.2f} at most"


def measured(rows: int, repeat: int, workers: int) -> Iterable[str]:
    """The lines of the table for so many rows."""
    found = people(rows)
    made = table(found)
    engines: dict[str, Any] = {
        ALONE: Ronde(made, 1),
        f"Ronde, {workers} processes": Ronde(made, workers),
        **{name: OpenFisca(found, kind) for name, kind in OTHERS.items()},
    }
    took = {name: (float("inf"), float("inf")) for name in engines}
    answers: dict[str, Any] = {}
    for _ in range(repeat):
        for name, engine in engines.items():
            clock, busy = time.perf_counter(), time.process_time()
            answers[name] = engine.run()
            spent = time.perf_counter() - clock, time.process_time() - busy
            took[name] = min(took[name][0], spent[0]), min(took[name][1], spent[1])
    wall, own = took[ALONE]
    for name, (clock, busy) in took.items():
        told = differing(answers[ALONE], answers[name]) if name.startswith("OpenFisca") else ""
        alone = "" if name not in (ALONE, *OTHERS) else f"{rows / busy / 1e6:.1f} M ({own / busy:.2f})"
        yield f"| {rows:,} | {name} | {rows / clock / 1e6:.2f} M ({wall / clock:.2f}) | {alone} | {told} |"
    for number in (1, workers):
        clock, busy = from_file(made, number, repeat)
        told = f"{rows / clock / 1e6:.2f} M ({wall / clock:.2f}) | {rows / busy / 1e6:.2f} M ({own / busy:.2f})"
        yield f"| {rows:,} | `ronde pool evaluate --workers {number}` | {told} | |"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/bench book", description=__doc__)
    parser.add_argument("--rows", default="250000,2500000", help="sizes of the table")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the best counts")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (Ronde only)")
    said = parser.parse_args()
    print("In brackets: of the rate of Ronde in one process.\n")
    print("| rows | engine | rows a second | rows a second of processor | rows that differ from Ronde |")
    print("|---|---|---|---|---|")
    for rows in map(int, said.rows.split(",")):
        for line in measured(rows, said.repeat, said.workers):
            print(line, flush=True)
    clock, busy = from_file(table(people(1)), 1, said.repeat)
    print(f"\nThe start alone: {clock:.2f} s, {busy:.2f} s of processor.")
    print(f"Load of the machine at the end {os.getloadavg()[0]:.1f}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
