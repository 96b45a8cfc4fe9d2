"""Where the data that travels with the package is: inside it once installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def data_folder(name: str) -> Path:
    """The folder of this name (`rulesets`, `schemas`) that belongs to this installation."""
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name
