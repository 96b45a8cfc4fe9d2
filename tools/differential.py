"""Random candidates at random dates: do the columns say of every fact what the machines say? Prints what differs.

Candidates are made in blocks, each at its own date, from its own seed: a difference is found again from the seed alone.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import profiles
from tests.support.columns import Made, differences

from ronde.read.book import read_book
from ronde.run.chainer import best_machine
from ronde.run.engine import Engine
from ronde.run.machine import Machine, Reference

FIRST, LAST = date(2015, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
BLOCK = 250


@cache
def engine() -> Engine:
    return Engine(read_book(None), Reference())


@cache
def machine(name: str) -> Machine:
    return Reference() if name == "reference" else best_machine()


def block(task: tuple[int, str]) -> list[str]:
    """What differs in one block."""
    seed, name = task
    random = Random(seed)
    day = random.randint(FIRST, LAST)
    plan = engine().plan(engine().rules(day))
    beyond = seed % 5 == 0 and name == "reference"
    made = [profiles.candidate(plan, day, random, derived=0.1, beyond=beyond) for _ in range(BLOCK)]
    wanted = sorted({*plan.roots.values(), *(each.node for each in plan.refusals)})
    found = differences(Made(plan, made), wanted, [machine(name).evaluate(plan, each) for each in made])
    return [f"seed {seed}, {date.fromordinal(day)}, candidate {each}" for each in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--machine", choices=("reference", "chainer"), default="reference")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    wanted = parser.parse_args()
    blocks = -(-wanted.count // BLOCK)
    tasks = [(wanted.seed + number, wanted.machine) for number in range(blocks)]
    start, wrong = time.monotonic(), 0
    with ProcessPoolExecutor(wanted.workers) as pool:
        for number, found in enumerate(pool.map(block, tasks, chunksize=4), 1):
            wrong += len(found)
            for each in found:
                print(each, flush=True)
            if number % 100 == 0 or number == blocks:
                done = number * BLOCK
                rate = done / (time.monotonic() - start)
                print(f"{done:,} candidates, {wrong:,} differences, {rate:,.0f} candidates/s", file=sys.stderr)
    print(f"{blocks * BLOCK:,} candidates against the {wanted.machine}: {wrong:,} differences")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
