"""How long the files of rules take to be read: parsed with positions, checked, and from the cache."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ronde.check.whole import check_whole_book
from ronde.read import cache
from ronde.read.book import check_structure, read_book
from ronde.read.places import data_folder
from ronde.read.structure import parse


def timed(name: str, run: Callable[[], object]) -> None:
    """Print how long a call takes, the best of three."""
    best = min(_once(run) for _ in range(3))
    print(f"  {name:<60} {best * 1000:9.1f} ms")


def _once(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the times of every way to read the book."""
    folder = data_folder("rulesets")
    contents = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.yaml"))]
    lines = sum(content.count(b"\n") for _, content in contents)
    print(f"{len(contents)} files, {lines} lines, {sum(len(content) for _, content in contents) / 1e6:.2f} MB")
    timed("parse every file with positions (no cache)", lambda: [parse(content, name) for name, content in contents])
    with tempfile.TemporaryDirectory() as empty:
        os.environ["RONDE_CACHE"] = empty
        documents, _ = cache.documents(
            [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*.yaml"))]
        )
        timed("check structure and schema of every file", lambda: check_structure(documents))
        read_book(folder)
        timed("read the book, nothing changed (from the cache)", lambda: read_book(folder))
        timed("check the book: every set of rules that was ever in force", lambda: check_whole_book(Path(folder)))


if __name__ == "__main__":
    main()
