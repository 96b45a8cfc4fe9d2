"""The least value of some records: in native code."""

from __future__ import annotations

from ronde.operations.instructions import Instructions
from ronde.operations.records.extreme_instructions import extreme

native = extreme(Instructions.least, greatest=False)
"""What writes the instructions of a node."""
