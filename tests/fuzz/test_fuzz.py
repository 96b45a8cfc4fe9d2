"""A thousand damaged files of every kind, the same on every run: each is answered, or refused in words. `tools/fuzz`
tries as many as one wishes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parents[2]
FILES = 1_000


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_files_are_answered_or_refused_in_words(target: str) -> None:
    """In a process of its own, so that what it comes to hold can be measured."""
    words = [sys.executable, "-m", "tests.fuzz.campaign", target, "--examples", str(FILES), "--seed", "1"]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stdout[-1000:]}{run.stderr[-6000:]}"
    assert run.stdout.startswith(f"{FILES} files: ")
