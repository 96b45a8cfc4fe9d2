"""Whether one of several conditions holds: in native code."""

from __future__ import annotations

from ronde.operations.instructions import Instructions, folded

native = folded(Instructions.any)
"""What writes the instructions of a node."""
