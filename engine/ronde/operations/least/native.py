"""The least of several values: in native code."""

from __future__ import annotations

from ronde.operations.instructions import Instructions, folded

native = folded(Instructions.least)
"""What writes the instructions of a node."""
