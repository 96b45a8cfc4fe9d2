"""What an editor of rules waits for: each line beside another commit, in seconds of processor time, and the ratio.

The other commit is checked out in a temporary folder. Both run in turn, each in a new process with a cache of its own,
so that what else the machine does weighs on both alike. The least of the rounds counts. Python keeps its bytecode, as
it does where Ronde is installed, whatever the environment says.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

HERE = Path(__file__).resolve().parents[2]
BEFORE = "4df8d7c"
PROFILE = "examples/pvt-toronto.yaml"
CHANGED = "crs/transferability/2026-11-03.yaml"
DAY = 738_706
"""July 5, 2023, as a day number."""

INSIDE = f"""
import time
from pathlib import Path
from ronde.read.book import read_book
from ronde.read.cache import document
try:
    from ronde.evaluate import reference
    from ronde.evaluate.chainer import best_machine
    from ronde.evaluate.engine import Engine
    from ronde.evaluate.machine import Reference
except ImportError:
    from ronde.run import reference
    from ronde.run.chainer import best_machine
    from ronde.run.engine import Engine
    from ronde.run.machine import Reference
profile = document("profile", Path({PROFILE!r}).read_bytes())
def spent(run, times):
    start = time.process_time()
    for _ in range(times):
        run()
    print((time.process_time() - start) / times)
