"""Random candidates at random dates: do the columns say of every fact what the machines say? Prints what differs.

Candidates are made in blocks, each at its own date, from its own seed: a difference is found again from the seed alone.
Every block runs under its own rules, and once more together with others, under several sets of rules at once.
The chainer takes an hour and more over a million; with `--keep FOLDER` what a machine says is kept there, and changed
columns are held against it in minutes. What is kept counts only for the same rules and the same candidates. Days are
those of the book, from its first to a year after its last change.
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import time
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import profiles
from tests.support.columns import Decided, differences, differences_together

from ronde.disk.whole import write_whole
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Machine, Reference
from ronde.evaluate.reference import Candidate, Outcome
from ronde.model.nodes import Plan
from ronde.read.book import read_book

BLOCK = 250
TOGETHER = 8
AFTER = 400
"""How many days after the last change of a book candidates are looked at."""


@cache
def engine(book: Path | None) -> Engine:
    return Engine(read_book(book), Reference())


@cache
def machine(name: str) -> Machine:
    return Reference() if name == "reference" else best_machine()


def told(name: str, plan: Plan, made: Sequence[Candidate], wanted: Sequence[int], kept: Path | None) -> list[Outcome]:
    """What a machine says of each candidate (of the wanted nodes alone), from the file kept where it is of the same
    rules and candidates."""
    about = sha256(
        repr((name, plan.digest, wanted, [(each.supplied, each.records) for each in made])).encode()
    ).digest()
    if kept is not None and kept.is_file():
        own, found = pickle.loads(zlib.decompress(kept.read_bytes()))
        if own == about:
            return found  # type: ignore[no-any-return]
    asked = set(wanted)
    found = []
    for each in made:
        outcome = machine(name).evaluate(plan, each)
        values = tuple(value if node in asked else None for node, value in enumerate(outcome.values))
        found.append(Outcome(values, outcome.contradicted))
    if kept is not None:
        write_whole(kept, zlib.compress(pickle.dumps((about, found)), 1))
    return found


def block(book: Path | None, seed: int, name: str, folder: Path | None) -> Decided:
    """The candidates of one block, and what a machine says of them."""
    random, rules = Random(seed), engine(book)
    day = random.randint(rules.history.first_date, rules.history.change_dates[-1] + AFTER)
    plan = rules.plan(rules.rules(day))
    made = [profiles.candidate(plan, day, random, derived=0.1, beyond=beyond(seed, name)) for _ in range(BLOCK)]
    wanted = sorted({*plan.roots.values(), *(each.node for each in plan.refusals)})
    kept = None if folder is None else folder / f"{name}-{seed}"
    return Decided(plan, made, told(name, plan, made, wanted, kept))


def beyond(seed: int, name: str) -> bool:
    """Whether the candidates of a block have values that the rules could never give."""
    return seed % 5 == 0 and name == "reference"


def compare(task: tuple[Path | None, range, str, Path | None, bool]) -> list[str]:
    """What differs in some blocks of a book: each under its own rules, and all together under the rules of them all."""
    book, seeds, name, folder, apart = task
    blocks = {seed: block(book, seed, name, folder) for seed in seeds}
    found = [f"seed {seed}: {each}" for seed, decided in blocks.items() for each in differences(decided)]
    if not apart:
        several = [decided for seed, decided in blocks.items() if not beyond(seed, name)]
        found += [f"seeds {seeds} together: {each}" for each in differences_together(several)]
    return [f"{book or 'rulesets'}: {each}" for each in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--machine", choices=("reference", "chainer"), default="reference")
    parser.add_argument(
        "--book", type=Path, action="append", metavar="PATH", help="the folder of a book; several take turns"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where what the machine says is kept")
    parser.add_argument("--apart", action="store_true", help="only each block under its own rules: twice as fast")
    wanted = parser.parse_args()
    if wanted.keep is not None:
        wanted.keep.mkdir(parents=True, exist_ok=True)
    books: list[Path | None] = wanted.book or [None]
    firsts = range(wanted.seed, wanted.seed + -(-wanted.count // BLOCK), TOGETHER)
    tasks = [
        (books[number % len(books)], range(first, first + TOGETHER), wanted.machine, wanted.keep, wanted.apart)
        for number, first in enumerate(firsts)
    ]
    start, wrong = time.monotonic(), 0
    with ProcessPoolExecutor(wanted.workers) as pool:
        for number, found in enumerate(pool.map(compare, tasks), 1):
            wrong += len(found)
            for each in found:
                print(each, flush=True)
            if number % 20 == 0 or number == len(tasks):
                done = number * TOGETHER * BLOCK
                rate = done / (time.monotonic() - start)
                print(f"{done:,} candidates, {wrong:,} differences, {rate:,.0f} candidates/s", file=sys.stderr)
    print(f"{len(tasks) * TOGETHER * BLOCK:,} candidates against the {wanted.machine}: {wrong:,} differences")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
