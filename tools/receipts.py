"""Receipts of random candidates on many days, each verified by an engine that made none of them."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.receipts import receipts_of, some_days

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.read.book import read_book
from ronde.receipts.many import tally_page, verify_many
from ronde.receipts.read import contents_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--rulesets", type=Path, metavar="DIR", help="another book of rules")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    start = time.monotonic()
    with TemporaryDirectory(prefix="ronde-") as folder:
        path = Path(folder) / "receipts.jsonl"
        made = Engine(read_book(wanted.rulesets), Reference())
        days = some_days(made.history, wanted.days)
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in _told(receipts_of(made, days, wanted.count, wanted.seed)))
        written, size = time.monotonic(), path.stat().st_size
        tally = verify_many(Engine(read_book(wanted.rulesets), Reference()), contents_of(path))
    print(tally_page(tally, "en").text())
    print(
        f"{tally.again:,} of {wanted.count:,} receipts of {len(days)} days made again byte for byte;"
        f" {size / 1e6:,.0f} MB, written in {written - start:,.0f} s, verified in {time.monotonic() - written:,.0f} s"
    )
    return int(tally.again != wanted.count or tally.code != 0)


def _told(lines: Iterator[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(lines, 1):
        if number % 1000 == 0:
            print(f"{number:,} written", file=sys.stderr)
        yield line


if __name__ == "__main__":
    sys.exit(main())
