"""The forms of a pool's files, told by their names: Parquet, CSV and JSON Lines, the last two also compressed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

SUFFIXES = (".parquet", ".csv", ".jsonl", ".ndjson", ".csv.gz", ".jsonl.gz", ".ndjson.gz")
"""Every ending of a file's name that says its form."""


class Form(StrEnum):
    """How the rows of a file are written."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Format:
    """The form of a file, and whether it is compressed with gzip as a whole."""

    form: Form
    compressed: bool = False


def format_of(path: Path) -> Format:
    """The format that a file's name tells. Errors: ValidationError for a name that tells none."""
    name = path.name.lower()
    suffix = max((each for each in SUFFIXES if name.endswith(each)), key=len, default=None)
    if suffix is None:
        raise refuse("read-suffix", SourceLocation(str(path)), known=", ".join(SUFFIXES))
    word = suffix.removesuffix(".gz").removeprefix(".")
    return Format(Form.JSONL if word == "ndjson" else Form(word), suffix.endswith(".gz"))
