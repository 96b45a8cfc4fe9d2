"""Writes the receipt of a decision into a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import orjson

from ronde.disk.placed import new_file
from ronde.evaluate.decision import Decision
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation
from ronde.receipts.read import is_many
from ronde.receipts.receipt import receipt_of


def write_receipt(path: Path, decision: Decision) -> None:
    """Write the receipt of one decision as JSON, in the place of what is there. Errors: ValidationError if it cannot be
    written, or its name is that of a file of many."""
    if is_many(path):
        raise refuse("receipt-of-one", SourceLocation(str(path)), name=f"{path.stem}.json")
    content = orjson.dumps(receipt_of(decision), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    with new_file(path) as made:
        made.write_bytes(content)
