"""Whether ids tell the rows apart: found by the cluster, so that no machine needs to hold them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ronde.batch.files.checks import SHOWN
from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.locations import SourceLocation


def check_ids(rows: Any, column: str, path: Path) -> None:
    """Look at the `id` and the `line` of every row. Errors: ValidationError where a row has none, or two have the
    same."""
    from pyspark.sql import functions as f

    counted = rows.groupBy("id").agg(f.count("*").alias("count"), f.min("line").alias("first"))
    wrong = counted.where(f.col("id").isNull() | (f.col("count") > 1)).orderBy("first").limit(SHOWN).collect()
    for each in wrong:
        if each["id"] is None:
            raise refuse(
                "read-id-missing", SourceLocation(str(path), each["first"], 1), name=column, count=each["count"]
            )
    found: list[Diagnostic] = []
    for each in wrong:
        lines = [row["line"] for row in rows.where(f.col("id") == each["id"]).orderBy("line").limit(SHOWN).collect()]
        about = {"name": column, "id": each["id"], "lines": ", ".join(map(str, lines)), "count": each["count"]}
        found.append(Diagnostic("read-id-twice", SourceLocation(str(path), lines[1], 1), about))
    if found:
        raise ValidationError(tuple(found))
