"""A run over many damaged files: each is answered or refused in words, within its time and its memory.

    python -m tests.fuzz.campaign rulesets --examples 100000 --seed 1

prints how many were taken and how many refused, by code, and stops at the first defect with the file that shows it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.fuzz.targets import TARGETS, Example, Target
from tests.support.diagnostics import check_words

from ronde.messages import LANGUAGES
from ronde.messages.diagnostics import ValidationError

SECONDS = 2.0
"""Processor time that one file may take."""

MEGABYTES = 512
"""Memory that the process may come to hold."""

LONGEST = 4_000
"""Letters that one message may have."""

BATCH = 2_000
"""Examples that one run of Hypothesis draws; a longer campaign is many runs, each with the next seed and in a process
of its own, so that what is measured is what a file needs and not what a long process gathers."""


@dataclass
class Report:
    """What a campaign came to: files taken, files refused by the code of their first diagnostic, the slowest, the
    memory at its highest."""

    taken: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    megabytes: float = 0.0

    @property
    def total(self) -> int:
        """How many files were tried."""
        return self.taken + self.refused.total()

    def add(self, other: Report) -> None:
        """Count what another came to as well."""
        self.taken += other.taken
        self.refused.update(other.refused)
        self.slowest, self.megabytes = max(self.slowest, other.slowest), max(self.megabytes, other.megabytes)

    def lines(self) -> list[str]:
        """The report for people."""
        head = f"{self.total} files: {self.taken} taken, {self.refused.total()} refused; slowest {self.slowest:.2f} s"
        peak = f"memory at its highest {self.megabytes:.0f} MB"
        return [f"{head}; {peak}", *(f"  {count:6} {code}" for code, count in self.refused.most_common())]


def peak_megabytes() -> float:
    """The most memory that this process has held, by /proc: what `getrusage` says begins with the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def campaign(name: str, examples: int, first_seed: int) -> Report:
    """Try so many damaged files of a target. Errors: AssertionError, or whatever the defect raises."""
    if examples <= BATCH:
        return batch(name, examples, first_seed)
    whole = Report()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        numbers = range(-(-examples // BATCH))
        sizes = [min(BATCH, examples - number * BATCH) for number in numbers]
        for number, report in zip(numbers, processes.map(partial(batch, name), sizes, count(first_seed)), strict=True):
            whole.add(report)
            print(f"seed {first_seed + number}: {whole.lines()[0]}", flush=True)
    return whole


def timed(target: Target, example: Example) -> tuple[float, ValidationError | None]:
    """The processor time that a file took, and what refused it. Errors: AssertionError for what is told amiss."""
    began, refusal = time.process_time(), None
    try:
        target.run(example)
    except ValidationError as refused:
        refusal = refused
        check_words(refused.diagnostics, example.content.decode(errors="replace"))
        for diagnostic in refused.diagnostics:
            assert all(len(diagnostic.text(language)) <= LONGEST for language in LANGUAGES), diagnostic.code
    return time.process_time() - began, refusal


def batch(name: str, examples: int, number: int) -> Report:
    """Try so many damaged files, drawn from one seed. Errors: as `campaign`."""
    target, report = TARGETS[name](), Report()

    def attempt(example: Example) -> None:
        spent, refused = timed(target, example)
        if spent >= SECONDS:  # what the first of its day waits for, the rules of that day, is not what its file needs
            spent, refused = timed(target, example)
        if refused:
            report.refused[refused.diagnostics[0].code] += 1
        else:
            report.taken += 1
        report.slowest = max(report.slowest, spent)
        report.megabytes = max(report.megabytes, peak_megabytes())
        assert spent < SECONDS, f"{spent:.1f} s"
        assert report.megabytes < MEGABYTES, f"{report.megabytes:.0f} MB"

    bounded = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(bounded(given(target.examples())(attempt)))()
    return report


def main(argv: list[str]) -> int:
    """Run a campaign from the command line."""
    parser = argparse.ArgumentParser(prog="tools/fuzz", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--examples", type=int, default=BATCH)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    print("\n".join(campaign(asked.target, asked.examples, asked.seed).lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
