"""The greatest value of some records: in native code."""

from __future__ import annotations

from ronde.operations.instructions import Instructions
from ronde.operations.records.extreme_instructions import extreme

native = extreme(Instructions.greatest, greatest=True)
"""What writes the instructions of a node."""
