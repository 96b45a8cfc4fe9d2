"""What is kept on the disk between two runs."""

from __future__ import annotations

from pathlib import Path

from ronde.read import cache


def refused_folder() -> Path | None:
    """The folder in which nothing is kept because others may write there, if it was met; None if there is none."""
    return cache.refused_folder()
