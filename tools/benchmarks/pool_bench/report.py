"""The tables of the benchmark, in Markdown: what each engine did, beside Ronde, with the machine and the command."""

from __future__ import annotations

import os
import platform
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pool_bench.slices import Cut

MODES = {"one": "one date", "row": "a date per row", "histories": "work histories, one date"}
NAMES = {
    "ronde": "Ronde",
    "ronde-columns": "Ronde without the extra `native`",
    "c-loop": "the limit: a C loop over plain arrays",
    "openfisca-select": "OpenFisca by its guides, bands as `select`",
    "openfisca-scales": "OpenFisca by its guides, bands as scales",
    "openfisca-tuned": "OpenFisca tuned, dense tables",
    "polars": "Polars expressions",
    "floor": "the floor: columns read, answers written",
    "zen": "GoRules ZEN, `evaluate_batch`",
    "chainer": "Ronde, chainer",
    "reference": "Ronde, reference",
}
PACKAGES = ("numpy", "pyarrow", "llvmlite", "openfisca-core", "polars", "zen-engine", "durable_rules")
NOTES = """\
- Every engine is given the same slice of the rules and the same columns, none of them null: what is asked of the
  candidate, and the summaries of test results, work and credentials. A sum over a list of records is a column here.
- Ronde takes Arrow batches and gives Arrow batches: checking every value and turning texts and dates into numbers
  is in its time. The others are given arrays in the form that suits them, made before the clock starts.
- Ronde also answers with unknowns and says where supplied facts contradict each other. The others here cannot.
- OpenFisca by its guides: vectors with `select` and `where`, choices as its `Enum`, codes as bytes, dates as dates;
  bands as conditions, or as single-amount scales of its parameters. Tuned: everything as small whole numbers, every
  table an array that is indexed. With a date per row, OpenFisca and Polars run once for each set of rules that
  decides differently, on its rows, as their users would have to.
- The C loop is the limit: the same slice written as one loop of C over the rows and compiled for this machine
  (`cc -O3 -march=native`), columns and answers as small whole numbers, tables as constant arrays, no unknowns, nothing
  checked, a thread for each part of the rows. With one date, choices and small tables are written without branches, so
  that the compiler works out several rows side by side; with a date per row it switches to the function of its slice,
  row by row.
- Ronde is given batches of 500,000 rows, unless the command says otherwise.
- Compile: for Ronde from the history, sets of rules and their compilation included; for the others from the slice.
- Ronde makes native code of the rules before the clock starts: that is in the time to compile, or, if the code was kept
  from a run before, what it takes to load it.
- Memory: the peak over what is held once the columns are loaded. Each engine runs in a process of its own.
- Each runs as often as the command says, short runs up to 40 times; the best run counts. Of Ronde, of the C loop:
  the rate as a part of theirs; below 1 is slower.
- ZEN, the chainer and the reference take one candidate at a time and are run on a sample; the two last work out
  every fact of the rules, not the slice alone. The chainer builds its programs on the way."""
"""What a reader must know to judge the figures."""
SPARE = 0.85
"""How much of the free memory a run may be expected to take."""


@dataclass(frozen=True)
class Outcome:
    """What came of one engine on one population: times in seconds, memory in bytes."""

    engine: str
    mode: str
    rows: int
    best: float = 0.0
    runs: int = 0
    compile: float = 0.0
    peak: int = 0
    sums: Mapping[str, Any] = field(default_factory=dict)
    skipped: str = ""
    shape: str = ""

    @classmethod
    def of(cls, engine: str, mode: str, said: Mapping[str, Any]) -> Outcome:
        """From what a process found."""
        times = said["times"]
        return cls(engine, mode, said["rows"], min(times), len(times), said["compile"], said["peak"], said["sums"])

    @property
    def rate(self) -> float:
        """Candidates a second."""
        return self.rows / self.best if self.best else 0.0


def shape(cut: Cut, wanted: Sequence[str]) -> str:
    """How large the rules are that every engine runs."""
    largest = max(cut.slices, key=lambda each: len(each.nodes))
    facts = f"{len(wanted)} facts asked for, {len(largest.derived)} worked out, from {len(cut.columns)} columns"
    sets = f"{len(cut.plans)} sets of rules in force, {len(cut.slices)} that decide differently"
    return facts if len(cut.plans) == 1 else f"{facts}; {sets}"


def too_much(before: Outcome, rows: int, patience: float) -> str:
    """Why a larger run should not be tried, from the last one; nothing if it may."""
    times = rows / before.rows
    if before.best * times > patience:
        return f"it would take about {before.best * times:,.0f} s"
    needed, free = before.peak * times, _free_memory()
    if free and needed > free * SPARE:
        return f"it would need about {needed / 2**30:.0f} GB more than its input ({free / 2**30:.0f} GB free)"
    return ""


def _free_memory() -> int:
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


def page(outcomes: Sequence[Outcome], differences: Sequence[str], about: Mapping[str, Any]) -> str:
    """Everything, in Markdown."""
    return "\n".join([
        f"`{shlex.join(about['command'])}`",
        "",
        *_machine(int(about["workers"])),
        "",
        *(f"With {MODES[each.mode]}: {each.shape}." for each in outcomes if each.shape),
        "",
        NOTES,
        "",
        *_pools(outcomes),
        *_samples(outcomes),
        *_histories(outcomes),
        *_verdict(outcomes, differences),
    ])  # fmt: skip


