"""A change of policy is data alone: an edit of each kind of the guide, made on a copy, turns nothing of CI red.

The edits are made together on one copy of the repository; the tests that are run there are those that read the rules
and take no long drawing of random cases. `python -m tests.docs.edits` makes each by itself, with all of CI.
"""

from __future__ import annotations

from pathlib import Path

from tests.docs.edits import ci, edited
from tests.support.guide import CHANGES

READING_THE_RULES = (
    "tests/cases",
    "tests/docs/test_topics.py",
    "tests/rounds/test_data.py",
    "tests/words",
)


CORRECTED = "tests/cases/funds/required.yaml"
"""The cases of the figure that the page corrects: they say what was read before, and must change with it."""


def test_edits_of_every_kind_pass_ci(tmp_path: Path) -> None:
    """Style, types, imports, pages, the check of every rule on every date, and the tests that read the rules."""
    edited(tmp_path, CHANGES)
    done = ci(tmp_path, *READING_THE_RULES, f"--ignore={CORRECTED}")
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
