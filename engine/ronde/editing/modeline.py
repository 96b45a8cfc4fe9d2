"""The line that tells an editor of YAML which schema a file follows."""

from __future__ import annotations

import os
from pathlib import Path

MODELINE = "# yaml-language-server:"
"""How the line begins."""

FOLDER = "schemas"
"""The name of the folder, beside a file or above it, in which schemas are looked for."""


def modeline(path: Path, schema: str) -> str:
    """The line for a file that is to stand at a path; empty if no schema of that name stands in a folder above it."""
    here = path.absolute().parent
    name = f"{schema}.schema.json"
    for folder in (here, *here.parents):
        if (folder / FOLDER / name).is_file():
            return f"{MODELINE} $schema={Path(os.path.relpath(folder / FOLDER / name, here)).as_posix()}"
    return ""
