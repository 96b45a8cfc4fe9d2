"""Random candidates at random dates: do the columns say of every fact what the machines say? Prints what differs.

Candidates are made in blocks, each at its own date, from its own seed: a difference is found again from the seed alone.
Every block runs under its own rules, and once more together with others, under several sets of rules at once.
The chainer takes an hour and more over a million; with `--keep FOLDER` what a machine says is kept there, and changed
columns are held against it in minutes. What is kept counts only for the same rules and the same candidates. Days are
those of the book, from its first to a year after its last change.

With `--native` the rules of each block are run as native code: against the machine for its candidates, and against
columns for many more rows that are mixed from them. With `--native --reference` the interpreter works out every mixed
row: a pool reads rows as an Arrow table and answers with one, so that reading and writing are held too. Part after part
of 100,000 rows, each from a seed of its own: what was begun goes on from the seed after the last that was printed.
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import profiles
from tests.support.columns import Decided, differences, differences_mixed, differences_together
from tests.support.held import Held
from tests.support.parts import SHAPES, Part

from ronde.columns.native import ready
from ronde.disk.whole import write_whole
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Machine, Reference
from ronde.evaluate.reference import Candidate, Outcome
from ronde.model.nodes import Plan
from ronde.read.book import read_book

LOOK = 40_000
"""After so many candidates it says how far it is."""

T = TypeVar("T")

BLOCK = 250
TOGETHER = 8
MIXED, PARTS = 200_000, 5
"""Rows that are mixed from the candidates of a block for native code, so many times."""

PART = 100_000
"""Rows of a part that the interpreter works out."""

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


def native(task: tuple[Path | None, int, str, Path | None]) -> list[str]:
    """What differs in native code: the candidates of a block, and rows mixed from them."""
    book, seed, name, folder = task
    ready.WAITS = True
    decided = block(book, seed, name, folder)
    found = differences(decided, native=True)
    found += differences_mixed(decided, MIXED, range(seed * PARTS, (seed + 1) * PARTS))
    return [f"{book or 'rulesets'}: seed {seed}: {each}" for each in found]


@dataclass(frozen=True)
class Asked:
    """A part that the interpreter works out: rows of a seed, and whether all facts are asked for."""

    book: Path | None
    seed: int
    rows: int
    every: bool


def interpreted(asked: Asked) -> tuple[str, Held]:
    """What a part was, and what came of it."""
    start = time.monotonic()
    part = Part(engine(asked.book).history, asked.seed, every=asked.every)
    held = part.held(asked.rows)
    seconds = time.monotonic() - start
    about = (
        f"{held.native:,} in native code, {held.refused:,} refused, {held.unknown:,} not known in full, "
        f"{held.contradicted:,} contradictions"
    )
    return (
        f"seed {asked.seed}: {asked.book or 'rulesets'}, {part.told}: {held.rows:,} rows ({about}) "
        f"in {seconds:,.0f} s: {held.wrong:,} differences",
        held,
    )


def hold_parts(parts: Sequence[Asked], workers: int) -> int:
    """Hold native code against the interpreter, and print what came of each part as it ends."""
    start, rows, wrong = time.monotonic(), 0, 0
    with ProcessPoolExecutor(workers) as pool:
        for told, held in pool.map(interpreted, parts):
            rows, wrong = rows + held.rows, wrong + held.wrong
            rate = rows / (time.monotonic() - start)
            print(f"{told}; in all {rows:,} rows, {wrong:,} differences, {rate:,.0f} rows/s", flush=True)
            for each in held.told:
                print(each, flush=True)
    print(f"{rows:,} rows of native code against the reference: {wrong:,} differences")
    return int(wrong > 0)


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
    parser.add_argument("--native", action="store_true", help="rules as native code, for rows mixed from candidates")
    parser.add_argument("--reference", action="store_true", help="with --native: against the interpreter, every row")
    parser.add_argument("--every", action="store_true", help="with --reference: all facts at once, not some topics")
    wanted = parser.parse_args()
    if wanted.reference and not wanted.native:
        parser.error("--reference holds native code against the interpreter: say --native too")
    if wanted.keep is not None:
        wanted.keep.mkdir(parents=True, exist_ok=True)
    books: list[Path | None] = wanted.book or [None]
    if wanted.reference:
        seeds = range(wanted.seed, wanted.seed + -(-wanted.count // PART))
        rows = min(PART, wanted.count)
        return hold_parts(
            [Asked(books[seed // len(SHAPES) % len(books)], seed, rows, wanted.every) for seed in seeds], wanted.workers
        )
    if wanted.native:
        count = -(-wanted.count // (MIXED * PARTS))
        seeds = range(wanted.seed, wanted.seed + count)
        blocks = [(books[place % len(books)], seed, wanted.machine, wanted.keep) for place, seed in enumerate(seeds)]
        return ran(
            native,
            blocks,
            MIXED * PARTS,
            f"columns, and {BLOCK * count:,} against the {wanted.machine}",
            wanted.workers,
        )
    firsts = range(wanted.seed, wanted.seed + -(-wanted.count // BLOCK), TOGETHER)
    tasks = [
        (books[number % len(books)], range(first, first + TOGETHER), wanted.machine, wanted.keep, wanted.apart)
        for number, first in enumerate(firsts)
    ]
    return ran(compare, tasks, TOGETHER * BLOCK, f"the {wanted.machine}", wanted.workers)


def ran(work: Callable[[T], list[str]], tasks: Sequence[T], rows: int, against: str, workers: int) -> int:
    """Do all tasks, of so many rows each, and print what differs."""
    start, wrong = time.monotonic(), 0
    with ProcessPoolExecutor(workers) as pool:
        for number, found in enumerate(pool.map(work, tasks), 1):
            wrong += len(found)
            for each in found:
                print(each, flush=True)
            if number * rows % LOOK < rows or number == len(tasks):
                rate = number * rows / (time.monotonic() - start)
                print(f"{number * rows:,} candidates, {wrong:,} differences, {rate:,.0f} candidates/s", file=sys.stderr)
    print(f"{len(tasks) * rows:,} candidates against {against}: {wrong:,} differences")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
