"""What a change touched: the lines of a folder that differ from a revision, as git tells them."""

from __future__ import annotations

import re
from pathlib import Path

from ronde.change.git import check_revision, git

HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_lines(folder: Path, revision: str, option: str = "--diff") -> dict[str, frozenset[int]]:
    """The lines that differ from a revision of git, by file from the folder; a new file has all of its lines.
    `option` is that which names the revision.

    Errors: ValidationError if git cannot be had, the folder is in no repository, or the revision does not exist."""
    check_revision(folder, revision, option)
    told = git(
        folder,
        revision,
        option,
        "diff",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--relative",
        revision,
        "--",
        ".",
    )
    found: dict[str, set[int]] = {}
    lines: set[int] = set()
    for line in told.splitlines():
        if line.startswith("+++ "):
            lines = found.setdefault(line[4:].strip('"').removeprefix("b/"), set())
        elif hunk := HUNK.match(line):
            start, many = int(hunk[1]), int(hunk[2] or 1)
            lines.update(range(start, start + many))
    for name in git(folder, revision, option, "ls-files", "--others", "--exclude-standard", "-z", "--", ".").split(
        "\0"
    ):
        if name:
            content = (folder / name).read_bytes()
            found[name] = set(range(1, content.count(b"\n") + 2))
    return {name: frozenset(lines) for name, lines in found.items()}