def _machine(workers: int) -> Iterator[str]:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    where = f"{platform.system()} {platform.release()}, {date.today().isoformat()}"
    yield f"Machine: {os.cpu_count()} cores ({model}), {memory:.0f} GB, {where}."
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    yield f"Python {platform.python_version()}, {', '.join(found)}."
    busy = f"Load of the machine at the end: {os.getloadavg()[0]:.1f}"
    yield f"Processes or threads of Ronde, threads of the C loop: {workers}. {busy}."


def _pools(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A table for each size: every engine, one date beside a date per row."""
    full = [each for each in outcomes if each.engine in NAMES and each.mode != "histories" and not _sampled(each)]
    for rows in sorted({each.rows for each in full}):
        yield f"### {rows:,} candidates"
        yield ""
        columns = "a second | of Ronde | of the C loop | compile | memory"
        yield f"| Engine | one date: {columns} | a date per row: {columns} |"
        yield f"| --- {'| ---: ' * 10}|"
        notes = []
        for name in NAMES:
            cells = [_cells(full, name, mode, rows, notes) for mode in ("one", "row")]
            if any(cells):
                yield f"| {NAMES[name]} | {' | '.join(each or '| | | |' for each in cells)} |"
        yield ""
        yield from (f"{note}" for note in notes)
        yield ""


def _sampled(each: Outcome) -> bool:
    return each.engine in ("zen", "chainer", "reference")


def _cells(full: Sequence[Outcome], name: str, mode: str, rows: int, notes: list[str]) -> str:
    """Rate, ratio, compile time and memory of one engine; what was not run is noted in words."""
    here = {each.engine: each for each in full if each.mode == mode and each.rows == rows}
    each = here.get(name)
    if each is None:
        return ""
    if each.skipped:
        notes.append(f"{NAMES[name]}, {MODES[mode]}: not run, {each.skipped}.")
        return "not run | | | | "
    ratios = " | ".join(_ratio(each, here.get(other)) for other in ("ronde", "c-loop"))
    return f"{_rate(each)} | {ratios} | {_seconds(each.compile)} | {_memory(each.peak)}"


def _samples(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The engines that take one candidate at a time, beside Ronde on its largest pool."""
    sampled = [each for each in outcomes if _sampled(each) and each.mode != "histories" and each.best]
    if not sampled:
        return
    yield "### One candidate at a time, on samples"
    yield ""
    columns = "sample | a second | of Ronde's largest | of the C loop's largest | compile | 10 million would take"
    yield f"| Engine | dates | {columns} |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for each in sampled:
        ratios = " | ".join(_ratio(each, _largest(outcomes, other, each.mode)) for other in ("ronde", "c-loop"))
        hours = 10_000_000 / each.rate / 3600
        yield (
            f"| {NAMES[each.engine]} | {MODES[each.mode]} | {each.rows:,} | {_rate(each)} | {ratios}"
            f" | {_seconds(each.compile)} | {hours:.1f} h |"
        )
    yield ""


def _histories(outcomes: Sequence[Outcome]) -> Iterator[str]:
    found = [each for each in outcomes if each.mode == "histories"]
    if not found:
        return
    yield "### Work histories"
    yield ""
    yield "Three jobs that overlap, two language tests and a credential each; the same answers, from the records."
    yield "The other engines are not given the logic of records."
    yield ""
    yield "| Engine | candidates | a second | of Ronde's largest | compile | memory |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for each in found:
        if each.skipped:
            yield f"| {NAMES[each.engine]} | {each.rows:,} | not run: {each.skipped} | | | |"
            continue
        sample, ratio = " (sample)" if _sampled(each) else "", _ratio(each, _largest(outcomes, "ronde", "histories"))
        yield (
            f"| {NAMES[each.engine]} | {each.rows:,}{sample} | {_rate(each)} | {ratio}"
            f" | {_seconds(each.compile)} | {_memory(each.peak)} |"
        )
    yield ""


def _largest(outcomes: Sequence[Outcome], engine: str, mode: str) -> Outcome | None:
    found = [each for each in outcomes if each.engine == engine and each.mode == mode and each.best]
    return max(found, key=lambda each: each.rows, default=None)


def _verdict(outcomes: Sequence[Outcome], differences: Sequence[str]) -> Iterator[str]:
    """Whether the answers were equal."""
    if differences:
        yield "**The answers are not equal, or a run failed:**"
        yield ""
        yield from (f"- {each}" for each in differences)
        return
    compared = sorted({each.engine for each in outcomes if each.sums})
    yield (
        f"Answers: equal ({', '.join(compared)}), row by row with the reference on a sample,"
        " and by sums of every fact at each size."
    )


def _rate(each: Outcome) -> str:
    return f"{each.rate:,.0f}" if each.rate < 1e6 else f"{each.rate / 1e6:.2f} M"


def _ratio(each: Outcome, other: Outcome | None) -> str:
    if other is None or not other.best:
        return "–"
    ratio = each.rate / other.rate
    return f"{ratio:.2f}" if ratio >= 0.1 else f"1/{1 / ratio:,.0f}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.01 else "–"


def _memory(size: int) -> str:
    return f"{size / 2**20:,.0f} MB" if size < 2**30 else f"{size / 2**30:.1f} GB"