"""
"""What each line that measures inside a process begins with; it prints the seconds that count. The room of one
candidate has another name in older commits."""

WARM = """
engine = Engine(read_book(), MACHINE())
decide = lambda: engine.evaluate(profile, DAY).document(trace=True)
decide()
spent(decide, 50)
"""
REFERENCE_ALONE = """
decision = Engine(read_book(), Reference()).evaluate(profile, DAY)
plan, candidate = decision.plan, decision.trace.candidate
reference.evaluate(plan, candidate)
spent(lambda: reference.evaluate(plan, candidate), 300)
"""
DATES = """
engine = Engine(read_book(), best_machine())
days = [DAY - 150 * number for number in range(COUNT)] * (10 // COUNT)
def through():
    for day in days:
        engine.evaluate(profile, day)
through()
spent(through, 5)
"""
CODES = """
import os, tempfile
os.environ["RONDE_CACHE"] = ""
from ronde.check.whole import check_whole_book
folder = Path(tempfile.mkdtemp())
(folder / "topic").mkdir()
text = "{fr: a, en: a}"
begin = f"title: {text}\\ndisclaimer: {text}\\nfirst_date: 2015-01-01\\nheadlines: [answer]\\n"
(folder / "book.yaml").write_text(begin)
codes = "".join(f"      C{number}: {{}}\\n" for number in range(20_000))
(folder / "topic/2015-01-01.yaml").write_text(
    f"title: {text}\\neffective: 2015-01-01\\npublished: 2015-01-01\\nchecked: 2015-01-01\\nconfidence: official\\n"
    f"sources: [{{id: s, title: {text}}}]\\n"
    f"lists:\\n  codes:\\n    label: {text}\\n    source: s\\n    items:\\n{codes}"
    f"facts:\\n  answer: {{label: {text}, source: s, type: code, input: {{question: {text}, list: codes}}}}\\n")
spent(lambda: check_whole_book(folder), 1)
"""
POOL = """
import pyarrow as pa
from datetime import date
try:
    from ronde.columns.kernel import Kernel
    from ronde.columns.query import Query
except ImportError:
    from ronde.pool.kernel import Kernel
    from ronde.pool.query import Query
days = [date.fromordinal(DAY - 37 * number % 2500) for number in range(2000)]
kernel = Kernel(read_book(), Query(as_of_column="day"))
batch = pa.record_batch({"day": pa.array(days), "age": pa.array([20 + number % 30 for number in range(2000)])})
spent(lambda: kernel.run(batch), 1)
"""


BOOK = "BOOK"
"""Stands in a command for a copy of the rules of a checkout."""


def lines() -> dict[str, tuple[str, list[str] | str]]:
    """The lines by name: what the cache holds before (`cold`, `changed` or `warm`), and a command, or Python of which
    the printed number counts."""
    check = ["check", "--rulesets", BOOK]
    found: dict[str, tuple[str, list[str] | str]] = {
        "check, nothing cached": ("cold", check),
        "check, one file changed": ("changed", check),
        "check, nothing changed": ("warm", check),
        "invited": ("warm", ["invited", PROFILE]),
        "history": ("warm", ["history", PROFILE]),
        "evaluate, cold": ("warm", ["evaluate", PROFILE, "--as-of", "2023-07-05"]),
        "decision with trace, warm, chainer": ("warm", WARM.replace("MACHINE", "best_machine")),
        "decision with trace, warm, interpreter": ("warm", WARM.replace("MACHINE", "Reference")),
        "interpreter alone": ("warm", REFERENCE_ALONE),
        "20,000 codes in one list": ("warm", CODES),
        "first batch of a pool, a date for each row": ("warm", POOL),
        "ten dates in a cycle": ("warm", DATES.replace("COUNT", "10")),
        "one date as often": ("warm", DATES.replace("COUNT", "1")),
        "all dated cases": ("warm", ["test"]),
    }
    return found


class Tree:
    """A checkout with a cache of its own, and a copy of its rules that may be changed."""

    def __init__(self, root: Path, beside: Path) -> None:
        self.root, self.cache, self.book = root, beside / "cache", beside / "book"
        self.bytecode = beside / "bytecode"
        shutil.copytree(root / "rulesets", self.book)

    def seconds(self, state: str, what: list[str] | str) -> float | None:
        """The processor time of one run in a new process; None if it failed."""
        changed = self.book / CHANGED
        before = changed.read_bytes()
        if state == "cold":
            shutil.rmtree(self.cache, ignore_errors=True)
        elif state == "changed":
            changed.write_bytes(before.replace(b"published: 2026-11-03", b"published: 2026-11-02"))
        try:
            return self._run(what)
        finally:
            changed.write_bytes(before)
            if state == "changed":
                self._run(["check", "--rulesets", BOOK])

    def _run(self, what: list[str] | str) -> float | None:
        paths = {
            "RONDE_CACHE": str(self.cache),
            "PYTHONPATH": str(self.root / "engine"),
            "PYTHONPYCACHEPREFIX": str(self.bytecode),
        }
        command = [sys.executable, "-c", INSIDE + what.replace("DAY", str(DAY))] if isinstance(what, str) else None
        start = _children()
        done = subprocess.run(
            command or [sys.executable, "-m", "ronde", *(str(self.book) if each == BOOK else each for each in what)],
            cwd=self.root,
            env={**os.environ, **paths, "PYTHONDONTWRITEBYTECODE": ""},
            capture_output=True,
            text=True,
        )
        if done.returncode > 1:
            print(done.stderr[-500:], file=sys.stderr)
        if command is None:
            return _children() - start if done.returncode == 0 else None
        return float(done.stdout.split()[-1]) if done.returncode == 0 else None


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """A commit in a temporary folder, which goes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ronde-bench-")) / "tree"
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder, commit], cwd=HERE, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=HERE, check=True)
        shutil.rmtree(folder.parent, ignore_errors=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", default=BEFORE, metavar="COMMIT", help=f"the other commit (default {BEFORE})")
    parser.add_argument("--rounds", type=int, default=2, help="how often each line is run (default 2)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only the lines whose name holds this")
    asked = parser.parse_args()
    with checkout(asked.against) as other, tempfile.TemporaryDirectory() as caches:
        trees = [Tree(other, Path(caches) / "before"), Tree(HERE, Path(caches) / "now")]
        for tree in trees:
            tree.seconds("cold", ["check", "--rulesets", BOOK])
        print(f"{'':<46} {asked.against[:9]:>9} {'now':>9} {'ratio':>7}", flush=True)
        for name, (state, what) in lines().items():
            if asked.only in name:
                rounds = [[tree.seconds(state, what) for tree in trees] for _ in range(asked.rounds)]
                before, now = (
                    min((each for each in found if each), default=None) for found in zip(*rounds, strict=True)
                )
                ratio = f"{before / now:6.1f}x" if before and now else "-"
                print(f"{name:<46} {_shown(before)} {_shown(now)} {ratio:>7}", flush=True)


def _shown(seconds: float | None) -> str:
    return f"{seconds:9.4f}" if seconds is not None else f"{'-':>9}"


if __name__ == "__main__":
    main()
