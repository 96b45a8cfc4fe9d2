"""Edits of every kind, on a copy of the repository, with what CI runs: a change of policy is data alone.

python -m tests.docs.edits            each kind by itself, with everything that CI runs (most of an hour)
python -m tests.docs.edits "A repeal" one kind
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.support.edits import CHANGES, ROOT, carry_out

from ronde.cases.cases import case_files, read_cases
from ronde.model.case import Case
from ronde.read.book import read_book

CASES = Path("tests", "cases")

UNFINISHED = "An incomplete version"
DATES = {UNFINISHED: ("2027-07-05", "2027-07-04")}
"""Two edits are of one topic on one day; if all are made together, this one is made the day before."""


def edited(folder: Path, kinds: Sequence[str]) -> None:
    """Copy what is under version control into a folder, with the environment at hand, and make these edits in it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
            (folder / name).chmod((ROOT / name).stat().st_mode)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    together = len(kinds) > 1
    for kind in kinds:
        carry_out(folder, kind, partial(_placed, kind=kind, together=together))


def _placed(text: str, kind: str, together: bool) -> str:
    """The text of a box: on a day of its own if edits are made together."""
    return text.replace(*DATES[kind]) if together and kind in DATES else text


def touched(folder: Path) -> dict[str, list[Case]]:
    """The cases that the edits made in a folder can touch, by their file: those of files that are new there or other
    than here, and those on whose day other rules are in force. Every other case is answered by the very same rules."""
    here, there = read_book(ROOT / "rulesets"), read_book(folder / "rulesets")
    found: dict[str, list[Case]] = {}
    for path in case_files(folder / CASES):
        name = path.relative_to(folder)
        same = (ROOT / name).is_file() and (ROOT / name).read_bytes() == path.read_bytes()
        moved = [
            case
            for case in read_cases(path).cases
            if not same
            or here.in_force(case.as_of, case.known_on).digest != there.in_force(case.as_of, case.known_on).digest
        ]
        if moved:
            found[str(name)] = moved
    return found


def ci(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run what CI runs in a folder, on its own engine and rules; only these tests if some are named."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": str(folder / "engine"), "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache")}
    return subprocess.run(
        ["tools/test", *tests], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def main(kinds: list[str]) -> int:
    """Make each edit by itself and run CI on it; how many turned something red."""
    red = 0
    for kind in kinds or CHANGES:
        with tempfile.TemporaryDirectory() as name:
            edited(Path(name), [kind])
            done = ci(Path(name))
            red += done.returncode != 0
            print(f"{kind}: {done.stdout.strip().splitlines()[-1]}", flush=True)
            if done.returncode:
                print(done.stdout[-4000:], done.stderr[-2000:], flush=True)
    return int(red > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
